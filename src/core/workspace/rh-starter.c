/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The starter collection: what the practice server's service says, and room for the real thing. */
#define G_LOG_DOMAIN "rh-starter"

#include "config.h"

#include "workspace/rh-starter.h"

#include "workspace/rh-service-collection.h"

#define NEXT "pleo" /* where one goes from here */

RhCollection *
rh_starter_new (const char *id, GListModel *services)
{
  RhCollection *collection = rh_collection_new (id, "Starter");
  RhService *practice = rh_service_collection_find (services, RH_SERVICE_PRACTICE);
  RhService *next = rh_service_collection_find (services, NEXT);
  const char *const *names = next == NULL ? NULL : rh_service_get_environments (next);

  g_object_set (collection, "starter", TRUE, NULL);
  if (practice != NULL)
    rh_service_collection_fill (collection, practice, services);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    rh_service_collection_add_environment (collection, services, names[i], NEXT);

  return collection;
}

gboolean
rh_starter_has_service (const char *service_id)
{
  return g_str_equal (service_id, RH_SERVICE_PRACTICE) || g_str_equal (service_id, NEXT);
}
