/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which proxy a request goes through: the user's choice, as plain data. With an http proxy libsoup
 * speaks and we authenticate; with https and socks5 GIO does both. */
#define G_LOG_DOMAIN "rh-proxy-settings"

#include "config.h"

#include "http/rh-proxy-settings.h"

#include "http/rh-request.h"
#include "text/rh-codec.h"

#include <string.h>

#define DIRECT "direct://"

G_DEFINE_BOXED_TYPE (RhProxySettings,
                     rh_proxy_settings,
                     rh_proxy_settings_copy,
                     rh_proxy_settings_free)

RhProxySettings *
rh_proxy_settings_new (RhProxyMode mode)
{
  RhProxySettings *self = g_new0 (RhProxySettings, 1);

  self->mode = mode;

  return self;
}

RhProxySettings *
rh_proxy_settings_copy (const RhProxySettings *self)
{
  RhProxySettings *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = rh_proxy_settings_new (self->mode);
  copy->uri = g_strdup (self->uri);
  copy->user = g_strdup (self->user);
  copy->password = self->password == NULL ? NULL : rh_secret_ref (self->password);
  copy->no_proxy = g_strdupv (self->no_proxy);

  return copy;
}

void
rh_proxy_settings_free (RhProxySettings *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->uri);
  g_free (self->user);
  g_clear_pointer (&self->password, rh_secret_unref);
  g_strfreev (self->no_proxy);
  g_free (self);
}

/* Checking */

static gboolean
fail (GError **error, const char *problem)
{
  g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY, problem);

  return FALSE;
}

static gboolean
check_uri (const char *uri, GError **error)
{
  static const char *const schemes[] = { "http", "https", "socks5", NULL };
  g_autoptr (RhUrl) url = uri == NULL ? NULL : rh_url_parse (uri, NULL);

  if (url == NULL || !g_strv_contains (schemes, url->scheme))
    return fail (error, "A proxy is http://host:port, https://host:port or socks5://host:port");
  if (url->userinfo != NULL)
    return fail (error, "User name and password of a proxy have their own places");
  if (url->port == NULL || *url->port == '\0')
    return fail (error, "The port of the proxy is missing");
  if ((*url->path != '\0' && strcmp (url->path, "/") != 0) || url->query != NULL
      || url->fragment != NULL)
    return fail (error, "Nothing comes behind the port of a proxy");

  return TRUE;
}

gboolean
rh_proxy_settings_check (const RhProxySettings *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->mode != RH_PROXY_MANUAL)
    return TRUE;
  if (!check_uri (self->uri, error))
    return FALSE;
  /* RFC 7617 2: the first colon ends the name. */
  if (self->user != NULL && strchr (self->user, ':') != NULL)
    return fail (error, "The user name of a proxy cannot hold a colon");

  for (guint i = 0; self->no_proxy != NULL && self->no_proxy[i] != NULL; i++)
    if (!rh_no_proxy_entry_is_valid (self->no_proxy[i]))
      {
        g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY,
                     "“%.64s” is no host, domain or block of addresses", self->no_proxy[i]);
        return FALSE;
      }

  return TRUE;
}

/* No proxy */

/* Splits "host:port" and "[v6]:port"; a bare IPv6 address has colons of its own. */
static char *
split_port (const char *entry, const char **port)
{
  const char *colon = strrchr (entry, ':');

  *port = NULL;
  if (*entry == '[')
    {
      const char *end = strchr (entry, ']');

      if (end == NULL)
        return g_strdup (entry);
      if (end[1] == ':')
        *port = end + 2;
      return g_strndup (entry + 1, (gsize) (end - entry) - 1);
    }
  if (colon == NULL || strchr (entry, ':') != colon)
    return g_strdup (entry);

  *port = colon + 1;
  return g_strndup (entry, (gsize) (colon - entry));
}

static gboolean
is_port (const char *port)
{
  guint64 number;

  return g_ascii_string_to_unsigned (port, 10, 1, 65535, &number, NULL);
}

gboolean
rh_no_proxy_entry_is_valid (const char *entry)
{
  g_autofree char *host = NULL;
  g_autofree char *url_text = NULL;
  g_autoptr (RhUrl) url = NULL;
  const char *port;

  g_return_val_if_fail (entry != NULL, FALSE);

  if (strcmp (entry, "*") == 0)
    return TRUE;
  if (strchr (entry, '/') != NULL)
    {
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (entry, NULL);

      return mask != NULL;
    }

  host = split_port (entry, &port);
  if (port != NULL && !is_port (port))
    return FALSE;
  if (g_hostname_is_ip_address (host))
    return TRUE;

  url_text
      = g_strconcat ("http://", host + (g_str_has_prefix (host, "*.") ? 2 : *host == '.'), NULL);
  url = rh_url_parse_http (url_text, NULL);

  return url != NULL && url->port == NULL && url->userinfo == NULL && *url->path == '\0'
         && url->query == NULL && url->fragment == NULL && strchr (url->host, '*') == NULL;
}

