/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request's file, and what a folder or a collection says for all of its requests. */
#define G_LOG_DOMAIN "rh-import-bruno-request"

#include "config.h"

#include "format/rh-import-bruno.h"

#include "collection/rh-selector.h"
#include "format/rh-import-private.h"
#include "http/rh-request.h"

#include <string.h>

static const char *const methods[]
    = { "get", "post", "put", "delete", "patch", "options", "head", "connect", "trace", NULL };

/* What a block is read into. */
typedef struct
{
  RhBruno *bruno;
  const RhBru *bru;
  RhRequestItem *item;
  const char *place;
  GListStore *params; /* RhField, of the query and of the path */
  GListStore *path;
} Request;

typedef void (*ReadBlock) (Request *request, const RhBruBlock *block);

/* Rows */

static void
read_rows (Request *request, const RhBruBlock *block, GListStore *rows)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      g_autoptr (RhField) field = rh_bruno_new_field (
          request->bruno, g_ptr_array_index (block->pairs, i), request->place);

      g_list_store_append (rows, field);
    }
}

static void
read_query (Request *request, const RhBruBlock *block)
{
  read_rows (request, block, request->params);
}

static void
read_path (Request *request, const RhBruBlock *block)
{
  read_rows (request, block, request->path);
}

static void
read_headers (Request *request, const RhBruBlock *block)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      g_autoptr (RhField) field = rh_bruno_new_field (
          request->bruno, g_ptr_array_index (block->pairs, i), request->place);

      rh_request_item_add_header (request->item, field);
    }
}

/* What is known of the request itself */

static void
read_meta (Request *request, const RhBruBlock *block)
{
  static const char *const known[] = { "name", "type", "seq", "tags", NULL };

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      RhYaml *tags;

      if (!g_str_equal (pair->name, "tags") || pair->items == NULL || *pair->items == NULL)
        continue;
      tags = rh_yaml_new_sequence ();
      for (guint j = 0; pair->items[j] != NULL; j++)
        rh_yaml_append (tags, rh_yaml_new_string (pair->items[j]));
      rh_yaml_set (
          rh_yaml_get (rh_import_need_kept (request->bruno->import, request->item), "info"), "tags",
          tags);
      rh_import_note (request->bruno->import, RH_IMPORT_UNUSED, "", "tags");
    }
  rh_bruno_tell_others (request->bruno, block, known, request->place);
}

static void
read_docs (Request *request, const RhBruBlock *block)
{
  g_object_set (request->item, "note", block->text, NULL);
}

static void
read_variables (Request *request, const RhBruBlock *block)
{
  rh_bruno_add_variables (request->bruno, rh_request_item_get_scope (request->item), block,
                          request->place);
}

/* After the response */

/* Expressions that are no path are JavaScript. */
static void
read_actions (Request *request, const RhBruBlock *block)
{
  RhYaml *others = rh_yaml_new_mapping ();

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      const char *name = pair->name + (*pair->name == '@' ? 1 : 0);
      const char *expression = pair->value + (*pair->value == '$' && pair->value[1] == 'r' ? 1 : 0);
      g_autoptr (RhAction) action = NULL;

      if (!rh_selector_check (expression, NULL))
        {
          rh_yaml_set_string (others, pair->name, pair->value);
          continue;
        }
      action = rh_action_new (expression, name, RH_ACTION_SCOPE_MEMORY);
      g_object_set (action, "note", pair->note, "enabled", pair->enabled, NULL);
      rh_request_item_add_action (request->item, action);
    }

  if (rh_yaml_get_length (others) > 0)
    rh_import_keep_member (request->bruno->import, request->item, "bruno", block->name, others,
                           request->place, TRUE);
  else
    rh_yaml_unref (others);
}

static RhYaml *
need (RhYaml *map, const char *key, RhYaml *(*make) (void) )
{
  RhYaml *found = rh_yaml_get (map, key);

  if (found == NULL)
    rh_yaml_set (map, key, found = make ());

  return found;
}

/* "res.status: eq 200": a word first, if there is one. */
static void
read_assert (Request *request, const RhBruBlock *block)
{
  RhYaml *root = rh_import_need_kept (request->bruno->import, request->item);
  RhYaml *list
      = need (need (root, "runtime", rh_yaml_new_mapping), "assertions", rh_yaml_new_sequence);

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      RhYaml *assertion = rh_yaml_new_mapping ();
      gsize length = strspn (pair->value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
      gboolean word = length > 0 && (pair->value[length] == ' ' || pair->value[length] == '\0');
      g_autofree char *operator= word ? g_strndup (pair->value, length) : g_strdup ("eq");
      g_autofree char *value = g_strstrip (g_strdup (pair->value + (word ? length : 0)));

      rh_yaml_set_string (assertion, "expression", pair->name);
      rh_yaml_set_string (assertion, "operator", operator);
      rh_yaml_set_string (assertion, "value", value);
      if (!pair->enabled)
        rh_yaml_set_boolean (assertion, "disabled", TRUE);
      if (*pair->note != '\0')
        rh_yaml_set_string (assertion, "description", pair->note);
      rh_yaml_append (list, assertion);
      rh_import_note (request->bruno->import, RH_IMPORT_CHECKS, request->place, NULL);
    }
}

