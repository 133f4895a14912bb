/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts, rows, variables and scripts of Bruno's, wherever they stand. */
#define G_LOG_DOMAIN "rh-import-bruno-text"

#include "config.h"

#include "format/rh-import-bruno.h"

#include "text/rh-template.h"

#include <math.h>
#include <string.h>

#define PROCESS "process.env."
/* No longer one is looked for. */
#define MAX_REFERENCE 256

/* What a variable can be called, out of a question: "Your name?" gives Your_name. */
static char *
dup_variable (const char *question)
{
  char *name = g_strstrip (g_strdup (question));

  for (char *at = name; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("_-.", *at) == NULL)
      *at = '_';

  return name;
}

/* What "{{@inner}}" is here; NULL: the same. Those of the process's surroundings are looked for in
 * an environment's file, in the same words. */
static char *
dup_reference (RhBruno *self, const char *inner, const char *place)
{
  g_autofree char *name = g_strstrip (g_strdup (inner));
  g_autofree char *whole = g_strdup_printf ("{{%s}}", name);
  g_autofree char *variable = NULL;

  self->process = self->process || g_str_has_prefix (name, PROCESS);
  if (*name != '?')
    return NULL;

  variable = dup_variable (name + 1);
  if (!rh_template_is_name (variable))
    return NULL;

  rh_import_note (self->import, RH_IMPORT_TEMPLATE_CHANGED, place, whole);
  return g_strdup_printf ("{{%s}}", variable);
}

char *
rh_bruno_dup_text (RhBruno *self, const char *text, const char *place)
{
  GString *result = g_string_new (NULL);
  const char *begin;

  while ((begin = strstr (text, "{{")) != NULL)
    {
      const char *end = g_strstr_len (begin + 2, MAX_REFERENCE, "}}");
      g_autofree char *inner
          = end == NULL ? NULL : g_strndup (begin + 2, (gsize) (end - begin) - 2);
      g_autofree char *reference = NULL;

      /* the last "{{" before its end begins a reference */
      if (inner != NULL && strstr (inner, "{{") == NULL)
        reference = dup_reference (self, inner, place);
      g_string_append_len (result, text, begin - text);
      g_string_append (result, reference == NULL ? "{{" : reference);
      text = reference == NULL ? begin + 2 : end + 2;
    }

  g_string_append (result, text);
  return g_string_free_and_steal (result);
}

RhField *
rh_bruno_new_field (RhBruno *self, const RhBruPair *pair, const char *place)
{
  g_autofree char *name = rh_bruno_dup_text (self, pair->name, place);
  g_autofree char *value = rh_bruno_dup_text (self, pair->value, place);

  return rh_field_new (name, value, pair->note, pair->enabled);
}

/* "@" says that it is for one request only, as all are here. */
void
rh_bruno_add_variables (RhBruno *self,
                        RhEnvironment *scope,
                        const RhBruBlock *block,
                        const char *place)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      const char *name = pair->name + (*pair->name == '@' ? 1 : 0);
      g_autofree char *value = rh_bruno_dup_text (self, pair->value, place);
      g_autoptr (RhVariable) variable = rh_variable_new (name, value);

      g_object_set (variable, "note", pair->note, "enabled", pair->enabled, "kind", pair->kind,
                    NULL);
      rh_environment_append (scope, variable);
    }
}

gboolean
rh_bruno_keep_script (RhBruno *self, gpointer object, const RhBruBlock *block, const char *place)
{
  static const struct
  {
    const char *name;
    const char *type;
  } types[] = { { "script:pre-request", "before-request" },
                { "script:post-response", "after-response" },
                { "tests", "tests" } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (block->name, types[i].name))
      {
        if (*block->text != '\0')
          rh_import_keep_script (self->import, object, types[i].type, block->text, place);
        return TRUE;
      }

  return FALSE;
}

void
rh_bruno_keep_block (RhBruno *self, gpointer object, const RhBruBlock *block, const char *place)
{
  if (*block->text != '\0')
    rh_import_keep_member (self->import, object, "bruno", block->name,
                           rh_yaml_new_string (block->text), place, TRUE);
}

void
rh_bruno_tell_others (RhBruno *self,
                      const RhBruBlock *block,
                      const char *const *known,
                      const char *place)
{
  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);

      if (!g_strv_contains (known, pair->name))
        rh_import_note (self->import, RH_IMPORT_MEMBER, place, pair->name);
    }
}

double
rh_bruno_read_seq (const RhBru *bru)
{
  const char *text = rh_bru_lookup_in (bru, "meta", "seq");
  char *end = NULL;
  double seq = text == NULL ? NAN : g_ascii_strtod (text, &end);

  return text == NULL || end == text || isinf (seq) ? NAN : seq;
}
