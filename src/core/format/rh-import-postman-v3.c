/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of version 3 in the words of 2.1. */
#define G_LOG_DOMAIN "rh-import-postman-v3"

#include "config.h"

#include "format/rh-import-postman-v3.h"

#include "collection/rh-query.h"
#include "collection/rh-secret-looking.h"
#include "format/rh-import-members.h"
#include "http/rh-request.h"

#include <math.h>
#include <string.h>

#define KIND "$kind"
#define HTTP "http-request"
#define GRAPHQL "graphql-request"
#define GRPC "grpc-request"
#define REQUEST "-request"
#define EXAMPLES "./.resources/"
/* No longer one is made longer: each param costs a walk through it. */
#define MAX_URL (32 * 1024)

/* Which */

gboolean
rh_postman_v3_is_collection (const RhYaml *tree)
{
  return g_str_equal (rh_member_text (tree, KIND), "collection");
}

gboolean
rh_postman_v3_is_request (const RhYaml *tree)
{
  return g_str_has_suffix (rh_member_text (tree, KIND), REQUEST);
}

double
rh_postman_v3_read_order (const RhYaml *tree)
{
  const char *text = rh_member_text (tree, "order");
  char *end = NULL;
  double order = g_ascii_strtod (text, &end);

  return end == text || isinf (order) ? NAN : order;
}

const char *
rh_postman_v3_peek_name (const RhYaml *tree, const char *name)
{
  const char *own = rh_member_text (tree, "name");

  return *own == '\0' ? name : own;
}

/* @import: NULL where nobody listens. */
static void
tell (RhImport *import, RhImportCode code, const char *place, const char *what)
{
  if (import != NULL)
    rh_import_note (import, code, place, what);
}

/* Trees */

/* A node of another tree, which is given up after it. */
static void
put (RhYaml *map, const char *key, RhYaml *value)
{
  if (value != NULL)
    rh_yaml_set (map, key, rh_yaml_ref (value));
}

/* What has no other name there, and what is not known. */
static void
put_others (RhYaml *map, const RhYaml *tree, const char *const *known)
{
  if (tree == NULL || rh_yaml_get_kind (tree) != RH_YAML_MAPPING)
    return;

  for (guint i = 0; i < rh_yaml_get_length (tree); i++)
    {
      const char *key = rh_yaml_nth_key (tree, i);

      if (!g_strv_contains (known, key) && rh_yaml_get (map, key) == NULL)
        put (map, key, rh_yaml_nth (tree, i));
    }
}

static void
drop (RhYaml *map, const char *const *keys)
{
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    rh_yaml_remove (map, keys[i]);
}

/* "Accept: text/plain" in a mapping is a row with a key and a value. */
static RhYaml *
new_row (const char *key, RhYaml *value)
{
  gboolean map = rh_yaml_get_kind (value) == RH_YAML_MAPPING;
  RhYaml *row = map ? rh_yaml_copy (value) : rh_yaml_new_mapping ();

  rh_yaml_set_string (row, "key", key);
  if (!map)
    put (row, "value", value);
  return row;
}

/* Rows are a list, or a mapping of names to values. NULL: there are none. */
static RhYaml *
dup_rows (RhYaml *rows)
{
  RhYaml *list;

  if (rows == NULL || rh_yaml_get_kind (rows) != RH_YAML_MAPPING)
    return rows == NULL ? NULL : rh_yaml_ref (rows);

  list = rh_yaml_new_sequence ();
  for (guint i = 0; i < rh_yaml_get_length (rows); i++)
    rh_yaml_append (list, new_row (rh_yaml_nth_key (rows, i), rh_yaml_nth (rows, i)));
  return list;
}

static void
put_rows (RhYaml *map, const char *key, RhYaml *rows)
{
  RhYaml *list = dup_rows (rows);

  if (list != NULL)
    rh_yaml_set (map, key, list);
}

/* Auth */

/* Postman lists one without credentials where none was set. */
static gboolean
is_auth (const RhYaml *auth)
{
  const char *type = rh_member_text (auth, "type");

  return g_str_equal (type, "noauth")
         || (*type != '\0' && !g_str_equal (type, "inherit")
             && rh_yaml_get (auth, "credentials") != NULL);
}

