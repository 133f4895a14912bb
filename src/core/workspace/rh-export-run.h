/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a collection, or what is chosen of it, for another program: reads what was only glanced
 * at, fetches what is secret if that is asked for, and hands both to the format. */
#pragma once

#include "format/rh-export.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

/* @items: of RhFolder and RhRequestItem in the collection; NULL: all of it. @connection: whose
 * collection, environment and account. Without @secrets neither keyring nor network is touched;
 * with them the text has in clear what the keyring has, and tokens where requests are filled in.
 * The main loop runs meanwhile, up to the writing itself. Errors: RH_EXPORT_ERROR, those of the
 * format; with
 * @secrets those of rh_preview_fetch_async() besides. */
void rh_export_run_async (RhWorkspace *workspace,
                          RhConnection *connection,
                          const RhExportFormat *format,
                          GPtrArray *items,
                          gboolean secrets,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* (transfer full) */
RhExport *rh_export_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
