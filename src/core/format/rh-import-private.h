/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of an import. */
#pragma once

#include "format/rh-import-reader.h"

G_BEGIN_DECLS

/* Readers, one a format. */
extern const RhImportFolderReader rh_import_bruno_folder;
extern const RhImportReader rh_import_bruno_file;
extern const RhImportReader rh_import_curl;
extern const RhImportReader rh_import_har;
extern const RhImportReader rh_import_openapi;
extern const RhImportReader rh_import_postman;
extern const RhImportReader rh_import_postman_environment;
extern const RhImportFolderReader rh_import_postman_folder;
extern const RhImportReader rh_import_postman_v3;
extern const RhImportReader rh_import_insomnia;

/* Names of variables. Before any file is read, each reader says which there are in its own. */
void rh_import_learn_name (RhImport *self, const char *name);
/* What is a {{reference}} and nothing else refers to a variable, even where it is in no file. */
void rh_import_learn_references (RhImport *self, const RhYaml *tree);
/* What a variable of that name is called here; if that is another, it is told. (transfer full) */
char *rh_import_dup_name (RhImport *self, const char *name, const char *place);
/* With {{references}} to such variables as they are called here, in all texts. (transfer full) */
RhYaml *rh_import_dup_tree (RhImport *self, RhYaml *tree);

/* The root of the file that @object gets, with what is kept in it; made if need be. Borrowed. */
RhYaml *rh_import_need_kept (RhImport *self, gpointer object);
/* An auth in OpenCollection's words that is kept, without a note. @auth: (transfer full) */
void rh_import_put_auth (RhImport *self, gpointer object, RhYaml *auth);
/* Nobody has as many; of what there is more of, nothing is left but how long it was. */
#define RH_IMPORT_MAX_SECRETS 20000
/* Each environment costs a walk through all, and each secret of the collection has a value in each.
 */
#define RH_IMPORT_MAX_ENVIRONMENTS 500
/* In the collection, under a name that is free. NULL, and told: there are too many. Borrowed. */
RhEnvironment *rh_import_new_environment (RhImport *self, const char *name);
/* A variable of that name is still to come, or stands nearer to a request than the collection's:
 * none is made up that is called the same. */
void rh_import_reserve (RhImport *self, const char *variable);
/* The same of all that a file has a {{reference}} to: it means one that the file does not have. */
void rh_import_reserve_references (RhImport *self, const RhImportFile *file);
/* As rh_import_keep_secret(), of a variable that @holder has. */
void rh_import_keep_variable (RhImport *self,
                              RhEnvironment *holder,
                              RhVariable *variable,
                              const char *value,
                              const char *place);
/* Whether the walks of rh_import_finish() are to end: asked at each thing that they come to. */
gboolean rh_import_is_cancelled (RhImport *self);
/* Makes an environment where there is none. */
void rh_import_need_environment (RhImport *self);
/* @text with {{variables}} in the place of secrets: values of members that are called like one, or
 * with @tokens are one by their shape. NULL: it is no JSON. (transfer full) */
char *rh_import_hide_json (RhImport *self, const char *text, gboolean tokens, const char *place);
/* Gives each object what is kept of it as its source. */
void rh_import_settle_kept (RhImport *self);
/* Where a collection's block stands, its own auth does not: before the two below. */
void rh_import_settle_oauth (RhImport *self);
/* The body of @example is from nowhere: there is no secret in it to be masked. */
void rh_import_mark_made_up (RhExample *example);
/* Before all others: no secret is hidden under a name that a folder or a request has for its own.
 */
void rh_import_reserve_scopes (RhImport *self);
/* Secrets in the name and the descriptions of a request or a folder. */
void rh_import_mask_item (RhImport *self, gpointer object);
/* Names, secrets and examples, everywhere in the collection. */
void rh_import_settle_items (RhImport *self);
/* Whether something that was to be hidden is this variable and nothing else. */
gboolean rh_import_fills_secret (RhImport *self, const char *variable);
/* Makes those secret: after the items. */
void rh_import_settle_secrets (RhImport *self);
/* Leaves out what could not be read again: at last. */
void rh_import_settle_sizes (RhImport *self);
/* The keyring knows a secret by its name and environment: of those that folders and requests have,
 * all but the first of a name go there under another. Last. */
void rh_import_settle_scopes (RhImport *self);
/* They do not go to the keyring. @forgotten: of RhImportSecret, gone afterwards. */
void rh_import_forget_secrets (RhImport *self, GPtrArray *forgotten);

G_END_DECLS
