/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two texts, compared from both ends. */
#define G_LOG_DOMAIN "rh-text-edit"

#include "config.h"

#include "text/rh-text-edit.h"

#include <string.h>

/* A byte in the middle of a character. */
static gboolean
is_inside (char byte)
{
  return ((guchar) byte & 0xC0) == 0x80;
}

static gsize
count_same_start (const char *a, const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && (is_inside (a[n]) || is_inside (b[n])))
    n--;
  return n;
}

static gsize
count_same_end (const char *a, gsize a_length, const char *b, gsize b_length)
{
  gsize max = MIN (a_length, b_length);
  gsize n = 0;

  while (n < max && a[a_length - n - 1] == b[b_length - n - 1])
    n++;
  while (n > 0 && is_inside (a[a_length - n]))
    n--;
  return n;
}

RhTextEdit *
rh_text_edit_find (const char *before, const char *after)
{
  RhTextEdit *self;
  gsize start;
  gsize end;
  gsize n_before;
  gsize n_after;

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  if (g_str_equal (before, after))
    return NULL;

  start = count_same_start (before, after);
  n_before = strlen (before + start);
  n_after = strlen (after + start);
  end = count_same_end (before + start, n_before, after + start, n_after);
  self = g_new (RhTextEdit, 1);
  self->start = start;
  self->removed = g_strndup (before + start, n_before - end);
  self->inserted = g_strndup (after + start, n_after - end);
  return self;
}

void
rh_text_edit_free (RhTextEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->removed);
  g_free (self->inserted);
  g_free (self);
}

char *
rh_text_edit_apply (const RhTextEdit *self, const char *text, gboolean back)
{
  const char *gone = back ? self->inserted : self->removed;
  GString *result;

  g_return_val_if_fail (strlen (text) >= self->start + strlen (gone), NULL);

  result = g_string_new_len (text, (gssize) self->start);
  g_string_append (result, back ? self->removed : self->inserted);
  g_string_append (result, text + self->start + strlen (gone));
  return g_string_free_and_steal (result);
}

static void
append (char **text, const char *more)
{
  char *all = g_strconcat (*text, more, NULL);

  g_free (*text);
  *text = all;
}

static void
prepend (char **text, const char *more)
{
  char *all = g_strconcat (more, *text, NULL);

  g_free (*text);
  *text = all;
}

gboolean
rh_text_edit_join (RhTextEdit *self, const RhTextEdit *next)
{
  gboolean inserts = *next->removed == '\0';
  gboolean removes = *next->inserted == '\0' && *self->inserted == '\0';

  if (inserts && next->start == self->start + strlen (self->inserted))
    {
      append (&self->inserted, next->inserted);
      return TRUE;
    }
  if (removes && next->start == self->start)
    {
      append (&self->removed, next->removed);
      return TRUE;
    }
  if (removes && next->start + strlen (next->removed) == self->start)
    {
      prepend (&self->removed, next->removed);
      self->start = next->start;
      return TRUE;
    }

  return FALSE;
}
