/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data goes on in the next line as it is: what is broken within a word gets no hyphen. */
#include "common/rh-code-view.h"
#include "lib/rh-body-rig.h"
#include "response/rh-body-lines.h"
#include "response/rh-fact-row.h"
#include "ui/rh-ui-fixture.h"

#define WORD \
  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl" \
  "mnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
#define WIDTH 200

static guint
count_glyphs (PangoLayout *layout)
{
  guint n_glyphs = 0;

  for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
    for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run != NULL; run = run->next)
      n_glyphs += (guint) ((PangoGlyphItem *) run->data)->glyphs->num_glyphs;

  return n_glyphs;
}

static void
assert_whole (PangoLayout *layout)
{
  g_assert_cmpint (pango_layout_get_line_count (layout), >, 1);
  g_assert_cmpuint (count_glyphs (layout), ==, strlen (pango_layout_get_text (layout)));
}

static void
test_body (void)
{
  g_autoptr (RhSpool) spool = rh_body_rig_spool (WORD, -1);
  g_autoptr (RhBodyDocument) document
      = rh_body_document_new (spool, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, NULL);
  g_autoptr (RhBodyLines) lines = rh_body_lines_new ();
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  rh_body_rig_wait (document);
  rh_body_lines_set_document (lines, document);
  rh_body_lines_set_style (lines, gtk_widget_get_pango_context (label), RH_BODY_PALETTE_LIGHT);
  rh_body_lines_set_wrap_width (lines, WIDTH);
  assert_whole (rh_body_lines_get (lines, 0)->layout);
  g_object_unref (label);
}

static void
test_fact_row (void)
{
  GtkWidget *row = g_object_ref_sink (rh_fact_row_new ("X-Long", WORD));
  GtkWidget *label = rh_ui_find_text (row, WORD);
  g_autoptr (PangoLayout) layout = pango_layout_copy (gtk_label_get_layout (GTK_LABEL (label)));

  pango_layout_set_width (layout, WIDTH * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  assert_whole (layout);
  g_object_unref (row);
}

static void
assert_tagged (GtkTextBuffer *buffer)
{
  GtkTextIter at;

  gtk_text_buffer_get_start_iter (buffer, &at);
  do
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&at);
      gboolean hyphens = TRUE;

      g_assert_nonnull (tags);
      g_object_get (tags->data, "insert-hyphens", &hyphens, NULL);
      g_assert_false (hyphens);
    }
  while (gtk_text_iter_forward_char (&at) && !gtk_text_iter_is_end (&at));
}

/* As it was set, as it is typed, and as it comes back. */
static void
test_editor (void)
{
  GtkWidget *view = g_object_ref_sink (rh_code_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;

  rh_code_view_set_text (RH_CODE_VIEW (view), "sét");
  gtk_text_buffer_insert_at_cursor (buffer, "typé", -1);
  assert_tagged (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_undo (buffer);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 7);
  assert_tagged (buffer);
  g_object_unref (view);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/no-hyphens/body", test_body);
  g_test_add_func ("/no-hyphens/fact-row", test_fact_row);
  g_test_add_func ("/no-hyphens/editor", test_editor);
  return g_test_run ();
}
