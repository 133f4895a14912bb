/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the name that is being typed. Only what rh-template.h takes for a name counts. */
#define G_LOG_DOMAIN "rh-variable-match"

#include "config.h"

#include "common/rh-variable-match.h"

#include <string.h>

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("_-.$", c) != NULL);
}

static const char *
skip_blanks_back (const char *text, const char *at)
{
  while (at > text && at[-1] == ' ')
    at--;

  return at;
}

gboolean
rh_variable_match_find (const char *text, int cursor, RhVariableMatch *match)
{
  const char *at;
  const char *start;
  const char *open;
  const char *end;
  const char *close;

  if (cursor < 0 || cursor > g_utf8_strlen (text, -1))
    return FALSE;

  at = g_utf8_offset_to_pointer (text, cursor);
  for (start = at; start > text && is_name_char (start[-1]); start--)
    ;
  open = skip_blanks_back (text, start);
  if (open - text < 2 || open[-1] != '{' || open[-2] != '{')
    return FALSE;

  for (end = at; is_name_char (*end); end++)
    ;
  for (close = end; *close == ' '; close++)
    ;
  if (g_str_has_prefix (close, "}}"))
    end = close + 2;

  match->start = (int) g_utf8_pointer_to_offset (text, start);
  match->end = (int) g_utf8_pointer_to_offset (text, end);
  match->typed = g_strndup (start, (gsize) (at - start));
  return TRUE;
}

void
rh_variable_match_clear (RhVariableMatch *match)
{
  g_clear_pointer (&match->typed, g_free);
}

GStrv
rh_variable_match_filter (const char *const *names, const char *typed, guint max)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *wanted = g_ascii_strdown (typed, -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_ascii_strdown (names[i], -1);

      if (g_str_has_prefix (name, wanted))
        g_ptr_array_add (first, g_strdup (names[i]));
      else if (strstr (name, wanted) != NULL)
        g_ptr_array_add (rest, g_strdup (names[i]));
    }

  g_ptr_array_extend_and_steal (first, g_steal_pointer (&rest));
  if (first->len > max)
    g_ptr_array_set_size (first, (gint) max);
  return (GStrv) g_ptr_array_steal (first, NULL);
}
