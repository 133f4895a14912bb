/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a body in: a text, a form, the parts of a multipart body, or a file. */
#define G_LOG_DOMAIN "rh-fill-body"

#include "config.h"

#include "collection/rh-fill.h"
#include "http/rh-multipart.h"

#include <string.h>

/* What a file is whose name says nothing. */
#define ANY_MEDIA_TYPE "application/octet-stream"

static gboolean
is_empty (RhField *field)
{
  return *rh_field_get_name (field) == '\0' && *rh_field_get_value (field) == '\0';
}

static RhText *
fill_form (const RhFill *fill, GListModel *rows, GError **error)
{
  g_autoptr (RhText) out = rh_text_new ("");
  guint n = g_list_model_get_n_items (rows);
  const char *separator = "";

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field) || is_empty (field))
        continue;

      rh_text_append (out, separator, -1);
      separator = "&";
      if (!rh_fill_append (out, fill, rh_field_get_name (field), rh_fill_encode_form, error))
        return NULL;
      if (rh_field_is_bare (field))
        continue;

      rh_text_append (out, "=", -1);
      if (!rh_fill_append (out, fill, rh_field_get_value (field), rh_fill_encode_form, error))
        return NULL;
    }

  return g_steal_pointer (&out);
}

/* Files */

static char *
guess_media_type (const char *path)
{
  g_autofree char *type = g_content_type_guess (path, NULL, 0, NULL);

  return g_content_type_get_mime_type (type);
}

/* What ends as a plain string has no spans any more that would say where it may go. */
static gpointer
refuse_secret (const char *problem, GError **error)
{
  g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER, problem);
  return NULL;
}

static RhBody *
new_file_body (const RhFill *fill, RhRequestItem *item, gboolean typed, GError **error)
{
  const char *path = rh_request_item_get_body_path (item);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RhText) named
      = rh_fill_stripped (fill, rh_request_item_get_body_type (item), RH_PLACE_RAW, error);
  g_autofree char *guessed = NULL;
  const char *type;

  if (named == NULL)
    return NULL;
  if (rh_text_has_secret (named))
    return refuse_secret ("Content-Type: a secret in a media type", error);

  type = rh_text_peek (named, NULL);
  if (*type == '\0')
    type = guessed = guess_media_type (path);
  return rh_body_new_file (file, typed ? NULL : type);
}

/* Parts */

static gboolean
add_text_part (RhMultipart *parts, const RhFill *fill, RhField *field, GError **error)
{
  g_autoptr (RhText) name = rh_text_new ("");
  g_autoptr (RhText) value = NULL;
  g_autoptr (RhText) type = NULL;

  if (!rh_fill_append (name, fill, rh_field_get_name (field), rh_fill_encode_part_name, error))
    return FALSE;
  value = rh_fill (fill, rh_field_get_value (field), RH_PLACE_RAW, error);
  if (value == NULL)
    return FALSE;
  type = rh_fill_stripped (fill, rh_field_get_media_type (field), RH_PLACE_RAW, error);

  return type != NULL && rh_multipart_add_text (parts, name, value, type, error);
}

/* @path: one of @n. A name that was given is for one file. (transfer full) */
static RhText *
new_file_name (const RhFill *fill, RhField *field, const char *path, guint n, GError **error)
{
  const char *given = rh_field_get_file_name (field);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *encoded = rh_fill_encode_part_name (base, strlen (base));
  g_autoptr (RhText) name = rh_text_new ("");

  if (*given == '\0' || n > 1)
    return rh_text_new (encoded);

  return rh_fill_append (name, fill, given, rh_fill_encode_part_name, error)
             ? g_steal_pointer (&name)
             : NULL;
}

/* @path: one of @n. */
static gboolean
add_file_part (RhMultipart *parts,
               const RhFill *fill,
               RhField *field,
               const char *path,
               guint n,
               GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RhText) file_name = new_file_name (fill, field, path, n, error);
  g_autofree char *guessed = guess_media_type (path);
  g_autoptr (RhText) fallback = rh_text_new (guessed != NULL ? guessed : ANY_MEDIA_TYPE);
  g_autoptr (RhText) name = rh_text_new ("");
  g_autoptr (RhText) type = NULL;

  if (file_name == NULL
      || !rh_fill_append (name, fill, rh_field_get_name (field), rh_fill_encode_part_name, error))
    return FALSE;
  type = rh_fill_stripped (fill, rh_field_get_media_type (field), RH_PLACE_RAW, error);
  if (type == NULL)
    return FALSE;

  return rh_multipart_add_file (parts, name, file_name, file,
                                *rh_text_peek (type, NULL) != '\0' ? type : fallback, error);
}

