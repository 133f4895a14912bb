/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restricted YAML in: one document in UTF-8, of plain data, with limits. Tags, anchors, aliases, merge
 * keys and a key that comes twice are refused with their line, since a reader that skips them would
 * read something else than what the file says. */
#pragma once

#include "collection/rh-yaml.h"

G_BEGIN_DECLS

/* The whole of @text, which may begin with a byte order mark and have line ends of any kind; @length
 * is -1 if it ends with a NUL. An empty text is a null scalar. NULL with an RH_YAML_ERROR.
 * (transfer full) */
RhYaml *rh_yaml_parse (const char *text, gssize length, GError **error);

G_END_DECLS
