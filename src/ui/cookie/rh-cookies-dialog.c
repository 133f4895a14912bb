/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookies of one jar. The list follows the jar: what a response sets while it is open comes in.
 */
#define G_LOG_DOMAIN "rh-cookies-dialog"

#include "config.h"

#include "cookie/rh-cookies-dialog.h"

#include "common/rh-help-context.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "cookie/rh-cookie-page.h"
#include "cookie/rh-cookie-row.h"
#include "cookie/rh-cookie-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RhCookiesDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  AdwWindowTitle *title;
  GtkWidget *search_button;
  GtkSearchBar *search_bar;
  GtkWidget *search_entry;
  AdwSwitchRow *keep_row;
  GtkStack *stack;
  GtkListView *list;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *environment;
  char *account;
  RhCookieJar *jar;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (RhCookiesDialog, rh_cookies_dialog, ADW_TYPE_DIALOG)

/* --- What is shown ------------------------------------------------------------------------------
 */

static const char *
domain_of (gconstpointer cookie)
{
  return rh_cookie_get_fields ((RhCookie *) cookie)->domain;
}

static int
compare_domains (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (domain_of (a), domain_of (b));
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (rh_cookie_get_fields ((RhCookie *) a)->name,
                 rh_cookie_get_fields ((RhCookie *) b)->name);
}

static gboolean
match (gpointer cookie, gpointer user_data)
{
  RhCookiesDialog *self = user_data;

  return rh_cookie_words_match (cookie, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
update (RhCookiesDialog *self)
{
  gboolean any = g_list_model_get_n_items (rh_cookie_jar_get_cookies (self->jar)) > 0;
  gboolean found = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;
  const char *page = found ? "list" : any ? "nothing" : "empty";

  if (rh_cookie_jar_is_held (self->jar))
    page = "reading";
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->search_button, any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cookies.delete-all", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cookies.delete-host",
                                 gtk_single_selection_get_selected_item (self->selection) != NULL);
}

static void
search_changed_cb (RhCookiesDialog *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhCookiesDialog) self = user_data;

  if (rh_cookie_jar_wait_finish (RH_COOKIE_JAR (source), result, NULL) && self->jar != NULL)
    update (self);
}

/* --- Keeping ------------------------------------------------------------------------------------
 */

static gboolean
is_kept (RhCookiesDialog *self)
{
  return rh_workspace_keeps_cookies (self->workspace, self->collection, self->environment,
                                     self->account);
}

static void
keep_cb (RhCookiesDialog *self)
{
  gboolean keeps = adw_switch_row_get_active (self->keep_row);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhProblem) problem = NULL;

  if (keeps == is_kept (self)
      || rh_workspace_set_keeps_cookies (self->workspace, self->collection, self->environment,
                                         self->account, keeps, &error))
    return;

  problem = rh_problem_new (error);
  rh_toast_show (GTK_WIDGET (self->toasts), problem->title);
  adw_switch_row_set_active (self->keep_row, is_kept (self));
}

/* --- Deleting -----------------------------------------------------------------------------------
 */

/* Cookies and the places that they had. */
typedef struct
{
  GPtrArray *cookies;
  GArray *places; /* of guint */
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *self = data;

  g_ptr_array_unref (self->cookies);
  g_array_unref (self->places);
  g_free (self);
}

/* The order of a jar is that of its cookies' age, and decides what is sent first. */
static void
undo_cb (RhCookiesDialog *self, AdwToast *toast)
{
  Deletion *deletion = g_object_get_data (G_OBJECT (toast), "deletion");

  for (guint i = 0; i < deletion->cookies->len; i++)
    rh_cookie_jar_insert (self->jar, g_array_index (deletion->places, guint, i),
                          deletion->cookies->pdata[i]);
}

/* Takes @deletion. */
static void
say_deleted (RhCookiesDialog *self, Deletion *deletion)
{
  guint n = deletion->cookies->len;
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u cookie deleted", "%u cookies deleted", n), n);
  AdwToast *toast = rh_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "deletion", deletion, deletion_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, G_CONNECT_SWAPPED);
  rh_toast_add (GTK_WIDGET (self->toasts), toast);
}

