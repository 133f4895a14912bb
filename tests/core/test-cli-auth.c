/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse send with Basic, an API key, Digest and parts, as a process: what goes out, that no byte
 * of a secret does before its origin was allowed, and that none is printed. */
#include "lib/rh-cli-rig.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-cookie-store.h"
#include "workspace/rh-known-folders.h"

#include <string.h>

#define SECRET "key-of-the-environment"
#define SECRET_END "of-the-environment" /* a mask shows four characters at most */
#define OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
#define CHALLENGE \
  "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n" \
  "Content-Length: 0\r\n\r\n"

typedef struct
{
  RhCliRig rig;
  RhWireServer *server;
  char *origin;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  RhCliRig *rig = &fixture->rig;

  rh_cli_rig_set_up (rig, NULL);
  fixture->server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  fixture->origin
      = g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (fixture->server));
  rh_environment_add_secret (rh_collection_get_environment (rig->store.collection, "Practice"),
                             "key");
  rh_store_rig_flush (&rig->store);
  g_subprocess_launcher_setenv (rig->launcher, "REHEARSE_SECRET_KEY", SECRET, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_wire_server_free (fixture->server);
  g_free (fixture->origin);
  rh_cli_rig_tear_down (&fixture->rig, NULL);
}

/* @rest: what follows the URL in the file. Refused at first, then sent; the caller frees the last
 * request that came in. */
static char *
send_allowed (Fixture *fixture, const char *method, const char *rest)
{
  RhCliRig *rig = &fixture->rig;
  g_autofree char *http
      = g_strdup_printf ("  method: %s\n  url: %s/x\n%s", method, fixture->origin, rest);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *refusal = NULL;

  rh_cli_rig_write_request (rig, "Raw", http);
  g_assert_cmpint (rh_cli_rig_text (rig, "y\n", NULL, &refusal, "send", "{}", "Raw", NULL), ==, 2);
  g_assert_nonnull (strstr (refusal, "“key” has never been sent to"));
  g_assert_cmpuint (rh_wire_server_get_n_bytes (fixture->server), ==, 0);

  rh_wire_server_add_reply (fixture->server, OK, -1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (rig, NULL, &out, &err, "send", "{}", "Raw", "--json",
                                    "--allow-origin", fixture->origin, NULL),
                   ==, 0);
  g_assert_null (strstr (out, SECRET_END));
  g_assert_cmpstr (err, ==, "");
  return rh_wire_server_dup_request (fixture->server,
                                     rh_wire_server_get_n_requests (fixture->server) - 1);
}

static void
test_basic (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sent = send_allowed (
      fixture, "GET", "  auth:\n    type: basic\n    username: ada\n    password: '{{key}}'\n");
  g_autofree char *pair = g_base64_encode ((const guchar *) "ada:" SECRET, strlen ("ada:" SECRET));
  g_autofree char *expected = g_strdup_printf ("\r\nAuthorization: Basic %s\r\n", pair);

  g_assert_nonnull (strstr (sent, expected));
}

static void
test_api_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sent = send_allowed (
      fixture, "GET",
      "  auth:\n    type: apikey\n    key: k\n    value: '{{key}}'\n    placement: query\n");

  g_assert_true (g_str_has_prefix (sent, "GET /x?k=" SECRET " HTTP/1.1\r\n"));
}

/* RFC 2069's answer, as of a challenge without a quality. */
static char *
dup_digest (void)
{
  g_autofree char *who = g_compute_checksum_for_string (G_CHECKSUM_MD5, "ada:r:" SECRET, -1);
  g_autofree char *what = g_compute_checksum_for_string (G_CHECKSUM_MD5, "GET:/x", -1);
  g_autofree char *all = g_strdup_printf ("%s:n:%s", who, what);

  return g_compute_checksum_for_string (G_CHECKSUM_MD5, all, -1);
}

