/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history in the sidebar. */
#define G_LOG_DOMAIN "rh-history-view"

#include "config.h"

#include "collection/rh-history-view.h"

#include "collection/rh-history-export-dialog.h"
#include "collection/rh-history-row.h"
#include "collection/rh-history-words.h"
#include "common/rh-settings.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

struct _RhHistoryView
{
  AdwBin parent_instance;

  /* Template */
  AdwBanner *off_banner;
  GtkWidget *bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkListView *list;
  GtkPopover *row_popover;

  /* Owned */
  RhHistory *history;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  RhHistoryEntry *context; /* that the menu is about */
  char *query;
};

enum
{
  OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhHistoryView, rh_history_view, ADW_TYPE_BIN)

/* --- What is shown ------------------------------------------------------------------------------
 */

static gboolean
match (gpointer item, gpointer user_data)
{
  RhHistoryView *self = user_data;

  return rh_history_entry_matches (item, self->query);
}

/* Only days differ: within one the order is the history's. */
static int
compare_days (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint32 x = rh_history_words_get_day (rh_history_entry_get_facts ((gpointer) a)->time);
  guint32 y = rh_history_words_get_day (rh_history_entry_get_facts ((gpointer) b)->time);

  return (y > x) - (y < x);
}

static void
update (RhHistoryView *self)
{
  gboolean off = !g_settings_get_boolean (rh_settings_get (), RH_SETTINGS_HISTORY);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->history)) > 0;
  gboolean found = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  adw_banner_set_revealed (self->off_banner, off);
  gtk_widget_set_visible (self->bar, any);
  gtk_stack_set_visible_child_name (self->stack, !any ? "empty" : found ? "list" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.clear", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.export", found);
}

static void
search_changed_cb (RhHistoryView *self)
{
  if (g_set_str (&self->query, gtk_editable_get_text (GTK_EDITABLE (self->search_entry))))
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
stop_search_cb (RhHistoryView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
turn_on_cb (RhHistoryView *self)
{
  g_settings_set_boolean (rh_settings_get (), RH_SETTINGS_HISTORY, TRUE);
}

/* --- What is done with an entry -----------------------------------------------------------------
 */

static void
activate_cb (RhHistoryView *self, guint position)
{
  g_autoptr (RhHistoryEntry) entry
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (entry != NULL)
    g_signal_emit (self, signals[OPEN], 0, entry);
}

/* "menu": of the row that the menu was opened on; "key": of the selected one. */
static RhHistoryEntry *
dup_entry (RhHistoryView *self, GVariant *parameter)
{
  RhHistoryEntry *entry = self->context;

  if (g_str_equal (g_variant_get_string (parameter, NULL), "key"))
    entry = gtk_single_selection_get_selected_item (self->selection);
  return entry != NULL ? g_object_ref (entry) : NULL;
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhHistoryView *self = RH_HISTORY_VIEW (widget);
  g_autoptr (RhHistoryEntry) entry = dup_entry (self, parameter);

  if (entry != NULL)
    g_signal_emit (self, signals[OPEN], 0, entry);
}

static void
copy_url_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (RhHistoryEntry) entry = dup_entry (RH_HISTORY_VIEW (widget), parameter);

  if (entry != NULL)
    rh_toast_copy (widget, rh_history_entry_get_facts (entry)->url);
}

static void
ask_export (RhHistoryView *self, GPtrArray *entries)
{
  GtkWidget *widget = GTK_WIDGET (self);

  adw_dialog_present (rh_history_export_dialog_new (widget, self->history, entries), widget);
}

/* What is shown: all, or what was searched for. */
static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhHistoryView *self = RH_HISTORY_VIEW (widget);
  GListModel *shown = G_LIST_MODEL (self->selection);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    g_ptr_array_add (entries, g_list_model_get_item (shown, i));
  ask_export (self, entries);
}

static void
export_one_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhHistoryView *self = RH_HISTORY_VIEW (widget);
  RhHistoryEntry *entry = dup_entry (self, parameter);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  if (entry == NULL)
    return;

  g_ptr_array_add (entries, entry);
  ask_export (self, entries);
}

static void
undo_cb (AdwToast *toast, RhHistoryEntry *entry)
{
  rh_history_restore (g_object_get_data (G_OBJECT (toast), "history"), entry);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhHistoryView *self = RH_HISTORY_VIEW (widget);
  g_autoptr (RhHistoryEntry) entry = dup_entry (self, parameter);
  AdwToast *toast;

  if (entry == NULL)
    return;

  rh_history_remove (self->history, entry);
  toast = rh_toast_new (_ ("Deleted from the history"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "history", g_object_ref (self->history),
                          g_object_unref);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), g_object_ref (entry),
                         (GClosureNotify) (void (*) (void)) g_object_unref, G_CONNECT_DEFAULT);
  rh_toast_add (widget, toast);
}

static void
clear_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhHistoryView) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "clear"))
    rh_history_clear (self->history);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Clear History?"), _ ("What was kept of this collection’s requests is deleted for good. "
                               "The requests themselves stay.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "clear", _ ("C_lear"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "clear", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, widget, NULL, clear_answered_cb, g_object_ref (widget));
}

