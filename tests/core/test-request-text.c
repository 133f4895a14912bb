/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as text for elsewhere: what a shell and curl make of it, and what stands there for a
 * secret. */
#include "format/rh-request-text.h"

#include "collection/rh-resolver.h"
#include "format/rh-curl.h"
#include "http/rh-auto-headers.h"
#include "lib/rh-test.h"

#include <string.h>

#define U "https://a.example/x"
#define NASTY "it's $HOME `id` \"q\" \\n !! \\ * ; | & < > # ~ {a,b} [1-2]\n\ttwo"
/* The same in a URL that goes out. */
#define NASTY_SENT \
  "it's%20$HOME%20`id`%20\"q\"%20\\n%20!!%20\\%20*%20;%20|%20&%20<%20>%20#%20~%20{a,b}%20[1-2]%0A" \
  "%09two"

static RhText *
secret (const char *before, const char *value, const char *name, const char *after)
{
  RhText *text = rh_text_new (before);

  rh_text_append_value (text, value, -1, name, RH_SOURCE_ENVIRONMENT, TRUE, NULL);
  rh_text_append (text, after, -1);
  return text;
}

static RhRequest *
request_new (const char *method, const char *url)
{
  g_autoptr (RhText) text = rh_text_new (url);
  RhRequest *request = rh_request_new (method, text);

  rh_request_set_http1 (request, FALSE);
  return request;
}

static void
add_secret_header (RhRequest *request, const char *name, const char *before, const char *variable)
{
  g_autoptr (RhText) value = secret (before, "s3cr3t-value-0123456789", variable, "");

  rh_headers_append (rh_request_get_headers (request), name, value);
}

static void
set_text (RhRequest *request, const char *text, const char *media_type)
{
  g_autoptr (RhText) plain = rh_text_new (text);
  g_autoptr (RhBody) body = rh_body_new_text (plain, media_type);

  rh_request_set_body (request, body);
}

static char *
to_curl (RhRequest *request, RhSecretsInText secrets)
{
  g_autoptr (RhRequestText) text = rh_request_text_new (request);

  return rh_request_text_to_curl (text, secrets);
}

