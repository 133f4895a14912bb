/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One Set-Cookie field, read as RFC 6265bis 5.1.1 and 5.6 have it, and judged by itself as 5.7 has
 * it. libsoup's own parser is not asked: a date of many digits was more than it could count. */
#define G_LOG_DOMAIN "rh-set-cookie"

#include "config.h"

#include "http/rh-set-cookie.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_SIZE 4096
#define MAX_ATTRIBUTE 1024
#define MAX_AGE (400 * 24 * 60 * 60)
#define MAX_SHOWN_NAME 64
#define PREFIX_SECURE "__Secure-"
#define PREFIX_HOST "__Host-"

/* What a field says, before it is judged. */
typedef struct
{
  char *name;
  char *value;
  char *domain; /* NULL: none named */
  char *path;   /* NULL: none that counts */
  gboolean has_age;
  gint64 age;
  gboolean has_expires;
  gint64 expires;
  gboolean secure;
  gboolean http_only;
  RhSameSite same_site;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->name);
  rh_wipe_string (&parts->value);
  g_free (parts->domain);
  g_free (parts->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

const char *
rh_cookie_verdict_get_code (RhCookieVerdict verdict)
{
  static const char *const codes[] = {
    "kept", "removed", "syntax", "size", "domain", "public-suffix", "insecure", "prefix", "shadows",
  };

  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (codes), NULL);

  return codes[verdict];
}

/* Dates */

typedef struct
{
  gboolean has_time;
  int hour;
  int minute;
  int second;
  int day;   /* 0: not found */
  int month; /* 0: not found */
  int year;  /* -1: not found */
} Date;

/* At most @max digits at *@text, with no further one behind them; -1 if there are none. */
static int
take_digits (const char **text, guint min, guint max)
{
  const char *c = *text;
  int number = 0;
  guint n = 0;

  for (; n < max && g_ascii_isdigit (*c); n++, c++)
    number = number * 10 + (*c - '0');

  if (n < min || g_ascii_isdigit (*c))
    return -1;

  *text = c;
  return number;
}

static gboolean
take_time (const char *token, Date *date)
{
  int numbers[3];

  for (guint i = 0; i < 3; i++)
    {
      numbers[i] = take_digits (&token, 1, 2);
      if (numbers[i] < 0 || (i < 2 && *token++ != ':'))
        return FALSE;
    }

  date->has_time = TRUE;
  date->hour = numbers[0];
  date->minute = numbers[1];
  date->second = numbers[2];

  return TRUE;
}

static int
find_month (const char *token)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (token, months + 3 * i, 3) == 0)
      return i + 1;

  return 0;
}

/* The first thing not found yet that the token can be. */
static void
take_token (const char *token, Date *date)
{
  const char *rest = token;
  int number;

  if (!date->has_time && take_time (token, date))
    return;

  if (date->day == 0 && (number = take_digits (&rest, 1, 2)) >= 0)
    {
      /* 0 is no day, and it is found all the same */
      date->day = number == 0 ? -1 : number;
      return;
    }

  if (date->month == 0 && (date->month = find_month (token)) != 0)
    return;

  rest = token;
  if (date->year < 0)
    date->year = take_digits (&rest, 2, 4);
}

gboolean
rh_cookie_date_parse (const char *text, gint64 *seconds)
{
  g_auto (GStrv) tokens = NULL;
  g_autoptr (GDateTime) time = NULL;
  Date date = { .year = -1 };

  g_return_val_if_fail (text != NULL && seconds != NULL, FALSE);

  tokens = g_strsplit_set (text, "\t !\"#$%&'()*+,-./;<=>?@[\\]^_`{|}~", -1);
  for (guint i = 0; tokens[i] != NULL; i++)
    take_token (tokens[i], &date);

  if (date.year >= 70 && date.year <= 99)
    date.year += 1900;
  else if (date.year >= 0 && date.year <= 69)
    date.year += 2000;
  if (!date.has_time || date.year < 1601 || date.day < 1 || date.month < 1)
    return FALSE;

  time = g_date_time_new_utc (date.year, date.month, date.day, date.hour, date.minute,
                              (double) date.second);
  if (time == NULL)
    return FALSE;

  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

/* Reading */

/* RFC 6265bis: WSP is space and tab. */
static char *
dup_trimmed (const char *start, gsize length)
{
  while (length > 0 && (*start == ' ' || *start == '\t'))
    start++, length--;
  while (length > 0 && (start[length - 1] == ' ' || start[length - 1] == '\t'))
    length--;

  return g_strndup (start, length);
}

static gboolean
has_control (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && *c != '\t')
      return TRUE;

  return FALSE;
}

