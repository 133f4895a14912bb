/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to find in a body, and how many there are of it. It finds nothing itself. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_BODY_FIND_BAR (rh_body_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyFindBar, rh_body_find_bar, RH, BODY_FIND_BAR, AdwBin)

/* Signals "changed": text or options are others; "next" and "previous", by keys; "closed". */
const char *rh_body_find_bar_get_text (RhBodyFindBar *self);
gboolean rh_body_find_bar_is_regex (RhBodyFindBar *self);
gboolean rh_body_find_bar_is_case_sensitive (RhBodyFindBar *self);
/* Takes the keyboard, with the text of before. */
void rh_body_find_bar_open (RhBodyFindBar *self);
/* "3 of 1,204". @current: from 1, 0: none of them. @more: that many are not all. */
void
rh_body_find_bar_set_count (RhBodyFindBar *self, guint64 current, guint64 total, gboolean more);
/* Why nothing can be found. */
void rh_body_find_bar_set_error (RhBodyFindBar *self, const char *sentence);

G_END_DECLS
