/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comments of a YAML file, with the text of the keys that they are in. */
#pragma once

#include "collection/rh-yaml-parser.h"

G_BEGIN_DECLS

/* What is kept of a key's text. */
typedef struct
{
  char *before;  /* comments; NULL if there are none */
  char *lines;   /* its own text, if there are comments in it, or NULL */
  RhYaml *value; /* as it was parsed; NULL if @lines is */
  gboolean open; /* @lines ends with a literal that would take in an empty line after it */
} RhYamlPiece;

typedef struct
{
  char *head;         /* "" if there is none; ends with an empty line if one was there */
  char *tail;         /* or NULL */
  GHashTable *pieces; /* key → RhYamlPiece; NULL if the text cannot be cut */
} RhYamlComments;

/* @root and @marks are what was read from @source, and @root is a mapping. NULL if there are no
 * comments. (transfer full) */
RhYamlComments *
rh_yaml_comments_new (const RhYamlSource *source, const RhYamlMarks *marks, const RhYaml *root);
void rh_yaml_comments_free (RhYamlComments *self);

/* NULL if nothing is kept of @key; @self may be NULL. Borrowed. */
const RhYamlPiece *rh_yaml_comments_get (const RhYamlComments *self, const char *key);

G_END_DECLS
