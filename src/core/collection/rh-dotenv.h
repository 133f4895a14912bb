/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NAME=VALUE files (".env"), as the dotenv package reads them. Pure. */
#pragma once

#include "text/rh-secret.h"

G_BEGIN_DECLS

/* Nobody types more. */
#define RH_DOTENV_MAX_SIZE (1024 * 1024)

/* A table of names and RhSecret. A line is NAME=VALUE, with "export " in front or not; names are of
 * letters, digits, "_", "-" and "."; the last of a name counts. A value in single, double or back
 * quotes is all that is between them, over several lines too, and in double quotes \n and \r are
 * line breaks; any other ends before "#" and without the white space around it. Nothing is
 * expanded. What is no such line, or not UTF-8, is left out. (transfer full) */
GHashTable *rh_dotenv_parse (const char *text, gsize length);

G_END_DECLS
