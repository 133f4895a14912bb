/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets are masked by field and by value, in every shape they take (standards.md M1 to M3). */
#include <json-glib/json-glib.h>
#include <string.h>

#include "lib/rh-test.h"
#include "text/rh-codec.h"
#include "text/rh-redactor.h"

#define TOKEN "canary/+ token%é\"x&y=z:0123"
#define SHORT "shrtpw1"

static RhRedactor *
redactor_knowing (const char *bytes)
{
  g_autoptr (RhSecret) secret = rh_secret_new (bytes, -1);
  RhRedactor *redactor = rh_redactor_new ();

  rh_redactor_learn (redactor, secret);

  return redactor;
}

static void
assert_hidden (RhRedactor *redactor, const char *text, gssize length)
{
  g_autofree char *redacted = rh_redactor_redact (redactor, text, length);

  g_test_message ("%s", redacted);
  g_assert_nonnull (strstr (redacted, " characters)"));
  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  g_assert_null (strstr (redacted, "0123"));
}

static void
test_known_raw (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing ("12345678");
  g_autofree char *redacted = rh_redactor_redact (redactor, "a12345678b1234567812345678c", -1);
  g_autofree char *other = rh_redactor_redact (redactor, "1234567", -1);

  g_assert_cmpstr (redacted, ==, "a•••• (8 characters)b•••• (8 characters)•••• (8 characters)c");
  g_assert_cmpstr (other, ==, "1234567");
}

static void
test_known_long (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing ("abcdefghijklmnopqrst");
  g_autofree char *redacted = rh_redactor_redact (redactor, "<abcdefghijklmnopqrst>", -1);

  g_assert_cmpstr (redacted, ==, "<abcd… (20 characters)>");
}

static void
test_known_encodings (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing (TOKEN);
  static const RhPlace places[] = {
    RH_PLACE_RAW, RH_PLACE_PATH, RH_PLACE_QUERY, RH_PLACE_FORM, RH_PLACE_COMPONENT,
  };
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), TOKEN);
  g_autofree char *json = json_to_string (node, FALSE);
  g_autofree char *json_component = rh_percent_encode (json, -1, RH_PLACE_COMPONENT);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *once = rh_percent_encode (TOKEN, -1, places[i]);
      g_autofree char *lower = g_ascii_strdown (once, -1);
      g_autofree char *twice = rh_percent_encode (once, -1, RH_PLACE_COMPONENT);

      assert_hidden (redactor, once, -1);
      assert_hidden (redactor, lower, -1);
      assert_hidden (redactor, twice, -1);
    }
  assert_hidden (redactor, json, -1);
  assert_hidden (redactor, json_component, -1);
  assert_hidden (redactor, "canary\\/+ token%\\u00e9\\u0022x\\u0026y=z:0123", -1);
  assert_hidden (redactor, "%63%61nary\\u002f+ token%\u00e9\\\"x%26y=z:012%33", -1);
}

static void
test_known_base64 (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing (TOKEN);

  for (guint before = 0; before < 7; before++)
    {
      g_autofree char *padding = g_strnfill (before, 'p');
      g_autofree char *inside = g_strconcat (padding, TOKEN, ":tail", NULL);
      g_autofree char *text = g_base64_encode ((const guchar *) inside, strlen (inside));
      g_autofree char *safe = rh_base64url_encode ((const guint8 *) inside, strlen (inside));
      g_autofree char *hidden = rh_redactor_redact (redactor, text, -1);
      g_autofree char *hidden_safe = rh_redactor_redact (redactor, safe, -1);
      gsize from = (before + 3) / 3 * 4;
      g_autofree char *middle = g_strndup (text + from + 4, 12);
      g_autofree char *middle_safe = g_strndup (safe + from + 4, 12);

      g_assert_null (strstr (hidden, middle));
      g_assert_null (strstr (hidden_safe, middle_safe));
      g_assert_nonnull (strstr (hidden, " characters)"));
    }
}

