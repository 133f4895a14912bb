/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response on standard output or in a file: its bytes, with or without its head, or JSON. */
#pragma once

#include "rh-cli-session.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean include; /* status line and header fields first */
  gboolean json;    /* one object; the body in it unless there is a file */
  char *output;     /* a file; NULL: standard output */
} RhCliResponse;

/* All of it or, in a file, nothing. Anything but RH_CLI_DONE was said. */
RhCliStatus
rh_cli_response_write (const RhCliResponse *self, RhCliSession *session, RhExchange *exchange);

G_END_DECLS
