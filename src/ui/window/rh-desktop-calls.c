/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop asks of the application. */
#define G_LOG_DOMAIN "rh-desktop-calls"

#include "config.h"

#include "window/rh-desktop-calls.h"

struct _RhDesktopCalls
{
  GObject parent_instance;

  /* Owned */
  GQueue calls; /* of Call, the next one first */

  /* Borrowed */
  GApplication *application;
};

G_DEFINE_FINAL_TYPE (RhDesktopCalls, rh_desktop_calls, G_TYPE_OBJECT)

/* One of the two. */
typedef struct
{
  GPtrArray *files;   /* of GFile */
  const char *action; /* of a window */
} Call;

static void
call_free (Call *call)
{
  g_clear_pointer (&call->files, g_ptr_array_unref);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* The one that was used last; NULL: there is none. */
static RhWindow *
find_window (RhDesktopCalls *self)
{
  for (GList *window = gtk_application_get_windows (GTK_APPLICATION (self->application));
       window != NULL; window = window->next)
    if (RH_IS_WINDOW (window->data))
      return window->data;

  return NULL;
}

static void
answer (RhDesktopCalls *self)
{
  while (!g_queue_is_empty (&self->calls))
    {
      RhWindow *window = find_window (self);
      g_autoptr (Call) call = NULL;

      if (window == NULL || rh_window_is_beginning (window))
        return;

      call = g_queue_pop_head (&self->calls);
      gtk_window_present (GTK_WINDOW (window));
      if (call->files != NULL)
        rh_window_open_files (window, call->files);
      else
        gtk_widget_activate_action (GTK_WIDGET (window), call->action, NULL);
    }
}

/* Takes @call. */
static void
add (RhDesktopCalls *self, Call *call)
{
  g_queue_push_tail (&self->calls, call);
  if (find_window (self) == NULL)
    g_application_activate (self->application);
  answer (self);
}

static void
window_added_cb (RhDesktopCalls *self, GtkWindow *window)
{
  if (RH_IS_WINDOW (window))
    g_signal_connect_object (window, "filled", G_CALLBACK (answer), self, G_CONNECT_SWAPPED);
}

static void
action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhDesktopCalls *self = user_data;
  Call *call = g_new0 (Call, 1);

  call->action = g_str_equal (g_action_get_name (G_ACTION (action)), "get-started")
                     ? "win.get-started"
                     : "win.new-request";
  add (self, call);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_file_new_for_uri (g_variant_get_string (parameter, NULL)));
  rh_desktop_calls_open (user_data, files);
}

/* A notification was clicked; its window may have closed meanwhile. */
static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RhDesktopCalls *self = user_data;
  GtkWindow *window = gtk_application_get_window_by_id (GTK_APPLICATION (self->application),
                                                        g_variant_get_uint32 (parameter));

  if (window != NULL)
    gtk_window_present (window);
  else
    g_application_activate (self->application);
}

static void
rh_desktop_calls_dispose (GObject *object)
{
  g_queue_clear_full (&RH_DESKTOP_CALLS (object)->calls, (GDestroyNotify) call_free);

  G_OBJECT_CLASS (rh_desktop_calls_parent_class)->dispose (object);
}

static void
rh_desktop_calls_class_init (RhDesktopCallsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_desktop_calls_dispose;
}

static void
rh_desktop_calls_init (RhDesktopCalls *self)
{
  g_queue_init (&self->calls);
}

RhDesktopCalls *
rh_desktop_calls_new (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "new-request", .activate = action_cb },
    { .name = "get-started", .activate = action_cb },
    { .name = "open-folder", .activate = open_cb, .parameter_type = "s" },
    { .name = "show-window", .activate = show_cb, .parameter_type = "u" },
  };
  RhDesktopCalls *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (RH_TYPE_DESKTOP_CALLS, NULL);
  self->application = application;
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   self);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
rh_desktop_calls_open (RhDesktopCalls *self, GPtrArray *files)
{
  Call *call;

  g_return_if_fail (RH_IS_DESKTOP_CALLS (self));
  g_return_if_fail (files != NULL);

  call = g_new0 (Call, 1);
  call->files = g_ptr_array_ref (files);
  add (self, call);
}
