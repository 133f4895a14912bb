/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request on the wire and its answer: a link in an exchange's chain. */
#define G_LOG_DOMAIN "rh-hop"

#include "config.h"

#include "http/rh-hop.h"

struct _RhHop
{
  GObject parent_instance;

  /* What was sent. */
  char *method;
  RhText *url;
  RhHeaders *sent_headers;
  goffset sent_body_size;
  goffset bytes_sent;

  /* What came. */
  guint status;
  char *reason;
  char *http_version;
  RhHeaders *headers;
  goffset wire_size;
  RhTiming timing;

  /* Whom it was spoken with. */
  char *remote_address;
  char *tls_protocol;
  char *tls_cipher;
  GTlsCertificate *certificate;
  GTlsCertificateFlags certificate_errors;

  GPtrArray *notes;  /* of char *, ends with NULL */
  GSource *progress; /* NULL: nobody has to be told */
};

enum
{
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhHop, rh_hop, G_TYPE_OBJECT)

static void
stop_progress (RhHop *self)
{
  if (self->progress != NULL)
    g_source_destroy (self->progress);
  g_clear_pointer (&self->progress, g_source_unref);
}

static gboolean
progress_cb (gpointer user_data)
{
  RhHop *self = user_data;

  stop_progress (self);
  g_signal_emit (self, signals[PROGRESS], 0);

  return G_SOURCE_REMOVE;
}

static void
rh_hop_finalize (GObject *object)
{
  RhHop *self = RH_HOP (object);

  stop_progress (self);

  g_free (self->method);
  g_clear_pointer (&self->url, rh_text_unref);
  g_clear_pointer (&self->sent_headers, rh_headers_unref);
  g_free (self->reason);
  g_free (self->http_version);
  g_clear_pointer (&self->headers, rh_headers_unref);
  g_free (self->remote_address);
  g_free (self->tls_protocol);
  g_free (self->tls_cipher);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->notes, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_hop_parent_class)->finalize (object);
}

static void
rh_hop_class_init (RhHopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_hop_finalize;

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_hop_init (RhHop *self)
{
  self->sent_headers = rh_headers_new ();
  self->headers = rh_headers_new ();
  self->notes = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->timing = (RhTiming) { -1, -1, -1, -1, -1, -1, FALSE };
}

RhHop *
rh_hop_new (const char *method, RhText *url)
{
  RhHop *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_object_new (RH_TYPE_HOP, NULL);
  self->method = g_strdup (method);
  self->url = rh_text_ref (url);

  return self;
}

const char *
rh_hop_get_method (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->method;
}

RhText *
rh_hop_get_url (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->url;
}

RhHeaders *
rh_hop_get_sent_headers (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->sent_headers;
}

goffset
rh_hop_get_sent_body_size (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), 0);

  return self->sent_body_size;
}

goffset
rh_hop_get_bytes_sent (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), 0);

  return self->bytes_sent;
}

guint
rh_hop_get_status (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), 0);

  return self->status;
}

const char *
rh_hop_get_reason (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->reason;
}

const char *
rh_hop_get_http_version (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->http_version;
}

RhHeaders *
rh_hop_get_headers (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->headers;
}

const RhTiming *
rh_hop_get_timing (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return &self->timing;
}

goffset
rh_hop_get_wire_size (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), 0);

  return self->wire_size;
}

const char *
rh_hop_get_remote_address (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->remote_address;
}

const char *
rh_hop_get_tls_protocol (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->tls_protocol;
}

const char *
rh_hop_get_tls_cipher (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->tls_cipher;
}

GTlsCertificate *
rh_hop_get_certificate (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return self->certificate;
}

GTlsCertificateFlags
rh_hop_get_certificate_errors (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), G_TLS_CERTIFICATE_NO_FLAGS);

  return self->certificate_errors;
}

GPtrArray *
rh_hop_list_chain (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return rh_certificate_list_chain (self->certificate);
}

GStrv
rh_hop_list_certificate_problems (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return rh_certificate_list_problems (self->certificate_errors);
}

const char *const *
rh_hop_get_notes (RhHop *self)
{
  g_return_val_if_fail (RH_IS_HOP (self), NULL);

  return (const char *const *) self->notes->pdata;
}

void
rh_hop_set_sent (RhHop *self, RhHeaders *headers, goffset body_size)
{
  g_return_if_fail (RH_IS_HOP (self));
  g_return_if_fail (headers != NULL);

  rh_headers_ref (headers);
  rh_headers_unref (self->sent_headers);
  self->sent_headers = headers;
  self->sent_body_size = body_size;
}

void
rh_hop_set_response (RhHop *self,
                     guint status,
                     const char *reason,
                     const char *version,
                     RhHeaders *headers)
{
  g_return_if_fail (RH_IS_HOP (self));
  g_return_if_fail (headers != NULL);

  self->status = status;
  g_set_str (&self->reason, reason);
  g_set_str (&self->http_version, version);
  rh_headers_ref (headers);
  rh_headers_unref (self->headers);
  self->headers = headers;
}

void
rh_hop_set_progress (RhHop *self, goffset bytes_sent, goffset wire_size)
{
  g_return_if_fail (RH_IS_HOP (self));

  if (self->bytes_sent == bytes_sent && self->wire_size == wire_size)
    return;

  self->bytes_sent = bytes_sent;
  self->wire_size = wire_size;
  if (self->progress != NULL)
    return;

  self->progress = g_idle_source_new ();
  g_source_set_priority (self->progress, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->progress, progress_cb, self, NULL);
  g_source_set_static_name (self->progress, "[rehearsal] hop progress");
  g_source_attach (self->progress, g_main_context_get_thread_default ());
}

void
rh_hop_set_timing (RhHop *self, const RhTiming *timing, goffset wire_size)
{
  g_return_if_fail (RH_IS_HOP (self));
  g_return_if_fail (timing != NULL);

  self->timing = *timing;
  self->wire_size = wire_size;
}

void
rh_hop_set_peer (RhHop *self,
                 const char *remote_address,
                 const char *tls_protocol,
                 const char *tls_cipher,
                 GTlsCertificate *certificate,
                 GTlsCertificateFlags errors)
{
  g_return_if_fail (RH_IS_HOP (self));
  g_return_if_fail (certificate == NULL || G_IS_TLS_CERTIFICATE (certificate));

  g_set_str (&self->remote_address, remote_address);
  g_set_str (&self->tls_protocol, tls_protocol);
  g_set_str (&self->tls_cipher, tls_cipher);
  g_set_object (&self->certificate, certificate);
  self->certificate_errors = errors;
}

void
rh_hop_add_note (RhHop *self, const char *note)
{
  g_return_if_fail (RH_IS_HOP (self));
  g_return_if_fail (note != NULL);

  g_ptr_array_add (self->notes, g_strdup (note));
}
