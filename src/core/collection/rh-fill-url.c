/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a URL in: what a variable brings is encoded for its place, what was typed goes out as
 * typed, and each path parameter gives way to its value. */
#define G_LOG_DOMAIN "rh-fill-url"

#include "config.h"

#include "collection/rh-fill.h"
#include "collection/rh-path-template.h"
#include "text/rh-url.h"

#include <string.h>

static gboolean
append_part (RhText *out,
             const RhFill *fill,
             const char *url,
             gsize start,
             gsize end,
             RhPlace place,
             GError **error)
{
  g_autofree char *part = g_strndup (url + start, end - start);
  g_autoptr (RhText) filled = rh_fill (fill, part, place, error);

  if (filled == NULL)
    return FALSE;

  rh_text_append_text (out, filled);
  return TRUE;
}

/* The value of the row that has the name. */
static const char *
find_value (GListModel *rows, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      if (g_str_equal (rh_field_get_name (row), name))
        return rh_field_get_value (row); /* the list keeps it */
    }

  return "";
}

/* A row holds the value itself, so that what was typed is encoded too. */
static gboolean
append_param (RhText *out,
              const RhFill *fill,
              RhRequestItem *item,
              const RhPathParam *param,
              GError **error)
{
  const char *value = find_value (rh_request_item_get_path_params (item), param->name);
  g_autoptr (RhText) filled = rh_fill (fill, value, RH_PLACE_RAW, error);

  if (filled == NULL)
    return FALSE;
  if (*rh_text_peek (filled, NULL) == '\0')
    {
      g_set_error_literal (error, RH_RESOLVER_ERROR, RH_RESOLVER_ERROR_PATH_PARAM, param->name);
      return FALSE;
    }

  rh_fill_append_encoded (out, filled, rh_fill_encode_path);
  return TRUE;
}

static gboolean
append_path (RhText *out,
             const RhFill *fill,
             RhRequestItem *item,
             const char *url,
             const RhUrlParts *parts,
             GError **error)
{
  g_autoptr (GArray) params = rh_path_template_find (url);
  gsize at = parts->path;

  for (guint i = 0; i < params->len; i++)
    {
      const RhPathParam *param = &g_array_index (params, RhPathParam, i);

      if (!append_part (out, fill, url, at, param->start, RH_PLACE_PATH, error)
          || !append_param (out, fill, item, param, error))
        return FALSE;
      at = param->start + param->length;
    }

  return append_part (out, fill, url, at, parts->query, RH_PLACE_PATH, error);
}

/* Scheme and authority take values raw ("{{api}}" is often both), a path takes one segment. */
static RhText *
fill_parts (const RhFill *fill, RhRequestItem *item, const char *url, GError **error)
{
  g_autoptr (RhText) out = rh_text_new ("");
  RhUrlParts parts;

  rh_url_parts_find (url, &parts);
  if (!append_part (out, fill, url, 0, parts.path, RH_PLACE_RAW, error)
      || !append_path (out, fill, item, url, &parts, error)
      || !append_part (out, fill, url, parts.query, strlen (url), RH_PLACE_QUERY, error))
    return NULL;

  return g_steal_pointer (&out);
}

static gboolean
has_scheme (const char *url)
{
  gsize length = strspn (url, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+-.");

  return length > 0 && g_ascii_isalpha (url[0]) && g_str_has_prefix (url + length, "://");
}

static const char *
default_scheme (const char *url)
{
  g_autofree char *guess = g_strconcat ("http://", url, NULL);
  g_autoptr (RhUrl) parsed = rh_url_parse_http (guess, NULL);

  return parsed != NULL && rh_url_is_loopback (parsed) ? "http://" : "https://";
}

/* A name that is looked up, and shown when somebody asks where a request goes. A secret that is a
 * whole address brings its own. */
static gboolean
check_authority (const RhText *url, GError **error)
{
  const char *text = rh_text_peek (url, NULL);
  gsize start = (gsize) (strstr (text, "://") - text) + strlen ("://");
  gsize end = start + strcspn (text + start, "/?#");

  for (guint i = 0; i < rh_text_get_n_spans (url); i++)
    {
      const RhSpan *span = rh_text_nth_span (url, i);
      gboolean whole = span->start == 0 && span->length > start;

      if (!span->secret || span->start >= end || whole)
        continue;

      g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HOST, "%s: a secret in a host",
                   span->variable);
      return FALSE;
    }

  return TRUE;
}

RhText *
rh_fill_url (const RhFill *self, RhRequestItem *item, GError **error)
{
  g_autofree char *url = g_strstrip (g_strdup (rh_request_item_get_url (item)));
  g_autoptr (RhText) filled = fill_parts (self, item, url, error);
  g_autoptr (RhText) whole = NULL;
  const char *text;

  if (filled == NULL)
    return NULL;

  text = rh_text_peek (filled, NULL);
  if (*text == '\0')
    {
      g_set_error_literal (error, RH_HTTP_ERROR, RH_HTTP_ERROR_URL, "empty");
      return NULL;
    }

  whole = rh_text_new (has_scheme (text) ? "" : default_scheme (text));
  rh_text_append_text (whole, filled);
  return check_authority (whole, error) ? g_steal_pointer (&whole) : NULL;
}
