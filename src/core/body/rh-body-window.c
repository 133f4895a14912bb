/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look into a spool: the bytes around the last place that was asked for are kept, so that rows
 * side by side cost one read. Counts what it reads. */
#define G_LOG_DOMAIN "rh-body-window"

#include "config.h"

#include "body/rh-body-window.h"

/* Read at least; a screen of rows is some kilobytes. */
#define STEP 4096

struct _RhBodyWindow
{
  RhSpool *spool;
  guint64 offset;
  gsize length;
  gboolean last; /* nothing comes after it */
  guint64 work;
  char bytes[RH_BODY_WINDOW_SIZE];
};

RhBodyWindow *
rh_body_window_new (RhSpool *spool)
{
  RhBodyWindow *self = g_new0 (RhBodyWindow, 1);

  self->spool = g_object_ref (spool);

  return self;
}

void
rh_body_window_free (RhBodyWindow *self)
{
  g_object_unref (self->spool);
  g_free (self);
}

static gboolean
holds (RhBodyWindow *self, guint64 offset, gsize length)
{
  guint64 end = self->offset + self->length;

  return offset >= self->offset && (offset + length <= end || (self->last && offset <= end));
}

const char *
rh_body_window_peek (RhBodyWindow *self, guint64 offset, gsize wanted, gsize *length)
{
  wanted = MIN (wanted, sizeof self->bytes);
  if (!holds (self, offset, wanted))
    {
      /* Before reading: a spool that is complete does not grow. */
      gboolean complete = rh_spool_is_complete (self->spool);
      gsize step = MIN (MAX (2 * wanted, STEP), sizeof self->bytes);

      self->offset = offset;
      self->length = rh_spool_read (self->spool, (goffset) offset, self->bytes, step);
      self->last = complete && self->length < step;
      self->work += self->length;
    }
  *length = (gsize) MIN (wanted, self->offset + self->length - offset);

  return self->bytes + (offset - self->offset);
}

guint64
rh_body_window_align (RhBodyWindow *self, guint64 offset)
{
  gsize length;
  const char *bytes = rh_body_window_peek (self, offset, 4, &length);
  gsize i = 0;

  while (i < MIN (length, 3) && ((guint8) bytes[i] & 0xc0) == 0x80)
    i++;

  return offset + i;
}

guint64
rh_body_window_get_work (RhBodyWindow *self)
{
  return self->work;
}
