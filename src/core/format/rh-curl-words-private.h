/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command while it is read, for the readers of each shell. */
#pragma once

#include "format/rh-curl-words.h"

G_BEGIN_DECLS

typedef struct
{
  const char *at;
  GPtrArray *commands; /* of RhShellCommand */

  /* the command that is read */
  GPtrArray *words;
  GPtrArray *variables;
  GHashTable *variable_set; /* the same, borrowed */
  GPtrArray *unread;
  char *input_text;
  char *input_file;
  gboolean unfinished;
  GString *comment;       /* what stands before it; empty: nothing */
  gboolean commented;     /* on the line that is read */
  const char *lines_from; /* a line end behind which here-documents stand, up to */
  const char *lines_to;

  /* the word that is read */
  GString *word;
  gboolean in_word; /* "" is a word too */
} RhShellReader;

void rh_shell_reader_add (RhShellReader *self, char c);
/* NULL: no word was begun. (transfer full) */
char *rh_shell_reader_steal_word (RhShellReader *self);
void rh_shell_reader_end_word (RhShellReader *self);
void rh_shell_reader_end_command (RhShellReader *self);
/* At "#", to the end of the line. */
void rh_shell_reader_read_comment (RhShellReader *self);
/* At a line end outside of a command: a comment with a blank line behind it belongs to nothing. */
void rh_shell_reader_end_line (RhShellReader *self);
/* Once each. */
void rh_shell_reader_add_variable (RhShellReader *self, const char *name);

void rh_shell_read_bash (RhShellReader *self);
void rh_shell_read_cmd (RhShellReader *self);
void rh_shell_read_powershell (RhShellReader *self);

G_END_DECLS
