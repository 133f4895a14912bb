/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of params, headers or form fields, bound to field after field while the list scrolls. */
#define G_LOG_DOMAIN "rh-field-row"

#include "config.h"

#include "request/rh-field-row.h"

#include "collection/rh-real-path.h"
#include "common/rh-css-class.h"
#include "common/rh-long-text.h"
#include "common/rh-toast.h"
#include "common/rh-variable-entry.h"
#include "common/rh-variable-match.h"
#include "http/rh-header-names.h"

#include <glib/gi18n.h>

#define WORDS_MAX 50

struct _RhFieldRow
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *handle;
  GtkWidget *enabled_button;
  RhVariableEntry *name_entry;
  GtkStack *value_stack;
  RhVariableEntry *value_entry;
  GtkLabel *file_label;
  GtkWidget *choose_button;
  GtkWidget *file_button;
  GtkWidget *type_entry;
  GtkWidget *note_entry;
  GtkWidget *remove_button;
  GtkStack *end_stack;

  /* Owned */
  RhField *field; /* NULL while unbound */
  GPtrArray *bindings;

  /* Plain */
  RhFields fields;
  RhFieldRowKind kind;
  gboolean has_kind;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

enum
{
  REMOVE,
  MOVE,
  CHOOSE,
  OVERRIDE,
  EDIT,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhFieldRow, rh_field_row, ADW_TYPE_BIN)

static void
unbind (gpointer binding)
{
  g_binding_unbind (binding);
  g_object_unref (binding);
}

static void
bind (RhFieldRow *self, const char *property, gpointer entry)
{
  GBinding *binding = rh_long_text_bind (self->field, property, GTK_EDITABLE (entry));

  g_ptr_array_add (self->bindings, g_object_ref (binding));
}

static void
bind_enabled (RhFieldRow *self)
{
  GBinding *binding
      = g_object_bind_property (self->field, "enabled", self->enabled_button, "active",
                                G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  g_ptr_array_add (self->bindings, g_object_ref (binding));
}

/* --- Headers ------------------------------------------------------------------------------------
 */

static GStrv
get_header_names (const char *typed, gpointer user_data)
{
  return rh_variable_match_filter (rh_header_names (), typed, WORDS_MAX);
}

static GStrv
get_header_values (const char *typed, gpointer user_data)
{
  RhFieldRow *self = user_data;
  const char *const *values
      = self->field != NULL ? rh_header_values (rh_field_get_name (self->field)) : NULL;

  return values != NULL ? rh_variable_match_filter (values, typed, WORDS_MAX) : NULL;
}

/* --- Parts --------------------------------------------------------------------------------------
 */

static char *
dup_file_names (RhField *field)
{
  g_auto (GStrv) paths = rh_field_dup_paths (field);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = g_path_get_basename (paths[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  if (names->len == 0)
    return g_strdup (_ ("Choose a File…"));
  if (paths[1] == NULL && *rh_field_get_file_name (field) != '\0')
    /* Translators: a file and what it is called to the server: “report.pdf as “2026.pdf””. */
    return g_strdup_printf (_ ("%s as “%s”"), names->str, rh_field_get_file_name (field));
  return g_string_free_and_steal (g_steal_pointer (&names));
}

/* One a line. (transfer full) */
static char *
dup_shown_paths (RhField *field)
{
  g_auto (GStrv) paths = rh_field_dup_paths (field);
  g_autoptr (GStrvBuilder) shown = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    g_strv_builder_add (shown, rh_real_path_get_shown (paths[i]));
  all = g_strv_builder_end (shown);
  return g_strjoinv ("\n", all);
}

static void
update_file (RhFieldRow *self)
{
  g_autofree char *names = NULL;
  g_autofree char *paths = NULL;
  gboolean file = rh_field_is_file (self->field);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->file_button), file);
  gtk_stack_set_visible_child_name (self->value_stack, file ? "file" : "text");
  if (!file)
    return;

  names = dup_file_names (self->field);
  gtk_label_set_label (self->file_label, names);
  paths = dup_shown_paths (self->field);
  gtk_widget_set_tooltip_text (self->choose_button, paths);
}

static void
choose_cb (RhFieldRow *self)
{
  g_signal_emit (self, signals[CHOOSE], 0);
}

/* A path is no text, and the other way round. */
static void
file_toggled_cb (RhFieldRow *self)
{
  gboolean file = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->file_button));

  if (self->field == NULL || rh_field_is_file (self->field) == file)
    return;

  g_object_set (self->field, "value", "", "file", file, "file-name", "", NULL);
  if (file)
    choose_cb (self);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, g_variant_get_int32 (parameter));
}

