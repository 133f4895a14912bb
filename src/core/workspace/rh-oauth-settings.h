/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Connect dialog reads and writes: fields of the OAuth 2.0 block as one environment fills
 * them in, without secrets. */
#pragma once

#include "collection/rh-service.h"

G_BEGIN_DECLS

#define RH_OAUTH_SETTING_API "api"

/* RH_OAUTH_… names, "client_auth", "api"; "" if a variable is missing. */
char *
rh_oauth_settings_dup (RhCollection *collection, RhEnvironment *environment, const char *field);
/* Into the variable of the environment that the block names. A field that is empty becomes such a
 * variable; plain text is replaced; a template of more than one variable is left alone, and so is
 * anything secret. */
void rh_oauth_settings_set (RhCollection *collection,
                            RhEnvironment *environment,
                            const char *field,
                            const char *value);
/* What @service says for this environment, and nothing left over from @old (NULL: none). A client
 * ID that the user typed and the client secret are kept. A service that has no such environment
 * changes no field. */
void rh_oauth_settings_apply_service (RhCollection *collection,
                                      RhEnvironment *environment,
                                      RhService *old,
                                      RhService *service);
/* Whether @service has an environment of that name: "Staging", "Pleo Staging". */
gboolean rh_oauth_settings_knows_environment (RhEnvironment *environment, RhService *service);
/* What @service says about a field in this environment: in the one of that name, or in its only
 * one. NULL: nothing. */
const char *rh_oauth_settings_get_service_value (RhEnvironment *environment,
                                                 RhService *service,
                                                 const char *field);
/* Makes the variable that keeps the client secret, where there is none yet; returns its name. */
char *rh_oauth_settings_need_client_secret (RhCollection *collection, RhEnvironment *environment);

G_END_DECLS
