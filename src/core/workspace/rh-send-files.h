/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a request sends: its body, or parts of it. All are found before anything else is
 * done, and one outside the collection's folder goes out only when somebody said so. */
#pragma once

#include "workspace/rh-collections.h"

G_BEGIN_DECLS

/* @item with the very files that were found and allowed, whatever their paths lead to by then.
 * NULL: RH_SENDER_ERROR_NO_FILE, or RH_SENDER_ERROR_FILE with the file to ask about in @asked.
 * (transfer full) */
RhRequestItem *rh_send_files_find (RhCollections *collections,
                                   RhCollection *collection,
                                   RhRequestItem *item,
                                   char **asked,
                                   GError **error);

G_END_DECLS
