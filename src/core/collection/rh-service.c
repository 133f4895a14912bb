/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services read from JSON. What a file says is data: nothing here knows a service by name. */
#define G_LOG_DOMAIN "rh-service"

#include "config.h"

#include "collection/rh-json.h"
#include "collection/rh-service.h"

struct _RhServiceScope
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *meaning;

  /* plain */
  gboolean documented;
};

G_DEFINE_FINAL_TYPE (RhServiceScope, rh_service_scope, G_TYPE_OBJECT)

struct _RhService
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *name;
  char *documentation;
  GListStore *scopes; /* of RhServiceScope */
  GStrv environments;
  GHashTable *values; /* environment → GHashTable of field → value */

  /* plain */
  gint64 order;
  gboolean loopback_http;
  gboolean exact_redirect;
};

G_DEFINE_FINAL_TYPE (RhService, rh_service, G_TYPE_OBJECT)

static void
rh_service_scope_finalize (GObject *object)
{
  RhServiceScope *self = RH_SERVICE_SCOPE (object);

  g_free (self->name);
  g_free (self->meaning);

  G_OBJECT_CLASS (rh_service_scope_parent_class)->finalize (object);
}

static void
rh_service_scope_class_init (RhServiceScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_service_scope_finalize;
}

static void
rh_service_scope_init (RhServiceScope *self)
{
}

const char *
rh_service_scope_get_name (RhServiceScope *self)
{
  g_return_val_if_fail (RH_IS_SERVICE_SCOPE (self), NULL);

  return self->name;
}

const char *
rh_service_scope_get_meaning (RhServiceScope *self)
{
  g_return_val_if_fail (RH_IS_SERVICE_SCOPE (self), NULL);

  return self->meaning;
}

gboolean
rh_service_scope_is_documented (RhServiceScope *self)
{
  g_return_val_if_fail (RH_IS_SERVICE_SCOPE (self), FALSE);

  return self->documented;
}

static void
rh_service_finalize (GObject *object)
{
  RhService *self = RH_SERVICE (object);

  g_clear_object (&self->scopes);
  g_hash_table_unref (self->values);
  g_strfreev (self->environments);
  g_free (self->id);
  g_free (self->name);
  g_free (self->documentation);

  G_OBJECT_CLASS (rh_service_parent_class)->finalize (object);
}

static void
rh_service_class_init (RhServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_service_finalize;
}

static void
rh_service_init (RhService *self)
{
  self->scopes = g_list_store_new (RH_TYPE_SERVICE_SCOPE);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_hash_table_unref);
}

static gboolean
dup_member (JsonObject *object, const char *member, char **out, GError **error)
{
  const char *value;

  if (!rh_json_get_string (object, member, &value, error))
    return FALSE;

  *out = g_strdup (value);
  return TRUE;
}

static gboolean
parse_scope (RhService *self, JsonObject *object, GError **error)
{
  g_autoptr (RhServiceScope) scope = g_object_new (RH_TYPE_SERVICE_SCOPE, NULL);

  if (!dup_member (object, "name", &scope->name, error)
      || !dup_member (object, "meaning", &scope->meaning, error)
      || !rh_json_get_boolean (object, "documented", FALSE, &scope->documented, error))
    return FALSE;

  g_list_store_append (self->scopes, scope);
  return TRUE;
}

static gboolean
parse_scopes (RhService *self, JsonObject *root, GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (root, "scopes", &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *scope = rh_json_element_object (array, i, "scopes", error);

      if (scope == NULL || !parse_scope (self, scope, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_environment (RhService *self, const char *name, JsonObject *object, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *field;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &field, NULL))
    {
      const char *value;

      if (!rh_json_get_string (object, field, &value, error))
        return FALSE;
      g_hash_table_insert (values, g_strdup (field), g_strdup (value));
    }

  g_hash_table_insert (self->values, g_strdup (name), g_steal_pointer (&values));
  return TRUE;
}

static gboolean
parse_environments (RhService *self, JsonObject *root, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  JsonObject *environments;
  JsonObjectIter iter;
  const char *name;

  if (!rh_json_get_object (root, "environments", &environments, error))
    return FALSE;

  if (environments != NULL)
    json_object_iter_init_ordered (&iter, environments);

  while (environments != NULL && json_object_iter_next_ordered (&iter, &name, NULL))
    {
      JsonObject *environment;

      if (!rh_json_get_object (environments, name, &environment, error)
          || !parse_environment (self, name, environment, error))
        return FALSE;
      g_strv_builder_add (names, name);
    }

  self->environments = g_strv_builder_end (names);
  return TRUE;
}

static gboolean
parse_redirect (RhService *self, JsonObject *root, GError **error)
{
  JsonObject *redirect;

  if (!rh_json_get_object (root, "redirect", &redirect, error))
    return FALSE;

  return redirect == NULL
         || (rh_json_get_boolean (redirect, "loopback_http", FALSE, &self->loopback_http, error)
             && rh_json_get_boolean (redirect, "exact", FALSE, &self->exact_redirect, error));
}

RhService *
rh_service_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (RhService) self = g_object_new (RH_TYPE_SERVICE, NULL);
  g_autoptr (JsonObject) root = rh_json_parse (json, length, error);

  if (root == NULL)
    return NULL;

  if (!dup_member (root, "id", &self->id, error) || !dup_member (root, "name", &self->name, error)
      || !dup_member (root, "documentation", &self->documentation, error)
      || !rh_json_get_int (root, "order", 0, &self->order, error)
      || !parse_scopes (self, root, error) || !parse_redirect (self, root, error)
      || !parse_environments (self, root, error))
    return NULL;

  if (*self->id == '\0' || *self->name == '\0')
    {
      g_set_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "id, name: empty");
      return NULL;
    }

  return g_steal_pointer (&self);
}

static int
compare_order (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RhService *one = a;
  const RhService *other = b;

  return (one->order > other->order) - (one->order < other->order);
}

GListModel *
rh_service_load_all (const char *resource_path)
{
  GListStore *services = g_list_store_new (RH_TYPE_SERVICE);
  g_auto (GStrv) names = g_resources_enumerate_children (resource_path, 0, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", resource_path, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhService) service = rh_service_parse (g_bytes_get_data (bytes, NULL),
                                                        (gssize) g_bytes_get_size (bytes), &error);

      if (service == NULL)
        g_error ("%s: %s", path, error->message); /* it is part of the program */

      g_list_store_insert_sorted (services, service, compare_order, NULL);
    }

  return G_LIST_MODEL (services);
}

const char *
rh_service_get_id (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->id;
}

const char *
rh_service_get_name (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->name;
}

const char *
rh_service_get_documentation (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->documentation;
}

gboolean
rh_service_allows_loopback_http (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), FALSE);

  return self->loopback_http;
}

gboolean
rh_service_matches_redirect_exactly (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), FALSE);

  return self->exact_redirect;
}

GListModel *
rh_service_get_scopes (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return G_LIST_MODEL (self->scopes);
}

const char *const *
rh_service_get_environments (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return (const char *const *) self->environments;
}

const char *
rh_service_get (RhService *self, const char *environment, const char *field)
{
  GHashTable *values;

  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  values = g_hash_table_lookup (self->values, environment);
  return values == NULL ? NULL : g_hash_table_lookup (values, field);
}
