/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of params, headers, a form or a multipart body: name, value, note, on or off. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_FIELD (rh_field_get_type ())
G_DECLARE_FINAL_TYPE (RhField, rh_field, RH, FIELD, GObject)

/* Properties, all writable and notified: "name", "value", "note", "enabled", and "bare": a param
 * typed without "=", which ends when it gets a value. Of a part of a multipart body besides:
 * "file", whether the value is the path of a file, or of several, one a line; "media-type", ""
 * for what fits; "file-name", what one file is called to the server, "" for what it is called here.
 * Templates but for paths, not checked. */
RhField *rh_field_new (const char *name, const char *value, const char *note, gboolean enabled);
const char *rh_field_get_name (RhField *self);
const char *rh_field_get_value (RhField *self);
const char *rh_field_get_note (RhField *self);
gboolean rh_field_is_enabled (RhField *self);
gboolean rh_field_is_bare (RhField *self);
gboolean rh_field_is_file (RhField *self);
const char *rh_field_get_media_type (RhField *self);
const char *rh_field_get_file_name (RhField *self);
/* The value's lines that are not empty; NULL-terminated. */
GStrv rh_field_dup_paths (RhField *self);
RhField *rh_field_copy (RhField *self);

/* In the place of @n_removed of @rows from @position on come @fields (element-type RhField), as one
 * change of the list. @changed is told of "notify" by those that are in it, with @owner first. */
void rh_field_splice (GListStore *rows,
                      guint position,
                      guint n_removed,
                      GPtrArray *fields,
                      GCallback changed,
                      gpointer owner);

G_END_DECLS
