/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new collection gets from a service: its environments and its starter requests. */
#pragma once

#include "collection/rh-service.h"

G_BEGIN_DECLS

/* Into a collection without environments and requests: the OAuth 2.0 block in variables, the
 * practice server's environment where the service has its requests answered there, the service's
 * own, and its requests. @services: GListModel of RhService. */
void
rh_service_collection_fill (RhCollection *collection, RhService *service, GListModel *services);
/* One environment more, filled in from the service of that id. */
RhEnvironment *rh_service_collection_add_environment (RhCollection *collection,
                                                      GListModel *services,
                                                      const char *name,
                                                      const char *id);
/* (transfer none) (nullable) */
RhService *rh_service_collection_find (GListModel *services, const char *id);

G_END_DECLS
