/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What services say, in the user's language where it is known: those of the program have all their
 * texts here, those that somebody added are shown as they are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A meaning of a scope, a note or a warning. */
const char *rh_service_words_get (const char *text);
/* Whether translators see it; for the test that none is forgotten. */
gboolean rh_service_words_has (const char *text);

G_END_DECLS
