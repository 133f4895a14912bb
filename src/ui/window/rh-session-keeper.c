/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the session. The last window that closes stays in it, and so do all of them when the
 * application quits; any other that closes is gone. */
#define G_LOG_DOMAIN "rh-session-keeper"

#include "config.h"

#include "window/rh-session-keeper.h"

#include "window/rh-window.h"

#define DELAY_MS 500

struct _RhSessionKeeper
{
  GObject parent_instance;

  /* Owned */
  RhWorkspace *workspace;

  /* Borrowed */
  AdwApplication *application;

  /* Plain */
  guint timer;
  gboolean partial;
  gboolean again; /* look once more: a request gets its file by itself, and nobody says so */
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (RhSessionKeeper, rh_session_keeper, G_TYPE_OBJECT)

static gboolean
is_ours (RhSessionKeeper *self, gpointer window)
{
  return RH_IS_WINDOW (window) && rh_window_get_workspace (window) == self->workspace;
}

/* NULL: a window is not yet what it was, and writing now would forget it. */
static RhSession *
collect (RhSessionKeeper *self)
{
  g_autoptr (RhSession) session = rh_session_new ();
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));

  /* the one in front is the first of the list */
  for (GList *window = g_list_last (windows); window != NULL; window = window->prev)
    {
      RhSessionWindow *state;

      if (!is_ours (self, window->data))
        continue;
      if (rh_window_is_beginning (window->data))
        return NULL;
      state = rh_window_save (window->data);
      if (state == NULL)
        continue;
      self->partial |= state->partial;
      g_ptr_array_add (session->windows, state);
    }

  return g_steal_pointer (&session);
}

void
rh_session_keeper_flush (RhSessionKeeper *self)
{
  g_autoptr (RhSession) session = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (RH_IS_SESSION_KEEPER (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  self->partial = FALSE;
  session = self->finished ? NULL : collect (self);
  if (session != NULL
      && !rh_session_save (session, rh_workspace_get_state_dir (self->workspace), &error))
    g_warning ("The session is not kept: %s", error->message);
}

static void wait_a_moment (RhSessionKeeper *self);

static gboolean
flush_cb (gpointer user_data)
{
  RhSessionKeeper *self = user_data;

  self->timer = 0;
  rh_session_keeper_flush (self);
  if (self->partial && self->again)
    wait_a_moment (self);
  self->again = FALSE;
  return G_SOURCE_REMOVE;
}

static void
wait_a_moment (RhSessionKeeper *self)
{
  if (self->timer == 0 && !self->finished)
    self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, DELAY_MS, flush_cb, self, NULL);
}

static void
touch (RhSessionKeeper *self)
{
  self->again = TRUE;
  wait_a_moment (self);
}

/* --- Windows ------------------------------------------------------------------------------------
 */

static guint
count_windows (RhSessionKeeper *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));
  guint n = 0;

  for (GList *window = windows; window != NULL; window = window->next)
    n += is_ours (self, window->data) ? 1 : 0;

  return n;
}

static gboolean
close_request_cb (RhSessionKeeper *self)
{
  rh_session_keeper_flush (self);
  return GDK_EVENT_PROPAGATE;
}

static void
window_added_cb (RhSessionKeeper *self, GtkWindow *window)
{
  static const char *const notes[]
      = { "notify::default-width", "notify::default-height", "notify::maximized" };

  if (!RH_IS_WINDOW (window))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    g_signal_connect_object (window, notes[i], G_CALLBACK (touch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), self,
                           G_CONNECT_SWAPPED);
  touch (self);
}

/* The last one stays as it was. */
static void
window_removed_cb (RhSessionKeeper *self)
{
  if (count_windows (self) > 0)
    touch (self);
  else
    g_clear_handle_id (&self->timer, g_source_remove);
}

/* NULL: there is none. */
static RhSession *
load (RhWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  RhSession *session = rh_session_load (rh_workspace_get_state_dir (workspace), &error);

  if (error != NULL)
    g_message ("The last session is put aside: %s", error->message);
  return session;
}

void
rh_session_keeper_read_ahead (RhWorkspace *workspace)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RhSession) session = NULL;

  g_return_if_fail (RH_IS_WORKSPACE (workspace));

  session = load (workspace);
  for (guint i = 0; session != NULL && i < session->windows->len; i++)
    {
      const RhSessionWindow *window = g_ptr_array_index (session->windows, i);

      if (*window->folder != '\0')
        g_ptr_array_add (folders, g_file_new_for_path (window->folder));
    }

  rh_collections_read_ahead (rh_workspace_get_open (workspace), folders);
}

gboolean
rh_session_keeper_restore (RhSessionKeeper *self)
{
  g_autoptr (RhSession) session = NULL;
  guint n;

  g_return_val_if_fail (RH_IS_SESSION_KEEPER (self), FALSE);

  session = load (self->workspace);
  n = session == NULL ? 0 : session->windows->len;
  for (guint i = 0; i < n; i++)
    {
      RhSessionWindow *state = g_ptr_array_steal_index (session->windows, 0);

      gtk_window_present (
          GTK_WINDOW (rh_window_new_restored (self->application, self->workspace, state)));
    }

  return n > 0;
}

void
rh_session_keeper_finish (RhSessionKeeper *self)
{
  g_return_if_fail (RH_IS_SESSION_KEEPER (self));

  rh_session_keeper_flush (self);
  self->finished = TRUE;
}

static void
rh_session_keeper_dispose (GObject *object)
{
  RhSessionKeeper *self = RH_SESSION_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_session_keeper_parent_class)->dispose (object);
}

static void
rh_session_keeper_class_init (RhSessionKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_session_keeper_dispose;
}

static void
rh_session_keeper_init (RhSessionKeeper *self)
{
}

RhSessionKeeper *
rh_session_keeper_new (AdwApplication *application, RhWorkspace *workspace)
{
  RhSessionKeeper *self;
  g_autoptr (GSimpleAction) action = g_simple_action_new ("remember", NULL);

  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RH_TYPE_SESSION_KEEPER, NULL);
  self->application = application;
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (action, "activate", G_CALLBACK (touch), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
