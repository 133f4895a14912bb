/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it is edited and kept: templates, not yet filled in. */
#pragma once

#include "collection/rh-field.h"

G_BEGIN_DECLS

typedef enum
{
  RH_BODY_KIND_NONE,
  RH_BODY_KIND_JSON,
  RH_BODY_KIND_TEXT,
  RH_BODY_KIND_XML,
  RH_BODY_KIND_FORM, /* rows of rh_request_item_get_form() */
  RH_BODY_KIND_FILE, /* rh_request_item_get_body_path() */
} RhBodyKind;

typedef enum
{
  RH_AUTH_KIND_INHERIT, /* the collection's OAuth 2.0 */
  RH_AUTH_KIND_NONE,
} RhAuthKind;

#define RH_TYPE_BODY_KIND (rh_body_kind_get_type ())
GType rh_body_kind_get_type (void);
#define RH_TYPE_AUTH_KIND (rh_auth_kind_get_type ())
GType rh_auth_kind_get_type (void);

#define RH_TYPE_REQUEST_ITEM (rh_request_item_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestItem, rh_request_item, RH, REQUEST_ITEM, GObject)

/* Properties, all writable and notified: "name", "method", "url", "body-kind", "body-text",
 * "body-path", "auth-kind", "note". Signal "changed" for these and for any change of a row. */
RhRequestItem *rh_request_item_new (const char *name, const char *method, const char *url);
RhRequestItem *rh_request_item_copy (RhRequestItem *self);
const char *rh_request_item_get_name (RhRequestItem *self);
const char *rh_request_item_get_method (RhRequestItem *self);
const char *rh_request_item_get_url (RhRequestItem *self);
const char *rh_request_item_get_note (RhRequestItem *self);
RhBodyKind rh_request_item_get_body_kind (RhRequestItem *self);
const char *rh_request_item_get_body_text (RhRequestItem *self);
const char *rh_request_item_get_body_path (RhRequestItem *self);
RhAuthKind rh_request_item_get_auth_kind (RhRequestItem *self);

/* GListModels of RhField. The URL text is the only truth for enabled params; this model follows
 * "url" and writes to it, and keeps disabled rows and notes beside it. */
GListModel *rh_request_item_get_params (RhRequestItem *self);
void rh_request_item_add_param (RhRequestItem *self, RhField *field);
void rh_request_item_insert_param (RhRequestItem *self, guint position, RhField *field);
/* For a copy or a file: notes and disabled rows, laid over the rows that the URL made. */
void rh_request_item_overlay_params (RhRequestItem *self, GListModel *rows);
void rh_request_item_remove_param (RhRequestItem *self, guint position);
GListModel *rh_request_item_get_headers (RhRequestItem *self);
void rh_request_item_add_header (RhRequestItem *self, RhField *field);
void rh_request_item_remove_header (RhRequestItem *self, guint position);
GListModel *rh_request_item_get_form (RhRequestItem *self);
void rh_request_item_add_form_field (RhRequestItem *self, RhField *field);
void rh_request_item_remove_form_field (RhRequestItem *self, guint position);

G_END_DECLS
