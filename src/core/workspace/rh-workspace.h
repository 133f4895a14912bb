/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program holds: keyring, browser, services, collections, connections, practice server. One
 * a process; both programs come in by this door. */
#pragma once

#include "collection/rh-service.h"
#include "http/rh-cookie-jar.h"
#include "oauth/rh-token.h"
#include "oauth/rh-uri-opener.h"
#include "practice/rh-practice-server.h"
#include "secret/rh-keyring.h"
#include "workspace/rh-accounts.h"
#include "workspace/rh-collections.h"
#include "workspace/rh-connection.h"
#include "workspace/rh-cookie-store.h"
#include "workspace/rh-drafts.h"
#include "workspace/rh-guard.h"
#include "workspace/rh-history.h"
#include "workspace/rh-network-rules.h"
#include "workspace/rh-runtime-variables.h"
#include "workspace/rh-sender.h"

G_BEGIN_DECLS

#define RH_TYPE_WORKSPACE (rh_workspace_get_type ())
G_DECLARE_FINAL_TYPE (RhWorkspace, rh_workspace, RH, WORKSPACE, GObject)

/* @data_dir: collections without a folder; @state_dir: locks, bindings. Both are made when first
 * needed, mode 0700. @services: GListModel of RhService. */
RhWorkspace *rh_workspace_new (RhKeyring *keyring,
                               RhUriOpener *opener,
                               GFile *data_dir,
                               GFile *state_dir,
                               GListModel *services);

RhKeyring *rh_workspace_get_keyring (RhWorkspace *self);
/* Where the tokens of @environment are kept. Those for the practice server live in memory: they are
 * worth nothing once it has ended (security.md 2). */
RhKeyring *rh_workspace_get_token_keyring (RhWorkspace *self, RhEnvironment *environment);
GListModel *rh_workspace_get_services (RhWorkspace *self);
RhService *rh_workspace_get_service (RhWorkspace *self, const char *id); /* borrowed, NULL */
/* Files of services that were not taken, and why: as rh_service_files_load() tells it. For whoever
 * shows them once; NULL: none. Borrowed. */
/* Of the problems below: so many are shown, and how many more there are. */
#define RH_SERVICE_PROBLEMS_SHOWN 20
const char *const *rh_workspace_get_service_problems (RhWorkspace *self);
void rh_workspace_set_service_problems (RhWorkspace *self, const char *const *problems);
RhBindings *rh_workspace_get_bindings (RhWorkspace *self);
/* Which environments are protected. */
RhGuard *rh_workspace_get_guard (RhWorkspace *self);
/* Certificates, client certificates and the proxy: the user's own. */
RhNetworkRules *rh_workspace_get_network_rules (RhWorkspace *self);
/* Whom one can be in each environment. */
RhAccounts *rh_workspace_get_accounts (RhWorkspace *self);
/* What is open, and where it is kept: opens, makes, saves and closes. */
RhCollections *rh_workspace_get_open (RhWorkspace *self);
/* GListModel of RhCollection: what is open. */
GListModel *rh_workspace_get_collections (RhWorkspace *self);
/* Keeps what is edited and not saved, and puts it back when its collection is opened: for a program
 * in which somebody edits, before anything is opened. */
void rh_workspace_keep_drafts (RhWorkspace *self);
/* NULL: none are kept. Borrowed. */
RhDrafts *rh_workspace_get_drafts (RhWorkspace *self);
/* Keeps now what is edited and not saved; FALSE: something of it could not be kept. */
gboolean rh_workspace_flush_drafts (RhWorkspace *self, GError **error);
/* Writes what is to be written by itself: collections, drafts and history. */
gboolean rh_workspace_flush (RhWorkspace *self, GError **error);
/* A new collection as rh_collections_create() makes it, with the environments and starter requests
 * of @service, which can be NULL. Borrowed. */
RhCollection *rh_workspace_create_collection (RhWorkspace *self,
                                              GFile *folder,
                                              const char *name,
                                              RhService *service,
                                              GError **error);
/* The starter collection: made of the practice server's service and added if it is not there yet.
 */
