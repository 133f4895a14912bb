/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attacks on the practice server (security.md 2): localhost's ports share cookies, so script here
 * could reach the developer's other servers. */
#include "config.h"

#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"
#include "text/rh-codec.h"

#include <string.h>

#define CROWD 500
#define SCRIPT "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
#define AUTHORIZE \
  "/oauth/authorize?response_type=code&client_id=" RH_PRACTICE_CLIENT_ID \
  "&" RH_PRACTICE_DRIVER_REDIRECT

static void
setup (RhPracticeDriver *driver, gconstpointer options)
{
  rh_practice_driver_start (driver, options);
}

static void
teardown (RhPracticeDriver *driver, gconstpointer options)
{
  rh_practice_driver_stop (driver);
  rh_test_drain ();
}

static void
assert_header (const char *answer, const char *name, const char *expected)
{
  g_autofree char *value = rh_raw_header (answer, name);

  g_assert_cmpstr (value, ==, expected);
}

/* Nothing of ours is ever for another site to read. */
static void
assert_no_cors (const char *answer)
{
  assert_header (answer, "Access-Control-Allow-Origin", NULL);
  assert_header (answer, "Access-Control-Allow-Private-Network", NULL);
  assert_header (answer, "Access-Control-Allow-Headers", NULL);
}

/* Its own Host on every path. */
static void
test_dns_rebinding (RhPracticeDriver *driver, gconstpointer options)
{
  const char *requests[] = {
    "GET / HTTP/1.1",
    "GET " AUTHORIZE " HTTP/1.1",
    "POST /oauth/authorize HTTP/1.1",
    "POST /oauth/token HTTP/1.1",
    "POST /oauth/revoke HTTP/1.1",
    "POST /oauth/token/introspect HTTP/1.1",
    "GET /.well-known/oauth-authorization-server HTTP/1.1",
    "GET /v2/employees HTTP/1.1",
    "GET /v1/introspect HTTP/1.1",
    "GET /nothing HTTP/1.1",
  };
  const char *hosts[] = { "evil.example", "127.0.0.1", "[::1]", "localhost.evil.example" };

  for (guint r = 0; r < G_N_ELEMENTS (requests); r++)
    for (guint h = 0; h < G_N_ELEMENTS (hosts); h++)
      {
        g_autofree char *request
            = g_strdup_printf ("%s\r\nHost: %s:%u\r\n\r\n", requests[r], hosts[h], driver->port);
        g_autofree char *answer = rh_raw_exchange (driver->port, request, -1);

        g_assert_cmpuint (rh_raw_status (answer), ==, 421);
        assert_no_cors (answer);
      }
}

/* A form on another site, with the token of a page that the attacker opened for himself. */
static void
test_cross_site_form (RhPracticeDriver *driver, gconstpointer options)
{
  const char *sources[] = {
    "",
    "Origin: https://evil.example\r\n",
    "Origin: null\r\n",
    "Origin: http://localhost:1\r\n",
    "Origin: http://localhost\r\n",
    "Origin: http://127.0.0.1:PORT\r\n",
    "Origin: https://localhost:PORT\r\n",
    "Origin: http://localhost:PORT.evil.example\r\n",
    "Origin: http://localhost:PORT\r\nOrigin: http://localhost:PORT\r\n",
    "Origin: http://localhost:PORT\r\nSec-Fetch-Site: cross-site\r\n",
    "Origin: http://localhost:PORT\r\nSec-Fetch-Site: same-site\r\n",
    "Origin: https://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
    "Sec-Fetch-Site: cross-site\r\n",
    "Sec-Fetch-Site: same-site\r\n",
    "Sec-Fetch-Site: none\r\n",
    "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n",
    "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n",
  };
  g_autofree char *page = rh_practice_driver_open_page (driver, "");
  g_autofree char *consent = rh_practice_driver_read_consent (page);
  g_autofree char *form = g_strdup_printf ("consent=%s&decision=allow", consent);
  g_autofree char *port = g_strdup_printf ("%u", driver->port);
  g_autofree char *real = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_auto (GStrv) parts = g_strsplit (sources[i], "PORT", -1);
      g_autofree char *headers = g_strjoinv (port, parts);
      g_autofree char *answer
          = rh_practice_driver_ask (driver, "POST", "/oauth/authorize", headers, form);

      g_assert_cmpuint (rh_raw_status (answer), ==, 403);
      assert_header (answer, "Location", NULL);
      assert_no_cors (answer);
    }

  /* None of them used the page up. */
  real = rh_practice_driver_click (driver, page, "allow");
  g_assert_cmpuint (rh_raw_status (real), ==, 303);
}

