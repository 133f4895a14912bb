/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that a developer hosts: security.md 1.6. */
#include "lib/rh-test.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-relay-page.h"

#include <string.h>

#define TARGET "http://localhost:8437/pleo-production"

static char *
make (const char *listen_uri)
{
  g_autoptr (GError) error = NULL;
  char *html = rh_relay_page_new (listen_uri, &error);

  g_assert_no_error (error);
  return html;
}

static char *
dup_between (const char *html, const char *start, const char *end)
{
  const char *from = strstr (html, start);
  const char *to;

  g_assert_nonnull (from);
  from += strlen (start);
  to = strstr (from, end);
  g_assert_nonnull (to);
  return g_strndup (from, to - from);
}

static char *
dup_hash (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  return g_strconcat ("sha256-", base64, NULL);
}

static void
test_policy (void)
{
  g_autofree char *html = make (TARGET);
  g_autofree char *policy
      = dup_between (html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
  g_autofree char *script = dup_between (html, "<script>", "</script>");
  g_autofree char *style = dup_between (html, "<style>", "</style>");
  g_autofree char *script_hash = dup_hash (script);
  g_autofree char *style_hash = dup_hash (style);
  g_autofree char *expected = g_strdup_printf (
      "default-src 'none'; script-src '%s'; style-src '%s'; base-uri 'none'; form-action 'none'",
      script_hash, style_hash);

  g_assert_cmpstr (policy, ==, expected);
  /* before anything that it is to govern */
  g_assert_true (strstr (html, "Content-Security-Policy") < strstr (html, "<style>"));
}

static void
test_one_target_and_the_query_alone (void)
{
  g_autofree char *html = make (TARGET);
  g_autofree char *script = dup_between (html, "<script>", "</script>");

  g_assert_cmpstr (script, ==,
                   "if(window.top===window.self&&/[?&](code|error)=/.test(location.search))"
                   "location.replace(\"" TARGET "\"+location.search)");
}

/* Nobody else's, and nothing that would tell anybody. */
static void
test_nothing_of_others (void)
{
  static const char *const absent[]
      = { "src=",  "href=",  "https:",  "@import", "url(",     "<iframe", "onload",
          "fetch", "cookie", "Storage", "hash",    "document", "eval" };
  g_autofree char *html = make (TARGET);
  g_autoptr (GString) rest = g_string_new (html);

  g_string_replace (rest, TARGET, "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (strstr (rest->str, absent[i]));
  g_assert_null (strstr (rest->str, "http:"));
  g_assert_nonnull (strstr (html, "<meta name=\"referrer\" content=\"no-referrer\">"));
  g_assert_true (g_utf8_validate (html, -1, NULL));
}

static void
test_the_target_is_text_in_the_page (void)
{
  g_autofree char *html = make ("http://localhost:8437/a'b&c");

  g_assert_nonnull (strstr (html, "at http://localhost:8437/a&apos;b&amp;c,")
                        ?: strstr (html, "at http://localhost:8437/a&#39;b&amp;c,"));
}

static void
test_other_targets_are_refused (void)
{
  static const struct
  {
    const char *target;
    RhOAuthError code;
  } rows[] = {
    { "https://localhost:8437/a", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://example.com:8437/a", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT },
    { "http://127.0.0.1.evil:8437/a", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT },
    { "http://localhost/a", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:0/a", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/a?b=c", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/a#b", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://u@localhost:8437/a", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/\"+alert(1)+\"", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/</script><script>alert(1)", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/a\\b", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/a b", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "http://localhost:8437/a\nb", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "javascript:alert(1)", RH_OAUTH_ERROR_CONFIG_INVALID },
    { "", RH_OAUTH_ERROR_CONFIG_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_relay_page_new (rows[i].target, &error));
      g_assert_error (error, RH_OAUTH_ERROR, (gint) rows[i].code);
      g_assert_cmpstr (error->message, ==, RH_OAUTH_LISTEN_URI);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/relay-page/policy-names-what-is-in-it", test_policy);
  g_test_add_func ("/relay-page/one-target-and-the-query-alone",
                   test_one_target_and_the_query_alone);
  g_test_add_func ("/relay-page/nothing-of-others", test_nothing_of_others);
  g_test_add_func ("/relay-page/the-target-is-text-in-the-page",
                   test_the_target_is_text_in_the_page);
  g_test_add_func ("/relay-page/other-targets-are-refused", test_other_targets_are_refused);

  return g_test_run ();
}
