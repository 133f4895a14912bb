/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the history into a file that other programs read. */
#pragma once

#include "workspace/rh-history.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writes an HTTP Archive of these entries (of RhHistoryEntry, newest first). @secrets: in clear as
 * far as they can be. A toast of @from says how it went. */
void rh_history_export (GtkWidget *from,
                        RhHistory *history,
                        GPtrArray *entries,
                        gboolean secrets,
                        GFile *file);

G_END_DECLS
