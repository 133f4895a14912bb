/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service as data: addresses, scopes, rules, starter requests. One JSON file each (data/services,
 * whose README.md says what may stand in it); nothing here knows a service by name. What a file
 * says is data from outside: its texts are shown as text, never as markup. */
#pragma once

#include "collection/rh-collection.h"
#include "collection/rh-service-form.h"

G_BEGIN_DECLS

#define RH_TYPE_SERVICE_SCOPE (rh_service_scope_get_type ())
G_DECLARE_FINAL_TYPE (RhServiceScope, rh_service_scope, RH, SERVICE_SCOPE, GObject)
const char *rh_service_scope_get_name (RhServiceScope *self);
/* "" if the service documents none; English, shown through gettext() unless it is "". */
const char *rh_service_scope_get_meaning (RhServiceScope *self);
/* FALSE: seen in the service's examples only. */
gboolean rh_service_scope_is_documented (RhServiceScope *self);

#define RH_TYPE_SERVICE (rh_service_get_type ())
G_DECLARE_FINAL_TYPE (RhService, rh_service, RH, SERVICE, GObject)

/* Fields besides those of the OAuth 2.0 block: the path of the API that says whose token it is, one
 * that lists what those are called, a client secret that stands in the documentation, so that it is
 * none, and where its users sign in by themselves, with this environment's accounts. */
#define RH_SERVICE_INTROSPECT_PATH "introspect_path"
#define RH_SERVICE_NAMES_PATH "names_path"
#define RH_SERVICE_PUBLIC_CLIENT_SECRET "public_client_secret"
#define RH_SERVICE_WEB_APP "web_app"

/* The id of the practice server's, and its environment. */
#define RH_SERVICE_PRACTICE "practice"
#define RH_SERVICE_PRACTICE_ENVIRONMENT "Practice"

/* A file's limit, and where a user's own are looked for: this folder in XDG's data folders. */
#define RH_SERVICE_MAX_SIZE (256 * 1024)
#define RH_SERVICE_FOLDER "rehearsal/services"

/* Strict: a member nobody knows, a wrong type or a value that breaks a rule is an error that names
 * its place ("folders[2].requests[0].params[1].name"). Errors: RH_COLLECTION_ERROR. */
RhService *rh_service_parse (const char *json, gssize length, GError **error);
/* From a GResource path; GListModel of RhService, sorted by "order" in the file. */
GListModel *rh_service_load_all (const char *resource_path);

const char *rh_service_get_id (RhService *self);            /* "practice", "pleo", "other" */
const char *rh_service_get_name (RhService *self);          /* as on screen */
const char *rh_service_get_documentation (RhService *self); /* a URL, or "" */
GListModel *rh_service_get_scopes (RhService *self);        /* of RhServiceScope */
/* Names of its environments ("Practice"; "Staging"), NULL-terminated; "other" has none. */
const char *const *rh_service_get_environments (RhService *self);
/* A value for that environment: RH_OAUTH_… names, "api", "client_auth", and the RH_SERVICE_… names
 * above; NULL: the service says nothing about it. */
const char *rh_service_get (RhService *self, const char *environment, const char *field);

/* What the service accepts as redirect URI: compared byte for byte with what was registered; in an
 * environment plain http for nobody, for the name localhost, or for every loopback address. For an
 * environment that the service does not have: what it says of itself. */
typedef enum
{
  RH_SERVICE_REDIRECT_HTTPS,
  RH_SERVICE_REDIRECT_LOCALHOST,
  RH_SERVICE_REDIRECT_LOOPBACK,
} RhServiceRedirect;
gboolean rh_service_matches_redirect_exactly (RhService *self);
RhServiceRedirect rh_service_get_redirect (RhService *self, const char *environment);
RhServiceFault
rh_service_check_redirect_uri (RhService *self, const char *environment, const char *uri);
/* Each name in @scope; @part: the first that is wrong. */
RhServiceFault rh_service_check_scope (RhService *self, const char *scope, char **part);

/* How a client may show who it is, the best first: "basic", "body", "none"; NULL-terminated, empty:
 * the service does not say. Each environment's own choice is its "client_auth". */
const char *const *rh_service_get_client_auths (RhService *self);

/* Registering a client. Never NULL. */
const RhServiceForm *rh_service_get_form (RhService *self);
/* What is wrong with a field's text, by the rules of the service in that environment. */
RhServiceFault rh_service_check_field (RhService *self,
                                       const char *environment,
                                       const RhServiceField *field,
                                       const char *value,
                                       char **part);

/* Its starter requests: a folder of folders, to be copied; NULL: none. */
RhFolder *rh_service_get_requests (RhService *self);
/* The scopes that the note of a starter request names, or one written like it; NULL: none. */
char *rh_service_dup_noted_scope (const char *note);
/* The request to begin with, as "Folder/Request"; "" none. */
const char *rh_service_get_first_call (RhService *self);
/* The scopes to ask the practice server for, which answers some of its requests: a collection of
 * the service gets that environment too. "": it does not. */
const char *rh_service_get_practice_scope (RhService *self);
/* What its starter requests need in an environment, in that of the practice server too, besides
 * what is in the OAuth 2.0 block: an environment to copy variables from; NULL: nothing. */
RhEnvironment *rh_service_get_variables (RhService *self, const char *environment);

/* Ends what a sign-in began, for all tokens of the client: a request of its own, never a starter
 * request (security.md 3.11). NULL: the service has none. */
typedef struct
{
  char *method;
  char *path;
  char *warning; /* English, shown through gettext() */
} RhServiceDisconnect;
const RhServiceDisconnect *rh_service_get_disconnect (RhService *self);

G_END_DECLS
