/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the rows that JSON has when it is laid out, and notes what is needed to make any of them.
 * Private to body/. */
#pragma once

#include "body/rh-body-tables.h"
#include "text/rh-json-scanner.h"

G_BEGIN_DECLS

typedef struct _RhBodyJsonNoter RhBodyJsonNoter;

/* Notes go into @tables. @offset: where the JSON begins. */
RhBodyJsonNoter *rh_body_json_noter_new (RhBodyTables *tables, guint64 offset);
void rh_body_json_noter_free (RhBodyJsonNoter *self);
/* FALSE: this is not JSON any more; what follows from the tables' tail on is text. The last row is
 * kept back, since its comma is not known. */
gboolean rh_body_json_noter_feed (RhBodyJsonNoter *self, const char *bytes, gsize length);
/* Likewise; tells the last row. */
gboolean rh_body_json_noter_finish (RhBodyJsonNoter *self);
RhJsonFault rh_body_json_noter_get_fault (RhBodyJsonNoter *self, guint64 *offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhBodyJsonNoter, rh_body_json_noter_free)

G_END_DECLS
