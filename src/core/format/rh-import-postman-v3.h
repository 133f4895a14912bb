/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's collections of version 3, a folder of YAML, say the same as version 2.1 in other
 * words. Here they are put into those words, and read as such (rh-import-postman-private.h); what
 * is not known stays, for that reader to keep or to tell. All trees are (transfer full). */
#pragma once

#include "format/rh-import.h"

G_BEGIN_DECLS

/* A call that is no HTTP, as rh_import_postman_keep_call() takes it. */
#define RH_POSTMAN_CALL "$call"

/* Whether the tree is a thing of version 3. */
gboolean rh_postman_v3_is_collection (const RhYaml *tree);
gboolean rh_postman_v3_is_request (const RhYaml *tree);
/* NAN: it does not say. */
double rh_postman_v3_read_order (const RhYaml *tree);
/* What it is called; @name if it does not say. Borrowed. */
const char *rh_postman_v3_peek_name (const RhYaml *tree, const char *name);

/* An item of 2.1. @responses: of rh_postman_v3_new_response(); (transfer full). NULL: none. */
RhYaml *rh_postman_v3_new_request (RhImport *import,
                                   const RhYaml *tree,
                                   const char *name,
                                   RhYaml *responses,
                                   const char *place);
RhYaml *rh_postman_v3_new_response (const RhYaml *tree, const char *name);
/* A folder's item, or with @root a whole collection. @tree: its definition; NULL: it has none.
 * @items: of the two above; (transfer full). */
RhYaml *rh_postman_v3_new_group (RhImport *import,
                                 const RhYaml *tree,
                                 const char *name,
                                 RhYaml *items,
                                 gboolean root,
                                 const char *place);
/* @scope: "environment", "globals". */
RhYaml *rh_postman_v3_new_environment (const RhYaml *tree, const char *name, const char *scope);

/* @call: what stands at RH_POSTMAN_CALL; NULL: nothing happens. */
void rh_import_postman_keep_call (RhImport *import,
                                  RhRequestItem *item,
                                  const RhYaml *call,
                                  const char *place);

G_END_DECLS