/* Either of the two is enough, as long as none speaks against it: not every browser sends both. */
static void
test_same_origin_form (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *origin = g_strdup_printf ("Origin: http://localhost:%u\r\n", driver->port);
  const char *sources[] = { origin, "Sec-Fetch-Site: same-origin\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *page = rh_practice_driver_open_page (driver, "");
      g_autofree char *consent = rh_practice_driver_read_consent (page);
      g_autofree char *form = g_strdup_printf ("consent=%s&decision=allow", consent);
      g_autofree char *answer
          = rh_practice_driver_ask (driver, "POST", "/oauth/authorize", sources[i], form);

      g_assert_cmpuint (rh_raw_status (answer), ==, 303);
    }
}

/* Other sites may lead the browser to the consent page, and do nothing else here. */
static void
test_foreign_reads (RhPracticeDriver *driver, gconstpointer options)
{
  const char *foreign[] = {
    "Origin: https://evil.example\r\n",
    "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
    "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n",
    "Sec-Fetch-Site: cross-site\r\n",
  };
  const char *targets[] = { AUTHORIZE, "/v2/employees", "/.well-known/oauth-authorization-server" };
  g_autofree char *link = rh_practice_driver_ask (
      driver, "GET", AUTHORIZE, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", NULL);

  for (guint t = 0; t < G_N_ELEMENTS (targets); t++)
    for (guint f = 0; f < G_N_ELEMENTS (foreign); f++)
      {
        g_autofree char *answer
            = rh_practice_driver_ask (driver, "GET", targets[t], foreign[f], NULL);

        g_assert_cmpuint (rh_raw_status (answer), ==, 403);
        assert_no_cors (answer);
      }

  g_assert_cmpuint (rh_raw_status (link), ==, 200);
  assert_header (link, "X-Frame-Options", "DENY");
}

static void
test_foreign_posts (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *signed_in = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (signed_in, "access_token");
  g_autofree char *form = g_strconcat (RH_PRACTICE_DRIVER_CLIENT "&token=", access, NULL);
  g_autofree char *revoked = rh_practice_driver_ask (driver, "POST", "/oauth/revoke",
                                                     "Origin: https://evil.example\r\n", form);
  g_autofree char *token = rh_practice_driver_ask (
      driver, "POST", "/oauth/token", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n",
      RH_PRACTICE_DRIVER_CLIENT "&grant_type=client_credentials");

  g_assert_cmpuint (rh_raw_status (revoked), ==, 403);
  g_assert_cmpuint (rh_raw_status (token), ==, 403);
  g_assert_null (strstr (token, "access_token"));
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 200);
}

static void
test_preflight (RhPracticeDriver *driver, gconstpointer options)
{
  const char *targets[] = { "/", "/oauth/authorize", "/oauth/token", "/v2/employees", "/nothing" };
  const char *headers[] = { "Origin: https://evil.example\r\n"
                            "Access-Control-Request-Method: POST\r\n"
                            "Access-Control-Request-Private-Network: true\r\n",
                            "Access-Control-Request-Method: POST\r\n" };

  for (guint t = 0; t < G_N_ELEMENTS (targets); t++)
    for (guint h = 0; h < G_N_ELEMENTS (headers); h++)
      {
        g_autofree char *answer
            = rh_practice_driver_ask (driver, "OPTIONS", targets[t], headers[h], NULL);

        g_assert_cmpuint (rh_raw_status (answer), >=, 403);
        assert_no_cors (answer);
      }
}

/* In an answer no bytes of @script may stand as markup; a redirect has them percent-encoded. */
static void
assert_harmless (const char *answer)
{
  g_assert_cmpuint (rh_raw_status (answer), !=, 0);
  g_assert_null (strstr (answer, "<script"));
  g_assert_null (strstr (answer, "<img"));
  g_assert_null (strstr (answer, "\"'>"));
}

