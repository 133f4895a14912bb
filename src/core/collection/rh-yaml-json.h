/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON (RFC 8259) as the same small tree that YAML is read into, so that whoever reads both needs
 * one way. A string is a scalar that is not plain; a number, true, false and null are plain, with
 * their own digits. Of a key that comes twice the last counts. */
#pragma once

#include "collection/rh-yaml.h"

G_BEGIN_DECLS

/* Deeper than YAML's: collections nest folders in arrays in objects. */
#define RH_YAML_JSON_MAX_DEPTH 256
#define RH_YAML_JSON_MAX_NODES 4000000

/* The one value that the whole of @text is. U+0000 and halves of surrogate pairs become U+FFFD.
 * NULL with an RH_YAML_ERROR: SYNTAX, ENCODING, TOO_DEEP, TOO_LARGE. (transfer full) */
RhYaml *rh_yaml_parse_json (const char *text, gsize length, GError **error);
/* The value as JSON, indented by @indent spaces a level, 0: in one line; a plain scalar that is no
 * number or literal of JSON's is a string. No line feed at the end. (transfer full) */
char *rh_yaml_to_json (const RhYaml *self, guint indent);

G_END_DECLS