static void
read_pair (const char *start, gsize length, Parts *parts)
{
  const char *equals = memchr (start, '=', length);

  if (equals == NULL)
    {
      parts->name = g_strdup ("");
      parts->value = dup_trimmed (start, length);
      return;
    }

  parts->name = dup_trimmed (start, (gsize) (equals - start));
  parts->value = dup_trimmed (equals + 1, length - (gsize) (equals - start) - 1);
}

static void
read_max_age (const char *value, Parts *parts)
{
  const char *digits = *value == '-' ? value + 1 : value;
  gsize length = strspn (digits, "0123456789");

  if (length == 0 || digits[length] != '\0')
    return;

  parts->has_age = TRUE;
  parts->age = 0;
  if (digits == value)
    /* a number that is longer than the longest age is that age */
    parts->age = length > 10 ? MAX_AGE : MIN (MAX_AGE, g_ascii_strtoll (value, NULL, 10));
}

static RhSameSite
read_same_site (const char *value)
{
  if (g_ascii_strcasecmp (value, "None") == 0)
    return RH_SAME_SITE_NONE;
  if (g_ascii_strcasecmp (value, "Lax") == 0)
    return RH_SAME_SITE_LAX;
  if (g_ascii_strcasecmp (value, "Strict") == 0)
    return RH_SAME_SITE_STRICT;

  return RH_SAME_SITE_DEFAULT;
}

static void
read_domain (const char *value, Parts *parts)
{
  g_free (parts->domain);
  parts->domain = g_ascii_strdown (*value == '.' ? value + 1 : value, -1);
}

static void
read_path (const char *value, Parts *parts)
{
  g_free (parts->path);
  parts->path = *value == '/' ? g_strdup (value) : NULL;
}

static void
read_attribute (const char *start, gsize length, Parts *parts)
{
  const char *equals = memchr (start, '=', length);
  gsize name_length = equals == NULL ? length : (gsize) (equals - start);
  g_autofree char *name = dup_trimmed (start, name_length);
  g_autofree char *value
      = equals == NULL ? g_strdup ("") : dup_trimmed (equals + 1, length - name_length - 1);

  if (strlen (value) > MAX_ATTRIBUTE)
    return;

  if (g_ascii_strcasecmp (name, "Expires") == 0)
    parts->has_expires = rh_cookie_date_parse (value, &parts->expires) || parts->has_expires;
  else if (g_ascii_strcasecmp (name, "Max-Age") == 0)
    read_max_age (value, parts);
  else if (g_ascii_strcasecmp (name, "Domain") == 0)
    read_domain (value, parts);
  else if (g_ascii_strcasecmp (name, "Path") == 0)
    read_path (value, parts);
  else if (g_ascii_strcasecmp (name, "Secure") == 0)
    parts->secure = TRUE;
  else if (g_ascii_strcasecmp (name, "HttpOnly") == 0)
    parts->http_only = TRUE;
  else if (g_ascii_strcasecmp (name, "SameSite") == 0)
    parts->same_site = read_same_site (value);
}

static void
read_field (const char *field, Parts *parts)
{
  gsize length = strcspn (field, ";");

  read_pair (field, length, parts);
  while (field[length] == ';')
    {
      field += length + 1;
      length = strcspn (field, ";");
      read_attribute (field, length, parts);
    }
}

/* Judging */

