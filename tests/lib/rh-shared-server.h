/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token endpoint that several processes share: its state is a file, changed under a lock. It
 * rotates refresh tokens and kills the family when an old one is used. */
#pragma once

#include "lib/rh-fake-transport.h"

G_BEGIN_DECLS

typedef struct
{
  guint serial; /* of the newest pair: "access-3", "refresh-3" */
  guint dead;   /* the family */
  guint reused; /* how often an old refresh token was used */
  guint last;   /* who refreshed last */
} RhSharedState;

void rh_shared_server_read (const char *path, RhSharedState *state);
void rh_shared_server_write (const char *path, const RhSharedState *state);

/* @step (may be NULL) is called before and after the server does its work. @who: for last. */
RhFakeTransport *rh_shared_server_new (const char *path, guint who, void (*step) (void));

G_END_DECLS
