/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what is known of a request that was refused, for rh_refusal_explain(). */
#pragma once

#include "oauth/rh-refusal.h"
#include "workspace/rh-sender.h"

G_BEGIN_DECLS

/* After the run. @connection: where it was sent. NULL: neither 401 nor 403 came back. (transfer
 * full) */
RhRefusal *rh_refused_explain (RhSender *sender, RhConnection *connection);

G_END_DECLS
