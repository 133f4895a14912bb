/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes multipart/form-data: what stands between two files is one text with its spans. */
#define G_LOG_DOMAIN "rh-multipart"

#include "config.h"

#include "http/rh-multipart.h"

#include "http/rh-headers.h"
#include "http/rh-request.h"
#include "text/rh-secret.h"

#define BOUNDARY_BYTES 16

struct _RhMultipart
{
  char *boundary;
  GPtrArray *pieces; /* of RhBody, in order */
  RhText *text;      /* what comes next */
};

RhMultipart *
rh_multipart_new (const char *boundary)
{
  RhMultipart *self = g_new0 (RhMultipart, 1);
  g_autofree char *random = rh_random_token (BOUNDARY_BYTES);

  self->boundary = boundary != NULL ? g_strdup (boundary) : g_strconcat ("----", random, NULL);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_unref);
  self->text = rh_text_new ("");
  return self;
}

void
rh_multipart_free (RhMultipart *self)
{
  g_free (self->boundary);
  g_ptr_array_unref (self->pieces);
  rh_text_unref (self->text);
  g_free (self);
}

const char *
rh_multipart_get_boundary (const RhMultipart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->boundary;
}

static void
append (RhMultipart *self, const char *text)
{
  rh_text_append (self->text, text, -1);
}

static gboolean
check_media_type (const RhText *media_type, GError **error)
{
  gsize length;
  const char *text = rh_text_peek (media_type, &length);

  if (rh_header_value_is_valid (text, (gssize) length))
    return TRUE;

  g_set_error_literal (
      error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER,
      "Content-Type of a part: it holds a line break or another control character");
  return FALSE;
}

static void
begin_part (RhMultipart *self,
            const RhText *name,
            const RhText *file_name,
            const RhText *media_type)
{
  append (self, "--");
  append (self, self->boundary);
  append (self, "\r\nContent-Disposition: form-data; name=\"");
  rh_text_append_text (self->text, name);
  append (self, "\"");
  if (file_name != NULL)
    {
      append (self, "; filename=\"");
      rh_text_append_text (self->text, file_name);
      append (self, "\"");
    }
  if (*rh_text_peek (media_type, NULL) != '\0')
    {
      append (self, "\r\nContent-Type: ");
      rh_text_append_text (self->text, media_type);
    }
  append (self, "\r\n\r\n");
}

gboolean
rh_multipart_add_text (RhMultipart *self,
                       const RhText *name,
                       const RhText *value,
                       const RhText *media_type,
                       GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!check_media_type (media_type, error))
    return FALSE;

  begin_part (self, name, NULL, media_type);
  rh_text_append_text (self->text, value);
  append (self, "\r\n");
  return TRUE;
}

static void
end_piece (RhMultipart *self)
{
  g_ptr_array_add (self->pieces, rh_body_new_text (self->text, NULL));
  rh_text_unref (self->text);
  self->text = rh_text_new ("");
}

gboolean
rh_multipart_add_file (RhMultipart *self,
                       const RhText *name,
                       const RhText *file_name,
                       GFile *file,
                       const RhText *media_type,
                       GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (!check_media_type (media_type, error))
    return FALSE;

  begin_part (self, name, file_name, media_type);
  end_piece (self);
  g_ptr_array_add (self->pieces, rh_body_new_file (file, NULL));
  append (self, "\r\n");
  return TRUE;
}

RhBody *
rh_multipart_end (RhMultipart *self)
{
  g_autofree char *media_type = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  media_type = g_strconcat ("multipart/form-data; boundary=", self->boundary, NULL);
  append (self, "--");
  append (self, self->boundary);
  append (self, "--\r\n");
  if (self->pieces->len == 0)
    return rh_body_new_text (self->text, media_type);

  end_piece (self);
  return rh_body_new_pieces (self->pieces, media_type);
}
