/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that somebody copied from a terminal, split into commands and words as the shell that it was
 * written for would. Nothing is run, looked up or expanded. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RH_SHELL_BASH, /* and every other Bourne shell */
  RH_SHELL_CMD,
  RH_SHELL_POWERSHELL,
} RhShell;

/* One command. What the shell would have filled in is kept apart, because only it knows how. */
typedef struct
{
  GStrv words;         /* without quotes; may not be UTF-8, if it says so in bytes */
  char *comment;       /* the lines of comment right before it, without "#"; NULL: none */
  char *input_text;    /* what stands in the command for standard input; NULL */
  char *input_file;    /* the file that standard input comes from; NULL */
  GStrv variables;     /* $NAME, which stands in the words as {{NAME}} */
  GStrv unread;        /* `…`, $(…), ${a:-b}: stand in the words as they were written */
  gboolean unfinished; /* a quote that never ends */
} RhShellCommand;

void rh_shell_command_free (RhShellCommand *self);

/* What the variables begin with that a command of ours takes its secrets from: nothing else in a
 * user's shell does, whatever a collection calls its secrets. */
#define RH_SHELL_PREFIX "REHEARSAL_"
/* "REHEARSAL_API_KEY" is API_KEY here, and any other name is itself. A part of @name. */
const char *rh_shell_skip_prefix (const char *name);

/* By its line ends and quotes. */
RhShell rh_shell_guess (const char *text);
/* Every command that has a word, in order. Where output goes is left out, and comments but
 * those right before a command of a Bourne shell.
 * (transfer full) (element RhShellCommand) */
GPtrArray *rh_shell_split (const char *text, RhShell shell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhShellCommand, rh_shell_command_free)

G_END_DECLS
