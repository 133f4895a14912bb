/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen bytes a row: where, in hexadecimal, as ASCII. Private to body/. */
#pragma once

#include "body/rh-body-row.h"
#include "body/rh-body-window.h"

G_BEGIN_DECLS

#define RH_BODY_HEX_BYTES 16
/* Characters of a row. */
#define RH_BODY_HEX_WIDTH (10 + 2 + RH_BODY_HEX_BYTES * 3 + 1 + 2 + RH_BODY_HEX_BYTES)

void rh_body_hex_make_rows (RhBodyWindow *window, guint64 first, guint64 last, GPtrArray *rows);

G_END_DECLS
