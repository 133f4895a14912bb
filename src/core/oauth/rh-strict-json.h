/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One JSON object from somebody who may not mean well: token responses and metadata. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define RH_STRICT_JSON_MAX_DEPTH 32

/* RFC 8259 to the letter, an object at the top, no member twice, no NUL, no deep nesting. A byte
 * order mark in front is skipped; @had_bom (may be NULL) says so. (transfer full); NULL with
 * G_IO_ERROR_INVALID_DATA and a reason that quotes nothing of the document. */
JsonObject *
rh_strict_json_parse (const char *bytes, gsize length, gboolean *had_bom, GError **error);
/* A string member; NULL if it is missing or of another type. Borrowed. */
const char *rh_strict_json_get_string (JsonObject *object, const char *member);

G_END_DECLS
