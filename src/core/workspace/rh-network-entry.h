/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file of the user's network rules holds under one key. Private to RhNetworkRules. */
#pragma once

#include "http/rh-proxy-settings.h"
#include "workspace/rh-state-file.h"

G_BEGIN_DECLS

/* Beside the origins; none is called so. */
#define RH_NETWORK_PROXY_KEY "proxy"

typedef struct
{
  char *trusted;          /* SHA-256; NULL: none */
  char *certificate;      /* path; NULL: none */
  char *key;              /* path; NULL: in the same file */
  RhProxySettings *proxy; /* of RH_NETWORK_PROXY_KEY only, and there always */
} RhNetworkEntry;

const RhStateFormat *rh_network_entry_get_format (void);

G_END_DECLS
