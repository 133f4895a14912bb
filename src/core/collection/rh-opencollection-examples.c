/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples of a request: responses that were kept. What of them is not understood here stays as it
 * is, and never keeps the request from being opened. */
#define G_LOG_DOMAIN "rh-opencollection-examples"

#include "config.h"

#include "collection/rh-opencollection-private.h"

#include <string.h>

static const char *const example_order[] = { "name", "description", "request", "response", NULL };
static const char *const request_order[] = { "url", "method", "headers", "params", "body", NULL };
static const char *const response_order[] = { "status", "statusText", "headers", "body", NULL };
static const char *const header_order[] = { "name", "value", "description", "disabled", NULL };
static const char *const body_order[] = { "type", "data", NULL };

/* In */

static gboolean
read_header (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = rh_oc_read_field (element, error);

  if (field == NULL)
    return FALSE;

  rh_headers_append_plain (owner, rh_field_get_name (field), rh_field_get_value (field));
  return TRUE;
}

static gboolean
read_response (RhExample *example, const RhYaml *response)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  const char *status;
  const char *reason;
  const char *data;
  RhYaml *body;

  if (!rh_oc_read_text (response, "status", &status, NULL)
      || !rh_oc_read_text (response, "statusText", &reason, NULL)
      || !rh_oc_each (response, "headers", read_header, headers, NULL)
      || !rh_oc_read_map (response, "body", &body, NULL)
      || !rh_oc_read_text (body, "data", &data, NULL))
    return FALSE;

  rh_example_set_response (example, (guint) MIN (g_ascii_strtoull (status, NULL, 10), 999), reason,
                           headers, body != NULL ? data : NULL);
  return TRUE;
}

/* NULL: it is not as the format says. */
static RhExample *
read_example (const RhYaml *element)
{
  g_autoptr (RhExample) example = NULL;
  const char *name;
  const char *method;
  const char *url;
  RhYaml *request;
  RhYaml *response;

  if (!rh_oc_read_text (element, "name", &name, NULL)
      || !rh_oc_read_map (element, "request", &request, NULL)
      || !rh_oc_read_map (element, "response", &response, NULL)
      || !rh_oc_read_text (request, "method", &method, NULL)
      || !rh_oc_read_text (request, "url", &url, NULL))
    return NULL;

  example = rh_example_new (name);
  rh_example_set_request (example, method, url);
  if (response != NULL && !read_response (example, response))
    return NULL;
  return g_steal_pointer (&example);
}

void
rh_oc_read_examples (const RhYaml *root, RhRequestItem *item)
{
  RhYaml *list = NULL;

  if (!rh_oc_read_list (root, "examples", &list, NULL) || list == NULL)
    return;

  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      const RhYaml *element = rh_yaml_nth (list, i);
      g_autoptr (RhExample) example = NULL;

      if (rh_yaml_get_kind (element) == RH_YAML_MAPPING)
        example = read_example (element);
      if (example != NULL)
        rh_request_item_add_example (item, example);
    }
}

/* Out */

static gboolean
is_ours (const RhYaml *element)
{
  g_autoptr (RhExample) example = read_example (element);

  return example != NULL;
}

static const char *
name_of (const RhYaml *element)
{
  return rh_oc_peek_text (element, "name");
}

static const char *
name_of_row (gpointer row)
{
  return rh_example_get_saved_name (row);
}

static RhYaml *
make_example (void)
{
  RhYaml *element = rh_yaml_new_mapping ();

  rh_yaml_set_string (element, "name", "");
  return element;
}

static void
put_request (RhYaml *element, RhExample *example)
{
  RhYaml *request = rh_oc_need_map (element, "request", example_order);

  rh_oc_put_any_text (request, "url", rh_example_get_url (example), request_order);
  rh_oc_put_any_text (request, "method", rh_example_get_method (example), request_order);
}

static RhYaml *
new_headers (RhHeaders *headers)
{
  RhYaml *list = rh_yaml_new_sequence ();

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      RhYaml *header = rh_yaml_new_mapping ();

      rh_oc_put_any_text (header, "name", rh_headers_nth_name (headers, i), header_order);
      rh_oc_put_any_text (header, "value", rh_text_peek (rh_headers_nth_value (headers, i), NULL),
                          header_order);
      rh_yaml_append (list, header);
    }
  return list;
}

/* As the format divides bodies. */
static const char *
body_type (RhHeaders *headers)
{
  const char *type = rh_headers_get (headers, "Content-Type");
  g_autofree char *media = type != NULL ? g_ascii_strdown (type, -1) : NULL;

  if (media == NULL)
    return "text";
  if (strstr (media, "json") != NULL)
    return "json";
  if (strstr (media, "html") != NULL)
    return "html";
  return strstr (media, "xml") != NULL ? "xml" : "text";
}

static void
put_response (RhYaml *element, RhExample *example)
{
  RhYaml *response = rh_oc_need_map (element, "response", example_order);
  RhHeaders *headers = rh_example_get_headers (example);
  RhYaml *body;

  rh_oc_put (response, "status", rh_yaml_new_int (rh_example_get_status (example)), response_order);
  rh_oc_put_text (response, "statusText", rh_example_get_reason (example), response_order);
  if (rh_headers_get_length (headers) > 0)
    rh_oc_put (response, "headers", new_headers (headers), response_order);
  if (rh_example_get_body (example) == NULL)
    return;

  body = rh_oc_need_map (response, "body", response_order);
  rh_oc_put_any_text (body, "type", body_type (headers), body_order);
  rh_oc_put_any_text (body, "data", rh_example_get_body (example), body_order);
}

/* An example of the file is one already: nothing but its name changes. */
static void
fill_example (RhYaml *element, gpointer row)
{
  gboolean is_new = rh_yaml_get_length (element) == 1 && *name_of (element) == '\0';

  rh_oc_put_any_text (element, "name", rh_example_get_name (row), example_order);
  if (!is_new)
    return;
  if (*rh_example_get_url (row) != '\0')
    put_request (element, row);
  if (rh_example_get_status (row) != 0)
    put_response (element, row);
}

static const RhOcRows examples = { is_ours, name_of, name_of_row, make_example, fill_example };

void
rh_oc_put_examples (RhYaml *root, RhRequestItem *item)
{
  rh_oc_put_rows (root, "examples", rh_request_item_get_examples (item), &examples,
                  rh_oc_root_order);
}
