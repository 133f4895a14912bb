/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second reading of Postman's collections, to compare the program's with. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text for each request of the collection, in its order, which says all that is sent: where it
 * is and what it is called, method and URL, the rows of the header ("-": off, "@": a file), then a
 * line of the body and one of the authorization. Of char *. (transfer full) */
GPtrArray *rh_postman_reading_new (const char *json);

G_END_DECLS