static void
test_script_in_queries (RhPracticeDriver *driver, gconstpointer options)
{
  const char *names[] = { "client_id",
                          "redirect_uri",
                          "response_type",
                          "scope",
                          "state",
                          "code_challenge",
                          "code_challenge_method",
                          "nonce",
                          "error",
                          "limit",
                          "after",
                          "before",
                          "offset",
                          "email",
                          "companyId",
                          "company_id",
                          "access_token",
                          "token",
                          SCRIPT };
  const char *paths[]
      = { "/", "/oauth/authorize", "/v2/employees", "/v1/companies", "/.well-known/x", "/nothing" };
  g_autofree char *signed_in = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (signed_in, "access_token");

  for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++)
      {
        g_autoptr (RhParams) params = rh_params_new ();
        g_autofree char *query = NULL;
        g_autofree char *target = NULL;
        g_autofree char *answer = NULL;

        rh_params_add (params, names[n], SCRIPT);
        query = rh_params_to_query (params);
        target = g_strconcat (paths[p], "?", query, NULL);
        answer = rh_practice_driver_call (driver, "GET", target, access, NULL);
        assert_harmless (answer);
      }
}

/* The same, where everything else is right: the parameter gets as far as it can. */
static void
test_script_in_authorization (RhPracticeDriver *driver, gconstpointer options)
{
  const char *names[] = { "state", "scope", "response_type", "code_challenge", "nonce" };
  g_autofree char *script = rh_percent_encode (SCRIPT, -1, RH_PLACE_COMPONENT);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *extra = g_strdup_printf ("&%s=%s", names[i], script);
      g_autofree char *page = rh_practice_driver_open_page (driver, extra);
      g_autofree char *clicked = NULL;

      assert_harmless (page);
      if (rh_raw_status (page) != 200)
        continue;

      clicked = rh_practice_driver_click (driver, page, "deny");
      assert_harmless (clicked);
    }
}

static const char *const script_uris[] = { "http://localhost/?" SCRIPT, NULL };
static const RhPracticeOptions script_client
    = { .client_id = SCRIPT, .redirect_uris = script_uris };

/* Even what was registered, and is shown, is escaped. */
static void
test_script_in_client (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *id = rh_percent_encode (SCRIPT, -1, RH_PLACE_COMPONENT);
  g_autofree char *uri = rh_percent_encode (script_uris[0], -1, RH_PLACE_COMPONENT);
  g_autofree char *target = g_strdup_printf (
      "/oauth/authorize?response_type=code&client_id=%s&redirect_uri=%s", id, uri);
  g_autofree char *answer = rh_practice_driver_ask (driver, "GET", target, "", NULL);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  assert_harmless (answer);
  g_assert_nonnull (strstr (answer, "&lt;script&gt;"));
}

static void
test_script_in_forms (RhPracticeDriver *driver, gconstpointer options)
{
  const char *names[]
      = { "grant_type", "code",  "redirect_uri",    "code_verifier", "refresh_token",
          "scope",      "token", "token_type_hint", "consent",       "decision" };
  const char *paths[]
      = { "/oauth/token", "/oauth/revoke", "/oauth/token/introspect", "/oauth/authorize" };
  g_autofree char *script = rh_percent_encode (SCRIPT, -1, RH_PLACE_FORM);
  g_autofree char *origin = g_strdup_printf ("Origin: http://localhost:%u\r\n", driver->port);

  for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++)
      {
        g_autofree char *form
            = g_strconcat (RH_PRACTICE_DRIVER_CLIENT "&", names[n], "=", script, NULL);
        g_autofree char *answer = rh_practice_driver_ask (driver, "POST", paths[p], origin, form);

        assert_harmless (answer);
      }
}

/* A path and header fields, which no page shows at all. */
static void
test_script_elsewhere (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *path
      = rh_practice_driver_ask (driver, "GET", "/<script>alert(1)</script>", "", NULL);
  g_autofree char *id = rh_practice_driver_ask (driver, "GET", "/v2/employees/<script>", "", NULL);
  g_autofree char *fields = rh_practice_driver_ask (driver, "GET", AUTHORIZE,
                                                    "User-Agent: <script>\r\n"
                                                    "Referer: <script>\r\n"
                                                    "X-Forwarded-Host: <script>\r\n"
                                                    "Cookie: a=<script>\r\n",
                                                    NULL);

  assert_harmless (path);
  assert_harmless (id);
  assert_harmless (fields);
  assert_header (fields, "Set-Cookie", NULL);
}

