/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a status code means, for people. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One sentence: "The server knows no such address." Borrowed, never NULL. */
const char *rh_status_words_get (guint status);

G_END_DECLS