/* Of several the first counts; others, and a choice among those around it, are told. */
static RhYaml *
find_auth (RhImport *import, RhYaml *auth, const char *place)
{
  RhYaml *found = NULL;

  if (auth == NULL || rh_yaml_get_kind (auth) == RH_YAML_SCALAR)
    return NULL;
  if (rh_yaml_get_kind (auth) == RH_YAML_MAPPING)
    {
      if (!is_auth (auth) && rh_yaml_get (auth, "credentials") != NULL)
        tell (import, RH_IMPORT_MEMBER, place, "auth");
      return is_auth (auth) ? auth : NULL;
    }

  for (guint i = 0; i < rh_yaml_get_length (auth); i++)
    {
      RhYaml *one = rh_yaml_nth (auth, i);

      if (!is_auth (one))
        continue;
      if (found != NULL)
        tell (import, RH_IMPORT_NOT_IN_USE, place, rh_member_text (one, "type"));
      else
        found = one;
    }

  return found;
}

static void
put_auth (RhImport *import, RhYaml *map, const RhYaml *tree, const char *place)
{
  RhYaml *auth = find_auth (import, rh_yaml_get (tree, "auth"), place);
  const char *type = rh_member_text (auth, "type");
  RhYaml *result;

  if (auth == NULL)
    return;

  result = rh_yaml_new_mapping ();
  rh_yaml_set_string (result, "type", type);
  put_rows (result, type, rh_yaml_get (auth, "credentials"));
  rh_yaml_set (map, "auth", result);
}

/* Scripts */

static const char *
listener_of (const char *type)
{
  const char *colon = strchr (type, ':');
  const char *name = colon == NULL ? type : colon + 1;

  if (g_str_equal (name, "beforeRequest") || g_str_equal (name, "beforeInvoke"))
    return "prerequest";

  return g_str_equal (name, "afterResponse") ? "test" : name;
}

static void
put_scripts (RhYaml *map, const RhYaml *tree)
{
  RhYaml *scripts = rh_member_sequence (tree, "scripts");
  RhYaml *events;

  if (scripts == NULL)
    {
      put (map, "scripts", rh_yaml_get (tree, "scripts"));
      return;
    }

  events = rh_yaml_new_sequence ();
  for (guint i = 0; i < rh_yaml_get_length (scripts); i++)
    {
      RhYaml *one = rh_yaml_nth (scripts, i);
      RhYaml *event = rh_yaml_new_mapping ();
      RhYaml *script = rh_yaml_new_mapping ();

      rh_yaml_set_string (event, "listen", listener_of (rh_member_text (one, "type")));
      rh_yaml_set_string (script, "type", rh_member_text (one, "language"));
      rh_yaml_set_string (script, "exec", rh_member_text (one, "code"));
      rh_yaml_set (event, "script", script);
      rh_yaml_append (events, event);
    }
  rh_yaml_set (map, "event", events);
}

/* URL */

static gboolean
is_disabled (const RhYaml *row)
{
  return rh_member_is_true (row, "disabled")
         || g_str_equal (rh_member_text (row, "enabled"), "false");
}

/* The names that the URL has, and how many params those are. */
static GHashTable *
dup_names (const char *url, guint *n)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) segments = rh_query_split (url);

  *n = g_strv_length (segments);
  for (guint i = 0; segments[i] != NULL; i++)
    g_hash_table_add (names, g_strndup (segments[i], strcspn (segments[i], "=")));

  return names;
}

/* Those that are on stand in the URL as well; where one does not, it is sent all the same. */
static char *
dup_url (RhImport *import, const char *url, const RhYaml *rows, const char *place)
{
  guint n = 0;
  g_autoptr (GHashTable) names = dup_names (url, &n);
  char *result = g_strdup (url);

  for (guint i = 0; rows != NULL && i < rh_yaml_get_length (rows) && strlen (result) < MAX_URL; i++)
    {
      const RhYaml *row = rh_yaml_nth (rows, i);
      const char *name = rh_member_text (row, "key");
      g_autofree char *bare = rh_query_segment_new (name, "", TRUE);
      g_autofree char *segment = rh_query_segment_new (name, rh_member_text (row, "value"), FALSE);
      char *longer;

      if (*name == '\0' || is_disabled (row) || g_hash_table_contains (names, bare))
        continue;
      tell (import, RH_IMPORT_URL_CHANGED, place, name);
      longer = rh_query_insert (result, n++, segment);
      g_free (result);
      result = longer;
    }

  return result;
}

