/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence under a row of a boxed list. */
#define G_LOG_DOMAIN "rh-hint-row"

#include "config.h"

#include "connection/rh-hint-row.h"

#include "common/rh-css-class.h"
#include "common/rh-no-hyphens.h"
#include "common/rh-validity.h"

struct _RhHintRow
{
  AdwPreferencesRow parent_instance;

  /* Owned */
  GtkWidget *row;

  /* Borrowed */
  GtkLabel *label;
};

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (RhHintRow, rh_hint_row, ADW_TYPE_PREFERENCES_ROW)

static GParamSpec *properties[N_PROPS];

static void
set_row (RhHintRow *self, GtkWidget *row)
{
  if (!g_set_object (&self->row, row) || row == NULL)
    return;

  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->label, NULL, -1);
}

static void
rh_hint_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhHintRow *self = RH_HINT_ROW (object);

  switch (prop_id)
    {
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_hint_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhHintRow *self = RH_HINT_ROW (object);

  switch (prop_id)
    {
    case PROP_ROW:
      set_row (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A list asks one row where Tab goes, and is left where that row takes no focus: so it goes on to
 * the rows behind, or before it. */
static gboolean
rh_hint_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  GtkWidget *row = widget;

  while ((row = back ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row))
         != NULL)
    if (gtk_widget_get_visible (row) && gtk_widget_child_focus (row, direction))
      return TRUE;

  return FALSE;
}

static void
rh_hint_row_dispose (GObject *object)
{
  RhHintRow *self = RH_HINT_ROW (object);

  g_clear_object (&self->row);

  G_OBJECT_CLASS (rh_hint_row_parent_class)->dispose (object);
}

static void
rh_hint_row_class_init (RhHintRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_hint_row_get_property;
  object_class->set_property = rh_hint_row_set_property;
  object_class->dispose = rh_hint_row_dispose;
  GTK_WIDGET_CLASS (klass)->focus = rh_hint_row_focus;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, GTK_TYPE_WIDGET,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_hint_row_init (RhHintRow *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  rh_no_hyphens (GTK_WIDGET (self->label));
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_set_margin_start (GTK_WIDGET (self->label), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->label), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->label), 10);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->label));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hint");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
rh_hint_row_set (RhHintRow *self, RhHintKind kind, const char *text)
{
  gboolean has_text = text != NULL && *text != '\0';
  gboolean is_error = has_text && kind == RH_HINT_ERROR;
  GtkWidget *label;

  g_return_if_fail (RH_IS_HINT_ROW (self));

  label = GTK_WIDGET (self->label);
  gtk_label_set_text (self->label, has_text ? text : "");
  rh_css_class_set (label, "dimmed", kind == RH_HINT_NOTE);
  rh_css_class_set (label, "warning", kind == RH_HINT_WARNING);
  rh_css_class_set (label, "error", is_error);
  gtk_widget_set_visible (GTK_WIDGET (self), has_text);

  if (self->row == NULL)
    return;

  rh_css_class_set (self->row, "hinted", has_text);
  rh_validity_set (self->row, !is_error);
}

const char *
rh_hint_row_get_text (RhHintRow *self)
{
  g_return_val_if_fail (RH_IS_HINT_ROW (self), NULL);

  return gtk_label_get_text (self->label);
}