/* A JSON answer that holds what a caller wrote cannot be taken for a page. */
static void
test_stored_script (RhPracticeDriver *driver, gconstpointer options)
{
  const char *body = "{\"companyId\":\"5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01\","
                     "\"name\":\"<script>alert(1)</script>\",\"defaultCurrency\":\"EUR\"}";
  g_autofree char *signed_in = rh_practice_driver_sign_in (driver, "vendors:write");
  g_autofree char *access = rh_practice_driver_member (signed_in, "access_token");
  g_autofree char *answer = rh_practice_driver_call (driver, "POST", "/v1/vendors", access, body);

  g_assert_cmpuint (rh_raw_status (answer), ==, 201);
  assert_header (answer, "Content-Type", "application/json;charset=UTF-8");
  assert_header (answer, "X-Content-Type-Options", "nosniff");
}

/* CR LF in a value cannot start a header field of a redirect. */
static void
test_header_injection (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (
      driver, "&state=a%0D%0ASet-Cookie:%20x=y%0D%0A%0D%0A<script>");
  g_autofree char *clicked = rh_practice_driver_click (driver, page, "allow");
  g_autofree char *error
      = rh_practice_driver_ask (driver, "GET", AUTHORIZE "&scope=no&state=%0D%0AX:y", "", NULL);

  assert_harmless (page);
  g_assert_cmpuint (rh_raw_status (clicked), ==, 303);
  assert_header (clicked, "Set-Cookie", NULL);
  g_assert_cmpuint (rh_raw_status (error), ==, 303);
  assert_header (error, "X", NULL);
}

/* NUL, bytes that are no UTF-8, and lone "%": shown as something harmless or refused. */
static void
test_bytes (RhPracticeDriver *driver, gconstpointer options)
{
  const char *values[]
      = { "%00", "a%00<script>", "%FF%FE<script>", "%", "%zz", "%F0%9F", "%E2%80%AE", "%C0%AF" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *target = g_strconcat ("/oauth/authorize?client_id=", values[i],
                                             "&redirect_uri=", values[i], NULL);
      g_autofree char *extra = g_strconcat ("&state=", values[i], NULL);
      g_autofree char *answer = rh_practice_driver_ask (driver, "GET", target, "", NULL);
      g_autofree char *page = rh_practice_driver_open_page (driver, extra);

      g_assert_cmpuint (rh_raw_status (answer), ==, 400);
      assert_harmless (answer);
      g_assert_true (g_utf8_validate (rh_raw_body (answer), -1, NULL));
      assert_harmless (page);
    }
}

static void
test_body_limit (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  g_autofree char *more = g_strconcat (megabyte, "x", NULL);
  g_autofree char *fits = rh_practice_driver_ask (driver, "POST", "/oauth/token", "", megabyte);
  g_autofree char *head = g_strdup_printf (
      "POST /oauth/token HTTP/1.1\r\nHost: localhost:%u\r\nContent-Length: %zu\r\n\r\n",
      driver->port, strlen (more));
  g_autofree char *refused = rh_raw_exchange (driver->port, head, -1);

  g_assert_cmpuint (rh_raw_status (fits), ==, 401);
  g_assert_cmpuint (rh_raw_status (refused), ==, 413);
}

/* Many parameters, a long one, a long echo: answered, and what is shown is cut. */
static void
test_long_values (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *filler = g_strnfill (12 * 1024, 'x');
  g_autofree char *target = g_strconcat ("/oauth/authorize?client_id=", filler, NULL);
  g_autofree char *answer = rh_practice_driver_ask (driver, "GET", target, "", NULL);
  g_autoptr (GString) many = g_string_new (RH_PRACTICE_DRIVER_CLIENT);
  g_autofree char *posted = NULL;

  for (guint i = 0; i < 100 * 1000; i++)
    g_string_append (many, "&a=b");
  posted = rh_practice_driver_ask (driver, "POST", "/oauth/token", "", many->str);

  g_assert_cmpuint (rh_raw_status (answer), ==, 400);
  g_assert_cmpuint (strlen (answer), <, 8 * 1024);
  g_assert_cmpuint (rh_raw_status (posted), ==, 400);
}

