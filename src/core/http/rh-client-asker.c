/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a TLS connection asks when the server wants to know who we are. */
#define G_LOG_DOMAIN "rh-client-asker"

#include "config.h"

#include "http/rh-client-asker.h"

struct _RhClientAsker
{
  GTlsInteraction parent_instance;

  GTlsCertificate *certificate;
  gboolean asked;
};

G_DEFINE_FINAL_TYPE (RhClientAsker, rh_client_asker, G_TYPE_TLS_INTERACTION)

static GTlsInteractionResult
rh_client_asker_request_certificate (GTlsInteraction *interaction,
                                     GTlsConnection *connection,
                                     GTlsCertificateRequestFlags flags,
                                     GCancellable *cancellable,
                                     GError **error)
{
  RhClientAsker *self = RH_CLIENT_ASKER (interaction);

  self->asked = TRUE;
  if (self->certificate == NULL)
    return G_TLS_INTERACTION_FAILED;

  g_tls_connection_set_certificate (connection, self->certificate);

  return G_TLS_INTERACTION_HANDLED;
}

static void
rh_client_asker_dispose (GObject *object)
{
  RhClientAsker *self = RH_CLIENT_ASKER (object);

  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (rh_client_asker_parent_class)->dispose (object);
}

static void
rh_client_asker_class_init (RhClientAskerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_client_asker_dispose;
  G_TLS_INTERACTION_CLASS (klass)->request_certificate = rh_client_asker_request_certificate;
}

static void
rh_client_asker_init (RhClientAsker *self)
{
}

RhClientAsker *
rh_client_asker_new (GTlsCertificate *certificate)
{
  RhClientAsker *self = g_object_new (RH_TYPE_CLIENT_ASKER, NULL);

  g_set_object (&self->certificate, certificate);

  return self;
}

gboolean
rh_client_asker_was_asked (RhClientAsker *self)
{
  g_return_val_if_fail (RH_IS_CLIENT_ASKER (self), FALSE);

  return self->asked;
}
