/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Back to what the file of the request in front says, with Undo. */
#pragma once

#include "window/rh-collection-page.h"

G_BEGIN_DECLS

void rh_page_discard (RhCollectionPage *page);
/* Lets its window have the action "win.discard" only while there is something to discard. Once,
 * when it has its collection. */
void rh_page_discard_watch (RhCollectionPage *page);

G_END_DECLS
