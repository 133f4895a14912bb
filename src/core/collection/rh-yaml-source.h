/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a YAML file, made ready for libyaml: UTF-8 without a byte order mark, every line
 * ended by a line feed, and no character in it that YAML 1.1 takes for the end of a line and
 * YAML 1.2 does not. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_YAML_N_ODD_BREAKS 3

typedef struct
{
  char *text;
  gsize length;
  gboolean changed; /* there was a byte order mark or a carriage return */

  /* What libyaml is to be given in place of text, or NULL if that is text itself: U+0085, U+2028
   * and U+2029 are in it as characters that do not occur otherwise. Lines and columns are the same.
   */
  GString *stand_in;
  gunichar stand_ins[RH_YAML_N_ODD_BREAKS];
} RhYamlSource;

/* NULL with an RH_YAML_ERROR: too large, or not text that YAML allows. @length is -1 if @text ends
 * with a NUL. Not a byte more than RH_YAML_MAX_SIZE is looked at. (transfer full) */
RhYamlSource *rh_yaml_source_new (const char *text, gssize length, GError **error);
/* The same with another limit, in bytes. */
RhYamlSource *
rh_yaml_source_new_within (const char *text, gssize length, gsize max_size, GError **error);
void rh_yaml_source_free (RhYamlSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhYamlSource, rh_yaml_source_free)

/* @text, which libyaml has given back, as it is in the file. (transfer full) */
char *rh_yaml_source_restore (const RhYamlSource *self, const char *text);

G_END_DECLS