/* The words that a real shell makes of it, without the first. */
static GStrv
run_shell (const char *command, const char *shell)
{
  g_autofree char *script = g_strconcat ("curl () { printf '%s\\0' \"$@\"; }\n"
                                         "REHEARSAL_API_KEY='a b' REHEARSAL_PASSWORD='$p'\n",
                                         command, NULL);
  const char *const argv[] = { shell, "-c", script, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;
  GStrvBuilder *builder = g_strv_builder_new ();
  const char *at;
  const char *end;
  gsize length;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  at = g_bytes_get_data (output, &length);
  for (end = at + length; at < end; at += strlen (at) + 1)
    g_strv_builder_add (builder, at);
  return g_strv_builder_unref_to_strv (builder);
}

static gboolean
has_word (GStrv words, const char *word)
{
  return g_strv_contains ((const char *const *) words, word);
}

static void
test_curl_by_name (void)
{
  g_autoptr (RhRequest) request = request_new ("GET", U "?a=b&c='");
  g_autofree char *curl = NULL;

  add_secret_header (request, "Authorization", "Bearer ", "access_token");
  rh_headers_append_plain (rh_request_get_headers (request), "X-Empty", "");
  curl = to_curl (request, RH_SECRETS_BY_NAME);
  g_assert_cmpstr (curl, ==,
                   "curl '" U "?a=b&c='\\''' \\\n"
                   "  -H \"Authorization: Bearer $REHEARSAL_ACCESS_TOKEN\" \\\n"
                   "  -H 'X-Empty;' \\\n"
                   "  --compressed \\\n"
                   "  -L\n");
}

static void
test_curl_in_clear (void)
{
  g_autoptr (RhRequest) request = request_new ("GET", U);
  g_autofree char *curl = NULL;

  add_secret_header (request, "Authorization", "Bearer ", "access_token");
  curl = to_curl (request, RH_SECRETS_IN_CLEAR);
  g_assert_nonnull (strstr (curl, "'Authorization: Bearer s3cr3t-value-0123456789'"));
}

static void
assert_method (const char *method, const char *body, const char *expected)
{
  g_autoptr (RhRequest) request = request_new (method, U);
  g_autofree char *curl = NULL;

  if (body != NULL)
    set_text (request, body, "application/x-www-form-urlencoded");
  rh_request_set_redirects (request, FALSE, 10);
  curl = to_curl (request, RH_SECRETS_BY_NAME);
  g_assert_cmpstr (curl, ==, expected);
}

/* What is typed with spaces goes out without: curl refuses to send it otherwise. The host is not
 * touched, and a secret stays one. */
static void
test_url_as_it_goes_out (void)
{
  g_autoptr (RhText) url = rh_text_new ("https://bücher.example/a b/ü?q=");
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhRequestText) text = NULL;
  g_autofree char *clear = NULL;
  g_autofree char *named = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *file = NULL;

  rh_text_append_value (url, "a secret", -1, "key", RH_SOURCE_ENVIRONMENT, TRUE, NULL);
  rh_text_append (url, "&r=1 2", -1);
  request = rh_request_new ("GET", url);
  text = rh_request_text_new (request);
  clear = rh_request_text_to_curl (text, RH_SECRETS_IN_CLEAR);
  named = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
  copied = rh_request_text_dup_url (text);
  file = rh_request_text_to_http_file (text, NULL, RH_SECRETS_BY_NAME);
#define AS_SENT "https://bücher.example/a%20b/%C3%BC?q="
  g_assert_nonnull (strstr (clear, "'" AS_SENT "a%20secret&r=1%202'"));
  g_assert_nonnull (strstr (named, "\"" AS_SENT "$REHEARSAL_KEY&r=1%202\""));
  g_assert_true (g_str_has_prefix (copied, AS_SENT));
  g_assert_null (strstr (copied, "secret"));
  g_assert_true (g_str_has_suffix (copied, "&r=1%202"));
  g_assert_nonnull (strstr (file, "GET " AS_SENT));
#undef AS_SENT
}

/* What stands before "@" goes nowhere from here, and would from there. */
static void
test_userinfo_is_not_sent (void)
{
  g_autoptr (RhText) url = secret ("https://ada:", "pw", "password", "@a.example/@?q=@");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autofree char *curl = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
  g_autofree char *copied = rh_request_text_dup_url (text);

  g_assert_true (g_str_has_prefix (curl, "curl 'https://a.example/@?q=@'"));
  g_assert_cmpstr (copied, ==, "https://a.example/@?q=@");
}

static void
test_curl_methods (void)
{
  assert_method ("GET", NULL, "curl '" U "' \\\n  --compressed\n");
  assert_method ("HEAD", NULL, "curl '" U "' -I \\\n  --compressed\n");
  assert_method ("POST", NULL, "curl '" U "' \\\n  -X 'POST' \\\n  --compressed\n");
  assert_method ("POST", "@a", "curl '" U "' \\\n  --data-raw '@a' \\\n  --compressed\n");
  assert_method ("GET", "a",
                 "curl '" U "' \\\n  -X 'GET' \\\n  --data-raw 'a' \\\n  --compressed\n");
}

static void
test_curl_settings (void)
{
  g_autoptr (RhRequest) request = request_new ("GET", "https://[::1]/");
  const RhTimeouts timeouts = { 5000, 0, 1500 };
  g_autofree char *curl = NULL;

  rh_request_set_redirects (request, TRUE, 3);
  rh_request_set_keep_method (request, TRUE);
  rh_request_set_timeouts (request, &timeouts);
  rh_request_set_http1 (request, TRUE);
  rh_headers_append_plain (rh_request_get_headers (request), "Accept-Encoding", "br");
  curl = to_curl (request, RH_SECRETS_BY_NAME);
  g_assert_cmpstr (curl, ==,
                   "curl -g 'https://[::1]/' \\\n  -H 'Accept-Encoding: br' \\\n"
                   "  -L --max-redirs 3 --post301 --post302 \\\n  --connect-timeout 5 \\\n"
                   "  -m 1.500 \\\n  --http1.1\n");
}

