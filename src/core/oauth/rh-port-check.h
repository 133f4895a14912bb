/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the browser could bring an answer now. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RH_PORT_NOWHERE, /* nothing listens on this computer: paste-back, or an address that is wrong */
  RH_PORT_ANY,     /* a free one is taken when somebody connects */
  RH_PORT_FREE,
  RH_PORT_TAKEN,
} RhPortState;

/* @listen_uri: "" where it is the redirect URI. @port and @holder, of FREE and TAKEN, may be NULL;
 * @holder: rh_port_holder_find(). */
RhPortState
rh_port_check (const char *redirect_uri, const char *listen_uri, guint16 *port, char **holder);

G_END_DECLS
