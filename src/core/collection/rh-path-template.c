/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path of a URL template. As other programs have it, a parameter is a whole segment: ":id", and
 * neither a port nor what follows a colon elsewhere ("/things:cancel", "/::"). */
#define G_LOG_DOMAIN "rh-path-template"

#include "config.h"

#include "collection/rh-path-template.h"
#include "collection/rh-query.h"

#include <string.h>

#define SCHEME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-."

static void
find_parts (const char *plain, RhUrlParts *parts)
{
  gsize scheme = strspn (plain, SCHEME_CHARACTERS);

  parts->authority = g_str_has_prefix (plain + scheme, "://") ? scheme + strlen ("://") : 0;
  parts->path = parts->authority + strcspn (plain + parts->authority, "/?#");
  parts->query = parts->path + strcspn (plain + parts->path, "?#");
  parts->fragment = parts->query + strcspn (plain + parts->query, "#");
}

void
rh_url_parts_find (const char *url, RhUrlParts *parts)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (url != NULL && parts != NULL);

  plain = rh_query_blank_refs (url);
  find_parts (plain, parts);
}

static gboolean
is_name (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (guchar) text[i] < 0x80 && strchr ("-._~", text[i]) == NULL)
      return FALSE;

  return length > 0;
}

static void
clear_param (gpointer data)
{
  RhPathParam *param = data;

  g_free (param->name);
}

GArray *
rh_path_template_find (const char *url)
{
  GArray *params = g_array_new (FALSE, FALSE, sizeof (RhPathParam));
  RhUrlParts parts;

  g_return_val_if_fail (url != NULL, params);

  g_array_set_clear_func (params, clear_param);
  if (strchr (url, ':') == NULL)
    return params;

  rh_url_parts_find (url, &parts);
  for (gsize at = parts.path; at < parts.query;)
    {
      gsize start = at + 1; /* after the "/" */
      gsize length = MIN (strcspn (url + start, "/"), parts.query - start);

      if (length > 1 && url[start] == ':' && is_name (url + start + 1, length - 1))
        {
          RhPathParam param = { start, length, g_strndup (url + start + 1, length - 1) };

          g_array_append_val (params, param);
        }
      at = start + length;
    }

  return params;
}

gboolean
rh_path_template_is_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return is_name (name, strlen (name));
}

char *
rh_path_template_rename (const char *url, const char *name, const char *new_name)
{
  g_autoptr (GArray) params = rh_path_template_find (url);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < params->len; i++)
    {
      const RhPathParam *param = &g_array_index (params, RhPathParam, i);

      if (!g_str_equal (param->name, name))
        continue;
      g_string_append_len (out, url + at, (gssize) (param->start - at));
      g_string_append_printf (out, ":%s", new_name);
      at = param->start + param->length;
    }

  g_string_append (out, url + at);
  return g_string_free_and_steal (out);
}
