/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a request was refused, and what mends it: standards.md C4, J3; security.md 3.6, 3.7. */
#include "oauth/rh-refusal.h"

#include "lib/rh-test.h"
#include "oauth/rh-token.h"

/* Sun, 06 Nov 1994 08:49:37 GMT */
#define NOW 784111777
#define DATE "Sun, 06 Nov 1994 08:49:37 GMT"
#define DATE_AHEAD "Sun, 06 Nov 1994 08:59:37 GMT"

typedef struct
{
  const char *name;
  guint status;
  const char *challenge; /* NULL: none */
  const char *sent;      /* Authorization; NULL: none */
  const char *note;
  const char *date;
  gboolean uses_token;
  gboolean can_refresh;
  gint64 seconds_left;
  const char *granted;
  const char *asked;

  RhRefusalCause cause;
  RhRefusalAction action;
  const char *missing;
  gboolean has_newer;
  const char *noted;
} Row;

#define TOKEN "Bearer t"
#define LIVE TRUE, TRUE, 600, "a", "a b"
#define ALONE TRUE, FALSE, 600, "a", "a b"
#define ENDED TRUE, TRUE, 0, "a", "a b"
#define OTHER FALSE, FALSE, RH_TOKEN_LIFETIME_UNKNOWN, NULL, NULL

