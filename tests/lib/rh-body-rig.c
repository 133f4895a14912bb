/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body and the document on it, for tests. */
#include "lib/rh-body-rig.h"

#include "lib/rh-test.h"

#include <string.h>

RhSpool *
rh_body_rig_spool (const char *bytes, gssize length)
{
  RhSpool *spool = rh_spool_new (G_MAXINT64, FALSE);

  rh_spool_write (spool, bytes, length < 0 ? strlen (bytes) : (gsize) length, NULL);
  rh_spool_close (spool);

  return spool;
}

static void
complete_cb (RhBodyDocument *document, GParamSpec *pspec, gboolean *done)
{
  *done = rh_body_document_is_complete (document);
}

void
rh_body_rig_wait (RhBodyDocument *document)
{
  gboolean done = rh_body_document_is_complete (document);
  gulong handler = g_signal_connect (document, "notify::complete", G_CALLBACK (complete_cb), &done);

  rh_test_wait_until (&done);
  g_signal_handler_disconnect (document, handler);
}

RhBodyDocument *
rh_body_rig_open (const char *bytes,
                  gssize length,
                  RhBodySyntax syntax,
                  RhBodyLayout layout,
                  const char *charset)
{
  g_autoptr (RhSpool) spool = rh_body_rig_spool (bytes, length);
  RhBodyDocument *document = rh_body_document_new (spool, syntax, layout, charset);

  rh_body_rig_wait (document);

  return document;
}

char *
rh_body_rig_dup_text (RhBodyDocument *document)
{
  GString *text = g_string_new (NULL);
  guint64 n_rows = rh_body_document_get_n_rows (document);
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, (guint) n_rows);

  g_assert_cmpuint (rows->len, ==, n_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);

      g_assert_true (g_utf8_validate_len (row->text->str, row->text->len, NULL));
      g_string_append (text, row->text->str);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

void
rh_body_rig_assert_rows (RhBodyDocument *document, const char *expected)
{
  g_autofree char *rows = rh_body_rig_dup_text (document);

  g_assert_cmpstr (rows, ==, expected);
}

char *
rh_body_rig_dup_kinds (RhBodyDocument *document)
{
  gsize length = (gsize) rh_spool_get_size (rh_body_document_get_text (document));
  char *kinds = g_strnfill (length, '.');
  g_autoptr (GPtrArray) rows
      = rh_body_document_read (document, 0, (guint) rh_body_document_get_n_rows (document));

  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < row->tokens->len; j++)
        {
          const RhBodyToken *token = &g_array_index (row->tokens, RhBodyToken, j);

          for (guint at = token->start; at < token->start + token->length; at++)
            kinds[rh_body_row_get_offset (row, at)] = ".ksnltacxio"[token->kind];
        }
    }

  return kinds;
}

RhBodyRow *
rh_body_rig_read_row (RhBodyDocument *document, guint64 place)
{
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, place, 1);

  g_assert_cmpuint (rows->len, ==, 1);

  return g_ptr_array_steal_index (rows, 0);
}
