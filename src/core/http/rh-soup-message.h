/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an RhRequest into a SoupMessage that does nothing by itself: no redirect, no authentication.
 */
#pragma once

#include "http/rh-hop.h"
#include "http/rh-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* After rh_request_check(). What had to be changed is noted in @hop. @body: of the request, opened,
 * NULL: none. (transfer full) */
SoupMessage *
rh_soup_message_new (RhRequest *request, RhHop *hop, GInputStream *body, goffset body_size);

G_END_DECLS
