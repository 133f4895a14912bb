/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A URL and its params as rows. The URL is the only truth for enabled rows: rows follow it and
 * write to it; disabled rows, rows without text yet, and notes are kept beside it. */
#pragma once

#include "collection/rh-field.h"

G_BEGIN_DECLS

#define RH_TYPE_PARAM_LIST (rh_param_list_get_type ())
G_DECLARE_FINAL_TYPE (RhParamList, rh_param_list, RH, PARAM_LIST, GObject)

/* Property "url", notified. Signal "changed": the URL or any part of a row did. */
RhParamList *rh_param_list_new (void);
const char *rh_param_list_get_url (RhParamList *self);
void rh_param_list_set_url (RhParamList *self, const char *url);
GListModel *rh_param_list_get_rows (RhParamList *self); /* of RhField */
/* An enabled row goes into the URL as its last param. */
void rh_param_list_add (RhParamList *self, RhField *field);
/* The same at a place among the rows. */
void rh_param_list_insert (RhParamList *self, guint position, RhField *field);
/* Lays notes and rows that are not in the URL over what the URL made: @rows as another list has
 * them (RhField, copied). A note is kept where name and value are those of the URL. */
void rh_param_list_overlay (RhParamList *self, GListModel *rows);
void rh_param_list_remove (RhParamList *self, guint position);

G_END_DECLS
