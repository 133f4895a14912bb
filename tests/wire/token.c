/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token requests as they are on the wire, every byte: standards.md B1 to B3, B9, G1; security.md
 * 3.9; peers.md 1.4, 1.15, 1.16. */
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"
#include "oauth/rh-token-message.h"

#include <string.h>

#define HARD_ID "acme client"
#define HARD_SECRET "a b/c+d:e%f\xc3\xa9"

/* Id and secret, form-encoded and then joined, or joined as they are. */
#define BASIC "Basic YWNtZStjbGllbnQ6YStiJTJGYyUyQmQlM0FlJTI1ZiVDMyVBOQ=="
#define BASIC_RAW "Basic YWNtZSBjbGllbnQ6YSBiL2MrZDplJWbDqQ=="
#define BODY_SECRET "&client_id=acme+client&client_secret=a+b%2Fc%2Bd%3Ae%25f%C3%A9"
#define BODY_PUBLIC "&client_id=acme+client"

#define CODE_FORM \
  "grant_type=authorization_code&code=Splx%2FlO%2B" \
  "&redirect_uri=http%3A%2F%2Flocalhost%3A8437%2Facme" \
  "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define REFRESH_FORM "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA"
#define REVOKE_FORM "token=tGzv3JOkF0XG5Qx2TlKWIA&token_type_hint=refresh_token"

typedef RhRequest *(*Make) (RhOAuthConfig *config);

typedef struct
{
  const char *name;
  Make make;
  RhClientAuth auth;
  gboolean public;
  const char *path;
  const char *authorization; /* NULL: no such field */
  const char *form;
} Case;

static RhRequest *
make_code (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) code = rh_secret_new ("Splx/lO+", -1);
  g_autoptr (RhSecret) verifier = rh_secret_new ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", -1);

  return rh_token_request_new_code (config, code, verifier);
}

static RhRequest *
make_refresh (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) token = rh_secret_new ("tGzv3JOkF0XG5Qx2TlKWIA", -1);

  return rh_token_request_new_refresh (config, token);
}

static RhRequest *
make_revocation (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) token = rh_secret_new ("tGzv3JOkF0XG5Qx2TlKWIA", -1);

  return rh_revocation_request_new (config, token, "refresh_token");
}

static const Case cases[] = {
  { "code-none", make_code, RH_CLIENT_AUTH_NONE, TRUE, "/token", NULL, CODE_FORM BODY_PUBLIC },
  { "code-basic", make_code, RH_CLIENT_AUTH_BASIC, FALSE, "/token", BASIC, CODE_FORM },
  { "code-basic-raw", make_code, RH_CLIENT_AUTH_BASIC_RAW, FALSE, "/token", BASIC_RAW, CODE_FORM },
  { "code-body", make_code, RH_CLIENT_AUTH_BODY, FALSE, "/token", NULL, CODE_FORM BODY_SECRET },
  { "refresh-none", make_refresh, RH_CLIENT_AUTH_NONE, TRUE, "/token", NULL,
    REFRESH_FORM BODY_PUBLIC },
  { "refresh-basic", make_refresh, RH_CLIENT_AUTH_BASIC, FALSE, "/token", BASIC, REFRESH_FORM },
  { "refresh-basic-raw", make_refresh, RH_CLIENT_AUTH_BASIC_RAW, FALSE, "/token", BASIC_RAW,
    REFRESH_FORM },
  { "refresh-body", make_refresh, RH_CLIENT_AUTH_BODY, FALSE, "/token", NULL,
    REFRESH_FORM BODY_SECRET },
  { "revocation-none", make_revocation, RH_CLIENT_AUTH_NONE, TRUE, "/revoke", NULL,
    REVOKE_FORM BODY_PUBLIC },
  { "revocation-basic", make_revocation, RH_CLIENT_AUTH_BASIC, FALSE, "/revoke", BASIC,
    REVOKE_FORM },
  { "revocation-basic-raw", make_revocation, RH_CLIENT_AUTH_BASIC_RAW, FALSE, "/revoke", BASIC_RAW,
    REVOKE_FORM },
  { "revocation-body", make_revocation, RH_CLIENT_AUTH_BODY, FALSE, "/revoke", NULL,
    REVOKE_FORM BODY_SECRET },
};

