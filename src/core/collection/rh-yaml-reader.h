/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a wanted type out of a mapping of YAML. */
#pragma once

#include "collection/rh-yaml.h"

G_BEGIN_DECLS

/* Reading one key of a mapping. A missing key, or one whose value is null, gives @fallback or NULL
 * and is no error. A value of another kind is one, of RH_YAML_ERROR_CONTENT: "line 3: seq: not a
 * whole number". What comes out is borrowed. */
gboolean rh_yaml_read_string (const RhYaml *self,
                              const char *key,
                              const char *fallback,
                              const char **value,
                              GError **error);
/* true or false, in quotes too, True and TRUE as well. */
gboolean rh_yaml_read_boolean (const RhYaml *self,
                               const char *key,
                               gboolean fallback,
                               gboolean *value,
                               GError **error);
/* A decimal, in quotes too. */
gboolean rh_yaml_read_int (const RhYaml *self,
                           const char *key,
                           gint64 fallback,
                           gint64 *value,
                           GError **error);
gboolean
rh_yaml_read_sequence (const RhYaml *self, const char *key, RhYaml **value, GError **error);
gboolean rh_yaml_read_mapping (const RhYaml *self, const char *key, RhYaml **value, GError **error);

/* Sets RH_YAML_ERROR_CONTENT with @self's line before the message. Always FALSE. */
gboolean rh_yaml_fail (const RhYaml *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
