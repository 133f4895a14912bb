/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers of every test program. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* g_test_init() with directories of its own for each test. */
void rh_test_init (int *argc, char ***argv);

/* A GAsyncReadyCallback that keeps the result: pass a GAsyncResult ** that is NULL. */
void rh_test_take_result (GObject *source, GAsyncResult *result, gpointer out);
/* Runs the main loop until *@result is set, at most 90 s, then aborts the test. */
void rh_test_wait (GAsyncResult **result);
/* Runs the main loop until @done is TRUE, likewise. */
void rh_test_wait_until (gboolean *done);
/* Runs the main loop until nothing is pending. */
void rh_test_drain (void);

G_END_DECLS
