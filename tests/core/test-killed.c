/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process is killed at every single step of a refresh; the next one must either work, or say
 * "sign in again". At most that sign-in is lost (standards.md J2). */
#include "lib/rh-shared-server.h"
#include "lib/rh-test.h"
#include "oauth/rh-oauth-config.h"

#include <signal.h>
#include <string.h>

#define MOST_STEPS 100

typedef struct
{
  guint worked;
  guint lost;
} Ends;

/* TRUE: it was killed. */
static gboolean
run (const char *what, const char *dir, guint step, char **output)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "core", "refresh-killed", NULL);
  g_autofree char *number = g_strdup_printf ("%u", step);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what, dir, step > 0 ? number : NULL, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (process))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
      return TRUE;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);

  return FALSE;
}

/* The generation that the killed one left behind. */
static guint64
read_generation (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "locks", "5107", NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));

  return g_ascii_strtoull (contents, NULL, 10);
}

/* The newest token of the server, or "sign in again", after which everything works. */
static void
check_next_process (const char *dir, guint64 generation, Ends *ends)
{
  g_autofree char *server = g_build_filename (dir, "server", NULL);
  g_autofree char *again = g_strdup_printf ("error %d\n", RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_autofree char *current = NULL;
  g_autofree char *output = NULL;
  RhSharedState state;

  g_assert_false (run ("use", dir, 0, &output));
  rh_shared_server_read (server, &state);
  current = g_strdup_printf ("access-%u\n", state.serial);

  /* Once the generation was raised an old refresh token never goes out. Before that, the request
   * may have got lost: it is sent once more, and never again. */
  if (generation > 1)
    g_assert_cmpuint (state.reused, ==, 0);
  g_assert_cmpuint (state.reused, <=, 1);

  if (g_str_equal (output, current))
    ends->worked++;
  else
    {
      g_autofree char *after = NULL;

      g_assert_cmpstr (output, ==, again);
      ends->lost++;
      g_assert_false (run ("use", dir, 0, &after));
      g_assert_cmpstr (after, ==, again);
      g_clear_pointer (&after, g_free);
      rh_shared_server_read (server, &state);
      g_assert_cmpuint (state.reused, <=, 1);

      g_assert_false (run ("sign-in", dir, 0, NULL));
      g_assert_false (run ("use", dir, 0, &after));
      g_assert_true (g_str_has_prefix (after, "access-"));
    }
}

static void
test_every_step (void)
{
  Ends ends = { 0, 0 };
  guint step = 1;

  for (; step < MOST_STEPS; step++)
    {
      g_autofree char *dir = g_dir_make_tmp ("rh-killed-XXXXXX", NULL);
      g_autofree char *output = NULL;
      gboolean killed;

      g_assert_false (run ("sign-in", dir, 0, NULL));
      killed = run ("refresh", dir, step, &output);
      if (!killed)
        {
          g_assert_cmpstr (output, ==, "access-2\n");
          break;
        }
      check_next_process (dir, read_generation (dir), &ends);
    }

  /* Look-up, note, request, generation, item: each before and after, and what GLib syncs itself.
   * Some steps come too early to lose anything, some too late. */
  g_test_message ("%u steps: %u worked, %u lost", step - 1, ends.worked, ends.lost);
  g_assert_cmpuint (step - 1, >=, 10);
  g_assert_cmpuint (ends.worked + ends.lost, ==, step - 1);
  g_assert_cmpuint (ends.worked, >=, 5);
  g_assert_cmpuint (ends.lost, >=, 3);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/killed/J2/every-step", test_every_step);

  return g_test_run ();
}
