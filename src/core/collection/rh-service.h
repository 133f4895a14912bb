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

#define RH_TYPE_SERVICE (rh_service_get_type ())
G_DECLARE_FINAL_TYPE (RhService, rh_service, RH, SERVICE, GObject)

RhService *rh_service_parse (const char *json, gssize length, GError **error);
/* From a GResource path; GListModel of RhService, sorted by "order" in the file. */
GListModel *rh_service_load_all (const char *resource_path);

const char *rh_service_get_id (RhService *self);     /* "practice", "pleo", "other" */
const char *rh_service_get_name (RhService *self);   /* as on screen */
GListModel *rh_service_get_scopes (RhService *self); /* of RhServiceScope */
/* Names of its environments ("Practice"; "Staging"), NULL-terminated; "other" has none. */
const char *const *rh_service_get_environments (RhService *self);
/* A value for that environment: RH_OAUTH_… names, "api", "client_auth", "introspect_path"; NULL:
 * the service says nothing about it. */
const char *rh_service_get (RhService *self, const char *environment, const char *field);

G_END_DECLS