RhCollection *rh_workspace_get_starter (RhWorkspace *self);
/* The same, made of the service of that id. */
RhCollection *rh_workspace_get_starter_of (RhWorkspace *self, const char *service_id);
/* The same object for the same pair, while somebody holds it. Of the default account. (transfer
 * full) */
RhConnection *rh_workspace_get_connection (RhWorkspace *self,
                                           RhCollection *collection,
                                           RhEnvironment *environment);
/* Of that account: the user's label, "" the default one. Nothing of one account's is seen by
 * another: tokens, connections to the API and cookies. (transfer full) */
RhConnection *rh_workspace_get_connection_as (RhWorkspace *self,
                                              RhCollection *collection,
                                              RhEnvironment *environment,
                                              const char *account);
/* Those that somebody holds now; of RhConnection. (transfer container) */
GPtrArray *rh_workspace_list_connections (RhWorkspace *self);
/* The same object for the same collection. Nothing is kept before set_history_limits(). (borrowed)
 */
RhHistory *rh_workspace_get_history (RhWorkspace *self, RhCollection *collection);
void rh_workspace_set_history_limits (RhWorkspace *self, const RhHistoryLimits *limits);
/* Of all collections, those that are not open too. */
void rh_workspace_clear_history (RhWorkspace *self);
/* On demand, by Connect and by requests to it. */
gboolean rh_workspace_start_practice (RhWorkspace *self, GError **error);
/* Another one than the default, with options of its own: before the first start. */
void rh_workspace_set_practice (RhWorkspace *self, RhPracticeServer *practice);
/* For a program that ends soon: the practice server is another one's, so none is started here, and
 * a sign-in to it is kept like any other. Before the first connection. */
void rh_workspace_set_practice_elsewhere (RhWorkspace *self, gboolean elsewhere);
/* Starts the practice server if that is where @url leads. A port that is taken is no error here:
 * another program may run the practice server, and else the request says what is there. */
void rh_workspace_prepare_origin (RhWorkspace *self, const char *url);

/* Variables kept in memory for that pair. Borrowed: the workspace keeps it. */
RhRuntimeVariables *rh_workspace_get_runtime (RhWorkspace *self, RhConnection *connection);

/* For connection and sender. */
RhTransport *rh_workspace_get_oauth_transport (RhWorkspace *self);
RhTransport *rh_workspace_get_api_transport (RhWorkspace *self,
                                             RhCollection *collection,
                                             RhEnvironment *environment,
                                             const char *account);
/* What that transport sends and keeps; borrowed: the workspace keeps it. */
RhCookieJar *rh_workspace_get_cookie_jar (RhWorkspace *self,
                                          RhCollection *collection,
                                          RhEnvironment *environment,
                                          const char *account);
/* The same if it is in memory already; NULL: it is not, and no keyring is asked. */
RhCookieJar *rh_workspace_peek_cookie_jar (RhWorkspace *self,
                                           RhCollection *collection,
                                           RhEnvironment *environment,
                                           const char *account);
/* Seconds: a keyring that does not answer must not keep a program from ending. */
#define RH_WORKSPACE_LAST_WAIT 5
/* Completes when what is on its way to the keyring by itself, cookies, is there: for the end of the
 * program. FALSE: it is not, after so many seconds; that was said in the log. */
void rh_workspace_settle_async (RhWorkspace *self,
                                guint seconds,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rh_workspace_settle_finish (RhWorkspace *self, GAsyncResult *result);
/* Whether those cookies outlive the program, in the keyring: only when somebody asks for it. */
gboolean rh_workspace_keeps_cookies (RhWorkspace *self,
                                     RhCollection *collection,
                                     RhEnvironment *environment,
                                     const char *account);
gboolean rh_workspace_set_keeps_cookies (RhWorkspace *self,
                                         RhCollection *collection,
                                         RhEnvironment *environment,
                                         const char *account,
                                         gboolean keeps,
                                         GError **error);
RhUriOpener *rh_workspace_get_opener (RhWorkspace *self);
GFile *rh_workspace_get_state_dir (RhWorkspace *self);
/* The system's, unless a test sets its own before the first connection. */
const RhClock *rh_workspace_get_clock (RhWorkspace *self);
void rh_workspace_set_clock (RhWorkspace *self, const RhClock *clock);

G_END_DECLS
