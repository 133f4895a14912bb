/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's saved responses become examples. */
#define G_LOG_DOMAIN "rh-import-postman-responses"

#include "config.h"

#include "format/rh-import-postman-private.h"

/* One that does not say. */
#define DEFAULT_STATUS 200
#define MAX_STATUS 999

static const RhYaml *
first_of (const RhYaml *map, const char *key, const char *other)
{
  const RhYaml *value = rh_yaml_get (map, key);

  return value != NULL ? value : rh_yaml_get (map, other);
}

static RhHeaders *
read_headers (RhImportPostman *self, const RhYaml *list, const char *place)
{
  g_autoptr (GPtrArray) rows = rh_import_postman_dup_rows (self, list, place);
  RhHeaders *headers = rh_headers_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      RhField *row = g_ptr_array_index (rows, i);

      if (*rh_field_get_name (row) != '\0' && rh_field_is_enabled (row))
        rh_headers_append_plain (headers, rh_field_get_name (row), rh_field_get_value (row));
      if (*rh_field_get_note (row) != '\0')
        rh_import_note (self->import, RH_IMPORT_MEMBER, place, "response.header.description");
    }

  return headers;
}

/* Whether all of it that an example has no place for is the request's as well, as it is mostly. */
static gboolean
is_same_request (const RhYaml *original, const RhYaml *request)
{
  static const char *const parts[] = { "header", "body", "data", "auth" };
  const RhYaml *variable = rh_yaml_get (rh_yaml_get (original, "url"), "variable");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const RhYaml *part = rh_yaml_get (original, parts[i]);

      if (!rh_import_postman_is_empty (part)
          && !rh_yaml_equal (part, rh_yaml_get (request, parts[i])))
        return FALSE;
    }

  return rh_import_postman_is_empty (variable)
         || rh_yaml_equal (variable, rh_yaml_get (rh_yaml_get (request, "url"), "variable"));
}

/* What does not say what it was got with was got with the request as it is. */
static void
read_request (RhImportPostman *self,
              RhRequestItem *item,
              RhExample *example,
              const RhYaml *original,
              const RhYaml *request,
              const char *place)
{
  const char *method = rh_import_postman_peek (original, "method");
  gboolean is_map = original != NULL && rh_yaml_get_kind (original) == RH_YAML_MAPPING;
  g_autofree char *url
      = rh_import_postman_dup_url (is_map ? rh_yaml_get (original, "url") : original);

  if (*method == '\0')
    method = rh_request_item_get_method (item);
  if (*url == '\0')
    g_set_str (&url, rh_request_item_get_url (item));
  rh_example_set_request (example, method, url);
  if (is_map && !is_same_request (original, request))
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, "originalRequest");
}

static guint
status_of (const RhYaml *response)
{
  guint64 code = g_ascii_strtoull (rh_import_postman_peek (response, "code"), NULL, 10);

  return code == 0 || code > MAX_STATUS ? DEFAULT_STATUS : (guint) code;
}

/* How its own window shows a body is told from the type. */
static void
read_response (RhImportPostman *self,
               RhRequestItem *item,
               const RhYaml *response,
               const RhYaml *request,
               const char *place)
{
  static const char *const known[] = { "name",
                                       "originalRequest",
                                       "request",
                                       "status",
                                       "code",
                                       "header",
                                       "body",
                                       "data",
                                       "cookie",
                                       "type",
                                       "_postman_previewlanguage",
                                       "_postman_previewtype",
                                       NULL };
  const char *status = rh_import_postman_peek (response, "status");
  const char *name = rh_import_postman_peek (response, "name");
  const RhYaml *body = first_of (response, "body", "data");
  g_autofree char *text
      = rh_import_postman_is_empty (body) ? NULL : rh_import_postman_dup_text (body);
  g_autoptr (RhHeaders) headers = read_headers (self, rh_yaml_get (response, "header"), place);
  g_autofree char *code = g_strdup_printf ("%u", status_of (response));
  g_autoptr (RhExample) example = rh_example_new (*name != '\0'     ? name
                                                  : *status != '\0' ? status
                                                                    : code);

  read_request (self, item, example, first_of (response, "originalRequest", "request"), request,
                place);
  rh_example_set_response (example, status_of (response), status, headers, text);
  rh_request_item_add_example (item, example);
  if (!rh_import_postman_is_empty (rh_yaml_get (response, "cookie")))
    rh_import_note (self->import, RH_IMPORT_STORED_COOKIES, place, NULL);
  rh_import_postman_tell_others (self, response, known, place);
}

void
rh_import_postman_read_responses (RhImportPostman *self,
                                  RhRequestItem *item,
                                  const RhYaml *list,
                                  const RhYaml *request,
                                  const char *place)
{
  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (list, i)) == RH_YAML_MAPPING)
      read_response (self, item, rh_yaml_nth (list, i), request, place);
}
