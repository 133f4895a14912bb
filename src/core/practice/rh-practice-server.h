/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server: a stand-in authorization server and API on loopback, modelled on Pleo's
 * (security.md 2). An independent oracle: it shares the loopback server with the engine, and no
 * OAuth code. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_PRACTICE_DEFAULT_PORT 8436
#define RH_PRACTICE_CLIENT_ID "practice-client"
#define RH_PRACTICE_CLIENT_SECRET "practice-secret" /* not a secret: printed in the README */
#define RH_PRACTICE_REDIRECT_URI "http://localhost:8437/practice"

typedef enum
{
  RH_PRACTICE_FAULT_NONE = 0,
  RH_PRACTICE_FAULT_EXPIRED_TOKEN = 1 << 0, /* access tokens are dead at birth for the API */
  RH_PRACTICE_FAULT_REVOKED_GRANT = 1 << 1, /* every refresh: invalid_grant */
  RH_PRACTICE_FAULT_WRONG_ISS = 1 << 2,
  RH_PRACTICE_FAULT_MISSING_EXPIRES_IN = 1 << 3,
  RH_PRACTICE_FAULT_RATE_LIMIT = 1 << 4,   /* 429 with Retry-After on token and API */
  RH_PRACTICE_FAULT_SERVER_ERROR = 1 << 5, /* 500 */
  RH_PRACTICE_FAULT_SLOW = 1 << 6,
  RH_PRACTICE_FAULT_CUT = 1 << 7,  /* connection cut in mid-response */
  RH_PRACTICE_FAULT_HTML = 1 << 8, /* HTML instead of JSON */
} RhPracticeFault;

/* A number of 0 means its default, but for the port. */
typedef struct
{
  guint16 port;                /* 0: a free one */
  guint access_token_seconds;  /* default 3600 */
  guint refresh_token_seconds; /* default 60 days */
  guint code_seconds;          /* default 60 */
  guint slow_ms;               /* how late the slow fault is, default 5000 */
  RhPracticeFault faults;
  /* The registered client; NULL: the defaults above. Secret "": a public client. */
  const char *client_id;
  const char *client_secret;
  const char *const *redirect_uris;
  /* The wall clock in microseconds; NULL: the machine's. */
  gint64 (*now) (gpointer user_data);
  gpointer now_data;
} RhPracticeOptions;

#define RH_TYPE_PRACTICE_SERVER (rh_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (RhPracticeServer, rh_practice_server, RH, PRACTICE_SERVER, GObject)

/* @options NULL: defaults. */
RhPracticeServer *rh_practice_server_new (const RhPracticeOptions *options);
gboolean rh_practice_server_start (RhPracticeServer *self, GError **error); /* RH_LOOPBACK_ERROR */
void rh_practice_server_stop (RhPracticeServer *self);
gboolean rh_practice_server_is_running (RhPracticeServer *self);
const char *rh_practice_server_get_base_url (RhPracticeServer *self); /* "http://localhost:8436" */
void rh_practice_server_set_faults (RhPracticeServer *self, RhPracticeFault faults);
RhPracticeFault rh_practice_server_get_faults (RhPracticeServer *self);
/* "expired-token", "revoked-grant", "wrong-iss", "missing-expires-in", "429", "500", "slow", "cut",
 * "html"; 0 if there is none of that name. */
RhPracticeFault rh_practice_fault_from_name (const char *name);
const char *const *rh_practice_fault_names (void);
/* How many requests the token endpoint has had; for tests. */
guint rh_practice_server_get_n_token_requests (RhPracticeServer *self);
/* Signal "request" (const char *line): one line a request, no secret, for rehearse practice. */

G_END_DECLS
