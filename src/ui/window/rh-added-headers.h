/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers that go out with a tab's request though nobody typed them, as rows for its table. */
#pragma once

#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

#define RH_TYPE_ADDED_HEADERS (rh_added_headers_get_type ())
G_DECLARE_FINAL_TYPE (RhAddedHeaders, rh_added_headers, RH, ADDED_HEADERS, GObject)

RhAddedHeaders *rh_added_headers_new (RhWorkspace *workspace, RhRequestItem *item);
/* Where the request would go; NULL: nothing is known. */
void rh_added_headers_set_connection (RhAddedHeaders *self, RhConnection *connection);
/* Only while somebody looks at them, they are kept as they would be sent. */
void rh_added_headers_set_active (RhAddedHeaders *self, gboolean active);
/* Of RhField: the note says why it is there; disabled: it cannot be overridden. Borrowed. */
GListModel *rh_added_headers_get_rows (RhAddedHeaders *self);

G_END_DECLS
