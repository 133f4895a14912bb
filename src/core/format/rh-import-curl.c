/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script of curl commands: each command is a request. What else the script does is not run, and
 * told. */
#define G_LOG_DOMAIN "rh-import-curl"

#include "config.h"

#include "format/rh-curl.h"
#include "format/rh-import-members.h"
#include "format/rh-import-private.h"
#include "http/rh-request.h"
#include "text/rh-redaction.h"
#include "text/rh-template.h"

#include <string.h>

#define BLANKS " \t\r"
#define MAX_NAME 200
/* Characters of a program's name that are shown. */
#define MAX_PROGRAM 40
#define PROGRESS_STEP 64

/* Recognised */

static gboolean
is_before (const char *line)
{
  gsize name;

  if (*line == '\0' || *line == '#' || g_str_has_prefix (line, "set "))
    return TRUE;
  if (g_str_has_prefix (line, "export "))
    line += strlen ("export ");

  name = strspn (line, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
  return name > 0 && line[name] == '=';
}

static gboolean
matches (const RhImportFile *file)
{
  gsize length;
  const char *at = g_bytes_get_data (file->text, &length);
  const char *end = length == 0 ? at : at + length; /* nothing is nowhere */

  while (at < end)
    {
      const char *feed = memchr (at, '\n', (gsize) (end - at));
      const char *line_end = feed == NULL ? end : feed;
      g_autofree char *line = g_strstrip (g_strndup (at, (gsize) (line_end - at)));

      if (!is_before (line))
        return rh_curl_looks_like (line);
      at = feed == NULL ? end : feed + 1;
    }

  return FALSE;
}

/* Notes */

/* "user:password@proxy" is shown without what stands before "@". */
static char *
dup_safe_detail (const char *detail)
{
  const char *at = strrchr (detail, '@');
  const char *shown = at == NULL || strstr (detail, "://") != NULL ? detail : at + 1;
  g_autoptr (RhRedaction) redaction = rh_redaction_new (shown, strlen (shown));

  rh_redaction_scan_text (redaction);
  return rh_redaction_finish (redaction);
}

/* What there is a note of its own for. */
static gboolean
tell_proposal (RhImport *import, const RhCurlNote *note, const char *shown, const char *place)
{
  static const struct
  {
    const char *option;
    RhImportCode code;
  } codes[] = {
    { "-x", RH_IMPORT_PROXY },
    { "--proxy", RH_IMPORT_PROXY },
    { "--preproxy", RH_IMPORT_PROXY },
    { "-E", RH_IMPORT_CLIENT_CERTIFICATE },
    { "--cert", RH_IMPORT_CLIENT_CERTIFICATE },
    { "--key", RH_IMPORT_CLIENT_CERTIFICATE },
    { "-k", RH_IMPORT_NO_VERIFY },
    { "--insecure", RH_IMPORT_NO_VERIFY },
  };

  if (note->kind != RH_CURL_NOTE_PROPOSAL || note->what == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].option, note->what))
      {
        rh_import_note (import, codes[i].code, place, shown);
        return TRUE;
      }

  return FALSE;
}

static void
tell_notes (RhImport *import, GPtrArray *notes, const char *place)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const RhCurlNote *note = g_ptr_array_index (notes, i);
      g_autofree char *detail = note->detail == NULL ? NULL : dup_safe_detail (note->detail);
      g_autofree char *shown
          = g_strjoin (" ", note->what == NULL ? "curl" : note->what, detail, NULL);
      g_autofree char *what = g_strdup_printf ("%s: %s", shown, rh_curl_note_sentence (note->kind));

      if (!tell_proposal (import, note, shown, place))
        rh_import_note (import, RH_IMPORT_CURL, place, what);
    }
}

static void
tell_files (RhImport *import, RhRequestItem *item, const char *place)
{
  GListModel *parts = rh_request_item_get_parts (item);

  if (*rh_request_item_get_body_path (item) != '\0')
    rh_import_note (import, RH_IMPORT_FILE_NOT_READ, place, rh_request_item_get_body_path (item));
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (RhField) part = g_list_model_get_item (parts, i);

      if (rh_field_is_file (part))
        rh_import_note (import, RH_IMPORT_FILE_NOT_READ, place, rh_field_get_value (part));
    }
}

/* Other programs, and values that only they can tell, by their names. */
static void
tell_rest (RhImport *import, const RhCurlScript *script)
{
  for (guint i = 0; i < script->others->len; i++)
    {
      const char *program = g_ptr_array_index (script->others, i);
      glong length = g_utf8_strlen (program, -1);
      g_autofree char *shown = g_utf8_substring (program, 0, MIN (length, MAX_PROGRAM));

      rh_import_note (import, RH_IMPORT_MEMBER, "", shown);
    }
  for (guint i = 0; i < script->computed->len; i++)
    {
      RhVariable *variable = g_ptr_array_index (script->computed, i);
      g_autofree char *shown = g_strdup_printf ("%s=$(…)", rh_variable_get_name (variable));

      rh_import_note (import, RH_IMPORT_MEMBER, "", shown);
    }
  if (script->n_left_out > 0)
    {
      g_autofree char *shown = g_strdup_printf ("curl: %u", script->n_left_out);

      rh_import_note (import, RH_IMPORT_TOO_MUCH, "", shown);
    }
}

