/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server or another program wrote, as data that can be shown. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_SERVER_TEXT_MAX 300

/* 0 to 300 characters, one line, no control, bidi or invisible characters. NULL gives "". */
char *rh_server_text_clean (const char *text);
/* Many lines: line feeds and tabs stay, at most @max_bytes of the text are used. */
char *rh_server_text_clean_lines (const char *text, gsize max_bytes);

G_END_DECLS
