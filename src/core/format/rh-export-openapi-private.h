/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the writer of OpenAPI 3.1. */
#pragma once

#include "collection/rh-yaml.h"
#include "format/rh-export-private.h"

G_BEGIN_DECLS

/* A description while it is written. */
typedef struct
{
  RhExport *export;
  const RhExportOptions *options;
  GPtrArray *environments; /* RhEnvironment; with one that is NULL if there are none */
  GPtrArray *chains;       /* GPtrArray of RhEnvironment each: what it has besides its own */
  GHashTable *used;        /* names of variables that have a place in the file */
  char *base;              /* what most URLs begin with: "{{base_url}}" */
  RhYaml *servers;         /* its servers, borrowed; NULL: it is "" */
  RhYaml *paths;           /* owned */
  GHashTable *shapes;      /* "/a/{}" → the path that has it first */
  GHashTable *ids;         /* operationIds */
  RhYaml *schemes;         /* owned */
  GHashTable *keys;        /* "header X-Key" → the scheme's name */
  char *usual;             /* the scheme of the collection; NULL: none */
} RhOpenApiOut;

/* One request while it is written. */
typedef struct
{
  RhOpenApiOut *out;
  RhRequestItem *item;
  const char *place;
  RhYaml *operation; /* borrowed */
} RhOperationOut;

/* Variables */

/* Of the request and its folders, if there is one, of the environment and the collection; NULL:
 * none, or it is secret, or looks so: that is in no description, whoever asks. Borrowed. */
const char *rh_openapi_out_lookup (RhOpenApiOut *self,
                                   RhRequestItem *item,
                                   guint environment,
                                   const char *name,
                                   gboolean *secret);
/* With the values of an environment; what nobody knows stays. (transfer full) */
char *rh_openapi_out_dup_filled (RhOpenApiOut *self, guint environment, const char *template);
void rh_openapi_out_open_variables (RhOpenApiOut *self);
/* Tells those of environments that have no place in the file. */
void rh_openapi_out_tell_variables (RhOpenApiOut *self);

/* What is before the path. (transfer full) */
char *rh_openapi_out_dup_base (const char *url);
/* What most of @requests begin with. (transfer full) */
char *rh_openapi_out_dup_usual_base (GPtrArray *requests);
/* One for each environment. NULL: @base says nothing. (transfer full) */
RhYaml *rh_openapi_out_new_servers (RhOpenApiOut *self, const char *base);

/* Operations */

/* "/vendors/{id}", as the one that has the same shape before it. (transfer full) */
char *rh_openapi_out_add_parameters (RhOperationOut *self);
void rh_openapi_out_add_body (RhOperationOut *self);
void rh_openapi_out_add_responses (RhOperationOut *self);
/* The scope that is in the note goes into the requirement. */
void rh_openapi_out_add_security (RhOperationOut *self, const char *scope);
/* The schemes' scopes and the collection's requirement, after all operations. @scopes: those that
 * they say, a set. */
void rh_openapi_out_settle_security (RhOpenApiOut *self, RhYaml *root, GHashTable *scopes);
void rh_openapi_out_open_security (RhOpenApiOut *self);

/* Values */

/* 5 and true are what they look like. (transfer full) */
RhYaml *rh_openapi_out_new_value (const char *text);
/* A schema that the value fits. (transfer full) */
RhYaml *rh_openapi_out_new_schema (const RhYaml *value);
void rh_openapi_out_set_note (RhYaml *map, const char *note);

G_END_DECLS
