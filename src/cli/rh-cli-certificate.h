/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate that is not trusted, on a terminal: what it says, why it fails, what to do. */
#pragma once

#include "http/rh-exchange.h"
#include "rh-cli.h"

G_BEGIN_DECLS

/* After RH_HTTP_ERROR_TLS with @exchange. FALSE: the server showed no certificate, and nothing was
 * said. */
gboolean rh_cli_certificate_refused (const char *verb, RhExchange *exchange);

G_END_DECLS