static void
test_short_values (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing (SHORT);
  g_autofree char *text = rh_redactor_redact (redactor, "the " SHORT " stays", -1);
  g_autofree char *form = rh_redactor_redact_body (redactor, "application/x-www-form-urlencoded",
                                                   "a=b&password=" SHORT, -1);

  g_assert_cmpstr (text, ==, "the " SHORT " stays");
  g_assert_cmpstr (form, ==, "a=b&password=•••• (7 characters)");
}

static void
test_forget (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing ("12345678");
  g_autoptr (RhSecret) same = rh_secret_new ("12345678", -1);
  g_autofree char *still = NULL;
  g_autofree char *gone = NULL;

  rh_redactor_learn (redactor, same);
  rh_redactor_forget (redactor, same);
  still = rh_redactor_redact (redactor, "12345678", -1);
  g_assert_cmpstr (still, ==, "•••• (8 characters)");
  rh_redactor_forget (redactor, same);
  gone = rh_redactor_redact (redactor, "12345678", -1);
  g_assert_cmpstr (gone, ==, "12345678");
  rh_redactor_forget (redactor, same);
}

static void
test_overlaps (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing ("abcdefgh");
  g_autoptr (RhSecret) second = rh_secret_new ("fghijklmnopqrstuvwxyz", -1);
  g_autofree char *text = NULL;

  rh_redactor_learn (redactor, second);
  text = rh_redactor_redact (redactor, "-abcdefghijklmnopqrstuvwxyz-", -1);
  g_assert_cmpstr (text, ==, "-•••• (26 characters)-");
}

