/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may pass to the callback: standards.md A5, E7, E8; security.md 1. */
#include "lib/rh-test.h"
#include "oauth/rh-callback-gate.h"

#define PATH "/pleo-staging"

static RhCallbackVerdict
check (const char *method, const char *target, gboolean answered, guint *status, char **query)
{
  const RhCallbackHead head = { .method = method, .target = target };

  *status = 0;
  return rh_callback_gate_check (&head, PATH, answered, status, query);
}

static void
assert_refused (const char *method, const char *target, guint expected)
{
  g_autofree char *query = NULL;
  guint status;

  g_assert_cmpint (check (method, target, FALSE, &status, &query), ==, RH_CALLBACK_REFUSE);
  g_assert_cmpuint (status, ==, expected);
  g_assert_null (query);
}

static void
assert_passes (const char *target, const char *expected)
{
  g_autofree char *query = NULL;
  guint status;

  g_assert_cmpint (check ("GET", target, FALSE, &status, &query), ==, RH_CALLBACK_PASS);
  g_assert_cmpstr (query, ==, expected);
}

static void
test_passes (void)
{
  assert_passes (PATH "?code=c&state=s", "code=c&state=s");
  assert_passes (PATH "?state=s&error=access_denied&error_description=no",
                 "state=s&error=access_denied&error_description=no");
  assert_passes (PATH "?code=c&state=s&iss=https%3A%2F%2Fas.example&session_state=1&x&x",
                 "code=c&state=s&iss=https%3A%2F%2Fas.example&session_state=1&x&x");
  assert_passes (PATH "?code=c&state=s?x", "code=c&state=s?x");
}

static void
test_methods (void)
{
  static const char *const methods[]
      = { "POST", "HEAD", "OPTIONS", "PUT", "get", "CONNECT", "GETX" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      assert_refused (methods[i], PATH "?code=c&state=s", 405);
      assert_refused (methods[i], "/other", 405);
    }
}

static void
test_body (void)
{
  const RhCallbackHead head = { "GET", PATH "?code=c&state=s", TRUE };
  g_autofree char *query = NULL;
  guint status = 0;

  g_assert_cmpint (rh_callback_gate_check (&head, PATH, FALSE, &status, &query), ==,
                   RH_CALLBACK_REFUSE);
  g_assert_cmpuint (status, ==, 413);
  g_assert_null (query);
}

static void
test_paths (void)
{
  static const char *const targets[] = {
    "/?code=c&state=s",
    "/favicon.ico",
    "/done",
    PATH "/?code=c&state=s",
    PATH "x?code=c&state=s",
    "/pleo-stagin?code=c&state=s",
    "//pleo-staging?code=c&state=s",
    "/./pleo-staging?code=c&state=s",
    "/x/../pleo-staging?code=c&state=s",
    "/%70leo-staging?code=c&state=s",
    "/Pleo-Staging?code=c&state=s",
    PATH ";x?code=c&state=s",
    PATH "%00?code=c&state=s",
    PATH "%3Fcode=c&state=s",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    assert_refused ("GET", targets[i], 404);
}

static void
test_targets (void)
{
  g_autofree char *filler = g_strnfill (17 * 1024, 'a');
  g_autofree char *longer = g_strconcat (PATH "?state=s&code=", filler, NULL);

  assert_refused ("GET", "", 400);
  assert_refused ("GET", "*", 400);
  assert_refused ("GET", "http://localhost:8437" PATH "?code=c&state=s", 400);
  assert_refused ("GET", PATH "?code=c&state=s#f", 400);
  assert_refused ("GET", PATH "#?code=c&state=s", 400);
  assert_refused ("GET", PATH "?code=c d&state=s", 400);
  assert_refused ("GET", PATH "?code=c\r\n&state=s", 400);
  assert_refused ("GET", PATH "?code=\xc3\xa9&state=s", 400);
  assert_refused ("GET", longer, 400);
}

static void
test_queries (void)
{
  static const char *const queries[] = {
    "",
    "?",
    "?code=c",
    "?state=s",
    "?code=c&state=s&state=s",
    "?code=c&code=d&state=s",
    "?code=c&error=e&state=s",
    "?error=e&error=e&state=s",
    "?code=c&state=s&iss=a&iss=b",
    "?code=c&state=s&st%61te=t",
    "?CODE=c&STATE=s",
    "?code=c;state=s",
    "?&&&&",
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat (PATH, queries[i], NULL);

      assert_refused ("GET", target, 400);
    }
}

static void
test_answered (void)
{
  static const char *const done[] = { "/done", PATH "?code=c&state=s", PATH "?code=x", PATH };
  g_autofree char *query = NULL;
  guint status;

  for (guint i = 0; i < G_N_ELEMENTS (done); i++)
    g_assert_cmpint (check ("GET", done[i], TRUE, &status, &query), ==, RH_CALLBACK_DONE);

  g_assert_cmpint (check ("GET", "/done?x", TRUE, &status, &query), ==, RH_CALLBACK_REFUSE);
  g_assert_cmpuint (status, ==, 404);
  g_assert_cmpint (check ("POST", "/done", TRUE, &status, &query), ==, RH_CALLBACK_REFUSE);
  g_assert_cmpuint (status, ==, 405);
  g_assert_null (query);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/callback-gate/A5/answers-pass", test_passes);
  g_test_add_func ("/callback-gate/E8/get-only", test_methods);
  g_test_add_func ("/callback-gate/security-1.2/no-body", test_body);
  g_test_add_func ("/callback-gate/E8/exact-raw-path", test_paths);
  g_test_add_func ("/callback-gate/E9/odd-targets", test_targets);
  g_test_add_func ("/callback-gate/security-1.5/each-once", test_queries);
  g_test_add_func ("/callback-gate/security-1.1/nothing-passes-after-the-answer", test_answered);

  return g_test_run ();
}