/* The one cookie; NULL: those of @domain; NULL: all. Those that a search hides, too. */
static Deletion *
deletion_new (RhCookiesDialog *self, RhCookie *only, const char *domain)
{
  GListModel *all = rh_cookie_jar_get_cookies (self->jar);
  Deletion *deletion = g_new (Deletion, 1);

  deletion->cookies = g_ptr_array_new_with_free_func (g_object_unref);
  deletion->places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RhCookie) cookie = g_list_model_get_item (all, i);

      if ((only != NULL && cookie != only)
          || (domain != NULL && !g_str_equal (domain_of (cookie), domain)))
        continue;
      g_ptr_array_add (deletion->cookies, g_steal_pointer (&cookie));
      g_array_append_val (deletion->places, i);
    }

  return deletion;
}

static void
delete_many (RhCookiesDialog *self, const char *domain)
{
  Deletion *deletion = deletion_new (self, NULL, domain);

  rh_cookie_jar_clear (self->jar, domain);
  say_deleted (self, deletion);
}

static void
delete_one (RhCookiesDialog *self, RhCookie *cookie)
{
  Deletion *deletion = deletion_new (self, cookie, NULL);

  rh_cookie_jar_remove (self->jar, cookie);
  say_deleted (self, deletion);
}

static void
delete_domain_cb (RhCookiesDialog *self, GtkWidget *button)
{
  g_autofree char *domain = g_strdup (g_object_get_data (G_OBJECT (button), "domain"));

  delete_many (self, domain);
}

/* --- Actions ------------------------------------------------------------------------------------
 */

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhCookiesDialog *self = RH_COOKIES_DIALOG (widget);
  RhCookie *selected = gtk_single_selection_get_selected_item (self->selection);

  adw_navigation_view_push (
      self->navigation,
      rh_cookie_page_new (self->jar, NULL, selected != NULL ? domain_of (selected) : NULL));
}

/* Of the selected cookie. */
static void
delete_host_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhCookiesDialog *self = RH_COOKIES_DIALOG (widget);
  RhCookie *selected = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *domain = selected != NULL ? g_strdup (domain_of (selected)) : NULL;

  if (domain != NULL)
    delete_many (self, domain);
}

static void
delete_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  delete_many (RH_COOKIES_DIALOG (widget), NULL);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RhCookiesDialog *self = RH_COOKIES_DIALOG (widget);

  if (!gtk_widget_get_visible (self->search_button))
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

static void
activate_cb (RhCookiesDialog *self, guint position)
{
  g_autoptr (RhCookie) cookie = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (cookie != NULL)
    adw_navigation_view_push (self->navigation, rh_cookie_page_new (self->jar, cookie, NULL));
}

static gboolean
delete_key_cb (GtkWidget *list, GVariant *arguments, gpointer user_data)
{
  RhCookiesDialog *self = user_data;
  RhCookie *cookie = gtk_single_selection_get_selected_item (self->selection);

  if (cookie != NULL)
    delete_one (self, cookie);
  return cookie != NULL;
}

/* In the list only: on the page of a cookie the key is for text. */
static void
add_delete_keys (RhCookiesDialog *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0),
                        gtk_callback_action_new (delete_key_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, GDK_SHIFT_MASK),
                        gtk_named_action_new ("cookies.delete-host")));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* --- Rows ---------------------------------------------------------------------------------------
 */

static void
row_delete_cb (RhCookiesDialog *self, RhCookieRow *row)
{
  RhCookie *cookie = rh_cookie_row_get_cookie (row);

  if (cookie != NULL)
    delete_one (self, cookie);
}