/* Variables */

static void
read_variables (RhImport *import, const RhCurlScript *script)
{
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (import));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < script->variables->len; i++)
    {
      RhVariable *variable = g_ptr_array_index (script->variables, i);
      const char *name = rh_variable_get_name (variable);

      if (g_hash_table_add (seen, (gpointer) name))
        rh_environment_append (scope, variable);
      else
        rh_import_note (import, RH_IMPORT_DOUBLE, "", name);
    }
}

/* A secret that the script takes from around it has a place here, and no value yet. */
static void
need_secret (RhImport *import, GHashTable *seen, const char *name)
{
  RhEnvironment *scope = rh_collection_get_scope (rh_import_get_collection (import));

  if (!rh_redaction_is_secret_field (name, strlen (name))
      || !g_hash_table_add (seen, g_strdup (name)))
    return;
  if (rh_environment_lookup (scope, name) != NULL)
    return;

  rh_environment_add_secret (scope, name);
  rh_import_note (import, RH_IMPORT_VALUE_MISSING, "", name);
}

static void
need_secrets (RhImport *import, GHashTable *seen, const RhCurlImport *request)
{
  for (guint i = 0; i < request->notes->len; i++)
    {
      const RhCurlNote *note = g_ptr_array_index (request->notes, i);

      if (note->kind == RH_CURL_NOTE_VARIABLE)
        need_secret (import, seen, note->what);
    }
}

/* Requests */

/* The first line of the comment above it, if that can be a name. */
static char *
dup_name (const RhCurlImport *request)
{
  const char *comment = request->comment == NULL ? "" : request->comment;
  g_autofree char *line = g_strndup (comment, strcspn (comment, "\n"));

  if (*line != '\0' && *line != '!' && strstr (line, "://") == NULL
      && g_utf8_strlen (line, -1) <= MAX_NAME)
    return g_steal_pointer (&line);

  return rh_import_dup_request_name (rh_request_item_get_method (request->item),
                                     rh_request_item_get_url (request->item));
}

/* What else the comment says is the note. */
/* One that could not be sent. */
static void
check_method (RhImport *import, RhRequestItem *item)
{
  g_autofree char *method = g_strdup (rh_request_item_get_method (item));

  if (rh_method_is_valid (method))
    return;

  g_object_set (item, "method", "GET", NULL);
  rh_import_note (import, RH_IMPORT_METHOD_CHANGED, "", method);
}

static void
name_request (const RhCurlImport *request)
{
  const char *comment = request->comment == NULL ? "" : request->comment;
  g_autofree char *name = dup_name (request);
  gsize length = strlen (name);
  gboolean named
      = g_str_has_prefix (comment, name) && (comment[length] == '\n' || comment[length] == '\0');

  if (named)
    comment += length + (comment[length] == '\n' ? 1 : 0);
  g_object_set (request->item, "name", name, "note", *comment == '!' ? "" : comment, NULL);
}

/* "$ACCESS_TOKEN" is the collection's token, which here is one that somebody else got. */
static void
use_token (RhImport *import)
{
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (import));

  g_object_set (root, "auth-kind", RH_AUTH_KIND_BEARER, NULL);
  rh_auth_set (rh_folder_get_auth (root), RH_AUTH_TOKEN, "{{ACCESS_TOKEN}}");
}

static gboolean
read_requests (RhImport *import,
               const RhCurlScript *script,
               const RhImportWatch *watch,
               GError **error)
{
  RhFolder *root = rh_collection_get_root (rh_import_get_collection (import));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < script->requests->len; i++)
    {
      const RhCurlImport *request = g_ptr_array_index (script->requests, i);
      const char *name;

      if (i % PROGRESS_STEP == 0)
        {
          if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
            return FALSE;
          if (watch->progress != NULL)
            watch->progress (i, script->requests->len, watch->user_data);
        }

      check_method (import, request->item);
      name_request (request);
      name = rh_request_item_get_name (request->item);
      tell_notes (import, request->notes, name);
      tell_files (import, request->item, name);
      need_secrets (import, seen, request);
      if (rh_request_item_get_auth_kind (request->item) == RH_AUTH_KIND_INHERIT)
        use_token (import);
      g_ptr_array_add (items, g_object_ref (request->item));
    }

  rh_folder_append_all (root, items);
  return TRUE;
}

static gboolean
read_script (RhImport *self, const RhImportFile *file, const RhImportWatch *watch, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (file->text, &length);
  g_autofree char *text = NULL;
  g_autoptr (RhCurlScript) script = NULL;

  if (length > RH_CURL_MAX_SIZE)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_TOO_LARGE, file->name);
      return FALSE;
    }

  text = g_strndup (bytes, length);
  script = rh_curl_import_all (text);
  rh_import_set_origin (self, "curl");
  read_variables (self, script);
  tell_rest (self, script);
  return read_requests (self, script, watch, error);
}

const RhImportReader rh_import_curl = { "curl", matches, read_script };
