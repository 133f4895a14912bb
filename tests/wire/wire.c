/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays a case of tests/wire/cases: see README.md there. */
#include "config.h"

#include "collection/rh-folder.h"
#include "collection/rh-opencollection.h"
#include "collection/rh-resolver.h"
#include "http/rh-digest-auth.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"
#include "text/rh-url.h"

#include <libsoup/soup.h>
#include <string.h>

#define SERVERS "abct"
#define N_SERVERS 4

typedef struct
{
  RhWireFixture fixture;
  RhWireServer *servers[N_SERVERS];
  GPtrArray *requests; /* of RhRequest */
  RhDigestMemory *digests;
  GPtrArray *expected; /* of char *: the server's letter, then the bytes */
  char **outcome;
} Case;

static RhWireServer *
find_server (Case *self, char name)
{
  const char *place = strchr (SERVERS, name);

  if (name == '\0' || place == NULL)
    g_error ("there is no server %c", name);

  return self->servers[place - SERVERS];
}

static const char *
address_of (char name)
{
  return name == 'b' ? "127.0.0.2" : "127.0.0.1";
}

/* {a} and {a:port}, and {files}. */
static char *
put_addresses (Case *self, const char *text)
{
  g_autoptr (GString) result = g_string_new (text);
  g_autofree char *files = g_test_build_filename (G_TEST_DIST, "wire", "files", NULL);

  g_string_replace (result, "{files}", files, 0);
  for (guint i = 0; i < N_SERVERS; i++)
    {
      guint port = rh_wire_server_get_port (self->servers[i]);
      g_autofree char *name = g_strdup_printf ("{%c}", SERVERS[i]);
      g_autofree char *port_name = g_strdup_printf ("{%c:port}", SERVERS[i]);
      g_autofree char *authority = g_strdup_printf ("%s:%u", address_of (SERVERS[i]), port);
      g_autofree char *port_text = g_strdup_printf ("%u", port);

      g_string_replace (result, name, authority, 0);
      g_string_replace (result, port_name, port_text, 0);
    }

  return g_strcompress (result->str);
}

/* Text in which {{value}} is a secret. */
static RhText *
read_text (Case *self, const char *line)
{
  g_autofree char *plain = put_addresses (self, line);
  RhText *text = rh_text_new (NULL);
  const char *rest = plain;
  const char *start;

  while ((start = strstr (rest, "{{")) != NULL)
    {
      const char *end = strstr (start, "}}");

      g_assert_nonnull (end);
      rh_text_append (text, rest, start - rest);
      rh_text_append_value (text, start + 2, end - start - 2, "variable", RH_SOURCE_ENVIRONMENT,
                            TRUE, NULL);
      rest = end + 2;
    }
  rh_text_append (text, rest, -1);

  return text;
}

static void
read_header (Case *self, RhRequest *request, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ": ", 2);
  g_autofree char *name = g_strcompress (parts[0]);
  g_autoptr (RhText) value = read_text (self, parts[1] == NULL ? "" : parts[1]);

  rh_headers_append (rh_request_get_headers (request), name, value);
}

static void
read_request (Case *self, GPtrArray *lines)
{
  const char *first = g_ptr_array_index (lines, 0);
  const char *space = strchr (first, ' ');
  g_autofree char *raw_method = g_strndup (first, (gsize) (space - first));
  g_autofree char *method = g_strcompress (raw_method);
  g_autoptr (RhText) url = read_text (self, space + 1);
  RhRequest *request = rh_request_new (method, url);
  guint i;

  for (i = 1; i < lines->len && *(char *) g_ptr_array_index (lines, i) != '\0'; i++)
    read_header (self, request, g_ptr_array_index (lines, i));

  if (i + 1 < lines->len)
    {
      g_autofree char *joined = NULL;
      g_autoptr (RhText) text = NULL;
      g_autoptr (RhBody) body = NULL;

      g_ptr_array_add (lines, NULL);
      joined = g_strjoinv ("\n", (char **) lines->pdata + i + 1);
      text = read_text (self, joined);
      body = rh_body_new_text (text, NULL);
      rh_request_set_body (request, body);
    }

  g_ptr_array_add (self->requests, request);
}

/* Every variable is a secret, and its value its name. */
static gboolean
look_up (const char *name, RhVariableValue *value, gpointer user_data)
{
  *value = (RhVariableValue) {
    .value = name, .source = RH_SOURCE_ENVIRONMENT, .secret = TRUE, .literal = TRUE
  };
  return TRUE;
}

static void
add_digest (Case *self, RhRequest *request, const RhFilledAuth *filled)
{
  const char *url = rh_text_peek (rh_request_get_url (request), NULL);
  g_autofree char *origin = rh_url_text_dup_origin (url);
  const char *password = rh_text_peek (rh_filled_auth_get (filled, RH_AUTH_PASSWORD), NULL);
  g_autoptr (RhSecret) secret = rh_secret_new (password, -1);
  g_autoptr (RhDigestAuth) digest = rh_digest_auth_new (
      self->digests, origin, rh_text_peek (rh_filled_auth_get (filled, RH_AUTH_USERNAME), NULL),
      secret, NULL);

  rh_request_set_digest (request, digest);
}