static void
override_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[OVERRIDE], 0);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[EDIT], 0);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhFieldRow *self = RH_FIELD_ROW (widget);
  g_autofree char *text
      = g_strjoin (self->fields == RH_FIELDS_HEADERS ? ": " : "=", rh_field_get_name (self->field),
                   rh_field_get_value (self->field), NULL);

  rh_toast_copy (widget, text);
}

static void
copy_value_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rh_toast_copy (widget, rh_field_get_value (RH_FIELD_ROW (widget)->field));
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "row.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "row.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "row.override", NULL, override_action);
  gtk_widget_class_install_action (widget_class, "row.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "row.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "row.copy-value", NULL, copy_value_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "row.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "row.move", "i",
                                       1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "row.edit",
                                       NULL);
}

/* --- The handle ---------------------------------------------------------------------------------
 */

static GdkContentProvider *
prepare_cb (RhFieldRow *self, double x, double y, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) live = gtk_widget_paintable_new (GTK_WIDGET (self));
  g_autoptr (GdkPaintable) picture = gdk_paintable_get_current_image (live);

  if (self->field == NULL || !gtk_widget_get_sensitive (self->handle))
    return NULL;

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (RH_TYPE_FIELD, self->field);
}

static void
add_drag_source (RhFieldRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
}

/* --- The end of the row -------------------------------------------------------------------------
 */

/* Narrow, there is room for one button, and it leads to all that has none. */
static const char *
get_end (RhFieldRow *self)
{
  if (self->kind == RH_FIELD_ROW_ADDED)
    return "override";
  if (self->kind == RH_FIELD_ROW_EMPTY)
    return "remove";
  if (self->narrow)
    return "edit";
  return self->kind == RH_FIELD_ROW_PATH ? "path" : "remove";
}

static void
update_end (RhFieldRow *self)
{
  gtk_stack_set_visible_child_name (self->end_stack, get_end (self));
}

static void
rh_field_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhFieldRow *self = RH_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhFieldRow *self = RH_FIELD_ROW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      update_end (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_field_row_dispose (GObject *object)
{
  RhFieldRow *self = RH_FIELD_ROW (object);

  g_clear_pointer (&self->bindings, g_ptr_array_unref);
  g_clear_object (&self->field);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_FIELD_ROW);

  G_OBJECT_CLASS (rh_field_row_parent_class)->dispose (object);
}

static void
rh_field_row_class_init (RhFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_field_row_dispose;
  object_class->get_property = rh_field_row_get_property;
  object_class->set_property = rh_field_row_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[OVERRIDE] = g_signal_new ("override", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[CHOOSE] = g_signal_new ("choose", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RH_TYPE_VARIABLE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, handle);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, enabled_button);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, value_stack);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, value_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, file_label);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, file_button);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, type_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, note_entry);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, RhFieldRow, end_stack);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  install_actions (widget_class);
}

static void
rh_field_row_init (RhFieldRow *self)
{
  self->bindings = g_ptr_array_new_with_free_func (unbind);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_drag_source (self);
}

