/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service as data: addresses, scopes, rules. One JSON file each (data/services). */
#pragma once

#include "collection/rh-collection.h"

G_BEGIN_DECLS

#define RH_TYPE_SERVICE_SCOPE (rh_service_scope_get_type ())
G_DECLARE_FINAL_TYPE (RhServiceScope, rh_service_scope, RH, SERVICE_SCOPE, GObject)
const char *rh_service_scope_get_name (RhServiceScope *self);
const char *
rh_service_scope_get_meaning (RhServiceScope *self); /* "" if the service documents none */
/* FALSE: seen in the service's examples only. */
gboolean rh_service_scope_is_documented (RhServiceScope *self);

#define RH_TYPE_SERVICE (rh_service_get_type ())
G_DECLARE_FINAL_TYPE (RhService, rh_service, RH, SERVICE, GObject)

/* Fields besides those of the OAuth 2.0 block: the path of the API that says whose token it is, one
 * that lists what those are called, and a client secret that stands in the documentation, so that
 * it is none. */
#define RH_SERVICE_INTROSPECT_PATH "introspect_path"
#define RH_SERVICE_NAMES_PATH "names_path"
#define RH_SERVICE_PUBLIC_CLIENT_SECRET "public_client_secret"

/* The id of the practice server's. */
#define RH_SERVICE_PRACTICE "practice"

RhService *rh_service_parse (const char *json, gssize length, GError **error);
/* From a GResource path; GListModel of RhService, sorted by "order" in the file. */
GListModel *rh_service_load_all (const char *resource_path);

const char *rh_service_get_id (RhService *self);            /* "practice", "pleo", "other" */
const char *rh_service_get_name (RhService *self);          /* as on screen */
const char *rh_service_get_documentation (RhService *self); /* a URL, or "" */
/* What the service accepts as redirect URI: http on loopback; only byte for byte as registered. */
gboolean rh_service_allows_loopback_http (RhService *self);
gboolean rh_service_matches_redirect_exactly (RhService *self);
GListModel *rh_service_get_scopes (RhService *self); /* of RhServiceScope */
/* Names of its environments ("Practice"; "Staging"), NULL-terminated; "other" has none. */
const char *const *rh_service_get_environments (RhService *self);
/* A value for that environment: RH_OAUTH_… names, "api", "client_auth", "introspect_path" (of the
 * API: who am I), "public_client_secret" (printed in the documentation, so no secret); NULL: the
 * service says nothing about it. */
const char *rh_service_get (RhService *self, const char *environment, const char *field);

G_END_DECLS
