/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps are pairs of copies of the request, and only that in which the two differ is put back. The
 * body, which can be large, is in none of them: a step has the piece of it that was changed. */
#define G_LOG_DOMAIN "rh-request-undo"

#include "config.h"

#include "request/rh-request-undo.h"

#include "request/rh-request-edit.h"

#include <string.h>

#define BODY "body-text"

/* One that changed nothing but the body has one state. */
typedef struct
{
  RhRequestItem *before; /* without body and examples */
  RhRequestItem *after;
  RhTextEdit *body; /* NULL: it stayed as it was */
} Step;

struct _RhRequestUndo
{
  GObject parent_instance;

  /* Owned */
  RhRequestItem *item;
  RhRequestItem *last; /* as @item was, without body and examples */
  char *body;          /* as it was */
  GQueue undo;         /* of Step, the last one first */
  GQueue redo;
  RhRequestEdit edit; /* what made the last step, if that was typing */

  /* Plain */
  guint idle;
  gboolean restoring;
};

enum
{
  RESTORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhRequestUndo, rh_request_undo, G_TYPE_OBJECT)

static void
step_free (gpointer data)
{
  Step *self = data;

  g_object_unref (self->before);
  g_object_unref (self->after);
  rh_text_edit_free (self->body);
  g_free (self);
}

static gsize
step_weigh (const Step *self)
{
  return self->body == NULL ? 0 : strlen (self->body->removed) + strlen (self->body->inserted);
}

/* The newest one stays, whatever it weighs. */
static void
drop_oldest (RhRequestUndo *self)
{
  gsize weight = 0;
  guint n = 0;

  for (GList *link = self->undo.head; link != NULL; link = link->next)
    {
      weight += step_weigh (link->data);
      if (n > 0 && (weight > RH_REQUEST_UNDO_MAX_BYTES || n == RH_REQUEST_UNDO_MAX_STEPS))
        break;
      n++;
    }
  while (g_queue_get_length (&self->undo) > n)
    step_free (g_queue_pop_tail (&self->undo));
}

/* Takes @body. */
static void
push (RhRequestUndo *self, RhRequestItem *now, RhTextEdit *body)
{
  Step *step = g_new (Step, 1);

  step->before = g_object_ref (self->last);
  step->after = g_object_ref (now);
  step->body = body;
  g_queue_push_head (&self->undo, step);
}

/* @now becomes part of the last step. FALSE: it does not go with it. */
static gboolean
extend (RhRequestUndo *self, RhRequestItem *now, const RhTextEdit *body)
{
  Step *step = g_queue_peek_head (&self->undo);

  if (step == NULL || (body != NULL && !rh_text_edit_join (step->body, body)))
    return FALSE;

  g_set_object (&step->after, now);
  return TRUE;
}

static void
set_last (RhRequestUndo *self, RhRequestItem *now, const char *body)
{
  g_set_object (&self->last, now);
  g_set_str (&self->body, body);
}

static void
take_last (RhRequestUndo *self)
{
  g_autoptr (RhRequestItem) now = rh_request_item_copy_outline (self->item);

  set_last (self, now, rh_request_item_get_body_text (self->item));
}

/* What was typed, if it was that. */
static void
find_edit (RhRequestUndo *self,
           RhRequestItem *now,
           gboolean same,
           const RhTextEdit *body,
           RhRequestEdit *edit)
{
  if (body == NULL)
    rh_request_edit_find (self->last, now, edit);
  else if (same)
    rh_request_edit_find_typed (edit, BODY, self->body, body);
}

/* Notes what has changed since the last time. */
static void
note (RhRequestUndo *self)
{
  g_autoptr (RhRequestItem) now = rh_request_item_copy_outline (self->item);
  const char *text = rh_request_item_get_body_text (self->item);
  g_autoptr (RhTextEdit) body = rh_text_edit_find (self->body, text);
  gboolean same = rh_request_edit_same (self->last, now);
  RhRequestEdit edit = { 0 };

  g_clear_handle_id (&self->idle, g_source_remove);
  if (same && body == NULL)
    return;
  if (same)
    g_set_object (&now, self->last);

  find_edit (self, now, same, body, &edit);
  if (!rh_request_edit_continues (&edit, &self->edit) || !extend (self, now, body))
    push (self, now, g_steal_pointer (&body));
  drop_oldest (self);
  g_queue_clear_full (&self->redo, step_free);
  rh_request_edit_clear (&self->edit);
  self->edit = edit;
  set_last (self, now, text);
}

static gboolean
idle_cb (gpointer user_data)
{
  RhRequestUndo *self = user_data;

  self->idle = 0;
  note (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RhRequestUndo *self)
{
  if (!self->restoring && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, idle_cb, self, NULL);
}

static void
tell (RhRequestUndo *self, const Step *step, gboolean back)
{
  guint cursor = 0;
  g_autofree char *place = rh_request_edit_dup_place (back ? step->after : step->before,
                                                      back ? step->before : step->after, &cursor);

  if (place == NULL && step->body != NULL)
    place = g_strdup (BODY);
  if (place != NULL)
    g_signal_emit (self, signals[RESTORED], 0, place, cursor);
}

static gboolean
restore (RhRequestUndo *self, GQueue *from, GQueue *to, gboolean back)
{
  Step *step;

  note (self);
  step = g_queue_pop_head (from);
  if (step == NULL)
    return FALSE;

  self->restoring = TRUE;
  rh_request_edit_restore (self->item, back ? step->before : step->after,
                           back ? step->after : step->before);
  if (step->body != NULL)
    {
      g_autofree char *text = rh_text_edit_apply (step->body, self->body, back);

      g_object_set (self->item, "body-text", text, NULL);
    }
  self->restoring = FALSE;

  g_queue_push_head (to, step);
  take_last (self);
  rh_request_edit_clear (&self->edit);
  tell (self, step, back);
  return TRUE;
}

static void
rh_request_undo_dispose (GObject *object)
{
  RhRequestUndo *self = RH_REQUEST_UNDO (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_queue_clear_full (&self->undo, step_free);
  g_queue_clear_full (&self->redo, step_free);
  g_clear_object (&self->last);
  g_clear_pointer (&self->body, g_free);
  rh_request_edit_clear (&self->edit);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_request_undo_parent_class)->dispose (object);
}

static void
rh_request_undo_class_init (RhRequestUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_request_undo_dispose;

  signals[RESTORED] = g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
rh_request_undo_init (RhRequestUndo *self)
{
  g_queue_init (&self->undo);
  g_queue_init (&self->redo);
}

RhRequestUndo *
rh_request_undo_new (RhRequestItem *item)
{
  RhRequestUndo *self = g_object_new (RH_TYPE_REQUEST_UNDO, NULL);

  self->item = g_object_ref (item);
  take_last (self);
  g_signal_connect_object (item, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
rh_request_undo_undo (RhRequestUndo *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_UNDO (self), FALSE);

  return restore (self, &self->undo, &self->redo, TRUE);
}

gboolean
rh_request_undo_redo (RhRequestUndo *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_UNDO (self), FALSE);

  return restore (self, &self->redo, &self->undo, FALSE);
}