static void
become_part (RhFieldRow *self)
{
  gtk_widget_set_visible (self->file_button, TRUE);
  g_object_bind_property (self, "narrow", self->type_entry, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->file_button, "toggled", G_CALLBACK (file_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
rh_field_row_new (RhFields fields)
{
  RhFieldRow *self = g_object_new (RH_TYPE_FIELD_ROW, NULL);

  self->fields = fields;
  if (fields == RH_FIELDS_PARTS)
    become_part (self);
  if (fields == RH_FIELDS_HEADERS)
    {
      rh_variable_entry_set_words (self->name_entry, get_header_names, self);
      rh_variable_entry_set_words (self->value_entry, get_header_values, self);
    }
  return GTK_WIDGET (self);
}

void
rh_field_row_bind (RhFieldRow *self, RhField *field, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_FIELD_ROW (self));

  g_ptr_array_set_size (self->bindings, 0);
  if (self->field != NULL)
    g_signal_handlers_disconnect_by_func (self->field, update_file, self);
  self->has_kind &= self->kind != RH_FIELD_ROW_ADDED; /* which says why this field is there */
  g_set_object (&self->field, field);
  rh_variable_entry_set_scope (self->name_entry, field != NULL ? scope : NULL);
  rh_variable_entry_set_scope (self->value_entry, field != NULL ? scope : NULL);
  if (field == NULL)
    return;

  bind_enabled (self);
  bind (self, "name", self->name_entry);
  bind (self, "value", self->value_entry);
  bind (self, "note", self->note_entry);
  if (self->fields != RH_FIELDS_PARTS)
    return;

  bind (self, "media-type", self->type_entry);
  g_signal_connect_object (field, "notify", G_CALLBACK (update_file), self, G_CONNECT_SWAPPED);
  update_file (self);
}

RhField *
rh_field_row_get_field (RhFieldRow *self)
{
  g_return_val_if_fail (RH_IS_FIELD_ROW (self), NULL);

  return self->field;
}

/* What is added is not typed, and everywhere it is said why it is there. */
static void
update_added (RhFieldRow *self, gboolean added)
{
  GtkWidget *const cells[]
      = { GTK_WIDGET (self->name_entry), GTK_WIDGET (self->value_entry), self->note_entry };
  const char *why = added ? rh_field_get_note (self->field) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    gtk_editable_set_editable (GTK_EDITABLE (cells[i]),
                               !added && !rh_long_text_is_cut (GTK_EDITABLE (cells[i])));
  rh_css_class_set (GTK_WIDGET (self), "dimmed", added);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), why);
  if (added)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->name_entry),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->name_entry),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
rh_field_row_set_kind (RhFieldRow *self, RhFieldRowKind kind)
{
  gboolean full = kind == RH_FIELD_ROW_FULL;
  GtkWidget *const parts[] = { self->handle, self->enabled_button, self->remove_button };

  g_return_if_fail (RH_IS_FIELD_ROW (self));

  /* It is asked for whenever another row comes or goes. */
  if (self->has_kind && kind == self->kind)
    return;

  /* Invisible, not hidden: the columns stay in line. */
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gtk_widget_set_opacity (parts[i], full ? 1 : 0);
      gtk_widget_set_sensitive (parts[i], full);
    }
  if (self->kind == RH_FIELD_ROW_ADDED || kind == RH_FIELD_ROW_ADDED)
    update_added (self, kind == RH_FIELD_ROW_ADDED);
  self->kind = kind;
  self->has_kind = TRUE;
  update_end (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.edit", kind != RH_FIELD_ROW_ADDED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.override",
                                 kind == RH_FIELD_ROW_ADDED && rh_field_is_enabled (self->field));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.move", full);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.remove", full);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.copy", kind != RH_FIELD_ROW_EMPTY);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "row.copy-value", kind != RH_FIELD_ROW_EMPTY);
}

static GtkWidget *
get_cell (RhFieldRow *self, const char *cell)
{
  if (g_str_equal (cell, "name"))
    return GTK_WIDGET (self->name_entry);
  if (g_str_equal (cell, "media-type"))
    return self->type_entry;
  return g_str_equal (cell, "note") ? self->note_entry : GTK_WIDGET (self->value_entry);
}

const char *
rh_field_row_get_focus (RhFieldRow *self)
{
  static const char *const cells[] = { "name", "value", "note" };

  g_return_val_if_fail (RH_IS_FIELD_ROW (self), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    if ((gtk_widget_get_state_flags (get_cell (self, cells[i])) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
      return cells[i];

  return NULL;
}

void
rh_field_row_focus (RhFieldRow *self, const char *cell)
{
  g_return_if_fail (RH_IS_FIELD_ROW (self));

  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (get_cell (self, cell)));
}

void
rh_field_row_focus_at (RhFieldRow *self, const char *cell, guint cursor)
{
  g_return_if_fail (RH_IS_FIELD_ROW (self));

  rh_field_row_focus (self, cell);
  gtk_editable_set_position (GTK_EDITABLE (get_cell (self, cell)), (int) cursor);
}

void
rh_field_row_leave_undo (RhFieldRow *self)
{
  g_return_if_fail (RH_IS_FIELD_ROW (self));

  gtk_editable_set_enable_undo (GTK_EDITABLE (self->name_entry), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->value_entry), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->type_entry), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->note_entry), FALSE);
}
