/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP Digest: the vectors of RFC 7616 and RFC 2617 and what else a challenge can ask for. Values
 * that stand in no RFC were worked out by another program. */
#include "http/rh-digest.h"
#include "lib/rh-test.h"

#include <string.h>

#define REALM "realm=\"http-auth@example.org\""
#define NONCE "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\""
#define CNONCE "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"

static GPtrArray *
parse (const char *value)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();

  rh_headers_append_plain (headers, "WWW-Authenticate", value);
  return rh_challenges_parse (headers);
}

static RhDigestChallenge *
choose (const char *value)
{
  g_autoptr (GPtrArray) challenges = parse (value);

  return rh_digest_challenge_choose (challenges);
}

static char *
answer (const char *value, const RhDigestUse *use)
{
  g_autoptr (RhDigestChallenge) challenge = choose (value);

  g_assert_nonnull (challenge);
  return rh_digest_challenge_answer (challenge, use);
}

static void
assert_response (const char *value, const RhDigestUse *use, const char *expected)
{
  g_autofree char *text = answer (value, use);
  g_autofree char *wanted = g_strdup_printf ("response=\"%s\"", expected);

  g_assert_true (g_str_has_prefix (text, "Digest username"));
  g_assert_nonnull (strstr (text, wanted));
}

static void
test_vectors (void)
{
  g_autoptr (RhSecret) life = rh_secret_new ("Circle of Life", -1);
  g_autoptr (RhSecret) old = rh_secret_new ("Circle Of Life", -1);
  const RhDigestUse use = { "Mufasa", life, "GET", "/dir/index.html", NULL, CNONCE, 1 };
  const RhDigestUse rfc2617 = { "Mufasa", old, "GET", "/dir/index.html", NULL, "0a4f113b", 1 };
  const char *md5 = "Digest " REALM ", qop=\"auth, auth-int\", algorithm=MD5, " NONCE
                    ", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  g_autofree char *whole = answer (md5, &use);

  assert_response (md5, &use, "8ca523f5e9506fed4657c9700eebdbec");
  assert_response ("Digest " REALM ", qop=\"auth, auth-int\", algorithm=SHA-256, " NONCE, &use,
                   "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  assert_response ("Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
                   "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"",
                   &rfc2617, "6629fae49393a05397450978507c4ef1");
  g_assert_cmpstr (whole, ==,
                   "Digest username=\"Mufasa\", " REALM ", " NONCE ", uri=\"/dir/index.html\", "
                   "algorithm=MD5, qop=auth, nc=00000001, cnonce=\"" CNONCE "\", "
                   "response=\"8ca523f5e9506fed4657c9700eebdbec\", "
                   "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
}

static void
test_kinds (void)
{
  g_autoptr (RhSecret) life = rh_secret_new ("Circle of Life", -1);
  const RhDigestUse use = { "Mufasa", life, "GET", "/dir/index.html", NULL, CNONCE, 1 };
  const RhDigestUse tenth = { "Mufasa", life, "GET", "/dir/index.html", NULL, CNONCE, 10 };
  const RhDigestUse post = { "Mufasa",
                             life,
                             "POST",
                             "/dir/index.html",
                             "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                             CNONCE,
                             1 };

  assert_response ("Digest " REALM ", qop=auth, algorithm=md5-sess, " NONCE, &use,
                   "e783283f46242139c486a698fec7211d");
  assert_response ("Digest " REALM ", qop=auth, algorithm=\"SHA-256-sess\", " NONCE, &use,
                   "2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7");
  assert_response ("Digest " REALM ", qop=\"auth-int\", algorithm=SHA-256, " NONCE, &post,
                   "c98b95dbdb463c4483e324bced57d591946a6f84098142757b1333c52c47d62e");
  assert_response ("Digest " REALM ", qop=\"auth-int\", " NONCE, &use,
                   "8804a53d3640a40a4f73cea12c5ba451");
  assert_response ("Digest " REALM ", " NONCE, &use, "7b2cc3b30e75b4777ea31027084363fd");
  assert_response ("Digest " REALM ", qop=auth, " NONCE, &tenth,
                   "c6c7fe4805f94693cf246790d3b2afe2");
}

static void
test_user_names (void)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("x", -1);
  const RhDigestUse jason = { "Jäsøn", secret, "GET", "/", NULL, "c", 1 };
  const RhDigestUse quoted = { "a\"\\b", secret, "GET", "/", NULL, "c", 1 };
  g_autofree char *hashed
      = answer ("Digest " REALM ", qop=auth, algorithm=SHA-256, userhash=true, " NONCE, &jason);
  g_autofree char *extended = answer ("Digest " REALM ", qop=auth, " NONCE, &jason);
  g_autofree char *escaped = answer ("Digest realm=\"q\\\"q\", qop=auth, " NONCE, &quoted);

  g_assert_nonnull (strstr (
      hashed, "username=\"231c1c55326fa27c1356584376e35ab18a625140e986873277442a47b5cd6dae\""));
  g_assert_nonnull (strstr (hashed, ", userhash=true"));
  g_assert_nonnull (strstr (extended, "username*=UTF-8''J%C3%A4s%C3%B8n"));
  g_assert_nonnull (strstr (escaped, "username=\"a\\\"\\\\b\", realm=\"q\\\"q\""));
}