/* --- Rows ---------------------------------------------------------------------------------------
 */

static void
show_menu (RhHistoryView *self, RhHistoryEntry *entry, GtkWidget *row, double x, double y)
{
  graphene_point_t point;

  if (!gtk_widget_compute_point (row, GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  g_set_object (&self->context, entry);
  gtk_popover_set_pointing_to (self->row_popover,
                               &(GdkRectangle) { (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (self->row_popover);
}

static void
row_menu_cb (RhHistoryView *self, double x, double y, RhHistoryRow *row)
{
  RhHistoryEntry *entry = rh_history_row_get_entry (row);

  if (entry != NULL)
    show_menu (self, entry, GTK_WIDGET (row), x, y);
}

/* Shift+F10 and the menu key: for the selected row. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhHistoryView *self = RH_HISTORY_VIEW (widget);
  RhHistoryEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  if (entry != NULL && row != NULL)
    show_menu (self, entry, row, gtk_widget_get_width (row) / 2.0,
               gtk_widget_get_height (row) / 2.0);
}

static void
setup_cb (RhHistoryView *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  GtkWidget *row = rh_history_row_new ();

  g_signal_connect_object (row, "menu", G_CALLBACK (row_menu_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (RhHistoryView *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  RhHistoryEntry *entry = gtk_list_item_get_item (list_item);
  g_autofree char *name = rh_history_row_dup_name (entry);

  rh_history_row_bind (RH_HISTORY_ROW (gtk_list_item_get_child (list_item)), entry);
  gtk_list_item_set_accessible_label (list_item, name);
}

static void
unbind_cb (RhHistoryView *self, GtkListItem *list_item, GtkListItemFactory *factory)
{
  rh_history_row_bind (RH_HISTORY_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
setup_header_cb (RhHistoryView *self, GtkListHeader *header, GtkListItemFactory *factory)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (RhHistoryView *self, GtkListHeader *header, GtkListItemFactory *factory)
{
  RhHistoryEntry *entry = gtk_list_header_get_item (header);
  g_autofree char *day
      = rh_history_words_dup_day (rh_history_entry_get_facts (entry)->time, g_get_real_time ());

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), day);
}

static void
make_rows (RhHistoryView *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (rows, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "setup", G_CALLBACK (setup_header_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "bind", G_CALLBACK (bind_header_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);
}

/* history → found → by days → selection */
static void
make_model (RhHistoryView *self)
{
  GtkFilterListModel *found = gtk_filter_list_model_new (
      g_object_ref (G_LIST_MODEL (self->history)), g_object_ref (self->filter));
  GtkSortListModel *days = gtk_sort_list_model_new (G_LIST_MODEL (found), NULL);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_days, NULL, NULL));

  gtk_sort_list_model_set_section_sorter (days, sorter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (days));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/* --- Overrides ----------------------------------------------------------------------------------
 */

static void
rh_history_view_map (GtkWidget *widget)
{
  rh_history_open (RH_HISTORY_VIEW (widget)->history);

  GTK_WIDGET_CLASS (rh_history_view_parent_class)->map (widget);
}

static void
rh_history_view_dispose (GObject *object)
{
  RhHistoryView *self = RH_HISTORY_VIEW (object);

  if (self->row_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->row_popover));
  self->row_popover = NULL;
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_HISTORY_VIEW);
  g_clear_object (&self->context);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (rh_history_view_parent_class)->dispose (object);
}

static void
rh_history_view_finalize (GObject *object)
{
  g_free (RH_HISTORY_VIEW (object)->query);

  G_OBJECT_CLASS (rh_history_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "history.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "history.copy-url", "s", copy_url_action);
  gtk_widget_class_install_action (widget_class, "history.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "history.export-one", "s", export_one_action);
  gtk_widget_class_install_action (widget_class, "history.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "history.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "history.menu", NULL, menu_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "history.delete", "s",
                                       "key");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "history.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "history.menu", NULL);
}

static void
rh_history_view_class_init (RhHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_history_view_dispose;
  object_class->finalize = rh_history_view_finalize;
  widget_class->map = rh_history_view_map;

  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, RH_TYPE_HISTORY_ENTRY);

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/collection/rh-history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RhHistoryView, off_banner);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryView, bar);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryView, stack);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryView, list);
  gtk_widget_class_bind_template_child (widget_class, RhHistoryView, row_popover);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, turn_on_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  install_actions (widget_class);
}

static void
rh_history_view_init (RhHistoryView *self)
{
  self->query = g_strdup ("");
  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->row_popover), GTK_WIDGET (self));
  make_rows (self);
  g_signal_connect_object (rh_settings_get (), "changed::" RH_SETTINGS_HISTORY, G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
rh_history_view_new (RhHistory *history)
{
  RhHistoryView *self;

  g_return_val_if_fail (RH_IS_HISTORY (history), NULL);

  self = g_object_new (RH_TYPE_HISTORY_VIEW, NULL);
  self->history = g_object_ref (history);
  make_model (self);
  update (self);
  return GTK_WIDGET (self);
}
