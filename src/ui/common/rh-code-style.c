/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How bodies are set in type. One CSS provider for all views, so that zooming 20 tabs costs one
 * style change. */
#define G_LOG_DOMAIN "rh-code-style"

#include "config.h"

#include "common/rh-code-style.h"

#include "common/rh-settings.h"

#include <adwaita.h>

#define ZOOM_NORMAL 100
#define ZOOM_MIN 50
#define ZOOM_MAX 300
#define ZOOM_STEP 10
#define FALLBACK_POINTS 11

struct _RhCodeStyle
{
  GObject parent_instance;

  /* Owned */
  GtkCssProvider *provider;

  /* Plain */
  guint zoom;
};

enum
{
  PROP_0,
  PROP_ZOOM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhCodeStyle, rh_code_style, G_TYPE_OBJECT)

static void
update (RhCodeStyle *self)
{
  GSettings *settings = rh_settings_get ();
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *own = g_settings_get_string (settings, RH_SETTINGS_EDITOR_FONT);
  gboolean use_system = g_settings_get_boolean (settings, RH_SETTINGS_USE_SYSTEM_FONT);
  const char *font = use_system ? adw_style_manager_get_monospace_font_name (manager) : own;
  g_autofree char *css = rh_code_style_format_css (font, self->zoom);

  gtk_css_provider_load_from_string (self->provider, css);
}

static void
set_zoom (RhCodeStyle *self, int zoom)
{
  zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  if ((guint) zoom == self->zoom)
    return;

  self->zoom = zoom;
  g_settings_set_int (rh_settings_get (), RH_SETTINGS_ZOOM, zoom);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static void
rh_code_style_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhCodeStyle *self = RH_CODE_STYLE (object);

  switch (prop_id)
    {
    case PROP_ZOOM:
      g_value_set_uint (value, self->zoom);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_code_style_dispose (GObject *object)
{
  RhCodeStyle *self = RH_CODE_STYLE (object);

  g_clear_object (&self->provider);

  G_OBJECT_CLASS (rh_code_style_parent_class)->dispose (object);
}

static void
rh_code_style_class_init (RhCodeStyleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_code_style_get_property;
  object_class->dispose = rh_code_style_dispose;

  properties[PROP_ZOOM] = g_param_spec_uint ("zoom", NULL, NULL, ZOOM_MIN, ZOOM_MAX, ZOOM_NORMAL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_code_style_init (RhCodeStyle *self)
{
  GSettings *settings = rh_settings_get ();

  self->zoom = (guint) CLAMP (g_settings_get_int (settings, RH_SETTINGS_ZOOM), ZOOM_MIN, ZOOM_MAX);
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_object (settings, "changed::" RH_SETTINGS_EDITOR_FONT, G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" RH_SETTINGS_USE_SYSTEM_FONT, G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::monospace-font-name",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

RhCodeStyle *
rh_code_style_get_default (void)
{
  static RhCodeStyle *style = NULL;

  if (style == NULL)
    style = g_object_new (RH_TYPE_CODE_STYLE, NULL);

  return style;
}

guint
rh_code_style_get_zoom (RhCodeStyle *self)
{
  g_return_val_if_fail (RH_IS_CODE_STYLE (self), ZOOM_NORMAL);

  return self->zoom;
}

void
rh_code_style_zoom_in (RhCodeStyle *self)
{
  g_return_if_fail (RH_IS_CODE_STYLE (self));

  set_zoom (self, (int) self->zoom + ZOOM_STEP);
}

void
rh_code_style_zoom_out (RhCodeStyle *self)
{
  g_return_if_fail (RH_IS_CODE_STYLE (self));

  set_zoom (self, (int) self->zoom - ZOOM_STEP);
}

void
rh_code_style_zoom_reset (RhCodeStyle *self)
{
  g_return_if_fail (RH_IS_CODE_STYLE (self));

  set_zoom (self, ZOOM_NORMAL);
}

char *
rh_code_style_format_css (const char *font, guint zoom)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  const char *family = pango_font_description_get_family (description);
  g_autoptr (GString) css = g_string_new ("." RH_CODE_CLASS " { font-family: ");
  char points[G_ASCII_DTOSTR_BUF_SIZE];
  double size = pango_font_description_get_size (description) / (double) PANGO_SCALE;

  if (size <= 0)
    size = FALLBACK_POINTS;
  g_ascii_formatd (points, sizeof points, "%.2f", size * zoom / ZOOM_NORMAL);

  if (family != NULL)
    {
      g_autoptr (GString) quoted = g_string_new (family);

      g_string_replace (quoted, "\\", "\\\\", 0);
      g_string_replace (quoted, "\"", "\\\"", 0);
      g_string_append_printf (css, "\"%s\", ", quoted->str);
    }
  g_string_append_printf (
      css, "monospace; font-size: %s%s; font-weight: %d; font-style: %s; }", points,
      pango_font_description_get_size_is_absolute (description) ? "px" : "pt",
      pango_font_description_get_weight (description),
      pango_font_description_get_style (description) == PANGO_STYLE_NORMAL ? "normal" : "italic");

  return g_string_free_and_steal (g_steal_pointer (&css));
}
