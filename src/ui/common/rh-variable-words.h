/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about a {{variable}}, and how it looks where it stands. */
#pragma once

#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  RH_VARIABLE_LOOK_UNKNOWN, /* underlined */
  RH_VARIABLE_LOOK_SECRET,  /* italic */
  RH_VARIABLE_LOOK_KNOWN,
} RhVariableLook;

RhVariableLook rh_variable_words_look (RhVariableScope *scope, const char *name);
/* For the theme as it is now. Colour never stands alone. */
void rh_variable_words_color (RhVariableLook look, GdkRGBA *color);
/* "Environment", "Collection", "Made for each request". */
const char *rh_variable_words_source (RhSource source);
/* What it stands for, cut to a length that can be shown, and where it comes from:
 * "https://api.example.com\nEnvironment Staging". A secret shows dots. */
char *rh_variable_words_value (RhVariableScope *scope, const char *name);
char *rh_variable_words_origin (RhVariableScope *scope, const char *name);
/* The same in one sentence, for those who hear it: of a secret only where it comes from. */
char *rh_variable_words_spoken (RhVariableScope *scope, const char *name);
/* All unknown ones of @text in a sentence; NULL: there is none. */
char *rh_variable_words_unknown (RhVariableScope *scope, const char *text);

G_END_DECLS
