/* SPDX-License-Identifier: GPL-3.0-or-later */
/* standards.md D: PKCE with the vectors of RFC 7636. */
#include "lib/rh-test.h"
#include "oauth/rh-pkce.h"
#include "text/rh-codec.h"

#include <string.h>

#define UNRESERVED "-._~" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS

static void
test_verifier_shape (void)
{
  g_autoptr (RhSecret) verifier = rh_pkce_new_verifier ();
  const char *text = rh_secret_peek (verifier, NULL);
  gsize length = 0;
  g_autofree guint8 *bytes = rh_base64url_decode (text, -1, &length);

  g_assert_cmpuint (rh_secret_get_length (verifier), ==, 43);
  g_assert_cmpuint (strspn (text, UNRESERVED), ==, 43);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (length, ==, 32);
}

static void
test_verifier_is_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (RhSecret) verifier = rh_pkce_new_verifier ();

      g_assert_true (g_hash_table_add (seen, g_strdup (rh_secret_peek (verifier, NULL))));
    }
}

static void
test_appendix_b (void)
{
  g_autoptr (RhSecret) verifier = rh_secret_new ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", -1);
  g_autofree char *challenge = rh_pkce_dup_challenge (verifier);

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
test_appendix_a (void)
{
  const guint8 bytes[] = { 3, 236, 255, 224, 193 };
  g_autofree char *encoded = rh_base64url_encode (bytes, sizeof bytes);

  g_assert_cmpstr (encoded, ==, "A-z_4ME");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/pkce/D1/verifier-is-43-unreserved-characters", test_verifier_shape);
  g_test_add_func ("/pkce/peers-2/verifier-never-repeats", test_verifier_is_random);
  g_test_add_func ("/pkce/D2/appendix-b-vector", test_appendix_b);
  g_test_add_func ("/pkce/D3/appendix-a-vector", test_appendix_a);

  return g_test_run ();
}
