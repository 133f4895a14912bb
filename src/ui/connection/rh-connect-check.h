/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Connect dialog says to a field as it is typed. The engine checks again. */
#pragma once

#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): why @value cannot be used for the setting @field (an RH_OAUTH_… name,
 * "client_secret" or "api"); NULL if it can. @auth decides whether a secret is needed. A value with
 * {{variables}} passes: what they stand for is checked when they are filled in. */
char *rh_connect_check (const char *field, const char *value, RhClientAuth auth);
/* The field has to be filled in and is not. */
gboolean rh_connect_check_is_missing (const char *field, const char *value, RhClientAuth auth);
/* The browser cannot come back to this address by itself: another site's. */
gboolean rh_connect_check_is_foreign (const char *redirect_uri);
/* The name of another environment that waits at the same redirect URI for another server's answer;
 * without an issuer the two could be mixed up (security.md 1.8). Borrowed; NULL: none. */
const char *rh_connect_check_find_shared (RhWorkspace *workspace,
                                          RhConnection *connection,
                                          const char *redirect_uri,
                                          const char *token_url);
/* Where this computer can listen: a path of its own for each service and environment, so that
 * answers cannot be swapped (security.md 1.8). (transfer full) */
char *rh_connect_check_propose_uri (RhService *service, const char *environment);
/* How the client secret is sent, in words. */
const char *rh_connect_check_describe_auth (RhClientAuth auth);

G_END_DECLS
