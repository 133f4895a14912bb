/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The URL of an operation and its parameters: rows that are on if they are required. */
#define G_LOG_DOMAIN "rh-import-openapi-params"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "collection/rh-path-template.h"
#include "text/rh-codec.h"
#include "text/rh-template.h"

#include <string.h>

#define MAX_CHOICES 30

static const RhMember members[]
    = { { "name", RH_MEMBER_TEXT },          { "in", RH_MEMBER_TEXT },
        { "description", RH_MEMBER_TEXT },   { "required", RH_MEMBER_TEXT },
        { "deprecated", RH_MEMBER_TEXT },    { "allowEmptyValue", RH_MEMBER_TEXT },
        { "allowReserved", RH_MEMBER_TEXT }, { "style", RH_MEMBER_TEXT },
        { "explode", RH_MEMBER_TEXT },       { "schema", RH_MEMBER_ANY },
        { "content", RH_MEMBER_MAPPING },    { "example", RH_MEMBER_ANY },
        { "examples", RH_MEMBER_MAPPING },   { NULL, RH_MEMBER_ANY } };

/* A description is a row's note: one line. */
char *
rh_openapi_dup_line (const RhYaml *map, const char *key)
{
  g_auto (GStrv) words = g_strsplit_set (rh_member_text (map, key), " \t\r\n", -1);
  GString *line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len == 0 ? "" : " ", words[i]);

  return g_string_free_and_steal (line);
}

char *
rh_openapi_dup_note (const RhYaml *holder, const RhYaml *choices)
{
  g_autofree char *said = rh_openapi_dup_line (holder, "description");
  GString *note = g_string_new (rh_member_is_true (holder, "deprecated") ? "Deprecated. " : "");

  g_string_append (note, said);
  for (guint i = 0; choices != NULL && i < MIN (rh_yaml_get_length (choices), MAX_CHOICES); i++)
    {
      const char *choice = rh_yaml_get_text (rh_yaml_nth (choices, i));

      if (choice == NULL)
        continue;
      g_string_append (note, i > 0 ? " | " : note->len > 0 ? " – " : "");
      g_string_append (note, choice);
    }

  return g_string_free_and_steal (note);
}

char *
rh_openapi_dup_row_note (RhOpenApi *self, const RhYaml *holder, RhYaml *schema)
{
  RhYaml *followed = rh_openapi_follow (self, schema);
  RhYaml *items = rh_openapi_follow (self, rh_yaml_get (followed, "items"));
  RhYaml *choices = rh_member_sequence (followed, "enum");

  return rh_openapi_dup_note (holder,
                              choices != NULL ? choices : rh_member_sequence (items, "enum"));
}

gboolean
rh_openapi_take_row (RhOpenApi *self, RhOpenApiRequest *request)
{
  if (request->n_rows++ < RH_OPENAPI_MAX_ROWS)
    return TRUE;

  if (request->n_rows == RH_OPENAPI_MAX_ROWS + 1)
    rh_import_note (self->import, RH_IMPORT_TOO_MUCH, request->place, "parameters");
  return FALSE;
}

void
rh_openapi_tell_made_up (RhOpenApi *self, RhOpenApiRequest *request)
{
  g_autoptr (GString) what = g_string_new (NULL);

  for (guint i = 0; i < request->made_up->len && what->len < 200; i++)
    g_string_append_printf (what, "%s%s", i == 0 ? "" : ", ",
                            (char *) g_ptr_array_index (request->made_up, i));
  if (what->len > 0)
    rh_import_note (self->import, RH_IMPORT_MADE_UP, request->place, what->str);
}

/* Which there are */

static char *
dup_key (const RhYaml *parameter)
{
  return g_strdup_printf ("%s:%s", rh_member_text (parameter, "in"),
                          rh_member_text (parameter, "name"));
}

static void
collect (RhOpenApi *self, RhYaml *holder, GPtrArray *parameters, GHashTable *places)
{
  RhYaml *list = rh_member_sequence (holder, "parameters");

  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    {
      RhYaml *parameter = rh_openapi_follow (self, rh_yaml_nth (list, i));
      g_autofree char *key = parameter == NULL ? NULL : dup_key (parameter);
      gpointer place;

      if (key == NULL)
        continue;
      if (g_hash_table_lookup_extended (places, key, NULL, &place))
        {
          g_ptr_array_index (parameters, GPOINTER_TO_UINT (place)) = parameter;
          continue;
        }
      g_hash_table_insert (places, g_steal_pointer (&key), GUINT_TO_POINTER (parameters->len));
      g_ptr_array_add (parameters, parameter);
    }
}

/* Values */

