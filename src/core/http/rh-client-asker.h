/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a TLS connection asks when the server wants to know who we are. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_CLIENT_ASKER (rh_client_asker_get_type ())
G_DECLARE_FINAL_TYPE (RhClientAsker, rh_client_asker, RH, CLIENT_ASKER, GTlsInteraction)

/* @certificate: NULL: nobody in particular. */
RhClientAsker *rh_client_asker_new (GTlsCertificate *certificate);
gboolean rh_client_asker_was_asked (RhClientAsker *self);

G_END_DECLS
