/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Core masks secrets in English, since masks stand in files and are known again by their words;
 * this is how people see them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text, which may have masks, with each of them in the user's language. (transfer full) */
char *rh_mask_words_dup (const char *text);

G_END_DECLS