static RhYaml *
new_url (RhImport *import, const RhYaml *tree, const char *place)
{
  g_autoptr (RhYaml) rows = dup_rows (rh_yaml_get (tree, "queryParams"));
  g_autofree char *text = dup_url (import, rh_member_text (tree, "url"), rows, place);
  RhYaml *url = rh_yaml_new_mapping ();

  rh_yaml_set_string (url, "raw", text);
  put (url, "query", rows);
  put_rows (url, "variable", rh_yaml_get (tree, "pathVariables"));
  return url;
}

/* Bodies */

static RhYaml *
new_raw (const char *type, RhYaml *content)
{
  RhYaml *body = rh_yaml_new_mapping ();
  RhYaml *options = rh_yaml_new_mapping ();
  RhYaml *raw = rh_yaml_new_mapping ();

  rh_yaml_set_string (body, "mode", "raw");
  put (body, "raw", content);
  rh_yaml_set_string (raw, "language", *type == '\0' ? "text" : type);
  rh_yaml_set (options, "raw", raw);
  rh_yaml_set (body, "options", options);
  return body;
}

/* A path, or a mapping with one. */
static RhYaml *
new_file (RhYaml *content)
{
  RhYaml *file = rh_yaml_new_mapping ();

  if (content != NULL && rh_yaml_get_kind (content) == RH_YAML_MAPPING)
    put_others (file, content, (const char *const[]) { NULL });
  else
    put (file, "src", content);
  return file;
}

static void
put_body (RhYaml *map, const RhYaml *tree)
{
  static const char *const known[] = { "type", "content", NULL };
  RhYaml *body = rh_yaml_get (tree, "body");
  RhYaml *content = rh_yaml_get (body, "content");
  const char *type = rh_member_text (body, "type");
  RhYaml *result;

  if (body == NULL || rh_yaml_is_null (body) || g_str_equal (type, "none"))
    return;

  if (rh_yaml_get_kind (body) != RH_YAML_MAPPING)
    result = new_raw ("text", body);
  else if (g_str_equal (type, "formdata") || g_str_equal (type, "urlencoded")
           || g_str_equal (type, "file") || g_str_equal (type, "graphql"))
    {
      result = rh_yaml_new_mapping ();
      rh_yaml_set_string (result, "mode", type);
      if (g_str_equal (type, "file"))
        rh_yaml_set (result, type, new_file (content));
      else if (g_str_equal (type, "graphql"))
        put (result, type, content);
      else
        put_rows (result, type, content);
    }
  else
    result = new_raw (type, content);
  put_others (result, body, known);
  rh_yaml_set (map, "body", result);
}

/* A request of a kind of its own there. */
static void
put_graphql (RhYaml *map, const RhYaml *tree)
{
  static const char *const keys[] = { "query", "variables", "operationName" };
  RhYaml *body = rh_yaml_new_mapping ();
  RhYaml *graphql = rh_yaml_new_mapping ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    put (graphql, keys[i], rh_yaml_get (tree, keys[i]));
  rh_yaml_set_string (body, "mode", "graphql");
  rh_yaml_set (body, "graphql", graphql);
  rh_yaml_set (map, "body", body);
}

/* Calls that are no HTTP */

static char *
dup_safe_value (RhImport *import, const char *name, const char *value, const char *place)
{
  const char *secret = rh_secret_looking_skip_scheme (value);
  g_autofree char *hidden = NULL;

  if (!rh_secret_looking (name, value, TRUE))
    return g_strdup (value);

  hidden = rh_import_hide (import, name, secret, place);
  return g_strdup_printf ("%.*s%s", (int) (secret - value), value, hidden);
}

