/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text with spans. The buffer grows by hand, because realloc() may leave the old bytes behind. */
#define G_LOG_DOMAIN "rh-text"

#include "config.h"

#include "text/rh-text.h"

#include <string.h>

#include "text/rh-secret.h"

struct _RhText
{
  gatomicrefcount ref_count;
  char *bytes; /* owned, ends with a NUL */
  gsize length;
  gsize allocated;
  GArray *spans; /* owned: RhSpan, in order, never overlapping */
  gboolean secret;
};

G_DEFINE_BOXED_TYPE (RhText, rh_text, rh_text_ref, rh_text_unref)

static void
span_clear (gpointer data)
{
  RhSpan *span = data;

  g_clear_pointer (&span->variable, g_free);
  g_clear_pointer (&span->origins, g_strfreev);
}

static void
release_bytes (RhText *self)
{
  if (self->secret)
    rh_wipe (self->bytes, self->length);
  g_free (self->bytes);
}

static void
reserve (RhText *self, gsize more)
{
  gsize needed = 0;
  char *grown = NULL;

  g_assert (more < G_MAXSIZE / 4 && self->length < G_MAXSIZE / 4);

  needed = self->length + more + 1;
  if (needed <= self->allocated)
    return;

  self->allocated = MAX (needed, self->allocated * 2);
  grown = g_malloc (self->allocated);
  memcpy (grown, self->bytes, self->length + 1);
  release_bytes (self);
  self->bytes = grown;
}

RhText *
rh_text_new (const char *plain)
{
  RhText *self = g_new0 (RhText, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_malloc0 (1);
  self->allocated = 1;
  self->spans = g_array_new (FALSE, FALSE, sizeof (RhSpan));
  g_array_set_clear_func (self->spans, span_clear);
  if (plain != NULL)
    rh_text_append (self, plain, -1);

  return self;
}

RhText *
rh_text_ref (RhText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_text_unref (RhText *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  release_bytes (self);
  g_array_unref (self->spans);
  g_free (self);
}

void
rh_text_append (RhText *self, const char *plain, gssize length)
{
  gsize n_bytes = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (plain != NULL);

  n_bytes = length < 0 ? strlen (plain) : (gsize) length;
  reserve (self, n_bytes);
  memcpy (self->bytes + self->length, plain, n_bytes);
  self->length += n_bytes;
  self->bytes[self->length] = '\0';
}

void
rh_text_append_value (RhText *self,
                      const char *value,
                      gssize length,
                      const char *variable,
                      RhSource source,
                      gboolean secret,
                      const char *const *origins)
{
  RhSpan span = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  span.start = self->length;
  rh_text_append (self, value, length);
  span.length = self->length - span.start;
  if (span.length == 0)
    return;

  span.variable = g_strdup (variable);
  span.source = source;
  span.secret = secret;
  span.origins = g_strdupv ((char **) origins);
  g_array_append_val (self->spans, span);
  self->secret = self->secret || secret;
}

static void
append_part (RhText *self, const RhText *other, gsize start, gsize length)
{
  gsize at = start;
  gsize end = start + length;

  for (guint i = 0; i < other->spans->len; i++)
    {
      const RhSpan *span = rh_text_nth_span (other, i);
      gsize from = MAX (span->start, start);
      gsize to = MIN (span->start + span->length, end);

      if (from >= to)
        continue;

      rh_text_append (self, other->bytes + at, (gssize) (from - at));
      rh_text_append_value (self, other->bytes + from, (gssize) (to - from), span->variable,
                            span->source, span->secret, (const char *const *) span->origins);
      at = to;
    }
  rh_text_append (self, other->bytes + at, (gssize) (end - at));
}

void
rh_text_append_text (RhText *self, const RhText *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);
  g_return_if_fail (self != other);

  append_part (self, other, 0, other->length);
}

const char *
rh_text_peek (const RhText *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  return self->bytes;
}

guint
rh_text_get_n_spans (const RhText *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->spans->len;
}

const RhSpan *
rh_text_nth_span (const RhText *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->spans->len, NULL);

  return &g_array_index (self->spans, RhSpan, index);
}

gboolean
rh_text_has_secret (const RhText *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->secret;
}

RhText *
rh_text_slice (const RhText *self, gsize start, gsize length)
{
  RhText *slice = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (start <= self->length, NULL);
  g_return_val_if_fail (length <= self->length - start, NULL);

  slice = rh_text_new (NULL);
  append_part (slice, self, start, length);

  return slice;
}

char *
rh_text_dup_masked (const RhText *self)
{
  GString *masked = NULL;
  gsize at = 0;

  g_return_val_if_fail (self != NULL, NULL);

  masked = g_string_new (NULL);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const RhSpan *span = rh_text_nth_span (self, i);
      g_autofree char *mask = NULL;

      if (!span->secret)
        continue;

      mask = rh_mask_bytes (self->bytes + span->start, span->length);
      g_string_append_len (masked, self->bytes + at, (gssize) (span->start - at));
      g_string_append (masked, mask);
      at = span->start + span->length;
    }
  g_string_append_len (masked, self->bytes + at, (gssize) (self->length - at));

  return g_string_free (masked, FALSE);
}
