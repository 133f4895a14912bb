/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody was: what is written is read, and what cannot be read is never lost. */
#include "collection/rh-json.h"
#include "lib/rh-test.h"
#include "workspace/rh-session.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  GFile *state;
} Rig;

static void
set_up (Rig *rig, gconstpointer data)
{
  rig->state = g_file_new_build_filename (g_get_user_state_dir (), "rehearsal", NULL);
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_clear_object (&rig->state);
}

static char *
path_of (Rig *rig, const char *name)
{
  return g_build_filename (g_file_peek_path (rig->state), name, NULL);
}

static void
write_file (Rig *rig, const char *name, const char *text)
{
  g_autofree char *path = path_of (rig, name);

  g_assert_cmpint (g_mkdir_with_parents (g_file_peek_path (rig->state), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_file (Rig *rig, const char *name, const char *text)
{
  g_autofree char *path = path_of (rig, name);
  g_autofree char *found = NULL;

  g_file_get_contents (path, &found, NULL, NULL);
  g_assert_cmpstr (found, ==, text);
}

static RhSessionTab *
add_tab (GPtrArray *tabs, const char *path)
{
  RhSessionTab *tab = rh_session_tab_new ();

  g_set_str (&tab->path, path);
  g_ptr_array_add (tabs, tab);
  return tab;
}

static RhSession *
make_session (void)
{
  RhSession *session = rh_session_new ();
  RhSessionWindow *window = rh_session_window_new ();
  RhSessionTab *tab;

  g_set_str (&window->collection, "an-id");
  g_set_str (&window->folder, "/home/ada/Größe \"x\"");
  g_set_str (&window->environment, "Staging");
  g_set_str (&window->account, "Acme");
  window->width = 1000;
  window->height = 700;
  window->maximized = TRUE;
  window->sidebar = FALSE;
  window->selected = 1;
  tab = add_tab (window->tabs, "Employees/Search.yml");
  tab->pinned = TRUE;
  tab->scroll = 120;
  g_set_str (&tab->page, "headers");
  g_set_str (&tab->answer, "details");
  tab = add_tab (window->tabs, "");
  g_set_str (&tab->text, "info:\n  name: Loose\n");
  g_set_str (&tab->name, "Loose");
  add_tab (window->closed, "Vendors.yml");
  g_ptr_array_add (session->windows, window);
  g_ptr_array_add (session->windows, rh_session_window_new ());
  return session;
}

static void
test_round_trip (Rig *rig, gconstpointer data)
{
  g_autoptr (RhSession) session = make_session ();
  g_autoptr (RhSession) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of (rig, "session.json");
  g_autofree char *before = rh_session_print (session);
  g_autofree char *after = NULL;
  RhSessionWindow *window;
  RhSessionTab *tab;
  GStatBuf info;

  g_assert_null (rh_session_load (rig->state, &error));
  g_assert_no_error (error);

  g_assert_true (rh_session_save (session, rig->state, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  read = rh_session_load (rig->state, &error);
  g_assert_no_error (error);
  after = rh_session_print (read);
  g_assert_cmpstr (after, ==, before);

  g_assert_cmpuint (read->windows->len, ==, 2);
  window = g_ptr_array_index (read->windows, 0);
  g_assert_cmpstr (window->folder, ==, "/home/ada/Größe \"x\"");
  g_assert_cmpstr (window->environment, ==, "Staging");
  g_assert_cmpstr (window->account, ==, "Acme");
  g_assert_cmpint (window->width, ==, 1000);
  g_assert_true (window->maximized);
  g_assert_false (window->sidebar);
  g_assert_cmpint (window->selected, ==, 1);
  tab = g_ptr_array_index (window->tabs, 0);
  g_assert_cmpstr (tab->page, ==, "headers");
  g_assert_cmpstr (tab->answer, ==, "details");
  g_assert_cmpfloat (tab->scroll, ==, 120);
  g_assert_true (tab->pinned);
  tab = g_ptr_array_index (window->tabs, 1);
  g_assert_cmpstr (tab->text, ==, "info:\n  name: Loose\n");
  tab = g_ptr_array_index (window->closed, 0);
  g_assert_cmpstr (tab->path, ==, "Vendors.yml");
}

/* Both are there afterwards, byte for byte, however often it happens. */
static void
test_newer_is_kept (Rig *rig, gconstpointer data)
{
  const char *newer = "{\"version\": 2, \"rooms\": [1]}";
  g_autoptr (RhSession) session = make_session ();
  g_autofree char *text = rh_session_print (session);

  for (int i = 1; i <= 2; i++)
    {
      g_autoptr (GError) error = NULL;

      write_file (rig, "session.json", newer);
      g_assert_null (rh_session_load (rig->state, &error));
      g_assert_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_VERSION);
      assert_file (rig, "session.json", NULL);
      assert_file (rig, "session.json.newer", newer);
      assert_file (rig, "session.json.newer-2", i == 2 ? newer : NULL);
    }

  /* it came while we ran */
  write_file (rig, "session.json", newer);
  g_assert_true (rh_session_save (session, rig->state, NULL));
  assert_file (rig, "session.json.newer-3", newer);
  assert_file (rig, "session.json", text);
}

static void
test_broken_is_kept (Rig *rig, gconstpointer data)
{
  static const char *const broken[] = {
    "",
    "{",
    "[]",
    "{}",
    "{\"version\": 0}",
    "{\"version\": \"1\"}",
    "{\"version\": 1, \"windows\": 3}",
    "{\"version\": 1, \"windows\": [3]}",
    "{\"version\": 1, \"windows\": [{\"tabs\": {}}]}",
    "{\"version\": 1, \"windows\": [{\"tabs\": [{\"path\": 3}]}]}",
    "\xff\xfe",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *copy = i == 0 ? g_strdup ("session.json.broken")
                                     : g_strdup_printf ("session.json.broken-%zu", i + 1);
      g_autoptr (GError) error = NULL;

      write_file (rig, "session.json", broken[i]);
      g_assert_null (rh_session_load (rig->state, &error));
      g_assert_nonnull (error);
      assert_file (rig, copy, broken[i]);
    }
}

/* Nothing may be written over it where it cannot be put aside. */
static void
test_stays_in_the_way (Rig *rig, gconstpointer data)
{
  g_autoptr (RhSession) session = make_session ();
  g_autoptr (GError) error = NULL;

  write_file (rig, "session.json", "{");
  for (int i = 1; i <= 100; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup ("session.json.broken")
                                     : g_strdup_printf ("session.json.broken-%d", i);

      write_file (rig, name, "old");
    }
  g_assert_null (rh_session_load (rig->state, NULL));
  g_assert_false (rh_session_save (session, rig->state, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  assert_file (rig, "session.json", "{");
  assert_file (rig, "session.json.broken", "old");
}

/* Numbers from a file go to windows and lists. */
static void
test_limits (Rig *rig, gconstpointer data)
{
  const char *wild = "{\"version\": 1, \"windows\": [{\"width\": -5, \"height\": 9000000000,"
                     "\"selected\": 7, \"more\": true, \"tabs\": [{\"scroll\": -3}]}]}";
  g_autoptr (GString) many = g_string_new ("{\"version\": 1, \"windows\": [{\"closed\": [{}");
  g_autoptr (RhSession) session = rh_session_parse (wild, -1, NULL);
  g_autoptr (RhSession) large = NULL;
  RhSessionWindow *window;

  g_assert_nonnull (session);
  window = g_ptr_array_index (session->windows, 0);
  g_assert_cmpint (window->width, ==, 0);
  g_assert_cmpint (window->height, ==, 100000);
  g_assert_cmpint (window->selected, ==, 0);
  g_assert_cmpfloat (((RhSessionTab *) g_ptr_array_index (window->tabs, 0))->scroll, ==, 0);

  for (int i = 0; i < 1000; i++)
    g_string_append (many, ", {}");
  g_string_append (many, "]}]}");
  large = rh_session_parse (many->str, (gssize) many->len, NULL);
  g_assert_nonnull (large);
  window = g_ptr_array_index (large->windows, 0);
  g_assert_cmpuint (window->closed->len, ==, RH_SESSION_MAX_CLOSED);
}

/* A text that ends anywhere, and one with any byte changed: an answer, whatever it is. */
static void
test_cut_anywhere (Rig *rig, gconstpointer data)
{
  g_autoptr (RhSession) session = make_session ();
  g_autofree char *text = rh_session_print (session);
  gsize length = strlen (text);

  for (gsize i = 0; i < length - 1; i++)
    {
      g_autofree char *cut = g_memdup2 (text, i + 1); /* so that reading beyond is seen */
      g_autoptr (GError) error = NULL;

      cut[i] = '\0';
      g_assert_null (rh_session_parse (cut, (gssize) i, &error));
      g_assert_nonnull (error);
    }

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *bent = g_strdup (text);
      g_autoptr (RhSession) read = NULL;
      g_autoptr (GError) error = NULL;

      bent[i] = (char) (bent[i] ^ (1 << (i % 8)));
      read = rh_session_parse (bent, (gssize) length, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/session/" name, Rig, NULL, set_up, test, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("newer-is-kept", test_newer_is_kept);
  ADD ("broken-is-kept", test_broken_is_kept);
  ADD ("stays-in-the-way", test_stays_in_the_way);
  ADD ("limits", test_limits);
  ADD ("cut-anywhere", test_cut_anywhere);
#undef ADD

  return g_test_run ();
}