/* A text that nothing is known of is not made up: whoever sends it has to give it. */
static gboolean
says_nothing (RhOpenApi *self, RhYaml *parameter, const RhYaml *value)
{
  RhYaml *schema = rh_openapi_follow (self, rh_yaml_get (parameter, "schema"));

  if (rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return rh_yaml_get_length (value) == 0;

  return g_str_equal (rh_openapi_type_of (schema), "string")
         && *rh_member_text (schema, "format") == '\0';
}

/* With "content" the value is a text of that media type. */
static RhYaml *
sample_parameter (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *parameter)
{
  RhYaml *content = rh_member_mapping (parameter, "content");
  RhOpenApiOrigin origin = 0;
  RhYaml *value;

  if (content != NULL && rh_yaml_get_length (content) > 0)
    {
      g_autoptr (RhYaml) inner
          = rh_openapi_sample_of (self, rh_yaml_nth (content, 0), RH_OPENAPI_SENT, &origin);
      g_autofree char *text = inner == NULL ? g_strdup ("") : rh_openapi_value_text (inner);

      value = rh_yaml_new_string (text);
    }
  else
    value = rh_openapi_sample_of (self, parameter, RH_OPENAPI_SENT, &origin);

  if (value != NULL && (origin & RH_OPENAPI_MADE_UP) && says_nothing (self, parameter, value))
    {
      rh_yaml_unref (value);
      return rh_yaml_new_string ("");
    }
  if (origin & RH_OPENAPI_MADE_UP)
    g_ptr_array_add (request->made_up, g_strdup (rh_member_text (parameter, "name")));

  return value == NULL ? rh_yaml_new_string ("") : value;
}

/* In the text of a URL a percent sign and a plus would be read as something else. */
static char *
encode_query (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '%' || *at == '+')
        g_string_append_printf (out, "%%%02X", (guint) (guchar) *at);
      else
        g_string_append_c (out, *at);
    }

  return g_string_free_and_steal (out);
}

/* Rows */

static gboolean
is_required (const RhYaml *parameter)
{
  return rh_member_is_true (parameter, "required");
}

static void
add_query (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *parameter, const RhYaml *value)
{
  const char *style = rh_member_text (parameter, "style");
  const char *name = rh_member_text (parameter, "name");
  g_autofree char *note
      = rh_openapi_dup_row_note (self, parameter, rh_yaml_get (parameter, "schema"));
  g_autoptr (GPtrArray) pairs = NULL;

  if (*style == '\0')
    style = "form";
  pairs = rh_openapi_spread (name, value, style, rh_openapi_explodes (parameter, style));
  for (guint i = 0; i < pairs->len && rh_openapi_take_row (self, request); i++)
    {
      RhOpenApiPair *pair = g_ptr_array_index (pairs, i);
      g_autofree char *row_name = encode_query (pair->name);
      g_autofree char *text = encode_query (pair->value);
      g_autoptr (RhField) row = rh_field_new (row_name, text, note, is_required (parameter));

      rh_request_item_add_param (request->item, row);
    }
}

static char *
join (RhYaml *parameter, const RhYaml *value)
{
  const char *style = rh_member_text (parameter, "style");

  if (*style == '\0')
    style = "simple";
  return rh_openapi_join (rh_member_text (parameter, "name"), value, style,
                          rh_openapi_explodes (parameter, style));
}

/* The three that OpenAPI says in other places are not heeded in this one. */
static void
add_header (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *parameter, const RhYaml *value)
{
  static const char *const elsewhere[] = { "accept", "content-type", "authorization" };
  const char *name = rh_member_text (parameter, "name");
  g_autofree char *note
      = rh_openapi_dup_row_note (self, parameter, rh_yaml_get (parameter, "schema"));
  g_autofree char *text = join (parameter, value);
  g_autoptr (RhField) row = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    if (g_ascii_strcasecmp (name, elsewhere[i]) == 0)
      {
        rh_import_note (self->import, RH_IMPORT_MEMBER, "", name);
        return;
      }

  row = rh_field_new (name, text, note, is_required (parameter));
  if (rh_openapi_take_row (self, request))
    rh_request_item_add_header (request->item, row);
}

/* All cookies are one header, which is taken for a secret unless its values are elsewhere. */
static void
add_cookie (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *parameter, const RhYaml *value)
{
  GString *cookies = request->cookies[is_required (parameter)];
  const char *name = rh_member_text (parameter, "name");
  g_autofree char *text = rh_openapi_value_text (value);
  g_autofree char *variable = rh_openapi_dup_variable (self, name, request->place);

  g_string_append_printf (cookies, "%s%s={{%s}}", cookies->len == 0 ? "" : "; ", name, variable);
  rh_environment_set (rh_request_item_get_scope (request->item), variable, text);
}

