/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as an item of Postman's, and the headers that it ends up with. */
#define G_LOG_DOMAIN "rh-export-postman-item"

#include "config.h"

#include "format/rh-export-postman-private.h"

static RhYaml *
new_header (const char *name, const char *value)
{
  RhYaml *row = rh_yaml_new_mapping ();

  rh_postman_set_text (row, "key", name);
  rh_postman_set_text (row, "value", value);
  return row;
}

static void
append_header (const RhPostmanOut *out, RhYaml *list, RhField *field, const char *place)
{
  g_autofree char *value = rh_export_dup_field (out->export, out->options, field, TRUE, place);
  RhYaml *row = new_header (rh_field_get_name (field), value);

  rh_postman_set_note (row, rh_field_get_note (field));
  rh_postman_set_disabled (row, rh_field_is_enabled (field));
  rh_yaml_append (list, row);
}

/* Postman's folders have no headers: those around a request stand in it, where they count. */
static void
append_inherited (const RhPostmanOut *out, RhRequestItem *item, RhYaml *list, const char *place)
{
  RhFolder *root = rh_collection_get_root (out->options->collection);
  g_autoptr (GPtrArray) all = rh_folder_resolve_headers (item, root);
  GListModel *own = rh_request_item_get_headers (item);
  g_autoptr (GHashTable) of_request = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (own); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (own, i);

      g_hash_table_add (of_request, field);
    }

  for (guint i = 0; i < all->len; i++)
    {
      RhField *field = g_ptr_array_index (all, i);

      if (g_hash_table_contains (of_request, field))
        continue;
      append_header (out, list, field, place);
      rh_export_note (out->export, RH_IMPORT_OUT_HEADER, "", rh_field_get_name (field));
    }
}

static gboolean
has_header (RhYaml *list, const char *name)
{
  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    if (g_ascii_strcasecmp (rh_yaml_get_text (rh_yaml_get (rh_yaml_nth (list, i), "key")), name)
        == 0)
      return TRUE;

  return FALSE;
}

static RhYaml *
new_headers (const RhPostmanOut *out, RhRequestItem *item, const char *place)
{
  GListModel *own = rh_request_item_get_headers (item);
  RhYaml *list = rh_yaml_new_sequence ();
  const char *type = rh_request_item_get_body_type (item);

  append_inherited (out, item, list, place);
  for (guint i = 0; i < g_list_model_get_n_items (own); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (own, i);

      append_header (out, list, field, place);
    }
  /* a file of Postman's has no type */
  if (rh_request_item_get_body_kind (item) == RH_BODY_KIND_FILE && *type != '\0'
      && !has_header (list, "Content-Type"))
    rh_yaml_append (list, new_header ("Content-Type", type));

  return list;
}

static RhYaml *
new_request (const RhPostmanOut *out,
             RhRequestItem *item,
             const RhPostmanKept *kept,
             const char *place)
{
  RhYaml *request = rh_yaml_new_mapping ();

  rh_postman_set_part (request, "auth", rh_postman_new_auth (out, G_OBJECT (item), kept, place));
  rh_yaml_set_string (request, "method", rh_request_item_get_method (item));
  rh_yaml_set (request, "header", new_headers (out, item, place));
  rh_postman_set_part (request, "body",
                       rh_postman_complete_body (rh_postman_new_body (out, item, place), kept));
  rh_yaml_set (request, "url", rh_postman_new_url (out, item, place));
  rh_postman_set_note (request, rh_request_item_get_note (item));
  rh_postman_give_back (request, kept, "request");
  return request;
}

/* All of it */

/* What there is no place for. */
static void
tell_rest (const RhPostmanOut *out, RhRequestItem *item, const char *place)
{
  GListModel *actions = rh_request_item_get_actions (item);

  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr (RhAction) action = g_list_model_get_item (actions, i);

      rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, rh_action_get_variable (action));
    }
}

/* "grpc"; a request that was never kept is one of HTTP. */
static const char *
type_of (const RhPostmanKept *kept)
{
  const RhYaml *type = rh_yaml_get (rh_yaml_get (kept->root, "info"), "type");

  return type == NULL || rh_yaml_get_text (type) == NULL ? "http" : rh_yaml_get_text (type);
}

RhYaml *
rh_postman_new_item (const RhPostmanOut *out, RhRequestItem *item)
{
  g_auto (RhPostmanKept) kept = { NULL, NULL };
  g_autofree char *place = rh_export_dup_place (item);
  RhYaml *map;

  rh_postman_kept_read (&kept, rh_request_item_get_source (item),
                        rh_request_item_get_body_kind (item) == RH_BODY_KIND_KEPT
                            || rh_request_item_get_auth_kind (item) == RH_AUTH_KIND_KEPT);
  if (!g_str_equal (type_of (&kept), "http"))
    {
      rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, type_of (&kept));
      return NULL;
    }

  map = rh_yaml_new_mapping ();
  rh_yaml_set_string (map, "name", rh_request_item_get_name (item));
  rh_postman_set_part (map, "event", rh_postman_new_events (&kept, "runtime"));
  rh_postman_set_part (map, "variable",
                       rh_postman_new_variables (out, rh_request_item_get_scope (item), place));
  rh_postman_set_part (
      map, "protocolProfileBehavior",
      rh_postman_new_behavior (out, rh_request_item_get_settings (item), &kept, place));
  rh_yaml_set (map, "request", new_request (out, item, &kept, place));
  rh_yaml_set (map, "response", rh_postman_new_responses (out, item, place));
  rh_postman_give_back (map, &kept, NULL);
  tell_rest (out, item, place);
  return map;
}
