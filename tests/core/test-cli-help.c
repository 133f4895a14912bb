/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every verb and option that --help names is in the man page and in the completion. */
#include "config.h"

#include "format/rh-export.h"
#include "lib/rh-test.h"

#include <string.h>

static char *
run_help (const char *verb)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("RH_TEST_REHEARSE"),
                          verb != NULL ? verb : "--help", verb != NULL ? "--help" : NULL, NULL);
  char *out = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return out;
}

/* Each match of @pattern's group. */
static GPtrArray *
find_all (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (found, g_match_info_fetch (match, 1));

  return found;
}

static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", name, NULL);
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The section of a verb: from its heading to the next one. */
static char *
dup_section (const char *page, const char *verb)
{
  g_autofree char *upper = g_ascii_strup (verb, -1);
  g_autofree char *heading = g_strdup_printf (".SH %s\n", upper);
  const char *start = strstr (page, heading);
  const char *next;

  g_assert_nonnull (start);
  next = strstr (start + strlen (heading), "\n.SH ");
  g_assert_nonnull (next);
  return g_strndup (start, (gsize) (next - start));
}

/* A page says an option in its verb's section, or among those of most verbs. */
static void
assert_on_page (const char *page, const char *verb, const char *option)
{
  GString *written = g_string_new (option);
  g_autofree char *section = dup_section (page, verb);
  g_autofree char *common = dup_section (page, "description");

  g_string_replace (written, "-", "\\-", 0);
  if (strstr (section, written->str) == NULL && strstr (common, written->str) == NULL)
    g_error ("%s of %s is not in the man page", option, verb);
  g_string_free (written, TRUE);
}

/* The options that the completion knows of a verb, with a space around each. */
static char *
dup_completed (const char *completion, const char *verb)
{
  g_autofree char *pattern = g_strdup_printf ("^    %s\\) options='([^']*)'", verb);
  g_autoptr (GPtrArray) found = find_all (completion, pattern);

  g_assert_cmpuint (found->len, ==, 1);
  return g_strdup_printf (" %s --help ", (char *) found->pdata[0]);
}

static void
test_page_and_completion (void)
{
  g_autofree char *page = read_data ("rehearse.1");
  g_autofree char *completion = read_data ("rehearse.bash");
  g_autofree char *help = run_help (NULL);
  g_autoptr (GPtrArray) verbs = find_all (help, "^  ([a-z]+) ");

  g_assert_cmpuint (verbs->len, ==, 7);
  for (guint i = 0; i < verbs->len; i++)
    {
      const char *verb = verbs->pdata[i];
      g_autofree char *usage = run_help (verb);
      g_autofree char *completed = dup_completed (completion, verb);
      g_autoptr (GPtrArray) options = find_all (usage, "^  (?:-[a-z], )?(--[a-z-]+)");

      g_assert_cmpuint (options->len, >, 1);
      for (guint n = 0; n < options->len; n++)
        {
          g_autofree char *word = g_strdup_printf (" %s ", (char *) options->pdata[n]);

          assert_on_page (page, verb, options->pdata[n]);
          if (strstr (completed, word) == NULL)
            g_error ("%s of %s is not completed", (char *) options->pdata[n], verb);
        }
    }
}

/* Each format is there to be typed. */
static void
test_formats (void)
{
  g_autofree char *page = read_data ("rehearse.1");
  g_autofree char *completion = read_data ("rehearse.bash");
  g_autofree char *section = dup_section (page, "export");
  const RhExportFormat *const *formats = rh_export_formats ();

  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_autofree char *word = g_strdup_printf ("[ ']%s[ ']", formats[i]->id);
      GString *written = g_string_new (formats[i]->id);

      g_string_replace (written, "-", "\\-", 0);
      g_string_prepend (written, ".B ");
      if (strstr (section, written->str) == NULL)
        g_error ("%s is not in the man page", formats[i]->id);
      if (!g_regex_match_simple (word, completion, 0, 0))
        g_error ("%s is not completed", formats[i]->id);
      g_string_free (written, TRUE);
    }
}

/* Bash itself reads it and offers what there is. */
static void
test_bash (void)
{
  g_autofree char *bash = g_find_program_in_path ("bash");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "rehearse.bash", NULL);
  g_autofree char *folder = g_dir_make_tmp ("rh-bash-XXXXXX", NULL);
  g_autofree char *environments = g_build_filename (folder, "environments", NULL);
  g_autofree char *file = g_build_filename (environments, "My Staging.yml", NULL);
  g_autofree char *request = g_build_filename (folder, "One.yml", NULL);
  const char *const script
      = "set -u; . \"$1\"; compopt () { :; }\n"
        "offer () { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _rehearse; "
        "printf '%s;' \"${COMPREPLY[@]-}\"; echo; }\n"
        "offer rehearse lo\noffer rehearse token \"$2\" re\noffer rehearse send \"$2\" --yes\n"
        "offer rehearse login \"$2\" -e My\noffer rehearse send \"$2\" O\n"
        "offer rehearse export \"$2\" --format postman-\n";
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;

  if (bash == NULL)
    {
      g_test_skip ("no bash here");
      return;
    }

  g_assert_cmpint (g_mkdir_with_parents (environments, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_true (g_file_set_contents (request, "", 0, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, bash, "-c", script, "bash",
                              path, folder, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out, ==,
                   "login;\nrefresh;revoke;\n--yes-production;\nMy\\ Staging;\nOne;\n"
                   "postman-environment;\n");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/cli-help/page-and-completion", test_page_and_completion);
  g_test_add_func ("/cli-help/formats", test_formats);
  g_test_add_func ("/cli-help/bash", test_bash);

  return g_test_run ();
}
