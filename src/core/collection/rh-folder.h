/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of requests and folders. */
#pragma once

#include "collection/rh-request-item.h"

G_BEGIN_DECLS

#define RH_TYPE_FOLDER (rh_folder_get_type ())
G_DECLARE_FINAL_TYPE (RhFolder, rh_folder, RH, FOLDER, GObject)

/* Properties, writable and notified: "name", "note", "auth-kind" (RhAuthKind; inherit by default).
 * Signal "changed": it or anything below it did; signal "own-changed": only what is its own did,
 * which is properties, variables, headers, auth, settings and the order of its items. */
RhFolder *rh_folder_new (const char *name);
/* With copies of all that is in it; in no folder. */
RhFolder *rh_folder_copy (RhFolder *self);
const char *rh_folder_get_name (RhFolder *self);
const char *rh_folder_get_note (RhFolder *self);
RhAuthKind rh_folder_get_auth_kind (RhFolder *self);
/* The folder that it is in; NULL: none, or it is a collection's root. */
RhFolder *rh_folder_get_parent (RhFolder *self);
/* Whether it is @folder or somewhere below it. */
gboolean rh_folder_is_within (RhFolder *self, RhFolder *folder);
/* What all requests in it have besides their own: variables, and headers (GListModel of RhField).
 */
RhEnvironment *rh_folder_get_scope (RhFolder *self);
GListModel *rh_folder_get_headers (RhFolder *self);
void rh_folder_add_header (RhFolder *self, RhField *field);
void rh_folder_insert_header (RhFolder *self, guint position, RhField *field);
void rh_folder_remove_header (RhFolder *self, guint position);
/* In the place of @n_removed of them from @position on come @fields (element-type RhField), and
 * "changed" says so once: for thousands of them. */
void rh_folder_splice_headers (RhFolder *self, guint position, guint n_removed, GPtrArray *fields);
/* What its own kind of auth is made of, and what it says of how its requests are sent. */
RhAuth *rh_folder_get_auth (RhFolder *self);
RhRequestSettings *rh_folder_get_settings (RhFolder *self);
/* The text of the file that it was read from or written to last, as of a request; NULL. */
GBytes *rh_folder_get_source (RhFolder *self);
void rh_folder_set_source (RhFolder *self, GBytes *source);
/* GListModel of RhFolder and RhRequestItem, in order, folders first: so other programs show it. */
GListModel *rh_folder_get_items (RhFolder *self);
/* As near to @position as the order allows. */
void rh_folder_insert (RhFolder *self, guint position, GObject *item);
void rh_folder_append (RhFolder *self, GObject *item);
/* Many at once, in any order: folders come first. One signal for all. */
void rh_folder_append_all (RhFolder *self, GPtrArray *items);
gboolean rh_folder_remove (RhFolder *self, GObject *item);

/* What a request ends up with: its own kind of authorization, or that of the nearest folder that
 * says one. RH_AUTH_KIND_INHERIT: neither they nor @root says one. @root: what is as good as the
 * parent of a request that has none; NULL. @auth, which can be NULL: whose fields count, borrowed
 * from the one that says the kind; NULL for RH_AUTH_KIND_INHERIT. */
RhAuthKind rh_folder_resolve_auth (RhRequestItem *item, RhFolder *root, RhAuth **auth);
/* The nearest that says a kind, from @self upwards; the topmost if none does. Borrowed. */
RhFolder *rh_folder_find_auth_source (RhFolder *self);
/* The value that a request ends up with: its own, that of the nearest folder that says one, or the
 * default. @root as above. */
int rh_folder_resolve_setting (RhRequestItem *item, RhFolder *root, RhSetting setting);
/* All of them. (transfer full) */
RhRequestSettings *rh_folder_resolve_settings (RhRequestItem *item, RhFolder *root);
/* The rows that a request ends up with, each level's after those around it: the collection's, its
 * folders', its own. A row takes the place of those of its name, compared without case, on the
 * levels around it; one that is switched off takes no place and is not there. @root as above.
 * (transfer full) (element-type RhField) */
GPtrArray *rh_folder_resolve_headers (RhRequestItem *item, RhFolder *root);
/* A copy of @item, which stands in no folder, with the rows of headers that it ends up with.
 * (transfer full) */
RhRequestItem *rh_folder_dup_request (RhRequestItem *item, RhFolder *root);

G_END_DECLS
