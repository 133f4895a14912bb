/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection, or a part of it, as one file of another program's format. Pure: whoever calls has
 * fetched what is secret, and writes the text. Secrets stand in it only when they are handed over
 * (security.md 4.5); what is not in it is told in notes, as an import tells it. */
#pragma once

#include "collection/rh-collection.h"
#include "format/rh-import-note.h"
#include "format/rh-request-text.h"

G_BEGIN_DECLS

#define RH_EXPORT_ERROR (rh_export_error_quark ())
GQuark rh_export_error_quark (void);
typedef enum
{
  RH_EXPORT_ERROR_NOTHING,     /* there is no request in what was chosen */
  RH_EXPORT_ERROR_ENVIRONMENT, /* the format is an environment's, and none was given */
} RhExportError;

/* The value of the secret variable of that name in @holder, an environment or a scope, whose
 * secrets have one in each environment. Borrowed until the next call; NULL: none is known. */
typedef RhSecret *(*RhExportSecret) (RhEnvironment *holder, const char *name, gpointer user_data);
/* @item as it would be sent; borrowed until the next call. A variable that nobody defines stays as
 * {{name}}. Errors: any; such a request is left out and told. */
typedef RhRequestText *(*RhExportText) (RhRequestItem *item, gpointer user_data, GError **error);

typedef struct
{
  RhCollection *collection;
  GPtrArray *items;           /* of RhFolder and RhRequestItem in it; NULL: all of it */
  RhEnvironment *environment; /* NULL: none */
  RhExportSecret secret;      /* NULL: no secret is in the text */
  RhExportText text;          /* for formats that say needs_text */
  gpointer user_data;
} RhExportOptions;

typedef struct
{
  GString *text;
  GPtrArray *notes;         /* of RhImportNote */
  GHashTable *notes_by_key; /* "code place what" → one of them; for rh_export_note() */
} RhExport;

/* What an environment is for a format. */
typedef enum
{
  RH_EXPORT_ENVIRONMENT_UNUSED,
  RH_EXPORT_ENVIRONMENT_USED,
  RH_EXPORT_ENVIRONMENT_NEEDED, /* it is what is written */
} RhExportEnvironment;

/* Every format has one of these, in the table of rh-export.c. */
typedef struct
{
  const char *id;     /* on a command line: "postman" */
  const char *name;   /* "Postman Collection 2.1"; not translated */
  const char *suffix; /* ".postman_collection.json" */
  const char *media_type;
  RhExportEnvironment environment;
  gboolean needs_text; /* requests are filled in: options->text has to be there */
  /* Appends to @self->text; requests in @options are loaded (rh_export_write() sees to it). */
  gboolean (*write) (RhExport *self, const RhExportOptions *options, GError **error);
} RhExportFormat;

/* In the order they are offered; NULL-terminated. */
const RhExportFormat *const *rh_export_formats (void);
/* NULL: there is none of that id. */
const RhExportFormat *rh_export_find_format (const char *id);

/* (transfer full); NULL with an error: RH_EXPORT_ERROR, and the format's own. */
RhExport *
rh_export_write (const RhExportFormat *format, const RhExportOptions *options, GError **error);
RhExport *rh_export_new (void);
void rh_export_free (RhExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhExport, rh_export_free)

/* For writers. */

/* As rh_import_note(). No secret in @what. */
void rh_export_note (RhExport *self, RhImportCode code, const char *place, const char *what);
/* "Users / Get user"; "": the collection. @object: an RhFolder, RhRequestItem or the collection.
 * (transfer full) */
char *rh_export_dup_place (gpointer object);
/* What is chosen, in the collection's order, with nothing twice: an item below a chosen folder is
 * there by its folder. Of RhFolder and RhRequestItem, (transfer full). */
GPtrArray *rh_export_dup_items (const RhExportOptions *options);
/* All requests of what is chosen that can be read, in order. (transfer full) */
GPtrArray *rh_export_dup_requests (const RhExportOptions *options);
/* What stands in the file, (transfer full): for a secret variable the value that was handed over or
 * "", for others their value, but "" for one that looks like a secret when none is handed over.
 * What is left out is told. */
char *rh_export_dup_variable (RhExport *self,
                              const RhExportOptions *options,
                              RhEnvironment *holder,
                              RhVariable *variable,
                              const char *place);
/* The same of a row of headers, params, a form or parts. "Bearer abc" keeps its scheme. */
char *rh_export_dup_field (RhExport *self,
                           const RhExportOptions *options,
                           RhField *field,
                           gboolean header,
                           const char *place);
/* The same of a text, such as a body: {{variables}} stand in the place of what looks like a secret.
 */
char *rh_export_dup_text (RhExport *self,
                          const RhExportOptions *options,
                          const char *text,
                          const char *place);
/* As it was saved, or with masks. (transfer full) */
RhExample *rh_export_dup_example (RhExport *self,
                                  const RhExportOptions *options,
                                  RhExample *example,
                                  const char *place);
/* The same of a field that is secret whatever it is: what has a {{variable}} in it stays. @name:
 * for the note. */
char *rh_export_dup_secret (RhExport *self,
                            const RhExportOptions *options,
                            const char *name,
                            const char *value,
                            const char *place);

G_END_DECLS
