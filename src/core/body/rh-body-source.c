/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body as UTF-8. Without a mark and a word from the header UTF-8 is a guess: it holds until a
 * byte says otherwise, and then the whole is windows-1252. */
#define G_LOG_DOMAIN "rh-body-source"

#include "config.h"

#include "body/rh-body-source.h"

#include "body/rh-body-scratch.h"
#include "text/rh-charset.h"
#include "text/rh-utf8.h"

#define CHUNK (128 * 1024)
#define LONGEST_MARK 4

struct _RhBodySource
{
  RhSpool *spool;
  RhSpool *text; /* the same, or the decoder's */
  RhCharsetDecoder *decoder;
  char *header;
  char *charset;
  gboolean fixed;
  gboolean begun;
  gboolean guessed;
  gboolean final;
  guint64 start;
  guint64 taken;
  guint64 checked; /* of the text */
  RhUtf8 utf8;
};

RhBodySource *
rh_body_source_new (RhSpool *spool, const char *charset, gboolean fixed)
{
  RhBodySource *self = g_new0 (RhBodySource, 1);

  self->spool = g_object_ref (spool);
  self->text = g_object_ref (spool);
  self->header = rh_charset_from_name (charset);
  self->charset = g_strdup (RH_CHARSET_UTF8);
  self->fixed = fixed;

  return self;
}

void
rh_body_source_free (RhBodySource *self)
{
  g_object_unref (self->spool);
  g_object_unref (self->text);
  g_clear_pointer (&self->decoder, rh_charset_decoder_free);
  g_free (self->header);
  g_free (self->charset);
  g_free (self);
}

/* @start: after a mark. */
static void
decode_from (RhBodySource *self, const char *charset, guint64 start)
{
  g_free (self->charset);
  self->charset = g_strdup (charset);
  self->start = start;
  self->taken = start;
  self->final = FALSE;
  if (g_str_equal (charset, RH_CHARSET_UTF8))
    return;

  self->decoder = rh_charset_decoder_new (charset);
  self->start = 0;
  g_object_unref (self->text);
  self->text = rh_body_scratch_new ();
}

static gboolean
begin (RhBodySource *self, gboolean final)
{
  char bytes[LONGEST_MARK];
  gsize length = rh_spool_read (self->spool, 0, bytes, sizeof bytes);
  gsize n_mark;
  const char *mark;

  if (length < sizeof bytes && !final)
    return FALSE;

  mark = rh_charset_from_mark (bytes, length, &n_mark);
  if (mark != NULL)
    decode_from (self, mark, n_mark);
  else if (self->header != NULL && !self->fixed)
    decode_from (self, self->header, 0);
  else
    self->guessed = !self->fixed;
  self->checked = self->start;
  self->begun = TRUE;

  return TRUE;
}

static void
decode_some (RhBodySource *self, gboolean final)
{
  g_autofree char *bytes = g_malloc (CHUNK);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize length = rh_spool_read (self->spool, (goffset) self->taken, bytes, CHUNK);
  gboolean last = final && length < CHUNK;

  self->taken += rh_charset_decoder_decode (self->decoder, bytes, length, last, text);
  if (!rh_spool_write (self->text, text->str, text->len, &error))
    {
      g_message ("Only a part of the body can be shown: %s", error->message);
      last = TRUE;
    }
  if (last)
    rh_spool_close (self->text);
  self->final = last;
}

gboolean
rh_body_source_pull (RhBodySource *self, gboolean final)
{
  if (!self->begun && !begin (self, final))
    return FALSE;

  if (self->decoder == NULL)
    {
      self->taken = (guint64) rh_spool_get_size (self->spool);
      self->final = final;
    }
  else if (!self->final)
    decode_some (self, final);

  return TRUE;
}

gboolean
rh_body_source_is_final (RhBodySource *self)
{
  return self->final;
}

guint64
rh_body_source_get_taken (RhBodySource *self)
{
  return self->taken;
}

RhSpool *
rh_body_source_get_text (RhBodySource *self)
{
  return self->text;
}

guint64
rh_body_source_get_start (RhBodySource *self)
{
  return self->start;
}

const char *
rh_body_source_get_charset (RhBodySource *self)
{
  return self->charset;
}

gboolean
rh_body_source_check (RhBodySource *self, guint64 offset, const char *bytes, gsize length)
{
  gsize done = (gsize) MIN (self->checked - offset, length);

  if (!self->guessed)
    return TRUE;

  self->checked = offset + length;
  if (rh_utf8_check (&self->utf8, bytes + done, length - done)
      && !(self->final && self->utf8.n_more > 0
           && self->checked == (guint64) rh_spool_get_size (self->text)))
    return TRUE;

  self->guessed = FALSE;
  decode_from (self, RH_CHARSET_WINDOWS, 0);

  return FALSE;
}
