/* SPDX-License-Identifier: GPL-3.0-or-later */
/* URL parts as typed. The parser splits and checks, it never rewrites; what two parsers could read
 * in two ways (a backslash or a second "@" in the authority, "127.1", "%41" in a host) is refused,
 * so that the host which is checked is the host which is dialled. */
#define G_LOG_DOMAIN "rh-url"

#include "config.h"

#include "text/rh-url.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <string.h>

#include "text/rh-secret.h"

#define MAX_HOST 253
#define MAX_PORT 65535

G_DEFINE_QUARK (rh_url_error, rh_url_error)
G_DEFINE_BOXED_TYPE (RhUrl, rh_url, rh_url_copy, rh_url_free)

static gboolean
fail (GError **error, RhUrlError code, const char *message)
{
  g_set_error_literal (error, RH_URL_ERROR, (int) code, message);

  return FALSE;
}

/* -- Hosts -- */

static gboolean
is_ipv4 (const char *host)
{
  struct in_addr address;

  return inet_pton (AF_INET, host, &address) == 1;
}

/* Names whose last label is a number are addresses to some parsers and names to others. */
static gboolean
ends_in_number (const char *host)
{
  const char *dot = strrchr (host, '.');
  const char *label = dot != NULL ? dot + 1 : host;

  if (label[0] == '0' && g_ascii_tolower (label[1]) == 'x')
    return label[2 + strspn (label + 2, "0123456789abcdefABCDEF")] == '\0';

  return label[strspn (label, "0123456789")] == '\0';
}

static gboolean
is_host_name (const char *host)
{
  gsize length = strlen (host);
  g_autofree char *rooted = NULL;

  if (length == 0 || length > MAX_HOST + 1 || host[0] == '.' || strstr (host, "..") != NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (host[i]) && strchr ("-._", host[i]) == NULL)
        return FALSE;
    }
  if (is_ipv4 (host))
    return TRUE;

  rooted = g_strndup (host, host[length - 1] == '.' ? length - 1 : length);

  return strlen (rooted) <= MAX_HOST && !ends_in_number (rooted);
}

static char *
canonical_ipv6 (const char *host, gsize length)
{
  g_autofree char *inner = NULL;
  struct in6_addr address;
  char text[INET6_ADDRSTRLEN];

  if (length < 4 || host[length - 1] != ']')
    return NULL;

  inner = g_strndup (host + 1, length - 2);
  if (inet_pton (AF_INET6, inner, &address) != 1)
    return NULL;
  if (inet_ntop (AF_INET6, &address, text, sizeof text) == NULL)
    return NULL;

  return g_strdup (text);
}

/* Without brackets; NULL if this is no host. The name is checked once more after IDNA, which maps
 * some letters to "/", "?" or digits. */
static char *
canonical_host (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (host[0] == '[')
    return canonical_ipv6 (host, strlen (host));

  if (g_str_is_ascii (host))
    ascii = g_strdup (host);
  else if (strlen (host) <= 4 * MAX_HOST && g_utf8_validate (host, -1, NULL))
    ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;

  lower = g_ascii_strdown (ascii, -1);

  return is_host_name (lower) ? g_steal_pointer (&lower) : NULL;
}

/* -- Ports -- */

static guint16
default_port (const char *scheme)
{
  if (g_ascii_strcasecmp (scheme, "https") == 0)
    return 443;

  return g_ascii_strcasecmp (scheme, "http") == 0 ? 80 : 0;
}

static gboolean
port_is_valid (const char *port)
{
  guint value = 0;

  if (*port == '\0')
    return TRUE;

  for (const char *c = port; *c != '\0'; c++)
    {
      if (!g_ascii_isdigit (*c))
        return FALSE;
      value = value * 10 + (guint) g_ascii_digit_value (*c);
      if (value > MAX_PORT)
        return FALSE;
    }

  return value > 0;
}

/* -- Parsing -- */

