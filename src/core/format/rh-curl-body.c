/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a curl command: what -d, --json, -F and -T come to, as curl puts them together. */
#define G_LOG_DOMAIN "rh-curl-body"

#include "config.h"

#include "collection/rh-query.h"
#include "format/rh-curl-private.h"
#include "text/rh-codec.h"
#include "text/rh-json-walk.h"
#include "text/rh-template.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"

void
rh_curl_piece_free (RhCurlPiece *piece)
{
  g_free (piece->option);
  g_free (piece->text);
  g_free (piece->file);
  g_free (piece);
}

/* Data */

/* -d takes line ends out of what it reads from a file. */
static char *
strip_line_ends (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != '\n' && *text != '\r')
      g_string_append_c (out, *text);

  return g_string_free_and_steal (out);
}

static void
add_piece (RhCurlReader *self, const char *option, const char *text, gboolean joins)
{
  RhCurlPiece *piece = g_new0 (RhCurlPiece, 1);

  piece->option = g_strdup (option);
  piece->text = g_strdup (text);
  piece->joins = joins;
  g_ptr_array_add (self->pieces, piece);
}

void
rh_curl_reader_add_plain_data (RhCurlReader *self,
                               const char *option,
                               const char *value,
                               gboolean joins)
{
  self->has_data = TRUE;
  if (joins && *value == '@')
    {
      rh_curl_reader_add_data (self, option, value, FALSE);
      return;
    }

  add_piece (self, option, value, joins);
}

void
rh_curl_reader_add_data (RhCurlReader *self,
                         const char *option,
                         const char *value,
                         gboolean strips_line_ends)
{
  const RhShellCommand *command = self->command;
  const char *file = value + 1;
  RhCurlPiece *piece;

  self->has_data = TRUE;
  if (*value != '@')
    {
      add_piece (self, option, value, FALSE);
      return;
    }

  if (g_str_equal (file, "-"))
    {
      g_autofree char *text = NULL;

      if (command->input_text == NULL && command->input_file == NULL)
        {
          rh_curl_reader_note (self, RH_CURL_NOTE_STANDARD_INPUT, option, NULL);
          return;
        }
      if (command->input_text != NULL)
        {
          text = strips_line_ends ? strip_line_ends (command->input_text)
                                  : g_strdup (command->input_text);
          add_piece (self, option, text, FALSE);
          return;
        }
      file = command->input_file;
    }

  piece = g_new0 (RhCurlPiece, 1);
  piece->option = g_strdup (option);
  piece->file = g_strdup (file);
  piece->strips_line_ends = strips_line_ends;
  g_ptr_array_add (self->pieces, piece);
}

/* Variables stay as they are: what they hold is encoded when it is filled in. */
static void
append_encoded (GString *out, const char *text, RhPlace place)
{
  g_autoptr (GArray) refs = rh_template_find (text);
  gsize at = 0;

  for (guint i = 0; i <= refs->len; i++)
    {
      const RhTemplateRef *ref = i < refs->len ? &g_array_index (refs, RhTemplateRef, i) : NULL;
      gsize end = ref == NULL ? strlen (text) : ref->start;
      g_autofree char *encoded = rh_percent_encode (text + at, (gssize) (end - at), place);

      g_string_append (out, encoded);
      if (ref == NULL)
        break;
      g_string_append_len (out, text + ref->start, (gssize) ref->length);
      at = ref->start + ref->length;
    }
}

/* "content", "=content", "name=content", "@file", "name@file". */
char *
rh_curl_reader_encode (RhCurlReader *self, const char *option, const char *value)
{
  gsize name = strcspn (value, "=@");
  GString *out;

  if (value[name] == '@')
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_FILE, option, value);
      return NULL;
    }

  out = g_string_new (NULL);
  if (value[name] == '=' && name > 0)
    g_string_append_len (out, value, (gssize) name + 1);
  append_encoded (out, value[name] == '=' ? value + name + 1 : value, RH_PLACE_COMPONENT);
  g_string_replace (out, "%20", "+", 0);

  return g_string_free_and_steal (out);
}

