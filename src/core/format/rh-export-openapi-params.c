/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path of a request and its rows: parameters, which are required if they are on. */
#define G_LOG_DOMAIN "rh-export-openapi-params"

#include "config.h"

#include "format/rh-export-openapi-private.h"

#include "collection/rh-path-template.h"
#include "text/rh-codec.h"
#include "text/rh-template.h"

#include <string.h>

/* Parameters by place and name, in order. */
typedef struct
{
  RhOperationOut *operation;
  RhYaml *list;
  GHashTable *by_key; /* "query:limit" → its mapping, borrowed */
} Parameters;

void
rh_openapi_out_set_note (RhYaml *map, const char *note)
{
  if (*note != '\0')
    rh_yaml_set_string (map, "description", note);
}

/* Values */

static gboolean
is_whole_number (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return length > 0 && length < 16 && text[length] == '\0' && (*text != '0' || length == 1);
}

RhYaml *
rh_openapi_out_new_value (const char *text)
{
  if (g_str_equal (text, "true") || g_str_equal (text, "false") || is_whole_number (text))
    return rh_yaml_new_plain (text);

  return rh_yaml_new_string (text);
}

/* In the text of a URL: %20 and + are spaces. */
static char *
dup_decoded (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  gsize length;
  g_autofree char *decoded = rh_percent_decode (spaced, -1, &length);

  if (strlen (decoded) != length || !g_utf8_validate (decoded, (gssize) length, NULL))
    return g_strdup (text);

  return g_steal_pointer (&decoded);
}

/* Rows of one name are an array. */
static void
add_again (RhYaml *parameter, RhYaml *value, gboolean on)
{
  RhYaml *example = rh_yaml_get (parameter, "example");

  if (example == NULL || rh_yaml_get_kind (example) != RH_YAML_SEQUENCE)
    {
      RhYaml *list = rh_yaml_new_sequence ();

      rh_yaml_append (list, example == NULL ? rh_yaml_new_string ("") : rh_yaml_ref (example));
      rh_yaml_set (parameter, "example", list);
      example = list;
    }
  rh_yaml_append (example, value);
  rh_yaml_set (parameter, "schema", rh_openapi_out_new_schema (example));
  if (on)
    rh_yaml_set_boolean (parameter, "required", TRUE);
}

/* @text: NULL: it has no value to show. */
static void
add (Parameters *self,
     const char *in,
     const char *name,
     const char *text,
     const char *note,
     gboolean required)
{
  g_autofree char *key = g_strdup_printf ("%s:%s", in, name);
  RhYaml *parameter = g_hash_table_lookup (self->by_key, key);
  g_autoptr (RhYaml) value = rh_openapi_out_new_value (text == NULL ? "" : text);

  if (parameter != NULL)
    {
      if (!g_str_equal (in, "path"))
        add_again (parameter, g_steal_pointer (&value), required);
      return;
    }

  parameter = rh_yaml_new_mapping ();
  rh_yaml_set_string (parameter, "name", name);
  rh_yaml_set_string (parameter, "in", in);
  rh_openapi_out_set_note (parameter, note);
  if (required)
    rh_yaml_set_boolean (parameter, "required", TRUE);
  rh_yaml_set (parameter, "schema", rh_openapi_out_new_schema (value));
  if (text != NULL && *text != '\0')
    rh_yaml_set (parameter, "example", g_steal_pointer (&value));
  rh_yaml_append (self->list, parameter);
  g_hash_table_insert (self->by_key, g_steal_pointer (&key), parameter);
}

/* The path */

typedef struct
{
  GString *path;
  GString *shape;    /* with "{}" for each parameter */
  GPtrArray *names;  /* char *, in order */
  GPtrArray *values; /* char * or NULL, likewise */
  GPtrArray *notes;  /* char *, likewise */
} Path;

static void
take_parameter (Path *path, const char *name, const char *value, const char *note)
{
  g_string_append_printf (path->path, "{%s}", name);
  g_string_append (path->shape, "{}");
  g_ptr_array_add (path->names, g_strdup (name));
  g_ptr_array_add (path->values, g_strdup (value));
  g_ptr_array_add (path->notes, g_strdup (note));
}

