/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For people: counts, then each group with its sentences. */
#define G_LOG_DOMAIN "rh-cli-import-report"

#include "config.h"

#include "rh-cli-import-report.h"

#include "format/rh-import-report.h"
#include "rh-cli-facts.h"

#include <glib/gi18n.h>

static void
print_line (const char *indent, const char *text)
{
  g_autofree char *line = rh_import_report_dup_line (text);

  g_print ("%s%s\n", indent, line);
}

static void
print_notes (RhImport *import, RhImportKind kind)
{
  g_autoptr (GPtrArray) notes = rh_import_report_list (import, kind);

  if (notes->len > 0)
    g_print ("\n%s\n", rh_import_kind_title (kind));
  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *place = rh_import_report_dup_place (note);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      print_line ("  ", place);
      print_line ("    ", sentence);
    }
}

static void
print_secrets (RhImport *import)
{
  GPtrArray *secrets = rh_import_get_secrets (import);

  if (secrets->len > 0)
    g_print ("\n%s\n", _ ("Kept in the Keyring, in No File"));
  for (guint i = 0; i < secrets->len; i++)
    {
      g_autofree char *secret = rh_import_report_dup_secret (g_ptr_array_index (secrets, i));

      print_line ("  ", secret);
    }
}

void
rh_cli_print_import (RhImport *import, const char *folder)
{
  g_autofree char *title = rh_import_report_dup_title (import);
  g_auto (GStrv) counts = rh_import_report_dup_counts (import);

  print_line ("", rh_collection_get_name (rh_import_get_collection (import)));
  print_line ("", title);
  for (guint i = 0; counts[i] != NULL; i++)
    print_line ("  ", counts[i]);

  for (RhImportKind kind = 0; kind < RH_IMPORT_N_KINDS; kind++)
    {
      print_notes (import, kind);
      if (kind == RH_IMPORT_KIND_TO_DO)
        print_secrets (import);
    }

  if (folder == NULL)
    return;
  g_print ("\n");
  /* Translators: %s is a folder. */
  g_print (_ ("Written to: %s\n"), folder);
}

/* JSON */

static const char *const kind_names[RH_IMPORT_N_KINDS] = {
  [RH_IMPORT_KIND_TO_DO] = "to-do",
  [RH_IMPORT_KIND_CHANGED] = "changed",
  [RH_IMPORT_KIND_KEPT] = "kept",
  [RH_IMPORT_KIND_LEFT_OUT] = "left-out",
};

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *valid = value == NULL ? NULL : g_utf8_make_valid (value, -1);

  json_builder_set_member_name (builder, name);
  if (valid == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, valid);
}

static void
add_number (JsonBuilder *builder, const char *name, guint value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_secrets (JsonBuilder *builder, RhImport *import)
{
  GPtrArray *secrets = rh_import_get_secrets (import);

  json_builder_set_member_name (builder, "secrets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < secrets->len; i++)
    {
      const RhImportSecret *secret = g_ptr_array_index (secrets, i);

      json_builder_begin_object (builder);
      add_text (builder, "place", secret->place);
      add_text (builder, "variable", secret->variable);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_notes (JsonBuilder *builder, RhImport *import)
{
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (RhImportKind kind = 0; kind < RH_IMPORT_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) notes = rh_import_report_list (import, kind);

      for (guint i = 0; i < notes->len; i++)
        {
          const RhImportNote *note = g_ptr_array_index (notes, i);
          g_autofree char *sentence = rh_import_note_dup_sentence (note);

          json_builder_begin_object (builder);
          add_text (builder, "kind", kind_names[kind]);
          add_text (builder, "place", note->place);
          add_text (builder, "what", note->what);
          add_number (builder, "count", note->count);
          add_text (builder, "sentence", sentence);
          json_builder_end_object (builder);
        }
    }
  json_builder_end_array (builder);
}

void
rh_cli_print_import_json (RhImport *import, const char *folder)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  RhImportCounts counts;

  rh_import_count (import, &counts);
  json_builder_begin_object (builder);
  add_text (builder, "name", rh_collection_get_name (rh_import_get_collection (import)));
  add_text (builder, "origin", rh_import_get_origin (import));
  add_text (builder, "folder", folder);
  add_number (builder, "requests", counts.requests);
  add_number (builder, "folders", counts.folders);
  add_number (builder, "environments", counts.environments);
  add_number (builder, "variables", counts.variables);
  add_number (builder, "examples", counts.examples);
  add_secrets (builder, import);
  add_notes (builder, import);
  json_builder_end_object (builder);
  rh_cli_print_json (builder);
}
