/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import's way: read, shown to somebody, written, its secrets kept. Nothing is written before
 * somebody asks for it, and the collection is there before a secret is: what fails in between has
 * the secrets still in the RhImport, and keep_secrets() can be called again. */
#pragma once

#include "format/rh-import-reader.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

#define RH_TYPE_IMPORT_OPERATION (rh_import_operation_get_type ())
G_DECLARE_FINAL_TYPE (RhImportOperation, rh_import_operation, RH, IMPORT_OPERATION, GObject)

/* Main thread only. Signal "progress" (guint done, guint all), a hundred times at most for an @all;
 * 0: not known. One call at a time; each can be cancelled. */
RhImportOperation *rh_import_operation_new (RhWorkspace *workspace);

/* As rh_import_load() does, in a thread, and environments are recognised (rh-import-service.h). */
void rh_import_operation_load_async (RhImportOperation *self,
                                     GPtrArray *files,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full) */
RhImport *
rh_import_operation_load_finish (RhImportOperation *self, GAsyncResult *result, GError **error);

/* All of it, called @name, in @folder if that is empty, else in a new folder within. It is made
 * here, so it may use what is kept here. After a cancel or an error nothing is written. */
void rh_import_operation_write_async (RhImportOperation *self,
                                      RhImport *import,
                                      GFile *folder,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* The collection, opened. Borrowed. */
RhCollection *
rh_import_operation_write_finish (RhImportOperation *self, GAsyncResult *result, GError **error);

/* Environments alone go into a collection that is there, under names that are free there; with its
 * OAuth 2.0 block each may be a service's. */
void rh_import_operation_add_environments (RhImportOperation *self,
                                           RhImport *import,
                                           RhCollection *collection);

/* Keeps the secrets for @collection, which write() gave or add_environments() was given: those of
 * an environment in it, those of a scope in every environment. FALSE: RH_KEYRING_ERROR and what is
 * kept of bindings; the first that fails ends it. */
void rh_import_operation_keep_secrets_async (RhImportOperation *self,
                                             RhImport *import,
                                             RhCollection *collection,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean rh_import_operation_keep_secrets_finish (RhImportOperation *self,
                                                  GAsyncResult *result,
                                                  GError **error);

G_END_DECLS
