/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One hop by HTTP/2, on a connection of its own: RhSoupTransport starts it and forgets it. */
#pragma once

#include "http/rh-network-policy.h"
#include "http/rh-transport.h"

G_BEGIN_DECLS

/* Nothing was sent, and HTTP/1.1 is to be spoken instead. @refused: the server speaks nothing else;
 * otherwise there is a proxy. */
typedef void (*RhH2Instead) (GTask *task, gboolean refused);

/* What rh_soup_job_start() promises, for an https: request that rh_h2_fields_can_say(); or calls
 * @instead, and leaves @task alone. */
void rh_h2_job_start (GTask *task,
                      GProxyResolver *resolver,
                      RhNetworkTerms *terms,
                      RhRequest *request,
                      RhHop *hop,
                      RhTransportHead head,
                      gpointer head_data,
                      RhH2Instead instead);

G_END_DECLS
