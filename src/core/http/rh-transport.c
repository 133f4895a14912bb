/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One hop over the network: the seam that tests replace. */
#define G_LOG_DOMAIN "rh-transport"

#include "config.h"

#include "http/rh-transport.h"

G_DEFINE_INTERFACE (RhTransport, rh_transport, G_TYPE_OBJECT)

static void
rh_transport_default_init (RhTransportInterface *iface)
{
}

void
rh_transport_send_async (RhTransport *self,
                         RhRequest *request,
                         RhHop *hop,
                         RhTransportHead head,
                         gpointer head_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (RH_IS_TRANSPORT (self));
  g_return_if_fail (RH_IS_REQUEST (request));
  g_return_if_fail (RH_IS_HOP (hop));
  g_return_if_fail (head != NULL);

  RH_TRANSPORT_GET_IFACE (self)->send_async (self, request, hop, head, head_data, cancellable,
                                             callback, user_data);
}

gboolean
rh_transport_send_finish (RhTransport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (RH_IS_TRANSPORT (self), FALSE);

  return RH_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}

RhCookieJar *
rh_transport_get_cookie_jar (RhTransport *self)
{
  RhTransportInterface *iface;

  g_return_val_if_fail (RH_IS_TRANSPORT (self), NULL);

  iface = RH_TRANSPORT_GET_IFACE (self);

  return iface->get_cookie_jar == NULL ? NULL : iface->get_cookie_jar (self);
}