static void
add_auth (Case *self, RhRequest *request, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhFilledAuth) filled = NULL;
  RhAuth *auth;
  RhAuthKind kind = rh_folder_resolve_auth (item, NULL, &auth);

  if (*rh_auth_fields_of (kind) == NULL)
    return;

  filled = rh_resolver_fill_auth (kind, auth, look_up, NULL, &error);
  g_assert_no_error (error);
  rh_filled_auth_apply (filled, request);
  if (kind == RH_AUTH_KIND_DIGEST)
    add_digest (self, request, filled);
}

/* The file of a request, as it is filled in and signed before it is sent. */
static void
read_item (Case *self, GPtrArray *lines)
{
  g_autofree char *joined = NULL;
  char *text;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RhRequestItem) item = NULL;
  g_autoptr (RhRequestSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  RhRequest *request;

  g_ptr_array_add (lines, NULL);
  joined = g_strjoinv ("\n", (char **) lines->pdata);
  text = put_addresses (self, joined);
  bytes = g_bytes_new_take (text, strlen (text));
  item = rh_opencollection_read_request (bytes, NULL, &error);
  g_assert_no_error (error);

  request = rh_resolver_fill_request (item, look_up, NULL, &error);
  g_assert_no_error (error);
  settings = rh_folder_resolve_settings (item, NULL);
  rh_resolver_apply_settings (request, settings);
  add_auth (self, request, item);
  g_ptr_array_add (self->requests, request);
}

static char *
join_lines (Case *self, GPtrArray *lines)
{
  g_autofree char *joined = NULL;

  g_ptr_array_add (lines, NULL);
  joined = g_strjoinv ("\r\n", (char **) lines->pdata);

  return put_addresses (self, joined);
}

static void
read_reply (Case *self, char server, GPtrArray *lines)
{
  RhWireAfter after = RH_WIRE_KEEP;
  g_autofree char *bytes = NULL;
  const char *first = g_ptr_array_index (lines, 0);

  if (*first == '!')
    {
      after = g_str_equal (first, "! close")   ? RH_WIRE_CLOSE
              : g_str_equal (first, "! reset") ? RH_WIRE_RESET
                                               : RH_WIRE_KEEP;
      g_ptr_array_remove_index (lines, 0);
    }

  bytes = join_lines (self, lines);
  rh_wire_server_add_reply (find_server (self, server), bytes, -1, after);
}

static void
read_expected (Case *self, char server, GPtrArray *lines)
{
  g_autofree char *bytes = join_lines (self, lines);

  g_ptr_array_add (self->expected, g_strdup_printf ("%c%s", server, bytes));
}

/* @tag: what each line of the block begins with. */
static void
read_block (Case *self, const char *tag, GPtrArray *lines)
{
  if (lines->len == 0)
    return;

  switch (tag[0])
    {
    case '>':
      read_request (self, lines);
      break;

    case '@':
      read_item (self, lines);
      break;

    case '<':
      read_reply (self, tag[1], lines);
      break;

    case '=':
      read_expected (self, tag[1], lines);
      break;

    case '?':
      self->outcome = g_strsplit (g_ptr_array_index (lines, 0), " ", -1);
      break;

    default:
      g_error ("what is a line with %s?", tag);
    }
}

static void
read_case (Case *self, const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *tag = g_strdup ("");
  g_autoptr (GPtrArray) block = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize length = strchr ("<=", lines[i][0]) != NULL && lines[i][0] != '\0' ? 2 : 1;

      if (lines[i][0] == '#')
        continue;

      if (lines[i][0] == '\0')
        {
          read_block (self, tag, block);
          g_ptr_array_set_size (block, 0);
          continue;
        }

      g_free (tag);
      tag = g_strndup (lines[i], length);
      g_ptr_array_add (block, lines[i] + length + (lines[i][length] == ' ' ? 1 : 0));
    }
  read_block (self, tag, block);
}

static RhHttpError
code_by_name (const char *name)
{
#define CODE(name) { #name, RH_HTTP_ERROR_##name }
  static const struct
  {
    const char *name;
    RhHttpError code;
  } codes[] = {
    CODE (METHOD),
    CODE (URL),
    CODE (HOST),
    CODE (TARGET),
    CODE (HEADER),
    CODE (CLEAR_TEXT),
    CODE (BODY),
    CODE (RESOLVE),
    CODE (CONNECT),
    CODE (TLS),
    CODE (PROXY),
    CODE (PROXY_AUTHENTICATION),
    CODE (SEND),
    CODE (RECEIVE),
    CODE (TRUNCATED),
    CODE (TOO_LARGE),
    CODE (ENCODING),
    CODE (TIMEOUT_CONNECT),
    CODE (TIMEOUT_FIRST_BYTE),
    CODE (TIMEOUT_TOTAL),
    CODE (REDIRECT),
    CODE (REDIRECT_CIRCLE),
    CODE (REDIRECT_LIMIT),
    CODE (REDIRECT_SECRET),
    CODE (HEAD_TOO_LARGE),
    CODE (NOT_HTTP),
    CODE (TLS_WANTED),
  };
#undef CODE

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].name, name))
      return codes[i].code;

  g_error ("there is no error %s", name);
}

