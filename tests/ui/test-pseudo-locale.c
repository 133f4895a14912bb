/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page in a language where each message is longer and in ⟦brackets⟧ (with-locale.py): what
 * has none is not translated, and nothing may be cut off. */
#include "collection/rh-history-words.h"
#include "connection/rh-connection-words.h"
#include "response/rh-format.h"
#include "response/rh-mask-words.h"
#include "text/rh-dynamic.h"
#include "text/rh-locale.h"
#include "text/rh-secret.h"
#include "ui/rh-pages.h"

#include <adwaita.h>
#include <string.h>

/* What is the same in every language, or is not ours to translate. */
static const char *const others[] = {
  "^(• )?(Practice|Production|Staging|Starter|Things|new|X-Name)$", /* the user's words */
  "^(About This Token|Create Vendor|Employees|One Employee|Vendors|Who Am I|Search [A-Z][a-z]+)$",
  "^(https?:|/|[{]{2}|res[.]|[a-z]+:(read|write)$)", /* addresses, paths, scopes */
  "^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\\b",
  "^[0-9]{3} [A-Z]|^HTTP/|^[{\\[]|GMT$|UTC$|^none$", /* the server's words, JSON, times */
  "^(Date|Content-Type|Content-Length|application/json)$",
  "^authorization$",                                         /* a variable */
  "^(Shift|Ctrl|Alt)[+]|^F[0-9]+$|^(Return|Delete|Escape)$", /* keys, named by GTK */
  "^[0-9]+ bytes$",                                          /* GLib's */
  "^(Close Tab|View Open Tabs|Preferences)$",                /* Adwaita's */
  "^Monospace",                                              /* a font */
  "^(Postman|OpenAPI|curl$|HTTP Client)",                    /* formats, by their names */
};

typedef struct
{
  const char *page;
  int width;
  guint n_texts;
  GPtrArray *faults;
} Check;

static void
add_fault (Check *check, GtkWidget *widget, const char *what, const char *text)
{
  g_ptr_array_add (check->faults,
                   rh_pages_dup_fault (check->width, check->page, widget, what, text));
}

static gboolean
has_letters (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

static gboolean
is_other (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_regex_match_simple (others[i], text, G_REGEX_DOLLAR_ENDONLY, 0))
      return TRUE;

  return FALSE;
}

/* Where an example is looked over, it is shown as the file will have it. */
static gboolean
has_english_mask (Check *check, const char *text)
{
  return !g_str_equal (check->page, "keep-example")
         && g_regex_match_simple (RH_MASK_PATTERN, text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

static void
check_text (Check *check, GtkWidget *widget, const char *text)
{
  if (text == NULL || !has_letters (text))
    return;

  check->n_texts++;
  if ((strstr (text, "⟦") == NULL && !is_other (text)) || has_english_mask (check, text))
    add_fault (check, widget, "not translated", text);
}

static void
check_label (Check *check, GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  const char *text = gtk_label_get_text (label);

  check_text (check, widget, text);
  if (strstr (text, "⟦") != NULL && pango_layout_is_ellipsized (gtk_label_get_layout (label))
      && !rh_pages_may_be_cut (widget, check->width < 400))
    add_fault (check, widget, "cut off", text);
}

static void
check_cb (GtkWidget *widget, gpointer data)
{
  Check *check = data;

  check_text (check, widget, gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget) || GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget))
    {
      if (rh_pages_is_outside (widget))
        add_fault (check, widget, "out of the window", gtk_widget_get_name (widget));
    }
  if (GTK_IS_LABEL (widget))
    check_label (check, GTK_LABEL (widget));
  if (GTK_IS_TEXT (widget) && *gtk_editable_get_text (GTK_EDITABLE (widget)) == '\0')
    check_text (check, widget, gtk_text_get_placeholder_text (GTK_TEXT (widget)));
}

static void
look_cb (GtkWidget *root, const char *page, gpointer data)
{
  Check *check = data;

  check->page = page;
  if (rh_pages_get_minimum_width (root) > check->width)
    add_fault (check, root, "wider than the screen", page);
  rh_pages_visit (root, check_cb, check);
}

static void
test_pages (gconstpointer width)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  Check check = { .width = GPOINTER_TO_INT (width), .faults = faults };

  rh_pages_walk (check.width, look_cb, &check);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));
  g_assert_cmpuint (check.n_texts, >, 100);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* 12 March 2024, 12:00, and much later. */
#define TIME (G_GINT64_CONSTANT (1710244800) * G_USEC_PER_SEC)
#define NOW (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

static void
assert_holds (char *text, const char *part)
{
  g_autofree char *owned = text;

  if (strstr (owned, part) == NULL)
    g_error ("“%s” has no “%s”", owned, part);
}

/* For people they are as the locale has them. */
static void
test_numbers (void)
{
  assert_holds (rh_format_count (1234567), "1.234.567");
  assert_holds (rh_format_duration (1240000), "1,2");
  assert_holds (rh_format_size (1234567, -1), "1,2");
  assert_holds (rh_format_progress (3100000, 10000000, -1), "3,1");
  assert_holds (rh_connection_lifetime_text (60 * 86400, FALSE), "60");
}

static void
test_dates (void)
{
  assert_holds (rh_history_words_dup_day (TIME, NOW), "12 Maerz 2024");
  assert_holds (rh_history_words_dup_time (TIME), "12:00");
}

static void
take_none (guint8 *bytes, gsize length)
{
  memset (bytes, 0, length);
}

/* For programs they are the same everywhere. */
static void
test_data (void)
{
  g_autofree char *stamp = rh_dynamic_new ("$isoTimestamp", TIME, take_none);
  g_autofree char *date = rh_dynamic_new ("$isoDate", TIME, take_none);

  g_assert_cmpstr (stamp, ==, "2024-03-12T12:00:00.000Z");
  g_assert_cmpstr (date, ==, "2024-03-12");
}

/* Core's are in English: they stand in files. */
static void
test_masks (void)
{
  g_autofree char *words
      = rh_mask_words_dup ("A: Bearer abcd… (43 characters)\nB: •••• (1 character)\n"
                           "C: (5 characters)");
  char **lines = g_strsplit (words, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "A: Bearer ⟦abcd… (43 "));
  g_assert_true (g_str_has_prefix (lines[1], "B: ⟦•••• (1 "));
  g_assert_cmpstr (lines[2], ==, "C: (5 characters)");
  g_strfreev (lines);
}

int
main (int argc, char **argv)
{
  rh_locale_init ();
  rh_ui_init (&argc, &argv);
  /* Adwaita warns of what is too wide, at times only while a dialog opens; here it is found where
   * it is. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/pseudo-locale/numbers", test_numbers);
  g_test_add_func ("/pseudo-locale/dates", test_dates);
  g_test_add_func ("/pseudo-locale/data", test_data);
  g_test_add_func ("/pseudo-locale/masks", test_masks);
  g_test_add_data_func ("/pseudo-locale/wide", GINT_TO_POINTER (1200), test_pages);
  g_test_add_data_func ("/pseudo-locale/narrow", GINT_TO_POINTER (360), test_pages);
  return g_test_run ();
}
