/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stack of bits: one a level of nesting. Inline, since it is pushed and popped some hundred
 * million times a second. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 *words;
  gsize n_words;
  gsize depth;
} RhBitStack;

static inline void
rh_bit_stack_clear (RhBitStack *self)
{
  g_clear_pointer (&self->words, g_free);
  self->n_words = 0;
  self->depth = 0;
}

static inline void
rh_bit_stack_push (RhBitStack *self, gboolean bit)
{
  gsize word = self->depth / 64;
  guint64 mask = G_GUINT64_CONSTANT (1) << (self->depth % 64);

  if (G_UNLIKELY (word == self->n_words))
    {
      self->n_words = MAX (self->n_words * 2, 4);
      self->words = g_renew (guint64, self->words, self->n_words);
    }
  if (bit)
    self->words[word] |= mask;
  else
    self->words[word] &= ~mask;
  self->depth++;
}

/* FALSE when it is empty. */
static inline gboolean
rh_bit_stack_peek (const RhBitStack *self)
{
  gsize at = self->depth - 1;

  return self->depth > 0 && (self->words[at / 64] >> (at % 64) & 1) != 0;
}

static inline void
rh_bit_stack_pop (RhBitStack *self)
{
  self->depth--;
}

/* The innermost 64, the innermost in bit 0. */
static inline guint64
rh_bit_stack_get_top (const RhBitStack *self)
{
  guint64 top = 0;

  for (gsize i = 0; i < MIN (self->depth, 64); i++)
    {
      gsize at = self->depth - 1 - i;

      top |= (self->words[at / 64] >> (at % 64) & 1) << i;
    }

  return top;
}

/* The other way round: a stack of these. */
static inline void
rh_bit_stack_set_top (RhBitStack *self, guint64 top, gsize n)
{
  self->depth = 0;
  for (gsize i = MIN (n, 64); i > 0; i--)
    rh_bit_stack_push (self, (top >> (i - 1) & 1) != 0);
}

G_END_DECLS
