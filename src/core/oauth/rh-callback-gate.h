/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may pass to the callback, sans-IO (security.md 1; standards.md E7 to E10). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the 303 leads, so that the code leaves the address bar. */
#define RH_CALLBACK_DONE_PATH "/done"

typedef struct
{
  const char *method;
  const char *target; /* raw request target */
  gboolean has_body;  /* Content-Length over 0, or Transfer-Encoding */
} RhCallbackHead;

typedef enum
{
  RH_CALLBACK_PASS, /* the answer: hand the query to RhAuthorization */
  RH_CALLBACK_DONE, /* the fixed page: GET /done after the redirect, or the callback again */
  RH_CALLBACK_REFUSE,
} RhCallbackVerdict;

/* @path: the redirect URI's, compared raw. @answered: a valid callback came already. On REFUSE
 * @status is 400, 404, 405 or 413. On PASS @query (transfer full) has exactly one state and exactly
 * one of code and error, at most one iss; parameters nobody knows are in it. */
RhCallbackVerdict rh_callback_gate_check (const RhCallbackHead *head,
                                          const char *path,
                                          gboolean answered,
                                          guint *status,
                                          char **query);

G_END_DECLS
