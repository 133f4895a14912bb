/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of OpenCollection: a tree of YAML read as what the format says, and written so
 * that whatever reads the same already stays as it is spelled. */
#pragma once

#include "collection/rh-opencollection.h"
#include "collection/rh-yaml-document.h"

G_BEGIN_DECLS

/* Reading. A missing key, or one that is null, gives "", FALSE or NULL. */

/* Sets RH_OPENCOLLECTION_ERROR_CONTENT with the line. Always FALSE. */
gboolean rh_oc_fail (const RhYaml *node, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean rh_oc_read_text (const RhYaml *map, const char *key, const char **text, GError **error);
/* A description or docs: a text, or a mapping with it as "content". */
gboolean rh_oc_read_note (const RhYaml *map, const char *key, const char **text, GError **error);
gboolean rh_oc_read_flag (const RhYaml *map, const char *key, gboolean *flag, GError **error);
gboolean rh_oc_read_map (const RhYaml *map, const char *key, RhYaml **value, GError **error);
gboolean rh_oc_read_list (const RhYaml *map, const char *key, RhYaml **value, GError **error);
/* NAN for what is no finite number. */
double rh_oc_parse_seq (const char *text);
double rh_oc_read_seq (const RhYaml *info);
/* The text of a scalar below @map, or "" whatever is there. */
const char *rh_oc_peek_text (const RhYaml *map, const char *key);

/* Writing. A new key goes before the first that comes later in @order. */

void rh_oc_put (RhYaml *map, const char *key, RhYaml *value, const char *const *order);
/* "" removes the key. */
void rh_oc_put_text (RhYaml *map, const char *key, const char *text, const char *const *order);
/* "" stays a text. */
void rh_oc_put_any_text (RhYaml *map, const char *key, const char *text, const char *const *order);
void rh_oc_put_note (RhYaml *map, const char *key, const char *text, const char *const *order);
void rh_oc_put_seq (RhYaml *info, double seq);
/* The mapping that @key is, made if there is none. */
RhYaml *rh_oc_need_map (RhYaml *map, const char *key, const char *const *order);
/* Removes a mapping or list without anything in it. */
void rh_oc_drop_empty (RhYaml *map, const char *key);

/* Our extension of a mapping stands in it as "extensions: rehearsal: …", whatever it is. */
#define RH_OC_EXTENSIONS "extensions"
#define RH_OC_OURS "rehearsal"

/* Lists */

/* How rows of a GListModel are elements of a list. Elements are mappings. */
typedef struct
{
  gboolean (*is_ours) (const RhYaml *element); /* NULL: all; others keep their places */
  const char *(*name_of) (const RhYaml *element);
  const char *(*name_of_row) (gpointer row);
  RhYaml *(*make) (void); /* a new element, with what none goes without */
  /* Changes in @element what does not read as @row is. */
  void (*fill) (RhYaml *element, gpointer row);
} RhOcRows;

/* The list becomes @rows: each is what was there with its name, the n-th of a name the n-th. */
void rh_oc_put_rows (RhYaml *map,
                     const char *key,
                     GListModel *rows,
                     const RhOcRows *how,
                     const char *const *order);
/* Headers and form fields. */
extern const RhOcRows rh_oc_fields;
/* (transfer full), NULL with an error. */
RhField *rh_oc_read_field (const RhYaml *element, GError **error);
/* Parts of a multipart body. */
extern const RhOcRows rh_oc_parts;
RhField *rh_oc_read_part (const RhYaml *element, GError **error);
/* Calls @add for each element that is a mapping; others but null are an error. */
typedef gboolean (*RhOcEach) (const RhYaml *element, gpointer owner, GError **error);
gboolean
rh_oc_each (const RhYaml *map, const char *key, RhOcEach each, gpointer owner, GError **error);

/* At the end of @scope. */
gboolean rh_oc_read_variables (const RhYaml *map, RhEnvironment *scope, GError **error);
void rh_oc_put_variables (RhYaml *map, RhEnvironment *scope, const char *const *order);

/* Parts of a request. @was: what is read in the section already
 * */

/* FALSE: there is nothing to be written, and nothing to be taken away. */
gboolean rh_oc_has_either (RhRequestItem *item, RhRequestItem *was, RhRequestPart part);

gboolean rh_oc_read_params (const RhYaml *section, RhRequestItem *item, GError **error);
void rh_oc_put_params (RhYaml *section,
                       RhRequestItem *item,
                       RhRequestItem *was,
                       const char *const *order);
gboolean rh_oc_read_body (const RhYaml *section, RhRequestItem *item, GError **error);
void
rh_oc_put_body (RhYaml *section, RhRequestItem *item, RhRequestItem *was, const char *const *order);
gboolean rh_oc_read_actions (const RhYaml *runtime, RhRequestItem *item, GError **error);
void rh_oc_put_actions (RhYaml *runtime, RhRequestItem *item, const char *const *order);
gboolean rh_oc_is_our_action (const RhYaml *element);

/* Responses that were kept. What is not understood is left out, and stays in the file. */
void rh_oc_read_examples (const RhYaml *root, RhRequestItem *item);
void rh_oc_put_examples (RhYaml *root, RhRequestItem *item);

/* Auth */

/* At a request or a folder; @auth is NULL if there is none. */
RhAuthKind rh_oc_auth_kind (const RhYaml *auth);
/* The fields of @kind, which is that of @auth. */
void rh_oc_read_auth (const RhYaml *auth, RhAuthKind kind, RhAuth *fields);
/* "auth" of @map. @kind is not RH_AUTH_KIND_OAUTH2 of a collection. */
void rh_oc_put_auth (RhYaml *map, RhAuthKind kind, RhAuth *fields, const char *const *order);
/* A collection's, which can be its OAuth 2.0 block. */
RhAuthKind rh_oc_collection_auth_kind (const RhYaml *auth);
/* @extra: extensions.rehearsal.oauth2; NULL. */
gboolean
rh_oc_read_oauth (const RhYaml *auth, const RhYaml *extra, RhOAuthBlock *block, GError **error);
RhYaml *rh_oc_new_oauth (void);
/* @was: what rh_oc_read_oauth() reads in @auth and @extra. */
void rh_oc_put_oauth (RhYaml *auth, RhYaml *extra, RhOAuthBlock *block, RhOAuthBlock *was);

/* Settings: of a request at the root, of a folder and a collection in its request defaults; what
 * the format has no place for is in our extension, at the root of each. */

gboolean rh_oc_read_settings (const RhYaml *root,
                              gboolean is_request,
                              RhRequestSettings *settings,
                              GError **error);
/* @was: what is read in @root. */
void rh_oc_put_settings (RhYaml *root,
                         gboolean is_request,
                         RhRequestSettings *settings,
                         RhRequestSettings *was);
/* How many that are there are not heeded here. */
guint rh_oc_count_other_settings (const RhYaml *root, gboolean is_request);

/* Our extension: its part @key, NULL if it is not there. */
gboolean rh_oc_read_ours (const RhYaml *root, const char *key, RhYaml **value, GError **error);
/* To be changed; rh_oc_drop_ours() takes away what stayed empty. */
RhYaml *rh_oc_need_ours (RhYaml *root, const char *key);
void rh_oc_drop_ours (RhYaml *root, const char *key);

/* Files */

extern const char *const rh_oc_root_order[];
extern const char *const rh_oc_info_order[];
extern const char *const rh_oc_request_order[];

RhYamlDocument *rh_oc_open (GBytes *text, GError **error);
GBytes *rh_oc_close (RhYamlDocument *document);
/* "info", or "meta" as it was called once; NULL. */
gboolean rh_oc_read_info (const RhYaml *root, RhYaml **info, GError **error);

/* What a folder and a collection have in common: name, note, auth kind as of a folder, headers,
 * variables. Reading is into a fresh @folder; taking replaces what @folder has. */
gboolean rh_oc_read_defaults (const RhYaml *root, RhFolder *folder, GError **error);
void rh_oc_take_defaults (RhFolder *folder, RhFolder *from);
/* All but the name. @was: what is read in @root. */
void rh_oc_put_defaults (RhYaml *root, RhFolder *folder, RhFolder *was);

G_END_DECLS
