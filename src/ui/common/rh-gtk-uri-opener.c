/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system browser by GtkUriLauncher, so by the portal inside a sandbox. */
#define G_LOG_DOMAIN "rh-gtk-uri-opener"

#include "config.h"

#include "common/rh-gtk-uri-opener.h"

struct _RhGtkUriOpener
{
  GObject parent_instance;

  /* Borrowed */
  GWeakRef application;
};

static void uri_opener_iface_init (RhUriOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhGtkUriOpener,
                               rh_gtk_uri_opener,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_URI_OPENER, uri_opener_iface_init))

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
rh_gtk_uri_opener_open_async (RhUriOpener *opener,
                              const char *uri,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhGtkUriOpener *self = RH_GTK_URI_OPENER (opener);
  g_autoptr (GtkApplication) application = g_weak_ref_get (&self->application);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GtkWindow *parent = NULL;

  g_task_set_source_tag (task, rh_gtk_uri_opener_open_async);

  if (application != NULL)
    parent = gtk_application_get_active_window (application);

  gtk_uri_launcher_launch (launcher, parent, cancellable, launched_cb, g_steal_pointer (&task));
}

static gboolean
rh_gtk_uri_opener_open_finish (RhUriOpener *opener, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, opener), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
uri_opener_iface_init (RhUriOpenerInterface *iface)
{
  iface->open_async = rh_gtk_uri_opener_open_async;
  iface->open_finish = rh_gtk_uri_opener_open_finish;
}

static void
rh_gtk_uri_opener_finalize (GObject *object)
{
  RhGtkUriOpener *self = RH_GTK_URI_OPENER (object);

  g_weak_ref_clear (&self->application);

  G_OBJECT_CLASS (rh_gtk_uri_opener_parent_class)->finalize (object);
}

static void
rh_gtk_uri_opener_class_init (RhGtkUriOpenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rh_gtk_uri_opener_finalize;
}

static void
rh_gtk_uri_opener_init (RhGtkUriOpener *self)
{
  g_weak_ref_init (&self->application, NULL);
}

RhUriOpener *
rh_gtk_uri_opener_new (GtkApplication *application)
{
  RhGtkUriOpener *self = g_object_new (RH_TYPE_GTK_URI_OPENER, NULL);

  g_weak_ref_set (&self->application, application);

  return RH_URI_OPENER (self);
}
