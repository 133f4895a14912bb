/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that people give become names that every file system takes. */
#include "collection/rh-file-name.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#include <string.h>

#define FAMILY "👨\u200d👩\u200d👧\u200d👦"
#define N_FUZZ 5000

static void
assert_name (const char *name, const char *wanted)
{
  g_autofree char *found = rh_file_name_new (name, ".yml", NULL, NULL);
  g_autofree char *stem = g_strndup (found, strlen (found) - strlen (".yml"));
  g_autofree char *again = rh_file_name_new (stem, ".yml", NULL, NULL);

  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpstr (again, ==, wanted);
}

static void
test_readable (void)
{
  assert_name ("Search Employees", "Search Employees.yml");
  assert_name ("Übersicht für Ærøskøbing", "Übersicht für Ærøskøbing.yml");
  assert_name ("日本語 👍🏽 " FAMILY, "日本語 👍🏽 " FAMILY ".yml");
  assert_name ("v1.2 (draft) [x] #3 & 'y' + %20 = ~z", "v1.2 (draft) [x] #3 & 'y' + %20 = ~z.yml");
  /* e and an accent are one letter. */
  assert_name ("Cafe\u0301", "Caf\u00e9.yml");
}

static void
test_refused_characters (void)
{
  assert_name ("../x", "-x.yml");
  assert_name ("../../etc/passwd", "-..-etc-passwd.yml");
  assert_name ("/absolute", "-absolute.yml");
  assert_name ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j.yml");
  assert_name ("a\nb\tc\x7f"
               "d\xc2\x85"
               "e",
               "a-b-c-d-e.yml");
  assert_name ("gpj.\u202elmy", "gpj.-lmy.yml");
  assert_name ("a\u2066b\u200fc\u061cd\u2028e\ufefff", "a-b-c-d-e-f.yml");
  assert_name ("bad \xff byte", "bad \ufffd byte.yml");
}

static void
test_ends (void)
{
  assert_name (".hidden", "hidden.yml");
  assert_name ("...", "untitled.yml");
  assert_name ("", "untitled.yml");
  assert_name ("   ", "untitled.yml");
  assert_name (". . ~", "untitled.yml");
  assert_name ("~user", "user.yml");
  assert_name (" ~.a. . ", "a.yml");
  assert_name ("a...", "a.yml");
  assert_name (".git", "git.yml");
}

static void
test_reserved (void)
{
  assert_name ("CON", "CON_.yml");
  assert_name ("nul", "nul_.yml");
  assert_name ("Com1", "Com1_.yml");
  assert_name ("LPT9.txt", "LPT9_.txt.yml");
  assert_name ("aux .b", "aux _.b.yml");
  assert_name ("COM²", "COM²_.yml");
  assert_name ("CONOUT$", "CONOUT$_.yml");
  assert_name ("folder", "folder_.yml");
  assert_name ("Folder", "Folder_.yml");
  assert_name ("OpenCollection", "OpenCollection_.yml");
  assert_name ("collection", "collection_.yml");
  assert_name ("folder.yml", "folder_.yml.yml");
  assert_name ("folder.v2", "folder.v2.yml");
  assert_name ("console", "console.yml");
  assert_name ("COM10", "COM10.yml");
}

static void
test_folders (void)
{
  static const struct
  {
    const char *name;
    const char *wanted;
  } cases[] = {
    { "environments", "environments_" }, { "Environments.", "Environments_" },
    { "node_modules", "node_modules_" }, { "opencollection.yml", "opencollection_.yml" },
    { "Vendors ", "Vendors" },           { "prn", "prn_" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = rh_file_name_new (cases[i].name, "", NULL, NULL);
      g_autofree char *again = rh_file_name_new (found, "", NULL, NULL);

      g_assert_cmpstr (found, ==, cases[i].wanted);
      g_assert_cmpstr (again, ==, cases[i].wanted);
    }
}

/* @unit until the name is too long, with @n_lead bytes before; what is left must be whole units. */
static void
assert_cut (guint n_lead, const char *unit)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *found = NULL;
  gsize size = strlen (unit);

  for (guint i = 0; i < n_lead; i++)
    g_string_append_c (name, 'a');
  while (name->len <= 400)
    g_string_append (name, unit);

  found = rh_file_name_new (name->str, ".yml", NULL, NULL);
  g_assert_true (g_utf8_validate (found, -1, NULL));
  g_assert_cmpuint (strlen (found), <=, RH_FILE_NAME_MAX);
  g_assert_cmpuint (strlen (found), >, RH_FILE_NAME_MAX - size);
  g_assert_cmpuint ((strlen (found) - strlen (".yml") - n_lead) % size, ==, 0);
}

static void
test_long (void)
{
  static const char *const units[] = {
    "x",       "ü",
    "€",       "👍",
    "👍🏽",    "🇩🇰",
    FAMILY,    "q\u0323\u0307",
    "❤\ufe0f", "🏴\U000e0067\U000e0062\U000e007f",
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint n_lead = 0; n_lead < 30; n_lead++)
      assert_cut (n_lead, units[i]);
}

static void
test_exactly_255 (void)
{
  g_autofree char *fits = g_strnfill (251, 'n');
  g_autofree char *over = g_strnfill (252, 'n');
  g_autofree char *wanted = g_strconcat (fits, ".yml", NULL);

  assert_name (fits, wanted);
  assert_name (over, wanted);
}

/* One letter under a tower of accents has no good place to be cut. */
static void
test_tower (void)
{
  g_autoptr (GString) name = g_string_new ("Z");
  g_autofree char *found = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (name, "\u0335");

  found = rh_file_name_new (name->str, ".yml", NULL, NULL);
  g_assert_true (g_utf8_validate (found, -1, NULL));
  g_assert_cmpuint (strlen (found), ==, RH_FILE_NAME_MAX);
}

