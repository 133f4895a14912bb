/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From evidence to the usual cause: one row a rule. */
#include "lib/rh-test.h"
#include "oauth/rh-cause.h"

typedef struct
{
  const char *rule;
  int code;
  const char *message;
  gboolean came_back;
  gboolean is_foreign;
  const char *other_name;
  RhCauseKind kind;
  RhCauseRemedy remedy;
  guint compare;
  gboolean is_certain;
  const char *detail;
  const char *field;
} Row;

#define CLIENT RH_CAUSE_COMPARE_CLIENT_ID
#define REDIRECT RH_CAUSE_COMPARE_REDIRECT_URI
#define SCOPE RH_CAUSE_COMPARE_SCOPE
#define PLACE RH_CAUSE_COMPARE_ENVIRONMENT

static const Row rows[] = {
  { "an-address-not-registered-never-comes-back", RH_OAUTH_ERROR_TIMED_OUT, "", FALSE, FALSE, NULL,
    RH_CAUSE_NO_ANSWER, RH_CAUSE_REMEDY_REGISTER, CLIENT | REDIRECT | PLACE, FALSE, NULL, NULL },
  { "silence-with-another-environments-client-names-it", RH_OAUTH_ERROR_TIMED_OUT, "", FALSE, FALSE,
    "Staging", RH_CAUSE_NO_ANSWER, RH_CAUSE_REMEDY_REGISTER, CLIENT | REDIRECT | PLACE, FALSE,
    "Staging", NULL },
  { "another-sites-page-is-to-be-pasted", RH_OAUTH_ERROR_TIMED_OUT, "", FALSE, TRUE, NULL,
    RH_CAUSE_PASTE, RH_CAUSE_REMEDY_CONNECT, CLIENT | REDIRECT | PLACE, FALSE, NULL, NULL },
  { "time-ran-out-after-the-browser-came-back", RH_OAUTH_ERROR_TIMED_OUT, "", TRUE, FALSE, NULL,
    RH_CAUSE_OTHER, RH_CAUSE_REMEDY_CONNECT, 0, FALSE, NULL, NULL },
  { "port-taken-by-whom", RH_OAUTH_ERROR_PORT_IN_USE, "python3 (process 12)", FALSE, FALSE, NULL,
    RH_CAUSE_PORT, RH_CAUSE_REMEDY_CONNECT, 0, TRUE, "python3 (process 12)", "redirect_uri" },
  { "port-taken-by-nobody-known", RH_OAUTH_ERROR_PORT_IN_USE, "", FALSE, FALSE, NULL, RH_CAUSE_PORT,
    RH_CAUSE_REMEDY_CONNECT, 0, TRUE, NULL, "redirect_uri" },
  { "no-browser", RH_OAUTH_ERROR_NO_BROWSER, "", FALSE, FALSE, NULL, RH_CAUSE_BROWSER,
    RH_CAUSE_REMEDY_CONNECT, 0, TRUE, NULL, NULL },
  { "denied-is-denied", RH_OAUTH_ERROR_DENIED, "access_denied", TRUE, FALSE, NULL, RH_CAUSE_DENIED,
    RH_CAUSE_REMEDY_CONNECT, 0, TRUE, NULL, NULL },
  { "a-scope-that-is-not-registered", RH_OAUTH_ERROR_AUTHORIZATION, "invalid_scope: no such scope",
    TRUE, FALSE, NULL, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_REGISTER, SCOPE, TRUE, NULL, NULL },
  { "a-word-in-a-description-is-no-code", RH_OAUTH_ERROR_AUTHORIZATION,
    "odd_error: not an invalid_scope", TRUE, FALSE, NULL, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_REGISTER,
    CLIENT | REDIRECT | PLACE | SCOPE, FALSE, NULL, NULL },
  { "a-longer-code-is-another-code", RH_OAUTH_ERROR_AUTHORIZATION, "invalid_scope_x", TRUE, FALSE,
    NULL, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_REGISTER, CLIENT | REDIRECT | PLACE | SCOPE, FALSE, NULL,
    NULL },
  { "the-server-in-trouble-is-not-our-fault", RH_OAUTH_ERROR_AUTHORIZATION,
    "temporarily_unavailable", TRUE, FALSE, NULL, RH_CAUSE_SERVER, RH_CAUSE_REMEDY_CONNECT, 0, TRUE,
    NULL, NULL },
  { "invalid-client-is-the-secret", RH_OAUTH_ERROR_INVALID_CLIENT, "invalid_client", TRUE, FALSE,
    NULL, RH_CAUSE_CLIENT_SECRET, RH_CAUSE_REMEDY_CONNECT, CLIENT | PLACE, FALSE, NULL, NULL },
  { "invalid-client-with-another-environments-client", RH_OAUTH_ERROR_INVALID_CLIENT,
    "invalid_client", TRUE, FALSE, "Staging", RH_CAUSE_ENVIRONMENT, RH_CAUSE_REMEDY_REGISTER,
    CLIENT | PLACE, FALSE, "Staging", NULL },
  { "unauthorized-client-from-the-browser", RH_OAUTH_ERROR_AUTHORIZATION, "unauthorized_client",
    TRUE, FALSE, "Staging", RH_CAUSE_ENVIRONMENT, RH_CAUSE_REMEDY_REGISTER, CLIENT | PLACE, FALSE,
    "Staging", NULL },
  { "a-code-that-is-refused", RH_OAUTH_ERROR_INVALID_GRANT, "invalid_grant", TRUE, FALSE, NULL,
    RH_CAUSE_REDIRECT_URI, RH_CAUSE_REMEDY_REGISTER, REDIRECT, FALSE, NULL, NULL },
  { "a-code-that-is-refused-for-its-address", RH_OAUTH_ERROR_INVALID_GRANT,
    "invalid_grant: redirect_uri does not match", TRUE, FALSE, NULL, RH_CAUSE_REDIRECT_URI,
    RH_CAUSE_REMEDY_REGISTER, REDIRECT, TRUE, NULL, NULL },
  { "a-refresh-token-that-is-dead", RH_OAUTH_ERROR_INVALID_GRANT, "invalid_grant", FALSE, FALSE,
    NULL, RH_CAUSE_SIGN_IN, RH_CAUSE_REMEDY_CONNECT, 0, TRUE, NULL, NULL },
  { "a-scope-refused-by-the-token-endpoint", RH_OAUTH_ERROR_INVALID_SCOPE, "invalid_scope", TRUE,
    FALSE, NULL, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_REGISTER, SCOPE, TRUE, NULL, NULL },
  { "a-missing-setting-is-named", RH_OAUTH_ERROR_CONFIG_MISSING, "client_id", FALSE, FALSE, NULL,
    RH_CAUSE_SETTINGS, RH_CAUSE_REMEDY_CONNECT, 0, TRUE, NULL, "client_id" },
  { "no-network", RH_OAUTH_ERROR_NETWORK, "refused", TRUE, FALSE, NULL, RH_CAUSE_NETWORK,
    RH_CAUSE_REMEDY_CONNECT, 0, FALSE, NULL, NULL },
  { "no-proof-of-the-server", RH_OAUTH_ERROR_CERTIFICATE, "untrusted", TRUE, FALSE, NULL,
    RH_CAUSE_NETWORK, RH_CAUSE_REMEDY_CONNECT, 0, FALSE, NULL, NULL },
  { "what-nobody-knows-is-not-guessed", RH_OAUTH_ERROR_RESPONSE, "HTTP 200: no token", TRUE, FALSE,
    NULL, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_CONNECT, 0, FALSE, NULL, NULL },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GError) error = g_error_new_literal (RH_OAUTH_ERROR, row->code, row->message);
  const RhCauseInput input = { .error = error,
                               .came_back = row->came_back,
                               .is_foreign = row->is_foreign,
                               .other_name = row->other_name };
  g_autoptr (RhCause) cause = rh_cause_find (&input);

  g_assert_cmpint (cause->kind, ==, row->kind);
  g_assert_cmpint (cause->remedy, ==, row->remedy);
  g_assert_cmpuint (cause->compare, ==, row->compare);
  g_assert_cmpint (cause->is_certain, ==, row->is_certain);
  g_assert_cmpstr (cause->detail, ==, row->detail);
  g_assert_cmpstr (cause->field, ==, row->field);
}

