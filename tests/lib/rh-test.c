/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Helpers of every test program. */
#include "lib/rh-test.h"

#define TIMEOUT_SECONDS 90

void
rh_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}

void
rh_test_take_result (GObject *source, GAsyncResult *result, gpointer out)
{
  GAsyncResult **place = out;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

static gboolean G_GNUC_NORETURN
timed_out_cb (gpointer user_data)
{
  g_error ("waited %d s for nothing", TIMEOUT_SECONDS);
}

void
rh_test_wait (GAsyncResult **result)
{
  guint timeout = g_timeout_add_seconds (TIMEOUT_SECONDS, timed_out_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
}

void
rh_test_wait_until (gboolean *done)
{
  guint timeout = g_timeout_add_seconds (TIMEOUT_SECONDS, timed_out_cb, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
}

void
rh_test_drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
