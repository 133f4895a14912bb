/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day's use in minutes: the app with its windows, keyring and practice server, over real HTTP,
 * and a browser that allows whatever it is asked. Sends, opens and closes tabs, signs in and out
 * and switches the environment, round by round. What it holds then is compared with what it held
 * when it was warm.
 *
 * Usage: soak [SENDS], inside with-display.sh and with-keyring.sh. 20,000 are a day; tabs, sign-ins
 * and the rest go with them. Fails where memory is up by more than 5 %, or more descriptors or
 * threads are open. G_DEBUG=fatal-criticals ends it at the first critical. */
#include "config.h"

#include "common/rh-settings.h"
#include "connection/rh-connect-dialog.h"
#include "lib/rh-fake-browser.h"
#include "ui/rh-ui-fixture.h"
#include "workspace/rh-user-workspace.h"

#include <gtksourceview/gtksource.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY 20000
#define SENDS_A_ROUND 100
#define TABS_A_ROUND 10
#define WARM_ROUNDS 10
#define LOOKS 3 /* buffers of what is drawn come and go; the least counts */
#define REPORTS 10
#define ORIGIN "http://localhost:8436"
#define MORE_ALLOWED 1.05
#define DESCRIPTORS_ALLOWED 4 /* connections that are kept alive come and go */

typedef struct
{
  RhApplication *application;
  RhWorkspace *workspace;
  RhWindow *window;
  guint n_sends;
  guint n_tabs;
  guint n_sign_ins;
  guint n_switches;
} Soak;

typedef struct
{
  guint64 own;  /* bytes */
  guint64 heap; /* bytes in use */
  guint descriptors;
  guint threads;
} Held;

static RhCollectionPage *
get_page (Soak *self)
{
  return rh_window_get_page (self->window);
}

static RhTab *
get_tab (Soak *self)
{
  return rh_collection_page_get_tab (get_page (self));
}

static RhConnection *
get_connection (Soak *self)
{
  return rh_connection_button_get_connection (rh_collection_page_get_button (get_page (self)));
}

static AdwDialog *
get_dialog (Soak *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

static void
act (Soak *self, const char *action)
{
  if (!gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL))
    g_error ("there is no %s", action);
}

/* --- What is held --------------------------------------------------------------------------------
 */

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n_files++;
  return n_files;
}

static guint64
find_kilobytes (const char *text, const char *name)
{
  const char *line = strstr (text, name);

  if (line == NULL)
    g_error ("this kernel does not say %s", name);
  return g_ascii_strtoull (line + strlen (name), NULL, 10);
}

/* Its own. What it shares with others, libraries, counts for less the more of them there are; and
 * on a busy machine a part is swapped out. */
static guint64
read_own (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    g_error ("this kernel has no smaps_rollup");
  return (find_kilobytes (text, "\nPss_Anon:") + find_kilobytes (text, "\nSwapPss:")) * 1024;
}

static gboolean
elapsed_cb (gpointer elapsed)
{
  *(gboolean *) elapsed = TRUE;
  return G_SOURCE_REMOVE;
}

/* What is under way ends, and what goes away when it is idle goes. */
static void
settle (void)
{
  gboolean elapsed = FALSE;

  g_timeout_add (1000, elapsed_cb, &elapsed);
  while (!elapsed)
    g_main_context_iteration (NULL, TRUE);
}

static Held
look (void)
{
  struct mallinfo2 heap;
  Held held;

  settle ();
  malloc_trim (0);
  heap = mallinfo2 ();
  held.heap = heap.uordblks + heap.hblkhd;
  held.own = read_own ();
  held.descriptors = count_files ("/proc/self/fd");
  held.threads = count_files ("/proc/self/task");
  return held;
}

static Held
measure (void)
{
  Held least = look ();

  for (guint i = 1; i < LOOKS; i++)
    {
      Held held = look ();

      least.own = MIN (least.own, held.own);
      least.heap = MIN (least.heap, held.heap);
      least.descriptors = MIN (least.descriptors, held.descriptors);
      least.threads = MIN (least.threads, held.threads);
    }

  return least;
}

static void
report (Soak *self, const Held *held)
{
  printf ("%6u sends %5u tabs %4u sign-ins %5u switches: own %6.1f MB, heap %6.2f MB, %u "
          "descriptors, %u threads\n",
          self->n_sends, self->n_tabs, self->n_sign_ins, self->n_switches, held->own / 1e6,
          held->heap / 1e6, held->descriptors, held->threads);
  fflush (stdout);
}