static void
assert_answer (guint status, RhRefusalCause refused, RhCauseKind kind, RhCauseRemedy remedy)
{
  char *missing[] = { (char *) "users:read", (char *) "vendors:read", NULL };
  const RhRefusal refusal = { .cause = refused, .missing = missing };
  const RhCauseInput input
      = { .status = status, .refusal = refused == RH_REFUSAL_NONE ? NULL : &refusal };
  g_autoptr (RhCause) cause = rh_cause_find (&input);

  g_assert_cmpint (cause->kind, ==, kind);
  g_assert_cmpint (cause->remedy, ==, remedy);
  if (refused == RH_REFUSAL_INSUFFICIENT_SCOPE)
    g_assert_cmpstr (cause->detail, ==, "users:read vendors:read");
}

static void
test_answers (void)
{
  assert_answer (200, RH_REFUSAL_NONE, RH_CAUSE_NONE, RH_CAUSE_REMEDY_NONE);
  assert_answer (403, RH_REFUSAL_INSUFFICIENT_SCOPE, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_SCOPE);
  assert_answer (403, RH_REFUSAL_FORBIDDEN, RH_CAUSE_SCOPE, RH_CAUSE_REMEDY_CONNECT);
  assert_answer (401, RH_REFUSAL_INVALID_TOKEN, RH_CAUSE_SIGN_IN, RH_CAUSE_REMEDY_CONNECT);
  assert_answer (401, RH_REFUSAL_CLOCK, RH_CAUSE_CLOCK, RH_CAUSE_REMEDY_NONE);
  assert_answer (401, RH_REFUSAL_TYPED, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_SEND);
  assert_answer (503, RH_REFUSAL_NONE, RH_CAUSE_SERVER, RH_CAUSE_REMEDY_SEND);
  assert_answer (429, RH_REFUSAL_NONE, RH_CAUSE_SERVER, RH_CAUSE_REMEDY_SEND);
  assert_answer (404, RH_REFUSAL_NONE, RH_CAUSE_OTHER, RH_CAUSE_REMEDY_SEND);
}

static void
test_no_connection_to_the_api (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "gone");
  const RhCauseInput input = { .error = error };
  g_autoptr (RhCause) cause = rh_cause_find (&input);

  g_assert_cmpint (cause->kind, ==, RH_CAUSE_NETWORK);
  g_assert_cmpint (cause->remedy, ==, RH_CAUSE_REMEDY_SEND);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cause/", rows[i].rule, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cause/answers-of-the-api", test_answers);
  g_test_add_func ("/cause/no-connection-to-the-api", test_no_connection_to_the_api);

  return g_test_run ();
}
