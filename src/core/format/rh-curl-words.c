/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands and words, whichever shell they were written for: the guess, and what its readers share.
 */
#define G_LOG_DOMAIN "rh-curl-words"

#include "config.h"

#include "format/rh-curl-words-private.h"

#include <string.h>

void
rh_shell_command_free (RhShellCommand *self)
{
  g_strfreev (self->words);
  g_free (self->comment);
  g_free (self->input_text);
  g_free (self->input_file);
  g_strfreev (self->variables);
  g_strfreev (self->unread);
  g_free (self);
}

const char *
rh_shell_skip_prefix (const char *name)
{
  gsize length = strlen (RH_SHELL_PREFIX);

  return g_str_has_prefix (name, RH_SHELL_PREFIX) && name[length] != '\0' ? name + length : name;
}

void
rh_shell_reader_add (RhShellReader *self, char c)
{
  g_string_append_c (self->word, c);
  self->in_word = TRUE;
}

char *
rh_shell_reader_steal_word (RhShellReader *self)
{
  char *word = self->in_word ? g_strndup (self->word->str, self->word->len) : NULL;

  g_string_truncate (self->word, 0);
  self->in_word = FALSE;
  return word;
}

void
rh_shell_reader_end_word (RhShellReader *self)
{
  char *word = rh_shell_reader_steal_word (self);

  if (word != NULL)
    g_ptr_array_add (self->words, word);
}

static GStrv
steal_strv (GPtrArray *strings)
{
  g_ptr_array_add (strings, NULL);
  return (GStrv) g_ptr_array_steal (strings, NULL);
}

void
rh_shell_reader_end_command (RhShellReader *self)
{
  RhShellCommand *command;

  rh_shell_reader_end_word (self);
  if (self->words->len == 0)
    {
      g_clear_pointer (&self->input_text, g_free);
      g_clear_pointer (&self->input_file, g_free);
      return;
    }

  command = g_new0 (RhShellCommand, 1);
  command->words = steal_strv (self->words);
  command->comment = self->comment->len == 0 ? NULL : g_strdup (self->comment->str);
  g_string_truncate (self->comment, 0);
  self->commented = FALSE;
  g_hash_table_remove_all (self->variable_set);
  command->variables = steal_strv (self->variables);
  command->unread = steal_strv (self->unread);
  command->input_text = g_steal_pointer (&self->input_text);
  command->input_file = g_steal_pointer (&self->input_file);
  command->unfinished = self->unfinished;
  self->unfinished = FALSE;
  g_ptr_array_add (self->commands, command);
}

void
rh_shell_reader_read_comment (RhShellReader *self)
{
  gsize length = strcspn (self->at, "\n");
  gsize marks = strspn (self->at, "#");
  g_autofree char *line = g_strstrip (g_strndup (self->at + marks, length - marks));
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  self->at += length;
  if (self->words->len > 0)
    return;

  self->commented = TRUE;
  if (self->comment->len > 0)
    g_string_append_c (self->comment, '\n');
  g_string_append (self->comment, valid);
}

void
rh_shell_reader_end_line (RhShellReader *self)
{
  if (self->words->len == 0 && !self->commented)
    g_string_truncate (self->comment, 0);
  self->commented = FALSE;
}

void
rh_shell_reader_add_variable (RhShellReader *self, const char *name)
{
  char *copy;

  if (g_hash_table_contains (self->variable_set, name))
    return;

  copy = g_strdup (name);
  g_ptr_array_add (self->variables, copy);
  g_hash_table_add (self->variable_set, copy);
}

/* @mark stands at the end of a line that is not the last. */
static gboolean
continues_lines_with (const char *text, char mark)
{
  for (const char *at = strchr (text, mark); at != NULL; at = strchr (at + 1, mark))
    {
      const char *feed = at[1] == '\r' ? at + 2 : at + 1;

      if (*feed == '\n' && feed[1] != '\0')
        return TRUE;
    }

  return FALSE;
}

RhShell
rh_shell_guess (const char *text)
{
  const char *start = text + strspn (text, " \t\r\n");

  if (strstr (text, "^\"") != NULL || continues_lines_with (text, '^'))
    return RH_SHELL_CMD;
  if (g_str_has_prefix (start, "curl.exe") || continues_lines_with (text, '`'))
    return RH_SHELL_POWERSHELL;

  return RH_SHELL_BASH;
}

GPtrArray *
rh_shell_split (const char *text, RhShell shell)
{
  RhShellReader reader = { text };

  g_return_val_if_fail (text != NULL, NULL);

  reader.commands = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_shell_command_free);
  reader.words = g_ptr_array_new_with_free_func (g_free);
  reader.variables = g_ptr_array_new_with_free_func (g_free);
  reader.variable_set = g_hash_table_new (g_str_hash, g_str_equal);
  reader.unread = g_ptr_array_new_with_free_func (g_free);
  reader.comment = g_string_new (NULL);
  reader.word = g_string_new (NULL);

  if (shell == RH_SHELL_CMD)
    rh_shell_read_cmd (&reader);
  else if (shell == RH_SHELL_POWERSHELL)
    rh_shell_read_powershell (&reader);
  else
    rh_shell_read_bash (&reader);
  rh_shell_reader_end_command (&reader);

  g_string_free (reader.word, TRUE);
  g_string_free (reader.comment, TRUE);
  g_hash_table_unref (reader.variable_set);
  g_ptr_array_unref (reader.words);
  g_ptr_array_unref (reader.variables);
  g_ptr_array_unref (reader.unread);
  return reader.commands;
}
