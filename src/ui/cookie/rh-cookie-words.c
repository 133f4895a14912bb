/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cookie in words. */
#define G_LOG_DOMAIN "rh-cookie-words"

#include "config.h"

#include "cookie/rh-cookie-words.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
dup_end (const RhCookieFields *fields, gint64 now)
{
  g_autoptr (GDateTime) end = NULL;

  if (fields->expires == RH_COOKIE_NO_EXPIRY)
    /* Translators: when a cookie ends: with the session. */
    return g_strdup (_ ("Session"));
  end = g_date_time_new_from_unix_local (fields->expires);
  if (end == NULL)
    return g_strdup (_ ("No end in sight"));

  /* Translators: a date and a time such as "3 December 2026, 14:00", see g_date_time_format(). */
  return g_date_time_format (end, fields->expires > now ? _ ("Until %-d %B %Y, %H:%M")
                                                        : _ ("Ended %-d %B %Y, %H:%M"));
}

static const char *
same_site_words (RhSameSite same_site)
{
  switch (same_site)
    {
    case RH_SAME_SITE_NONE:
      return "SameSite None";
    case RH_SAME_SITE_LAX:
      return "SameSite Lax";
    case RH_SAME_SITE_STRICT:
      return "SameSite Strict";
    case RH_SAME_SITE_DEFAULT:
    default:
      return NULL;
    }
}

char *
rh_cookie_words_dup_detail (RhCookie *cookie, gint64 now)
{
  const RhCookieFields *fields = rh_cookie_get_fields (cookie);
  g_autofree char *path = g_utf8_make_valid (fields->path, -1);
  g_autofree char *end = dup_end (fields, now);
  const char *words[6] = { path, end };
  guint n = 2;

  if (!fields->host_only)
    words[n++] = _ ("Subdomains too");
  if (fields->secure)
    /* Translators: an attribute of cookies: over https only. */
    words[n++] = _ ("Secure");
  if (fields->http_only)
    words[n++] = _ ("HTTP only");
  if (same_site_words (fields->same_site) != NULL)
    {
      g_autofree char *some = g_strjoinv (" · ", (GStrv) words);

      return g_strconcat (some, " · ", same_site_words (fields->same_site), NULL);
    }

  return g_strjoinv (" · ", (GStrv) words);
}

char *
rh_cookie_words_dup_name (RhCookie *cookie)
{
  const char *name = rh_cookie_get_fields (cookie)->name;

  return *name != '\0' ? g_utf8_make_valid (name, -1) : g_strdup (_ ("(no name)"));
}

char *
rh_cookie_words_dup_value (RhCookie *cookie)
{
  gsize length;
  const char *value = rh_secret_peek (rh_cookie_get_fields (cookie)->value, &length);

  return g_utf8_make_valid (value, (gssize) length);
}

gboolean
rh_cookie_words_match (RhCookie *cookie, const char *text)
{
  const RhCookieFields *fields = rh_cookie_get_fields (cookie);
  g_autofree char *all = g_strjoin ("\n", fields->name, fields->domain, fields->path, NULL);
  g_autofree char *valid = g_utf8_make_valid (all, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  return strstr (folded, wanted) != NULL;
}

/* --- Times --------------------------------------------------------------------------------------
 */

char *
rh_cookie_words_dup_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = NULL;

  if (seconds == RH_COOKIE_NO_EXPIRY)
    return g_strdup ("");
  time = g_date_time_new_from_unix_local (seconds);
  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

gboolean
rh_cookie_words_parse_time (const char *text, gint64 *seconds)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *iso = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (*stripped == '\0')
    {
      *seconds = RH_COOKIE_NO_EXPIRY;
      return TRUE;
    }

  g_strdelimit (stripped, " ", 'T');
  /* A day alone ends with itself. */
  if (strchr (stripped, 'T') == NULL)
    iso = g_strconcat (stripped, "T23:59:59", NULL);
  else
    iso = strlen (stripped) == strlen ("2026-12-03T14:00") ? g_strconcat (stripped, ":00", NULL)
                                                           : g_strdup (stripped);
  time = g_date_time_new_from_iso8601 (iso, here);
  if (time == NULL || g_date_time_to_unix (time) < 0)
    return FALSE;

  *seconds = g_date_time_to_unix (time);
  return TRUE;
}

const char *
rh_cookie_words_get_fault (RhTypedCookieFault fault)
{
  switch (fault)
    {
    case RH_TYPED_COOKIE_NAME:
      return _ ("A name has no “=”, no “;”, no line break and no space at its ends.");
    case RH_TYPED_COOKIE_VALUE:
      return _ ("A value has no “;”, no line break and no space at its ends, and without a name no "
                "“=”.");
    case RH_TYPED_COOKIE_EMPTY:
      return _ ("Give it a name or a value.");
    case RH_TYPED_COOKIE_SIZE:
      return _ ("Name and value are longer than servers take: 4,096 bytes.");
    case RH_TYPED_COOKIE_DOMAIN:
      return _ ("This is no host name, such as api.example.com.");
    case RH_TYPED_COOKIE_PATH:
      return _ ("A path starts with “/” and has no “;”.");
    case RH_TYPED_COOKIE_GOOD:
    default:
      return NULL;
    }
}
