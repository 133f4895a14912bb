/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided, as a JSON file in the user's state: a version, and one object whose members
 * are entries by key. Several programs write it, so it is read again before each change. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define RH_STATE_FILE_ERROR (rh_state_file_error_quark ())
GQuark rh_state_file_error_quark (void);
/* The message begins with the file's path. */
typedef enum
{
  RH_STATE_FILE_ERROR_BROKEN, /* it is there and cannot be read */
  RH_STATE_FILE_ERROR_NEWER,  /* written by a newer version */
} RhStateFileError;

typedef struct
{
  int version;
  const char *member; /* what holds the entries */
  /* The entry that is the member @key of @entries, of whatever type: rh-json.h. NULL with an error.
   * (transfer full) */
  gpointer (*read) (JsonObject *entries, const char *key, GError **error);
  /* The value only: its name is written already. */
  void (*write) (JsonBuilder *builder, gconstpointer entry);
  GDestroyNotify free;
} RhStateFormat;

typedef struct _RhStateFile RhStateFile;

/* @format is static. Nothing is read yet. */
RhStateFile *rh_state_file_new (GFile *file, const RhStateFormat *format);
void rh_state_file_free (RhStateFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhStateFile, rh_state_file_free)

/* The entries by key, to look at and to change; read when first asked. None if there is no file, or
 * one that cannot be read. Borrowed until read_again(). */
GHashTable *rh_state_file_get_entries (RhStateFile *self);
/* Why the file, which is there, cannot be read; NULL. Borrowed until read_again(). */
const GError *rh_state_file_get_problem (RhStateFile *self);
/* Forgets what is not written: the entries are read again when asked for next. */
void rh_state_file_read_again (RhStateFile *self);
/* The entries as they are now, sorted by key: mode 0600, written whole. A file that cannot be read
 * is never written over: the error is its problem. What did not get to the disk is forgotten. */
gboolean rh_state_file_write (RhStateFile *self, GError **error);

G_END_DECLS