static void
test_digest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *digest = dup_digest ();
  g_autofree char *expected = g_strdup_printf ("response=\"%s\"", digest);
  g_autofree char *sent = NULL;

  rh_wire_server_add_reply (fixture->server, CHALLENGE, -1, RH_WIRE_KEEP);
  sent = send_allowed (fixture, "GET",
                       "  auth:\n    type: digest\n    username: ada\n    password: '{{key}}'\n");
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 2);
  g_assert_nonnull (strstr (sent, expected));
}

/* A secret and a file of the collection's folder. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sent = NULL;

  rh_store_rig_write (&fixture->rig.store, "parts/one.txt", "the file itself");
  sent = send_allowed (fixture, "POST",
                       "  headers:\n"
                       "    - name: Content-Type\n      value: multipart/form-data; boundary=B\n"
                       "  body:\n    type: multipart-form\n    data:\n"
                       "      - name: secret\n        type: text\n        value: '{{key}}'\n"
                       "      - name: file\n        type: file\n        value: [parts/one.txt]\n"
                       "        contentType: text/x-mine\n");
  g_test_message ("%s", sent);
  g_assert_true (g_str_has_suffix (
      sent, "\r\n\r\n--B\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n" SECRET
            "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"one.txt\"\r\n"
            "Content-Type: text/x-mine\r\n\r\nthe file itself\r\n--B--\r\n"));
}

/* As a person does it in the app. */
static void
keep_cookies (Fixture *fixture)
{
  g_autoptr (GFile) state
      = g_file_new_build_filename (fixture->rig.home, "state", "rehearsal", NULL);
  g_autoptr (GFile) file = g_file_get_child (state, "cookies.json");
  g_autoptr (GFile) folders = g_file_get_child (state, "folders.json");
  g_autoptr (RhKnownFolders) known = rh_known_folders_new (folders);
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhCookieStore) store = rh_cookie_store_new (file, keyring);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->rig.store.root);
  g_autofree char *id = rh_known_folders_need_id (known, folder, FALSE, NULL);
  g_autofree char *identity
      = g_strdup_printf ("%" G_GSIZE_FORMAT ":%s/8:Practice/", strlen (id), id);

  g_assert_true (rh_cookie_store_set_kept (store, identity, TRUE, NULL));
  rh_test_drain ();
}

static char *
send_raw (Fixture *fixture, const char *reply)
{
  rh_wire_server_add_reply (fixture->server, reply, -1, RH_WIRE_CLOSE);
  g_assert_cmpint (rh_cli_rig_text (&fixture->rig, NULL, NULL, NULL, "send", "{}", "Raw", NULL), ==,
                   0);
  return rh_wire_server_dup_request (fixture->server,
                                     rh_wire_server_get_n_requests (fixture->server) - 1);
}

/* The program ends with the last byte of the response, and what that set is kept all the same. */
static void
test_last_cookies_are_kept (Fixture *fixture, gconstpointer data)
{
  const char *reply = "HTTP/1.1 200 OK\r\nSet-Cookie: last=1\r\nContent-Length: 2\r\n\r\nok";
  g_autofree char *http
      = g_strdup_printf ("  method: GET\n  url: %s/x\n  auth:\n    type: none\n", fixture->origin);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  rh_cli_rig_write_request (&fixture->rig, "Raw", http);
  first = send_raw (fixture, reply);
  keep_cookies (fixture);
  second = send_raw (fixture, reply);
  g_assert_null (strstr (second, "Cookie:"));
  third = send_raw (fixture, OK);
  g_assert_nonnull (strstr (third, "\r\nCookie: last=1\r\n"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/cli-auth/4.2/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("basic", test_basic);
  ADD ("api-key", test_api_key);
  ADD ("digest", test_digest);
  ADD ("parts", test_parts);
  g_test_add ("/cli-auth/last-cookies-are-kept", Fixture, NULL, set_up, test_last_cookies_are_kept,
              tear_down);

  return g_test_run ();
}
