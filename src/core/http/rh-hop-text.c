/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it went out, as text for people. */
#define G_LOG_DOMAIN "rh-hop-text"

#include "config.h"

#include "http/rh-hop-text.h"

#include "http/rh-h2-fields.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"

#include <string.h>

/* A body is one read by eye; what was sent is in the request. */
#define BODY_MAX (64 * 1024)

char *
rh_hop_text_dup_header (const char *name, RhText *value)
{
  if (rh_text_has_secret (value))
    return rh_text_dup_masked (value);
  return rh_redactor_redact_header (rh_redactor_get_default (), name, rh_text_peek (value, NULL));
}

char *
rh_hop_text_dup_url (RhHop *hop)
{
  RhText *url;

  g_return_val_if_fail (RH_IS_HOP (hop), NULL);

  url = rh_hop_get_url (hop);
  if (rh_text_has_secret (url))
    return rh_text_dup_masked (url);
  return rh_redactor_redact_url (rh_redactor_get_default (), rh_text_peek (url, NULL));
}

/* The target of the masked URL: a mask is no character of a URL, so it is cut, not parsed. */
static char *
dup_target (RhHop *hop)
{
  g_autofree char *url = rh_hop_text_dup_url (hop);
  const char *authority = strstr (url, "://");
  const char *rest = authority != NULL ? strpbrk (authority + 3, "/?#") : NULL;
  const char *fragment = rest != NULL ? strchr (rest, '#') : NULL;
  g_autofree char *target = NULL;

  if (rest == NULL || *rest == '#')
    return g_strdup ("/");

  target = fragment != NULL ? g_strndup (rest, (gsize) (fragment - rest)) : g_strdup (rest);
  return *target == '/' ? g_steal_pointer (&target) : g_strconcat ("/", target, NULL);
}

static void
append_body (GString *text, RhBody *body)
{
  RhText *content = body != NULL ? rh_body_get_text (body) : NULL;
  g_autofree char *masked = NULL;
  gsize length;

  if (content == NULL)
    return;

  rh_text_peek (content, &length);
  if (length > BODY_MAX)
    return;

  masked = rh_redactor_redact_text (rh_redactor_get_default (), RH_REDACT_BODY,
                                    rh_body_get_media_type (body), content);
  g_string_append_printf (text, "\n%s", masked);
}

char *
rh_hop_text_dup_request (RhHop *hop, RhBody *body)
{
  g_autofree char *target = NULL;
  RhHeaders *headers;
  GString *text;

  g_return_val_if_fail (RH_IS_HOP (hop), NULL);

  target = dup_target (hop);
  headers = rh_hop_get_sent_headers (hop);
  text = g_string_new (NULL);
  if (rh_h2_fields_are (headers))
    g_string_append_printf (text, ":method: %s\n:scheme: https\n:path: %s\n",
                            rh_hop_get_method (hop), target);
  else
    g_string_append_printf (text, "%s %s HTTP/1.1\n", rh_hop_get_method (hop), target);
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      g_autofree char *value = rh_hop_text_dup_header (name, rh_headers_nth_value (headers, i));

      g_string_append_printf (text, "%s: %s\n", name, value);
    }
  if (rh_hop_get_sent_body_size (hop) > 0)
    append_body (text, body);
  return g_string_free (text, FALSE);
}
