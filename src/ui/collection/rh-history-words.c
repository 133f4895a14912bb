/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history in words. */
#define G_LOG_DOMAIN "rh-history-words"

#include "config.h"

#include "collection/rh-history-words.h"

#include <glib/gi18n.h>
#include <string.h>

static GDateTime *
new_local (gint64 time)
{
  GDateTime *local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  /* The beginning of time is a date at least. */
  return local != NULL ? local : g_date_time_new_from_unix_local (0);
}

guint32
rh_history_words_get_day (gint64 time)
{
  g_autoptr (GDateTime) local = new_local (time);
  g_autoptr (GDate) date = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (local),
                                           (GDateMonth) g_date_time_get_month (local),
                                           (GDateYear) g_date_time_get_year (local));

  return g_date_get_julian (date);
}

char *
rh_history_words_dup_day (gint64 time, gint64 now)
{
  guint32 day = rh_history_words_get_day (time);
  guint32 today = rh_history_words_get_day (now);
  g_autoptr (GDateTime) local = new_local (time);

  if (day == today)
    return g_strdup (_ ("Today"));
  if (day + 1 == today)
    return g_strdup (_ ("Yesterday"));
  /* Translators: a date such as "12 March 2026", see g_date_time_format(). */
  return g_date_time_format (local, _ ("%-d %B %Y"));
}

char *
rh_history_words_dup_time (gint64 time)
{
  g_autoptr (GDateTime) local = new_local (time);

  return g_date_time_format (local, "%X");
}

char *
rh_history_words_dup_status (const RhHistoryFacts *facts)
{
  if (facts->status != 0)
    return g_strdup_printf ("%u", facts->status);
  if (facts->outcome == RH_HISTORY_OUTCOME_CANCELLED)
    /* Translators: of a request in the history, in place of a status. */
    return g_strdup (_ ("Cancelled"));
  /* Translators: of a request in the history, in place of a status. */
  return g_strdup (_ ("Failed"));
}

char *
rh_history_words_dup_title (const RhHistoryFacts *facts)
{
  const char *host = strstr (facts->url, "://");

  if (*facts->name != '\0')
    return g_strdup (facts->name);
  return g_strdup (host != NULL ? host + strlen ("://") : facts->url);
}

static const char *
body_words (RhHistoryBodyState state)
{
  switch (state)
    {
    case RH_HISTORY_BODY_PROTECTED:
      return _ ("Bodies of a protected environment are not kept.");
    case RH_HISTORY_BODY_SECRET:
      return _ ("The body had a secret in it and was not kept.");
    case RH_HISTORY_BODY_TOO_LARGE:
      return _ ("The body was too large to be kept.");
    case RH_HISTORY_BODY_NO_TEXT:
      return _ ("The body was no text and was not kept.");
    case RH_HISTORY_BODY_NONE:
    case RH_HISTORY_BODY_KEPT:
    default:
      return NULL;
    }
}

char *
rh_history_words_dup_note (const RhHistoryFacts *facts, const RhHistoryContent *content)
{
  g_autoptr (GDateTime) local = new_local (facts->time);
  g_autofree char *when = g_date_time_format (local, "%c");
  const char *body = body_words (content->body.state);
  GString *note = g_string_new (NULL);

  /* Translators: the name of an environment, then a date and time. */
  g_string_append_printf (note, _ ("From the history: %s, %s. Secrets are masked."),
                          facts->environment, when);
  if (body != NULL)
    g_string_append_printf (note, " %s", body);
  if (content->masked_typed)
    g_string_append_printf (
        note, " %s", _ ("What is masked in the request has to be typed again before sending."));
  return g_string_free (note, FALSE);
}
