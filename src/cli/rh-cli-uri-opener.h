/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The browser of somebody at a command line: opened, or its address printed. */
#pragma once

#include "oauth/rh-uri-opener.h"

G_BEGIN_DECLS

#define RH_TYPE_CLI_URI_OPENER (rh_cli_uri_opener_get_type ())
G_DECLARE_FINAL_TYPE (RhCliUriOpener, rh_cli_uri_opener, RH, CLI_URI_OPENER, GObject)

/* @print: the address goes to standard output, a line of its own, and nothing is opened. */
RhUriOpener *rh_cli_uri_opener_new (gboolean print);

G_END_DECLS
