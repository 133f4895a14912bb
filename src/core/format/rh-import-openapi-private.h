/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the reader of OpenAPI 3. */
#pragma once

#include "format/rh-import-members.h"
#include "format/rh-import-private.h"

G_BEGIN_DECLS

/* Rows of one request. */
#define RH_OPENAPI_MAX_ROWS 500

/* One description while it is read. */
typedef struct
{
  RhImport *import;
  const char *file_name;
  RhYaml *root;
  GHashTable *followed;    /* "#/…" → RhYaml, borrowed, or NULL; for rh_openapi_follow() */
  GPtrArray *active;       /* borrowed: the schemas that a value is being made of */
  guint64 room;            /* what may still be copied or made of examples */
  char *base_variable;     /* "base_url", or the first that is free */
  char *origin_variable;   /* "origin", likewise: what an address without a host begins with */
  GPtrArray *environments; /* RhEnvironment, borrowed: one for each server, or one */
  GPtrArray *addresses;    /* char *: of each its URL with its defaults, or "" */
  RhYaml *security;        /* the requirements of the root; NULL: none */
  char *usual;             /* which of them are the collection's auth */
  GHashTable *schemes;     /* RhOpenApiScheme, by name */
  GPtrArray *folders;      /* RhOpenApiFolder, in order */
  GHashTable *by_tag;      /* → RhOpenApiFolder, borrowed */
  GPtrArray *loose;        /* RhRequestItem: those in no folder */
  guint n_requests;
} RhOpenApi;

typedef struct
{
  char *name;
  char *note;
  GPtrArray *items; /* RhRequestItem */
} RhOpenApiFolder;

/* An operation while it becomes a request. */
typedef struct
{
  RhRequestItem *item;
  const char *place;
  GPtrArray *made_up; /* char *: what has no example */
  guint n_rows;
  GString *cookies[2]; /* optional ones, required ones */
} RhOpenApiRequest;

/* References */

/* @node, or what its "$ref" leads to within the file. NULL, and told, if that is nothing; NULL if
 * it is no mapping. */
RhYaml *rh_openapi_follow (RhOpenApi *self, RhYaml *node);
/* The place that a reference names; NULL if there is none. Told. */
RhYaml *rh_openapi_find (RhOpenApi *self, const char *reference);

/* Values */

typedef enum
{
  RH_OPENAPI_SENT,     /* without what is readOnly */
  RH_OPENAPI_RECEIVED, /* without what is writeOnly */
} RhOpenApiSide;

/* What a value is made of. */
typedef enum
{
  RH_OPENAPI_MADE_UP = 1 << 0,
  RH_OPENAPI_GIVEN = 1 << 1, /* an example, or a default */
} RhOpenApiOrigin;

/* A value for @schema: its example, default or first choice; or one that fits it. @origin: what it
 * is made of is added. NULL: none can be made. (transfer full) */
RhYaml *
rh_openapi_sample (RhOpenApi *self, RhYaml *schema, RhOpenApiSide side, RhOpenApiOrigin *origin);
/* Whether a value of it is bytes, as a file has them. */
gboolean rh_openapi_is_binary (const RhYaml *schema);
/* A copy of what the file has as an example, as long as there is room. (transfer full); NULL */
RhYaml *rh_openapi_copy (RhOpenApi *self, const RhYaml *given);
/* "string" of the schema's "type", or what its other keys tell; "": any. */
const char *rh_openapi_type_of (const RhYaml *schema);
/* The example of a media type or a parameter: its "example", or the first of its "examples"; then
 * as rh_openapi_sample(). (transfer full); NULL */
RhYaml *
rh_openapi_sample_of (RhOpenApi *self, RhYaml *holder, RhOpenApiSide side, RhOpenApiOrigin *origin);
/* Of a string, number or literal; JSON of anything else. (transfer full) */
char *rh_openapi_value_text (const RhYaml *value);

