/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The starter collection, with which one begins without a folder: requests and environments of the
 * practice server's service, and the environments of the service where one goes from there; or all
 * of that service, for who begins with it. */
#pragma once

#include "collection/rh-service.h"

G_BEGIN_DECLS

/* A new one, of the service of @service_id. @services: GListModel of RhService. */
RhCollection *rh_starter_new (const char *id, const char *service_id, GListModel *services);
/* Whether one can begin with the service of that id. */
gboolean rh_starter_has_service (const char *service_id);

G_END_DECLS
