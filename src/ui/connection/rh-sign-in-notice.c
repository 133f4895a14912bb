/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sign-in has ended while the browser is in front. A hidden window that asked for the front would
 * get a notification by the desktop, which knows nothing to say but that the app is ready. */
#define G_LOG_DOMAIN "rh-sign-in-notice"

#include "config.h"

#include "connection/rh-sign-in-notice.h"

static char *
dup_id (GtkApplicationWindow *window)
{
  return g_strdup_printf ("sign-in-%u", gtk_application_window_get_id (window));
}

/* A window that closes has left its application by the time it goes. */
static void
withdraw (GtkApplicationWindow *window)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *id = dup_id (window);

  g_signal_handlers_disconnect_by_func (window, withdraw, NULL);
  if (application != NULL)
    g_application_withdraw_notification (application, id);
}

static gboolean
is_hidden (GtkWindow *window)
{
  return !gtk_widget_get_mapped (GTK_WIDGET (window)) || gtk_window_is_suspended (window);
}

/* One that is taken off the screen may be said to have the keys for a while. */
static gboolean
is_looked_at (GtkWindow *window)
{
  return gtk_window_is_active (window) && !is_hidden (window);
}

static void
looked_at_cb (GtkApplicationWindow *window)
{
  if (is_looked_at (GTK_WINDOW (window)))
    {
      g_signal_handlers_disconnect_by_func (window, looked_at_cb, NULL);
      withdraw (window);
    }
}

static void
notify (GApplication *application,
        GtkApplicationWindow *window,
        const char *title,
        const char *body)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *id = dup_id (window);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-window", "u",
                                                gtk_application_window_get_id (window));
  g_signal_handlers_disconnect_by_func (window, looked_at_cb, NULL);
  g_signal_handlers_disconnect_by_func (window, withdraw, NULL);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (looked_at_cb), NULL);
  g_signal_connect (window, "notify::suspended", G_CALLBACK (looked_at_cb), NULL);
  g_signal_connect (window, "destroy", G_CALLBACK (withdraw), NULL);
  g_application_send_notification (application, id, notification);
}

void
rh_sign_in_notice_give (GtkWidget *from, gboolean present, const char *title, const char *body)
{
  GtkRoot *root = gtk_widget_get_root (from);
  GApplication *application = g_application_get_default ();

  g_return_if_fail (title != NULL);

  if (!GTK_IS_APPLICATION_WINDOW (root) || is_looked_at (GTK_WINDOW (root)))
    return;

  if (is_hidden (GTK_WINDOW (root)))
    {
      if (application != NULL)
        notify (application, GTK_APPLICATION_WINDOW (root), title, body);
    }
  else if (present)
    gtk_window_present (GTK_WINDOW (root));
}
