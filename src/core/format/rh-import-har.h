/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the reader of HTTP Archives. */
#pragma once

#include "format/rh-import-members.h"
#include "format/rh-import-private.h"

G_BEGIN_DECLS

/* The request of an entry, whose "request" is a mapping, with its response as an example. What a
 * browser recorded is always full of credentials: rh_import_finish() finds them. (transfer full) */
RhRequestItem *rh_har_read_entry (RhImport *import, const RhYaml *entry);
/* "postData" into the body of @item. */
void
rh_har_read_body (RhImport *import, RhRequestItem *item, const RhYaml *data, const char *place);

G_END_DECLS