static void
test_invalid_text (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing ("12345678");
  g_autofree char *text = rh_redactor_redact (redactor, "\xff\0x12345678\xc3", 12);
  g_autofree char *empty = rh_redactor_redact (redactor, "", 0);

  g_assert_cmpstr (text, ==, "\xef\xbf\xbd\xef\xbf\xbdx•••• (8 characters)\xef\xbf\xbd");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_field_names (void)
{
  static const char *const secret[] = {
    "authorization", "Proxy-Authorization",
    "cookie",        "Set-Cookie",
    "DPoP",          "client_secret",
    "clientSecret",  "CLIENT-SECRET",
    "code",          "code_verifier",
    "access_token",  "accessToken",
    "refresh_token", "id_token",
    "token",         "password",
    "assertion",     "client_assertion",
    "device_code",   "request_uri",
    "x-api-key",     "registration_access_token",
    "id_token_hint", "Ocp-Apim-Subscription-Key",
    "X-Auth-Key",    "JSESSIONID",
    "sig",           "jwt",
  };
  static const char *const open[] = {
    "state",
    "client_id",
    "scope",
    "token_type",
    "code_challenge",
    "redirect_uri",
    "grant_type",
    "response_type",
    "expires_in",
    "token_endpoint",
    "zip_code_no",
    "nextPageToken",
    "code_challenge_method",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secret); i++)
    {
      g_test_message ("%s", secret[i]);
      g_assert_true (rh_redactor_is_secret_field (secret[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    {
      g_test_message ("%s", open[i]);
      g_assert_false (rh_redactor_is_secret_field (open[i]));
    }
  g_assert_false (rh_redactor_is_secret_field (NULL));
  g_assert_true (rh_redactor_is_secret_header ("Authorization"));
  g_assert_true (rh_redactor_is_secret_header ("X-Acme-Token"));
  g_assert_false (rh_redactor_is_secret_header ("Content-Type"));
}

static void
assert_header (const char *name, const char *value, const char *expected)
{
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();
  g_autofree char *text = rh_redactor_redact_header (redactor, name, value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_headers (void)
{
  assert_header ("authorization", "Bearer abcdefghijklmnopqrstuvwxyz",
                 "Bearer abcd… (26 characters)");
  assert_header ("Authorization", "Bearer short", "Bearer •••• (5 characters)");
  assert_header ("Authorization",
                 "Basic YTpzZWNyZXQtb2YtYS1jbGllbnQ=", "Basic •••• (28 characters)");
  assert_header ("Authorization", "my own secret", "•••• (13 characters)");
  assert_header ("Proxy-Authorization", "Digest a=\"b\", c=d", "Digest •••• (10 characters)");
  assert_header ("Cookie", "sid=abc; b=de", "sid=•••• (3 characters); b=•••• (2 characters)");
  assert_header ("Set-Cookie", "sid=abc; Path=/; HttpOnly",
                 "sid=•••• (3 characters); Path=/; HttpOnly");
  assert_header ("X-Api-Key", "k", "•••• (1 character)");
  assert_header ("Accept", "application/json", "application/json");
  assert_header ("Location", "http://localhost:8437/cb?code=abc&state=x",
                 "http://localhost:8437/cb?code=•••• (3 characters)&state=x");
}

static void
assert_url (const char *url, const char *expected)
{
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();
  g_autofree char *text = rh_redactor_redact_url (redactor, url);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_urls (void)
{
  assert_url ("https://h/p?q=1#f", "https://h/p?q=1#f");
  assert_url ("https://user:pw@h/p", "https://•••• (7 characters)@h/p");
  assert_url ("https://a@b@h/p@q", "https://•••• (3 characters)@h/p@q");
  assert_url ("//user:pw@h/p", "//•••• (7 characters)@h/p");
  assert_url ("user:pw@h/p//q", "•••• (7 characters)@h/p//q");
  assert_url ("https://h/?code=abc&state=s&%63ode=def",
              "https://h/?code=•••• (3 characters)&state=s&%63ode=•••• (3 characters)");
  assert_url ("https://h/?a;access_token=x;y=z", "https://h/?a;access_token=•••• (5 characters)");
  assert_url ("https://h/#access_token=abc&x=y", "https://h/#access_token=•••• (3 characters)&x=y");
  assert_url ("/cb?code=%C3%A9%C3%A9%C3%A9%C3%A9", "/cb?code=•••• (24 characters)");
  assert_url ("", "");
}

static void
assert_body (const char *media_type, const char *body, const char *expected)
{
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();
  g_autofree char *text = rh_redactor_redact_body (redactor, media_type, body, -1);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_json_bodies (void)
{
  const char *json = "application/json";

  assert_body (json, "{\"access_token\":\"abc\",\"token_type\":\"Bearer\"}",
               "{\"access_token\":\"•••• (3 characters)\",\"token_type\":\"Bearer\"}");
  assert_body (json, "{\"a\":{\"b\":[{\"refresh_token\" : \"x\\\"y\"}]}}",
               "{\"a\":{\"b\":[{\"refresh_token\" : \"•••• (4 characters)\"}]}}");
  assert_body (json, "{\"access\\u005ftoken\":\"abc\"}",
               "{\"access\\u005ftoken\":\"•••• (3 characters)\"}");
  assert_body (json, "{\"password\":1234,\"token\":null,\"x\":1}",
               "{\"password\":•••• (4 characters),\"token\":null,\"x\":1}");
  assert_body (json, "{\"token\":{\"v\":[\"a\",-1,true]},\"x\":\"b\"}",
               "{\"token\":{\"•••• (1 character)\":[\"•••• (1 character)\",•••• (2 "
               "characters),true]},\"x\":\"b\"}");
  assert_body (json, "{\"scope\":\"users:read\"}", "{\"scope\":\"users:read\"}");
  assert_body (json, "{\"u\":\"https://h/?code=abc\"}",
               "{\"u\":\"https://h/?code=•••• (3 characters)\"}");
}

/* An API's own codes say what an answer is about; in a URL or a form each is of a sign-in. */
static void
test_json_codes (void)
{
  const char *json = "application/json";
  static const char *const open[] = {
    "{\"code\":\"EUR\"}",
    "{\"error\":{\"code\":\"NOT_FOUND\",\"codes\":[1]}}",
    "{\"code\" : 404, \"x\":1}",
    "{\"code\":\"404\"}",
    "{\"Code\":null}",
    "{\"code\":{\"coding\":[{\"code\":\"718-7\",\"system\":\"http://loinc.example\"}]}}",
    "{\"code\":\"\"}",
    "{\"code\":\"fifteenLetters1\"}",
    "{\"code\":\"PARAMETER_VALIDATION_FAILED\"}",
    "{\"code\":\"card.limit-is exceeded\"}",
    "[\"{\\\"code\\\":\\\"EUR\\\"}\"]",
    "{\"code\":",
  };

  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    assert_body (json, open[i], open[i]);

  assert_body (json, "{\"code\":\"sixteen-letters1\"}", "{\"code\":\"•••• (16 characters)\"}");
  assert_body (json, "{\"c\\u006fde\":\"SplxlOBeZQQYbYS6WxSbIA\"}",
               "{\"c\\u006fde\":\"Splx… (22 characters)\"}");
  assert_body (json, "[\"{\\\"code\\\":\\\"SplxlOBeZQQYbYS6WxSbIA\\\"}\"]",
               "[\"{\\\"code\\\":\\\"Splx… (22 characters)\\\"}\"]");
  assert_body (json, "{\"code\":\"Splxl-OBeZ_QQYbYS\"}", "{\"code\":\"•••• (17 characters)\"}");
  assert_body (json, "{\"code\":\"nobody.knows.17\\u0031\"}",
               "{\"code\":\"•••• (21 characters)\"}");
  assert_body (json, "{\"code\":\"4839\"}", "{\"code\":\"•••• (4 characters)\"}");
  assert_body (json, "{\"code\":{\"password\":\"x\"}}",
               "{\"code\":{\"password\":\"•••• (1 character)\"}}");
  assert_body (json, "{\"code\":[\"abc\"]}", "{\"code\":[\"•••• (3 characters)\"]}");
  assert_body (json, "{\"code\":\"cut o", "{\"code\":\"•••• (5 characters)");
  assert_body (json, "{\"code\":SplxlOBeZQQYbYS6WxSbIA}", "{\"code\":Splx… (22 characters)}");
  assert_body (json, "{\"device_code\":\"abc\"}", "{\"device_code\":\"•••• (3 characters)\"}");
  assert_body ("application/x-www-form-urlencoded", "code=EUR", "code=•••• (3 characters)");
}

/* Beside what only a sign-in has, a code is of that sign-in, however short and like a word it is.
 */
static void
test_json_codes_of_a_sign_in (void)
{
  const char *json = "application/json";
  const char *made_state = "\"state\":\"af0ifjsldkj.31Xy-q\"";
  static const char *const open[] = {
    "{\"state\":\"CA\",\"code\":\"US-CA\"}",
    "{\"code\":\"NW\",\"state\":\"North Rhine-Westphalia\"}",
    "{\"state\":\"waiting_for_approval\",\"code\":\"E1001\"}",
    "{\"state\":1234567890123456,\"code\":\"E1001\"}",
    "[{\"grant_type\":\"refresh_token\"},{\"code\":\"E1001\"}]",
    "[{\"code\":\"E1001\"},{\"redirect_uri\":\"https://a.example\"}]",
    "{\"client\":{\"redirect_uri\":\"https://a.example\"},\"code\":\"E1001\"}",
  };
  g_autofree char *with_state = g_strdup_printf ("{\"code\":\"go\",%s}", made_state);
  g_autofree char *masked = g_strdup_printf ("{\"code\":\"•••• (2 characters)\",%s}", made_state);

  for (guint i = 0; i < G_N_ELEMENTS (open); i++)
    assert_body (json, open[i], open[i]);

  assert_body (json, with_state, masked);
  assert_body (json, "{\"grant_type\":\"authorization_code\",\"code\":\"a-code\"}",
               "{\"grant_type\":\"authorization_code\",\"code\":\"•••• (6 characters)\"}");
  assert_body (json, "{\"code\":\"EUR\",\"x\":[1,\"y\"],\"redirectUri\":\"https://a.example\"}",
               "{\"code\":\"•••• (3 characters)\",\"x\":[1,\"y\"],"
               "\"redirectUri\":\"https://a.example\"}");
  assert_body (json, "{\"code\":42,\"code_verifier\":\"abc\"}",
               "{\"code\":•••• (2 characters),\"code_verifier\":\"•••• (3 characters)\"}");
  assert_body (json, "[\"{\\\"code\\\":\\\"go\\\",\\\"grant_type\\\":\\\"a\\\"}\"]",
               "[\"{\\\"code\\\":\\\"•••• (2 characters)\\\",\\\"grant_type\\\":\\\"a\\\"}\"]");
}

static void
test_broken_json (void)
{
  const char *json = "application/json";

  assert_body (json, "{\"access_token\":\"abc", "{\"access_token\":\"•••• (3 characters)");
  assert_body (json, "don\"t {\"access_token\":\"abc\"}",
               "don\"t {\"access_token\":\"•••• (3 characters)\"}");
  assert_body (json, "{\"token\":abc}", "{\"token\":•••• (3 characters)}");
  assert_body (json, "{\"token\":", "{\"token\":");
  assert_body (json, "{\"token\":[\"a\"", "{\"token\":[\"•••• (1 character)\"");
  assert_body (json, "{\"token\":\"a\\", "{\"token\":\"•••• (2 characters)");
  assert_body (json, "{\"access\\u005", "{\"access\\u005");
  /* JSON inside a string, once and twice. */
  assert_body (json, "{\"d\":\"{\\\"token\\\":\\\"abc\\\"}\"}",
               "{\"d\":\"{\\\"token\\\":\\\"•••• (3 characters)\\\"}\"}");
  assert_body (json, "\"\\\"{\\\\\\\"token\\\\\\\":\\\\\\\"abc\\\\\\\"}\\\"\"",
               "\"\\\"{\\\\\\\"token\\\\\\\":\\\\\\\"•••• (3 characters)\\\\\\\"}\\\"\"");
}

static void
test_other_bodies (void)
{
  assert_body ("text/plain", "access_token=abc&scope=x",
               "access_token=•••• (3 characters)&scope=x");
  assert_body ("text/html", "{\"id_token\":\"abc\"}", "{\"id_token\":\"•••• (3 characters)\"}");
  assert_body (NULL, "<p>see password=abc</p>", "<p>see password=•••• (3 characters)</p>");
  assert_body ("application/x-www-form-urlencoded; charset=utf-8", "client_secret=a b;c\"d&x=y",
               "client_secret=•••• (7 characters)&x=y");
  assert_body ("multipart/form-data; boundary=B",
               "--B\r\nContent-Disposition: form-data; name=\"client_secret\"\r\n\r\nabc\r\n--B\r\n"
               "Content-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--B--\r\n",
               "--B\r\nContent-Disposition: form-data; name=\"client_secret\"\r\n\r\n•••• (3 "
               "characters)\r\n--B\r\n"
               "Content-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--B--\r\n");
}

static void
test_markup (void)
{
  const char *xml = "application/xml";

  assert_body (xml, "<r><AccessToken a=\"b\">abc</AccessToken><n>1</n></r>",
               "<r><AccessToken a=\"b\">•••• (3 characters)</AccessToken><n>1</n></r>");
  assert_body (xml, "<wsse:Password>\n abc\n</wsse:Password >",
               "<wsse:Password>\n •••• (3 characters)\n</wsse:Password >");
  assert_body (xml, "<password><![CDATA[a<b]]>c</password>",
               "<password><![CDATA[•••• (3 characters)]]>•••• (1 character)</password>");
  assert_body (xml, "<Credentials><Id>abc</Id><Key>de</Key></Credentials>",
               "<Credentials><Id>•••• (3 characters)</Id><Key>•••• (2 characters)</Key>"
               "</Credentials>");
  assert_body (xml, "<a><password>abc", "<a><password>•••• (3 characters)");
  assert_body (xml, "<password/><token></token><tokens>abc</tokens>",
               "<password/><token></token><tokens>abc</tokens>");
  assert_body (xml, "<password", "<password");
  assert_body (xml, "<password>a</passwords>b</password>",
               "<password>•••• (1 character)</passwords>•••• (1 character)</password>");
  assert_body (xml, "<a password='abc' b='c'/>", "<a password='•••• (3 characters)' b='c'/>");
  /* an API's own, and HTML's */
  assert_body (xml, "<Code>NoSuchKey</Code>", "<Code>NoSuchKey</Code>");
}

/* As Python writes what was JSON. */
static void
test_single_quotes (void)
{
  assert_body (NULL, "{'password': 'a b', 'x': 'y'}",
               "{'password': '•••• (3 characters)', 'x': 'y'}");
  assert_body (NULL, "{'token': 'abc\nd", "{'token': '•••• (3 characters)\nd");
  assert_body (NULL, "': 'x' ':", "': 'x' ':");
}

static void
test_broken_multipart (void)
{
  const char *type = "multipart/form-data; boundary=B";

  assert_body (type, "name=\"token\"\r\n\r\nabc", "name=\"token\"\r\n\r\n•••• (3 characters)");
  assert_body (type, "name=\"token\"\r\n\r\n\r\n--B", "name=\"token\"\r\n\r\n\r\n--B");
  assert_body (type, "name=\"token\"\r\n--B", "name=\"token\"\r\n--B");
  assert_body (type, "name=\"token", "name=\"token");
}

static void
log_in_subprocess (void)
{
  g_autoptr (RhRedactor) redactor = redactor_knowing ("canary-known-value");

  rh_redactor_install_log_writer (redactor);
  g_log_structured ("test", G_LOG_LEVEL_MESSAGE, "MESSAGE", "known canary-known-value");
  g_message ("> Authorization: Bearer canary-header");
  g_debug ("> Cookie: sid=canary-cookie");
  g_message ("POST https://u:canary-userinfo@h/?code=canary-query");
  g_message ("{\"access_token\":\"canary-json\"}");
  g_message ("harmless \xff words");
}

static void
test_log_writer (void)
{
  if (g_test_subprocess ())
    {
      log_in_subprocess ();
      return;
    }

  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*canary*");
  g_test_trap_assert_stdout_unmatched ("*canary*");
  g_test_trap_assert_stderr ("*known * (18 characters)*");
  g_test_trap_assert_stderr ("*> Authorization: Bearer * (13 characters)*");
  g_test_trap_assert_stdout ("*> Cookie: sid=* (13 characters)*");
  g_test_trap_assert_stderr ("*code=* (12 characters)*");
  g_test_trap_assert_stderr ("*harmless*words*");
}

static void
test_spans_and_place (void)
{
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();
  g_autoptr (RhText) url = rh_text_new ("https://a.test/");
  g_autofree char *redacted = NULL;

  rh_text_append_value (url, "hunter2", -1, "pin", RH_SOURCE_ENVIRONMENT, TRUE, NULL);
  rh_text_append (url, "/x?page=1&token=typed", -1);
  redacted = rh_redactor_redact_text (redactor, RH_REDACT_URL, NULL, url);
  g_assert_cmpstr (redacted, ==,
                   "https://a.test/•••• (7 characters)/x?page=1&token=•••• (5 characters)");
}

static void
assert_template (RhRedactPlace place, const char *name, const char *text, const char *expected)
{
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();
  g_autofree char *redacted = rh_redactor_redact_template (redactor, place, name, text);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
test_template_keeps_variables (void)
{
  assert_template (RH_REDACT_HEADER, "Authorization", "Bearer {{my token}} {{token}}",
                   "Bearer •••• (13 characters){{token}}");
  assert_template (RH_REDACT_HEADER, "X-Api-Key", "{{key}}", "{{key}}");
  assert_template (RH_REDACT_HEADER, "Cookie", "a={{a}}; b=typed",
                   "a={{a}}; b=•••• (5 characters)");
  assert_template (RH_REDACT_URL, NULL, "{{api}}/x?token={{t}}&secret=ab{{t}}cd",
                   "{{api}}/x?token={{t}}&secret=•••• (2 characters){{t}}•••• (2 characters)");
  assert_template (RH_REDACT_FIELD, "password", "hunter2", "•••• (7 characters)");
  assert_template (RH_REDACT_FIELD, "pass_word", "{{p}}", "{{p}}");
  assert_template (RH_REDACT_FIELD, "page", "hunter2", "hunter2");
  assert_template (RH_REDACT_BODY, "application/json", "{\"password\":\"{{p}}!\",\"n\":{{n}}}",
                   "{\"password\":\"{{p}}•••• (1 character)\",\"n\":{{n}}}");
}

static void
test_mask_is_not_masked (void)
{
  g_autoptr (RhRedactor) redactor = rh_redactor_new ();
  g_autofree char *once
      = rh_redactor_redact_header (redactor, "Authorization", "Bearer abcdefghijklmnopqrstuvwxyz");
  g_autofree char *twice = rh_redactor_redact_header (redactor, "Authorization", once);
  g_autofree char *cookie
      = rh_redactor_redact_header (redactor, "Cookie", "a=•••• (3 characters); b=•••• (x)");

  g_autofree char *body = rh_redactor_redact_body (
      redactor, "text/plain", "see https://a.example/?signature=•••• (2 characters)&b=c", -1);

  g_autofree char *members = rh_redactor_redact_body (
      redactor, "application/json",
      "{\"token\": {\"a\": 1, \"b\": 12345678901234567890}, \"c\": 2}", -1);
  g_autofree char *again = rh_redactor_redact_body (redactor, "application/json", members, -1);

  g_assert_cmpstr (once, ==, "Bearer abcd… (26 characters)");
  g_assert_cmpstr (twice, ==, once);
  g_assert_cmpstr (cookie, ==, "a=•••• (3 characters); b=•••• (8 characters)");
  g_assert_cmpstr (body, ==, "see https://a.example/?signature=•••• (2 characters)&b=c");
  g_assert_cmpstr (again, ==, members);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/redactor/M1/known-raw", test_known_raw);
  g_test_add_func ("/redactor/M2/known-long", test_known_long);
  g_test_add_func ("/redactor/M1/known-encodings", test_known_encodings);
  g_test_add_func ("/redactor/M1/known-base64", test_known_base64);
  g_test_add_func ("/redactor/4.8/short-values", test_short_values);
  g_test_add_func ("/redactor/forget", test_forget);
  g_test_add_func ("/redactor/M2/overlaps", test_overlaps);
  g_test_add_func ("/redactor/invalid-text", test_invalid_text);
  g_test_add_func ("/redactor/M1/field-names", test_field_names);
  g_test_add_func ("/redactor/M1/headers", test_headers);
  g_test_add_func ("/redactor/M1/urls", test_urls);
  g_test_add_func ("/redactor/M1/json-bodies", test_json_bodies);
  g_test_add_func ("/redactor/M1/json-codes", test_json_codes);
  g_test_add_func ("/redactor/M1/json-codes-of-a-sign-in", test_json_codes_of_a_sign_in);
  g_test_add_func ("/redactor/M1/broken-json", test_broken_json);
  g_test_add_func ("/redactor/M1/other-bodies", test_other_bodies);
  g_test_add_func ("/redactor/M1/markup", test_markup);
  g_test_add_func ("/redactor/M1/single-quotes", test_single_quotes);
  g_test_add_func ("/redactor/M1/broken-multipart", test_broken_multipart);
  g_test_add_func ("/redactor/M3/log-writer", test_log_writer);
  g_test_add_func ("/redactor/spans-and-place", test_spans_and_place);
  g_test_add_func ("/redactor/template-keeps-variables", test_template_keeps_variables);
  g_test_add_func ("/redactor/mask-is-not-masked", test_mask_is_not_masked);

  return g_test_run ();
}
