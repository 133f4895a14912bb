/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a Bourne shell: quotes, $'…', variables, here-documents. What would be run stays as
 * it was written, and is listed. */
#define G_LOG_DOMAIN "rh-curl-words-bash"

#include "config.h"

#include "format/rh-curl-words-private.h"

#include <string.h>

#define NAME_START G_CSET_A_2_Z G_CSET_a_2_z "_"
#define NAME_CHARACTERS NAME_START G_CSET_DIGITS
#define BLANKS " \t\r"

static void read_word (RhShellReader *self);

static void
append (RhShellReader *self, const char *text, gsize length)
{
  g_string_append_len (self->word, text, (gssize) length);
  self->in_word = TRUE;
}

/* Past @length bytes that only a shell can fill in. */
static void
keep_unread (RhShellReader *self, gsize length)
{
  append (self, self->at, length);
  g_ptr_array_add (self->unread, g_strndup (self->at, length));
  self->at += length;
}

/* Escapes */

static guint32
read_number (RhShellReader *self, guint base, guint max_digits)
{
  guint32 number = 0;

  for (guint i = 0; i < max_digits; i++)
    {
      int digit = g_ascii_xdigit_value (*self->at);

      if (digit < 0 || (guint) digit >= base)
        break;
      number = number * base + (guint32) digit;
      self->at++;
    }

  return number;
}

static void
add_character (RhShellReader *self, guint32 number)
{
  gboolean is_character = number < 0xD800 || (number > 0xDFFF && number <= 0x10FFFF);

  g_string_append_unichar (self->word, is_character ? number : 0xFFFD);
}

/* Behind a backslash within $'…'. FALSE: a NUL, where bash ends the string. */
static gboolean
read_ansi_escape (RhShellReader *self)
{
  static const char letters[] = "abeEfnrtv\\'\"?";
  static const char bytes[] = "\a\b\033\033\f\n\r\t\v\\'\"?";
  char c = *self->at;
  const char *letter = strchr (letters, c);
  gboolean octal = c >= '0' && c <= '7';
  gboolean hex = c == 'x' && g_ascii_isxdigit (self->at[1]);
  gboolean unicode = (c == 'u' || c == 'U') && g_ascii_isxdigit (self->at[1]);
  guint32 number;

  if (!octal && !hex && !unicode)
    {
      self->at++;
      if (letter == NULL)
        g_string_append_c (self->word, '\\');
      g_string_append_c (self->word, letter == NULL ? c : bytes[letter - letters]);
      return TRUE;
    }

  self->at += octal ? 0 : 1;
  number = read_number (self, octal ? 8 : 16, octal ? 3 : hex ? 2 : c == 'u' ? 4 : 8);
  if (number == 0)
    return FALSE;
  if (octal || hex)
    g_string_append_c (self->word, (char) number);
  else
    add_character (self, number);
  return TRUE;
}

static void
skip_to_quote (RhShellReader *self)
{
  while (*self->at != '\0' && *self->at != '\'')
    self->at += *self->at == '\\' && self->at[1] != '\0' ? 2 : 1;
}

/* \cx is the control character of x. */
static void
read_control (RhShellReader *self)
{
  g_string_append_c (self->word, (char) (self->at[1] & 0x1F));
  self->at += 2;
}

static void
end_quote (RhShellReader *self)
{
  if (*self->at == '\0')
    self->unfinished = TRUE;
  else
    self->at++;
}

/* From behind $'. */
static void
read_ansi (RhShellReader *self)
{
  self->in_word = TRUE;
  while (*self->at != '\0' && *self->at != '\'')
    {
      if (*self->at != '\\' || self->at[1] == '\0')
        {
          g_string_append_c (self->word, *self->at++);
          continue;
        }

      self->at++;
      if (*self->at == 'c' && (guchar) self->at[1] >= '@')
        read_control (self);
      else if (!read_ansi_escape (self))
        skip_to_quote (self);
    }

  end_quote (self);
}

/* Variables */

