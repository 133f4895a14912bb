/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response that is kept with its request, in its file: what it was asked, and what came back.
 * Whoever makes one masks it first (rh_example_keep(), security.md 4.10). */
#pragma once

#include "http/rh-exchange.h"

G_BEGIN_DECLS

#define RH_TYPE_EXAMPLE (rh_example_get_type ())
G_DECLARE_FINAL_TYPE (RhExample, rh_example, RH, EXAMPLE, GObject)

/* Property "name", writable and notified; the rest stays as it is made. */
RhExample *rh_example_new (const char *name);
RhExample *rh_example_copy (RhExample *self);
const char *rh_example_get_name (RhExample *self);
/* As it is called in the file: a name that was changed since does not part it from what else the
 * file says of it. Settled when the file is read or written. */
const char *rh_example_get_saved_name (RhExample *self);
void rh_example_settle (RhExample *self);

/* The request, as typed; "" where the file does not say. */
void rh_example_set_request (RhExample *self, const char *method, const char *url);
const char *rh_example_get_method (RhExample *self);
const char *rh_example_get_url (RhExample *self);

/* @body: UTF-8; NULL: none was kept. */
void rh_example_set_response (RhExample *self,
                              guint status,
                              const char *reason,
                              RhHeaders *headers,
                              const char *body);
guint rh_example_get_status (RhExample *self); /* 0: it has no response */
const char *rh_example_get_reason (RhExample *self);
RhHeaders *rh_example_get_headers (RhExample *self);
const char *rh_example_get_body (RhExample *self);

/* To look at: one hop, begun at 0, for it tells no time. NULL without a response. (transfer full)
 */
RhExchange *rh_example_dup_exchange (RhExample *self);

G_END_DECLS
