/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The starter collection: the requests of the practice server, environments Practice, Staging and
 * Production. */
#pragma once

#include "collection/rh-service.h"

G_BEGIN_DECLS

/* A new one. @services: GListModel of RhService, which fill the environments in. */
RhCollection *rh_starter_new (const char *id, GListModel *services);
/* Whether it has environments of the service of that id. */
gboolean rh_starter_has_service (const char *service_id);

G_END_DECLS
