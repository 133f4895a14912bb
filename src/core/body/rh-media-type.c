/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the media type of a response says of its body. */
#define G_LOG_DOMAIN "rh-media-type"

#include "config.h"

#include "body/rh-media-type.h"

typedef struct
{
  const char *name;
  const char *suffix;
  RhBodySyntax syntax;
  gboolean is_text;
} MediaType;

static const MediaType json = { "application/json", ".json", RH_BODY_SYNTAX_JSON, TRUE };
static const MediaType xml = { "application/xml", ".xml", RH_BODY_SYNTAX_XML, TRUE };

static const MediaType others[] = {
  { "text/json", ".json", RH_BODY_SYNTAX_JSON, TRUE },
  { "text/xml", ".xml", RH_BODY_SYNTAX_XML, TRUE },
  { "text/html", ".html", RH_BODY_SYNTAX_HTML, TRUE },
  { "application/xhtml+xml", ".html", RH_BODY_SYNTAX_HTML, TRUE },
  { "image/svg+xml", ".svg", RH_BODY_SYNTAX_XML, TRUE },
  { "application/x-ndjson", ".ndjson", RH_BODY_SYNTAX_TEXT, TRUE },
  { "application/jsonl", ".jsonl", RH_BODY_SYNTAX_TEXT, TRUE },
  { "application/yaml", ".yaml", RH_BODY_SYNTAX_TEXT, TRUE },
  { "application/javascript", ".js", RH_BODY_SYNTAX_TEXT, TRUE },
  { "text/javascript", ".js", RH_BODY_SYNTAX_TEXT, TRUE },
  { "text/css", ".css", RH_BODY_SYNTAX_TEXT, TRUE },
  { "text/csv", ".csv", RH_BODY_SYNTAX_TEXT, TRUE },
  { "text/markdown", ".md", RH_BODY_SYNTAX_TEXT, TRUE },
  { "text/plain", ".txt", RH_BODY_SYNTAX_TEXT, TRUE },
  { "application/x-www-form-urlencoded", ".txt", RH_BODY_SYNTAX_TEXT, TRUE },
  { "application/pdf", ".pdf", RH_BODY_SYNTAX_TEXT, FALSE },
  { "application/zip", ".zip", RH_BODY_SYNTAX_TEXT, FALSE },
  { "application/gzip", ".gz", RH_BODY_SYNTAX_TEXT, FALSE },
  { "image/png", ".png", RH_BODY_SYNTAX_TEXT, FALSE },
  { "image/jpeg", ".jpg", RH_BODY_SYNTAX_TEXT, FALSE },
  { "image/gif", ".gif", RH_BODY_SYNTAX_TEXT, FALSE },
  { "image/webp", ".webp", RH_BODY_SYNTAX_TEXT, FALSE },
};

/* NULL: not known. */
static const MediaType *
find (const char *media_type)
{
  if (g_str_equal (media_type, json.name) || g_str_has_suffix (media_type, "+json"))
    return &json;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (others[i].name, media_type))
      return &others[i];
  if (g_str_equal (media_type, xml.name) || g_str_has_suffix (media_type, "+xml"))
    return &xml;

  return NULL;
}

RhBodySyntax
rh_media_type_get_syntax (const char *media_type)
{
  const MediaType *known = find (media_type);

  return known != NULL ? known->syntax : RH_BODY_SYNTAX_TEXT;
}

gboolean
rh_media_type_is_text (const char *media_type)
{
  const MediaType *known = find (media_type);

  return known != NULL ? known->is_text : g_str_has_prefix (media_type, "text/");
}

gboolean
rh_media_type_is_vague (const char *media_type)
{
  static const char *const vague[] = { "", "text/plain", "application/octet-stream", NULL };

  return g_strv_contains (vague, media_type);
}

const char *
rh_media_type_get_suffix (const char *media_type)
{
  const MediaType *known = find (media_type);

  return known != NULL ? known->suffix : "";
}

char *
rh_media_type_dup_charset (const char *content_type)
{
  g_auto (GStrv) parts = NULL;

  if (content_type == NULL)
    return NULL;

  parts = g_strsplit (content_type, ";", 16);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (part, "charset=", 8) == 0)
        {
          g_autofree char *value = g_strdup (part + 8);

          g_strdelimit (value, "\"", ' ');
          g_strstrip (value);
          return g_ascii_strdown (value, -1);
        }
    }

  return NULL;
}
