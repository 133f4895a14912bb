/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the reader of Insomnia's exports. Version 4 is one list of records with the
 * ids of their parents, version 5 a tree; a record has the same members in both, but for some that
 * version 5 puts together ("meta", "settings", "scripts"). */
#pragma once

#include "format/rh-import-members.h"
#include "format/rh-import-private.h"
#include "format/rh-import-reader.h"

G_BEGIN_DECLS

#define RH_INSOMNIA "insomnia" /* in "extensions" */

typedef struct
{
  RhImport *import;
  const char *file;
  const RhImportWatch *watch;
  GHashTable *children; /* version 4: id → GPtrArray of records, borrowed; NULL: version 5 */
  GHashTable *seen;     /* records that were read, borrowed */
  GHashTable *tags;     /* "{% … %}" → the variable that it became */
  guint n_read;
  guint n_records; /* 0: not known */
} RhInsomnia;

/* rh-import-insomnia-text.c */

/* "{{ _.base['x'] }}" is "{{base.x}}", "{% uuid %}" is "{{$uuid}}"; what is computed becomes a
 * variable, and is told. (transfer full) */
char *rh_insomnia_dup_text (RhInsomnia *self, const char *text, const char *place);
char *
rh_insomnia_dup_member (RhInsomnia *self, const RhYaml *map, const char *key, const char *place);
/* A variable's name: what none can have becomes "_". (transfer full) */
char *rh_insomnia_dup_variable (const char *name, gsize length);

/* rh-import-insomnia-environment.c */

/* The environments of a workspace, whose name is told from others' if there are more. @base: its
 * own; @sub: of records, those below it; either may be NULL. */
void rh_insomnia_read_environments (RhInsomnia *self,
                                    const RhYaml *base,
                                    GPtrArray *sub,
                                    const char *workspace);
/* "environment" of a folder. */
void rh_insomnia_read_scope (RhInsomnia *self,
                             RhEnvironment *scope,
                             const RhYaml *data,
                             const char *place);

/* rh-import-insomnia-item.c */

/* What version 5 says in "meta". */
const char *rh_insomnia_get_meta (const RhYaml *record, const char *key);
/* Name, note, headers, authorization, scripts and variables. */
void rh_insomnia_read_folder (RhInsomnia *self,
                              RhFolder *folder,
                              const RhYaml *record,
                              const char *place);
/* (transfer full) */
RhRequestItem *rh_insomnia_read_request (RhInsomnia *self, const RhYaml *record, const char *place);

/* rh-import-insomnia-parts.c */
void rh_insomnia_read_body (RhInsomnia *self,
                            RhRequestItem *item,
                            const RhYaml *body,
                            const char *place);
/* @add: rh_request_item_add_header() and its like; of @rows, a sequence or NULL. */
void rh_insomnia_read_rows (RhInsomnia *self,
                            const RhYaml *rows,
                            void (*add) (gpointer object, RhField *field),
                            gpointer object,
                            const char *place);
/* The URL with its params. */
void rh_insomnia_read_url (RhInsomnia *self,
                           RhRequestItem *item,
                           const RhYaml *record,
                           const char *place);

/* rh-import-insomnia-auth.c. @object: an RhFolder or an RhRequestItem. */
void
rh_insomnia_read_auth (RhInsomnia *self, gpointer object, const RhYaml *record, const char *place);

G_END_DECLS