/* --- A round -------------------------------------------------------------------------------------
 */

static gboolean
is_answered (gpointer user_data)
{
  Soak *self = user_data;
  GtkWidget *allow = NULL;

  if (ADW_IS_ALERT_DIALOG (get_dialog (self)))
    allow = rh_ui_find_text (get_dialog (self), "Allow and Send");
  if (allow != NULL)
    g_signal_emit_by_name (gtk_widget_get_ancestor (allow, GTK_TYPE_BUTTON), "clicked");
  return !rh_tab_is_running (get_tab (self)) && get_dialog (self) == NULL;
}

static void
send_once (Soak *self)
{
  RhResponsePage *page;
  GtkWidget *problem;

  act (self, "win.send");
  rh_ui_wait (is_answered, self);
  page = rh_tab_get_response_page (get_tab (self));
  problem = rh_ui_find_type (page, ADW_TYPE_STATUS_PAGE);
  if (problem != NULL)
    g_error ("%s", adw_status_page_get_title (ADW_STATUS_PAGE (problem)));
  if (!g_str_has_prefix (rh_response_page_get_summary (page), "200 OK"))
    g_error ("%s", rh_response_page_get_summary (page));
  self->n_sends++;
}

/* Below @folder, by name; NULL: there is none. */
static RhRequestItem *
find_request (RhFolder *folder, const char *name)
{
  GListModel *items = rh_folder_get_items (folder);
  RhRequestItem *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items) && found == NULL; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        found = find_request (RH_FOLDER (item), name);
      else if (g_str_equal (rh_request_item_get_name (RH_REQUEST_ITEM (item)), name))
        found = RH_REQUEST_ITEM (item); /* the folder keeps it */
    }

  return found;
}

static gboolean
has_url (gpointer user_data)
{
  Soak *self = user_data;

  return get_tab (self) != NULL && rh_ui_find_named (get_tab (self), "URL") != NULL;
}

static void
use_a_tab (Soak *self, guint n_sends)
{
  static const char *const names[] = { "Search Employees", "Who Am I" };
  RhCollection *collection = rh_window_get_collection (self->window);
  const char *name = names[self->n_tabs % G_N_ELEMENTS (names)];

  rh_collection_page_open (get_page (self),
                           find_request (rh_collection_get_root (collection), name), TRUE);
  rh_ui_wait (has_url, self);
  for (guint i = 0; i < n_sends; i++)
    send_once (self);
  act (self, "win.close-tab");
  self->n_tabs++;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  if (!rh_connection_finish (RH_CONNECTION (source), result, &error))
    g_error ("signing out: %s", error->message);
  *done = TRUE;
}