static RhYaml *
new_metadata (RhImport *import, RhYaml *rows, const char *place)
{
  g_autoptr (RhYaml) list = dup_rows (rows);
  RhYaml *metadata = rh_yaml_new_sequence ();

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *from = rh_yaml_nth (list, i);
      const char *name = rh_member_text (from, "key");
      g_autofree char *value = dup_safe_value (import, name, rh_member_text (from, "value"), place);
      RhYaml *row = rh_yaml_new_mapping ();

      rh_yaml_set_string (row, "name", name);
      rh_yaml_set_string (row, "value", value);
      if (*rh_member_text (from, "description") != '\0')
        rh_yaml_set_string (row, "description", rh_member_text (from, "description"));
      if (is_disabled (from))
        rh_yaml_set_boolean (row, "disabled", TRUE);
      rh_yaml_append (metadata, row);
    }

  return metadata;
}

/* In OpenCollection's words. */
static RhYaml *
new_section (RhImport *import, const RhYaml *call, gboolean grpc, const char *place)
{
  RhYaml *section = rh_yaml_new_mapping ();
  const char *proto = rh_member_text (rh_yaml_get (call, "schema"), "location");

  rh_yaml_set_string (section, "url", "");
  if (!grpc)
    return section;

  rh_yaml_set_string (section, "method", rh_member_text (call, "methodPath"));
  if (*proto != '\0')
    rh_yaml_set_string (section, "protoFilePath", proto);
  rh_yaml_set (section, "metadata", new_metadata (import, rh_yaml_get (call, "metadata"), place));
  rh_yaml_set_string (section, "message",
                      rh_member_text (rh_yaml_get (call, "message"), "content"));
  return section;
}

static RhYaml *
new_call (const RhYaml *tree, const char *kind)
{
  static const char *const keys[] = { "methodPath", "schema", "metadata", "message" };
  RhYaml *call = rh_yaml_new_mapping ();
  g_autofree char *type = g_strndup (kind, strlen (kind) - strlen (REQUEST));

  rh_yaml_set_string (call, "type", type);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    put (call, keys[i], rh_yaml_get (tree, keys[i]));
  return call;
}

void
rh_import_postman_keep_call (RhImport *import,
                             RhRequestItem *item,
                             const RhYaml *call,
                             const char *place)
{
  const char *type = rh_member_text (call, "type");
  gboolean grpc = g_str_equal (type, "grpc");
  g_autofree char *method = g_ascii_strup (type, -1);

  if (*type == '\0')
    return;

  if (rh_method_is_valid (method))
    g_object_set (item, "method", method, NULL);
  if (grpc || g_str_equal (type, "websocket"))
    {
      g_object_set (item, "body-kind", RH_BODY_KIND_KEPT, NULL);
      rh_import_keep_protocol (import, item, type, new_section (import, call, grpc, place), place);
    }
  else
    rh_import_note (import, RH_IMPORT_PROTOCOL, place, type);
}

/* Requests */

/* What an example has of the request, and a request itself. */
static RhYaml *
new_http (RhImport *import, const RhYaml *tree, const char *place)
{
  RhYaml *request = rh_yaml_new_mapping ();

  put (request, "method", rh_yaml_get (tree, "method"));
  rh_yaml_set (request, "url", new_url (import, tree, place));
  put_rows (request, "header", rh_yaml_get (tree, "headers"));
  if (g_str_equal (rh_member_text (tree, KIND), GRAPHQL))
    {
      rh_yaml_set_string (request, "method", "POST");
      put_graphql (request, tree);
    }
  else
    put_body (request, tree);
  put_auth (import, request, tree, place);
  return request;
}