/* How it is sent */

static void
set_number (Request *request, RhSetting setting, const char *value, gboolean zero)
{
  guint64 number;

  if (g_ascii_string_to_unsigned (value, 10, zero ? 0 : 1, G_MAXINT, &number, NULL))
    rh_request_settings_set (rh_request_item_get_settings (request->item), setting, (int) number);
}

static void
read_settings (Request *request, const RhBruBlock *block)
{
  RhImport *import = request->bruno->import;

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);

      if (g_str_equal (pair->name, "followRedirects"))
        rh_request_settings_set (rh_request_item_get_settings (request->item),
                                 RH_SETTING_FOLLOW_REDIRECTS, g_str_equal (pair->value, "true"));
      else if (g_str_equal (pair->name, "maxRedirects"))
        set_number (request, RH_SETTING_MAX_REDIRECTS, pair->value, TRUE);
      else if (g_str_equal (pair->name, "timeout")) /* 0: what the program says */
        set_number (request, RH_SETTING_TOTAL_TIMEOUT, pair->value, FALSE);
      else
        {
          rh_yaml_set (
              need (rh_import_need_kept (import, request->item), "settings", rh_yaml_new_mapping),
              pair->name, rh_yaml_new_plain (pair->value));
          rh_import_note (import, RH_IMPORT_UNUSED, "", pair->name);
        }
    }
}

static void
read_example (Request *request, const RhBruBlock *block)
{
  rh_bruno_read_example (request->bruno, request->item, block, request->place);
}

/* Blocks */

static const struct
{
  const char *name;
  ReadBlock read;
} readers[] = {
  { "meta", read_meta },
  { "docs", read_docs },
  { "query", read_query },
  { "params:query", read_query },
  { "params:path", read_path },
  { "headers", read_headers },
  { "vars:pre-request", read_variables },
  { "vars:post-response", read_actions },
  { "assert", read_assert },
  { "settings", read_settings },
  { "example", read_example },
};

static void
read_block (Request *request, const RhBruBlock *block)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (block->name, readers[i].name))
      {
        readers[i].read (request, block);
        return;
      }

  if (rh_bruno_keep_script (request->bruno, request->item, block, request->place)
      || g_str_has_prefix (block->name, "auth:") || g_str_has_prefix (block->name, "body")
      || g_str_equal (block->name, "metadata"))
    return; /* read by others */

  if (block->pairs == NULL || g_str_equal (block->name, "app"))
    rh_bruno_keep_block (request->bruno, request->item, block, request->place);
  else
    rh_import_note (request->bruno->import, RH_IMPORT_MEMBER, request->place, block->name);
}

/* The block that says what is sent; NULL. */
static const RhBruBlock *
find_call (const RhBru *bru, gboolean *http)
{
  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);

      *http = g_str_equal (block->name, "http") || g_strv_contains (methods, block->name);
      if (*http || g_str_equal (block->name, "grpc") || g_str_equal (block->name, "ws"))
        return block;
    }

  return NULL;
}

static const char *
lookup (const RhBruBlock *block, const char *name)
{
  const char *value = rh_bru_lookup (block->pairs, name);

  return value == NULL ? "" : value;
}

static char *
dup_method (RhBruno *self, const RhBruBlock *call, const char *place)
{
  const char *written = g_str_equal (call->name, "http") ? lookup (call, "method") : call->name;

  if (g_strv_contains (methods, written))
    return g_ascii_strup (written, -1);
  if (rh_method_is_valid (written))
    return g_strdup (written);

  rh_import_note (self->import, RH_IMPORT_METHOD_CHANGED, place, written);
  return g_strdup ("GET");
}

static void
read_http (Request *request, const RhBruBlock *call)
{
  static const char *const known[] = { "url", "method", "body", "auth", NULL };
  g_autofree char *method = dup_method (request->bruno, call, request->place);

  g_object_set (request->item, "method", method, NULL);
  rh_bruno_tell_others (request->bruno, call, known, request->place);
  if (rh_bru_find (request->bru, "metadata") != NULL)
    rh_import_note (request->bruno->import, RH_IMPORT_MEMBER, request->place, "metadata");
  rh_bruno_read_body (request->bruno, request->bru, request->item, lookup (call, "body"),
                      request->place);
}

