/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapes of secrets, in one pass over the text. */
#define _GNU_SOURCE /* memmem */
#define G_LOG_DOMAIN "rh-token-find"

#include "config.h"

#include "text/rh-token-find.h"

#include <string.h>

#define BEGIN "-----BEGIN "
#define KIND "PRIVATE KEY"
#define DASHES "-----"
#define END "-----END "
/* "-----BEGIN". Most words are shorter. */
#define SHORTEST 10

/* How they begin, and how long they are at least. */
static const struct
{
  const char *prefix;
  gsize length;
} shapes[] = {
  { "AIza", 39 },        { "SG.", 40 },      { "dop_v1_", 40 },  { "gho_", 36 },
  { "ghp_", 36 },        { "ghr_", 36 },     { "ghs_", 36 },     { "ghu_", 36 },
  { "github_pat_", 40 }, { "glpat-", 26 },   { "npm_", 36 },     { "pypi-", 40 },
  { "rk_live_", 24 },    { "rk_test_", 24 }, { "shpat_", 36 },   { "shpss_", 36 },
  { "sk-ant-", 40 },     { "sk-proj-", 40 }, { "sk_live_", 24 }, { "sk_test_", 24 },
  { "whsec_", 24 },      { "xapp-", 24 },    { "xoxa-", 24 },    { "xoxb-", 24 },
  { "xoxp-", 24 },       { "xoxr-", 24 },    { "xoxs-", 24 },    { "ya29.", 30 },
};

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '.';
}

static gsize
find (const char *text, gsize at, gsize length, const char *wanted)
{
  const char *found = memmem (text + at, length - at, wanted, strlen (wanted));

  return found == NULL ? length : (gsize) (found - text);
}

static gboolean
begins (const char *text, gsize length, const char *with)
{
  gsize n = strlen (with);

  return length >= n && memcmp (text, with, n) == 0;
}

/* Without an end it goes on to the end of the text. */
static gboolean
is_private_key (const char *text, gsize length, gsize start, gsize *end)
{
  gsize kind = find (text, start + strlen (BEGIN), length, DASHES);
  gsize last;

  if (kind == length || kind - start < strlen (BEGIN) + strlen (KIND)
      || !begins (text + kind - strlen (KIND), strlen (KIND), KIND))
    return FALSE;

  last = find (text, kind, length, END);
  *end = last == length ? length : find (text, last + strlen (END), length, DASHES);
  *end = MIN (*end + strlen (DASHES), length);
  return TRUE;
}

/* In JSON a line feed before it is a "n", and so a part of the word. */
static gboolean
find_private_key (const char *text, gsize length, gsize word_end, gsize *start, gsize *end)
{
  for (gsize at = *start; at < word_end; at++)
    if (text[at] == '-' && begins (text + at, length - at, BEGIN)
        && is_private_key (text, length, at, end))
      {
        *start = at;
        return TRUE;
      }

  return FALSE;
}

/* @end: of the word. */
static gboolean
is_key (const char *text, gsize start, gsize *end)
{
  /* a dot that ends a sentence */
  while (*end > start && text[*end - 1] == '.')
    *end -= 1;

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (*end - start >= shapes[i].length && begins (text + start, *end - start, shapes[i].prefix))
      return TRUE;

  return FALSE;
}

gboolean
rh_token_find (const char *text, gsize length, gsize from, gsize *start, gsize *end)
{
  gsize at = from;

  g_return_val_if_fail (text != NULL, FALSE);

  while (at < length)
    {
      gsize word = at;

      while (word < length && is_word (text[word]))
        word++;
      *start = at;
      if (word - at >= SHORTEST && find_private_key (text, length, word, start, end))
        return TRUE;
      *end = word;
      if (word - at >= SHORTEST && is_key (text, at, end))
        return TRUE;
      at = word + 1;
    }

  return FALSE;
}
