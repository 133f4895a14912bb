/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listener with a judge that takes the answer with "state=right", and what a browser or an
 * attacker sends to it. */
#pragma once

#include "lib/rh-raw-client.h"
#include "oauth/rh-loopback-listener.h"

G_BEGIN_DECLS

#define RH_FIXTURE_PATH "/acme"
#define RH_FIXTURE_ANSWER RH_FIXTURE_PATH "?code=c&state=right"

typedef struct
{
  RhLoopbackListener *listener;
  guint16 port;
  guint n_judged;
  guint n_accepted;
  guint n_refused;
  guint n_https;
  char *query;   /* of the last judged */
  char *refused; /* the last refused target */
} RhListenerFixture;

/* @host: "localhost", "127.0.0.1", "[::1]"; any free port. */
void rh_listener_fixture_setup (RhListenerFixture *self, gconstpointer host);
void rh_listener_fixture_teardown (RhListenerFixture *self, gconstpointer host);

/* A GET as a browser sends it, with the right Host; the caller frees it. */
char *rh_listener_fixture_request (RhListenerFixture *self, const char *target);
/* Sends it and returns the whole answer. */
char *rh_listener_fixture_get (RhListenerFixture *self, const char *target);
/* The real answer gets its 303 and /done its page. */
void rh_listener_fixture_assert_real_answer (RhListenerFixture *self);
/* Nobody can connect any more, on either family. */
void rh_listener_fixture_assert_closed (guint16 port);

G_END_DECLS
