/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cookie that a person types. A server's goes by rh-set-cookie.h. */
#define G_LOG_DOMAIN "rh-cookie-typed"

#include "config.h"

#include "http/rh-cookie-typed.h"

#include <string.h>

#define MAX_SIZE 4096

char *
rh_typed_cookie_dup_domain (const char *text)
{
  g_autofree char *authority = NULL;
  g_autofree char *url_text = NULL;
  g_autoptr (RhUrl) url = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '.')
    text++;
  /* An IPv6 address has no brackets in a jar. */
  authority = g_hostname_is_ip_address (text) && strchr (text, ':') != NULL
                  ? g_strdup_printf ("[%s]", text)
                  : g_strdup (text);
  url_text = g_strconcat ("http://", authority, NULL);
  url = rh_url_parse_http (url_text, NULL);
  if (url == NULL || url->port != NULL || url->userinfo != NULL || *url->path != '\0'
      || url->query != NULL || url->fragment != NULL)
    return NULL;

  return rh_url_dup_host (url);
}

static gboolean
is_free_of (const char *text, gsize length, const char *characters)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (text[i]) || strchr (characters, text[i]) != NULL)
      return FALSE;

  return TRUE;
}

/* A reader takes spaces away there. */
static gboolean
has_space_at_an_end (const char *text, gsize length)
{
  return length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
}

static gboolean
is_good (const char *text, gsize length, const char *characters)
{
  return is_free_of (text, length, characters) && !has_space_at_an_end (text, length);
}

RhTypedCookieFault
rh_typed_cookie_check (const RhCookieFields *fields)
{
  g_autofree char *domain = NULL;
  const char *value;
  gsize length;

  g_return_val_if_fail (fields != NULL, RH_TYPED_COOKIE_NAME);

  value = rh_secret_peek (fields->value, &length);
  if (!is_good (fields->name, strlen (fields->name), "=;"))
    return RH_TYPED_COOKIE_NAME;
  /* Without a name, what is before the first "=" would be one. */
  if (!is_good (value, length, *fields->name == '\0' ? "=;" : ";"))
    return RH_TYPED_COOKIE_VALUE;
  if (*fields->name == '\0' && length == 0)
    return RH_TYPED_COOKIE_EMPTY;
  if (strlen (fields->name) + length > MAX_SIZE)
    return RH_TYPED_COOKIE_SIZE;

  domain = rh_typed_cookie_dup_domain (fields->domain);
  if (domain == NULL || strcmp (domain, fields->domain) != 0)
    return RH_TYPED_COOKIE_DOMAIN;
  if (*fields->path != '/' || !is_free_of (fields->path, strlen (fields->path), ";"))
    return RH_TYPED_COOKIE_PATH;

  return RH_TYPED_COOKIE_GOOD;
}
