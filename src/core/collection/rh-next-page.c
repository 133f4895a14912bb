/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the next page. What a server says about it goes into a URL that is a template: every brace
 * is encoded, or a reply could ask for a variable. */
#define G_LOG_DOMAIN "rh-next-page"

#include "config.h"

#include "collection/rh-next-page.h"

#include "collection/rh-query.h"
#include "http/rh-link.h"
#include "text/rh-codec.h"
#include "text/rh-json-walk.h"
#include "text/rh-secret.h"
#include "text/rh-url.h"

#include <string.h>

/* Nobody's cursor is longer. */
#define MAX_VALUE 4096

/* Where common APIs put it. @param NULL: what is there is an address. @more: a boolean that must
 * not be false, if it is there. */
static const struct
{
  const char *path;
  const char *param;
  const char *more;
} places[] = {
  { "pagination.endCursor", "after", "pagination.hasNextPage" },
  { "pageInfo.endCursor", "after", "pageInfo.hasNextPage" },
  { "page_info.end_cursor", "after", "page_info.has_next_page" },
  { "paging.next.after", "after", NULL },
  { "paging.cursors.after", "after", NULL },
  { "response_metadata.next_cursor", "cursor", "has_more" },
  { "meta.next_cursor", "cursor", NULL },
  { "next_cursor", "cursor", "has_more" },
  { "nextCursor", "cursor", "hasMore" },
  { "nextPageToken", "pageToken", NULL },
  { "next_page_token", "page_token", NULL },
  { "nextToken", "nextToken", NULL },
  { "next_token", "next_token", NULL },
  { "@odata.nextLink", NULL, NULL },
  { "_links.next.href", NULL, NULL },
  { "links.next.href", NULL, NULL },
  { "links.next", NULL, NULL },
  { "pagination.next", NULL, NULL },
  { "paging.next", NULL, NULL },
  { "next_page_url", NULL, NULL },
  { "next", NULL, NULL },
  { "next_page", NULL, NULL },
};

/* Other ways to say where a page begins; two of them contradict each other. */
static const char *const replaced[] = {
  "after",     "before",     "offset",    "page",       "cursor",
  "pageToken", "page_token", "nextToken", "next_token", NULL,
};

/* JSON */

static gboolean
find_member (const RhJsonSpan *object, const char *name, gsize length, RhJsonSpan *value)
{
  RhJsonSpan key;
  RhJsonIter iter;

  if (*object->start != '{')
    return FALSE;

  rh_json_iter_init (&iter, object);
  while (rh_json_iter_next (&iter, &key, value))
    if ((gsize) (key.end - key.start) == length + 2 && memcmp (key.start + 1, name, length) == 0)
      return TRUE;

  return FALSE;
}

/* A name with a dot in it ("@odata.nextLink") is tried as a whole first. */
static gboolean
find_path (const RhJsonSpan *root, const char *path, RhJsonSpan *value)
{
  RhJsonSpan at = *root;

  if (find_member (root, path, strlen (path), value))
    return TRUE;

  for (;;)
    {
      gsize length = strcspn (path, ".");

      if (!find_member (&at, path, length, value))
        return FALSE;
      if (path[length] == '\0')
        return TRUE;
      at = *value;
      path += length + 1;
    }
}

