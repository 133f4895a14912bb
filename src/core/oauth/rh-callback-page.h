/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that the browser ends on: ours, fixed, nothing echoed (standards.md E10). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_CALLBACK_PAGE_MEDIA_TYPE "text/html; charset=utf-8"

/* UTF-8, in the user's language. @refused: that was not the answer, and the wait goes on. (transfer
 * full) */
char *rh_callback_page_dup_html (gboolean refused);
/* Name, value, …, NULL: for every answer of the listener, redirects included. */
const char *const *rh_callback_page_get_headers (void);

G_END_DECLS
