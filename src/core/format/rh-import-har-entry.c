/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry of an HTTP Archive: the request as it was sent becomes one that can be sent again, and
 * what came back its example. */
#define G_LOG_DOMAIN "rh-import-har-entry"

#include "config.h"

#include "format/rh-import-har.h"

#include "collection/rh-path-template.h"
#include "http/rh-request.h"
#include "text/rh-template.h"

#include <string.h>

/* As much as the history keeps. */
#define MAX_BODY (256 * 1024)

/* Headers */

/* Those that are made anew each time a request is sent; ":authority" and its like are what HTTP/2
 * has in the place of the first line. */
static gboolean
is_made_anew (const char *name)
{
  static const char *const names[]
      = { "Host", "Content-Length",    "Connection", "Keep-Alive",     "Proxy-Connection",
          "TE",   "Transfer-Encoding", "Upgrade",    "HTTP2-Settings", "Accept-Encoding" };

  if (*name == ':')
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_header (RhRequestItem *item, const char *name)
{
  GListModel *rows = rh_request_item_get_headers (item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (g_ascii_strcasecmp (rh_field_get_name (field), name) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_header (RhRequestItem *item, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, NULL, TRUE);

  rh_request_item_add_header (item, field);
}

static void
read_headers (RhImport *import, RhRequestItem *item, const RhYaml *request)
{
  const RhYaml *headers = rh_member_sequence (request, "headers");

  for (guint i = 0; headers != NULL && i < rh_yaml_get_length (headers); i++)
    {
      const RhYaml *header = rh_yaml_nth (headers, i);
      const char *name = rh_member_text (header, "name");

      if (is_made_anew (name))
        rh_import_note (import, RH_IMPORT_HEADER_ANEW, "", name);
      else if (*name != '\0')
        add_header (item, name, rh_member_text (header, "value"));
    }
}

/* Some recorders leave the field out and list what was in it. */
static void
read_cookies (RhRequestItem *item, const RhYaml *request)
{
  const RhYaml *cookies = rh_member_sequence (request, "cookies");
  g_autoptr (GString) text = g_string_new (NULL);

  if (cookies == NULL || has_header (item, "Cookie"))
    return;

  for (guint i = 0; i < rh_yaml_get_length (cookies); i++)
    {
      const RhYaml *cookie = rh_yaml_nth (cookies, i);

      if (*rh_member_text (cookie, "name") == '\0')
        continue;
      g_string_append_printf (text, "%s%s=%s", text->len == 0 ? "" : "; ",
                              rh_member_text (cookie, "name"), rh_member_text (cookie, "value"));
    }
  if (text->len > 0)
    add_header (item, "Cookie", text->str);
}

/* The URL */

/* What was sent is no template, but what looks like one is: ":id" alone between two slashes can be
 * written so that it is none. A fragment was never sent. */
static char *
dup_url (RhImport *import, const char *text, const char *place)
{
  g_autofree char *url = g_strndup (text, strcspn (text, "#"));
  g_autoptr (GArray) params = rh_path_template_find (url);
  GString *plain = g_string_new (NULL);
  gsize at = 0;

  if (text[strlen (url)] != '\0')
    rh_import_note (import, RH_IMPORT_URL_CHANGED, place, "#");
  for (guint i = 0; i < params->len; i++)
    {
      gsize start = g_array_index (params, RhPathParam, i).start;

      g_string_append_len (plain, url + at, (gssize) (start - at));
      g_string_append (plain, "%3A");
      at = start + 1;
      rh_import_note (import, RH_IMPORT_URL_CHANGED, place, "%3A");
    }

  g_string_append (plain, url + at);
  return g_string_free_and_steal (plain);
}

/* "{{name}}" cannot be written otherwise. */
static void
tell_references (RhImport *import, const char *text, const char *place)
{
  g_autoptr (GArray) refs = rh_template_find (text);

  for (guint i = 0; i < refs->len; i++)
    {
      g_autofree char *shown
          = g_strdup_printf ("{{%s}}", g_array_index (refs, RhTemplateRef, i).name);

      rh_import_note (import, RH_IMPORT_TEMPLATE_CHANGED, place, shown);
    }
}

/* The response */

/* NULL: there is none, or it is no text. */
static char *
dup_body (RhImport *import, const RhYaml *content, const char *name, const char *place)
{
  const char *text = rh_member_text (content, "text");
  g_autofree char *decoded = NULL;
  gsize length = strlen (text);

  if (g_ascii_strcasecmp (rh_member_text (content, "encoding"), "base64") == 0)
    {
      decoded = (char *) g_base64_decode (text, &length);
      text = decoded;
    }
  if (length == 0)
    return NULL;

  if (length > MAX_BODY || !g_utf8_validate_len (text, length, NULL))
    {
      rh_import_note (import, RH_IMPORT_EXAMPLE_BODY, place, name);
      return NULL;
    }

  return g_strndup (text, length);
}

static RhHeaders *
read_response_headers (const RhYaml *response)
{
  RhHeaders *headers = rh_headers_new ();
  const RhYaml *rows = rh_member_sequence (response, "headers");

  for (guint i = 0; rows != NULL && i < rh_yaml_get_length (rows); i++)
    {
      const RhYaml *row = rh_yaml_nth (rows, i);
      const char *name = rh_member_text (row, "name");

      if (rh_header_name_is_valid (name))
        rh_headers_append_plain (headers, name, rh_member_text (row, "value"));
    }

  return headers;
}

static void
read_response (RhImport *import, RhRequestItem *item, const RhYaml *response, const char *place)
{
  static const RhMember members[]
      = { { "status", RH_MEMBER_TEXT },       { "statusText", RH_MEMBER_TEXT },
          { "headers", RH_MEMBER_SEQUENCE },  { "content", RH_MEMBER_MAPPING },
          { "cookies", RH_MEMBER_SEQUENCE },  { "redirectURL", RH_MEMBER_TEXT },
          { "httpVersion", RH_MEMBER_STAMP }, { "headersSize", RH_MEMBER_STAMP },
          { "bodySize", RH_MEMBER_STAMP },    { NULL, 0 } };
  guint64 status = 0;
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  g_autoptr (RhExample) example = NULL;
  g_autoptr (RhHeaders) headers = NULL;

  /* 0: it was stopped */
  if (response == NULL
      || !g_ascii_string_to_unsigned (rh_member_text (response, "status"), 10, 100, 999, &status,
                                      NULL))
    return;

  rh_members_tell (import, response, members, "");
  name = g_strchomp (
      g_strdup_printf ("%u %s", (guint) status, rh_member_text (response, "statusText")));
  body = dup_body (import, rh_member_mapping (response, "content"), name, place);
  headers = read_response_headers (response);
  example = rh_example_new (name);
  rh_example_set_request (example, rh_request_item_get_method (item),
                          rh_request_item_get_url (item));
  rh_example_set_response (example, (guint) status, rh_member_text (response, "statusText"),
                           headers, body);
  rh_request_item_add_example (item, example);
}

/* The entry */

static void
tell (RhImport *import, const RhYaml *entry, const RhYaml *request)
{
  static const RhMember of_entry[] = { { "request", RH_MEMBER_MAPPING },
                                       { "response", RH_MEMBER_MAPPING },
                                       { "comment", RH_MEMBER_TEXT },
                                       { "pageref", RH_MEMBER_TEXT },
                                       { "startedDateTime", RH_MEMBER_STAMP },
                                       { "time", RH_MEMBER_STAMP },
                                       { "timings", RH_MEMBER_STAMP },
                                       { "cache", RH_MEMBER_STAMP },
                                       { "serverIPAddress", RH_MEMBER_STAMP },
                                       { "connection", RH_MEMBER_STAMP },
                                       { NULL, 0 } };
  static const RhMember of_request[] = { { "method", RH_MEMBER_TEXT },
                                         { "url", RH_MEMBER_TEXT },
                                         { "headers", RH_MEMBER_SEQUENCE },
                                         { "cookies", RH_MEMBER_SEQUENCE },
                                         { "queryString", RH_MEMBER_SEQUENCE },
                                         { "postData", RH_MEMBER_MAPPING },
                                         { "httpVersion", RH_MEMBER_STAMP },
                                         { "headersSize", RH_MEMBER_STAMP },
                                         { "bodySize", RH_MEMBER_STAMP },
                                         { "comment", RH_MEMBER_TEXT },
                                         { NULL, 0 } };

  rh_members_tell (import, entry, of_entry, "");
  rh_members_tell (import, request, of_request, "");
}

RhRequestItem *
rh_har_read_entry (RhImport *import, const RhYaml *entry)
{
  const RhYaml *request = rh_member_mapping (entry, "request");
  const char *written = rh_member_text (request, "method");
  const char *method = rh_method_is_valid (written) ? written : "GET";
  g_autofree char *name = rh_import_dup_request_name (method, rh_member_text (request, "url"));
  g_autofree char *url = dup_url (import, rh_member_text (request, "url"), name);
  const char *comment = rh_member_text (entry, "comment");
  RhRequestItem *item = rh_request_item_new (name, method, url);

  tell (import, entry, request);
  if (method != written)
    rh_import_note (import, RH_IMPORT_METHOD_CHANGED, name, written);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "note",
                *comment == '\0' ? rh_member_text (request, "comment") : comment, NULL);
  tell_references (import, url, name);
  read_response (import, item, rh_member_mapping (entry, "response"), name);
  read_headers (import, item, request);
  read_cookies (item, request);
  if (rh_member_mapping (request, "postData") != NULL)
    {
      tell_references (import, rh_member_text (rh_member_mapping (request, "postData"), "text"),
                       name);
      rh_har_read_body (import, item, rh_member_mapping (request, "postData"), name);
    }
  return item;
}