/* The first that is understood, as the server prefers them; none for what would be a guess. */
static void
test_choice (void)
{
  static const struct
  {
    const char *value;
    gboolean found;
    GChecksumType hash;
    gboolean body;
    gboolean stale;
  } cases[] = {
    { "Basic realm=x, Digest realm=r, nonce=a, algorithm=SHA-256, qop=auth, stale=TRUE, "
      "Digest realm=r, nonce=b, qop=auth",
      TRUE, G_CHECKSUM_SHA256, FALSE, TRUE },
    { "Digest realm=r, nonce=a, algorithm=SHA-512-256, qop=auth, Digest realm=r, nonce=b", TRUE,
      G_CHECKSUM_MD5, FALSE, FALSE },
    { "Digest realm=r, nonce=a, qop=\"auth-int,auth\"", TRUE, G_CHECKSUM_MD5, FALSE, FALSE },
    { "Digest realm=r, nonce=a, qop=auth-int", TRUE, G_CHECKSUM_MD5, TRUE, FALSE },
    { "Digest realm=r, nonce=a, qop=auth-conf", FALSE, 0, FALSE, FALSE },
    { "Digest realm=r", FALSE, 0, FALSE, FALSE },
    { "Digest nonce=a", FALSE, 0, FALSE, FALSE },
    { "Digest realm=r, nonce=\"a\r\nX: y\"", FALSE, 0, FALSE, FALSE },
    { "Bearer realm=r, nonce=a", FALSE, 0, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhDigestChallenge) challenge = choose (cases[i].value);

      g_assert_cmpint (challenge != NULL, ==, cases[i].found);
      if (challenge == NULL)
        continue;
      g_assert_cmpint (rh_digest_challenge_get_hash (challenge), ==, cases[i].hash);
      g_assert_cmpint (rh_digest_challenge_wants_body (challenge), ==, cases[i].body);
      g_assert_cmpint (rh_digest_challenge_is_stale (challenge), ==, cases[i].stale);
    }
}

/* Only where nothing else is offered, or would be told first. */
static void
test_unknown_algorithm (void)
{
  static const char *const cases[][2] = {
    { "Digest realm=r, nonce=a, algorithm=SHA-512-256", "SHA-512-256" },
    { "Basic realm=x, Digest realm=r, nonce=a, algorithm=\"SHA-512-256-sess\", Digest realm=r, "
      "nonce=a, algorithm=MD5",
      "SHA-512-256-sess" },
    { "Digest realm=r, nonce=a, algorithm=\"0123456789012345678901234567890123456789\"",
      "01234567890123456789012345678901" },
    { "Digest realm=r, nonce=a, algorithm=\"\303\244\"", "\\303\\244" },
    { "Digest realm=r, nonce=a", NULL },
    { "Digest realm=r, nonce=a, algorithm=md5-SESS", NULL },
    { "Bearer algorithm=x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) challenges = parse (cases[i][0]);
      g_autofree char *name = rh_digest_dup_unknown_algorithm (challenges);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/digest/I16/vectors", test_vectors);
  g_test_add_func ("/digest/I16/kinds", test_kinds);
  g_test_add_func ("/digest/I16/user-names", test_user_names);
  g_test_add_func ("/digest/I16/choice", test_choice);
  g_test_add_func ("/digest/I16/unknown-algorithm", test_unknown_algorithm);

  return g_test_run ();
}
