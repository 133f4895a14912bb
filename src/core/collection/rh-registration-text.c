/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registration as text. The labels are the form's own: they have to be found there. */
#define G_LOG_DOMAIN "rh-registration-text"

#include "config.h"

#include "collection/rh-registration-text.h"

#include <string.h>

/* Called for each field that has a value, in the form's order. */
typedef void (*Add) (GString *text, const char *label, const char *value);

const char *
rh_registration_get_value (RhRegistration *self,
                           const RhServiceField *field,
                           const char *redirect_uri,
                           const char *scope)
{
  const char *typed;

  g_return_val_if_fail (RH_IS_REGISTRATION (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (field->kind == RH_SERVICE_FIELD_REDIRECT_URIS)
    return redirect_uri;
  if (field->kind == RH_SERVICE_FIELD_SCOPES)
    return scope;

  typed = rh_registration_get (self, field->id);
  return *typed != '\0' || field->value == NULL ? typed : field->value;
}

static void
add_all (GString *text,
         Add add,
         RhRegistration *self,
         const RhServiceForm *form,
         const char *redirect_uri,
         const char *scope)
{
  if (form->fields->len == 0)
    {
      add (text, "Redirect URI", redirect_uri);
      add (text, "Scopes", scope);
      return;
    }

  for (guint i = 0; i < form->fields->len; i++)
    {
      const RhServiceField *field = g_ptr_array_index (form->fields, i);
      const char *value = rh_registration_get_value (self, field, redirect_uri, scope);

      if (*value != '\0')
        add (text, field->label, value);
    }
}

/* A line stays a line. */
static char *
dup_line (const char *value)
{
  g_autofree char *line = g_strstrip (g_strdup (value));

  return g_strdelimit (g_steal_pointer (&line), "\r\n\t", ' ');
}

static void
add_line (GString *text, const char *label, const char *value)
{
  g_autofree char *line = dup_line (value);

  g_string_append_printf (text, "%s: %s\n", label, line);
}

/* More than any run of backticks in @value. */
static char *
dup_fence (const char *value)
{
  gsize longest = 0;
  gsize run = 0;

  for (const char *p = value; *p != '\0'; p++)
    {
      run = *p == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }

  return g_strnfill (longest + 1, '`');
}

static void
add_cell (GString *text, const char *value)
{
  g_autofree char *line = dup_line (value);
  g_autofree char *fence = dup_fence (line);
  g_autoptr (GString) cell = g_string_new (line);
  const char *space = strchr (line, '`') != NULL ? " " : "";

  /* a table reads its bars before anything else */
  g_string_replace (cell, "|", "\\|", 0);
  g_string_append_printf (text, "%s%s%s%s%s", fence, space, cell->str, space, fence);
}

static void
add_row (GString *text, const char *label, const char *value)
{
  g_autoptr (GString) name = g_string_new (label);

  g_string_replace (name, "|", "\\|", 0);
  g_string_append_printf (text, "| %s | ", name->str);
  add_cell (text, value);
  g_string_append (text, " |\n");
}

char *
rh_registration_to_text (RhRegistration *self,
                         const RhServiceForm *form,
                         const char *redirect_uri,
                         const char *scope)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (RH_IS_REGISTRATION (self), NULL);
  g_return_val_if_fail (form != NULL, NULL);

  add_all (text, add_line, self, form, redirect_uri, scope);
  return g_string_free (text, FALSE);
}

char *
rh_registration_to_markdown (RhRegistration *self,
                             const RhServiceForm *form,
                             const char *redirect_uri,
                             const char *scope)
{
  GString *text = g_string_new ("| Field | Value |\n| --- | --- |\n");

  g_return_val_if_fail (RH_IS_REGISTRATION (self), NULL);
  g_return_val_if_fail (form != NULL, NULL);

  add_all (text, add_row, self, form, redirect_uri, scope);
  return g_string_free (text, FALSE);
}

char *
rh_registration_find_repeated_scope (const char *scope)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) names = NULL;

  g_return_val_if_fail (scope != NULL, NULL);

  names = g_strsplit (scope, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && !g_hash_table_add (seen, names[i]))
      return g_strdup (names[i]);

  return NULL;
}
