/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real app in a test. */
#include "config.h"

#include "ui/rh-ui-fixture.h"

#include "common/rh-settings.h"
#include "lib/rh-fake-keyring.h"
#include "response/rh-body-canvas.h"
#include "secret/rh-memory-keyring.h"
#include "ui/rh-gtk-quirks.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

/* --- A browser that opens nothing ----------------------------------------------------------------
 */

#define RH_TYPE_NO_OPENER (rh_no_opener_get_type ())
G_DECLARE_FINAL_TYPE (RhNoOpener, rh_no_opener, RH, NO_OPENER, GObject)

struct _RhNoOpener
{
  GObject parent_instance;
};

static void no_opener_iface_init (RhUriOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhNoOpener,
                               rh_no_opener,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_URI_OPENER, no_opener_iface_init))

static void
no_opener_open_async (RhUriOpener *opener,
                      const char *uri,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (opener, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
no_opener_open_finish (RhUriOpener *opener, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
no_opener_iface_init (RhUriOpenerInterface *iface)
{
  iface->open_async = no_opener_open_async;
  iface->open_finish = no_opener_open_finish;
}

static void
rh_no_opener_class_init (RhNoOpenerClass *klass)
{
}

static void
rh_no_opener_init (RhNoOpener *self)
{
}

/* --- The server ----------------------------------------------------------------------------------
 */

static void
answer (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  RhUiFixture *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->n_requests++;
  g_free (self->last_target);
  g_free (self->last_method);
  g_free (self->last_body);
  self->last_target
      = g_strconcat (path, g_uri_get_query (uri) != NULL ? "?" : "", g_uri_get_query (uri), NULL);
  self->last_method = g_strdup (soup_server_message_get_method (message));
  self->last_body = g_strndup (body->data, (gsize) body->length);
  if (self->hang)
    {
      soup_server_message_pause (message);
      return;
    }

  soup_server_message_set_status (message, self->status, NULL);
  if (self->content_type != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Content-Type", self->content_type);
  if (self->stall)
    soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                       SOUP_ENCODING_CHUNKED);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), self->body);
}

static void
start_server (RhUiFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, answer, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  rh_ui_fixture_answer (self, 200, "application/json", "{}", -1);
}

/* --- The app -------------------------------------------------------------------------------------
 */

void
rh_ui_init (int *argc, char ***argv)
{
  /* Not isolated: GTK needs the system's data to read its icons. Nothing here writes to it. */
  g_test_init (argc, argv, NULL);
  rh_gtk_quirks_install ();
  adw_init ();
  gtk_source_init ();
  /* Animations would be time. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
make_workspace (RhUiFixture *self)
{
  g_autoptr (GFile) data = g_file_get_child (self->scratch, "data");
  g_autoptr (GFile) state = g_file_get_child (self->scratch, "state");
  g_autoptr (RhKeyring) memory = rh_memory_keyring_new ();
  g_autoptr (RhFakeKeyring) keyring = rh_fake_keyring_new (memory);
  g_autoptr (RhUriOpener) opener = g_object_new (RH_TYPE_NO_OPENER, NULL);
  g_autoptr (GListModel) services = rh_service_load_all (RH_RESOURCE_PATH "/services");

  /* as one that lasts: what is not kept for good is not taken out of a file */
  rh_fake_keyring_set_state (keyring, RH_KEYRING_STATE_READY);
  self->workspace = rh_workspace_new (RH_KEYRING (keyring), opener, data, state, services);
}

/* One a process, as it is: its object path on the bus cannot be had twice. Windows have the
 * workspace of their test. */
static RhApplication *
get_application (RhWorkspace *workspace)
{
  static RhApplication *application = NULL;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;

  application = rh_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  rh_application_set_workspace (application, workspace);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

RhUiFixture *
rh_ui_fixture_new (void)
{
  RhUiFixture *self = g_new0 (RhUiFixture, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *scratch = g_dir_make_tmp ("rehearsal-ui-XXXXXX", &error);

  g_assert_no_error (error);
  self->scratch = g_file_new_for_path (scratch);
  make_workspace (self);
  start_server (self);

  self->application = get_application (self->workspace);
  return self;
}

static gboolean
is_complete (gpointer canvas)
{
  return rh_body_document_is_complete (rh_body_canvas_get_document (canvas));
}

char *
rh_ui_dup_body (gpointer root)
{
  GtkWidget *canvas = rh_ui_find_named (root, "Response Body");
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (RH_IS_BODY_CANVAS (canvas));
  rh_ui_wait (is_complete, canvas);
  bytes = GTK_ACCESSIBLE_TEXT_GET_IFACE (canvas)->get_contents (GTK_ACCESSIBLE_TEXT (canvas), 0,
                                                                G_MAXUINT);
  return g_strdup (g_bytes_get_data (bytes, NULL));
}

void
rh_ui_delete (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
      file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL)
         && child != NULL)
    rh_ui_delete (child);
  g_file_delete (file, NULL, NULL);
}

void
rh_ui_fixture_free (RhUiFixture *self)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self->application)));

  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_destroy (window->data);
  g_list_free (windows);
  rh_test_drain ();

  /* Its thread writes into the scratch folder. */
  rh_workspace_flush (self->workspace, NULL);
  g_clear_object (&self->workspace);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  rh_ui_delete (self->scratch);
  g_clear_object (&self->scratch);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->address);
  g_free (self->last_target);
  g_free (self->last_method);
  g_free (self->last_body);
  g_free (self);
}

