/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands with a Bruno request and is not HTTP, or is an answer to it. */
#define G_LOG_DOMAIN "rh-import-bruno-example"

#include "config.h"

#include "format/rh-import-bruno.h"

#include "http/rh-request.h"

#include "collection/rh-secret-looking.h"

#include <string.h>

/* Examples */

static RhHeaders *
read_headers (const RhBru *response)
{
  const RhBruBlock *block = rh_bru_find (response, "headers");
  RhHeaders *headers = rh_headers_new ();

  for (guint i = 0; block != NULL && i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);

      if (rh_header_name_is_valid (pair->name))
        rh_headers_append_plain (headers, pair->name, pair->value);
    }

  return headers;
}

static void
set_response (RhExample *example, const RhBru *response)
{
  const char *code = rh_bru_lookup_in (response, "status", "code");
  const char *text = rh_bru_lookup_in (response, "status", "text");
  const char *body = rh_bru_lookup_in (response, "body", "content");
  g_autoptr (RhHeaders) headers = read_headers (response);
  guint64 status = 0;

  /* Bruno has written them the wrong way round */
  if (code != NULL && text != NULL && g_ascii_isdigit (*text) && !g_ascii_isdigit (*code))
    {
      const char *swapped = code;

      code = text;
      text = swapped;
    }
  if (code == NULL || !g_ascii_string_to_unsigned (code, 10, 100, 999, &status, NULL))
    status = 200;
  rh_example_set_response (example, (guint) status, text == NULL ? "" : text, headers, body);
}

/* Of the request that is kept with an answer only the first line has a place. */
static void
set_request (RhBruno *self, RhExample *example, const RhBru *request, const char *place)
{
  const char *method = rh_bru_lookup (request->pairs, "method");
  const char *url = rh_bru_lookup (request->pairs, "url");
  g_autofree char *text = rh_bruno_dup_text (self, url == NULL ? "" : url, place);
  g_autofree char *upper = g_ascii_strup (method == NULL ? "" : method, -1);

  rh_example_set_request (example, upper, text);
  for (guint i = 0; i < request->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (request->blocks, i);
      g_autofree char *what = g_strconcat ("example request ", block->name, NULL);

      rh_import_note (self->import, RH_IMPORT_MEMBER, place, what);
    }
}

static RhBru *
parse_inner (const RhBru *bru, const char *name)
{
  const RhBruBlock *block = rh_bru_find (bru, name);

  return block == NULL ? NULL : rh_bru_parse (block->text, strlen (block->text), NULL);
}

void
rh_bruno_read_example (RhBruno *self,
                       RhRequestItem *item,
                       const RhBruBlock *block,
                       const char *place)
{
  g_autoptr (RhBru) bru = rh_bru_parse (block->text, strlen (block->text), NULL);
  g_autoptr (RhBru) request = NULL;
  g_autoptr (RhBru) response = NULL;
  g_autoptr (RhExample) example = NULL;
  const char *name;

  if (bru == NULL)
    {
      rh_import_note (self->import, RH_IMPORT_MEMBER, place, block->name);
      return;
    }

  name = rh_bru_lookup (bru->pairs, "name");
  request = parse_inner (bru, "request");
  response = parse_inner (bru, "response");
  example = rh_example_new (name == NULL ? block->name : name);
  if (request != NULL)
    set_request (self, example, request, place);
  if (response != NULL)
    set_response (example, response);
  if (rh_bru_lookup (bru->pairs, "description") != NULL)
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, "example description");
  rh_request_item_add_example (item, example);
}

/* Calls that are no HTTP */

static char *
dup_safe_value (RhBruno *self, const RhBruPair *pair, const char *place)
{
  g_autofree char *value = rh_bruno_dup_text (self, pair->value, place);
  const char *secret = rh_secret_looking_skip_scheme (value);
  g_autofree char *hidden = NULL;

  if (!rh_secret_looking (pair->name, value, TRUE))
    return g_steal_pointer (&value);

  hidden = rh_import_hide (self->import, pair->name, secret, place);
  return g_strdup_printf ("%.*s%s", (int) (secret - value), value, hidden);
}

