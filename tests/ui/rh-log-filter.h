/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings end a test, but for those that GTK makes about itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* After g_test_init(), once. */
void rh_log_filter_install (void);

G_END_DECLS
