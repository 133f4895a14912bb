/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that read Postman's collections, versions 2.0 and 2.1. Where those differ is
 * told by the shape of each thing: files have both. */
#pragma once

#include "format/rh-import-oauth.h"
#include "format/rh-import-private.h"

G_BEGIN_DECLS

#define RH_IMPORT_POSTMAN "postman"

typedef struct
{
  RhImport *import;
  const RhImportWatch *watch;
  guint done; /* requests */
  guint all;
} RhImportPostman;

/* Values */

/* What is no text is its JSON; "" for null and for NULL. (transfer full) */
char *rh_import_postman_dup_text (const RhYaml *value);
/* The text of a member; "" if it is none. Borrowed. */
const char *rh_import_postman_peek (const RhYaml *map, const char *key);
/* Whether a member is true, or a number that is not 0. */
gboolean rh_import_postman_is_true (const RhYaml *map, const char *key);
/* A row that is there and switched off, in either spelling. */
gboolean rh_import_postman_is_disabled (const RhYaml *row);
/* Null, or with nothing in it. */
gboolean rh_import_postman_is_empty (const RhYaml *value);
/* A text, or a mapping with one, whose other members are told. (transfer full) */
char *
rh_import_postman_dup_description (RhImportPostman *self, const RhYaml *map, const char *place);
/* The rows of a list, be it a sequence of mappings, or a text with a row in each line, "name:
 * value". What else is in a row is told at @place. (transfer full)
 * (element-type RhField) */
GPtrArray *
rh_import_postman_dup_rows (RhImportPostman *self, const RhYaml *list, const char *place);

/* What is not read */

/* All members that are not @known: ids and times are told, others kept under @group (NULL: of the
 * thing itself) with secrets hidden. */
void rh_import_postman_keep_others (RhImportPostman *self,
                                    gpointer object,
                                    const char *group,
                                    const RhYaml *map,
                                    const char *const *known,
                                    const char *place);
/* One of them. Told as UNUSED if @tell. */
void rh_import_postman_keep (RhImportPostman *self,
                             gpointer object,
                             const char *group,
                             const char *key,
                             const RhYaml *value,
                             const char *place,
                             gboolean tell);
/* Those that nothing is like here, told only. */
void rh_import_postman_tell_others (RhImportPostman *self,
                                    const RhYaml *map,
                                    const char *const *known,
                                    const char *place);

/* Those of a list of variables. */
void rh_import_postman_learn_names (RhImport *import, const RhYaml *list);

/* Each {{vault:name}} in all texts, with a variable that stands for it. */
void rh_import_postman_learn_vault (RhImport *import, const RhYaml *tree);

/* Parts. @object: the collection, an RhFolder or an RhRequestItem. */

void rh_import_postman_read_variables (RhImportPostman *self,
                                       const RhYaml *list,
                                       RhEnvironment *scope,
                                       const char *place);
void rh_import_postman_read_events (RhImportPostman *self,
                                    gpointer object,
                                    const RhYaml *list,
                                    const char *place);
void rh_import_postman_read_behavior (RhImportPostman *self,
                                      gpointer object,
                                      const RhYaml *behavior,
                                      const char *place);
void rh_import_postman_read_auth (RhImportPostman *self,
                                  gpointer object,
                                  const RhYaml *auth,
                                  const char *place);
/* The URL with what is switched on of its query. (transfer full) */
char *rh_import_postman_dup_url (const RhYaml *url);
void rh_import_postman_read_url (RhImportPostman *self,
                                 RhRequestItem *item,
                                 const RhYaml *url,
                                 const char *place);
/* @pruned: it has a body and its method sends none. */
void rh_import_postman_read_body (RhImportPostman *self,
                                  RhRequestItem *item,
                                  const RhYaml *body,
                                  gboolean pruned,
                                  const char *place);
void rh_import_postman_read_responses (RhImportPostman *self,
                                       RhRequestItem *item,
                                       const RhYaml *list,
                                       const RhYaml *request,
                                       const char *place);

G_END_DECLS