static void
add_variable (RhShellReader *self, const char *name, gsize length)
{
  g_autofree char *copy = g_strndup (name, length);
  const char *plain = rh_shell_skip_prefix (copy);

  append (self, "{{", 2);
  append (self, plain, strlen (plain));
  append (self, "}}", 2);
  rh_shell_reader_add_variable (self, plain);
}

/* To behind the bracket that closes the one at @at; to the end if there is none. */
static gsize
bracket_length (const char *at, char open, char close)
{
  guint depth = 0;
  gsize length = 0;

  for (; at[length] != '\0'; length++)
    {
      if (at[length] == open)
        depth++;
      else if (at[length] == close && --depth == 0)
        return length + 1;
    }

  return length;
}

/* At "$", not before a quote. */
static void
read_dollar (RhShellReader *self)
{
  const char *name = self->at + 1;
  gsize length;

  if (*name == '(')
    {
      keep_unread (self, 1 + bracket_length (name, '(', ')'));
      return;
    }

  if (*name == '{')
    {
      length = strspn (name + 1, NAME_CHARACTERS);
      if (length == 0 || g_ascii_isdigit (name[1]) || name[1 + length] != '}')
        {
          keep_unread (self, 1 + bracket_length (name, '{', '}'));
          return;
        }
      add_variable (self, name + 1, length);
      self->at = name + length + 2;
      return;
    }

  if (*name != '\0' && strchr (NAME_START, *name) != NULL)
    {
      length = strspn (name, NAME_CHARACTERS);
      add_variable (self, name, length);
      self->at = name + length;
    }
  else if (*name != '\0' && strchr ("?#$!@*" G_CSET_DIGITS, *name) != NULL)
    keep_unread (self, 2);
  else
    append (self, self->at++, 1);
}

static void
read_backquoted (RhShellReader *self)
{
  gsize length = 1;

  while (self->at[length] != '\0' && self->at[length] != '`')
    length += self->at[length] == '\\' && self->at[length + 1] != '\0' ? 2 : 1;

  keep_unread (self, self->at[length] == '`' ? length + 1 : length);
}

/* Quotes */

static gboolean
skip_line_end (RhShellReader *self)
{
  gsize length = self->at[0] == '\n' ? 1 : self->at[0] == '\r' && self->at[1] == '\n' ? 2 : 0;

  self->at += length;
  return length > 0;
}

/* One piece of what stands in double quotes, or in a here-document. */
static void
read_double_piece (RhShellReader *self, const char *escapable)
{
  if (*self->at == '$')
    read_dollar (self);
  else if (*self->at == '`')
    read_backquoted (self);
  else if (*self->at == '\\' && self->at[1] != '\0')
    {
      self->at++;
      if (skip_line_end (self))
        return;
      if (strchr (escapable, *self->at) == NULL)
        append (self, "\\", 1);
      append (self, self->at++, 1);
    }
  else
    append (self, self->at++, 1);
}

static void
read_double (RhShellReader *self)
{
  self->in_word = TRUE;
  while (*self->at != '\0' && *self->at != '"')
    read_double_piece (self, "$`\"\\");

  end_quote (self);
}

static void
read_single (RhShellReader *self)
{
  gsize length = strcspn (self->at, "'");

  append (self, self->at, length);
  self->at += length;
  end_quote (self);
}

/* Redirections */

/* The lines from here to one that is @end alone. */
static char *
read_lines (RhShellReader *self, const char *end, gboolean strip_tabs)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  while (*self->at != '\0')
    {
      gsize length = strcspn (self->at, "\n");
      gsize tabs = strip_tabs ? strspn (self->at, "\t") : 0;
      g_autofree char *line = g_strndup (self->at + tabs, length - tabs);

      self->at += length + (self->at[length] == '\n' ? 1 : 0);
      g_strchomp (line);
      if (g_str_equal (line, end))
        return g_string_free_and_steal (g_steal_pointer (&lines));
      g_string_append_printf (lines, "%s\n", line);
    }

  self->unfinished = TRUE;
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

/* What an unquoted here-document becomes. */
static char *
expand_lines (RhShellReader *self, const char *lines)
{
  self->at = lines;
  self->in_word = TRUE;
  while (*self->at != '\0')
    read_double_piece (self, "$`\\");

  return rh_shell_reader_steal_word (self);
}

