/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a body: by menu and by key. */
#define G_LOG_DOMAIN "rh-body-view-actions"

#include "config.h"

#include "common/rh-settings.h"
#include "response/rh-body-view-private.h"
#include "response/rh-go-to-line-dialog.h"

typedef struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} Key;

/* GNOME Text Editor's, where it has them. */
static const Key keys[] = {
  { GDK_KEY_f, GDK_CONTROL_MASK, "find" },
  { GDK_KEY_g, GDK_CONTROL_MASK, "find-next" },
  { GDK_KEY_F3, 0, "find-next" },
  { GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "find-previous" },
  { GDK_KEY_F3, GDK_SHIFT_MASK, "find-previous" },
  { GDK_KEY_i, GDK_CONTROL_MASK, "go-to-line" },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "copy-value" },
  { GDK_KEY_c, GDK_CONTROL_MASK | GDK_ALT_MASK, "copy-path" },
  { GDK_KEY_v, GDK_CONTROL_MASK | GDK_ALT_MASK, "copy-as-variable" },
  { GDK_KEY_j, GDK_CONTROL_MASK | GDK_ALT_MASK, "decode-token" },
  { GDK_KEY_z, GDK_ALT_MASK, "wrap-lines" },
  { GDK_KEY_minus, GDK_ALT_MASK, "fold-all" },
  { GDK_KEY_KP_Subtract, GDK_ALT_MASK, "fold-all" },
  { GDK_KEY_plus, GDK_ALT_MASK, "unfold-all" },
  { GDK_KEY_equal, GDK_ALT_MASK, "unfold-all" },
  { GDK_KEY_KP_Add, GDK_ALT_MASK, "unfold-all" },
};

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_canvas_copy (RH_BODY_VIEW (user_data)->canvas);
}

static void
copy_value_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_use_value (user_data, RH_BODY_VALUE_COPY);
}

static void
copy_path_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_use_value (user_data, RH_BODY_VALUE_COPY_PATH);
}

static void
copy_as_variable_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_use_value (user_data, RH_BODY_VALUE_SET_VARIABLE);
}

static void
decode_token_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_use_value (user_data, RH_BODY_VALUE_DECODE_TOKEN);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_canvas_select_all (RH_BODY_VIEW (user_data)->canvas);
}

static void
toggle_fold_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_canvas_toggle_fold (RH_BODY_VIEW (user_data)->canvas);
}

static void
fold_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_canvas_fold_all (RH_BODY_VIEW (user_data)->canvas);
}

static void
unfold_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_canvas_unfold_all (RH_BODY_VIEW (user_data)->canvas);
}

static void
go_to_row (RhBodyView *self, guint64 row, gsize column)
{
  const RhBodySpot spot = { row, column };

  rh_body_canvas_select (self->canvas, &spot, &spot);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
go_to_fault_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhBodyView *self = user_data;
  const RhBodyFault *fault = rh_body_document_get_fault (self->document);
  guint64 row;
  gsize column;

  if (fault != NULL && rh_body_document_find_offset (self->document, fault->offset, &row, &column))
    go_to_row (self, row, column);
}

static void
line_chosen_cb (RhBodyView *self, guint64 line)
{
  if (self->document != NULL)
    go_to_row (self, rh_body_document_find_line (self->document, line), 0);
}

static void
go_to_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhBodyView *self = user_data;
  AdwDialog *dialog = rh_go_to_line_dialog_new (rh_body_document_get_n_lines (self->document));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (line_chosen_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_show_find (user_data, TRUE);
}

static void
find_next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_find_next (user_data, 1);
}

static void
find_previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rh_body_view_find_next (user_data, -1);
}

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (RH_BODY_VIEW (user_data)->filter_entry));
}

void
rh_body_view_update_actions (RhBodyView *self)
{
  static const char *const of_text[]
      = { "copy", "select-all", "find", "find-next", "find-previous", "filter" };
  static const char *const of_folds[] = { "toggle-fold", "fold-all", "unfold-all" };
  RhBodyDocument *document = self->document;
  gboolean folds = document != NULL
                   && rh_body_document_get_layout (document) == RH_BODY_LAYOUT_PRETTY
                   && rh_body_document_get_syntax (document) != RH_BODY_SYNTAX_TEXT;
  gboolean json = document != NULL && rh_body_document_get_syntax (document) == RH_BODY_SYNTAX_JSON
                  && rh_body_document_get_layout (document) == RH_BODY_LAYOUT_PRETTY;
  gboolean whole = document == self->whole;
  gboolean lines = document != NULL && rh_body_document_get_n_lines (document) > 0;
  GActionMap *map = G_ACTION_MAP (self->actions);

  for (gsize i = 0; i < G_N_ELEMENTS (of_text); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, of_text[i])),
                                 document != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "copy-value")),
                               json);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "decode-token")),
                               json);
  /* What a filter left has paths of its own. */
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "copy-path")),
                               json && whole);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (map, "copy-as-variable")),
      json && whole && self->offers_variables);
  for (gsize i = 0; i < G_N_ELEMENTS (of_folds); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, of_folds[i])),
                                 folds);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "go-to-line")),
                               lines);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "go-to-fault")),
                               document != NULL && rh_body_document_get_fault (document) != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->find_button), document != NULL);
}

void
rh_body_view_add_actions (RhBodyView *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy", .activate = copy_cb },
    { .name = "copy-value", .activate = copy_value_cb },
    { .name = "copy-path", .activate = copy_path_cb },
    { .name = "copy-as-variable", .activate = copy_as_variable_cb },
    { .name = "decode-token", .activate = decode_token_cb },
    { .name = "select-all", .activate = select_all_cb },
    { .name = "toggle-fold", .activate = toggle_fold_cb },
    { .name = "fold-all", .activate = fold_all_cb },
    { .name = "unfold-all", .activate = unfold_all_cb },
    { .name = "go-to-fault", .activate = go_to_fault_cb },
    { .name = "go-to-line", .activate = go_to_line_cb },
    { .name = "find", .activate = find_cb },
    { .name = "find-next", .activate = find_next_cb },
    { .name = "find-previous", .activate = find_previous_cb },
    { .name = "filter", .activate = filter_cb },
  };
  g_autoptr (GAction) wrap = g_settings_create_action (rh_settings_get (), RH_SETTINGS_WRAP_LINES);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), wrap);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "body", G_ACTION_GROUP (self->actions));
}

void
rh_body_view_class_add_keys (GtkWidgetClass *widget_class, GtkShortcutFunc callback)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, callback, "(s)",
                                  keys[i].action);
}
