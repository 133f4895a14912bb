/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session keeps of a collection in a window, and back. */
#pragma once

#include "window/rh-collection-page.h"

G_BEGIN_DECLS

/* Fills in all but the window's own. */
void rh_page_session_save (RhCollectionPage *page, RhSessionWindow *state);
/* Tabs of requests that are gone are left out. Only the one in front is made now. */
void rh_page_session_restore (RhCollectionPage *page, const RhSessionWindow *state);

G_END_DECLS