/* The length of "scheme" in "scheme:…", 0 if there is none. */
static gsize
scheme_length (const char *text)
{
  gsize length = 0;

  if (!g_ascii_isalpha (text[0]))
    return 0;
  while (g_ascii_isalnum (text[length]) || (text[length] && strchr ("+-.", text[length])))
    length++;

  return text[length] == ':' ? length : 0;
}

static gboolean
check_characters (const char *text, GError **error)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        return fail (error, RH_URL_ERROR_CHARACTER, "a control character in the URL");
    }

  return TRUE;
}

/* Splits "host[:port]". */
static gboolean
parse_host_and_port (RhUrl *self, const char *text, gsize length, GError **error)
{
  const char *bracket = text[0] == '[' ? memchr (text, ']', length) : NULL;
  gsize from = bracket != NULL ? (gsize) (bracket - text) : 0;
  const char *colon = memchr (text + from, ':', length - from);
  gsize host_length = colon != NULL ? (gsize) (colon - text) : length;
  g_autofree char *canonical = NULL;

  self->host = g_strndup (text, host_length);
  if (colon != NULL)
    self->port = g_strndup (colon + 1, length - host_length - 1);

  if (host_length == 0)
    return fail (error, RH_URL_ERROR_HOST, "no host");
  canonical = canonical_host (self->host);
  if (canonical == NULL)
    return fail (error, RH_URL_ERROR_HOST, "not a host name or address");
  if (self->port != NULL && !port_is_valid (self->port))
    return fail (error, RH_URL_ERROR_PORT, "not a port from 1 to 65535");

  return TRUE;
}

static gboolean
parse_authority (RhUrl *self, const char *text, gsize length, GError **error)
{
  const char *at = memchr (text, '@', length);
  gsize skip = at != NULL ? (gsize) (at - text) + 1 : 0;

  if (memchr (text, '\\', length) != NULL)
    return fail (error, RH_URL_ERROR_HOST, "a backslash in the authority");
  if (at != NULL && memchr (text + skip, '@', length - skip) != NULL)
    return fail (error, RH_URL_ERROR_HOST, "more than one @ in the authority");
  if (at != NULL)
    self->userinfo = g_strndup (text, skip - 1);

  return parse_host_and_port (self, text + skip, length - skip, error);
}

static void
parse_tail (RhUrl *self, const char *text)
{
  gsize path_length = strcspn (text, "?#");
  gsize query_length = 0;

  self->path = g_strndup (text, path_length);
  text += path_length;
  if (*text == '?')
    {
      query_length = strcspn (text + 1, "#");
      self->query = g_strndup (text + 1, query_length);
      text += query_length + 1;
    }
  if (*text == '#')
    self->fragment = g_strdup (text + 1);
}

RhUrl *
rh_url_parse (const char *text, GError **error)
{
  g_autoptr (RhUrl) self = g_new0 (RhUrl, 1);
  gsize length = 0;
  gsize authority_length = 0;

  if (text == NULL || *text == '\0')
    {
      fail (error, RH_URL_ERROR_EMPTY, "no URL");
      return NULL;
    }
  if (!check_characters (text, error))
    return NULL;

  length = scheme_length (text);
  if (length == 0 || !g_str_has_prefix (text + length, "://"))
    {
      fail (error, RH_URL_ERROR_SCHEME, "does not start with a scheme and ://");
      return NULL;
    }

  self->scheme = g_strndup (text, length);
  text += length + 3;
  authority_length = strcspn (text, "/?#");
  if (!parse_authority (self, text, authority_length, error))
    return NULL;

  parse_tail (self, text + authority_length);

  return g_steal_pointer (&self);
}

RhUrl *
rh_url_parse_http (const char *text, GError **error)
{
  g_autoptr (RhUrl) self = rh_url_parse (text, error);

  if (self == NULL)
    return NULL;
  if (default_port (self->scheme) == 0)
    {
      fail (error, RH_URL_ERROR_SCHEME, "neither http nor https");
      return NULL;
    }

  return g_steal_pointer (&self);
}