static void
setup_cb (RhCookiesDialog *self, GtkListItem *item)
{
  GtkWidget *row = rh_cookie_row_new ();

  g_signal_connect_object (row, "delete", G_CALLBACK (row_delete_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (RhCookiesDialog *self, GtkListItem *item)
{
  RhCookie *cookie = gtk_list_item_get_item (item);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *name = rh_cookie_words_dup_name (cookie);
  g_autofree char *detail = rh_cookie_words_dup_detail (cookie, now);

  rh_cookie_row_bind (RH_COOKIE_ROW (gtk_list_item_get_child (item)), cookie, now);
  gtk_list_item_set_accessible_label (item, name);
  gtk_list_item_set_accessible_description (item, detail);
}

static void
unbind_cb (RhCookiesDialog *self, GtkListItem *item)
{
  rh_cookie_row_bind (RH_COOKIE_ROW (gtk_list_item_get_child (item)), NULL, 0);
}

static void
setup_header_cb (RhCookiesDialog *self, GtkListHeader *header)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Delete All"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (button, "flat");
  /* No key gets into a heading of a list: with keys it is Shift+Delete in a row below. */
  gtk_widget_set_focusable (button, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_domain_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_margin_start (box, 12);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_header_set_child (header, box);
}

static void
bind_header_cb (RhCookiesDialog *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_header_get_child (header));
  GtkWidget *button = gtk_widget_get_next_sibling (label);
  const char *domain = domain_of (gtk_list_header_get_item (header));
  /* Translators: %s is a host. */
  g_autofree char *text = g_strdup_printf (_ ("Delete All Cookies of %s"), domain);

  gtk_label_set_label (GTK_LABEL (label), domain);
  g_object_set_data_full (G_OBJECT (button), "domain", g_strdup (domain), g_free);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
make_rows (RhCookiesDialog *self)
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

/* jar → found → by domain, then name → selection */
static void
make_model (RhCookiesDialog *self)
{
  GListModel *cookies = rh_cookie_jar_get_cookies (self->jar);
  GtkFilterListModel *found
      = gtk_filter_list_model_new (g_object_ref (cookies), g_object_ref (self->filter));
  GtkSortListModel *sorted = gtk_sort_list_model_new (
      G_LIST_MODEL (found), GTK_SORTER (gtk_custom_sorter_new (compare_names, NULL, NULL)));
  g_autoptr (GtkSorter) domains = GTK_SORTER (gtk_custom_sorter_new (compare_domains, NULL, NULL));

  gtk_sort_list_model_set_section_sorter (sorted, domains);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_cookies_dialog_dispose (GObject *object)
{
  RhCookiesDialog *self = RH_COOKIES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_COOKIES_DIALOG);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->jar);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rh_cookies_dialog_parent_class)->dispose (object);
}

static void
rh_cookies_dialog_finalize (GObject *object)
{
  g_free (RH_COOKIES_DIALOG (object)->account);

  G_OBJECT_CLASS (rh_cookies_dialog_parent_class)->finalize (object);
}

static void
rh_cookies_dialog_class_init (RhCookiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_cookies_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_cookies_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/cookie/rh-cookies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, title);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, search_button);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, search_bar);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RhCookiesDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "cookies.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "cookies.delete-host", NULL, delete_host_action);
  gtk_widget_class_install_action (widget_class, "cookies.delete-all", NULL, delete_all_action);
  gtk_widget_class_install_action (widget_class, "cookies.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "cookies.search",
                                       NULL);
}

static void
rh_cookies_dialog_init (RhCookiesDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_help_context_set (GTK_WIDGET (self), RH_HELP_PRIVACY);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  self->filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  make_rows (self);
  add_delete_keys (self);
}

static void
show_whose (RhCookiesDialog *self)
{
  const char *environment = rh_environment_get_name (self->environment);
  /* Translators: an environment and an account in it. */
  g_autofree char *both = g_strdup_printf (_ ("%s, %s"), environment, self->account);

  adw_window_title_set_subtitle (self->title, *self->account == '\0' ? environment : both);
}

AdwDialog *
rh_cookies_dialog_new (RhWorkspace *workspace,
                       RhCollection *collection,
                       RhEnvironment *environment,
                       const char *account)
{
  RhCookiesDialog *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  self = g_object_new (RH_TYPE_COOKIES_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->environment = g_object_ref (environment);
  self->account = g_strdup (account);
  self->jar
      = g_object_ref (rh_workspace_get_cookie_jar (workspace, collection, environment, account));
  show_whose (self);
  make_model (self);
  update (self);
  if (rh_cookie_jar_is_held (self->jar))
    rh_cookie_jar_wait_async (self->jar, self->cancellable, read_cb, g_object_ref (self));
  adw_switch_row_set_active (self->keep_row, is_kept (self));
  g_signal_connect_object (self->keep_row, "notify::active", G_CALLBACK (keep_cb), self,
                           G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}
