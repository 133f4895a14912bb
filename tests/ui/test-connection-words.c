/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the state of a connection is said: in words and in shape, never by colour alone. */
#include "connection/rh-connection-words.h"
#include "lib/rh-test.h"

static void
test_states (void)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_CONNECTION_STATE);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < klass->n_values; i++)
    {
      RhConnectionState state = (RhConnectionState) klass->values[i].value;

      g_assert_nonnull (rh_connection_state_icon (state));
      g_assert_nonnull (rh_connection_state_style (state));
      g_assert_true (g_hash_table_add (labels, (gpointer) rh_connection_state_label (state)));
    }

  g_assert_cmpstr (rh_connection_state_label (RH_CONNECTION_CONNECTED), ==, "Connected");
  g_assert_cmpstr (rh_connection_state_icon (RH_CONNECTION_CONNECTED), !=,
                   rh_connection_state_icon (RH_CONNECTION_NOT_CONNECTED));
  g_assert_cmpstr (rh_connection_state_icon (RH_CONNECTION_CONNECTED), !=,
                   rh_connection_state_icon (RH_CONNECTION_SIGN_IN_AGAIN));
  g_assert_cmpstr (rh_connection_state_icon (RH_CONNECTION_CONNECTED), !=,
                   rh_connection_state_icon (RH_CONNECTION_CONNECTING));
}

static void
test_lifetime (void)
{
  static const struct
  {
    gint64 seconds;
    gboolean renews;
    const char *text;
  } cases[] = {
    { 2542, TRUE, "42 min, renews" },
    { 2542, FALSE, "42 min" },
    { 60, FALSE, "1 min" },
    { 59, FALSE, "59 s" },
    { 3600, TRUE, "1 h 0 min, renews" },
    { 47 * 3600, FALSE, "47 h 0 min" },
    { 60 * 86400, FALSE, "60 days" },
    { 0, FALSE, "Ended" },
    { 0, TRUE, "Ended, renews with the next request" },
    { RH_TOKEN_LIFETIME_UNKNOWN, FALSE, "No end named" },
    { RH_TOKEN_LIFETIME_UNKNOWN, TRUE, "No end named, renews" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rh_connection_lifetime_text (cases[i].seconds, cases[i].renews);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/connection-words/states", test_states);
  g_test_add_func ("/connection-words/B4/lifetime", test_lifetime);

  return g_test_run ();
}
