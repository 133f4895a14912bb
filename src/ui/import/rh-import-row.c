/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixty requests with a script each are one line in short, and sixty at full length. */
#define G_LOG_DOMAIN "rh-import-row"

#include "config.h"

#include "import/rh-import-row.h"

#include <glib/gi18n.h>

#define N_PLACES 3

struct _RhImportRow
{
  GObject parent_instance;

  char *title;
  char *subtitle;
};

G_DEFINE_FINAL_TYPE (RhImportRow, rh_import_row, G_TYPE_OBJECT)

static void
rh_import_row_finalize (GObject *object)
{
  RhImportRow *self = RH_IMPORT_ROW (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (rh_import_row_parent_class)->finalize (object);
}

static void
rh_import_row_class_init (RhImportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_import_row_finalize;
}

static void
rh_import_row_init (RhImportRow *self)
{
}

RhImportRow *
rh_import_row_new (const char *title, const char *subtitle)
{
  RhImportRow *self = g_object_new (RH_TYPE_IMPORT_ROW, NULL);

  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  return self;
}

const char *
rh_import_row_get_title (RhImportRow *self)
{
  g_return_val_if_fail (RH_IS_IMPORT_ROW (self), NULL);

  return self->title;
}

const char *
rh_import_row_get_subtitle (RhImportRow *self)
{
  g_return_val_if_fail (RH_IS_IMPORT_ROW (self), NULL);

  return self->subtitle;
}

/* At full length */

static void
append (GListStore *rows, const char *title, const char *subtitle)
{
  g_autoptr (RhImportRow) row = rh_import_row_new (title, subtitle);

  g_list_store_append (rows, row);
}

GListModel *
rh_import_rows_of_kind (RhImport *import, RhImportKind kind)
{
  GListStore *rows = g_list_store_new (RH_TYPE_IMPORT_ROW);
  g_autoptr (GPtrArray) notes = rh_import_report_list (import, kind);

  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *place = rh_import_report_dup_place (note);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      append (rows, place, sentence);
    }

  return G_LIST_MODEL (rows);
}

GListModel *
rh_import_rows_of_secrets (RhImport *import)
{
  GListStore *rows = g_list_store_new (RH_TYPE_IMPORT_ROW);
  GPtrArray *secrets = rh_import_get_secrets (import);

  for (guint i = 0; i < secrets->len; i++)
    {
      const RhImportSecret *secret = g_ptr_array_index (secrets, i);

      append (rows, secret->variable,
              *secret->place == '\0' ? _ ("In the collection") : secret->place);
    }

  return G_LIST_MODEL (rows);
}

/* In short */

typedef struct
{
  const RhImportNote *first;
  GString *places; /* one a line */
  guint n;
} Same;

static void
same_free (Same *same)
{
  g_string_free (same->places, TRUE);
  g_free (same);
}

/* Takes what was found before of the same. */
static Same *
need_same (GHashTable *by_key, GPtrArray *all, const RhImportNote *note)
{
  g_autofree char *key
      = g_strdup_printf ("%u %s", note->code, note->what == NULL ? "" : note->what);
  Same *same = g_hash_table_lookup (by_key, key);

  if (same != NULL)
    return same;

  same = g_new0 (Same, 1);
  same->first = note;
  same->places = g_string_new (NULL);
  g_ptr_array_add (all, same);
  g_hash_table_insert (by_key, g_steal_pointer (&key), same);
  return same;
}

static void
add_place (Same *same, const RhImportNote *note)
{
  g_autofree char *place = NULL;

  same->n++;
  if (same->n > N_PLACES)
    return;

  place = rh_import_report_dup_place (note);
  g_string_append_printf (same->places, "%s%s", same->n > 1 ? "\n" : "", place);
}

GListModel *
rh_import_rows_in_short (RhImport *import, RhImportKind kind, gboolean *whole)
{
  GListStore *rows = g_list_store_new (RH_TYPE_IMPORT_ROW);
  g_autoptr (GPtrArray) notes = rh_import_report_list (import, kind);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) same_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < notes->len; i++)
    add_place (need_same (by_key, all, g_ptr_array_index (notes, i)), g_ptr_array_index (notes, i));

  *whole = TRUE;
  for (guint i = 0; i < all->len; i++)
    {
      const Same *same = g_ptr_array_index (all, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (same->first);

      *whole = *whole && same->n <= N_PLACES;
      if (same->n > N_PLACES)
        g_string_append_printf (
            same->places,
            /* Translators: in a list of places, the last line. */
            ngettext ("\nand in %u more", "\nand in %u more", same->n - N_PLACES),
            same->n - N_PLACES);
      append (rows, sentence, same->places->str);
    }

  return G_LIST_MODEL (rows);
}
