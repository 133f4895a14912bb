/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path parameters of a URL as rows. The URL says which there are, in which order and how they
 * are called; values and notes are kept beside it. */
#pragma once

#include "collection/rh-field.h"

G_BEGIN_DECLS

#define RH_TYPE_PATH_LIST (rh_path_list_get_type ())
G_DECLARE_FINAL_TYPE (RhPathList, rh_path_list, RH, PATH_LIST, GObject)

/* Signal "renamed" (const char *name, const char *new_name): a row was called something else, and
 * the URL has to follow. Signal "changed": a value or a note did. */
RhPathList *rh_path_list_new (void);
/* One row a name. A row stays with its name, or with its place if only names differ. */
void rh_path_list_set_url (RhPathList *self, const char *url);
GListModel *rh_path_list_get_rows (RhPathList *self); /* of RhField */
/* Gives rows the values and notes of those of their names in @rows. */
void rh_path_list_overlay (RhPathList *self, GListModel *rows);

G_END_DECLS