char *
rh_curl_reader_join_data (RhCurlReader *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const RhCurlPiece *piece = self->pieces->pdata[i];

      if (piece->text == NULL)
        {
          rh_curl_reader_note (self, RH_CURL_NOTE_FILE, piece->option, piece->file);
          continue;
        }
      if (out->len > 0 && !piece->joins)
        g_string_append_c (out, '&');
      g_string_append (out, piece->text);
    }

  return g_string_free_and_steal (out);
}

/* Forms */

/* Every "%" begins an escape, and nothing in it is for a server to puzzle over. */
static gboolean
is_form (const char *text)
{
  gsize first = strcspn (text, "=&");

  if (first == 0 || text[first] != '=')
    return FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '%' && !(g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2])))
        return FALSE;
      if (!g_ascii_isgraph (*at))
        return FALSE;
    }

  return TRUE;
}

/* NULL: not a text that a row can hold. */
static char *
decode (const char *text, gsize length)
{
  GString *plus = g_string_new_len (text, (gssize) length);
  gsize decoded_length;
  g_autofree char *decoded = NULL;

  g_string_replace (plus, "+", " ", 0);
  decoded = rh_percent_decode (plus->str, (gssize) plus->len, &decoded_length);
  g_string_free (plus, TRUE);

  return g_utf8_validate_len (decoded, decoded_length, NULL) ? g_steal_pointer (&decoded) : NULL;
}

static RhField *
new_row (const char *segment)
{
  gsize length = strcspn (segment, "=");
  g_autofree char *name = decode (segment, length);
  g_autofree char *value = segment[length] == '='
                               ? decode (segment + length + 1, strlen (segment + length + 1))
                               : g_strdup ("");
  RhField *field;

  if (name == NULL || value == NULL)
    return NULL;

  field = rh_field_new (name, value, NULL, TRUE);
  g_object_set (field, "bare", segment[length] == '\0', NULL);
  return field;
}

/* As the rows will be sent. */
static char *
encode_rows (GPtrArray *rows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      RhField *field = rows->pdata[i];

      if (i > 0)
        g_string_append_c (out, '&');
      append_encoded (out, rh_field_get_name (field), RH_PLACE_FORM);
      if (rh_field_is_bare (field))
        continue;
      g_string_append_c (out, '=');
      append_encoded (out, rh_field_get_value (field), RH_PLACE_FORM);
    }

  return g_string_free_and_steal (out);
}