static void
sign_out (Soak *self)
{
  gboolean done = FALSE;

  rh_connection_sign_out_async (get_connection (self), TRUE, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
can_connect (gpointer user_data)
{
  Soak *self = user_data;

  return RH_IS_CONNECT_DIALOG (get_dialog (self))
         && gtk_widget_is_sensitive (adw_dialog_get_default_widget (get_dialog (self)));
}

static gboolean
is_connected (gpointer user_data)
{
  Soak *self = user_data;

  return rh_connection_get_state (get_connection (self)) == RH_CONNECTION_CONNECTED
         && get_dialog (self) == NULL;
}

static void
sign_in (Soak *self)
{
  if (rh_connection_get_state (get_connection (self)) == RH_CONNECTION_CONNECTED)
    sign_out (self);
  act (self, "win.connect");
  rh_ui_wait (can_connect, self);
  g_signal_emit_by_name (adw_dialog_get_default_widget (get_dialog (self)), "clicked");
  rh_ui_wait (is_connected, self);
  self->n_sign_ins++;
}

static void
switch_environment (Soak *self)
{
  RhEnvironment *environment = rh_collection_page_get_environment (get_page (self));
  gboolean practice = g_str_equal (rh_environment_get_name (environment), "Practice");

  rh_collection_page_set_environment (get_page (self), practice ? "Staging" : "Practice");
  self->n_switches++;
}

/* Ten tabs with ten sends each; in between the environment changes, and then both are connected. */
static void
play_round (Soak *self)
{
  switch_environment (self);
  sign_in (self);
  for (guint i = 0; i < TABS_A_ROUND; i++)
    {
      if (self->n_sign_ins > 1)
        switch_environment (self);
      use_a_tab (self, SENDS_A_ROUND / TABS_A_ROUND);
    }
}

/* --- The app -------------------------------------------------------------------------------------
 */

static void
secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  if (!rh_connection_set_client_secret_finish (RH_CONNECTION (source), result, &error))
    g_error ("keeping the client secret: %s", error->message);
  *done = TRUE;
}

/* Tokens of Practice are in memory; those of any other server, which this is then, in the keyring.
 */
static void
set_up_staging (Soak *self)
{
  static const char *const settings[][2] = {
    { RH_OAUTH_AUTHORIZATION_URL, ORIGIN "/oauth/authorize" },
    { RH_OAUTH_TOKEN_URL, ORIGIN "/oauth/token" },
    { RH_OAUTH_REVOCATION_URL, ORIGIN "/oauth/revoke" },
    { RH_OAUTH_ISSUER, ORIGIN },
    { RH_OAUTH_CLIENT_ID, RH_PRACTICE_CLIENT_ID },
    { RH_OAUTH_REDIRECT_URI, "http://localhost:8437/practice" },
    { RH_OAUTH_SCOPE, "users:read" },
    { "api", ORIGIN },
  };
  g_autoptr (RhSecret) secret = rh_secret_new (RH_PRACTICE_CLIENT_SECRET, -1);
  gboolean done = FALSE;

  rh_collection_page_set_environment (get_page (self), "Staging");
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    rh_connection_set_setting (get_connection (self), settings[i][0], settings[i][1]);
  rh_connection_set_client_secret_async (get_connection (self), secret, NULL, secret_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_page (gpointer user_data)
{
  Soak *self = user_data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self->application));

  if (RH_IS_WINDOW (window))
    self->window = RH_WINDOW (window);
  return self->window != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->window));
}

static void
start (Soak *self, RhPracticeDriver *practice)
{
  g_autoptr (RhUriOpener) browser = RH_URI_OPENER (rh_fake_browser_new (practice));
  g_autoptr (GError) error = NULL;

  self->workspace = rh_user_workspace_new (browser);
  self->application = rh_application_new ();
  rh_application_set_workspace (self->application, self->workspace);
  if (!g_application_register (G_APPLICATION (self->application), NULL, &error))
    g_error ("%s", error->message);
  /* so that it is full when it is warm */
  g_settings_set_int (rh_settings_get (), RH_SETTINGS_HISTORY_ENTRIES, SENDS_A_ROUND);
  g_application_activate (G_APPLICATION (self->application));
  rh_ui_wait (has_page, self);
  act (self, "win.try-practice");
  rh_ui_wait (has_url, self);
  set_up_staging (self);
}

/* Whether no more is held than when it was warm; says what is. */
static gboolean
is_flat (const Held *warm, const Held *end)
{
  double own = (double) end->own / warm->own;
  double heap = (double) end->heap / warm->heap;

  printf ("own %.3f x, heap %.3f x, descriptors %+d, threads %+d\n", own, heap,
          (int) end->descriptors - (int) warm->descriptors,
          (int) end->threads - (int) warm->threads);
  return own <= MORE_ALLOWED && heap <= MORE_ALLOWED
         && end->descriptors <= warm->descriptors + DESCRIPTORS_ALLOWED
         && end->threads <= warm->threads;
}

int
main (int argc, char *argv[])
{
  RhPracticeDriver practice = { .port = 8436 };
  Soak self = { 0 };
  Held warm, now;
  guint n_rounds = (argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DAY) / SENDS_A_ROUND;

  adw_init ();
  gtk_source_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  start (&self, &practice);
  for (guint i = 0; i < WARM_ROUNDS; i++)
    play_round (&self);
  warm = measure ();
  report (&self, &warm);
  now = warm;
  for (guint i = 1; i <= n_rounds; i++)
    {
      play_round (&self);
      if (i % MAX (1, n_rounds / REPORTS) == 0)
        {
          now = measure ();
          report (&self, &now);
        }
    }

  return is_flat (&warm, &now) ? EXIT_SUCCESS : EXIT_FAILURE;
}
