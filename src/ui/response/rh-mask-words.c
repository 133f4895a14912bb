/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that writes what looks like a mask sees it translated as well, and gains nothing. */
#define G_LOG_DOMAIN "rh-mask-words"

#include "config.h"

#include "response/rh-mask-words.h"

#include "response/rh-format.h"
#include "text/rh-secret.h"

#include <glib/gi18n.h>

static gboolean
translate_cb (const GMatchInfo *info, GString *out, gpointer data)
{
  g_autofree char *shown = g_match_info_fetch (info, 1);
  g_autofree char *length = g_match_info_fetch (info, 2);
  gulong n = (gulong) g_ascii_strtoull (length, NULL, 10);
  g_autofree char *count = rh_format_count (n);

  g_string_append_printf (out,
                          /* Translators: a secret that is masked, as “••••” or by its first letters
                           * and “…”; then its length. */
                          ngettext ("%s (%s character)", "%s (%s characters)", n), shown, count);
  return FALSE;
}

char *
rh_mask_words_dup (const char *text)
{
  g_autoptr (GRegex) mask = NULL;
  char *words;

  g_return_val_if_fail (text != NULL, NULL);

  mask = g_regex_new (RH_MASK_PATTERN, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  words = g_regex_replace_eval (mask, text, -1, 0, G_REGEX_MATCH_DEFAULT, translate_cb, NULL, NULL);
  return words != NULL ? words : g_strdup (text);
}
