/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seam to the desktop's browser. What is opened has been checked by RhOAuthConfig. */
#define G_LOG_DOMAIN "rh-uri-opener"

#include "config.h"

#include "oauth/rh-uri-opener.h"

G_DEFINE_INTERFACE (RhUriOpener, rh_uri_opener, G_TYPE_OBJECT)

static void
rh_uri_opener_default_init (RhUriOpenerInterface *iface)
{
}

void
rh_uri_opener_open_async (RhUriOpener *self,
                          const char *uri,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (RH_IS_URI_OPENER (self));
  g_return_if_fail (uri != NULL);

  RH_URI_OPENER_GET_IFACE (self)->open_async (self, uri, cancellable, callback, user_data);
}

gboolean
rh_uri_opener_open_finish (RhUriOpener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (RH_IS_URI_OPENER (self), FALSE);

  return RH_URI_OPENER_GET_IFACE (self)->open_finish (self, result, error);
}
