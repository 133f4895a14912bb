/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restricted YAML in: one document in UTF-8, of plain data, with limits. Tags, anchors, aliases,
 * merge keys and a key that comes twice are refused with their line, since a reader that skips them
 * would read something else than what the file says. */
#pragma once

#include "collection/rh-yaml-source.h"
#include "collection/rh-yaml.h"

G_BEGIN_DECLS

/* The whole of @text, which may begin with a byte order mark and have line ends of any kind;
 * @length is -1 if it ends with a NUL. An empty text is a null scalar. NULL with an RH_YAML_ERROR.
 * (transfer full) */
RhYaml *rh_yaml_parse (const char *text, gssize length, GError **error);

/* The limits of a file that a person chose, rather than of one of many that are read at a start. */
typedef struct
{
  gsize size; /* bytes */
  guint nodes;
} RhYamlLimits;
RhYaml *
rh_yaml_parse_within (const char *text, gssize length, const RhYamlLimits *limits, GError **error);

/* Where things are in the text, for those who keep pieces of it. Lines are from 0 here. */
typedef struct
{
  guint line;
  gboolean at_margin; /* it begins its line, and is a key of a block */
  guint kept_until;   /* empty lines before this line belong to the value that ends here */
} RhYamlKeyMark;

typedef struct
{
  GArray *keys;     /* RhYamlKeyMark, one for each key of the root */
  GArray *comments; /* guint, rising: the lines that have a comment */
} RhYamlMarks;

RhYamlMarks *rh_yaml_marks_new (void);
void rh_yaml_marks_free (RhYamlMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhYamlMarks, rh_yaml_marks_free)

/* @marks: (nullable). (transfer full) */
RhYaml *rh_yaml_parse_source (const RhYamlSource *source, RhYamlMarks *marks, GError **error);

G_END_DECLS