/* Only what curl itself leaves behind may be in a command that follows redirects to anywhere. */
static void
test_curl_takes_nothing_along (void)
{
  static const struct
  {
    const char *header;
    const char *value;
    const char *variable; /* NULL: the value is typed */
    gboolean follows;
  } cases[] = {
    { "Accept", "text/plain", NULL, TRUE },
    { "X-Request-ID", "1", NULL, TRUE },
    { "authorization", "Bearer ", "access_token", TRUE },
    { "Authorization", "Bearer typed", NULL, TRUE },
    { "Cookie", "a=", "session", TRUE },
    { "X-API-Key", "typed", NULL, FALSE },
    { "x-api-key", "", "key", FALSE },
    { "X-Company", "", "company", FALSE },
    { "Proxy-Authorization", "Basic YTpi", NULL, FALSE },
    { "DPoP", "e30.e30.e30", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhRequest) request = request_new ("GET", U);
      g_autoptr (RhRequestText) text = rh_request_text_new (request);
      g_autofree char *named = NULL;
      g_autofree char *clear = NULL;

      if (cases[i].variable != NULL)
        add_secret_header (request, cases[i].header, cases[i].value, cases[i].variable);
      else
        rh_headers_append_plain (rh_request_get_headers (request), cases[i].header, cases[i].value);
      named = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
      clear = rh_request_text_to_curl (text, RH_SECRETS_IN_CLEAR);
      g_test_message ("%s: %s", cases[i].header, cases[i].value);
      g_assert_cmpint (strstr (named, "-L\n") != NULL, ==, cases[i].follows);
      g_assert_cmpint (strstr (clear, "-L\n") != NULL, ==, cases[i].follows);
      g_assert_cmpint (rh_request_text_curl_cannot_follow (text), ==, !cases[i].follows);

      rh_request_set_redirects (request, FALSE, 10);
      g_assert_false (rh_request_text_curl_cannot_follow (text));
    }
}

static void
assert_stays (RhRequestText *text, RhRequest *request)
{
  g_autofree char *curl = NULL;

  rh_request_set_redirects (request, TRUE, 3);
  rh_request_set_keep_method (request, TRUE);
  curl = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
  g_assert_true (rh_request_text_curl_cannot_follow (text));
  g_assert_null (strstr (curl, "-L"));
  /* which mean nothing alone, and are read back */
  g_assert_nonnull (strstr (curl, "  --max-redirs 3 --post301 --post302"));
}

/* curl sends a body again to wherever it is redirected, and follows an address that repeats what
 * was asked. From here neither goes out. */
static void
test_curl_sends_no_secret_again (void)
{
  g_autoptr (RhText) value = secret ("k=", "s3cr3t-value", "key", "");
  g_autoptr (RhText) url = secret (U "?k=", "s3cr3t-value", "key", "");
  g_autoptr (RhText) name = rh_text_new ("n");
  g_autoptr (RhBody) body = rh_body_new_text (value, "text/plain");
  g_autoptr (RhRequest) with_body = request_new ("POST", U);
  g_autoptr (RhRequest) with_url = rh_request_new ("GET", url);
  g_autoptr (RhRequest) with_part = request_new ("POST", U);
  g_autoptr (RhRequestText) of_body = rh_request_text_new (with_body);
  g_autoptr (RhRequestText) of_url = rh_request_text_new (with_url);
  g_autoptr (RhRequestText) of_part = rh_request_text_new (with_part);

  rh_request_set_body (with_body, body);
  rh_request_text_add_part (of_part, name, value, NULL, NULL);
  assert_stays (of_body, with_body);
  assert_stays (of_url, with_url);
  assert_stays (of_part, with_part);
}