static void
take_row (Path *path, RhOperationOut *operation, const char *name)
{
  GListModel *rows = rh_request_item_get_path_params (operation->item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);
      g_autofree char *value = NULL;

      if (!g_str_equal (rh_field_get_name (row), name))
        continue;
      value = rh_export_dup_field (operation->out->export, operation->out->options, row, FALSE,
                                   operation->place);
      take_parameter (path, name, value, rh_field_get_note (row));
      return;
    }

  take_parameter (path, name, NULL, "");
}

static void
take_variable (Path *path, RhOperationOut *operation, const char *name)
{
  gboolean secret;
  const char *value = rh_openapi_out_lookup (operation->out, operation->item, 0, name, &secret);

  if (secret)
    rh_export_note (operation->out->export, RH_IMPORT_OUT_SECRET, operation->place, name);
  take_parameter (path, name, value, "");
}

static void
take_character (Path *path, char character)
{
  char text[4] = { character, '\0' };

  if (character == '{' || character == '}')
    g_snprintf (text, sizeof text, "%%%02X", (guint) character);
  g_string_append (path->path, text);
  g_string_append (path->shape, text);
}

static void
read_path (Path *path, RhOperationOut *operation)
{
  /* asked for its rows, an item may come by another text of the same */
  g_autofree char *url = g_strdup (rh_request_item_get_url (operation->item));
  g_autoptr (GArray) params = rh_path_template_find (url);
  g_autoptr (GArray) refs = rh_template_find (url);
  guint next_param = 0;
  guint next_ref = 0;
  RhUrlParts parts;

  rh_url_parts_find (url, &parts);
  for (gsize at = parts.path; at < parts.query;)
    {
      const RhPathParam *param = NULL;
      const RhTemplateRef *ref = NULL;

      if (next_param < params->len)
        param = &g_array_index (params, RhPathParam, next_param);
      while (next_ref < refs->len && g_array_index (refs, RhTemplateRef, next_ref).start < at)
        next_ref++;
      if (next_ref < refs->len)
        ref = &g_array_index (refs, RhTemplateRef, next_ref);

      if (param != NULL && param->start == at)
        {
          take_row (path, operation, param->name);
          at += param->length;
          next_param++;
        }
      else if (ref != NULL && ref->start == at)
        {
          take_variable (path, operation, ref->name);
          at += ref->length;
        }
      else
        take_character (path, url[at++]);
    }
  if (path->path->len == 0)
    take_character (path, '/');
  /* never sent, and so the way to have two operations of a path */
  for (gsize at = parts.fragment; url[at] != '\0'; at++)
    take_character (path, url[at]);
}

/* One shape is one path: its parameters are called as they are where it comes first. But nothing is
 * lost for that: where the method is taken there, the path is another one. */
static char *
settle_path (Path *path, RhOperationOut *operation)
{
  RhOpenApiOut *out = operation->out;
  const char *first = g_hash_table_lookup (out->shapes, path->shape->str);
  g_autofree char *method = g_ascii_strdown (rh_request_item_get_method (operation->item), -1);
  guint index = 0;

  if (first == NULL)
    {
      g_hash_table_insert (out->shapes, g_strdup (path->shape->str), g_strdup (path->path->str));
      return g_strdup (path->path->str);
    }

  if (rh_yaml_get (rh_yaml_get (out->paths, first), method) != NULL)
    return g_strdup (path->path->str);

  for (const char *at = strchr (first, '{'); at != NULL && index < path->names->len;
       at = strchr (at + 1, '{'))
    {
      g_free (g_ptr_array_index (path->names, index));
      g_ptr_array_index (path->names, index++) = g_strndup (at + 1, strcspn (at + 1, "}"));
    }

  return g_strdup (first);
}

static char *
add_path (Parameters *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) shape = g_string_new (NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  Path path = { text, shape, names, values, notes };
  g_autofree char *settled = NULL;

  read_path (&path, self->operation);
  settled = settle_path (&path, self->operation);
  for (guint i = 0; i < names->len; i++)
    add (self, "path", g_ptr_array_index (names, i), g_ptr_array_index (values, i),
         g_ptr_array_index (notes, i), TRUE);

  return g_steal_pointer (&settled);
}

