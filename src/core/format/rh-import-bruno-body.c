/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies of a Bruno request: the one that is sent, and others, which Bruno leaves in the file. */
#define G_LOG_DOMAIN "rh-import-bruno-body"

#include "config.h"

#include "format/rh-import-bruno.h"

#include <string.h>

#define FILE_MARK "@file("
#define TYPE_MARK "@contentType("
#define GRAPHQL_VARIABLES "body:graphql:vars"

/* What a mode is called in the request's block, and which block it is. */
static const struct
{
  const char *mode;
  const char *block;
  RhBodyKind kind;
} bodies[] = {
  { "json", "body:json", RH_BODY_KIND_JSON },
  { "text", "body:text", RH_BODY_KIND_TEXT },
  { "xml", "body:xml", RH_BODY_KIND_XML },
  { "sparql", "body:sparql", RH_BODY_KIND_TEXT },
  { "formUrlEncoded", "body:form-urlencoded", RH_BODY_KIND_FORM },
  { "form-urlencoded", "body:form-urlencoded", RH_BODY_KIND_FORM },
  { "multipartForm", "body:multipart-form", RH_BODY_KIND_MULTIPART },
  { "multipart-form", "body:multipart-form", RH_BODY_KIND_MULTIPART },
  { "file", "body:file", RH_BODY_KIND_FILE },
  { "graphql", "body:graphql", RH_BODY_KIND_JSON },
};

/* Values */

/* "VALUE @contentType(TYPE)": takes the type off. (transfer full) */
static char *
take_type (char *value)
{
  char *mark = NULL;
  char *type;
  gsize length = strlen (value);

  for (char *at = value; (at = strstr (at, TYPE_MARK)) != NULL; at++)
    mark = at;
  if (mark == NULL || value[length - 1] != ')')
    return g_strdup ("");

  type = g_strndup (mark + strlen (TYPE_MARK),
                    length - (gsize) (mark - value) - strlen (TYPE_MARK) - 1);
  *mark = '\0';
  g_strchomp (value);
  return type;
}

/* "@file(a|b)": a path a line. NULL: it is none. */
static char *
dup_paths (const char *value)
{
  g_autofree char *inner = NULL;

  if (!g_str_has_prefix (value, FILE_MARK) || !g_str_has_suffix (value, ")"))
    return NULL;

  inner = g_strndup (value + strlen (FILE_MARK), strlen (value) - strlen (FILE_MARK) - 1);
  return g_strdelimit (g_steal_pointer (&inner), "|", '\n');
}

static void
tell_files (RhBruno *self, const char *paths, const char *place)
{
  g_auto (GStrv) lines = g_strsplit (paths, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      rh_import_note (self->import, RH_IMPORT_FILE_NOT_READ, place, lines[i]);
}

/* Rows */

static void
add_form (RhBruno *self, const RhBruBlock *block, RhRequestItem *item, const char *place)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      g_autoptr (RhField) field
          = rh_bruno_new_field (self, g_ptr_array_index (block->pairs, i), place);

      rh_request_item_add_form_field (item, field);
    }
}

static void
add_parts (RhBruno *self, const RhBruBlock *block, RhRequestItem *item, const char *place)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      g_autoptr (RhField) field
          = rh_bruno_new_field (self, g_ptr_array_index (block->pairs, i), place);
      g_autofree char *value = g_strdup (rh_field_get_value (field));
      g_autofree char *type = take_type (value);
      g_autofree char *paths = dup_paths (value);

      if (paths != NULL)
        tell_files (self, paths, place);
      g_object_set (field, "value", paths == NULL ? value : paths, "file", paths != NULL,
                    "media-type", type, NULL);
      rh_request_item_add_part (item, field);
    }
}

/* The one that is chosen is sent. */
static void
set_file (RhBruno *self, const RhBruBlock *block, RhRequestItem *item, const char *place)
{
  gboolean found = FALSE;

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      g_autofree char *value = rh_bruno_dup_text (self, pair->value, place);
      g_autofree char *type = take_type (value);
      g_autofree char *path = dup_paths (value);

      if (found || !pair->enabled || path == NULL)
        {
          rh_import_note (self->import, RH_IMPORT_NOT_IN_USE, place, value);
          continue;
        }
      found = TRUE;
      g_object_set (item, "body-path", path, "body-type", type, NULL);
      tell_files (self, path, place);
    }
}

static void
set_text (RhBruno *self, const RhBruBlock *block, RhRequestItem *item, const char *place)
{
  g_autofree char *text = rh_bruno_dup_text (self, block->text, place);

  g_object_set (item, "body-text", text, NULL);
  if (g_str_equal (block->name, "body:sparql"))
    {
      g_autoptr (RhField) field
          = rh_field_new ("Content-Type", "application/sparql-query", "", TRUE);

      rh_request_item_add_header (item, field);
    }
}

static void
set_graphql (RhBruno *self,
             const RhBru *bru,
             const RhBruBlock *block,
             RhRequestItem *item,
             const char *place)
{
  const RhBruBlock *given = rh_bru_find (bru, GRAPHQL_VARIABLES);
  g_autofree char *query = rh_bruno_dup_text (self, block->text, place);
  g_autofree char *variables = rh_bruno_dup_text (self, given == NULL ? "" : given->text, place);

  rh_import_set_graphql (self->import, item, query, variables, "", place);
}

/* Which */

static void
set_body (RhBruno *self,
          const RhBru *bru,
          const RhBruBlock *block,
          RhRequestItem *item,
          RhBodyKind kind,
          const char *place)
{
  g_object_set (item, "body-kind", kind, NULL);
  if (g_str_equal (block->name, "body:graphql"))
    set_graphql (self, bru, block, item, place);
  else if (kind == RH_BODY_KIND_FORM)
    add_form (self, block, item, place);
  else if (kind == RH_BODY_KIND_MULTIPART)
    add_parts (self, block, item, place);
  else if (kind == RH_BODY_KIND_FILE)
    set_file (self, block, item, place);
  else
    set_text (self, block, item, place);
}

/* Rows can have secrets in them, which nobody would look for there. */
static void
keep_unused (RhBruno *self, const RhBruBlock *block, RhRequestItem *item, const char *place)
{
  if (block->pairs == NULL)
    rh_bruno_keep_block (self, item, block, place);
  else if (block->pairs->len > 0)
    rh_import_note (self->import, RH_IMPORT_NOT_IN_USE, place, block->name);
}

void
rh_bruno_read_body (RhBruno *self,
                    const RhBru *bru,
                    RhRequestItem *item,
                    const char *mode,
                    const char *place)
{
  const RhBruBlock *used = NULL;
  gboolean graphql = g_str_equal (mode, "graphql");

  for (guint i = 0; i < G_N_ELEMENTS (bodies) && used == NULL; i++)
    if (g_str_equal (bodies[i].mode, mode))
      {
        used = rh_bru_find (bru, bodies[i].block);
        if (used != NULL)
          set_body (self, bru, used, item, bodies[i].kind, place);
      }
  if (used == NULL && (*mode == '\0' || g_str_equal (mode, "json")))
    {
      used = rh_bru_find (bru, "body");
      if (used != NULL)
        set_body (self, bru, used, item, RH_BODY_KIND_JSON, place);
    }

  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);

      if (block != used && g_str_has_prefix (block->name, "body")
          && !(graphql && g_str_equal (block->name, GRAPHQL_VARIABLES)))
        keep_unused (self, block, item, place);
    }
}
