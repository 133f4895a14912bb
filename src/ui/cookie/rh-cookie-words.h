/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cookie in words, and the time that a person types for its end. No widget. */
#pragma once

#include "http/rh-cookie-typed.h"

G_BEGIN_DECLS

/* What stands for a value that is not shown, however long it is. */
#define RH_COOKIE_DOTS "●●●●●●●●"

/* "/path · Until 3 December 2026, 14:00 · Secure · HTTP only · SameSite Lax"; @now: seconds since
 * 1970. */
char *rh_cookie_words_dup_detail (RhCookie *cookie, gint64 now);
/* Its name, or that it has none. */
char *rh_cookie_words_dup_name (RhCookie *cookie);
/* As valid UTF-8; only for somebody who asked to see it. */
char *rh_cookie_words_dup_value (RhCookie *cookie);
/* Name, domain and path hold @text, whatever its case. The value is not looked at: a search would
 * tell what is in it. */
gboolean rh_cookie_words_match (RhCookie *cookie, const char *text);

/* "2026-12-03 14:00" on the clock on the wall; "" for RH_COOKIE_NO_EXPIRY. */
char *rh_cookie_words_dup_time (gint64 seconds);
/* FALSE: it is no such time. */
gboolean rh_cookie_words_parse_time (const char *text, gint64 *seconds);

/* What to do about it; NULL: nothing is wrong. Borrowed. */
const char *rh_cookie_words_get_fault (RhTypedCookieFault fault);

G_END_DECLS
