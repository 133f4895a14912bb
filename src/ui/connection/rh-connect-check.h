/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Connect dialog says to a field as it is typed. Pure; the engine checks again. */
#pragma once

#include "oauth/rh-oauth-config.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): why @value cannot be used for the setting @field (an RH_OAUTH_… name,
 * "client_secret" or "api"); NULL if it can. @auth decides whether a secret is needed. A value with
 * {{variables}} passes: what they stand for is checked when they are filled in. */
char *rh_connect_check (const char *field, const char *value, RhClientAuth auth);
/* The field has to be filled in and is not. */
gboolean rh_connect_check_is_missing (const char *field, const char *value, RhClientAuth auth);
/* The browser cannot come back to this address by itself: another site's. */
gboolean rh_connect_check_is_foreign (const char *redirect_uri);

G_END_DECLS
