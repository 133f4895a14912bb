/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads Link as RFC 8288 appendix B.2 does: commas and semicolons within quotes or angle brackets
 * part nothing, and what is malformed is skipped, never fatal. */
#define G_LOG_DOMAIN "rh-link"

#include "config.h"

#include "http/rh-link.h"

#include "http/rh-quoted.h"

#include <string.h>

#define SPACE " \t"

typedef struct
{
  char *target;
  char *relation; /* words; the first "rel" counts */
  gboolean anchored;
} Link;

static void
link_clear (Link *link)
{
  g_clear_pointer (&link->target, g_free);
  g_clear_pointer (&link->relation, g_free);
  link->anchored = FALSE;
}

static char *
take_until (const char **at, const char *stops)
{
  gsize length = strcspn (*at, stops);
  char *text = g_strndup (*at, length);

  *at += length;
  return g_strstrip (text);
}

/* Behind ";". */
static void
take_param (const char **at, Link *link)
{
  g_autofree char *name = take_until (at, "=;,");
  g_autofree char *value = NULL;

  if (**at == '=')
    {
      *at += 1;
      *at += strspn (*at, SPACE);
      value = **at == '"' ? rh_quoted_take (at) : take_until (at, ";,");
    }

  if (g_ascii_strcasecmp (name, "rel") == 0 && link->relation == NULL)
    link->relation = g_steal_pointer (&value);
  else if (g_ascii_strcasecmp (name, "anchor") == 0)
    link->anchored = TRUE;
}

/* FALSE at the end of the field. */
static gboolean
take_link (const char **at, Link *link)
{
  link_clear (link);
  *at += strspn (*at, SPACE ",");
  if (**at == '\0')
    return FALSE;
  if (**at != '<')
    {
      *at += strcspn (*at, ",");
      return TRUE;
    }

  *at += 1;
  link->target = take_until (at, ">");
  if (**at == '>')
    *at += 1;
  for (*at += strspn (*at, SPACE); **at == ';'; *at += strspn (*at, SPACE))
    {
      *at += 1;
      take_param (at, link);
    }

  return TRUE;
}

static gboolean
is_of (const Link *link, const char *relation)
{
  g_auto (GStrv) words = NULL;

  if (link->target == NULL || link->relation == NULL || link->anchored)
    return FALSE;

  words = g_strsplit_set (link->relation, SPACE, -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], relation) == 0)
      return TRUE;

  return FALSE;
}

static char *
find_in_field (const char *value, const char *relation)
{
  Link link = { 0 };
  char *target = NULL;

  while (target == NULL && take_link (&value, &link))
    if (is_of (&link, relation))
      target = g_steal_pointer (&link.target);

  link_clear (&link);
  return target;
}

char *
rh_link_find (RhHeaders *headers, const char *relation)
{
  char *target = NULL;

  g_return_val_if_fail (headers != NULL, NULL);
  g_return_val_if_fail (relation != NULL, NULL);

  for (guint i = 0; target == NULL && i < rh_headers_get_length (headers); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), "Link") == 0)
      target = find_in_field (rh_text_peek (rh_headers_nth_value (headers, i), NULL), relation);

  return target;
}
