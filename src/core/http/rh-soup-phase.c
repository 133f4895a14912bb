/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a message has come, and what an error of libsoup's or GIO's means there. */
#define G_LOG_DOMAIN "rh-soup-phase"

#include "config.h"

#include "http/rh-soup-phase.h"

/* It has no code of its own among libsoup's errors: its words, in whatever language, are all there
 * is to know it by. */
static gboolean
is_head_too_large (const GError *error)
{
  /* not for our own translators */
  static const char domain[] = "libsoup-3.0";
  static const char words[] = "Header too big";

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         && g_str_equal (error->message, g_dgettext (domain, words));
}

RhHttpError
rh_soup_phase_name_error (RhSoupPhase phase, const GError *error)
{
  g_return_val_if_fail (error != NULL, RH_HTTP_ERROR_RECEIVE);

  if (error->domain == G_RESOLVER_ERROR)
    return RH_HTTP_ERROR_RESOLVE;
  /* The certificate of a proxy says nothing of the server. In TLS 1.3 a server can also refuse
   * later, by an alert: by then the request was on its way. */
  if (error->domain == G_TLS_ERROR && phase != RH_SOUP_PHASE_PROXY && phase <= RH_SOUP_PHASE_TLS)
    return RH_HTTP_ERROR_TLS;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH))
    return RH_HTTP_ERROR_PROXY_AUTHENTICATION;
  if (error->domain == G_IO_ERROR && error->code >= G_IO_ERROR_PROXY_FAILED
      && error->code <= G_IO_ERROR_PROXY_NOT_ALLOWED)
    return RH_HTTP_ERROR_PROXY;

  if (is_head_too_large (error))
    return RH_HTTP_ERROR_HEAD_TOO_LARGE;

  switch (phase)
    {
    case RH_SOUP_PHASE_RESOLVE:
      return RH_HTTP_ERROR_RESOLVE;

    case RH_SOUP_PHASE_CONNECT:
      return RH_HTTP_ERROR_CONNECT;

    case RH_SOUP_PHASE_PROXY:
      return RH_HTTP_ERROR_PROXY;

    case RH_SOUP_PHASE_TLS:
      return RH_HTTP_ERROR_TLS;

    case RH_SOUP_PHASE_SEND:
      return RH_HTTP_ERROR_SEND;

    case RH_SOUP_PHASE_WAIT:
    case RH_SOUP_PHASE_BODY:
    default:
      return RH_HTTP_ERROR_RECEIVE;
    }
}
