/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the history into a file that other programs read. */
#pragma once

#include "workspace/rh-history.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a file and writes an HTTP Archive of these entries (of RhHistoryEntry, newest first). */
void rh_history_export_ask (GtkWidget *from, RhHistory *history, GPtrArray *entries);
/* The same, when the file is known. */
void rh_history_export (GtkWidget *from, RhHistory *history, GPtrArray *entries, GFile *file);

G_END_DECLS
