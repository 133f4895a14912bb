/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that OAuth settings are taken with. */
#pragma once

#include "format/rh-import-oauth.h"

G_BEGIN_DECLS

#define RH_IMPORT_OAUTH_GRANT "grant_type"
#define RH_IMPORT_OAUTH_CODE "authorization_code"
#define RH_IMPORT_OAUTH_CODE_WITH_PKCE "authorization_code_with_pkce"

/* What a token in the header has before it if nothing else is said. */
#define RH_IMPORT_OAUTH_PREFIX "Bearer"

/* Never NULL. */
const char *rh_import_oauth_get (RhImportOAuth *settings, const char *name);
gboolean rh_import_oauth_has (RhImportOAuth *settings, const char *name);
gboolean rh_import_oauth_is (RhImportOAuth *settings, const char *name, const char *value);
/* Whether they are an authorization code's: what says no grant is. */
gboolean rh_import_oauth_is_code (RhImportOAuth *settings);
/* In an order that is the same each time. (transfer container) */
GPtrArray *rh_import_oauth_dup_names (RhImportOAuth *settings);
/* Told as left out, if it is there. */
void
rh_import_oauth_tell (RhImport *self, RhImportOAuth *settings, const char *name, const char *place);
/* Keeps them beside @object. @settings: without secrets. */
void
rh_import_oauth_keep (RhImport *self, gpointer object, RhImportOAuth *settings, const char *place);

G_END_DECLS