/* Cutting must not make a reserved name out of one that was none. */
static void
test_cut_to_reserved (void)
{
  g_autoptr (GString) name = g_string_new ("folderx");
  g_autofree char *found = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (name, "\u0335");

  found = rh_file_name_new (name->str, ".yml", NULL, NULL);
  g_assert_cmpstr (found, ==, "folder_.yml");
}

static gboolean
is_in_table (const char *key, gpointer user_data)
{
  return g_hash_table_contains (user_data, key);
}

static char *
add_name (GHashTable *table, const char *name)
{
  char *found = rh_file_name_new (name, ".yml", is_in_table, table);

  g_assert_true (g_hash_table_add (table, rh_file_name_key (found)));

  return found;
}

static void
test_clashes (void)
{
  static const struct
  {
    const char *name;
    const char *wanted;
  } cases[] = {
    { "Search", "Search.yml" },     { "search", "search 2.yml" },
    { "SEARCH", "SEARCH 3.yml" },   { "Stra\u00dfe", "Stra\u00dfe.yml" },
    { "STRASSE", "STRASSE 2.yml" }, { "\u00c5", "\u00c5.yml" },
    { "a\u030a", "\u00e5 2.yml" },  { "a/b", "a-b.yml" },
    { "a:b", "a-b 2.yml" },         { "", "untitled.yml" },
    { "...", "untitled 2.yml" },    { "folder", "folder_.yml" },
    { "FOLDER", "FOLDER_ 2.yml" },  { "con.x", "con_.x.yml" },
    { "CON.x", "CON_.x 2.yml" },    { "\u212b", "\u00c5 3.yml" },
  };
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = add_name (table, cases[i].name);

      g_assert_cmpstr (found, ==, cases[i].wanted);
    }
}

static void
test_long_clashes (void)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *name = g_strnfill (300, 'n');
  g_autofree char *stem = g_strnfill (RH_FILE_NAME_MAX - strlen (" 120.yml"), 'n');
  g_autofree char *wanted = g_strconcat (stem, " 120.yml", NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < 120; i++)
    {
      g_free (found);
      found = add_name (table, name);
      g_assert_cmpuint (strlen (found), ==, RH_FILE_NAME_MAX);
    }
  g_assert_cmpstr (found, ==, wanted);
}

static void
test_key (void)
{
  static const char *const same[][2] = {
    { "A.yml", "a.YML" },
    { "\u00c4", "a\u0308" },
    { "ΣΑΣ", "σας" },
    { "Stra\u00dfe", "strasse" },
    { "\u1e9e", "ss" },
    { "\ufb01", "fi" },
    { "\u03b1\u0345\u0301", "\u1fb4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *first = rh_file_name_key (same[i][0]);
      g_autofree char *second = rh_file_name_key (same[i][1]);
      g_autofree char *again = rh_file_name_key (first);

      g_assert_cmpstr (first, ==, second);
      g_assert_cmpstr (first, ==, again);
      g_assert_true (g_utf8_validate (first, -1, NULL));
    }
}

static void
assert_good (const char *name, const char *suffix)
{
  g_autofree char *found = rh_file_name_new (name, suffix, NULL, NULL);
  g_autofree char *normal = g_utf8_normalize (found, -1, G_NORMALIZE_NFC);
  g_autofree char *stem = g_strndup (found, strlen (found) - strlen (suffix));
  g_autofree char *again = rh_file_name_new (stem, suffix, NULL, NULL);

  g_assert_true (g_utf8_validate (found, -1, NULL));
  g_assert_cmpstr (normal, ==, found);
  g_assert_cmpstr (again, ==, found);
  g_assert_cmpuint (strlen (found), <=, RH_FILE_NAME_MAX);
  g_assert_cmpuint (strlen (stem), >, 0);
  g_assert_null (strpbrk (found, "/\\:*?\"<>|\n\t"));
  g_assert_null (strchr (".~ ", *found));
  g_assert_null (strchr (". ", stem[strlen (stem) - 1]));
}

static void
test_fuzz (void)
{
  static const char *const pieces[] = {
    "a",
    ".",
    "..",
    "/",
    "~",
    " ",
    "con",
    "folder",
    "CON.",
    "com1",
    "\u0301",
    "\u0338",
    "<",
    "🇩🇰",
    FAMILY,
    "\u200d",
    "ü",
    "u\u0308",
    "\u1100\u1161\u11a8",
    "\u202e",
    "\U0001d160",
    "\u0344",
    ".yml",
    "environments",
    "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
    "-",
    "\ufe0f",
  };
  RhDice dice = { 3 };

  for (guint i = 0; i < N_FUZZ; i++)
    {
      g_autoptr (GString) name = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 24, FALSE);

      assert_good (name->str, i % 2 == 0 ? ".yml" : "");
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/file-name/readable", test_readable);
  g_test_add_func ("/file-name/refused-characters", test_refused_characters);
  g_test_add_func ("/file-name/ends", test_ends);
  g_test_add_func ("/file-name/reserved", test_reserved);
  g_test_add_func ("/file-name/folders", test_folders);
  g_test_add_func ("/file-name/long", test_long);
  g_test_add_func ("/file-name/exactly-255", test_exactly_255);
  g_test_add_func ("/file-name/tower", test_tower);
  g_test_add_func ("/file-name/cut-to-reserved", test_cut_to_reserved);
  g_test_add_func ("/file-name/clashes", test_clashes);
  g_test_add_func ("/file-name/long-clashes", test_long_clashes);
  g_test_add_func ("/file-name/key", test_key);
  g_test_add_func ("/file-name/fuzz", test_fuzz);

  return g_test_run ();
}
