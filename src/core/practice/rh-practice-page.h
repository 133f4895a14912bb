/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that the practice server shows in a browser, in the user's language: their words are
 * marked here, because no ui stands between them and people. Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

/* Text for a page, as code: valid UTF-8, escaped, and cut if it is long. (transfer full) */
char *rh_practice_page_dup_code (const char *text);
/* @title and @html are trusted: what came from outside was escaped before, and translations are
 * ours. */
void
rh_practice_page_reply (RhPracticeCall *call, guint status, const char *title, const char *html);

G_END_DECLS