/* A string that is not empty, or a number as it is written; NULL. */
static char *
dup_scalar (const RhJsonSpan *value)
{
  gsize length = (gsize) (value->end - value->start);
  g_autoptr (GString) text = NULL;

  if (length > MAX_VALUE)
    return NULL;
  if (g_ascii_isdigit (*value->start))
    return g_strndup (value->start, length);
  if (*value->start != '"')
    return NULL;

  text = rh_json_span_unescape (value);
  if (text->len == 0 || strlen (text->str) != text->len)
    return NULL;

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
says_no (const RhJsonSpan *root, const char *path)
{
  RhJsonSpan value;

  return path != NULL && find_path (root, path, &value) && *value.start == 'f';
}

/* Addresses */

static char *
dup_without_braces (const char *text)
{
  GString *out = g_string_new (text);

  g_string_replace (out, "{", "%7B", 0);
  g_string_replace (out, "}", "%7D", 0);
  return g_string_free_and_steal (out);
}

/* NULL: not at the origin of @url, or no address at all. */
static RhNextPage *
new_address (const char *url, const char *reference)
{
  g_autoptr (RhUrl) base = rh_url_parse_http (url, NULL);
  g_autoptr (RhUrl) target = base == NULL ? NULL : rh_url_resolve (base, reference, NULL);
  g_autofree char *text = NULL;
  RhNextPage *self;

  if (target == NULL)
    return NULL;

  /* what signs in is not the server's to choose */
  g_clear_pointer (&target->userinfo, g_free);
  text = rh_url_to_string (target);
  if (!rh_url_same_origin (url, text))
    return NULL;

  self = g_new0 (RhNextPage, 1);
  self->url = dup_without_braces (text);
  self->sent = g_strdup (url);
  return self;
}

static RhNextPage *
new_param (const char *name, const char *value)
{
  RhNextPage *self = g_new0 (RhNextPage, 1);

  self->param = g_strdup (name);
  self->value = rh_percent_encode (value, -1, RH_PLACE_COMPONENT);
  return self;
}

/* "next": 3 is the number of a page, not an address. */
static gboolean
looks_like_address (const char *text)
{
  return g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://") || *text == '/'
         || *text == '?';
}

static RhNextPage *
new_from_place (const char *url, guint place, const RhJsonSpan *root)
{
  RhJsonSpan value;
  g_autofree char *text = NULL;

  if (!find_path (root, places[place].path, &value) || says_no (root, places[place].more))
    return NULL;

  text = dup_scalar (&value);
  if (text == NULL)
    return NULL;
  if (places[place].param != NULL)
    return new_param (places[place].param, text);
  if (looks_like_address (text))
    return new_address (url, text);
  if (g_str_equal (places[place].path, "next_page") && g_ascii_isdigit (*text))
    return new_param ("page", text);

  return NULL;
}

static RhNextPage *
find_in_body (const char *url, const char *body, gsize length)
{
  RhJsonSpan root;
  RhNextPage *page = NULL;

  if (length > RH_NEXT_PAGE_MAX_BODY || !g_utf8_validate_len (body, length, NULL)
      || rh_json_walk_check (body, length, &root) != RH_JSON_WALK_OK || *root.start != '{')
    return NULL;

  for (guint i = 0; page == NULL && i < G_N_ELEMENTS (places); i++)
    page = new_from_place (url, i, &root);

  return page;
}

RhNextPage *
rh_next_page_find (const char *url, RhHeaders *headers, const char *body, gsize length)
{
  g_autofree char *target = NULL;

  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (headers != NULL, NULL);

  target = rh_link_find (headers, "next");
  if (target != NULL)
    return new_address (url, target);

  return body == NULL ? NULL : find_in_body (url, body, length);
}

void
rh_next_page_free (RhNextPage *self)
{
  rh_wipe_string (&self->url);
  rh_wipe_string (&self->sent);
  g_free (self->param);
  g_free (self->value);
  g_free (self);
}

/* Into a request */

static gboolean
is_replaced (const char *segment)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  gboolean bare;

  rh_query_segment_parse (segment, &name, &value, &bare);
  return g_strv_contains (replaced, name);
}

static char *
remove_replaced (const char *url)
{
  char *left = g_strdup (url);
  g_auto (GStrv) segments = rh_query_split (url);

  for (guint i = g_strv_length (segments); i > 0; i--)
    if (is_replaced (segments[i - 1]))
      {
        char *next = rh_query_remove (left, i - 1);

        g_free (left);
        left = next;
      }

  return left;
}

static gsize
length_before_query (const char *url)
{
  g_autofree char *plain = rh_query_blank_refs (url);

  return strcspn (plain, "?#");
}

static gboolean
is_same_path (const char *a, const char *b)
{
  gsize length = length_before_query (a);

  return length == length_before_query (b) && strncmp (a, b, length) == 0;
}

/* A server that says all params again would write what a variable held into the request. */
static const char *
find_template (const char *segment, char **sent, char **templates)
{
  if (g_strv_length (sent) != g_strv_length (templates))
    return segment;

  for (guint i = 0; sent[i] != NULL; i++)
    if (g_str_equal (sent[i], segment))
      return templates[i];

  return segment;
}

static char *
apply_address (const RhNextPage *self, const char *url_template)
{
  const char *base = is_same_path (self->url, self->sent) ? url_template : self->url;
  GString *url = g_string_new_len (base, (gssize) length_before_query (base));
  g_auto (GStrv) segments = rh_query_split (self->url);
  g_auto (GStrv) sent = rh_query_split (self->sent);
  g_auto (GStrv) templates = rh_query_split (url_template);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_string_append_c (url, i == 0 ? '?' : '&');
      g_string_append (url, find_template (segments[i], sent, templates));
    }

  return g_string_free_and_steal (url);
}

char *
rh_next_page_apply (const RhNextPage *self, const char *url_template)
{
  g_autofree char *left = NULL;
  g_auto (GStrv) segments = NULL;
  g_autofree char *segment = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (url_template != NULL, NULL);

  if (self->url != NULL)
    return apply_address (self, url_template);

  left = remove_replaced (url_template);
  segments = rh_query_split (left);
  segment = g_strconcat (self->param, "=", self->value, NULL);
  return rh_query_insert (left, g_strv_length (segments), segment);
}
