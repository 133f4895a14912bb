/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings end a test, but for what GTK gets wrong by itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* After g_test_init() and before a window, once. */
void rh_gtk_quirks_install (void);

G_END_DECLS