/* The lines begin behind this one, which goes on first. */
static void
read_here_document (RhShellReader *self)
{
  gboolean strip_tabs = *self->at == '-';
  const char *after;
  gboolean literal;
  g_autofree char *end = NULL;
  g_autofree char *lines = NULL;

  self->at += strip_tabs ? 1 : 0;
  self->at += strspn (self->at, BLANKS);
  literal = *self->at != '\0' && strchr ("'\"\\", *self->at) != NULL;
  read_word (self);
  end = rh_shell_reader_steal_word (self);
  after = self->at;
  if (self->lines_from == NULL || self->lines_from < after)
    {
      self->lines_from = after + strcspn (after, "\n");
      self->lines_to = self->lines_from + (*self->lines_from == '\n' ? 1 : 0);
    }

  self->at = self->lines_to;
  lines = read_lines (self, end == NULL ? "" : end, strip_tabs);
  self->lines_to = self->at;
  g_free (self->input_text);
  self->input_text = literal ? g_steal_pointer (&lines) : expand_lines (self, lines);
  self->at = after;
}

/* At "<" or ">". */
static void
read_redirection (RhShellReader *self)
{
  gsize length = strspn (self->at, "<>&|");
  g_autofree char *sign = g_strndup (self->at, length);
  g_autofree char *target = NULL;

  self->at += length;
  if (g_str_equal (sign, "<<"))
    {
      read_here_document (self);
      return;
    }

  self->at += strspn (self->at, BLANKS);
  read_word (self);
  target = rh_shell_reader_steal_word (self);
  if (g_str_equal (sign, "<<<"))
    {
      g_free (self->input_text);
      self->input_text = g_strconcat (target == NULL ? "" : target, "\n", NULL);
    }
  else if (g_str_equal (sign, "<"))
    {
      g_free (self->input_file);
      self->input_file = g_steal_pointer (&target);
    }
}

/* The number before ">" belongs to it. */
static gboolean
is_descriptor (RhShellReader *self)
{
  return self->in_word && self->word->len == 1 && g_ascii_isdigit (self->word->str[0]);
}

/* Words */

/* To the end of a word; nothing if there is none. */
static void
read_word (RhShellReader *self)
{
  while (*self->at != '\0' && strchr (BLANKS "\n;&|<>()", *self->at) == NULL)
    {
      char c = *self->at;

      if (c == '\'' || c == '"' || (c == '$' && (self->at[1] == '\'' || self->at[1] == '"')))
        {
          char quote = c == '$' ? self->at[1] : c;

          self->at += c == '$' ? 2 : 1;
          if (quote == '"')
            read_double (self);
          else if (c == '$')
            read_ansi (self);
          else
            read_single (self);
        }
      else if (c == '\\' && self->at[1] != '\0')
        {
          self->at++;
          if (!skip_line_end (self))
            rh_shell_reader_add (self, *self->at++);
        }
      else
        read_double_piece (self, "");
    }
}

void
rh_shell_read_bash (RhShellReader *self)
{
  while (*self->at != '\0')
    {
      if (strchr (BLANKS, *self->at) != NULL)
        {
          rh_shell_reader_end_word (self);
          self->at++;
        }
      else if (*self->at == '#' && !self->in_word)
        rh_shell_reader_read_comment (self);
      else if (*self->at == '<' || *self->at == '>' || (self->at[0] == '&' && self->at[1] == '>'))
        {
          if (is_descriptor (self))
            g_free (rh_shell_reader_steal_word (self));
          rh_shell_reader_end_word (self);
          self->at += *self->at == '&' ? 1 : 0;
          read_redirection (self);
        }
      else if (strchr ("\n;&|()", *self->at) != NULL)
        {
          rh_shell_reader_end_command (self);
          if (*self->at == '\n')
            rh_shell_reader_end_line (self);
          self->at = self->at == self->lines_from ? self->lines_to : self->at + 1;
        }
      else
        read_word (self);
    }
}
