/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the network is the reason, by the system's word for it. */
#define G_LOG_DOMAIN "rh-problem-network"

#include "config.h"

#include "common/rh-problem.h"

#include "http/rh-request.h"
#include "oauth/rh-oauth-config.h"
#include "text/rh-url.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static gboolean
is_of_network (const GError *error)
{
  return g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RESOLVE)
         || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT)
         || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TIMEOUT_CONNECT)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK);
}

static gboolean
is_this_computer (const char *url)
{
  g_autoptr (RhUrl) parsed = url == NULL ? NULL : rh_url_parse (url, NULL);

  return parsed != NULL && rh_url_is_loopback (parsed);
}

gboolean
rh_problem_blame_network (RhProblem *self, const GError *error, const char *url)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_of_network (error) || is_this_computer (url)
      || g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return FALSE;

  g_free (self->title);
  self->title = g_strdup (_ ("You Are Offline"));
  g_free (self->sentence);
  self->sentence
      = g_strdup (_ ("There is no network, so the host was not reached. Requests to this "
                     "computer and to the practice server work all the same."));
  g_clear_pointer (&self->field, g_free); /* there is no setting to mend */
  return TRUE;
}
