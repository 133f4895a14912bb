/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each variable becomes a number of as many bytes, so that places stay what they are; in a string
 * that is as good a text as another. */
#define G_LOG_DOMAIN "rh-json-template"

#include "config.h"

#include "text/rh-json-template.h"

#include "text/rh-template.h"

#include <string.h>

#define STAND_IN '1'

static char *
stand_in_for_refs (const char *text)
{
  g_autoptr (GArray) references = rh_template_find (text);
  char *json = g_strdup (text);

  for (guint i = 0; i < references->len; i++)
    {
      const RhTemplateRef *reference = &g_array_index (references, RhTemplateRef, i);

      memset (json + reference->start, STAND_IN, reference->length);
    }

  return json;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* @formatted differs from @json in white space between values only: every other byte of it becomes
 * what @text has where @json has that byte. */
static void
put_refs_back (char *formatted, const char *json, const char *text)
{
  gboolean in_string = FALSE;
  gsize from = 0;

  for (char *to = formatted; *to != '\0'; to++)
    {
      if (!in_string && is_space (*to))
        continue;
      while (!in_string && is_space (json[from]))
        from++;

      if (*to == '"')
        in_string = !in_string;
      else if (in_string && *to == '\\')
        *to++ = text[from++];
      *to = text[from++];
    }
}

static RhJsonFormatResult
format (const char *json, GString *formatted, gsize *offset)
{
  gsize understood = 0;
  RhJsonFormatResult result
      = rh_json_format (json, strlen (json), RH_JSON_TEMPLATE_LIMIT, formatted, &understood);

  if (offset != NULL)
    *offset = understood;
  return result;
}

RhJsonFormatResult
rh_json_template_check (const char *text, gsize *offset)
{
  g_autoptr (GString) formatted = g_string_new (NULL);
  g_autofree char *json = NULL;

  g_return_val_if_fail (text != NULL, RH_JSON_FORMAT_INVALID);

  json = stand_in_for_refs (text);
  return format (json, formatted, offset);
}

char *
rh_json_template_format (const char *text, gsize *offset)
{
  g_autoptr (GString) formatted = g_string_new (NULL);
  g_autofree char *json = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  json = stand_in_for_refs (text);
  if (format (json, formatted, offset) != RH_JSON_FORMAT_OK)
    return NULL;

  put_refs_back (formatted->str, json, text);
  return g_string_free_and_steal (g_steal_pointer (&formatted));
}
