/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's language, for programs; and which one a page is in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Call it first in main(). Takes the locale from the environment, and translations from where they
 * are installed; in a build tree from the folder in RH_LOCALE_DIR. */
void rh_locale_init (void);

/* The language of our own words, as HTML has it (BCP 47): the translation's, "en" without one.
 * (transfer full) */
char *rh_locale_dup_language (void);
/* What HTML's dir has for words in @language. */
const char *rh_locale_get_direction (const char *language);

G_END_DECLS