/* FALSE: it is better kept as text. */
static gboolean
set_form (RhCurlReader *self, const char *text)
{
  g_autofree char *blank = rh_query_blank_refs (text);
  g_auto (GStrv) segments = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *again = NULL;

  if (!is_form (text) || strcspn (blank, "=&") != strcspn (text, "=&"))
    return FALSE;

  segments = g_strsplit (text, "&", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    {
      RhField *field = *segments[i] == '\0' ? NULL : new_row (segments[i]);

      if (field == NULL)
        return FALSE;
      g_ptr_array_add (rows, field);
    }

  again = encode_rows (rows);
  if (!g_str_equal (again, text))
    rh_curl_reader_note (self, RH_CURL_NOTE_ENCODED, NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    rh_request_item_add_form_field (self->import->item, rows->pdata[i]);

  g_object_set (self->import->item, "body-kind", RH_BODY_KIND_FORM, NULL);
  return TRUE;
}

/* Multipart */

/* To a stop that is not within double quotes; where it begins with one, what is quoted is it. */
static char *
take_word (const char **at, const char *stops)
{
  GString *word = g_string_new (NULL);
  gboolean quoted = **at == '"';

  *at += quoted ? 1 : 0;
  while (**at != '\0' && (quoted ? **at != '"' : strchr (stops, **at) == NULL))
    {
      if (quoted && **at == '\\' && ((*at)[1] == '"' || (*at)[1] == '\\'))
        *at += 1;
      g_string_append_c (word, **at);
      *at += 1;
    }
  if (quoted)
    *at += strcspn (*at, stops);

  return g_string_free_and_steal (word);
}

/* From behind the content: ";type=text/plain; charset=utf-8;filename=a". @file_name NULL: nothing
 * has one. */
static void
take_attributes (RhCurlReader *self,
                 const char *option,
                 const char **at,
                 GString *media_type,
                 GString *file_name)
{
  gboolean in_type = FALSE;

  while (**at == ';')
    {
      g_autofree char *attribute = NULL;

      *at += 1;
      *at += strspn (*at, " ");
      if (g_str_has_prefix (*at, "type="))
        {
          *at += strlen ("type=");
          attribute = take_word (at, ";,");
          g_string_assign (media_type, attribute);
          in_type = TRUE;
          continue;
        }
      if (file_name != NULL && g_str_has_prefix (*at, "filename="))
        {
          *at += strlen ("filename=");
          attribute = take_word (at, ";,");
          g_string_assign (file_name, attribute);
          in_type = FALSE;
          continue;
        }

      attribute = take_word (at, ";,");
      if (in_type && !g_str_has_prefix (attribute, "filename=")
          && !g_str_has_prefix (attribute, "headers=") && !g_str_has_prefix (attribute, "encoder="))
        g_string_append_printf (media_type, ";%s", attribute);
      else
        rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, attribute);
    }
}

static void
add_part (RhCurlReader *self,
          const char *name,
          const char *value,
          gboolean file,
          const char *media_type,
          const char *file_name)
{
  g_autoptr (RhField) field = rh_field_new (name, value, NULL, TRUE);

  g_object_set (field, "file", file, "media-type", media_type, "file-name", file_name, NULL);
  rh_request_item_add_part (self->import->item, field);
}

/* "@a,b;type=x": several files of one name. Only one alone can be called something else. */
static void
add_files (RhCurlReader *self, const char *option, const char *name, const char *files)
{
  g_autoptr (GString) paths = g_string_new (NULL);
  g_autoptr (GString) media_type = g_string_new (NULL);
  g_autoptr (GString) file_name = g_string_new (NULL);
  guint n = 0;

  for (const char *at = files;; at++)
    {
      g_autofree char *path = take_word (&at, ";,");

      if (paths->len > 0)
        g_string_append_c (paths, '\n');
      if (g_str_equal (path, "-"))
        rh_curl_reader_note (self, RH_CURL_NOTE_STANDARD_INPUT, option, name);
      else
        g_string_append (paths, path);
      take_attributes (self, option, &at, media_type, file_name);
      n++;
      if (*at != ',')
        break;
    }

  if (n > 1 && file_name->len > 0)
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, "filename=");
      g_string_truncate (file_name, 0);
    }
  add_part (self, name, paths->str, TRUE, media_type->str, file_name->str);
}

/* "<a;type=x": what a file holds, as the value of a field. There is nothing like it here but a
 * file, which has a name. */
static void
add_content (RhCurlReader *self, const char *option, const char *name, const char *file)
{
  g_autoptr (GString) media_type = g_string_new (NULL);
  g_autoptr (GString) file_name = g_string_new (NULL);
  g_autofree char *path = take_word (&file, ";");
  gboolean from_input = g_str_equal (path, "-");

  take_attributes (self, option, &file, media_type, file_name);
  if (from_input)
    rh_curl_reader_note (self, RH_CURL_NOTE_STANDARD_INPUT, option, name);
  else if (file_name->len == 0)
    rh_curl_reader_note (self, RH_CURL_NOTE_FILE_NAMED, option, path);
  add_part (self, name, from_input ? "" : path, !from_input, media_type->str,
            from_input ? "" : file_name->str);
}

void
rh_curl_reader_add_form (RhCurlReader *self, const char *option, const char *value)
{
  gsize length = strcspn (value, "=");
  g_autofree char *name = g_strndup (value, length);
  g_autofree char *content = NULL;
  g_autoptr (GString) media_type = g_string_new (NULL);
  const char *at = value + length + 1;

  if (value[length] == '\0' || *at == '(')
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, *name == '\0' ? NULL : name);
      return;
    }

  if (*at == '@')
    {
      add_files (self, option, name, at + 1);
      return;
    }

  if (*at == '<')
    {
      add_content (self, option, name, at + 1);
      return;
    }

  content = take_word (&at, ";");
  take_attributes (self, option, &at, media_type, NULL);
  add_part (self, name, content, FALSE, media_type->str, "");
}

void
rh_curl_reader_add_form_string (RhCurlReader *self, const char *value)
{
  gsize length = strcspn (value, "=");
  g_autofree char *name = g_strndup (value, length);

  add_part (self, name, value[length] == '=' ? value + length + 1 : "", FALSE, "", "");
}