/* A collection's author chooses names and hosts, and the user's shell has variables of its own. */
static void
test_curl_reads_no_other_variable (void)
{
  g_autoptr (RhRequest) request = request_new ("GET", U);
  g_autofree char *curl = NULL;
  g_autofree char *command = NULL;
  g_auto (GStrv) words = NULL;

  add_secret_header (request, "Authorization", "Bearer ", "aws_secret_access_key");
  curl = to_curl (request, RH_SECRETS_BY_NAME);
  command = g_strconcat ("AWS_SECRET_ACCESS_KEY=mine\n", curl, NULL);
  words = run_shell (command, "sh");
  g_assert_true (has_word (words, "Authorization: Bearer "));
}

static void
test_shell_names (void)
{
  static const char *const names[][2] = {
    { "access_token", "REHEARSAL_ACCESS_TOKEN" },
    { "api-key", "REHEARSAL_API_KEY" },
    { "2fa.code", "REHEARSAL_2FA_CODE" },
    { "", "REHEARSAL_" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = rh_request_text_dup_shell_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

/* Nothing of it means anything to a shell, but the names of secrets. */
static void
test_a_shell_reads_each_word_back (void)
{
  static const char *const shells[] = { "bash", "sh" };
  g_autoptr (RhRequest) request = request_new ("POST", U "?q=" NASTY);
  g_autoptr (RhText) mixed = secret (NASTY, "x", "api-key", "tail " NASTY);
  g_autofree char *curl = NULL;

  rh_headers_append (rh_request_get_headers (request), "X", mixed);
  set_text (request, NASTY, "text/plain");
  curl = to_curl (request, RH_SECRETS_BY_NAME);

  for (guint i = 0; i < G_N_ELEMENTS (shells); i++)
    {
      g_auto (GStrv) words = run_shell (curl, shells[i]);

      g_assert_true (has_word (words, U "?q=" NASTY_SENT));
      g_assert_true (has_word (words, "X: " NASTY "a btail " NASTY));
      g_assert_true (has_word (words, NASTY));
      g_assert_cmpuint (g_strv_length (words), ==, 9);
    }
}

static void
test_a_login_and_parts (void)
{
  g_autoptr (RhRequest) request = request_new ("POST", U);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autoptr (RhText) user = rh_text_new ("ada");
  g_autoptr (RhText) password = secret ("", "$p", "password", "");
  g_autoptr (RhText) name = rh_text_new ("n");
  g_autoptr (RhText) value = rh_text_new ("@a;b\"\\");
  g_autoptr (RhText) plain = rh_text_new ("text/plain");
  g_autoptr (RhText) png = rh_text_new ("image/png");
  g_autofree char *curl = NULL;
  g_auto (GStrv) words = NULL;

  rh_request_text_set_login (text, RH_AUTH_KIND_DIGEST, user, password);
  rh_request_text_add_part (text, name, value, NULL, NULL);
  rh_request_text_add_part (text, name, value, NULL, plain);
  rh_request_text_add_part (text, name, NULL, "a;b.png", png);
  rh_request_text_add_part (text, name, NULL, "c.png", png);
  rh_request_text_name_file (text, value);
  curl = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
  g_assert_nonnull (strstr (curl, "-u \"ada:$REHEARSAL_PASSWORD\""));
  words = run_shell (curl, "bash");
  g_assert_true (has_word (words, "--digest"));
  g_assert_true (has_word (words, "ada:$p"));
  g_assert_true (has_word (words, "n=@a;b\"\\"));
  g_assert_true (has_word (words, "n=\"@a;b\\\"\\\\\";type=text/plain"));
  g_assert_true (has_word (words, "n=@\"a;b.png\";type=image/png"));
  g_assert_true (has_word (words, "n=@\"c.png\";type=image/png;filename=\"@a;b\\\"\\\\\""));
}

/* A terminal that is pasted into would take them for keys. */
static void
test_control_characters (void)
{
#define KEYS \
  "a\x1b[201~\x03b\r\n\x7f\xc2\x9b" \
  "c\xc2\xa0"
  g_autoptr (RhRequest) request = request_new ("POST", U);
  g_autoptr (RhText) mixed = secret (KEYS, "x", "api-key", KEYS);
  g_autofree char *curl = NULL;
  g_auto (GStrv) words = NULL;

  rh_headers_append (rh_request_get_headers (request), "X", mixed);
  set_text (request, KEYS, "text/plain");
  curl = to_curl (request, RH_SECRETS_BY_NAME);
  for (const char *at = curl; *at != '\0'; at++)
    g_assert_true (*at == '\n' || !g_ascii_iscntrl (*at));
  g_assert_null (strstr (curl, "\xc2\x9b"));
  words = run_shell (curl, "bash");
  g_assert_true (has_word (words, "X: " KEYS "a b" KEYS));
  g_assert_true (has_word (words, KEYS));
#undef KEYS
}

static char *
part_to_curl (const char *name, const char *value, const char *path, const char *media_type)
{
  g_autoptr (RhRequest) request = request_new ("POST", U);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autoptr (RhText) name_text = rh_text_new (name);
  g_autoptr (RhText) value_text = value == NULL ? NULL : rh_text_new (value);
  g_autoptr (RhText) type_text = media_type == NULL ? NULL : rh_text_new (media_type);

  rh_request_text_add_part (text, name_text, value_text, path, type_text);
  return rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
}

/* curl reads what -F gets once more: nothing in it is to have a file read that nobody chose. */
static void
test_parts_read_no_file (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *path;
    const char *type;
    const char *word;
  } cases[] = {
    { "n", "v", NULL, "text/plain; charset=utf-8", "n=\"v\";type=text/plain; charset=utf-8" },
    { "n", "v", NULL, "text/plain;headers=@/x",
      "n=\"v\";headers=\"Content-Type: text/plain;headers=@/x\"" },
    { "n", "v", NULL, "text/plain;  Headers=@/x",
      "n=\"v\";headers=\"Content-Type: text/plain;  Headers=@/x\"" },
    { "n", NULL, "a", "text/plain,/x", "n=@\"a\";headers=\"Content-Type: text/plain,/x\"" },
    { "n", "v", NULL, "a", "n=\"v\";headers=\"Content-Type: a\"" },
    { "n=@/x;\"", "v", NULL, "text/plain",
      "=\"v\";type=text/plain;headers=\"Content-Disposition: form-data; "
      "name=\\\"n=@/x;%22\\\"\"" },
    { "a=b", "v", NULL, NULL,
      "=\"v\";headers=\"Content-Disposition: form-data; name=\\\"a=b\\\"\"" },
    { "a=b", NULL, "d/c.png", NULL,
      "=@\"d/c.png\";headers=\"Content-Disposition: form-data; name=\\\"a=b\\\"; "
      "filename=\\\"c.png\\\"\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *curl
          = part_to_curl (cases[i].name, cases[i].value, cases[i].path, cases[i].type);
      g_auto (GStrv) words = run_shell (curl, "bash");

      g_assert_cmpstr (words[2], ==, cases[i].word);
    }
}

/* Out and in again */

static gboolean
look_up (const char *name, RhVariableValue *value, gpointer user_data)
{
  *value = (RhVariableValue) {
    .value = "s3cr3t", .source = RH_SOURCE_ENVIRONMENT, .secret = TRUE, .literal = TRUE
  };
  return g_str_equal (name, "API_KEY");
}

static void
assert_round_trip (RhRequest *request)
{
  g_autofree char *curl = to_curl (request, RH_SECRETS_BY_NAME);
  g_autoptr (RhCurlImport) import = rh_curl_import (curl);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhRequest) again = rh_resolver_fill_request (import->item, look_up, NULL, &error);
  RhBody *body = rh_request_get_body (request);
  RhBody *other = again == NULL ? NULL : rh_request_get_body (again);
  g_autofree char *curl_again = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < import->notes->len; i++)
    g_assert_cmpint (((RhCurlNote *) import->notes->pdata[i])->kind, ==, RH_CURL_NOTE_VARIABLE);
  g_assert_cmpstr (rh_request_get_method (again), ==, rh_request_get_method (request));
  g_assert_cmpstr (rh_text_peek (rh_request_get_url (again), NULL), ==,
                   rh_text_peek (rh_request_get_url (request), NULL));
  g_assert_cmpint (other != NULL, ==, body != NULL);
  if (body != NULL && rh_body_get_text (body) != NULL)
    g_assert_cmpstr (rh_text_peek (rh_body_get_text (other), NULL), ==,
                     rh_text_peek (rh_body_get_text (body), NULL));
  if (body != NULL && rh_body_get_file (body) != NULL)
    g_assert_true (g_file_equal (rh_body_get_file (body), rh_body_get_file (other)));

  /* the same command, so the same headers and spans; the protocol is the settings' to say */
  rh_request_set_http1 (again, FALSE);
  curl_again = to_curl (again, RH_SECRETS_BY_NAME);
  g_assert_cmpstr (curl_again, ==, curl);
}

static void
test_round_trip (void)
{
  g_autoptr (RhRequest) get = request_new ("GET", "http://a.example/?a=b%20c&d[]=1#f");
  g_autoptr (RhRequest) form = request_new ("POST", U);
  g_autoptr (RhRequest) json = request_new ("PUT", U);
  g_autoptr (RhRequest) file = request_new ("PATCH", U);
  g_autoptr (GFile) path = g_file_new_for_path ("/tmp/it's here.bin");
  g_autoptr (RhBody) body = rh_body_new_file (path, NULL);

  rh_headers_append_plain (rh_request_get_headers (get), "X-A", "it's; \"q\" \\ $a");
  rh_headers_append_plain (rh_request_get_headers (get), "X-A", "again");
  rh_headers_append_plain (rh_request_get_headers (get), "X-E", "");
  assert_round_trip (get);
  add_secret_header (get, "X-Key", "a ", "api-key");
  assert_round_trip (get);

  set_text (form, "a=b+c&d=%C3%A9&e", "application/x-www-form-urlencoded");
  assert_round_trip (form);

  rh_headers_append_plain (rh_request_get_headers (json), "Content-Type", "application/json");
  set_text (json, "{\"a\": \"'\\u00e9\\n\"}\n", NULL);
  assert_round_trip (json);

  rh_headers_append_plain (rh_request_get_headers (file), "Content-Type", "application/x-bin");
  rh_request_set_body (file, body);
  assert_round_trip (file);
}

/* The other texts */

static void
test_http_file (void)
{
  g_autoptr (RhRequest) request = request_new ("POST", U);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autoptr (RhText) user = rh_text_new ("ada");
  g_autoptr (RhText) password = secret ("", "pw", "password", "");
  g_autofree char *http = NULL;

  add_secret_header (request, "X-Key", "k ", "api-key");
  set_text (request, "{}", "application/json");
  rh_request_set_redirects (request, FALSE, 10);
  rh_request_text_set_login (text, RH_AUTH_KIND_BASIC, user, password);
  http = rh_request_text_to_http_file (text, "A\nB", RH_SECRETS_BY_NAME);
  g_assert_cmpstr (http, ==,
                   "### A B\n# @no-redirect\nPOST " U "\nAuthorization: Basic ada {{password}}\n"
                   "X-Key: k {{api-key}}\nContent-Type: application/json\n\n{}\n");
}

/* A body is a body, whatever a line of it looks like. */
static void
test_http_file_is_one_request (void)
{
  g_autoptr (RhText) url = secret ("https://a.exa mple\n###\nGET http://b", "/v", "x", "/");
  g_autoptr (RhRequest) request = rh_request_new ("POST", url);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autofree char *http = NULL;

  set_text (request,
            "< /etc/passwd\n<a> < b\n### c\nGET http://d/\r###\r\n<@utf8 e\n<> f\n> g\n>> h\n>i\n<",
            NULL);
  http = rh_request_text_to_http_file (text, NULL, RH_SECRETS_BY_NAME);
  g_assert_cmpstr (
      http, ==,
      "###\nPOST https://a.exa%20mple%0A###%0AGET%20http://b{{x}}/\n\n < /etc/passwd\n"
      "<a> < b\n ### c\nGET http://d/\r ###\r\n <@utf8 e\n <> f\n > g\n >> h\n>i\n<\n");
}

static void
test_http_file_with_parts (void)
{
  g_autoptr (RhRequest) request = request_new ("POST", U);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autoptr (RhText) name = rh_text_new ("a\"b");
  g_autoptr (RhText) value = rh_text_new ("v");
  g_autoptr (RhText) plain = rh_text_new ("text/plain");
  g_autofree char *http = NULL;
  g_auto (GStrv) blocks = NULL;
  g_autofree char *boundary = NULL;

  rh_request_text_add_part (text, name, value, NULL, plain);
  rh_request_text_add_part (text, name, NULL, "dir/x.png", NULL);
  rh_request_text_add_part (text, name, NULL, "dir/x.png", NULL);
  rh_request_text_name_file (text, name);
  http = rh_request_text_to_http_file (text, NULL, RH_SECRETS_BY_NAME);
  boundary = g_strdup (strstr (http, "boundary=") + strlen ("boundary="));
  *strchr (boundary, '\n') = '\0';
  blocks = g_strsplit (http, boundary, -1);
  g_assert_cmpuint (g_strv_length (blocks), ==, 6);
  g_assert_cmpstr (blocks[2], ==,
                   "\nContent-Disposition: form-data; name=\"a%22b\"\nContent-Type: text/plain\n\n"
                   "v\n--");
  g_assert_cmpstr (blocks[3], ==,
                   "\nContent-Disposition: form-data; name=\"a%22b\"; filename=\"x.png\"\n\n"
                   "< dir/x.png\n--");
  g_assert_cmpstr (blocks[4], ==,
                   "\nContent-Disposition: form-data; name=\"a%22b\"; filename=\"a%22b\"\n\n"
                   "< dir/x.png\n--");
}

static void
test_raw (void)
{
  g_autoptr (RhText) url = secret ("https://a.example/x?k=", "s3cr3t", "key", "&b=%zz");
  g_autoptr (RhRequest) request = rh_request_new ("POST", url);
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autofree char *by_name = NULL;
  g_autofree char *in_clear = NULL;

  rh_request_set_http1 (request, TRUE);
  set_text (request, "ab", "text/plain");
  by_name = rh_request_text_to_raw (text, RH_SECRETS_BY_NAME);
  in_clear = rh_request_text_to_raw (text, RH_SECRETS_IN_CLEAR);
  g_assert_cmpstr (in_clear, ==,
                   "POST /x?k=s3cr3t&b=%zz HTTP/1.1\r\nHost: a.example\r\n"
                   "Accept-Encoding: gzip, deflate, br\r\nConnection: Keep-Alive\r\n"
                   "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nab");
  g_assert_true (g_str_has_prefix (by_name, "POST /x?k=••••&b=%zz HTTP/1.1\r\n"));
}

/* No text shows a secret unless it is asked for. */
static void
test_no_secret_by_name (void)
{
  g_autoptr (RhText) url = secret ("https://a.example/", "s3cr3t-in-url", "a", "");
  g_autoptr (RhText) sent = secret ("x=", "s3cr3t-in-body", "b", "");
  g_autoptr (RhText) user = secret ("", "s3cr3t-user", "c", "");
  g_autoptr (RhText) password = secret ("", "s3cr3t-password", "d", "");
  g_autoptr (RhRequest) request = rh_request_new ("POST", url);
  g_autoptr (RhBody) body = rh_body_new_text (sent, "text/plain");
  g_autoptr (RhRequestText) text = rh_request_text_new (request);
  g_autofree char *curl = NULL;
  g_autofree char *http = NULL;
  g_autofree char *raw = NULL;

  add_secret_header (request, "Authorization", "Bearer ", "access_token");
  rh_request_set_body (request, body);
  rh_request_text_set_login (text, RH_AUTH_KIND_BASIC, user, password);
  curl = rh_request_text_to_curl (text, RH_SECRETS_BY_NAME);
  http = rh_request_text_to_http_file (text, "x", RH_SECRETS_BY_NAME);
  raw = rh_request_text_to_raw (text, RH_SECRETS_BY_NAME);
  g_assert_null (strstr (curl, "s3cr3t-"));
  g_assert_null (strstr (http, "s3cr3t-"));
  g_assert_null (strstr (raw, "s3cr3t-in"));
  g_assert_null (strstr (raw, "value-0123"));
  g_assert_null (strstr (raw, "password"));
}

/* What is added */

static void
assert_added (RhRequest *request, const char *expected)
{
  g_autoptr (GPtrArray) added = rh_auto_headers_of (request);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < added->len; i++)
    {
      const RhAutoHeader *header = added->pdata[i];

      g_string_append_printf (text, "%s=%s%s ", header->name,
                              header->value == NULL ? "?" : header->value,
                              header->can_override ? "" : "!");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_added_headers (void)
{
  g_autoptr (RhRequest) get = request_new ("GET", "http://A.example:8080/");
  g_autoptr (RhRequest) post = request_new ("POST", "http://a.example/");
  g_autoptr (GFile) path = g_file_new_for_path ("/tmp/x");
  g_autoptr (RhBody) file = rh_body_new_file (path, "image/png");

  assert_added (get, "Host=a.example:8080 Accept-Encoding=gzip, deflate Connection=Keep-Alive ");
  rh_headers_append_plain (rh_request_get_headers (get), "host", "b");
  rh_headers_append_plain (rh_request_get_headers (get), "Connection", "close");
  assert_added (get, "Accept-Encoding=gzip, deflate ");

  set_text (post, "abc", "text/plain");
  assert_added (post, "Host=a.example Accept-Encoding=gzip, deflate Connection=Keep-Alive "
                      "Content-Type=text/plain Content-Length=3! ");
  rh_request_set_body (post, file);
  assert_added (post, "Host=a.example Accept-Encoding=gzip, deflate Connection=Keep-Alive "
                      "Content-Type=image/png Content-Length=?! ");
  rh_headers_append_plain (rh_request_get_headers (post), "Transfer-Encoding", "chunked");
  assert_added (post, "Host=a.example Accept-Encoding=gzip, deflate Connection=Keep-Alive "
                      "Content-Type=image/png ");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/request-text/curl-by-name", test_curl_by_name);
  g_test_add_func ("/request-text/curl-in-clear", test_curl_in_clear);
  g_test_add_func ("/request-text/url-as-it-goes-out", test_url_as_it_goes_out);
  g_test_add_func ("/request-text/userinfo-is-not-sent", test_userinfo_is_not_sent);
  g_test_add_func ("/request-text/curl-methods", test_curl_methods);
  g_test_add_func ("/request-text/curl-settings", test_curl_settings);
  g_test_add_func ("/request-text/curl-takes-nothing-along", test_curl_takes_nothing_along);
  g_test_add_func ("/request-text/curl-sends-no-secret-again", test_curl_sends_no_secret_again);
  g_test_add_func ("/request-text/curl-reads-no-other-variable", test_curl_reads_no_other_variable);
  g_test_add_func ("/request-text/shell-names", test_shell_names);
  g_test_add_func ("/request-text/a-shell-reads-each-word-back", test_a_shell_reads_each_word_back);
  g_test_add_func ("/request-text/a-login-and-parts", test_a_login_and_parts);
  g_test_add_func ("/request-text/control-characters", test_control_characters);
  g_test_add_func ("/request-text/parts-read-no-file", test_parts_read_no_file);
  g_test_add_func ("/request-text/round-trip", test_round_trip);
  g_test_add_func ("/request-text/http-file", test_http_file);
  g_test_add_func ("/request-text/http-file-is-one-request", test_http_file_is_one_request);
  g_test_add_func ("/request-text/http-file-with-parts", test_http_file_with_parts);
  g_test_add_func ("/request-text/raw", test_raw);
  g_test_add_func ("/request-text/no-secret-by-name", test_no_secret_by_name);
  g_test_add_func ("/request-text/added-headers", test_added_headers);

  return g_test_run ();
}
