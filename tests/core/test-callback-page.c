/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page the browser ends on: standards.md E10. */
#include "lib/rh-test.h"
#include "oauth/rh-callback-page.h"

#include <string.h>

static const char *
get_header (const char *name)
{
  const char *const *headers = rh_callback_page_get_headers ();

  for (guint i = 0; headers[i] != NULL; i += 2)
    {
      if (g_str_equal (headers[i], name))
        return headers[i + 1];
    }

  return NULL;
}

static char *
dup_style_source (const char *html)
{
  const char *start = strstr (html, "<style>");
  const char *end = strstr (html, "</style>");
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;

  g_assert_nonnull (start);
  g_assert_nonnull (end);
  start += strlen ("<style>");
  g_checksum_update (checksum, (const guchar *) start, end - start);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);

  return g_strdup_printf ("'sha256-%s'", base64);
}

static void
test_policy (void)
{
  for (int refused = 0; refused <= 1; refused++)
    {
      g_autofree char *html = rh_callback_page_dup_html (refused);
      g_autofree char *source = dup_style_source (html);
      g_autofree char *expected = g_strconcat ("default-src 'none'; style-src ", source,
                                               "; frame-ancestors 'none'; base-uri 'none'; "
                                               "form-action 'none'",
                                               NULL);

      g_assert_cmpstr (get_header ("Content-Security-Policy"), ==, expected);
    }
}

static void
test_headers (void)
{
  g_assert_cmpstr (get_header ("X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpstr (get_header ("Referrer-Policy"), ==, "no-referrer");
  g_assert_cmpstr (get_header ("Cache-Control"), ==, "no-store");
  g_assert_cmpstr (get_header ("Cross-Origin-Opener-Policy"), ==, "same-origin");
  g_assert_cmpstr (get_header ("Connection"), ==, "close");
  g_assert_cmpstr (RH_CALLBACK_PAGE_MEDIA_TYPE, ==, "text/html; charset=utf-8");
}

static void
test_texts (void)
{
  g_autofree char *done = rh_callback_page_dup_html (FALSE);
  g_autofree char *refused = rh_callback_page_dup_html (TRUE);

  g_assert_nonnull (strstr (done, "You can close this page and go back to Rehearsal."));
  g_assert_nonnull (strstr (refused, "The sign-in goes on waiting in Rehearsal."));
  g_assert_null (strstr (refused, "close this page"));
}

/* What the policy would block must not be there, and a page for everybody is light and dark. */
static void
test_markup (void)
{
  static const char *const absent[]
      = { "<script", "style=", "href=", "src=", "<form", "onclick", "http:", "https:" };

  for (int refused = 0; refused <= 1; refused++)
    {
      g_autofree char *html = rh_callback_page_dup_html (refused);

      for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
        g_assert_null (strstr (html, absent[i]));
      g_assert_true (g_utf8_validate (html, -1, NULL));
      g_assert_nonnull (strstr (html, "<meta charset=\"utf-8\">"));
      g_assert_nonnull (strstr (html, "<html lang=\"en\" dir=\"ltr\">"));
      g_assert_nonnull (strstr (html, "prefers-color-scheme:dark"));
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/callback-page/E10/policy-names-the-style-it-has", test_policy);
  g_test_add_func ("/callback-page/E10/headers", test_headers);
  g_test_add_func ("/callback-page/texts", test_texts);
  g_test_add_func ("/callback-page/nothing-that-could-run-or-load", test_markup);

  return g_test_run ();
}
