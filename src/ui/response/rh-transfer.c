/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a response has come that is still arriving. The spool tells of every turn of the main
 * loop; numbers that change so fast cannot be read, and each costs a layout. */
#define G_LOG_DOMAIN "rh-transfer"

#include "config.h"

#include "response/rh-transfer.h"

#include "response/rh-format.h"

#include <string.h>

/* Milliseconds. */
#define INTERVAL 250
/* Microseconds that a rate is measured over, at least. */
#define RATE_MIN (G_USEC_PER_SEC / 2)

struct _RhTransfer
{
  GObject parent_instance;

  /* Owned */
  RhExchange *exchange;
  guint timer;

  /* Plain */
  RhRate rate;
  gboolean shown;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTransfer, rh_transfer, G_TYPE_OBJECT)

void
rh_rate_add (RhRate *self, gint64 time, goffset size)
{
  if (self->n_samples == G_N_ELEMENTS (self->samples))
    {
      memmove (self->samples, self->samples + 1, sizeof self->samples - sizeof self->samples[0]);
      self->n_samples--;
    }
  self->samples[self->n_samples].time = time;
  self->samples[self->n_samples].size = size;
  self->n_samples++;
}

gint64
rh_rate_get (const RhRate *self)
{
  guint last = self->n_samples - 1;
  gint64 span = self->n_samples == 0 ? 0 : self->samples[last].time - self->samples[0].time;

  if (span < RATE_MIN)
    return -1;
  return (gint64) ((double) (self->samples[last].size - self->samples[0].size) * G_USEC_PER_SEC
                   / (double) span);
}

static goffset
get_size (RhTransfer *self)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);

  return spool != NULL ? rh_spool_get_size (spool) : 0;
}

/* What the head announced, -1 if nothing: bytes as they are transferred. */
static goffset
get_announced (RhTransfer *self)
{
  RhHop *hop = rh_exchange_get_last_hop (self->exchange);
  const char *length
      = hop != NULL ? rh_headers_get (rh_hop_get_headers (hop), "Content-Length") : NULL;
  guint64 announced;

  if (length == NULL || !g_ascii_string_to_unsigned (length, 10, 1, G_MAXINT64, &announced, NULL))
    return -1;
  return (goffset) announced;
}

static gboolean
is_packed (RhTransfer *self)
{
  RhHop *hop = rh_exchange_get_last_hop (self->exchange);

  return hop != NULL && rh_headers_get (rh_hop_get_headers (hop), "Content-Encoding") != NULL;
}

static gboolean
timer_cb (gpointer user_data)
{
  RhTransfer *self = user_data;

  self->timer = 0;
  self->shown = TRUE;
  rh_rate_add (&self->rate, g_get_monotonic_time (), get_size (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
grown_cb (RhTransfer *self)
{
  if (self->timer == 0 && rh_transfer_is_running (self))
    self->timer = g_timeout_add (INTERVAL, timer_cb, self);
}

static void
state_cb (RhTransfer *self)
{
  if (rh_transfer_is_running (self))
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rh_transfer_dispose (GObject *object)
{
  RhTransfer *self = RH_TRANSFER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->exchange);

  G_OBJECT_CLASS (rh_transfer_parent_class)->dispose (object);
}

static void
rh_transfer_class_init (RhTransferClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_transfer_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_transfer_init (RhTransfer *self)
{
}

RhTransfer *
rh_transfer_new (RhExchange *exchange)
{
  RhTransfer *self;
  RhSpool *spool;

  g_return_val_if_fail (RH_IS_EXCHANGE (exchange), NULL);

  self = g_object_new (RH_TYPE_TRANSFER, NULL);
  self->exchange = g_object_ref (exchange);
  if (!rh_transfer_is_running (self))
    return self;

  spool = rh_exchange_get_spool (exchange);
  rh_rate_add (&self->rate, g_get_monotonic_time (), get_size (self));
  g_signal_connect_object (exchange, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  if (spool != NULL)
    g_signal_connect_object (spool, "notify::size", G_CALLBACK (grown_cb), self, G_CONNECT_SWAPPED);
  return self;
}

RhExchange *
rh_transfer_get_exchange (RhTransfer *self)
{
  g_return_val_if_fail (RH_IS_TRANSFER (self), NULL);

  return self->exchange;
}

gboolean
rh_transfer_is_running (RhTransfer *self)
{
  g_return_val_if_fail (RH_IS_TRANSFER (self), FALSE);

  return rh_exchange_get_state (self->exchange) == RH_EXCHANGE_STATE_RECEIVING;
}

gboolean
rh_transfer_was_shown (RhTransfer *self)
{
  g_return_val_if_fail (RH_IS_TRANSFER (self), FALSE);

  return self->shown;
}

double
rh_transfer_get_fraction (RhTransfer *self)
{
  goffset announced;
  goffset came;

  g_return_val_if_fail (RH_IS_TRANSFER (self), -1);

  announced = get_announced (self);
  if (announced <= 0)
    return -1;
  came = is_packed (self) ? rh_hop_get_wire_size (rh_exchange_get_last_hop (self->exchange))
                          : get_size (self);
  return MIN ((double) came / (double) announced, 1);
}

char *
rh_transfer_dup_words (RhTransfer *self)
{
  g_return_val_if_fail (RH_IS_TRANSFER (self), NULL);

  /* How much it will be unpacked is not known before. */
  return rh_format_progress (get_size (self), is_packed (self) ? -1 : get_announced (self),
                             rh_rate_get (&self->rate));
}
