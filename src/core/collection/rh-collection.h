/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection: requests, environments, and how they sign in. */
#pragma once

#include "collection/rh-environment.h"
#include "collection/rh-folder.h"
#include "collection/rh-given-values.h"
#include "collection/rh-oauth-block.h"
#include "collection/rh-registration.h"

G_BEGIN_DECLS

#define RH_TYPE_COLLECTION (rh_collection_get_type ())
G_DECLARE_FINAL_TYPE (RhCollection, rh_collection, RH, COLLECTION, GObject)

/* @id: random, kept in the user's state; keys tokens and bindings (security.md 3.1).
 * Properties: "id", "name", "starter", "folder", "accepted", notified. Signal "changed": anything
 * in it did, for whoever keeps it. */
RhCollection *rh_collection_new (const char *id, const char *name);
const char *rh_collection_get_id (RhCollection *self);
const char *rh_collection_get_name (RhCollection *self);
/* The one that the app made for its first start. Kept with the collection: its id says nothing. */
gboolean rh_collection_is_starter (RhCollection *self);
/* The folder on disk that the user chose for it; NULL: none yet, it is kept in the app's data. */
GFile *rh_collection_get_folder (RhCollection *self);
void rh_collection_set_folder (RhCollection *self, GFile *folder);
/* A small file in that folder, by its path in it; nothing leads out. Errors: RH_DISK_ERROR.
 * (transfer full) */
GBytes *rh_collection_read_file (RhCollection *self, const char *path, gsize max, GError **error);
/* Whether this user lets it use secrets that are kept here (security.md 3.1): TRUE for what was
 * made here, FALSE for a folder that is new to this user. */
gboolean rh_collection_is_accepted (RhCollection *self);
void rh_collection_set_accepted (RhCollection *self, gboolean accepted);
/* What a command line gave for this run; NULL: nothing. Before anything is filled in. */
RhGivenValues *rh_collection_get_given (RhCollection *self);
void rh_collection_set_given (RhCollection *self, RhGivenValues *given);
/* Its variables and headers are the collection's, and its auth kind says whether the collection
 * signs in at all: RH_AUTH_KIND_OAUTH2 by default. */
RhFolder *rh_collection_get_root (RhCollection *self);
RhOAuthBlock *rh_collection_get_oauth (RhCollection *self);
RhRegistration *rh_collection_get_registration (RhCollection *self);
GListModel *rh_collection_get_environments (RhCollection *self); /* of RhEnvironment */
void rh_collection_add_environment (RhCollection *self, RhEnvironment *environment);
/* At @position, or at the end if there are fewer: for one that comes back. */
void
rh_collection_insert_environment (RhCollection *self, guint position, RhEnvironment *environment);
RhEnvironment *rh_collection_get_environment (RhCollection *self,
                                              const char *name); /* borrowed, NULL */
gboolean rh_collection_remove_environment (RhCollection *self, RhEnvironment *environment);
/* The collection's own variables: what every environment sees unless it has its own. */
RhEnvironment *rh_collection_get_scope (RhCollection *self);

G_END_DECLS
