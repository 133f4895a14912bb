/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a response has come that is still arriving: size and rate, a few times a second, however
 * often bytes arrive. */
#pragma once

#include "http/rh-exchange.h"

G_BEGIN_DECLS

/* Bytes a second over the last seconds. Pure: the time is the caller's, in microseconds. */
typedef struct
{
  struct
  {
    gint64 time;
    goffset size;
  } samples[8];
  guint n_samples;
} RhRate;

void rh_rate_add (RhRate *self, gint64 time, goffset size);
/* -1: too early to say. */
gint64 rh_rate_get (const RhRate *self);

#define RH_TYPE_TRANSFER (rh_transfer_get_type ())
G_DECLARE_FINAL_TYPE (RhTransfer, rh_transfer, RH, TRANSFER, GObject)

/* Signal "changed": there is something new to be shown, or it has ended. */
RhTransfer *rh_transfer_new (RhExchange *exchange);
RhExchange *rh_transfer_get_exchange (RhTransfer *self);
gboolean rh_transfer_is_running (RhTransfer *self);
/* It took so long that somebody saw it. */
gboolean rh_transfer_was_shown (RhTransfer *self);
/* 0 to 1; -1: the length is not known. */
double rh_transfer_get_fraction (RhTransfer *self);
/* "3.1 MB of 10 MB, 1.2 MB/s". */
char *rh_transfer_dup_words (RhTransfer *self);

G_END_DECLS
