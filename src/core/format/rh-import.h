/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read of other programs' files, before anything is written: a collection in memory, the
 * secrets that stood in it, and what became of the rest. Readers fill one in (rh-import-reader.h);
 * whoever shows or writes it calls rh_import_finish() first. Nothing that is imported is run, no
 * file but those that were given is read, and no network is touched.
 *
 * A place is where a thing is, for people: the names on the way to it, "Users / Get user",
 * "Environment Staging"; "" is the collection. No place, note or message ever has a secret in it.
 */
#pragma once

#include "collection/rh-collection.h"
#include "collection/rh-yaml.h"
#include "format/rh-import-note.h"

G_BEGIN_DECLS

#define RH_TYPE_IMPORT (rh_import_get_type ())
G_DECLARE_FINAL_TYPE (RhImport, rh_import, RH, IMPORT, GObject)

/* A value that goes to the keyring: of the secret variable of that name in @holder, an environment
 * or a scope. A scope's counts in every environment. */
typedef struct
{
  RhEnvironment *holder;
  char *variable;
  RhSecret *value;
  char *place;
} RhImportSecret;

/* Any thread, one at a time; what it holds belongs to one thread as well. */
RhImport *rh_import_new (void);
/* Empty at first, without an id, and its root's auth kind is RH_AUTH_KIND_NONE. Borrowed. */
RhCollection *rh_import_get_collection (RhImport *self);
/* Whether environments are all that was read: they belong into a collection that is there. */
gboolean rh_import_is_environments (RhImport *self);
/* What is to be shown as its origin, "Postman 2.1"; the first that is set stays. NULL: none. */
void rh_import_set_origin (RhImport *self, const char *origin);
const char *rh_import_get_origin (RhImport *self);

/* What became of a thing. The same code, place and @what again counts it up. @what: a key, a kind,
 * a name, as the code says; NULL. */
void rh_import_note (RhImport *self, RhImportCode code, const char *place, const char *what);
GPtrArray *rh_import_get_notes (RhImport *self); /* of RhImportNote, borrowed */

/* Secrets */

/* Makes the variable of @holder, added if need be, a secret one, whose value is kept here. */
void rh_import_keep_secret (RhImport *self,
                            RhEnvironment *holder,
                            const char *variable,
                            const char *value,
                            const char *place);
/* What a field is to have in the place of the secret @value: "{{name}}", of a secret variable of
 * the collection's that is made for it, with @name or one like it. The same value again gives the
 * same variable. What is empty, or has a {{variable}} in it, stays as it is. (transfer full) */
char *rh_import_hide (RhImport *self, const char *name, const char *value, const char *place);
GPtrArray *rh_import_get_secrets (RhImport *self); /* of RhImportSecret, borrowed */

/* What is kept in the file and not used. @object: an RhRequestItem, an RhFolder or the collection
 * itself. Each says so in a note. */

/* @type: OpenCollection's: "before-request", "after-response", "tests". */
void rh_import_keep_script (RhImport *self,
                            gpointer object,
                            const char *type,
                            const char *code,
                            const char *place);
/* An auth that is not sent here, in OpenCollection's words: { type: awsv4, … }, without secrets.
 * The auth kind becomes RH_AUTH_KIND_KEPT. @auth: (transfer full) */
void rh_import_keep_auth (RhImport *self, gpointer object, RhYaml *auth, const char *place);
/* A request of another type: "graphql", "grpc", "websocket"; @section: what OpenCollection has of
 * it, under that key. (transfer full) */
void rh_import_keep_protocol (RhImport *self,
                              RhRequestItem *item,
                              const char *type,
                              RhYaml *section,
                              const char *place);
/* A member of the other program's that there is no place for: extensions: PROGRAM: KEY: …, which
 * an exporter for that program gives back. @value: (transfer full). Told as UNUSED if @tell. */
void rh_import_keep_member (RhImport *self,
                            gpointer object,
                            const char *program,
                            const char *key,
                            RhYaml *value,
                            const char *place,
                            gboolean tell);

/* The place of @object in the collection, as above. (transfer full) */
char *rh_import_dup_place (RhImport *self, gpointer object);

/* After all has been read: names are made free, secrets that look like ones are hidden in headers,
 * params, forms, variables and examples, what is kept becomes the "source" of its object, and an
 * environment is made where there is none. Once. FALSE: it was cancelled, and what there is by then
 * may have secrets in it: it is good for nothing but to be freed. */
gboolean rh_import_finish (RhImport *self, GCancellable *cancellable, GError **error);

/* What there is of everything, when it is finished. */
typedef struct
{
  guint requests;
  guint folders;
  guint environments;
  guint variables;
  guint examples;
  guint secrets;
} RhImportCounts;
void rh_import_count (RhImport *self, RhImportCounts *counts);

G_END_DECLS