void
rh_ui_fixture_answer (RhUiFixture *self,
                      guint status,
                      const char *content_type,
                      const char *body,
                      gssize length)
{
  self->status = status;
  self->content_type = content_type;
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);
}

static gboolean
is_mapped (gpointer window)
{
  return gtk_widget_get_mapped (GTK_WIDGET (window));
}

RhWindow *
rh_ui_fixture_open (RhUiFixture *self)
{
  RhWindow *window = rh_window_new (ADW_APPLICATION (self->application), self->workspace);

  gtk_window_present (GTK_WINDOW (window));
  rh_ui_wait (is_mapped, window);
  return window;
}

RhWindow *
rh_ui_fixture_open_starter (RhUiFixture *self)
{
  RhWindow *window = rh_ui_fixture_open (self);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.try-practice", NULL);
  return window;
}

static gboolean G_GNUC_NORETURN
timed_out_cb (gpointer user_data)
{
  g_error ("waited 90 s for nothing");
}

void
rh_ui_wait (RhUiCondition condition, gpointer data)
{
  guint timeout = g_timeout_add_seconds (90, timed_out_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
}

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, Matches matches, gconstpointer data, guint *count)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (matches (widget, data))
    {
      if (count == NULL)
        return widget;
      (*count)++;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, data, count);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) type);
}

static gboolean
is_named (GtkWidget *widget, gconstpointer name)
{
  g_autofree char *difference = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;

  difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return difference == NULL;
}

static gboolean
is_text (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

GtkWidget *
rh_ui_find_type (gpointer root, GType type)
{
  return find (GTK_WIDGET (root), is_type, &type, NULL);
}

GtkWidget *
rh_ui_find_named (gpointer root, const char *accessible_name)
{
  return find (GTK_WIDGET (root), is_named, accessible_name, NULL);
}

GtkWidget *
rh_ui_find_text (gpointer root, const char *text)
{
  return find (GTK_WIDGET (root), is_text, text, NULL);
}

typedef struct
{
  GtkWidget *root;
  Matches matches;
  gconstpointer data;
} Search;

static gboolean
is_found (gpointer data)
{
  Search *search = data;

  return find (search->root, search->matches, search->data, NULL) != NULL;
}

GtkWidget *
rh_ui_await_type (gpointer root, GType type)
{
  Search search = { root, is_type, &type };

  rh_ui_wait (is_found, &search);
  return rh_ui_find_type (root, type);
}

GtkWidget *
rh_ui_await_text (gpointer root, const char *text)
{
  Search search = { root, is_text, text };

  rh_ui_wait (is_found, &search);
  return rh_ui_find_text (root, text);
}

guint
rh_ui_count_type (gpointer root, GType type)
{
  guint count = 0;

  find (GTK_WIDGET (root), is_type, &type, &count);
  return count;
}

void
rh_ui_assert_setting (const char *key, const char *expected)
{
  g_autofree char *value = g_settings_get_string (rh_settings_get (), key);

  g_assert_cmpstr (value, ==, expected);
}
