/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request as sent, with all its hops, and its response. Watched by the response view. */
#define G_LOG_DOMAIN "rh-exchange"

#include "config.h"

#include "http/rh-exchange.h"

#include <string.h>

struct _RhExchange
{
  GObject parent_instance;

  RhRequest *request;
  GListStore *hops; /* of RhHop */
  RhSpool *spool;
  GError *error;
  GListModel *results; /* NULL: none */

  RhExchangeState state;
  gint64 started;           /* real time */
  gint64 started_monotonic; /* the clock may be set while it runs */
  gint64 duration;          /* -1: still running */
  RhSleepClock sleep_clock;
  gint64 slept_before; /* by that clock, when it began */
  gint64 slept;        /* meanwhile, microseconds; of one that has ended */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_SPOOL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (RhExchangeState,
                    rh_exchange_state,
                    G_DEFINE_ENUM_VALUE (RH_EXCHANGE_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (RH_EXCHANGE_STATE_RECEIVING, "receiving"),
                    G_DEFINE_ENUM_VALUE (RH_EXCHANGE_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (RH_EXCHANGE_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (RH_EXCHANGE_STATE_CANCELLED, "cancelled"))

G_DEFINE_FINAL_TYPE (RhExchange, rh_exchange, G_TYPE_OBJECT)

static gboolean
is_running (RhExchange *self)
{
  return self->state == RH_EXCHANGE_STATE_WAITING || self->state == RH_EXCHANGE_STATE_RECEIVING;
}

static void
set_state (RhExchange *self, RhExchangeState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
rh_exchange_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhExchange *self = RH_EXCHANGE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;

    case PROP_SPOOL:
      g_value_set_object (value, self->spool);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_exchange_dispose (GObject *object)
{
  RhExchange *self = RH_EXCHANGE (object);

  g_clear_object (&self->request);
  g_clear_object (&self->hops);
  g_clear_object (&self->spool);
  g_clear_error (&self->error);
  g_clear_object (&self->results);

  G_OBJECT_CLASS (rh_exchange_parent_class)->dispose (object);
}

static void
rh_exchange_class_init (RhExchangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_exchange_get_property;
  object_class->dispose = rh_exchange_dispose;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, RH_TYPE_EXCHANGE_STATE, RH_EXCHANGE_STATE_WAITING,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPOOL] = g_param_spec_object ("spool", NULL, NULL, RH_TYPE_SPOOL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_exchange_init (RhExchange *self)
{
  self->hops = g_list_store_new (RH_TYPE_HOP);
  self->started = g_get_real_time ();
  self->started_monotonic = g_get_monotonic_time ();
  self->duration = -1;
  rh_exchange_set_sleep_clock (self, rh_sleep_get_total);
}

RhExchange *
rh_exchange_new (RhRequest *request)
{
  RhExchange *self;

  g_return_val_if_fail (RH_IS_REQUEST (request), NULL);

  self = g_object_new (RH_TYPE_EXCHANGE, NULL);
  self->request = g_object_ref (request);

  return self;
}

RhExchange *
rh_exchange_new_kept (RhRequest *request, gint64 started, gint64 duration)
{
  RhExchange *self = rh_exchange_new (request);

  self->started = started;
  self->duration = MAX (duration, 0);

  return self;
}

RhExchangeState
rh_exchange_get_state (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), RH_EXCHANGE_STATE_FAILED);

  return self->state;
}

RhRequest *
rh_exchange_get_request (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  return self->request;
}

GListModel *
rh_exchange_get_hops (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  return G_LIST_MODEL (self->hops);
}

/* Borrowed: the list keeps it. */
RhHop *
rh_exchange_get_last_hop (RhExchange *self)
{
  g_autoptr (RhHop) hop = NULL;
  guint length;

  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  length = g_list_model_get_n_items (G_LIST_MODEL (self->hops));
  if (length == 0)
    return NULL;

  hop = g_list_model_get_item (G_LIST_MODEL (self->hops), length - 1);

  return hop;
}

RhSpool *
rh_exchange_get_spool (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  return self->spool;
}

const GError *
rh_exchange_get_error (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  return self->error;
}

gint64
rh_exchange_get_started (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), 0);

  return self->started;
}

gint64
rh_exchange_get_duration (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), 0);

  if (self->duration >= 0)
    return self->duration;

  return g_get_monotonic_time () - self->started_monotonic;
}

static gint64
get_slept (RhExchange *self)
{
  return self->sleep_clock () - self->slept_before;
}

gint64
rh_exchange_get_slept (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), 0);

  return (is_running (self) ? get_slept (self) : self->slept) / G_USEC_PER_SEC;
}

void
rh_exchange_set_sleep_clock (RhExchange *self, RhSleepClock clock)
{
  g_return_if_fail (RH_IS_EXCHANGE (self));
  g_return_if_fail (clock != NULL);

  self->sleep_clock = clock;
  self->slept_before = clock ();
}

char *
rh_exchange_dup_media_type (RhExchange *self)
{
  RhHop *hop;

  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  hop = rh_exchange_get_last_hop (self);

  return hop == NULL ? g_strdup ("") : rh_headers_dup_media_type (rh_hop_get_headers (hop));
}

void
rh_exchange_add_hop (RhExchange *self, RhHop *hop)
{
  g_return_if_fail (RH_IS_EXCHANGE (self));
  g_return_if_fail (RH_IS_HOP (hop));
  g_return_if_fail (is_running (self));

  g_list_store_append (self->hops, hop);
}

void
rh_exchange_set_receiving (RhExchange *self, RhSpool *spool)
{
  g_return_if_fail (RH_IS_EXCHANGE (self));
  g_return_if_fail (RH_IS_SPOOL (spool));
  g_return_if_fail (self->state == RH_EXCHANGE_STATE_WAITING);

  g_set_object (&self->spool, spool);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPOOL]);
  set_state (self, RH_EXCHANGE_STATE_RECEIVING);
}

void
rh_exchange_reopen (RhExchange *self)
{
  g_return_if_fail (RH_IS_EXCHANGE (self));
  g_return_if_fail (self->state == RH_EXCHANGE_STATE_DONE);

  self->duration = -1;
  set_state (self, RH_EXCHANGE_STATE_WAITING);
  g_clear_object (&self->spool);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPOOL]);
}

void
rh_exchange_finish (RhExchange *self, const GError *error)
{
  g_return_if_fail (RH_IS_EXCHANGE (self));
  g_return_if_fail (is_running (self));

  if (self->duration < 0)
    {
      self->duration = g_get_monotonic_time () - self->started_monotonic;
      self->slept = get_slept (self);
    }
  if (error != NULL)
    self->error = g_error_copy (error);

  if (error == NULL)
    set_state (self, RH_EXCHANGE_STATE_DONE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_state (self, RH_EXCHANGE_STATE_CANCELLED);
  else
    set_state (self, RH_EXCHANGE_STATE_FAILED);
}

GListModel *
rh_exchange_get_results (RhExchange *self)
{
  g_return_val_if_fail (RH_IS_EXCHANGE (self), NULL);

  return self->results;
}

void
rh_exchange_set_results (RhExchange *self, GListModel *results)
{
  g_return_if_fail (RH_IS_EXCHANGE (self));

  g_set_object (&self->results, results);
}
