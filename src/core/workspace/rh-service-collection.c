/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection filled in from a service. */
#define G_LOG_DOMAIN "rh-service-collection"

#include "config.h"

#include "workspace/rh-service-collection.h"

#include "workspace/rh-oauth-settings.h"

RhService *
rh_service_collection_find (GListModel *services, const char *id)
{
  guint n = g_list_model_get_n_items (services);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (services, i);

      if (g_str_equal (rh_service_get_id (service), id))
        return service; /* the model keeps it */
    }

  return NULL;
}

RhEnvironment *
rh_service_collection_add_environment (RhCollection *collection,
                                       GListModel *services,
                                       const char *name,
                                       const char *id)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);
  RhService *service = rh_service_collection_find (services, id);

  rh_collection_add_environment (collection, environment);
  if (service != NULL)
    rh_oauth_settings_apply_service (collection, environment, NULL, service);
  g_free (rh_oauth_settings_need_client_secret (collection, environment));
  return environment; /* the collection keeps it */
}

static void
add (RhCollection *collection,
     RhService *service,
     GListModel *services,
     const char *name,
     const char *id)
{
  RhEnvironment *environment
      = rh_service_collection_add_environment (collection, services, name, id);
  RhEnvironment *variables = rh_service_get_variables (service, name);

  if (variables != NULL)
    rh_environment_copy_variables (environment, variables);
}

static void
add_practice (RhCollection *collection, RhService *service, GListModel *services)
{
  RhEnvironment *environment;

  add (collection, service, services, RH_SERVICE_PRACTICE_ENVIRONMENT, RH_SERVICE_PRACTICE);
  environment = rh_collection_get_environment (collection, RH_SERVICE_PRACTICE_ENVIRONMENT);
  rh_oauth_settings_set (collection, environment, RH_OAUTH_SCOPE,
                         rh_service_get_practice_scope (service));
}

/* Copies, so that nothing that is done to them is done to the service. */
static void
add_requests (RhCollection *collection, RhService *service)
{
  g_autoptr (RhFolder) copy = rh_folder_copy (rh_service_get_requests (service));
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = rh_folder_get_items (copy);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (folders, g_list_model_get_item (items, i));
  for (guint i = 0; i < folders->len; i++)
    rh_folder_remove (copy, folders->pdata[i]);
  rh_folder_append_all (rh_collection_get_root (collection), folders);
}

void
rh_service_collection_fill (RhCollection *collection, RhService *service, GListModel *services)
{
  const char *const *environments;

  g_return_if_fail (RH_IS_COLLECTION (collection));
  g_return_if_fail (RH_IS_SERVICE (service));

  rh_oauth_block_fill_variables (rh_collection_get_oauth (collection));
  if (*rh_service_get_practice_scope (service) != '\0')
    add_practice (collection, service, services);

  environments = rh_service_get_environments (service);
  for (guint i = 0; environments[i] != NULL; i++)
    add (collection, service, services, environments[i], rh_service_get_id (service));

  if (rh_service_get_requests (service) != NULL)
    add_requests (collection, service);
}
