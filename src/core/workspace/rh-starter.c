/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The starter collection: what a service says, and room for the real thing. */
#define G_LOG_DOMAIN "rh-starter"

#include "config.h"

#include "workspace/rh-starter.h"

#include "workspace/rh-service-collection.h"

#define NEXT "pleo" /* where one goes from here */

static void
add_next (RhCollection *collection, GListModel *services)
{
  RhService *next = rh_service_collection_find (services, NEXT);
  const char *const *names = next == NULL ? NULL : rh_service_get_environments (next);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    rh_service_collection_add_environment (collection, services, names[i], NEXT);
}

RhCollection *
rh_starter_new (const char *id, const char *service_id, GListModel *services)
{
  gboolean is_practice = g_str_equal (service_id, RH_SERVICE_PRACTICE);
  RhService *service = rh_service_collection_find (services, service_id);
  RhCollection *collection = rh_collection_new (
      id, is_practice || service == NULL ? "Starter" : rh_service_get_name (service));

  g_object_set (collection, "starter", TRUE, NULL);
  if (service != NULL)
    rh_service_collection_fill (collection, service, services);
  if (is_practice)
    add_next (collection, services);

  return collection;
}

gboolean
rh_starter_has_service (const char *service_id)
{
  return g_str_equal (service_id, RH_SERVICE_PRACTICE) || g_str_equal (service_id, NEXT);
}