RhUrl *
rh_url_copy (const RhUrl *self)
{
  RhUrl *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (RhUrl, 1);
  copy->scheme = g_strdup (self->scheme);
  copy->userinfo = g_strdup (self->userinfo);
  copy->host = g_strdup (self->host);
  copy->port = g_strdup (self->port);
  copy->path = g_strdup (self->path);
  copy->query = g_strdup (self->query);
  copy->fragment = g_strdup (self->fragment);

  return copy;
}

void
rh_url_free (RhUrl *self)
{
  if (self == NULL)
    return;

  g_free (self->scheme);
  g_free (self->host);
  g_free (self->port);
  /* Passwords, tokens and codes travel in these. */
  rh_wipe_string (&self->userinfo);
  rh_wipe_string (&self->path);
  rh_wipe_string (&self->query);
  rh_wipe_string (&self->fragment);
  g_free (self);
}

char *
rh_url_to_string (const RhUrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strconcat (self->scheme, "://", self->userinfo != NULL ? self->userinfo : "",
                      self->userinfo != NULL ? "@" : "", self->host, self->port != NULL ? ":" : "",
                      self->port != NULL ? self->port : "", self->path,
                      self->query != NULL ? "?" : "", self->query != NULL ? self->query : "",
                      self->fragment != NULL ? "#" : "",
                      self->fragment != NULL ? self->fragment : "", NULL);
}

/* -- Origins -- */

char *
rh_url_dup_host (const RhUrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return canonical_host (self->host);
}

guint16
rh_url_get_port (const RhUrl *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->port == NULL || *self->port == '\0')
    return default_port (self->scheme);

  return (guint16) g_ascii_strtoull (self->port, NULL, 10);
}

char *
rh_url_dup_authority (const RhUrl *self)
{
  g_autofree char *host = NULL;
  gboolean ipv6 = FALSE;
  guint16 port = 0;

  g_return_val_if_fail (self != NULL, NULL);

  host = rh_url_dup_host (self);
  if (host == NULL)
    return NULL;

  ipv6 = strchr (host, ':') != NULL;
  port = rh_url_get_port (self);
  if (port == default_port (self->scheme))
    return g_strconcat (ipv6 ? "[" : "", host, ipv6 ? "]" : "", NULL);

  return g_strdup_printf ("%s%s%s:%u", ipv6 ? "[" : "", host, ipv6 ? "]" : "", port);
}

char *
rh_url_dup_origin (const RhUrl *self)
{
  g_autofree char *authority = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (default_port (self->scheme) == 0)
    return NULL;
  authority = rh_url_dup_authority (self);
  if (authority == NULL)
    return NULL;

  return g_strconcat (rh_url_is_https (self) ? "https://" : "http://", authority, NULL);
}

gboolean
rh_url_is_https (const RhUrl *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_ascii_strcasecmp (self->scheme, "https") == 0;
}

gboolean
rh_url_is_loopback (const RhUrl *self)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  host = rh_url_dup_host (self);
  if (host == NULL)
    return FALSE;
  if (is_ipv4 (host))
    return g_str_has_prefix (host, "127.");

  return g_str_equal (host, "localhost") || g_str_equal (host, "::1");
}

char *
rh_url_text_dup_origin (const char *text)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (text, NULL);

  return url != NULL ? rh_url_dup_origin (url) : NULL;
}

gboolean
rh_url_same_origin (const char *a, const char *b)
{
  g_autofree char *origin_a = rh_url_text_dup_origin (a);
  g_autofree char *origin_b = rh_url_text_dup_origin (b);

  return origin_a != NULL && origin_b != NULL && g_str_equal (origin_a, origin_b);
}

/* -- Request target -- */

static gboolean
is_target_byte (char c)
{
  return c >= 0x21 && c <= 0x7e;
}

static gboolean
append_target (GString *target, const char *text)
{
  gboolean changed = FALSE;

  for (; *text != '\0'; text++)
    {
      if (is_target_byte (*text))
        {
          g_string_append_c (target, *text);
          continue;
        }
      g_string_append_printf (target, "%%%02X", (guint) (guchar) *text);
      changed = TRUE;
    }

  return changed;
}

