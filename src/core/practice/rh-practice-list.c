/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of the API: one page of them. A cursor is the place of an item, spelled in Pleo's alphabet,
 * ^[A-Z2-7=~]+$. */
#define G_LOG_DOMAIN "rh-practice-list"

#include "config.h"

#include "practice/rh-practice-list.h"

#include <string.h>

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 100
#define CURSOR_PREFIX "PRACTICE~"
#define CURSOR_LENGTH 4
#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

typedef struct
{
  guint limit;
  guint start;
  guint end;
} Page;

static char *
cursor_new (guint place)
{
  char digits[CURSOR_LENGTH + 1] = { 0 };

  for (int i = CURSOR_LENGTH - 1; i >= 0; i--, place /= strlen (ALPHABET))
    digits[i] = ALPHABET[place % strlen (ALPHABET)];

  return g_strconcat (CURSOR_PREFIX, digits, NULL);
}

static gboolean
read_cursor (const char *text, guint n_items, guint *place)
{
  const char *digit = text + strlen (CURSOR_PREFIX);

  if (!g_str_has_prefix (text, CURSOR_PREFIX) || strlen (digit) != CURSOR_LENGTH)
    return FALSE;

  *place = 0;
  for (; *digit != '\0'; digit++)
    {
      const char *found = strchr (ALPHABET, *digit);

      if (found == NULL)
        return FALSE;
      *place = *place * strlen (ALPHABET) + (found - ALPHABET);
    }

  return *place < n_items;
}

static gboolean
read_number (const char *text, guint min, guint max, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    return FALSE;

  *number = value;

  return TRUE;
}

static void
reply_bad_parameter (RhPracticeCall *call, const char *message)
{
  rh_practice_call_reply_error (call, 400, "PARAMETER_VALIDATION_FAILED", message);
}

/* At most one of them, each once: the parameter's name, "" for none, NULL if that is broken. */
static const char *
find_position (const RhParams *query)
{
  const char *names[] = { "before", "after", "offset" };
  const char *found = "";
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      n += rh_params_count (query, names[i]);
      if (rh_params_count (query, names[i]) > 0)
        found = names[i];
    }

  return n <= 1 ? found : NULL;
}

static gboolean
read_page (const RhParams *query, guint n_items, const char *position, Page *page)
{
  const char *limit = rh_params_get (query, "limit");
  const char *value = rh_params_get (query, position);
  guint place = 0;

  page->limit = DEFAULT_LIMIT;
  if (rh_params_count (query, "limit") > 1
      || (limit != NULL && !read_number (limit, 1, MAX_LIMIT, &page->limit)))
    return FALSE;

  if (g_str_equal (position, "offset") && !read_number (value, 0, G_MAXINT, &place))
    return FALSE;
  if ((g_str_equal (position, "after") || g_str_equal (position, "before"))
      && !read_cursor (value, n_items, &place))
    return FALSE;

  if (g_str_equal (position, "before"))
    {
      page->end = place;
      page->start = place > page->limit ? place - page->limit : 0;
    }
  else
    {
      page->start = MIN (g_str_equal (position, "after") ? place + 1 : place, n_items);
      page->end = MIN (page->start + page->limit, n_items);
    }

  return TRUE;
}

static JsonObject *
describe_page (const RhParams *query, guint n_items, const char *position, const Page *page)
{
  JsonObject *object = json_object_new ();
  JsonObject *request = json_object_new ();

  json_object_set_boolean_member (object, "hasNextPage", page->end < n_items);
  json_object_set_boolean_member (object, "hasPreviousPage", page->start > 0);
  if (page->start < page->end)
    {
      g_autofree char *first = cursor_new (page->start);
      g_autofree char *last = cursor_new (page->end - 1);

      json_object_set_string_member (object, "startCursor", first);
      json_object_set_string_member (object, "endCursor", last);
    }
  json_object_set_int_member (object, "total", n_items);

  json_object_set_int_member (request, "limit", page->limit);
  if (*position != '\0')
    json_object_set_string_member (request, position, rh_params_get (query, position));
  json_object_set_object_member (object, "currentRequestPagination", request);

  return object;
}

void
rh_practice_list_reply (RhPracticeCall *call, GPtrArray *items)
{
  const char *position = find_position (call->query);
  Page page;
  JsonNode *root;
  JsonObject *object;
  JsonArray *data;

  if (position == NULL)
    {
      reply_bad_parameter (call, "before, after and offset exclude each other");
      return;
    }
  if (!read_page (call->query, items->len, position, &page))
    {
      reply_bad_parameter (call, "limit is 1 to 100, a cursor is one that was given out");
      return;
    }

  data = json_array_new ();
  for (guint i = page.start; i < page.end; i++)
    json_array_add_object_element (data, json_object_ref (g_ptr_array_index (items, i)));

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_object_set_array_member (object, "data", data);
  json_object_set_object_member (object, "pagination",
                                 describe_page (call->query, items->len, position, &page));
  json_node_take_object (root, object);
  rh_practice_call_reply_json (call, 200, root);
}

void
rh_practice_list_reply_one (RhPracticeCall *call, guint status, JsonObject *object)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *envelope = json_object_new ();

  json_object_set_object_member (envelope, "data", object);
  json_node_take_object (root, envelope);
  rh_practice_call_reply_json (call, status, root);
}
