/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it is edited and kept: templates, not yet filled in. */
#pragma once

#include "collection/rh-action.h"
#include "collection/rh-auth.h"
#include "collection/rh-environment.h"
#include "collection/rh-example.h"
#include "collection/rh-field.h"
#include "collection/rh-request-settings.h"

G_BEGIN_DECLS

typedef struct _RhFolder RhFolder;

typedef enum
{
  RH_BODY_KIND_NONE,
  RH_BODY_KIND_JSON,
  RH_BODY_KIND_TEXT,
  RH_BODY_KIND_XML,
  RH_BODY_KIND_FORM,      /* rows of rh_request_item_get_form() */
  RH_BODY_KIND_MULTIPART, /* rows of rh_request_item_get_parts() */
  RH_BODY_KIND_FILE,      /* rh_request_item_get_body_path() */
  RH_BODY_KIND_KEPT,      /* of a kind that is not sent here yet: it stays in the file as it is */
} RhBodyKind;

#define RH_TYPE_BODY_KIND (rh_body_kind_get_type ())
GType rh_body_kind_get_type (void);

#define RH_TYPE_REQUEST_ITEM (rh_request_item_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestItem, rh_request_item, RH, REQUEST_ITEM, GObject)

/* Properties, all writable and notified: "name", "method", "url", "body-kind", "body-text",
 * "body-path", "body-type", "auth-kind", "note". Signal "changed" for these and for any change of
 * a row, variable, action, setting or the auth. Besides, notified: "edited", "problem", "conflict".
 */
RhRequestItem *rh_request_item_new (const char *name, const char *method, const char *url);
RhRequestItem *rh_request_item_copy (RhRequestItem *self);
/* The same without what can be large: the text of the body, and the examples. */
RhRequestItem *rh_request_item_copy_outline (RhRequestItem *self);
/* Makes @self what @other is, and not edited: what a file, a draft or a choice between two says. */
void rh_request_item_replace (RhRequestItem *self, RhRequestItem *other);

/* A request whose file was only glanced at: name, method and URL are known, and the rest is read
 * when somebody asks for it. The loader returns what the file holds (transfer full), or NULL with
 * an error, whose message becomes the "problem". */
typedef RhRequestItem *(*RhRequestItemLoader) (RhRequestItem *self,
                                               gpointer user_data,
                                               GError **error);
void rh_request_item_set_loader (RhRequestItem *self,
                                 RhRequestItemLoader loader,
                                 gpointer user_data,
                                 GDestroyNotify destroy);
/* Reads now what was not read yet. FALSE: there is a problem. */
gboolean rh_request_item_load (RhRequestItem *self);
gboolean rh_request_item_is_loaded (RhRequestItem *self);
/* Why it cannot be read ("line 12: …"); NULL. Such a request is shown and cannot be sent. */
const char *rh_request_item_get_problem (RhRequestItem *self);
void rh_request_item_set_problem (RhRequestItem *self, const char *problem);
/* Differs from what is kept, since the last replace() or since somebody saved it and said so. The
 * name does not count: it is kept as soon as it is given. */
gboolean rh_request_item_is_edited (RhRequestItem *self);
void rh_request_item_set_edited (RhRequestItem *self, gboolean edited);
/* It is edited, and its file says something else than it did: its user has to choose. Writable. */
gboolean rh_request_item_has_conflict (RhRequestItem *self);

/* The text of the file that it was read from or written to last; NULL. What is not ours in it
 * (scripts, checks, comments) is kept from there when it is written again. */
GBytes *rh_request_item_get_source (RhRequestItem *self);
void rh_request_item_set_source (RhRequestItem *self, GBytes *source);

/* What is made when somebody asks for it: of ten thousand requests most have none of it. */
typedef enum
{
  RH_REQUEST_PART_PARAMS,
  RH_REQUEST_PART_PATH_PARAMS,
  RH_REQUEST_PART_HEADERS,
  RH_REQUEST_PART_FORM,
  RH_REQUEST_PART_PARTS,
  RH_REQUEST_PART_ACTIONS,
  RH_REQUEST_PART_EXAMPLES,
  RH_REQUEST_PART_AUTH,
  RH_REQUEST_PART_SETTINGS,
  RH_REQUEST_PART_SCOPE,
} RhRequestPart;
/* FALSE: there is nothing in it, and nothing was made to find that out. */
gboolean rh_request_item_has (RhRequestItem *self, RhRequestPart part);
/* Its rows, those of a scope's variables too; NULL where there is nothing. Borrowed. */
GListModel *rh_request_item_peek_rows (RhRequestItem *self, RhRequestPart part);