/* The whole */

static const char *
get_content_type (RhCurlReader *self)
{
  GListModel *rows = rh_request_item_get_headers (self->import->item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      /* the item owns it */
      if (g_ascii_strcasecmp (rh_field_get_name (field), "Content-Type") == 0)
        return rh_field_get_value (field);
    }

  return NULL;
}

static gboolean
is_json (const char *text)
{
  RhJsonSpan value;

  return rh_json_walk_check (text, strlen (text), &value) == RH_JSON_WALK_OK
         && rh_json_span_is_container (&value);
}

static RhBodyKind
kind_of (const char *media_type, const char *text)
{
  g_autofree char *type = g_ascii_strdown (media_type, (gssize) strcspn (media_type, "; "));

  if (g_str_has_suffix (type, "/json") || g_str_has_suffix (type, "+json"))
    return RH_BODY_KIND_JSON;
  if (g_str_has_suffix (type, "/xml") || g_str_has_suffix (type, "+xml"))
    return RH_BODY_KIND_XML;

  return is_json (text) ? RH_BODY_KIND_JSON : RH_BODY_KIND_TEXT;
}

/* What curl says about data when nobody says anything. */
static void
add_default_type (RhCurlReader *self)
{
  if (self->no_content_type)
    rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, "Content-Type:", NULL);
  else if (get_content_type (self) == NULL)
    rh_curl_reader_add_header (self, "Content-Type", self->json ? "application/json" : FORM_TYPE);
}

static void
set_text (RhCurlReader *self, const char *text)
{
  RhRequestItem *item = self->import->item;
  const char *type = get_content_type (self);
  gboolean form = type == NULL ? !self->json && !self->no_content_type
                               : g_ascii_strncasecmp (type, FORM_TYPE, strlen (FORM_TYPE)) == 0;

  if (form && set_form (self, text))
    return;

  if (type == NULL && self->json)
    {
      g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", text, NULL);
      return;
    }

  add_default_type (self);
  type = get_content_type (self);
  g_object_set (item, "body-kind", kind_of (type == NULL ? "" : type, text), "body-text", text,
                NULL);
}

static void
set_file (RhCurlReader *self, const char *path)
{
  g_object_set (self->import->item, "body-kind", RH_BODY_KIND_FILE, "body-path", path, NULL);
}

static void
set_data (RhCurlReader *self)
{
  const RhCurlPiece *first = self->pieces->pdata[0];
  g_autofree char *text = NULL;

  if (self->pieces->len == 1 && first->file != NULL)
    {
      if (first->strips_line_ends)
        rh_curl_reader_note (self, RH_CURL_NOTE_FILE_AS_IS, first->option, first->file);
      add_default_type (self);
      set_file (self, first->file);
      return;
    }

  text = rh_curl_reader_join_data (self);
  set_text (self, text);
}

void
rh_curl_reader_set_body (RhCurlReader *self)
{
  RhRequestItem *item = self->import->item;
  guint n_parts = g_list_model_get_n_items (rh_request_item_get_parts (item));
  gboolean has_data = self->pieces->len > 0 && !self->get;

  if (has_data)
    set_data (self);
  else if (n_parts > 0)
    g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  else if (self->upload != NULL)
    {
      const char *input = self->command->input_file;
      gboolean standard = g_str_equal (self->upload, "-") || g_str_equal (self->upload, ".");

      if (!standard)
        set_file (self, self->upload);
      else if (input != NULL)
        set_file (self, input);
      else if (self->command->input_text != NULL)
        g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, "body-text", self->command->input_text,
                      NULL);
      else
        rh_curl_reader_note (self, RH_CURL_NOTE_STANDARD_INPUT, "-T", NULL);
    }

  if (has_data && n_parts > 0)
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_REPLACED, "-F", NULL);
      for (; n_parts > 0; n_parts--)
        rh_request_item_remove_part (item, n_parts - 1);
    }
  if (self->upload != NULL && (has_data || n_parts > 0))
    rh_curl_reader_note (self, RH_CURL_NOTE_REPLACED, "-T", self->upload);
}
