/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page for a developer to host where a service wants https: it hands the answer of a sign-in on
 * to where Rehearsal listens on this computer (security.md 1.6). Nobody else's script is in it, it
 * has one fixed target, and it forwards the query and nothing else. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_RELAY_PAGE_FILE_NAME "rehearsal-relay.html"

/* HTML, UTF-8, for @listen_uri: http on loopback with a port, no query. (transfer full) Errors:
 * RH_OAUTH_ERROR_CONFIG_INVALID. */
char *rh_relay_page_new (const char *listen_uri, GError **error);

G_END_DECLS
