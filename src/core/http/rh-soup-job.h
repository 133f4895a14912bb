/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message in flight through libsoup: RhSoupTransport starts it and forgets it. */
#pragma once

#include "http/rh-network-policy.h"
#include "http/rh-transport.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Runs to the end and returns TRUE or an error of RH_HTTP_ERROR (G_IO_ERROR_CANCELLED when @task's
 * cancellable was the reason) on @task. */
void rh_soup_job_start (GTask *task,
                        SoupSession *session,
                        RhNetworkTerms *terms,
                        RhRequest *request,
                        RhHop *hop,
                        RhTransportHead head,
                        gpointer head_data);

G_END_DECLS
