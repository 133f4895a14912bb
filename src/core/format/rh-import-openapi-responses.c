/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Responses become examples of the request. */
#define G_LOG_DOMAIN "rh-import-openapi-responses"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "collection/rh-yaml-json.h"
#include "http/rh-status.h"

#include <string.h>

#define MAX_NAME 80
#define MAX_EXAMPLES 50

static const RhMember response_members[] = { { "summary", RH_MEMBER_TEXT },
                                             { "description", RH_MEMBER_TEXT },
                                             { "headers", RH_MEMBER_MAPPING },
                                             { "content", RH_MEMBER_MAPPING },
                                             { NULL, RH_MEMBER_ANY } };

/* One response while it becomes examples. */
typedef struct
{
  RhOpenApi *api;
  RhOpenApiRequest *request;
  GHashTable *names; /* of the request's examples */
  RhYaml *response;
  guint status;
} Response;

/* "2XX" is 200; "default" is what is none of the others: an error, unless they are. */
static guint
status_of (const char *code, gboolean has_success)
{
  if (g_str_equal (code, "default"))
    return has_success ? 500 : 200;
  if (strlen (code) != 3 || !g_ascii_isdigit (*code))
    return 0;
  if (g_ascii_strcasecmp (code + 1, "XX") == 0)
    return (guint) (*code - '0') * 100;

  return (guint) g_ascii_strtoull (code, NULL, 10);
}

static gboolean
has_success (const RhYaml *responses)
{
  for (guint i = 0; responses != NULL && i < rh_yaml_get_length (responses); i++)
    if (*rh_yaml_nth_key (responses, i) == '2' || *rh_yaml_nth_key (responses, i) == '3')
      return TRUE;

  return FALSE;
}

/* The description's beginning, or the status; each once. */
static char *
dup_name (Response *self, const char *given)
{
  g_autofree char *said = rh_openapi_dup_line (self->response, "description");
  const char *phrase = rh_status_get_phrase (self->status);
  g_autofree char *wanted = NULL;
  char *name;

  if (given != NULL && *given != '\0')
    wanted = g_strdup (given);
  else if (*said != '\0')
    wanted = g_utf8_substring (said, 0, MIN (MAX_NAME, g_utf8_strlen (said, -1)));
  else
    wanted = g_strdup_printf ("%u%s%s", self->status, phrase == NULL ? "" : " ",
                              phrase == NULL ? "" : phrase);

  name = g_strdup (wanted);
  for (guint i = 2; g_hash_table_contains (self->names, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, i);
    }
  g_hash_table_add (self->names, g_strdup (name));
  return name;
}

static RhHeaders *
dup_headers (Response *self, const char *media_type)
{
  RhYaml *said = rh_member_mapping (self->response, "headers");
  RhHeaders *headers = rh_headers_new ();
  RhOpenApiOrigin origin = 0;

  if (media_type != NULL && strchr (media_type, '*') == NULL)
    rh_headers_append_plain (headers, "Content-Type", media_type);
  for (guint i = 0; said != NULL && i < MIN (rh_yaml_get_length (said), MAX_EXAMPLES); i++)
    {
      RhYaml *header = rh_openapi_follow (self->api, rh_yaml_nth (said, i));
      g_autoptr (RhYaml) value
          = rh_openapi_sample_of (self->api, header, RH_OPENAPI_RECEIVED, &origin);
      g_autofree char *text
          = value == NULL ? g_strdup ("") : rh_openapi_join ("", value, "simple", FALSE);

      rh_headers_append_plain (headers, rh_yaml_nth_key (said, i), text);
    }

  return headers;
}

/* @value: NULL: it has no body. Borrowed. */
static RhExample *
add_example (Response *self, const char *name, const char *media_type, RhYaml *media, RhYaml *value)
{
  RhRequestItem *item = self->request->item;
  g_autofree char *own = dup_name (self, name);
  g_autoptr (RhExample) example = rh_example_new (own);
  g_autoptr (RhHeaders) headers = dup_headers (self, media_type);
  g_autofree char *body
      = value == NULL ? NULL : rh_openapi_dup_text (self->api, media, media_type, value);

  rh_example_set_request (example, rh_request_item_get_method (item),
                          rh_request_item_get_url (item));
  rh_example_set_response (example, self->status, rh_status_get_phrase (self->status), headers,
                           body);
  rh_request_item_add_example (item, example);
  return example; /* the item has it */
}

/* By the names that they have there. */
static void
add_named (Response *self, const char *media_type, RhYaml *media, RhYaml *examples)
{
  for (guint i = 0; i < MIN (rh_yaml_get_length (examples), MAX_EXAMPLES); i++)
    {
      RhYaml *example = rh_openapi_follow (self->api, rh_yaml_nth (examples, i));
      const RhYaml *given = rh_yaml_get (example, "value");
      const char *elsewhere = rh_member_text (example, "externalValue");
      g_autofree char *summary = rh_openapi_dup_line (example, "summary");
      g_autoptr (RhYaml) value = given == NULL ? NULL : rh_openapi_copy (self->api, given);

      if (*elsewhere != '\0')
        rh_import_note (self->api->import, RH_IMPORT_REFERENCE, "", elsewhere);
      add_example (self, *summary == '\0' ? rh_yaml_nth_key (examples, i) : summary, media_type,
                   media, value);
    }
}

static void
add_media (Response *self, const char *media_type, RhYaml *media)
{
  RhYaml *examples = rh_member_mapping (media, "examples");
  RhOpenApiOrigin origin = 0;
  g_autoptr (RhYaml) value = NULL;
  RhExample *example;

  if (rh_yaml_get (media, "example") == NULL && examples != NULL
      && rh_yaml_get_length (examples) > 0)
    {
      add_named (self, media_type, media, examples);
      return;
    }

  if (!rh_openapi_is_file (media_type))
    value = rh_openapi_sample_of (self->api, media, RH_OPENAPI_RECEIVED, &origin);
  if (origin & RH_OPENAPI_MADE_UP)
    rh_import_note (self->api->import, RH_IMPORT_MADE_UP, "", "responses");
  example = add_example (self, NULL, media_type, media, value);
  if ((origin & RH_OPENAPI_GIVEN) == 0)
    rh_import_mark_made_up (example);
}

void
rh_openapi_read_responses (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *operation)
{
  RhYaml *responses = rh_member_mapping (operation, "responses");
  gboolean success = has_success (responses);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; responses != NULL && i < rh_yaml_get_length (responses); i++)
    {
      const char *code = rh_yaml_nth_key (responses, i);
      Response response = { self, request, names, NULL, status_of (code, success) };
      RhYaml *content;

      response.response = rh_openapi_follow (self, rh_yaml_nth (responses, i));
      if (response.response == NULL || response.status == 0 || i >= MAX_EXAMPLES)
        {
          rh_import_note (self->import, RH_IMPORT_MEMBER, "", code);
          continue;
        }

      rh_members_tell (self->import, response.response, response_members, "");
      content = rh_member_mapping (response.response, "content");
      for (guint j = 0; content != NULL && j < MIN (rh_yaml_get_length (content), MAX_EXAMPLES);
           j++)
        add_media (&response, rh_yaml_nth_key (content, j), rh_yaml_nth (content, j));
      if (content == NULL || rh_yaml_get_length (content) == 0)
        add_example (&response, NULL, NULL, NULL, NULL);
    }
}