static const Row rows[] = {
  { "fine", 200, NULL, TOKEN, NULL, DATE, LIVE, RH_REFUSAL_NONE, RH_REFUSAL_ACTION_NONE, "b" },
  { "no token", 401, "Bearer", NULL, NULL, DATE, LIVE, RH_REFUSAL_NOTHING_SENT,
    RH_REFUSAL_ACTION_SIGN_IN, "b" },
  { "nothing asked for, nothing sent", 401, NULL, NULL, NULL, NULL, OTHER, RH_REFUSAL_NOTHING_SENT,
    RH_REFUSAL_ACTION_SHOW_AUTH, "" },
  { "basic wanted, nothing sent", 401, "Basic realm=\"x\"", NULL, NULL, NULL, OTHER,
    RH_REFUSAL_NOTHING_SENT, RH_REFUSAL_ACTION_SHOW_AUTH, "" },
  { "dropped", 401, "Bearer", NULL, "credential-dropped:Authorization", DATE, LIVE,
    RH_REFUSAL_DROPPED, RH_REFUSAL_ACTION_SHOW_REDIRECTS, "b" },
  { "typed", 401, "Bearer error=\"invalid_token\"", "Bearer mine", "authorization-typed", DATE,
    LIVE, RH_REFUSAL_TYPED, RH_REFUSAL_ACTION_SHOW_HEADERS, "b" },
  { "digest", 401, "Digest realm=\"x\", nonce=\"n\"", TOKEN, NULL, DATE, LIVE,
    RH_REFUSAL_DIGEST_WANTED, RH_REFUSAL_ACTION_SHOW_AUTH, "b" },
  { "wrong digest", 401, "Digest realm=\"x\", nonce=\"n\"", "Digest username=\"u\"", NULL, DATE,
    OTHER, RH_REFUSAL_CREDENTIALS, RH_REFUSAL_ACTION_SHOW_AUTH, "" },
  { "basic wanted", 401, "Basic realm=\"x\"", TOKEN, NULL, DATE, LIVE, RH_REFUSAL_OTHER_SCHEME,
    RH_REFUSAL_ACTION_SHOW_AUTH, "b" },
  { "wrong password", 401, "Basic realm=\"x\"", "Basic eDp5", NULL, DATE, OTHER,
    RH_REFUSAL_CREDENTIALS, RH_REFUSAL_ACTION_SHOW_AUTH, "" },
  { "bearer wanted, basic sent", 401, "Bearer", "Basic eDp5", NULL, DATE, OTHER,
    RH_REFUSAL_OTHER_SCHEME, RH_REFUSAL_ACTION_SHOW_AUTH, "" },
  { "negotiate wanted", 401, "Negotiate, NTLM", NULL, NULL, DATE, OTHER, RH_REFUSAL_OTHER_SCHEME,
    RH_REFUSAL_ACTION_NONE, "" },
  { "negotiate or basic wanted", 401, "Negotiate, Basic realm=\"x\"", TOKEN, NULL, DATE, LIVE,
    RH_REFUSAL_OTHER_SCHEME, RH_REFUSAL_ACTION_SHOW_AUTH, "b" },
  { "scope named", 403, "Bearer error=\"insufficient_scope\", scope=\"a c d\"", TOKEN, NULL, DATE,
    LIVE, RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, "c d" },
  { "scope named with 401", 401, "Bearer error=\"insufficient_scope\", scope=\"c\"", TOKEN, NULL,
    DATE, LIVE, RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, "c" },
  { "scope without error", 403, "Bearer scope=\"a c\"", TOKEN, NULL, DATE, LIVE,
    RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, "c" },
  { "scope that is there", 403, "Bearer error=\"insufficient_scope\", scope=\"a\"", TOKEN, NULL,
    DATE, LIVE, RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_SIGN_IN, "" },
  { "stronger", 401, "Bearer error=\"insufficient_user_authentication\", acr_values=\"x\"", TOKEN,
    NULL, DATE, LIVE, RH_REFUSAL_STRONGER_SIGN_IN, RH_REFUSAL_ACTION_SIGN_IN, "b" },
  { "clock", 401, "Bearer error=\"invalid_token\"", TOKEN, NULL, DATE_AHEAD, LIVE, RH_REFUSAL_CLOCK,
    RH_REFUSAL_ACTION_CHECK_CLOCK, "b" },
  { "expired", 401, "Bearer error=\"invalid_token\"", TOKEN, NULL, DATE, ENDED, RH_REFUSAL_EXPIRED,
    RH_REFUSAL_ACTION_REFRESH_AND_SEND, "b" },
  { "invalid", 401, "Bearer error=\"invalid_token\"", TOKEN, NULL, DATE, LIVE,
    RH_REFUSAL_INVALID_TOKEN, RH_REFUSAL_ACTION_REFRESH_AND_SEND, "b" },
  { "invalid, of DPoP", 401, "DPoP error=\"invalid_token\"", "DPoP t", NULL, DATE, LIVE,
    RH_REFUSAL_INVALID_TOKEN, RH_REFUSAL_ACTION_REFRESH_AND_SEND, "b" },
  { "no reason", 401, NULL, TOKEN, NULL, NULL, LIVE, RH_REFUSAL_INVALID_TOKEN,
    RH_REFUSAL_ACTION_REFRESH_AND_SEND, "b" },
  { "no refresh token", 401, "Bearer error=\"invalid_token\"", TOKEN, NULL, DATE, ALONE,
    RH_REFUSAL_INVALID_TOKEN, RH_REFUSAL_ACTION_SIGN_IN, "b" },
  { "refreshed already", 401, "Bearer error=\"invalid_token\"", TOKEN, "replay", DATE, LIVE,
    RH_REFUSAL_INVALID_TOKEN, RH_REFUSAL_ACTION_SIGN_IN, "b" },
  { "forbidden, with a scope not granted", 403, NULL, TOKEN, NULL, DATE, LIVE, RH_REFUSAL_FORBIDDEN,
    RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, "b" },
  { "forbidden", 403, NULL, TOKEN, NULL, DATE, TRUE, TRUE, 600, "a b", "a b", RH_REFUSAL_FORBIDDEN,
    RH_REFUSAL_ACTION_NONE, "" },
  { "forbidden, scopes as asked", 403, NULL, TOKEN, NULL, DATE, TRUE, TRUE, 600, NULL, "a b",
    RH_REFUSAL_FORBIDDEN, RH_REFUSAL_ACTION_NONE, "" },
  { "forbidden, with a scope in the note", 403, NULL, TOKEN, NULL, DATE, TRUE, TRUE, 600, NULL, "a",
    RH_REFUSAL_FORBIDDEN, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, "c", FALSE, "a c" },
  { "forbidden, with the note's scope", 403, NULL, TOKEN, NULL, DATE, LIVE, RH_REFUSAL_FORBIDDEN,
    RH_REFUSAL_ACTION_NONE, "", FALSE, "a" },
  { "a note against a challenge", 403, "Bearer scope=\"c\"", TOKEN, NULL, DATE, LIVE,
    RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, "c", FALSE, "d" },
  { "scope as asked", 403, "Bearer error=\"insufficient_scope\", scope=\"a c\"", TOKEN, NULL, DATE,
    TRUE, TRUE, 600, NULL, "a", RH_REFUSAL_INSUFFICIENT_SCOPE, RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE,
    "c" },
  { "a refusal of its own kind", 401, "Bearer error=\"odd\"", TOKEN, NULL, DATE, LIVE,
    RH_REFUSAL_UNKNOWN, RH_REFUSAL_ACTION_NONE, "b" },
};

