/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response that is kept with its request. */
#define G_LOG_DOMAIN "rh-example"

#include "config.h"

#include "collection/rh-example.h"

#include <string.h>

struct _RhExample
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *saved_name;
  char *method;
  char *url;
  char *reason;
  char *body; /* NULL: none */
  RhHeaders *headers;

  /* plain */
  guint status;
};

enum
{
  PROP_NAME = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhExample, rh_example, G_TYPE_OBJECT)

static void
rh_example_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhExample *self = RH_EXAMPLE (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_example_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhExample *self = RH_EXAMPLE (object);

  switch (prop_id)
    {
    case PROP_NAME:
      if (g_set_str (&self->name, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_example_finalize (GObject *object)
{
  RhExample *self = RH_EXAMPLE (object);

  g_free (self->name);
  g_free (self->saved_name);
  g_free (self->method);
  g_free (self->url);
  g_free (self->reason);
  g_free (self->body);
  rh_headers_unref (self->headers);

  G_OBJECT_CLASS (rh_example_parent_class)->finalize (object);
}

static void
rh_example_class_init (RhExampleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rh_example_finalize;
  object_class->get_property = rh_example_get_property;
  object_class->set_property = rh_example_set_property;

  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_example_init (RhExample *self)
{
  self->name = g_strdup ("");
  self->method = g_strdup ("");
  self->url = g_strdup ("");
  self->reason = g_strdup ("");
  self->headers = rh_headers_new ();
}

RhExample *
rh_example_new (const char *name)
{
  RhExample *self = g_object_new (RH_TYPE_EXAMPLE, "name", name, NULL);

  rh_example_settle (self);
  return self;
}

RhExample *
rh_example_copy (RhExample *self)
{
  RhExample *copy;

  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  copy = rh_example_new (self->name);
  g_set_str (&copy->saved_name, self->saved_name);
  rh_example_set_request (copy, self->method, self->url);
  rh_example_set_response (copy, self->status, self->reason, self->headers, self->body);
  return copy;
}

const char *
rh_example_get_name (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->name;
}

const char *
rh_example_get_saved_name (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->saved_name;
}

void
rh_example_settle (RhExample *self)
{
  g_return_if_fail (RH_IS_EXAMPLE (self));

  g_set_str (&self->saved_name, self->name);
}

void
rh_example_set_request (RhExample *self, const char *method, const char *url)
{
  g_return_if_fail (RH_IS_EXAMPLE (self));

  g_set_str (&self->method, method);
  g_set_str (&self->url, url);
}

const char *
rh_example_get_method (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->method;
}

const char *
rh_example_get_url (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->url;
}

void
rh_example_set_response (RhExample *self,
                         guint status,
                         const char *reason,
                         RhHeaders *headers,
                         const char *body)
{
  g_return_if_fail (RH_IS_EXAMPLE (self));
  g_return_if_fail (headers != NULL);

  self->status = status;
  g_set_str (&self->reason, reason != NULL ? reason : "");
  g_set_str (&self->body, body);
  rh_headers_ref (headers);
  rh_headers_unref (self->headers);
  self->headers = headers;
}

guint
rh_example_get_status (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), 0);

  return self->status;
}

const char *
rh_example_get_reason (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->reason;
}

RhHeaders *
rh_example_get_headers (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->headers;
}

const char *
rh_example_get_body (RhExample *self)
{
  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  return self->body;
}

RhExchange *
rh_example_dup_exchange (RhExample *self)
{
  g_autoptr (RhText) url = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhHop) hop = NULL;
  g_autoptr (RhSpool) spool = NULL;
  RhExchange *exchange;

  g_return_val_if_fail (RH_IS_EXAMPLE (self), NULL);

  if (self->status == 0)
    return NULL;

  url = rh_text_new (self->url);
  request = rh_request_new (*self->method != '\0' ? self->method : "GET", url);
  hop = rh_hop_new (rh_request_get_method (request), url);
  exchange = rh_exchange_new_kept (request, 0, 0);
  rh_hop_set_response (hop, self->status, self->reason, NULL, self->headers);
  rh_exchange_add_hop (exchange, hop);
  if (self->body != NULL)
    {
      spool = rh_spool_new (G_MAXINT64, FALSE);
      rh_spool_write (spool, self->body, strlen (self->body), NULL);
      rh_spool_close (spool);
      rh_exchange_set_receiving (exchange, spool);
    }
  rh_exchange_finish (exchange, NULL);
  return exchange;
}
