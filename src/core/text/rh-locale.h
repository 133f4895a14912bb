/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's language, for programs; call it first in main(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the locale from the environment, and translations from where they are installed; in a build
 * tree from the folder in RH_LOCALE_DIR. */
void rh_locale_init (void);

G_END_DECLS