RhRequestItem *
rh_bruno_read_request (RhBruno *self, const RhBru *bru, const char *name, const char *around)
{
  gboolean http = FALSE;
  const RhBruBlock *call = find_call (bru, &http);
  const char *own = rh_bru_lookup_in (bru, "meta", "name");
  g_autofree char *place = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GListStore) params = g_list_store_new (RH_TYPE_FIELD);
  g_autoptr (GListStore) path = g_list_store_new (RH_TYPE_FIELD);
  RhRequestItem *item;
  Request request;

  if (call == NULL)
    return NULL;

  name = own == NULL || *own == '\0' ? name : own;
  place = rh_import_folder_place (around, name);
  url = rh_bruno_dup_text (self, lookup (call, "url"), place);
  item = rh_request_item_new (name, "GET", url);
  request = (Request) { self, bru, item, place, params, path };
  for (guint i = 0; i < bru->blocks->len; i++)
    if (g_ptr_array_index (bru->blocks, i) != call)
      read_block (&request, g_ptr_array_index (bru->blocks, i));

  if (http)
    read_http (&request, call);
  else
    rh_bruno_keep_call (self, bru, call, item, place);
  rh_bruno_read_auth (self, bru, item,
                      *lookup (call, "auth") == '\0' ? "none" : lookup (call, "auth"), place);
  rh_import_overlay_params (self->import, item, G_LIST_MODEL (params), place);
  rh_import_overlay_path (self->import, item, G_LIST_MODEL (path), place);
  return item;
}

/* Folders and the collection */

static RhFolder *
folder_of (gpointer object)
{
  return RH_IS_COLLECTION (object) ? rh_collection_get_root (object) : RH_FOLDER (object);
}

static void
read_default_headers (RhBruno *self, const RhBruBlock *block, gpointer object, const char *place)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      g_autoptr (RhField) field
          = rh_bruno_new_field (self, g_ptr_array_index (block->pairs, i), place);

      rh_folder_add_header (folder_of (object), field);
    }
}

static void
read_default (RhBruno *self, const RhBruBlock *block, gpointer object, const char *place)
{
  static const char *const of_meta[] = { "name", "type", "seq", NULL };
  static const char *const of_auth[] = { "mode", NULL };

  if (g_str_equal (block->name, "headers"))
    read_default_headers (self, block, object, place);
  else if (g_str_equal (block->name, "vars:pre-request"))
    rh_bruno_add_variables (self, rh_folder_get_scope (folder_of (object)), block, place);
  else if (g_str_equal (block->name, "docs"))
    g_object_set (folder_of (object), "note", block->text, NULL);
  else if (g_str_equal (block->name, "meta"))
    rh_bruno_tell_others (self, block, of_meta, place);
  else if (g_str_equal (block->name, "auth"))
    rh_bruno_tell_others (self, block, of_auth, place);
  else if (rh_bruno_keep_script (self, object, block, place)
           || g_str_has_prefix (block->name, "auth:"))
    return;
  else if (block->pairs == NULL || g_str_equal (block->name, "vars:post-response"))
    rh_bruno_keep_block (self, object, block, place);
  else
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, block->name);
}

void
rh_bruno_read_defaults (RhBruno *self, const RhBru *bru, gpointer object, const char *place)
{
  const char *mode = rh_bru_lookup_in (bru, "auth", "mode");

  for (guint i = 0; i < bru->blocks->len; i++)
    read_default (self, g_ptr_array_index (bru->blocks, i), object, place);

  /* a folder that says "none" is passed over by Bruno when it looks for what a request inherits */
  if (mode == NULL || (RH_IS_FOLDER (object) && g_str_equal (mode, "none")))
    mode = RH_IS_FOLDER (object) ? "inherit" : "none";
  rh_bruno_read_auth (self, bru, object, mode, place);
}

/* Environments */

static void
read_secrets (RhBruno *self, RhEnvironment *environment, const RhBruBlock *block, const char *place)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      g_autoptr (RhVariable) variable = rh_variable_new_secret (pair->name);

      g_object_set (variable, "enabled", pair->enabled, "note", pair->note, "kind", pair->kind,
                    NULL);
      rh_environment_append (environment, variable);
      rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, place, pair->name);
    }
}

void
rh_bruno_read_environment (RhBruno *self, const RhBru *bru, const char *name)
{
  RhEnvironment *environment = rh_import_new_environment (self->import, name);
  const char *color = rh_bru_lookup (bru->pairs, "color");
  g_autofree char *place = NULL;

  if (environment == NULL)
    return;

  place = rh_import_dup_place (self->import, environment);
  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);

      if (g_str_equal (block->name, "vars"))
        rh_bruno_add_variables (self, environment, block, place);
      else if (g_str_equal (block->name, "vars:secret"))
        read_secrets (self, environment, block, place);
      else
        rh_import_note (self->import, RH_IMPORT_MEMBER, place, block->name);
    }
  if (color != NULL)
    g_object_set (environment, "color", color, NULL);
}
