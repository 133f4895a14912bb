/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of params, headers or form fields. */
#pragma once

#include "common/rh-variable-scope.h"
#include "request/rh-field-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_FIELD_LIST (rh_field_list_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldList, rh_field_list, RH, FIELD_LIST, AdwBin)

/* Where something in the table is. */
typedef struct
{
  gboolean of_path; /* one of the rows above the params of the query */
  guint row;
  const char *cell; /* "name", "value", "note", "media-type"; another one is the value */
  guint cursor;     /* in characters */
} RhFieldPlace;

/* @label: what assistive technology calls it. Properties: "narrow"; "as-text": the rows are edited
 * as lines of text. */
GtkWidget *
rh_field_list_new (RhRequestItem *item, RhFields fields, RhVariableScope *scope, const char *label);
/* Rows of RhField below all others, that are added to the headers when they are sent: the note says
 * why; an enabled one can be overridden. Before it is shown. */
void rh_field_list_set_added (RhFieldList *self, GListModel *rows);
/* Of parts: one more for each file. @files: of GFile. */
void rh_field_list_add_files (RhFieldList *self, GListModel *files);
/* Puts the cursor there; at the row at the end if there are fewer. */
void rh_field_list_reveal (RhFieldList *self, const RhFieldPlace *place);
/* The headers that all requests in @folder have. */
GtkWidget *
rh_field_list_new_for_folder (RhFolder *folder, RhVariableScope *scope, const char *label);

G_END_DECLS