static gboolean
has_prefix (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

static RhCookieVerdict
judge_prefix (const Parts *parts, gboolean host_only)
{
  if (*parts->name == '\0')
    return has_prefix (parts->value, PREFIX_SECURE) || has_prefix (parts->value, PREFIX_HOST)
               ? RH_COOKIE_PREFIX
               : RH_COOKIE_KEPT;

  if (has_prefix (parts->name, PREFIX_SECURE) && !parts->secure)
    return RH_COOKIE_PREFIX;
  if (has_prefix (parts->name, PREFIX_HOST)
      && (!parts->secure || !host_only || g_strcmp0 (parts->path, "/") != 0))
    return RH_COOKIE_PREFIX;

  return RH_COOKIE_KEPT;
}

/* An address has no suffix that others could share. */
static gboolean
is_public_suffix (const char *domain)
{
  return !g_hostname_is_ip_address (domain) && soup_tld_domain_is_public_suffix (domain);
}

/* Leaves the domain empty where the cookie is for the host alone. */
static RhCookieVerdict
judge_domain (Parts *parts, const char *host)
{
  if (parts->domain == NULL || *parts->domain == '\0')
    return RH_COOKIE_KEPT;
  if (!g_str_is_ascii (parts->domain))
    return RH_COOKIE_DOMAIN;

  if (is_public_suffix (parts->domain))
    {
      if (strcmp (parts->domain, host) != 0)
        return RH_COOKIE_PUBLIC_SUFFIX;
      g_clear_pointer (&parts->domain, g_free);
      return RH_COOKIE_KEPT;
    }

  return rh_cookie_domain_matches (host, parts->domain) ? RH_COOKIE_KEPT : RH_COOKIE_DOMAIN;
}

/* RFC 6265bis 5.1.4. */
static char *
dup_default_path (const RhUrl *url)
{
  char *path = rh_cookie_dup_path (url);
  char *slash = strrchr (path, '/');

  slash[slash == path ? 1 : 0] = '\0';

  return path;
}

static gint64
find_expiry (const Parts *parts, gint64 now)
{
  if (parts->has_age)
    return parts->age > 0 ? now + parts->age : now;
  if (parts->has_expires)
    return MAX (0, MIN (parts->expires, now + MAX_AGE));

  return RH_COOKIE_NO_EXPIRY;
}

static RhCookie *
make_cookie (const Parts *parts, const char *host, const RhUrl *url, gint64 now)
{
  gboolean host_only = parts->domain == NULL || *parts->domain == '\0';
  g_autofree char *path = parts->path != NULL ? g_strdup (parts->path) : dup_default_path (url);
  g_autoptr (RhSecret) value = rh_secret_new (parts->value, -1);

  return rh_cookie_new (&(RhCookieFields) {
      .name = parts->name,
      .value = value,
      .domain = host_only ? host : parts->domain,
      .host_only = host_only,
      .path = path,
      .expires = find_expiry (parts, now),
      .secure = parts->secure,
      .http_only = parts->http_only,
      .same_site = parts->same_site,
  });
}

RhCookieVerdict
rh_set_cookie_parse (const char *field, const RhUrl *url, gint64 now, RhCookie **cookie)
{
  g_auto (Parts) parts = { 0 };
  g_autofree char *host = NULL;
  RhCookieVerdict verdict;

  g_return_val_if_fail (field != NULL && url != NULL && cookie != NULL, RH_COOKIE_SYNTAX);

  *cookie = NULL;
  if (has_control (field))
    return RH_COOKIE_SYNTAX;

  read_field (field, &parts);
  if (*parts.name == '\0' && *parts.value == '\0')
    return RH_COOKIE_SYNTAX;
  if (strlen (parts.name) + strlen (parts.value) > MAX_SIZE)
    return RH_COOKIE_SIZE;

  host = rh_url_dup_host (url);
  verdict = judge_domain (&parts, host);
  if (verdict == RH_COOKIE_KEPT && parts.secure && !rh_cookie_url_is_secure (url))
    verdict = RH_COOKIE_INSECURE;
  if (verdict == RH_COOKIE_KEPT)
    verdict = judge_prefix (&parts, parts.domain == NULL || *parts.domain == '\0');
  if (verdict != RH_COOKIE_KEPT)
    return verdict;

  *cookie = make_cookie (&parts, host, url, now);

  return rh_cookie_is_expired (*cookie, now) ? RH_COOKIE_REMOVED : RH_COOKIE_KEPT;
}

char *
rh_set_cookie_dup_name (const char *field)
{
  const char *end;
  char *name;

  g_return_val_if_fail (field != NULL, NULL);

  /* without a name the value stands there, and that is nobody's business */
  end = strpbrk (field, "=;");
  if (end == NULL || *end != '=')
    return g_strdup ("");

  name = dup_trimmed (field, MIN ((gsize) (end - field), MAX_SHOWN_NAME));
  for (char *c = name; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      *c = '?';

  return name;
}
