/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What completion of {{names}} works with, without widgets: where a name is being typed, and which
 * names fit. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Offsets in characters. */
typedef struct
{
  int start;   /* of the name, after "{{" and blanks */
  int end;     /* of what is to be replaced: the whole name around the cursor, and "}}" after it */
  char *typed; /* from start to the cursor */
} RhVariableMatch;

/* FALSE: no name is being typed at @cursor, and @match is left alone. */
gboolean rh_variable_match_find (const char *text, int cursor, RhVariableMatch *match);
void rh_variable_match_clear (RhVariableMatch *match);
/* Those that begin with @typed, then those that have it somewhere, whatever the case. */
GStrv rh_variable_match_filter (const char *const *names, const char *typed, guint max);

G_END_DECLS