/* Rows */

static void
add_query (Parameters *self)
{
  RhOperationOut *operation = self->operation;
  GListModel *rows = rh_request_item_get_params (operation->item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);
      g_autofree char *name = dup_decoded (rh_field_get_name (row));
      g_autofree char *raw = rh_export_dup_field (operation->out->export, operation->out->options,
                                                  row, FALSE, operation->place);
      g_autofree char *value = dup_decoded (raw);

      if (*name != '\0')
        add (self, "query", name, value, rh_field_get_note (row), rh_field_is_enabled (row));
    }
}

/* What is one variable is its value. (transfer full) */
static char *
dup_cookie (RhOperationOut *operation, const char *text)
{
  g_autoptr (GArray) refs = rh_template_find (text);
  const RhTemplateRef *ref = refs->len == 1 ? &g_array_index (refs, RhTemplateRef, 0) : NULL;
  const char *value = NULL;
  gboolean secret;

  if (ref != NULL && ref->length == strlen (text))
    value = rh_openapi_out_lookup (operation->out, operation->item, 0, ref->name, &secret);
  return g_strdup (value == NULL ? text : value);
}

static void
add_cookies (Parameters *self, RhField *row, const char *value)
{
  g_auto (GStrv) pairs = g_strsplit (value, ";", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (g_strstrip (pairs[i]), "=", 2);

      g_autofree char *text = NULL;

      if (pair[0] == NULL || pair[1] == NULL)
        {
          rh_export_note (self->operation->out->export, RH_IMPORT_OUT_MEMBER,
                          self->operation->place, "Cookie");
          continue;
        }
      text = dup_cookie (self->operation, pair[1]);
      add (self, "cookie", pair[0], text, rh_field_get_note (row), rh_field_is_enabled (row));
    }
}

/* The media type of the body is told there, and what says who sends by the security. */
static void
add_header (Parameters *self, RhField *row)
{
  RhOperationOut *operation = self->operation;
  const char *name = rh_field_get_name (row);
  g_autofree char *value = NULL;

  if (*name == '\0' || g_ascii_strcasecmp (name, "Content-Type") == 0)
    return;
  if (g_ascii_strcasecmp (name, "Accept") == 0 || g_ascii_strcasecmp (name, "Authorization") == 0)
    {
      rh_export_note (operation->out->export, RH_IMPORT_OUT_MEMBER, operation->place, name);
      return;
    }

  value = rh_export_dup_field (operation->out->export, operation->out->options, row, TRUE,
                               operation->place);
  if (g_ascii_strcasecmp (name, "Cookie") == 0)
    add_cookies (self, row, value);
  else
    add (self, "header", name, value, rh_field_get_note (row), rh_field_is_enabled (row));
}

/* Its own, also those that are off, and those of the folders around it. */
static void
add_headers (Parameters *self)
{
  RhRequestItem *item = self->operation->item;
  GListModel *own = rh_request_item_get_headers (item);
  g_autoptr (GPtrArray) all = rh_folder_resolve_headers (item, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (own); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (own, i);

      g_hash_table_add (known, row);
      add_header (self, row);
    }
  for (guint i = 0; i < all->len; i++)
    {
      RhField *row = g_ptr_array_index (all, i);

      if (g_hash_table_contains (known, row))
        continue;
      rh_export_note (self->operation->out->export, RH_IMPORT_OUT_HEADER, "",
                      rh_field_get_name (row));
      add_header (self, row);
    }
}

char *
rh_openapi_out_add_parameters (RhOperationOut *self)
{
  g_autoptr (RhYaml) list = rh_yaml_new_sequence ();
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Parameters parameters = { self, list, by_key };
  char *path = add_path (&parameters);

  add_query (&parameters);
  add_headers (&parameters);
  if (rh_yaml_get_length (list) > 0)
    rh_yaml_set (self->operation, "parameters", rh_yaml_ref (list));
  return path;
}