RhYaml *
rh_postman_v3_new_request (RhImport *import,
                           const RhYaml *tree,
                           const char *name,
                           RhYaml *responses,
                           const char *place)
{
  static const char *const known[]
      = { KIND,   "name", "order",   "method",   "url",           "headers", "queryParams",
          "auth", "body", "scripts", "settings", "pathVariables", NULL };
  static const char *const of_graphql[] = { "query", "variables", "operationName", NULL };
  static const char *const of_grpc[] = { "methodPath", "schema", "metadata", "message", NULL };
  const char *kind = rh_member_text (tree, KIND);
  gboolean graphql = g_str_equal (kind, GRAPHQL);
  gboolean call = !graphql && !g_str_equal (kind, HTTP);
  RhYaml *item = rh_yaml_new_mapping ();

  rh_yaml_set_string (item, "name", rh_postman_v3_peek_name (tree, name));
  rh_yaml_set (item, "request", new_http (import, tree, place));
  put (item, "protocolProfileBehavior", rh_yaml_get (tree, "settings"));
  put_scripts (item, tree);
  if (responses != NULL)
    rh_yaml_set (item, "response", responses);
  if (call)
    rh_yaml_set (item, RH_POSTMAN_CALL, new_call (tree, kind));
  put_others (item, tree, known);
  drop (item, graphql ? of_graphql : g_str_equal (kind, GRPC) ? of_grpc : NULL);
  if (g_str_has_prefix (rh_member_text (item, "examples"), EXAMPLES))
    rh_yaml_remove (item, "examples");
  return item;
}

/* Two shapes: { request, response: { statusCode, … } } and { originalRequest, code, … }. */
RhYaml *
rh_postman_v3_new_response (const RhYaml *tree, const char *name)
{
  static const char *const known[]
      = { KIND,   "name",       "order",  "request",    "originalRequest", "body", "response",
          "code", "statusCode", "status", "statusText", "headers",         NULL };
  const RhYaml *request = rh_yaml_get (tree, "request");
  RhYaml *inner = rh_member_mapping (tree, "response");
  const RhYaml *from = inner == NULL ? tree : inner;
  RhYaml *body = rh_yaml_get (from, "body");
  RhYaml *response = rh_yaml_new_mapping ();

  if (request == NULL)
    request = rh_yaml_get (tree, "originalRequest");
  rh_yaml_set_string (response, "name", rh_postman_v3_peek_name (tree, name));
  if (request != NULL)
    rh_yaml_set (response, "originalRequest", new_http (NULL, request, ""));
  put (response, "code", rh_yaml_get (from, inner == NULL ? "code" : "statusCode"));
  put (response, "status", rh_yaml_get (from, inner == NULL ? "status" : "statusText"));
  put_rows (response, "header", rh_yaml_get (from, "headers"));
  put (response, "body",
       body != NULL && rh_yaml_get_kind (body) == RH_YAML_MAPPING ? rh_yaml_get (body, "content")
                                                                  : body);
  put_others (response, tree, known);
  return response;
}

/* Folders, collections, environments */

RhYaml *
rh_postman_v3_new_group (RhImport *import,
                         const RhYaml *tree,
                         const char *name,
                         RhYaml *items,
                         gboolean root,
                         const char *place)
{
  static const char *const known[] = { KIND,       "name", "description", "order", "variables",
                                       "settings", "auth", "scripts",     "items", NULL };
  RhYaml *group = rh_yaml_new_mapping ();
  RhYaml *info = root ? rh_yaml_new_mapping () : group;

  rh_yaml_set_string (info, "name", rh_postman_v3_peek_name (tree, name));
  put (info, "description", rh_yaml_get (tree, "description"));
  if (root)
    rh_yaml_set (group, "info", info);
  put_rows (group, "variable", rh_yaml_get (tree, "variables"));
  put_auth (import, group, tree, place);
  put_scripts (group, tree);
  put (group, "protocolProfileBehavior", rh_yaml_get (tree, "settings"));
  put_others (group, tree, known);
  rh_yaml_set (group, "item", items);
  return group;
}

RhYaml *
rh_postman_v3_new_environment (const RhYaml *tree, const char *name, const char *scope)
{
  static const char *const known[] = { KIND, "name", "values", NULL };
  RhYaml *environment = rh_yaml_new_mapping ();

  rh_yaml_set_string (environment, "name", rh_postman_v3_peek_name (tree, name));
  put_rows (environment, "values", rh_yaml_get (tree, "values"));
  if (rh_yaml_get (environment, "values") == NULL)
    rh_yaml_set (environment, "values", rh_yaml_new_sequence ());
  rh_yaml_set_string (environment, "_postman_variable_scope", scope);
  put_others (environment, tree, known);
  return environment;
}
