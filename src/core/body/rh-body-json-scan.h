/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes over the JSON of a body once, from its start. Private to body/. */
#pragma once

#include "http/rh-spool.h"
#include "text/rh-json-scanner.h"

G_BEGIN_DECLS

typedef enum
{
  RH_BODY_SCAN_WHOLE,   /* one value, and nothing else */
  RH_BODY_SCAN_STOPPED, /* by who is told */
  RH_BODY_SCAN_WRONG,   /* no JSON from somewhere on, or not all of it, or cancelled */
} RhBodyScan;

/* FALSE: enough. @n_tokens: at least one; their places are those of the text. */
typedef gboolean (*RhBodyScanFunc) (gpointer user_data, const RhJsonToken *tokens, guint n_tokens);

/* In a thread. */
RhBodyScan rh_body_json_scan (RhSpool *text,
                              RhBodyScanFunc take,
                              gpointer user_data,
                              GCancellable *cancellable);

G_END_DECLS
