/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps are pairs of copies of the request, and only that in which the two differ is put back. */
#define G_LOG_DOMAIN "rh-request-undo"

#include "config.h"

#include "request/rh-request-undo.h"

#include "common/rh-properties.h"
#include "request/rh-field-model.h"
#include "request/rh-request-edit.h"

/* The request as it was. Its body is kept apart, shared by all that have the same. */
typedef struct
{
  RhRequestItem *item;
  char *body; /* a GRefString */
} State;

typedef struct
{
  State *before;
  State *after;
} Step;

struct _RhRequestUndo
{
  GObject parent_instance;

  /* Owned */
  RhRequestItem *item;
  State *last;
  GQueue undo; /* of Step, the last one first */
  GQueue redo;
  RhRequestEdit edit; /* what made the last step, if that was typing */

  /* Plain */
  guint idle;
  gboolean restoring;
};

G_DEFINE_FINAL_TYPE (RhRequestUndo, rh_request_undo, G_TYPE_OBJECT)

static State *
state_take (RhRequestItem *item, const State *last)
{
  State *self = g_rc_box_new0 (State);
  const char *body = rh_request_item_get_body_text (item);

  self->body = last != NULL && g_str_equal (last->body, body) ? g_ref_string_acquire (last->body)
                                                              : g_ref_string_new (body);
  self->item = rh_request_item_copy (item);
  g_object_set (self->item, "body-text", "", NULL);
  return self;
}

static void
state_clear (gpointer data)
{
  State *self = data;

  g_ref_string_release (self->body);
  g_object_unref (self->item);
}

static void
state_unref (State *self)
{
  g_rc_box_release_full (self, state_clear);
}

static void
step_free (gpointer data)
{
  Step *self = data;

  state_unref (self->before);
  state_unref (self->after);
  g_free (self);
}

static void
push (RhRequestUndo *self, State *now)
{
  Step *step = g_new (Step, 1);

  step->before = g_rc_box_acquire (self->last);
  step->after = g_rc_box_acquire (now);
  g_queue_push_head (&self->undo, step);
  if (g_queue_get_length (&self->undo) > RH_REQUEST_UNDO_MAX_STEPS)
    step_free (g_queue_pop_tail (&self->undo));
}

/* @now becomes part of the last step. */
static void
extend (RhRequestUndo *self, State *now)
{
  Step *step = g_queue_peek_head (&self->undo);

  state_unref (step->after);
  step->after = g_rc_box_acquire (now);
}

static void
set_last (RhRequestUndo *self, State *now)
{
  state_unref (self->last);
  self->last = now;
}

/* Notes what has changed since the last time. */
static void
note (RhRequestUndo *self)
{
  State *now = state_take (self->item, self->last);
  RhRequestEdit edit = { 0 };

  g_clear_handle_id (&self->idle, g_source_remove);
  if (rh_request_edit_same (self->last->item, now->item))
    {
      /* Nothing, or the body only. */
      set_last (self, now);
      return;
    }

  if (g_str_equal (self->last->body, now->body))
    rh_request_edit_find (self->last->item, now->item, &edit);
  if (!g_queue_is_empty (&self->undo) && rh_request_edit_continues (&edit, &self->edit))
    extend (self, now);
  else
    push (self, now);
  g_queue_clear_full (&self->redo, step_free);
  rh_request_edit_clear (&self->edit);
  self->edit = edit;
  set_last (self, now);
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

/* The body may have been typed in since: what is there now comes back with the other direction. */
static gboolean
restore (RhRequestUndo *self, GQueue *from, GQueue *to, gboolean back)
{
  Step *step;
  State *wanted;

  if (self->idle != 0)
    note (self);
  step = g_queue_pop_head (from);
  if (step == NULL)
    return FALSE;

  wanted = back ? step->before : step->after;
  self->restoring = TRUE;
  rh_request_edit_restore (self->item, wanted->item, (back ? step->after : step->before)->item);
  if (!g_str_equal (step->before->body, step->after->body))
    g_object_set (self->item, "body-text", wanted->body, NULL);
  self->restoring = FALSE;

  if (!g_str_equal (step->before->body, step->after->body))
    {
      State **place = back ? &step->after : &step->before;

      state_unref (*place);
      *place = g_rc_box_acquire (self->last);
    }
  g_queue_push_head (to, step);
  set_last (self, state_take (self->item, self->last));
  rh_request_edit_clear (&self->edit);
  return TRUE;
}

static void
rh_request_undo_dispose (GObject *object)
{
  RhRequestUndo *self = RH_REQUEST_UNDO (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_queue_clear_full (&self->undo, step_free);
  g_queue_clear_full (&self->redo, step_free);
  g_clear_pointer (&self->last, state_unref);
  rh_request_edit_clear (&self->edit);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_request_undo_parent_class)->dispose (object);
}

static void
rh_request_undo_class_init (RhRequestUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_request_undo_dispose;
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
  self->last = state_take (item, NULL);
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