/* Faults are switched in-process or on the command line, never over HTTP. */
static void
test_no_switches (RhPracticeDriver *driver, gconstpointer options)
{
  const char *targets[] = {
    "/faults", "/_faults",     "/?fault=500", "/v2/employees?fault=500", "/oauth/token?fault=500",
    "/admin",  "/v1/../faults"
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *got = rh_practice_driver_ask (driver, "GET", targets[i],
                                                     "X-Fault: 500\r\nPrefer: code=500\r\n", NULL);
      g_autofree char *posted = rh_practice_driver_ask (driver, "POST", targets[i],
                                                        "X-Fault: 500\r\n", "fault=500&faults=500");

      g_assert_cmpuint (rh_raw_status (got), !=, 500);
      g_assert_cmpuint (rh_raw_status (posted), !=, 500);
      g_assert_cmpint (rh_practice_server_get_faults (driver->server), ==, RH_PRACTICE_FAULT_NONE);
    }
}

/* No way of writing a path leads round its rules. */
static void
test_paths (RhPracticeDriver *driver, gconstpointer options)
{
  const char *paths[] = { "//v2/employees",  "/v2/employees/",
                          "/v2/./employees", "/x/../v2/employees",
                          "/v2%2Femployees", "/%76%32/employees",
                          "/V2/employees",   "/v2/employees;a",
                          "/v2//employees",  "/.well-known/../oauth/token" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *answer = rh_practice_driver_ask (driver, "GET", paths[i], "", NULL);

      g_assert_cmpuint (rh_raw_status (answer), ==, 404);
    }
}

static void
test_tls_hello (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *answer = rh_raw_exchange (driver->port, "\x16\x03\x01\x02\x00\x01\x00", 7);
  g_autofree char *start = rh_practice_driver_ask (driver, "GET", "/", "", NULL);

  g_assert_cmpstr (answer, ==, "");
  g_assert_cmpuint (rh_raw_status (start), ==, 200);
}

static void
test_crowd (RhPracticeDriver *driver, gconstpointer options)
{
  g_autoptr (GPtrArray) crowd
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_raw_client_free);
  g_autofree char *signed_in = NULL;

  for (guint i = 0; i < CROWD; i++)
    {
      g_ptr_array_add (crowd, rh_raw_client_connect ("127.0.0.1", driver->port));
      g_assert_nonnull (g_ptr_array_index (crowd, i));
      if (i % 3 == 0)
        rh_raw_client_send (g_ptr_array_index (crowd, i), "POST /oauth/token HTTP/1.1\r\n", -1);
    }

  signed_in = rh_practice_driver_sign_in (driver, "users:read");
  g_assert_cmpuint (rh_raw_status (signed_in), ==, 200);
}

static void
add (const char *path,
     const RhPracticeOptions *options,
     void (*test) (RhPracticeDriver *, gconstpointer))
{
  g_test_add (path, RhPracticeDriver, options, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  add ("/practice-attacks/2/dns-rebinding", NULL, test_dns_rebinding);
  add ("/practice-attacks/2/cross-site-form", NULL, test_cross_site_form);
  add ("/practice-attacks/2/same-origin-form", NULL, test_same_origin_form);
  add ("/practice-attacks/2/foreign-reads", NULL, test_foreign_reads);
  add ("/practice-attacks/2/foreign-posts", NULL, test_foreign_posts);
  add ("/practice-attacks/2/preflight", NULL, test_preflight);
  add ("/practice-attacks/2/script-in-queries", NULL, test_script_in_queries);
  add ("/practice-attacks/2/script-in-authorization", NULL, test_script_in_authorization);
  add ("/practice-attacks/2/script-in-client", &script_client, test_script_in_client);
  add ("/practice-attacks/2/script-in-forms", NULL, test_script_in_forms);
  add ("/practice-attacks/2/script-elsewhere", NULL, test_script_elsewhere);
  add ("/practice-attacks/2/stored-script", NULL, test_stored_script);
  add ("/practice-attacks/2/header-injection", NULL, test_header_injection);
  add ("/practice-attacks/2/bytes", NULL, test_bytes);
  add ("/practice-attacks/2/body-limit", NULL, test_body_limit);
  add ("/practice-attacks/2/long-values", NULL, test_long_values);
  add ("/practice-attacks/2/no-switches", NULL, test_no_switches);
  add ("/practice-attacks/paths", NULL, test_paths);
  add ("/practice-attacks/1.5/tls-hello", NULL, test_tls_hello);
  add ("/practice-attacks/1.3/crowd", NULL, test_crowd);

  return g_test_run ();
}
