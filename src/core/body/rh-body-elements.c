/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements of markup that have begun. Only so many levels are kept, in a ring: deeper down the
 * outermost are forgotten, and do not fold. An end is looked for among those that are kept, so that
 * ends without a beginning cost no more than that. */
#define G_LOG_DOMAIN "rh-body-elements"

#include "config.h"

#include "body/rh-body-elements.h"

/* FNV-1a. */
guint64
rh_body_elements_hash (const char *name, gsize length, gboolean ignore_case)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) (ignore_case ? g_ascii_tolower (name[i]) : name[i]);

      hash = (hash ^ c) * G_GUINT64_CONSTANT (1099511628211);
    }

  return hash;
}

static RhBodyLevel *
get_level (RhBodyElements *self, guint64 number)
{
  return &self->levels[number % RH_BODY_FOLD_DEPTH];
}

static void
begin_element (RhBodyElements *self, const RhBodyMark *mark, guint64 row, guint64 offset)
{
  *get_level (self, self->n) = (RhBodyLevel) { mark->name, row, offset, 0, mark->flat };
  self->n++;
  if (self->n - self->first > RH_BODY_FOLD_DEPTH)
    self->first++;
}

/* What one with a flat name ends without saying so: the same before it, and what that has begun. */
static void
end_flat (RhBodyElements *self, const RhBodyMark *mark)
{
  for (guint64 i = self->n; i > self->first && get_level (self, i - 1)->flat; i--)
    if (get_level (self, i - 1)->name == mark->name)
      {
        self->n = i - 1;
        return;
      }
}

static gboolean
end_element (RhBodyElements *self,
             const RhBodyMark *mark,
             guint64 row,
             RhBodyContainer *container,
             guint64 *start)
{
  for (guint64 i = self->n; i > self->first; i--)
    {
      const RhBodyLevel *level = get_level (self, i - 1);

      if (level->name == mark->name)
        {
          *container = (RhBodyContainer) { level->row, row, level->n_items };
          *start = level->start;
          self->n = i - 1;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
rh_body_elements_take (RhBodyElements *self,
                       const RhBodyMark *mark,
                       guint64 row,
                       guint64 offset,
                       RhBodyContainer *container,
                       guint64 *start)
{
  switch (mark->kind)
    {
    case RH_BODY_MARK_BEGINS:
    case RH_BODY_MARK_WHOLE:
      if (mark->flat)
        end_flat (self, mark);
      if (self->n > self->first)
        get_level (self, self->n - 1)->n_items++;
      if (mark->kind == RH_BODY_MARK_BEGINS)
        begin_element (self, mark, row, offset);
      return FALSE;

    case RH_BODY_MARK_EMPTY:
      self->n -= self->n > self->first ? 1 : 0;
      return FALSE;

    case RH_BODY_MARK_ENDS:
      return end_element (self, mark, row, container, start);

    case RH_BODY_MARK_NONE:
    default:
      return FALSE;
    }
}