static gboolean
address_matches (GInetAddress *address, const char *host)
{
  g_autoptr (GInetAddress) other = g_inet_address_new_from_string (host);

  return other != NULL && g_inet_address_equal (address, other);
}

/* ".domain" is the domain and what is under it; a bare host is itself alone. */
static gboolean
name_matches (const char *host, const char *entry)
{
  g_autofree char *name = NULL;
  gboolean under = *entry == '.' || g_str_has_prefix (entry, "*.");
  g_autofree char *ascii = NULL;

  if (under)
    entry += *entry == '.' ? 1 : 2;
  ascii = g_hostname_to_ascii (entry);
  if (ascii == NULL)
    return FALSE;

  name = g_ascii_strdown (ascii, -1);
  if (strcmp (host, name) == 0)
    return TRUE;

  return under && strlen (host) > strlen (name) && g_str_has_suffix (host, name)
         && host[strlen (host) - strlen (name) - 1] == '.';
}

static gboolean
entry_matches (const char *entry, const char *host, guint16 port)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *name = NULL;
  const char *entry_port;

  if (strcmp (entry, "*") == 0)
    return TRUE;
  if (strchr (entry, '/') != NULL)
    {
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (entry, NULL);

      return mask != NULL && address != NULL && g_inet_address_mask_matches (mask, address);
    }

  name = split_port (entry, &entry_port);
  if (entry_port != NULL && g_ascii_strtoull (entry_port, NULL, 10) != port)
    return FALSE;

  return address != NULL ? address_matches (address, name) : name_matches (host, name);
}

gboolean
rh_no_proxy_matches (const char *const *list, const RhUrl *url)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  host = rh_url_dup_host (url);
  for (guint i = 0; list != NULL && host != NULL && list[i] != NULL; i++)
    if (entry_matches (list[i], host, rh_url_get_port (url)))
      return TRUE;

  return FALSE;
}

/* Where it goes */

static gboolean
is_ours (const RhProxySettings *self)
{
  return g_str_has_prefix (self->uri, "http://");
}

/* @uri with user and password in it, for GIO. */
static char *
with_userinfo (const RhProxySettings *self)
{
  const char *authority = strstr (self->uri, "://") + strlen ("://");
  g_autofree char *user = rh_percent_encode (self->user, -1, RH_PLACE_COMPONENT);
  gsize length = 0;
  const char *bytes = self->password == NULL ? "" : rh_secret_peek (self->password, &length);
  char *password = rh_percent_encode (bytes, (gssize) length, RH_PLACE_COMPONENT);
  char *uri = g_strdup_printf ("%.*s%s:%s@%s", (int) (authority - self->uri), self->uri, user,
                               password, authority);

  rh_wipe_string (&password);

  return uri;
}

char *
rh_proxy_settings_dup_proxy (const RhProxySettings *self, const RhUrl *url)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  if (rh_url_is_loopback (url))
    return g_strdup (DIRECT);

  switch (self->mode)
    {
    case RH_PROXY_NONE:
      return g_strdup (DIRECT);

    case RH_PROXY_MANUAL:
      if (rh_no_proxy_matches ((const char *const *) self->no_proxy, url))
        return g_strdup (DIRECT);
      return self->user == NULL || is_ours (self) ? g_strdup (self->uri) : with_userinfo (self);

    case RH_PROXY_SYSTEM:
    default:
      return NULL;
    }
}

RhText *
rh_proxy_settings_dup_authorization (const RhProxySettings *self)
{
  g_autoptr (GString) pair = NULL;
  RhText *value;
  char *encoded;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->mode != RH_PROXY_MANUAL || self->user == NULL || !is_ours (self))
    return NULL;

  pair = g_string_new (self->user);
  g_string_append_c (pair, ':');
  if (self->password != NULL)
    g_string_append (pair, rh_secret_peek (self->password, NULL));

  encoded = g_base64_encode ((const guint8 *) pair->str, pair->len);
  rh_wipe (pair->str, pair->len);
  value = rh_text_new ("Basic ");
  rh_text_append_value (value, encoded, -1, "proxy_password", RH_SOURCE_AUTH, TRUE, NULL);
  rh_wipe_string (&encoded);

  return value;
}