static RhYaml *
new_metadata (RhBruno *self, const RhBruBlock *block, const char *place)
{
  RhYaml *rows = rh_yaml_new_sequence ();

  for (guint i = 0; i < block->pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (block->pairs, i);
      g_autofree char *value = dup_safe_value (self, pair, place);
      RhYaml *row = rh_yaml_new_mapping ();

      rh_yaml_set_string (row, "name", pair->name);
      rh_yaml_set_string (row, "value", value);
      if (*pair->note != '\0')
        rh_yaml_set_string (row, "description", pair->note);
      if (!pair->enabled)
        rh_yaml_set_boolean (row, "disabled", TRUE);
      rh_yaml_append (rows, row);
    }

  return rows;
}

/* gRPC's message is its text, a WebSocket's has a type beside it. */
static RhYaml *
new_message (RhBruno *self, const RhBruBlock *block, gboolean ws, const char *place)
{
  const char *content = rh_bru_lookup (block->pairs, "content");
  const char *type = rh_bru_lookup (block->pairs, "type");
  const char *title = rh_bru_lookup (block->pairs, "name");
  const char *selected = rh_bru_lookup (block->pairs, "selected");
  g_autofree char *text = rh_bruno_dup_text (self, content == NULL ? "" : content, place);
  RhYaml *variant = rh_yaml_new_mapping ();
  RhYaml *message = rh_yaml_new_mapping ();

  rh_yaml_set_string (variant, "title", title == NULL ? "" : title);
  if (g_strcmp0 (selected, "true") == 0)
    rh_yaml_set_boolean (variant, "selected", TRUE);
  if (!ws)
    {
      rh_yaml_unref (message);
      rh_yaml_set_string (variant, "message", text);
      return variant;
    }
  rh_yaml_set_string (message, "type", type == NULL || *type == '\0' ? "text" : type);
  rh_yaml_set_string (message, "data", text);
  rh_yaml_set (variant, "message", message);
  return variant;
}

static RhYaml *
new_messages (RhBruno *self, const RhBru *bru, gboolean ws, const char *place)
{
  RhYaml *list = rh_yaml_new_sequence ();

  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);

      if (g_str_equal (block->name, ws ? "body:ws" : "body:grpc"))
        rh_yaml_append (list, new_message (self, block, ws, place));
      else if (g_str_has_prefix (block->name, "body"))
        rh_import_note (self->import, RH_IMPORT_MEMBER, place, block->name);
    }

  return list;
}

void
rh_bruno_keep_call (RhBruno *self,
                    const RhBru *bru,
                    const RhBruBlock *call,
                    RhRequestItem *item,
                    const char *place)
{
  static const char *const known[]
      = { "url", "method", "methodType", "protoPath", "body", "auth", NULL };
  static const char *const words[][2] = { { "method", "method" },
                                          { "methodType", "methodType" },
                                          { "protoPath", "protoFilePath" } };
  gboolean ws = g_str_equal (call->name, "ws");
  const RhBruBlock *metadata = rh_bru_find (bru, "metadata");
  RhYaml *section = rh_yaml_new_mapping ();

  rh_yaml_set_string (section, "url", "");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *value = rh_bru_lookup (call->pairs, words[i][0]);

      if (value != NULL && *value != '\0')
        rh_yaml_set_string (section, words[i][1], value);
    }
  if (metadata != NULL)
    rh_yaml_set (section, "metadata", new_metadata (self, metadata, place));
  rh_yaml_set (section, "message", new_messages (self, bru, ws, place));

  g_object_set (item, "method", ws ? "WEBSOCKET" : "GRPC", "body-kind", RH_BODY_KIND_KEPT, NULL);
  rh_import_keep_protocol (self->import, item, ws ? "websocket" : "grpc", section, place);
  rh_bruno_tell_others (self, call, known, place);
}
