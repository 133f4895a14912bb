/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in what people wrote: names and descriptions, which nobody fills in. There they are
 * masked and are in no keyring. */
#define G_LOG_DOMAIN "rh-import-prose"

#include "config.h"

#include "format/rh-import-private.h"

#include "collection/rh-secret-looking.h"
#include "format/rh-import-hide.h"
#include "text/rh-redaction.h"

#include <string.h>

#define WORD G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._~+/-="

/* "Bearer x", "api_key=x", "password: x". */
static gboolean
is_told (const char *text, gsize at)
{
  g_autofree char *word = rh_import_take_word (text, &at);
  g_autofree char *scheme = g_strconcat (word, " ", NULL);

  return *word != '\0'
         && (*rh_secret_looking_skip_scheme (scheme) == '\0'
             || rh_redaction_is_secret_header (word, strlen (word)));
}

/* Where "=" stands within it is a name before. */
static void
mark_told (RhRedaction *redaction, const char *text)
{
  for (gsize at = strcspn (text, WORD); text[at] != '\0'; at += strcspn (text + at, WORD))
    {
      gsize end = at + strspn (text + at, WORD);
      gsize start = end;

      while (start > at && text[start - 1] == '=')
        start--;
      while (start > at && text[start - 1] != '=')
        start--;
      if (text[start] != '/' && rh_import_is_random (text + start, end - start)
          && is_told (text, start))
        rh_redaction_mark (redaction, start, end, FALSE);
      at = end;
    }
}

/* Most texts have none, and ten thousand of them are to be read in no time. */
static gboolean
has_long_word (const char *text)
{
  for (text += strcspn (text, WORD); *text != '\0'; text += strcspn (text, WORD))
    {
      gsize length = strspn (text, WORD);

      if (length >= RH_IMPORT_MIN_RANDOM)
        return TRUE;
      text += length;
    }

  return FALSE;
}

char *
rh_import_mask_prose (const char *text)
{
  g_autoptr (RhRedaction) redaction = NULL;
  g_autofree char *safe = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!has_long_word (text))
    return NULL;

  redaction = rh_redaction_new (text, strlen (text));
  rh_import_mark_tokens (redaction, text);
  mark_told (redaction, text);
  safe = rh_redaction_finish (redaction);
  return g_str_equal (safe, text) ? NULL : g_steal_pointer (&safe);
}

static void
mask_property (GObject *object, const char *property, gboolean *masked)
{
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;

  g_object_get (object, property, &text, NULL);
  safe = rh_import_mask_prose (text);
  if (safe == NULL)
    return;

  g_object_set (object, property, safe, NULL);
  *masked = TRUE;
}

/* @rows: NULL: none. */
static void
mask_notes (GListModel *rows, gboolean *masked)
{
  for (guint i = 0; rows != NULL && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      mask_property (row, "note", masked);
    }
}

void
rh_import_mask_item (RhImport *self, gpointer object)
{
  gboolean masked = FALSE;
  g_autofree char *place = NULL;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (RH_IS_REQUEST_ITEM (object) || RH_IS_FOLDER (object));

  mask_property (object, "name", &masked);
  mask_property (object, "note", &masked);
  if (RH_IS_FOLDER (object))
    mask_notes (rh_environment_get_variables (rh_folder_get_scope (object)), &masked);
  else
    for (RhRequestPart part = RH_REQUEST_PART_PARAMS; part <= RH_REQUEST_PART_PARTS; part++)
      mask_notes (rh_request_item_peek_rows (object, part), &masked);
  if (!masked)
    return;

  place = rh_import_dup_place (self, object);
  rh_import_note (self, RH_IMPORT_PROSE_MASKED, place, NULL);
}
