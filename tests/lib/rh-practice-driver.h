/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A practice server under test, and a browser's and a client's side of it, byte for byte. */
#pragma once

#include "lib/rh-raw-client.h"
#include "practice/rh-practice-server.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of RFC 7636 appendix B. */
#define RH_PRACTICE_DRIVER_VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define RH_PRACTICE_DRIVER_CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

#define RH_PRACTICE_DRIVER_CLIENT \
  "client_id=" RH_PRACTICE_CLIENT_ID "&client_secret=" RH_PRACTICE_CLIENT_SECRET
#define RH_PRACTICE_DRIVER_REDIRECT "redirect_uri=http%3A%2F%2Flocalhost%3A8437%2Fpractice"

typedef struct
{
  RhPracticeServer *server;
  guint16 port;
  gint64 now; /* the server's clock, microseconds */
} RhPracticeDriver;

/* @options may be NULL; the port is a free one, the clock stands still. */
void rh_practice_driver_start (RhPracticeDriver *self, const RhPracticeOptions *options);
void rh_practice_driver_stop (RhPracticeDriver *self);

/* @headers: lines with CR LF, or "". @body: NULL for none; sent as a form unless @headers has a
 * Content-Type. Returns the whole answer; the caller frees it. */
char *rh_practice_driver_ask (RhPracticeDriver *self,
                              const char *method,
                              const char *target,
                              const char *headers,
                              const char *body);

/* The consent page for a good authorization request with S256 and @extra ("&scope=…") at its end.
 */
char *rh_practice_driver_open_page (RhPracticeDriver *self, const char *extra);
/* The one-use token of a page. */
char *rh_practice_driver_read_consent (const char *page);
/* Clicks; returns the answer. */
char *rh_practice_driver_click (RhPracticeDriver *self, const char *page, const char *decision);
/* A parameter of the Location of an answer, decoded; NULL if it has none. */
char *rh_practice_driver_read_redirect (const char *answer, const char *name);
/* Page and Allow: the code. */
char *rh_practice_driver_get_code (RhPracticeDriver *self, const char *scope);

/* POST to the token endpoint with the client in the body and "&" @form. */
char *rh_practice_driver_ask_token (RhPracticeDriver *self, const char *form);
/* Code, verifier, redirect URI. */
char *rh_practice_driver_exchange (RhPracticeDriver *self, const char *code);
char *rh_practice_driver_refresh (RhPracticeDriver *self, const char *refresh_token);
/* A new sign-in; the answer of the token endpoint. */
char *rh_practice_driver_sign_in (RhPracticeDriver *self, const char *scope);
/* With a bearer token; @token NULL: without. */
char *rh_practice_driver_call (RhPracticeDriver *self,
                               const char *method,
                               const char *target,
                               const char *token,
                               const char *body);
guint rh_practice_driver_call_status (RhPracticeDriver *self, const char *token);

/* The body as an object; fails the test if it is none. */
JsonObject *rh_practice_driver_json (const char *answer);
/* A string member of the body; "" if it is not there. */
char *rh_practice_driver_member (const char *answer, const char *name);

G_END_DECLS