/* The folder that it is in; NULL. */
RhFolder *rh_request_item_get_parent (RhRequestItem *self);
/* Its own variables: what nothing but a value kept in memory comes before. */
RhEnvironment *rh_request_item_get_scope (RhRequestItem *self);
/* What happens with the response; GListModel of RhAction. */
GListModel *rh_request_item_get_actions (RhRequestItem *self);
void rh_request_item_add_action (RhRequestItem *self, RhAction *action);
void rh_request_item_insert_action (RhRequestItem *self, guint position, RhAction *action);
void rh_request_item_remove_action (RhRequestItem *self, guint position);

/* Responses that were kept with it; GListModel of RhExample. */
GListModel *rh_request_item_get_examples (RhRequestItem *self);
void rh_request_item_add_example (RhRequestItem *self, RhExample *example);
void rh_request_item_insert_example (RhRequestItem *self, guint position, RhExample *example);
void rh_request_item_remove_example (RhRequestItem *self, guint position);

const char *rh_request_item_get_name (RhRequestItem *self);
const char *rh_request_item_get_method (RhRequestItem *self);
const char *rh_request_item_get_url (RhRequestItem *self);
const char *rh_request_item_get_note (RhRequestItem *self);
RhBodyKind rh_request_item_get_body_kind (RhRequestItem *self);
const char *rh_request_item_get_body_text (RhRequestItem *self);
const char *rh_request_item_get_body_path (RhRequestItem *self);
/* The media type of the file that is the body; "": what its name says. */
const char *rh_request_item_get_body_type (RhRequestItem *self);
RhAuthKind rh_request_item_get_auth_kind (RhRequestItem *self);
/* What its own kind of auth is made of. */
RhAuth *rh_request_item_get_auth (RhRequestItem *self);
RhRequestSettings *rh_request_item_get_settings (RhRequestItem *self);

/* GListModels of RhField. The URL text is the only truth for enabled params; this model follows
 * "url" and writes to it, and keeps disabled rows and notes beside it. */
GListModel *rh_request_item_get_params (RhRequestItem *self);
void rh_request_item_add_param (RhRequestItem *self, RhField *field);
void rh_request_item_insert_param (RhRequestItem *self, guint position, RhField *field);
/* For a copy or a file: notes and disabled rows, laid over the rows that the URL made. */
void rh_request_item_overlay_params (RhRequestItem *self, GListModel *rows);
void rh_request_item_remove_param (RhRequestItem *self, guint position);
/* The ":name" segments of the URL's path, one row a name: they come and go with the URL alone. A
 * row's name is written to the URL; whether a row is enabled means nothing. */
GListModel *rh_request_item_get_path_params (RhRequestItem *self);
void rh_request_item_overlay_path_params (RhRequestItem *self, GListModel *rows);
GListModel *rh_request_item_get_headers (RhRequestItem *self);
void rh_request_item_add_header (RhRequestItem *self, RhField *field);
void rh_request_item_insert_header (RhRequestItem *self, guint position, RhField *field);
void rh_request_item_remove_header (RhRequestItem *self, guint position);
GListModel *rh_request_item_get_form (RhRequestItem *self);
void rh_request_item_add_form_field (RhRequestItem *self, RhField *field);
void rh_request_item_insert_form_field (RhRequestItem *self, guint position, RhField *field);
void rh_request_item_remove_form_field (RhRequestItem *self, guint position);
/* Of a multipart body; see "file" and "media-type" of RhField. */
GListModel *rh_request_item_get_parts (RhRequestItem *self);
void rh_request_item_add_part (RhRequestItem *self, RhField *field);
void rh_request_item_insert_part (RhRequestItem *self, guint position, RhField *field);
void rh_request_item_remove_part (RhRequestItem *self, guint position);
/* @part: HEADERS, FORM or PARTS. In the place of @n_removed of its rows from @position on come
 * @fields (element-type RhField), and "changed" says so once: for thousands of them. */
void rh_request_item_splice_rows (RhRequestItem *self,
                                  RhRequestPart part,
                                  guint position,
                                  guint n_removed,
                                  GPtrArray *fields);

G_END_DECLS