static RhOAuthConfig *
config_new (const Case *test, guint16 port)
{
  RhOAuthConfig *config = rh_oauth_config_new ();
  g_autoptr (RhSecret) secret = rh_secret_new (HARD_SECRET, -1);
  g_autofree char *token_url = g_strdup_printf ("http://127.0.0.1:%u/token", port);
  g_autofree char *revocation_url = g_strdup_printf ("http://127.0.0.1:%u/revoke", port);

  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, token_url);
  rh_oauth_config_set (config, RH_OAUTH_REVOCATION_URL, revocation_url);
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, HARD_ID);
  rh_oauth_config_set (config, RH_OAUTH_SCOPE, "users:read");
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/acme");
  rh_oauth_config_set_client_auth (config, test->auth);
  if (!test->public)
    rh_oauth_config_set_client_secret (config, secret);

  return config;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The request as it came, its fields sorted, without the two that belong to the connection and
 * differ between libsoups. */
static char *
dup_canonical (RhWireFixture *fixture)
{
  g_autofree char *sent = rh_wire_server_dup_request (fixture->server, 0);
  char *end = strstr (sent, "\r\n\r\n");
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GString) canonical = NULL;

  g_assert_nonnull (end);
  *end = '\0';
  lines = g_strsplit (sent, "\r\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (!g_str_has_prefix (lines[i], "Accept-Encoding: ")
          && !g_str_has_prefix (lines[i], "Connection: "))
        g_ptr_array_add (fields, lines[i]);
    }
  g_ptr_array_sort (fields, compare_lines);

  canonical = g_string_new (lines[0]);
  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (canonical, "\r\n%s", (const char *) g_ptr_array_index (fields, i));
  g_string_append_printf (canonical, "\r\n\r\n%s", end + 4);

  return g_string_free_and_steal (g_steal_pointer (&canonical));
}

static void
test_case (RhWireFixture *fixture, gconstpointer data)
{
  const Case *test = data;
  guint16 port = rh_wire_server_get_port (fixture->server);
  g_autoptr (RhOAuthConfig) config = config_new (test, port);
  g_autoptr (RhRequest) request = test->make (config);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *authorization
      = test->authorization == NULL
            ? g_strdup ("")
            : g_strdup_printf ("Authorization: %s\r\n", test->authorization);
  g_autofree char *expected = g_strdup_printf (
      "POST %s HTTP/1.1\r\nAccept: application/json\r\n%sContent-Length: %zu\r\n"
      "Content-Type: application/x-www-form-urlencoded\r\nHost: 127.0.0.1:%u\r\n\r\n%s",
      test->path, authorization, strlen (test->form), port, test->form);
  g_autofree char *sent = NULL;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_CLOSE);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  sent = dup_canonical (fixture);
  g_assert_cmpstr (sent, ==, expected);
}

/* A redirect at a token endpoint is an answer; not a byte goes on (RFC 9700 4.12). */
static void
test_redirect (RhWireFixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  guint16 port = rh_wire_server_get_port (fixture->server);
  g_autoptr (RhOAuthConfig) config = config_new (&cases[3], port);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (RhRequest) request = make_code (config);
      g_autofree char *reply
          = g_strdup_printf ("HTTP/1.1 %u Elsewhere\r\nLocation: http://127.0.0.1:%u/stolen\r\n"
                             "Content-Length: 0\r\n\r\n",
                             statuses[i], port);
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      rh_wire_reply (fixture, reply, RH_WIRE_CLOSE);
      exchange = rh_wire_send (fixture, request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, statuses[i]);
      g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, i + 1);
    }
}

/* The answer can be 256 KiB and stays in memory. */
static void
test_too_large (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhOAuthConfig) config
      = config_new (&cases[1], rh_wire_server_get_port (fixture->server));
  g_autoptr (RhRequest) request = make_refresh (config);
  g_autofree char *body = g_strnfill (256 * 1024 + 1, ' ');
  g_autofree char *reply
      = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen (body), body);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, reply, RH_WIRE_CLOSE);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE);
  g_assert_false (rh_spool_is_on_disk (rh_exchange_get_spool (exchange)));
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/token-wire/B2/", cases[i].name, NULL);

      rh_wire_test_add_data (path, &cases[i], test_case);
    }
  rh_wire_test_add ("/token-wire/B9/no-redirect", test_redirect);
  rh_wire_test_add ("/token-wire/security-3.9/too-large", test_too_large);

  return g_test_run ();
}
