/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system browser by GAppInfo. Opens nothing but web addresses, and clear ones on this machine
 * only: whatever else an address could start is not ours to start. */
#define G_LOG_DOMAIN "rh-cli-uri-opener"

#include "config.h"

#include "rh-cli-uri-opener.h"

#include "text/rh-url.h"

#include <glib/gi18n.h>
#include <stdio.h>

struct _RhCliUriOpener
{
  GObject parent_instance;

  gboolean print;
};

static void uri_opener_iface_init (RhUriOpenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhCliUriOpener,
                               rh_cli_uri_opener,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_URI_OPENER, uri_opener_iface_init))

static gboolean
is_web_address (const char *uri)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (uri, NULL);

  return url != NULL && (rh_url_is_https (url) || rh_url_is_loopback (url));
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
rh_cli_uri_opener_open_async (RhUriOpener *opener,
                              const char *uri,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhCliUriOpener *self = RH_CLI_URI_OPENER (opener);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_cli_uri_opener_open_async);
  if (!is_web_address (uri))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("this is no address for a browser"));
  else if (self->print)
    {
      g_print ("%s\n", uri);
      fflush (stdout);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_app_info_launch_default_for_uri_async (uri, NULL, cancellable, launched_cb,
                                             g_steal_pointer (&task));
}

static gboolean
rh_cli_uri_opener_open_finish (RhUriOpener *opener, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, opener), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
uri_opener_iface_init (RhUriOpenerInterface *iface)
{
  iface->open_async = rh_cli_uri_opener_open_async;
  iface->open_finish = rh_cli_uri_opener_open_finish;
}

static void
rh_cli_uri_opener_class_init (RhCliUriOpenerClass *klass)
{
}

static void
rh_cli_uri_opener_init (RhCliUriOpener *self)
{
}

RhUriOpener *
rh_cli_uri_opener_new (gboolean print)
{
  RhCliUriOpener *self = g_object_new (RH_TYPE_CLI_URI_OPENER, NULL);

  self->print = print;
  return RH_URI_OPENER (self);
}