typedef struct
{
  char *name;
  char *value;
} RhOpenApiPair;

/* "form", "spaceDelimited", "pipeDelimited", "deepObject": the rows that a value becomes. (transfer
 * full) (element-type RhOpenApiPair) */
GPtrArray *
rh_openapi_spread (const char *name, const RhYaml *value, const char *style, gboolean explode);
/* "simple", "label", "matrix": one text. (transfer full) */
char *rh_openapi_join (const char *name, const RhYaml *value, const char *style, gboolean explode);
/* "explode" of a parameter or an encoding, or what its style means. */
gboolean rh_openapi_explodes (const RhYaml *holder, const char *style);

/* Parts */

/* Environments, and the variable for the address. */
void rh_openapi_read_servers (RhOpenApi *self);
/* What a URL begins with: "{{base_url}}", or the address of servers of its own. (transfer full) */
char *rh_openapi_dup_base (RhOpenApi *self, RhYaml *path_item, RhYaml *operation);

/* The URL, and its parameters. */
void rh_openapi_read_parameters (RhOpenApi *self,
                                 RhOpenApiRequest *request,
                                 const char *path,
                                 RhYaml *path_item,
                                 RhYaml *operation);
/* The header of all cookies; after rh_openapi_read_auth(). */
void rh_openapi_add_cookies (RhOpenApiRequest *request);
void rh_openapi_read_body (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *operation);
void rh_openapi_read_responses (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *operation);
/* The value as XML, its root named after the schema. (transfer full) */
char *rh_openapi_to_xml (RhOpenApi *self, RhYaml *schema, const RhYaml *value);
/* Whether it is no text. */
gboolean rh_openapi_is_file (const char *media_type);
/* The text that a body of that media type is. (transfer full) */
char *
rh_openapi_dup_text (RhOpenApi *self, RhYaml *media, const char *media_type, const RhYaml *value);

gboolean rh_openapi_read_paths (RhOpenApi *self, const RhImportWatch *watch, GError **error);

/* The collection's own auth; before any request. */
void rh_openapi_read_security (RhOpenApi *self);
/* What the operation needs; the scopes are for its note. (transfer full) */
char *rh_openapi_read_auth (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *operation);
/* A security scheme that is in use. */
typedef struct
{
  RhYaml *node; /* borrowed */
  char *name;
  char *variable; /* of its secret; NULL: not needed yet */
  char *user;     /* of its user name; NULL likewise */
  GPtrArray *scopes;
  GHashTable *have; /* the same as a set, borrowed */
  GPtrArray *users; /* what signs in with it: the collection or RhRequestItem */
} RhOpenApiScheme;
gboolean rh_openapi_scheme_is (const RhOpenApiScheme *scheme, const char *type);
/* After all: the sign-in with all scopes. */
void rh_openapi_settle_security (RhOpenApi *self);

/* Small things */

/* What was made up is told once a request. */
void rh_openapi_tell_made_up (RhOpenApi *self, RhOpenApiRequest *request);
/* A text in one line, for a row. (transfer full) */
char *rh_openapi_dup_line (const RhYaml *map, const char *key);
/* The description in one line, and after it the choices there are: NULL, none. (transfer full) */
char *rh_openapi_dup_note (const RhYaml *holder, const RhYaml *choices);
/* The same of a schema and the schema of its items. (transfer full) */
char *rh_openapi_dup_row_note (RhOpenApi *self, const RhYaml *holder, RhYaml *schema);
/* One that no environment has. (transfer full) */
char *rh_openapi_dup_free_variable (RhOpenApi *self, const char *wanted);
/* A name that a variable can have, and told if it is another one. (transfer full) */
char *rh_openapi_dup_variable (RhOpenApi *self, const char *name, const char *place);
gboolean rh_openapi_take_row (RhOpenApi *self, RhOpenApiRequest *request);

G_END_DECLS
