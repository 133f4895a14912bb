/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listens for a moment, as a sign-in would, and stops again. */
#define G_LOG_DOMAIN "rh-port-check"

#include "config.h"

#include "oauth/rh-port-check.h"

#include "http/rh-loopback-server.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-port-holder.h"

static guint
refuse_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  return SOUP_STATUS_FORBIDDEN;
}

static void
never_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
}

static gboolean
can_listen (const char *host, guint16 port)
{
  static const RhLoopbackLimits limits = { .max_connections = 1 };
  g_autoptr (RhLoopbackServer) server = rh_loopback_server_new (&limits, refuse_cb, never_cb, NULL);

  return rh_loopback_server_listen (server, host, port, NULL);
}

RhPortState
rh_port_check (const char *redirect_uri, const char *listen_uri, guint16 *port, char **holder)
{
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  guint16 number = 0;

  g_return_val_if_fail (redirect_uri != NULL && listen_uri != NULL, RH_PORT_NOWHERE);

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, redirect_uri);
  if (*listen_uri != '\0')
    rh_oauth_config_set (config, RH_OAUTH_LISTEN_URI, listen_uri);
  if (!rh_oauth_config_get_listen_address (config, &host, &number, &path))
    return RH_PORT_NOWHERE;
  if (number == 0)
    return RH_PORT_ANY;

  if (port != NULL)
    *port = number;
  if (can_listen (host, number))
    return RH_PORT_FREE;

  if (holder != NULL)
    *holder = rh_port_holder_find (number);
  return RH_PORT_TAKEN;
}
