/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the two shells of Windows, as browsers write them. cmd takes out its carets first,
 * then the program splits the line by the rules of Microsoft's C library. */
#define G_LOG_DOMAIN "rh-curl-words-windows"

#include "config.h"

#include "format/rh-curl-words-private.h"

#include <string.h>

#define BLANKS " \t\r"

/* cmd */

/* From behind "^": the next character means itself, and a line end is taken out with it. */
static const char *
append_escaped (GString *line, const char *at)
{
  at += *at == '\r' ? 1 : 0;
  if (*at == '\n')
    at += at[1] == '\r' ? 2 : 1;
  if (*at != '\0')
    g_string_append_c (line, *at++);

  return at;
}

/* One line without carets. Returns where the next begins. */
static const char *
take_line (const char *at, GString *line)
{
  gboolean quoted = FALSE;

  while (*at != '\0' && (*at != '\n' || quoted))
    {
      if (!quoted && *at == '^')
        {
          at = append_escaped (line, at + 1);
          continue;
        }
      if (!quoted && (*at == '&' || *at == '|'))
        break;
      quoted ^= *at == '"';
      g_string_append_c (line, *at++);
    }

  return *at == '\0' ? at : at + 1;
}

/* 2n backslashes before a quote are n, and one more makes the quote mean itself. */
static void
read_backslashes (RhShellReader *self)
{
  gsize n = strspn (self->at, "\\");
  gboolean before_quote = self->at[n] == '"';

  for (gsize i = 0; i < (before_quote ? n / 2 : n); i++)
    rh_shell_reader_add (self, '\\');
  self->at += n;
  if (before_quote && n % 2 == 1)
    rh_shell_reader_add (self, *self->at++);
}

static void
read_arguments (RhShellReader *self)
{
  gboolean quoted = FALSE;

  while (*self->at != '\0')
    {
      if (*self->at == '\\')
        read_backslashes (self);
      else if (*self->at == '"' && quoted && self->at[1] == '"')
        {
          rh_shell_reader_add (self, '"');
          self->at += 2;
        }
      else if (*self->at == '"')
        {
          quoted = !quoted;
          self->in_word = TRUE;
          self->at++;
        }
      else if (!quoted && strchr (BLANKS "\n", *self->at) != NULL)
        {
          rh_shell_reader_end_word (self);
          self->at++;
        }
      else
        rh_shell_reader_add (self, *self->at++);
    }

  self->unfinished = quoted;
}

void
rh_shell_read_cmd (RhShellReader *self)
{
  const char *at = self->at;

  while (*at != '\0')
    {
      g_autoptr (GString) line = g_string_new (NULL);

      at = take_line (at, line);
      self->at = line->str;
      read_arguments (self);
      rh_shell_reader_end_command (self);
    }
}

/* PowerShell */

/* Behind a backquote. */
static void
read_backquoted (RhShellReader *self)
{
  static const char letters[] = "0abefnrtv";
  static const char bytes[] = "\0\a\b\033\f\n\r\t\v";
  const char *letter;

  self->at += self->at[0] == '\r' && self->at[1] == '\n' ? 1 : 0;
  if (*self->at == '\0')
    return;

  letter = strchr (letters, *self->at);
  if (letter == NULL && *self->at != '\n')
    rh_shell_reader_add (self, *self->at);
  else if (letter != NULL && letter > letters)
    rh_shell_reader_add (self, bytes[letter - letters]);
  self->at++;
}

/* From behind the quote, which means itself when it is there twice. */
static void
read_quoted (RhShellReader *self, char quote)
{
  self->in_word = TRUE;
  while (*self->at != '\0')
    {
      if (*self->at == '`' && quote == '"')
        {
          self->at++;
          read_backquoted (self);
          continue;
        }
      if (*self->at == quote && self->at[1] != quote)
        break;
      self->at += *self->at == quote ? 1 : 0;
      rh_shell_reader_add (self, *self->at++);
    }

  if (*self->at == '\0')
    self->unfinished = TRUE;
  else
    self->at++;
}

void
rh_shell_read_powershell (RhShellReader *self)
{
  while (*self->at != '\0')
    {
      char c = *self->at++;

      if (c == '\'' || c == '"')
        read_quoted (self, c);
      else if (c == '`')
        read_backquoted (self);
      else if (strchr (BLANKS, c) != NULL)
        rh_shell_reader_end_word (self);
      else if (c == '#' && !self->in_word)
        self->at += strcspn (self->at, "\n");
      else if (strchr ("\n;|", c) != NULL)
        rh_shell_reader_end_command (self);
      else
        rh_shell_reader_add (self, c);
    }
}