char *
rh_url_dup_request_target (const RhUrl *self, gboolean *changed)
{
  GString *target = NULL;
  gboolean encoded = FALSE;

  g_return_val_if_fail (self != NULL, NULL);

  target = g_string_new (*self->path == '/' ? NULL : "/");
  encoded = append_target (target, self->path);
  if (self->query != NULL)
    {
      g_string_append_c (target, '?');
      encoded |= append_target (target, self->query);
    }
  if (changed != NULL)
    *changed = encoded;

  return g_string_free (target, FALSE);
}

gboolean
rh_request_target_is_valid (const char *target)
{
  if (target == NULL || *target != '/')
    return FALSE;

  for (; *target != '\0'; target++)
    {
      if (!is_target_byte (*target) || *target == '#')
        return FALSE;
    }

  return TRUE;
}

/* -- References, RFC 3986 section 5.2 -- */

static void
drop_last_segment (GString *output)
{
  const char *slash = strrchr (output->str, '/');

  g_string_truncate (output, slash != NULL ? (gsize) (slash - output->str) : 0);
}

/* RFC 3986 5.2.4, for a path that starts with "/". */
static char *
remove_dot_segments (const char *path)
{
  GString *output = g_string_new (NULL);

  while (*path == '/')
    {
      gsize length = strcspn (path + 1, "/");
      const char *segment = path + 1;
      gboolean last = segment[length] == '\0';
      gboolean dot = length == 1 && segment[0] == '.';
      gboolean dots = length == 2 && segment[0] == '.' && segment[1] == '.';

      if (dots)
        drop_last_segment (output);
      if (!dot && !dots)
        g_string_append_len (output, path, (gssize) length + 1);
      else if (last)
        g_string_append_c (output, '/');
      path = segment + length;
    }

  return g_string_free (output, FALSE);
}

/* RFC 3986 5.2.3. */
static char *
merge_paths (const char *base, const char *reference)
{
  const char *slash = strrchr (base, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (base, (gsize) (slash - base) + 1) : NULL;

  return g_strconcat (folder != NULL ? folder : "/", reference, NULL);
}

static void
take_path (RhUrl *self, char *path)
{
  rh_wipe_string (&self->path);
  self->path = path;
}

/* A URL of its own, or "//host" with the scheme of the base. */
static RhUrl *
resolve_absolute (const char *reference, GError **error)
{
  RhUrl *url = rh_url_parse (reference, error);

  if (url != NULL)
    take_path (url, remove_dot_segments (url->path));

  return url;
}

static RhUrl *
resolve_relative (const RhUrl *base, const char *reference)
{
  g_autoptr (RhUrl) parts = g_new0 (RhUrl, 1);
  RhUrl *url = rh_url_copy (base);
  g_autofree char *merged = NULL;

  parse_tail (parts, reference);
  rh_wipe_string (&url->fragment);
  url->fragment = g_steal_pointer (&parts->fragment);
  if (*parts->path == '\0' && parts->query == NULL)
    return url;

  rh_wipe_string (&url->query);
  url->query = g_steal_pointer (&parts->query);
  if (*parts->path == '\0')
    return url;

  if (*parts->path == '/')
    merged = g_steal_pointer (&parts->path);
  else
    merged = merge_paths (base->path, parts->path);
  take_path (url, remove_dot_segments (merged));

  return url;
}

RhUrl *
rh_url_resolve (const RhUrl *self, const char *reference, GError **error)
{
  RhUrl *url = NULL;
  g_autofree char *absolute = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (reference != NULL, NULL);

  if (!check_characters (reference, error))
    return NULL;

  if (g_str_has_prefix (reference, "//"))
    absolute = g_strconcat (self->scheme, ":", reference, NULL);
  if (absolute != NULL || scheme_length (reference) > 0)
    url = resolve_absolute (absolute != NULL ? absolute : reference, error);
  else
    url = resolve_relative (self, reference);

  if (url != NULL && url->fragment == NULL)
    url->fragment = g_strdup (self->fragment);

  return url;
}
