/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services: what they hold, and those that are part of the program. */
#define G_LOG_DOMAIN "rh-service"

#include "config.h"

#include "collection/rh-service.h"

#include "collection/rh-service-private.h"

G_DEFINE_FINAL_TYPE (RhServiceScope, rh_service_scope, G_TYPE_OBJECT)

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
  g_clear_object (&self->requests);
  g_clear_pointer (&self->unread, json_object_unref);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->variables);
  rh_service_form_free (self->form);
  g_strfreev (self->environments);
  g_strfreev (self->client_auths);
  g_free (self->disconnect.method);
  g_free (self->disconnect.path);
  g_free (self->disconnect.warning);
  g_free (self->id);
  g_free (self->name);
  g_free (self->documentation);
  g_free (self->first_call);
  g_free (self->practice_scope);

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
  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->form = rh_service_form_new ();
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
      g_autoptr (RhService) service = rh_service_parse_head (
          g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);

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

gboolean
rh_service_matches_redirect_exactly (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), TRUE);

  return self->exact_redirect;
}

RhServiceRedirect
rh_service_get_redirect (RhService *self, const char *environment)
{
  RhServiceRedirect redirect;
  const char *text;

  g_return_val_if_fail (RH_IS_SERVICE (self), RH_SERVICE_REDIRECT_HTTPS);

  redirect = self->redirect;
  text = rh_service_get (self, environment, "redirect_http");
  if (text != NULL)
    rh_service_parse_redirect (text, &redirect);

  return redirect;
}

const char *const *
rh_service_get_client_auths (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return (const char *const *) self->client_auths;
}

const RhServiceForm *
rh_service_get_form (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->form;
}

RhFolder *
rh_service_get_requests (RhService *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  if (!rh_service_read_later (self, &error))
    g_error ("%s: %s", self->id, error->message); /* it is part of the program */

  return self->requests;
}

const char *
rh_service_get_first_call (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->first_call;
}

const char *
rh_service_get_practice_scope (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->practice_scope;
}

RhEnvironment *
rh_service_get_variables (RhService *self, const char *environment)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return g_hash_table_lookup (self->variables, environment);
}

const RhServiceDisconnect *
rh_service_get_disconnect (RhService *self)
{
  g_return_val_if_fail (RH_IS_SERVICE (self), NULL);

  return self->disconnect.path == NULL ? NULL : &self->disconnect;
}
