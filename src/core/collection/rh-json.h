/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own JSON files: strict, limited, written whole; every wrong type is an error that names the
 * member. Built on json-glib, which is right for small files. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define RH_COLLECTION_ERROR (rh_collection_error_quark ())
GQuark rh_collection_error_quark (void);
typedef enum
{
  RH_COLLECTION_ERROR_SYNTAX,  /* not JSON, not UTF-8, nested too deep, too large */
  RH_COLLECTION_ERROR_CONTENT, /* JSON, and not what belongs there; the message is the member */
  RH_COLLECTION_ERROR_VERSION, /* written by a newer version */
} RhCollectionError;

#define RH_JSON_MAX_SIZE (16 * 1024 * 1024)

/* The object that the whole text is; NULL with an error. (transfer full) */
JsonObject *rh_json_parse (const char *text, gssize length, GError **error);

/* A missing member is "" or @fallback or NULL; one of another type is an error. What comes out is
 * borrowed. */
gboolean
rh_json_get_string (JsonObject *object, const char *member, const char **value, GError **error);
gboolean rh_json_get_boolean (JsonObject *object,
                              const char *member,
                              gboolean fallback,
                              gboolean *value,
                              GError **error);
gboolean rh_json_get_int (JsonObject *object,
                          const char *member,
                          gint64 fallback,
                          gint64 *value,
                          GError **error);
gboolean
rh_json_get_array (JsonObject *object, const char *member, JsonArray **value, GError **error);
gboolean
rh_json_get_object (JsonObject *object, const char *member, JsonObject **value, GError **error);
/* The @index-th element, which must be an object; @what names the array. */
JsonObject *
rh_json_element_object (JsonArray *array, guint index, const char *what, GError **error);
/* The @index-th element as a string. */
const char *
rh_json_element_string (JsonArray *array, guint index, const char *what, GError **error);
/* FALSE if there is a member besides @known (NULL-terminated): for files that people write. */
gboolean rh_json_check_members (JsonObject *object, const char *const *known, GError **error);

/* Members in the order they were built, two spaces, a line feed at the end. */
char *rh_json_print (JsonBuilder *builder);
/* Leaves the member out when @value is "". */
void rh_json_add_string (JsonBuilder *builder, const char *member, const char *value);
/* Leaves the member out when @value is @fallback. */
void rh_json_add_flag (JsonBuilder *builder, const char *member, gboolean value, gboolean fallback);

/* A folder is made with mode 0700, the file with 0600: temporary file beside it, fsync, rename,
 * fsync of the folder; nothing at all if the content is the same. */
gboolean rh_json_write_file (GFile *file, const char *text, GError **error);
char *rh_json_read_file (GFile *file, gsize *length, GError **error);

G_END_DECLS