static gboolean
add_file_parts (RhMultipart *parts, const RhFill *fill, RhField *field, GError **error)
{
  g_auto (GStrv) paths = rh_field_dup_paths (field);

  for (guint i = 0; paths[i] != NULL; i++)
    if (!add_file_part (parts, fill, field, paths[i], g_strv_length (paths), error))
      return FALSE;

  return TRUE;
}

/* The one that was typed into the Content-Type; NULL: none. (transfer full) */
static char *
dup_typed_boundary (RhHeaders *headers)
{
  const char *type = rh_headers_get (headers, "Content-Type");
  g_autofree char *lower = g_ascii_strdown (type == NULL ? "" : type, -1);
  const char *found = strstr (lower, "boundary=");
  const char *start;
  gboolean quoted;

  if (found == NULL)
    return NULL;

  start = type + (found - lower) + strlen ("boundary=");
  quoted = *start == '"';
  start += quoted;
  return g_strndup (start, strcspn (start, quoted ? "\"" : "; \t"));
}

static gboolean
is_type_secret (RhHeaders *headers)
{
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), "Content-Type") == 0
        && rh_text_has_secret (rh_headers_nth_value (headers, i)))
      return TRUE;

  return FALSE;
}

/* A Content-Type that was typed without a boundary would leave the parts unreadable. */
static void
complete_type (RhHeaders *headers, const char *boundary)
{
  g_autoptr (RhText) whole = rh_text_new ("");

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (g_ascii_strcasecmp (rh_headers_nth_name (headers, i), "Content-Type") == 0)
      {
        rh_text_append_text (whole, rh_headers_nth_value (headers, i));
        break;
      }

  rh_text_append (whole, "; boundary=", -1);
  rh_text_append (whole, boundary, -1);
  rh_headers_remove (headers, "Content-Type");
  rh_headers_append (headers, "Content-Type", whole);
}

static RhBody *
fill_multipart (const RhFill *fill, RhRequest *request, RhRequestItem *item, GError **error)
{
  RhHeaders *headers = rh_request_get_headers (request);
  GListModel *rows = rh_request_item_get_parts (item);
  gboolean typed = rh_headers_count (headers, "Content-Type") > 0;
  g_autofree char *boundary = dup_typed_boundary (headers);
  g_autoptr (RhMultipart) parts = rh_multipart_new (boundary);

  if (boundary != NULL && is_type_secret (headers))
    return refuse_secret ("Content-Type: a secret in a boundary", error);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field) || is_empty (field))
        continue;
      if (!(rh_field_is_file (field) ? add_file_parts (parts, fill, field, error)
                                     : add_text_part (parts, fill, field, error)))
        return NULL;
    }

  if (typed && boundary == NULL)
    complete_type (headers, rh_multipart_get_boundary (parts));
  return rh_multipart_end (parts);
}

/* Any */

static const char *
media_type_of (RhBodyKind kind)
{
  switch (kind)
    {
    case RH_BODY_KIND_JSON:
      return "application/json";
    case RH_BODY_KIND_TEXT:
      return "text/plain;charset=UTF-8";
    case RH_BODY_KIND_XML:
      return "application/xml";
    case RH_BODY_KIND_FORM:
      return "application/x-www-form-urlencoded";
    case RH_BODY_KIND_MULTIPART:
    case RH_BODY_KIND_FILE:
    case RH_BODY_KIND_KEPT:
    case RH_BODY_KIND_NONE:
    default:
      return NULL;
    }
}

static RhBody *
fill_text (const RhFill *fill, RhRequestItem *item, gboolean typed, GError **error)
{
  RhBodyKind kind = rh_request_item_get_body_kind (item);
  g_autoptr (RhText) text
      = kind == RH_BODY_KIND_FORM
            ? fill_form (fill, rh_request_item_get_form (item), error)
            : rh_fill (fill, rh_request_item_get_body_text (item), RH_PLACE_RAW, error);

  return text == NULL ? NULL : rh_body_new_text (text, typed ? NULL : media_type_of (kind));
}

gboolean
rh_fill_body (const RhFill *self, RhRequest *request, RhRequestItem *item, GError **error)
{
  RhBodyKind kind = rh_request_item_get_body_kind (item);
  gboolean typed = rh_headers_count (rh_request_get_headers (request), "Content-Type") > 0;
  g_autoptr (RhBody) body = NULL;

  if (kind == RH_BODY_KIND_NONE || kind == RH_BODY_KIND_KEPT)
    return TRUE; /* RhSender does not let the latter come here */

  if (kind == RH_BODY_KIND_MULTIPART)
    body = fill_multipart (self, request, item, error);
  else if (kind == RH_BODY_KIND_FILE)
    body = new_file_body (self, item, typed, error);
  else
    body = fill_text (self, item, typed, error);
  if (body == NULL)
    return FALSE;

  rh_request_set_body (request, body);
  return TRUE;
}
