/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that a file gave are data: no mark of Markdown in them is one. */
#define G_LOG_DOMAIN "rh-import-report"

#include "config.h"

#include "format/rh-import-report.h"

#include "text/rh-unseen.h"

#include "collection/rh-disk-write.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_REPORTS 1000

/* Counts */

/* Takes @phrase. */
static void
add_count (GStrvBuilder *phrases, guint count, char *phrase)
{
  if (count > 0)
    g_strv_builder_take (phrases, phrase);
  else
    g_free (phrase);
}

GStrv
rh_import_report_dup_counts (RhImport *import)
{
  g_autoptr (GStrvBuilder) phrases = g_strv_builder_new ();
  RhImportCounts n;

  g_return_val_if_fail (RH_IS_IMPORT (import), NULL);

  rh_import_count (import, &n);
  add_count (phrases, n.requests,
             g_strdup_printf (ngettext ("%u request", "%u requests", n.requests), n.requests));
  add_count (phrases, n.folders,
             g_strdup_printf (ngettext ("%u folder", "%u folders", n.folders), n.folders));
  add_count (phrases, n.environments,
             g_strdup_printf (ngettext ("%u environment", "%u environments", n.environments),
                              n.environments));
  add_count (phrases, n.variables,
             g_strdup_printf (ngettext ("%u variable", "%u variables", n.variables), n.variables));
  add_count (
      phrases, n.examples,
      g_strdup_printf (ngettext ("%u saved example", "%u saved examples", n.examples), n.examples));
  add_count (phrases, n.secrets,
             g_strdup_printf (ngettext ("%u secret", "%u secrets", n.secrets), n.secrets));
  return g_strv_builder_end (phrases);
}

char *
rh_import_report_dup_title (RhImport *import)
{
  const char *origin;
  RhImportCounts n;

  g_return_val_if_fail (RH_IS_IMPORT (import), NULL);

  rh_import_count (import, &n);
  origin = rh_import_get_origin (import);
  if (rh_import_is_environments (import) && origin != NULL)
    return g_strdup_printf (
        /* Translators: %s is a program and version such as Postman 2.1. */
        ngettext ("%u environment from %s", "%u environments from %s", n.environments),
        n.environments, origin);
  if (rh_import_is_environments (import))
    return g_strdup_printf (ngettext ("%u environment", "%u environments", n.environments),
                            n.environments);
  if (origin == NULL)
    return g_strdup_printf (ngettext ("%u request", "%u requests", n.requests), n.requests);

  /* Translators: %s is a program and version such as Postman 2.1. */
  return g_strdup_printf (ngettext ("%u request from %s", "%u requests from %s", n.requests),
                          n.requests, origin);
}

/* Notes */

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const RhImportNote *left = *(RhImportNote *const *) a;
  const RhImportNote *right = *(RhImportNote *const *) b;

  return left->code < right->code ? -1 : left->code > right->code;
}

GPtrArray *
rh_import_report_list (RhImport *import, RhImportKind kind)
{
  GPtrArray *list = g_ptr_array_new ();
  GPtrArray *notes;

  g_return_val_if_fail (RH_IS_IMPORT (import), list);

  notes = rh_import_get_notes (import);
  for (guint i = 0; i < notes->len; i++)
    {
      RhImportNote *note = g_ptr_array_index (notes, i);

      if (rh_import_code_get_kind (note->code) == kind)
        g_ptr_array_add (list, note);
    }

  g_ptr_array_sort (list, compare_notes); /* stable: places stay in the file's order */
  return list;
}

char *
rh_import_report_dup_place (const RhImportNote *note)
{
  const char *place;

  g_return_val_if_fail (note != NULL, NULL);

  /* Translators: where something in a report is: not in a request or a folder of the collection. */
  place = *note->place == '\0' ? _ ("In the collection") : note->place;
  if (note->count == 1)
    return g_strdup (place);

  /* Translators: %s is where something was found, such as a request; %u is how often. */
  return g_strdup_printf (ngettext ("%s (%u time)", "%s (%u times)", note->count), place,
                          note->count);
}

