/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical YAML out: one tree has one text, and every reader of YAML 1.1 and 1.2 reads from it
 * what was in the tree. Two spaces a level, sequences indented under their key, text of several
 * lines as a literal block, quotes only where they are needed, no line ever folded. */
#pragma once

#include "collection/rh-yaml.h"

G_BEGIN_DECLS

/* With a line feed at the end. (transfer full) */
char *rh_yaml_write (const RhYaml *node);

/* Appends one key of a mapping at the margin, as rh_yaml_write() would. */
void rh_yaml_write_pair (GString *out, const char *key, const RhYaml *value);

G_END_DECLS
