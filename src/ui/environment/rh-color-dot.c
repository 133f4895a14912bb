/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dot in an environment's colour; without one it is empty, for a ring would be a choice. */
#define G_LOG_DOMAIN "rh-color-dot"

#include "config.h"

#include "environment/rh-color-dot.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define SIZE 12

struct _RhColorDot
{
  GtkWidget parent_instance;

  /* Owned */
  char *color;
};

enum
{
  PROP_0,
  PROP_COLOR,
  N_PROPS,
};

typedef struct
{
  const char *color;
  const char *name;
} Color;

/* GNOME's palette, seen on light and on dark. */
static const Color colors[] = {
  { "", N_ ("No Color") },      { "#3584e4", N_ ("Blue") },   { "#2ec27e", N_ ("Green") },
  { "#e5a50a", N_ ("Yellow") }, { "#ff7800", N_ ("Orange") }, { "#e01b24", N_ ("Red") },
  { "#9141ac", N_ ("Purple") }, { "#986a44", N_ ("Brown") },
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhColorDot, rh_color_dot, GTK_TYPE_WIDGET)

static void
rh_color_dot_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = SIZE;
  *natural = SIZE;
}

static void
rh_color_dot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RhColorDot *self = RH_COLOR_DOT (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT ((width - SIZE) / 2, (height - SIZE) / 2, SIZE, SIZE);
  GskRoundedRect circle;
  GdkRGBA color;

  if (*self->color == '\0')
    return;

  gsk_rounded_rect_init_from_rect (&circle, &area, SIZE / 2.0f);
  if (gdk_rgba_parse (&color, self->color))
    {
      gtk_snapshot_push_rounded_clip (snapshot, &circle);
      gtk_snapshot_append_color (snapshot, &color, &area);
      gtk_snapshot_pop (snapshot);
      return;
    }

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.5f;
  gtk_snapshot_append_border (snapshot, &circle, (float[]) { 1, 1, 1, 1 },
                              (GdkRGBA[]) { color, color, color, color });
}

static void
rh_color_dot_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhColorDot *self = RH_COLOR_DOT (object);

  switch (prop_id)
    {
    case PROP_COLOR:
      g_value_set_string (value, self->color);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_color_dot_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COLOR:
      rh_color_dot_set_color (RH_COLOR_DOT (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_color_dot_finalize (GObject *object)
{
  g_free (RH_COLOR_DOT (object)->color);

  G_OBJECT_CLASS (rh_color_dot_parent_class)->finalize (object);
}

static void
rh_color_dot_class_init (RhColorDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = rh_color_dot_finalize;
  object_class->get_property = rh_color_dot_get_property;
  object_class->set_property = rh_color_dot_set_property;
  widget_class->measure = rh_color_dot_measure;
  widget_class->snapshot = rh_color_dot_snapshot;

  properties[PROP_COLOR]
      = g_param_spec_string ("color", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rh_color_dot_init (RhColorDot *self)
{
  self->color = NULL;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  rh_color_dot_set_color (self, "");
}

GtkWidget *
rh_color_dot_new (void)
{
  return g_object_new (RH_TYPE_COLOR_DOT, NULL);
}

void
rh_color_dot_set_color (RhColorDot *self, const char *color)
{
  const char *name;

  g_return_if_fail (RH_IS_COLOR_DOT (self));

  if (!g_set_str (&self->color, color == NULL ? "" : color))
    return;

  name = rh_color_get_name (self->color);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
rh_color_get_n_colors (void)
{
  return G_N_ELEMENTS (colors);
}

const char *
rh_color_nth (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (colors), "");

  return colors[position].color;
}

const char *
rh_color_nth_name (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (colors), "");

  return _ (colors[position].name);
}

gboolean
rh_color_find (const char *color, guint *position)
{
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    if (g_ascii_strcasecmp (colors[i].color, color) == 0)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

const char *
rh_color_get_name (const char *color)
{
  guint position;

  return rh_color_find (color, &position) ? rh_color_nth_name (position) : color;
}
