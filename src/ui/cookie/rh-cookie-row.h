/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cookie in a list: name, value behind dots until somebody asks, where and how long it goes. */
#pragma once

#include "http/rh-cookie.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_COOKIE_ROW (rh_cookie_row_get_type ())
G_DECLARE_FINAL_TYPE (RhCookieRow, rh_cookie_row, RH, COOKIE_ROW, AdwBin)

/* Signal "delete". */
GtkWidget *rh_cookie_row_new (void);
/* Dots again, whatever was shown before. NULL: none. @now: seconds since 1970. */
void rh_cookie_row_bind (RhCookieRow *self, RhCookie *cookie, gint64 now);
RhCookie *rh_cookie_row_get_cookie (RhCookieRow *self);

G_END_DECLS