static void
check_outcome (Case *self, RhExchange *exchange, const GError *error)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  guint64 status = 0;

  g_assert_nonnull (self->outcome);
  if (g_ascii_string_to_unsigned (self->outcome[0], 10, 100, 999, &status, NULL))
    {
      g_assert_no_error (error);
      g_assert_cmpuint (rh_hop_get_status (hop), ==, status);
    }
  else
    g_assert_error (error, RH_HTTP_ERROR, (gint) code_by_name (self->outcome[0]));

  for (guint i = 1; self->outcome[i] != NULL; i++)
    if (!rh_wire_has_note (hop, self->outcome[i]))
      g_error ("the last hop has no note %s", self->outcome[i]);
}

/* libsoup names what it can decode: zstd too, from 3.7 on. */
static char *
dup_expected (const char *text)
{
  g_autoptr (GString) expected = g_string_new (text);

  if (soup_check_version (3, 7, 0))
    g_string_replace (expected, "gzip, deflate, br\r\n", "gzip, deflate, br, zstd\r\n", 0);
  return g_string_free_and_steal (g_steal_pointer (&expected));
}

static void
check_bytes (Case *self)
{
  guint n_seen[N_SERVERS] = { 0 };

  for (guint i = 0; i < self->expected->len; i++)
    {
      const char *expected = g_ptr_array_index (self->expected, i);
      RhWireServer *server = find_server (self, expected[0]);
      guint *seen = &n_seen[strchr (SERVERS, expected[0]) - SERVERS];
      g_autofree char *wanted = dup_expected (expected + 1);
      g_autofree char *sent = NULL;

      g_assert_cmpuint (rh_wire_server_get_n_requests (server), >, *seen);
      sent = rh_wire_server_dup_request (server, (*seen)++);
      g_assert_cmpstr (sent, ==, wanted);
    }

  for (guint i = 0; i < N_SERVERS; i++)
    g_assert_cmpuint (rh_wire_server_get_n_requests (self->servers[i]), ==, n_seen[i]);
}

/* What the hop claims to have sent is in the bytes that came. */
static void
check_claim (Case *self, RhExchange *exchange)
{
  g_autofree char *claim
      = rh_wire_dup_headers (rh_hop_get_sent_headers (rh_exchange_get_last_hop (exchange)));
  gboolean found = *claim == '\0';

  for (guint i = 0; i < N_SERVERS; i++)
    for (guint j = 0; j < rh_wire_server_get_n_requests (self->servers[i]); j++)
      {
        g_autofree char *sent = rh_wire_server_dup_request (self->servers[i], j);

        found = found || strstr (sent, claim) != NULL;
      }
  g_assert_true (found);
}

static GTlsCertificate *
trusted_certificate (void)
{
  g_autofree char *ca = g_test_build_filename (G_TEST_DIST, "data", "tls", "ca.pem", NULL);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (ca, NULL);

  g_assert_nonnull (database);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);

  return g_tls_certificate_new_from_file (pem, NULL);
}

static void
set_up (Case *self, gconstpointer path)
{
  g_autoptr (GTlsCertificate) certificate = trusted_certificate ();

  for (guint i = 0; i < N_SERVERS; i++)
    self->servers[i]
        = rh_wire_server_new (address_of (SERVERS[i]), 0, SERVERS[i] == 't' ? certificate : NULL);
  self->fixture.transport = rh_soup_transport_new ();
  self->digests = rh_digest_memory_new ();
  self->requests = g_ptr_array_new_with_free_func (g_object_unref);
  self->expected = g_ptr_array_new_with_free_func (g_free);
  read_case (self, path);
}

static void
test_case (Case *self, gconstpointer path)
{
  g_assert_cmpuint (self->requests->len, >, 0);

  for (guint i = 0; i < self->requests->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RhExchange) exchange
          = rh_wire_send (&self->fixture, g_ptr_array_index (self->requests, i), NULL, &error);

      if (i + 1 < self->requests->len)
        continue;

      check_outcome (self, exchange, error);
      check_bytes (self);
      check_claim (self, exchange);
    }
}

static void
tear_down (Case *self, gconstpointer path)
{
  g_assert_finalize_object (self->fixture.transport);
  for (guint i = 0; i < N_SERVERS; i++)
    rh_wire_server_free (self->servers[i]);
  g_ptr_array_unref (self->requests);
  rh_digest_memory_unref (self->digests);
  g_ptr_array_unref (self->expected);
  g_strfreev (self->outcome);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  rh_test_init (&argc, &argv);
  folder = g_test_build_filename (G_TEST_DIST, "wire", "cases", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/wire/", name, NULL);
      char *path = g_build_filename (folder, name, NULL);

      g_ptr_array_add (paths, path);
      g_test_add (test, Case, path, set_up, test_case, tear_down);
    }

  return g_test_run ();
}
