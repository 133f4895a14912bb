/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what a request sends besides method and URL: params, headers, body, auth. */
#pragma once

#include "collection/rh-collection.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_REQUEST_PAGE (rh_request_page_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestPage, rh_request_page, RH, REQUEST_PAGE, AdwBin)

/* Property "narrow". */
void rh_request_page_set_item (RhRequestPage *self,
                               RhRequestItem *item,
                               RhCollection *collection,
                               RhVariableScope *scope);

G_END_DECLS