char *
rh_import_report_dup_secret (const RhImportSecret *secret)
{
  g_return_val_if_fail (secret != NULL, NULL);

  if (*secret->place == '\0')
    return g_strdup (secret->variable);

  /* Translators: a secret in a report: where it stood, and the name of the variable that it became.
   */
  return g_strdup_printf (_ ("%s → %s"), secret->place, secret->variable);
}

/* Markdown */

char *
rh_import_report_dup_line (const char *text)
{
  g_autofree char *valid = NULL;
  GString *line = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      /* words of some languages are joined by it */
      gboolean joins = character == 0x200c || character == 0x200d;

      g_string_append_unichar (line, rh_is_unseen (character) && !joins ? ' ' : character);
    }

  return g_string_free_and_steal (line);
}

static void
append_name (GString *text, const char *name)
{
  g_autofree char *line = rh_import_report_dup_line (name);

  for (const char *c = line; *c != '\0'; c++)
    {
      if (strchr ("\\`*_{}[]<>#|!~&", *c) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    }
}

static void
append_heading (GString *text, const char *heading)
{
  g_string_append (text, "\n## ");
  append_name (text, heading);
  g_string_append (text, "\n\n");
}

static void
append_item (GString *text, const char *item)
{
  g_string_append (text, "- ");
  append_name (text, item);
  g_string_append_c (text, '\n');
}

static void
append_notes (GString *text, RhImport *import, RhImportKind kind)
{
  g_autoptr (GPtrArray) notes = rh_import_report_list (import, kind);

  if (notes->len > 0)
    append_heading (text, rh_import_kind_title (kind));
  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);
      g_autofree char *place = rh_import_report_dup_place (note);

      g_string_append (text, "- ");
      append_name (text, place);
      g_string_append (text, "  \n  ");
      append_name (text, sentence);
      g_string_append_c (text, '\n');
    }
}

static void
append_secrets (GString *text, RhImport *import)
{
  GPtrArray *secrets = rh_import_get_secrets (import);

  if (secrets->len > 0)
    append_heading (text, _ ("Kept in the Keyring, in No File"));
  for (guint i = 0; i < secrets->len; i++)
    {
      g_autofree char *item = rh_import_report_dup_secret (g_ptr_array_index (secrets, i));

      append_item (text, item);
    }
}

char *
rh_import_report_new (RhImport *import)
{
  GString *text = g_string_new ("# ");
  g_autofree char *title = NULL;
  g_auto (GStrv) counts = NULL;

  g_return_val_if_fail (RH_IS_IMPORT (import), NULL);

  append_name (text, rh_collection_get_name (rh_import_get_collection (import)));
  g_string_append (text, "\n\n");
  title = rh_import_report_dup_title (import);
  append_name (text, title);
  g_string_append (text, "\n\n");
  counts = rh_import_report_dup_counts (import);
  for (guint i = 0; counts[i] != NULL; i++)
    append_item (text, counts[i]);

  for (RhImportKind kind = 0; kind < RH_IMPORT_N_KINDS; kind++)
    {
      append_notes (text, import, kind);
      if (kind == RH_IMPORT_KIND_TO_DO)
        append_secrets (text, import);
    }

  return g_string_free_and_steal (text);
}

static char *
dup_file_name (guint number)
{
  /* Translators: the name of a file, without its end; no slash in it. */
  const char *stem = _ ("Import Report");

  return number == 1 ? g_strdup_printf ("%s.md", stem) : g_strdup_printf ("%s %u.md", stem, number);
}

/* What is there under that name is not ours to write over. */
char *
rh_import_report_save (RhImport *import, RhDisk *disk, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (RH_IS_IMPORT (import), NULL);
  g_return_val_if_fail (RH_IS_DISK (disk), NULL);

  text = rh_import_report_new (import);
  for (guint i = 1; TRUE; i++)
    {
      g_autofree char *name = dup_file_name (i);
      g_autoptr (GError) local_error = NULL;

      if (rh_disk_write_new (disk, name, text, strlen (text), NULL, &local_error))
        return g_steal_pointer (&name);
      if (i < N_REPORTS && g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_EXISTS))
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
}