static void
add_parameter (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *parameter)
{
  const char *in = rh_member_text (parameter, "in");
  const char *name = rh_member_text (parameter, "name");
  g_autoptr (RhYaml) value = NULL;

  rh_members_tell (self->import, parameter, members, "");
  if (g_str_equal (in, "path"))
    return;
  if (*name == '\0')
    {
      rh_import_note (self->import, RH_IMPORT_MEMBER, request->place, "parameters");
      return;
    }

  value = sample_parameter (self, request, parameter);
  if (g_str_equal (in, "query") || g_str_equal (in, "querystring"))
    add_query (self, request, parameter, value);
  else if (g_str_equal (in, "header"))
    add_header (self, request, parameter, value);
  else if (g_str_equal (in, "cookie"))
    add_cookie (self, request, parameter, value);
  else
    rh_import_note (self->import, RH_IMPORT_MEMBER, request->place, name);
}

void
rh_openapi_add_cookies (RhOpenApiRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (request->cookies); i++)
    {
      g_autoptr (RhField) row = rh_field_new ("Cookie", request->cookies[i]->str, "", i == 1);

      if (request->cookies[i]->len > 0)
        rh_request_item_add_header (request->item, row);
    }
}

/* The path */

/* "{id}", which is a whole segment, is ":id" here; any other one becomes a variable of the
 * request's own. */
typedef struct
{
  RhOpenApi *api;
  RhOpenApiRequest *request;
  GPtrArray *parameters;
  GHashTable *places;
  GListStore *rows; /* RhField: the values of path parameters */
  GString *url;
} Path;

static RhYaml *
find_parameter (Path *path, const char *name)
{
  g_autofree char *key = g_strdup_printf ("path:%s", name);
  gpointer place;

  if (!g_hash_table_lookup_extended (path->places, key, NULL, &place))
    return NULL;

  return g_ptr_array_index (path->parameters, GPOINTER_TO_UINT (place));
}

static void
add_segment (Path *path, const char *name)
{
  RhYaml *parameter = find_parameter (path, name);
  g_autoptr (RhYaml) value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *note
      = rh_openapi_dup_row_note (path->api, parameter, rh_yaml_get (parameter, "schema"));
  g_autofree char *own = NULL;
  g_autoptr (RhField) row = NULL;

  if (parameter != NULL)
    value = sample_parameter (path->api, path->request, parameter);
  text = value == NULL ? g_strdup ("") : join (parameter, value);
  own = rh_path_template_is_name (name)
            ? g_strdup (name)
            : rh_openapi_dup_variable (path->api, name, path->request->place);

  row = rh_field_new (own, text, note, TRUE);
  g_list_store_append (path->rows, row);
  g_string_append_printf (path->url, ":%s", own);
}

static void
add_piece (Path *path, const char *name)
{
  RhYaml *parameter = find_parameter (path, name);
  g_autofree char *own = rh_openapi_dup_variable (path->api, name, path->request->place);
  g_autoptr (RhYaml) value = NULL;
  g_autofree char *text = NULL;

  if (parameter != NULL)
    value = sample_parameter (path->api, path->request, parameter);
  text = value == NULL ? g_strdup ("") : join (parameter, value);
  if (*text == '\0')
    rh_import_note (path->api->import, RH_IMPORT_VALUE_MISSING, path->request->place, own);

  rh_environment_set (rh_request_item_get_scope (path->request->item), own, text);
  g_string_append_printf (path->url, "{{%s}}", own);
}

static void
add_path (Path *path, const char *text)
{
  const char *at = text;

  while (*at != '\0')
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = NULL;
      gboolean whole;

      if (end == NULL || end == at + 1)
        {
          /* no parameter here, whatever it looks like */
          if (*at == ':' && at > text && at[-1] == '/')
            g_string_append (path->url, "%3A");
          else
            g_string_append_c (path->url, *at);
          at++;
          continue;
        }

      name = g_strndup (at + 1, (gsize) (end - at) - 1);
      whole = at > text && at[-1] == '/' && strchr ("/?#", end[1]) != NULL;
      if (whole)
        add_segment (path, name);
      else
        add_piece (path, name);
      at = end + 1;
    }
}

void
rh_openapi_read_parameters (RhOpenApi *self,
                            RhOpenApiRequest *request,
                            const char *path,
                            RhYaml *path_item,
                            RhYaml *operation)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new ();
  g_autoptr (GListStore) rows = g_list_store_new (RH_TYPE_FIELD);
  g_autofree char *base = rh_openapi_dup_base (self, path_item, operation);
  g_autoptr (GString) url = g_string_new (base);
  Path reading = { self, request, parameters, places, rows, url };

  collect (self, path_item, parameters, places);
  collect (self, operation, parameters, places); /* in the place of the path's */
  if (*path != '/')
    g_string_append_c (url, '/');
  add_path (&reading, path);
  g_object_set (request->item, "url", url->str, NULL);
  rh_request_item_overlay_path_params (request->item, G_LIST_MODEL (rows));

  for (guint i = 0; i < parameters->len; i++)
    add_parameter (self, request, g_ptr_array_index (parameters, i));
}