static RhRefusal *
explain (const Row *row)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhHeaders) sent = rh_headers_new ();
  const char *const notes[] = { row->note, NULL };
  RhRefusalInput input = {
    .status = row->status,
    .headers = headers,
    .sent = sent,
    .notes = notes,
    .answered = NOW,
    .uses_token = row->uses_token,
    .can_refresh = row->can_refresh,
    .has_newer = row->has_newer,
    .seconds_left = row->seconds_left,
    .granted = row->granted,
    .asked = row->asked,
    .noted = row->noted,
  };

  if (row->challenge != NULL)
    rh_headers_append_plain (headers, "WWW-Authenticate", row->challenge);
  if (row->date != NULL)
    rh_headers_append_plain (headers, "Date", row->date);
  if (row->sent != NULL)
    rh_headers_append_plain (sent, "Authorization", row->sent);

  return rh_refusal_explain (&input);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RhRefusal) refusal = explain (&rows[i]);
      g_autofree char *missing = g_strjoinv (" ", refusal->missing);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (refusal->cause, ==, rows[i].cause);
      g_assert_cmpint (refusal->action, ==, rows[i].action);
      g_assert_cmpstr (missing, ==, rows[i].missing);
    }
}

static void
test_facts (void)
{
  Row row
      = { .status = 401,
          .challenge = "Bearer error=\"invalid_token\", error_description=\"ended \342\200\256x\","
                       " resource_metadata=\"https://api.example/.well-known/x\", max_age=\"5\"",
          .sent = TOKEN,
          .uses_token = TRUE };
  g_autoptr (RhRefusal) refusal = explain (&row);
  g_autoptr (RhRefusal) bad = NULL;

  g_assert_cmpstr (refusal->scheme, ==, "Bearer");
  g_assert_cmpstr (refusal->error, ==, "invalid_token");
  g_assert_null (strstr (refusal->description, "\342\200\256"));
  g_assert_true (g_str_has_prefix (refusal->description, "ended"));
  g_assert_cmpstr (refusal->resource_metadata, ==, "https://api.example/.well-known/x");
  g_assert_cmpstr (refusal->max_age, ==, "5");
  g_assert_false (refusal->has_skew);

  row.challenge = "Bearer resource_metadata=\"javascript:alert(1)\"";
  bad = explain (&row);
  g_assert_null (bad->resource_metadata);
}

/* It is there, and asking for one more would only cost. */
static void
test_newer_token (void)
{
  RhRefusalAction mended[] = { RH_REFUSAL_ACTION_REFRESH_AND_SEND,
                               RH_REFUSAL_ACTION_CONNECT_WITH_SCOPE, RH_REFUSAL_ACTION_SIGN_IN };
  RhRefusalAction others[] = { RH_REFUSAL_ACTION_SHOW_AUTH, RH_REFUSAL_ACTION_CHECK_CLOCK };
  Row row = { .status = 401, .sent = TOKEN, .uses_token = TRUE, .has_newer = TRUE };
  g_autoptr (RhRefusal) refusal = explain (&row);

  g_assert_cmpint (refusal->action, ==, RH_REFUSAL_ACTION_SEND_AGAIN);
  for (guint i = 0; i < G_N_ELEMENTS (mended); i++)
    {
      refusal->action = mended[i];
      g_assert_true (rh_refusal_take_newer_token (refusal));
      g_assert_cmpint (refusal->action, ==, RH_REFUSAL_ACTION_SEND_AGAIN);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      refusal->action = others[i];
      g_assert_false (rh_refusal_take_newer_token (refusal));
      g_assert_cmpint (refusal->action, ==, others[i]);
    }
}

static void
assert_skew (const char *date, const char *age, gboolean known, gint64 expected)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  gint64 skew = 0;

  if (date != NULL)
    rh_headers_append_plain (headers, "Date", date);
  if (age != NULL)
    rh_headers_append_plain (headers, "Age", age);

  g_assert_cmpint (rh_refusal_read_skew (headers, NOW, &skew), ==, known);
  if (known)
    g_assert_cmpint (skew, ==, expected);
}

static void
test_skew (void)
{
  assert_skew (DATE, NULL, TRUE, 0);
  assert_skew (DATE_AHEAD, NULL, TRUE, 600);
  assert_skew (DATE, "90", TRUE, 90);
  assert_skew (DATE, "-1", FALSE, 0);
  assert_skew ("yesterday", NULL, FALSE, 0);
  assert_skew (NULL, NULL, FALSE, 0);
  assert_skew ("Thu, 01 Jan 1970 00:00:00 GMT", NULL, FALSE, 0);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/refusal/table", test_table);
  g_test_add_func ("/refusal/facts", test_facts);
  g_test_add_func ("/refusal/skew", test_skew);
  g_test_add_func ("/refusal/newer-token", test_newer_token);

  return g_test_run ();
}
