/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Insomnia's requests and folders, of both versions. */
#define G_LOG_DOMAIN "rh-import-insomnia-item"

#include "config.h"

#include "format/rh-import-insomnia.h"

#include "collection/rh-secret-looking.h"
#include "http/rh-request.h"

#include <string.h>

#define PROGRESS_STEP 64

const char *
rh_insomnia_get_meta (const RhYaml *record, const char *key)
{
  const char *text = rh_member_text (rh_member_mapping (record, "meta"), key);

  return *text == '\0' ? rh_member_text (record, key) : text;
}

/* Version 5 has them together. */
static const char *
get_script (const RhYaml *record, const char *of_4, const char *of_5)
{
  const RhYaml *scripts = rh_member_mapping (record, "scripts");

  return rh_member_text (scripts == NULL ? record : scripts, scripts == NULL ? of_4 : of_5);
}

static void
keep_scripts (RhInsomnia *self, gpointer object, const RhYaml *record, const char *place)
{
  const char *before = get_script (record, "preRequestScript", "preRequest");
  const char *after = get_script (record, "afterResponseScript", "afterResponse");

  if (*before != '\0')
    rh_import_keep_script (self->import, object, "before-request", before, place);
  if (*after != '\0')
    rh_import_keep_script (self->import, object, "after-response", after, place);
}

/* What a record has besides what is read of its kind. */
static void
tell (RhInsomnia *self, const RhYaml *record, const char *place)
{
  static const RhMember members[] = {
    { "name", RH_MEMBER_TEXT },
    { "url", RH_MEMBER_TEXT },
    { "method", RH_MEMBER_TEXT },
    { "description", RH_MEMBER_TEXT },
    { "headers", RH_MEMBER_SEQUENCE },
    { "parameters", RH_MEMBER_SEQUENCE },
    { "pathParameters", RH_MEMBER_SEQUENCE },
    { "authentication", RH_MEMBER_MAPPING },
    { "body", RH_MEMBER_MAPPING },
    { "environment", RH_MEMBER_MAPPING },
    { "children", RH_MEMBER_SEQUENCE },
    { "scripts", RH_MEMBER_MAPPING },
    { "preRequestScript", RH_MEMBER_TEXT },
    { "afterResponseScript", RH_MEMBER_TEXT },
    { "settings", RH_MEMBER_MAPPING },
    { "settingFollowRedirects", RH_MEMBER_TEXT },
    { "settingSendCookies", RH_MEMBER_TEXT },
    { "settingStoreCookies", RH_MEMBER_TEXT },
    { "settingEncodeUrl", RH_MEMBER_TEXT },
    { "settingDisableRenderRequestBody", RH_MEMBER_TEXT },
    { "protoMethodName", RH_MEMBER_TEXT },
    { "metadata", RH_MEMBER_SEQUENCE },
    { "protoFileId", RH_MEMBER_STAMP },
    { "settingRebuildPath", RH_MEMBER_STAMP },
    { "meta", RH_MEMBER_MAPPING },
    { "_type", RH_MEMBER_TEXT },
    { "scope", RH_MEMBER_STAMP },
    { "type", RH_MEMBER_STAMP },
    { "_id", RH_MEMBER_STAMP },
    { "parentId", RH_MEMBER_STAMP },
    { "created", RH_MEMBER_STAMP },
    { "modified", RH_MEMBER_STAMP },
    { "isPrivate", RH_MEMBER_STAMP },
    { "metaSortKey", RH_MEMBER_STAMP },
    { "environmentPropertyOrder", RH_MEMBER_STAMP },
    { NULL, 0 },
  };

  rh_members_tell (self->import, record, members, place);
}

/* Folders */

static void
add_folder_header (gpointer folder, RhField *field)
{
  rh_folder_add_header (folder, field);
}

void
rh_insomnia_read_folder (RhInsomnia *self,
                         RhFolder *folder,
                         const RhYaml *record,
                         const char *place)
{
  tell (self, record, place);
  g_object_set (folder, "note", rh_insomnia_get_meta (record, "description"), NULL);
  rh_insomnia_read_rows (self, rh_member_sequence (record, "headers"), add_folder_header, folder,
                         place);
  rh_insomnia_read_auth (self, folder, record, place);
  keep_scripts (self, folder, record, place);
  rh_insomnia_read_scope (self, rh_folder_get_scope (folder),
                          rh_member_mapping (record, "environment"), place);
}

/* Settings */

static void
set_setting (RhRequestItem *item, RhSetting setting, int value)
{
  rh_request_settings_set (rh_request_item_get_settings (item), setting, value);
}

static gboolean
is_false (const RhYaml *map, const char *key)
{
  return g_str_equal (rh_member_text (map, key), "false");
}

static void
read_settings (RhInsomnia *self, RhRequestItem *item, const RhYaml *record, const char *place)
{
  const RhYaml *of_5 = rh_member_mapping (record, "settings");
  const RhYaml *cookies = rh_member_mapping (of_5, "cookies");
  const char *redirects = of_5 != NULL ? rh_member_text (of_5, "followRedirects")
                                       : rh_member_text (record, "settingFollowRedirects");

  if (g_str_equal (redirects, "on") || g_str_equal (redirects, "off"))
    set_setting (item, RH_SETTING_FOLLOW_REDIRECTS, g_str_equal (redirects, "on"));
  if (is_false (record, "settingSendCookies") || is_false (cookies, "send"))
    set_setting (item, RH_SETTING_COOKIES, FALSE);
  else if (is_false (record, "settingStoreCookies") || is_false (cookies, "store"))
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, "cookies.store");
  if (is_false (record, "settingEncodeUrl") || is_false (of_5, "encodeUrl"))
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, "encodeUrl");
  if (rh_member_is_true (record, "settingDisableRenderRequestBody")
      || is_false (of_5, "renderRequestBody"))
    rh_import_note (self->import, RH_IMPORT_MEMBER, place, "renderRequestBody");
}

/* Requests by other protocols */

/* "grpc_request", "ws-req_1": what version 5 has is told by ids and members. NULL: by HTTP. */
static const char *
get_protocol (const RhYaml *record)
{
  const char *type = rh_member_text (record, "_type");
  const char *id = rh_insomnia_get_meta (record, "id");

  if (g_str_equal (type, "grpc_request") || g_str_has_prefix (id, "greq_")
      || rh_yaml_get (record, "protoMethodName") != NULL)
    return "grpc";
  if (g_str_equal (type, "websocket_request") || g_str_has_prefix (id, "ws-req")
      || g_str_equal (type, "socketio_request") || g_str_has_prefix (id, "socketio-req"))
    return "websocket";

  return NULL;
}

static void
set_text (RhInsomnia *self,
          RhYaml *map,
          const char *name,
          const RhYaml *record,
          const char *key,
          const char *place)
{
  g_autofree char *text = rh_insomnia_dup_member (self, record, key, place);

  if (*text != '\0')
    rh_yaml_set_string (map, name, text);
}

/* As a header's value, which finishing does not find here. */
static void
set_safe (RhInsomnia *self, RhYaml *pair, const char *name, const char *value, const char *place)
{
  const char *secret = rh_secret_looking_skip_scheme (value);
  g_autofree char *hidden = rh_secret_looking (name, value, TRUE)
                                ? rh_import_hide (self->import, name, secret, place)
                                : g_strdup (secret);
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (secret - value), value, hidden);

  rh_yaml_set_string (pair, "value", text);
}

static RhYaml *
new_metadata (RhInsomnia *self, const RhYaml *rows, const char *place)
{
  RhYaml *metadata = rh_yaml_new_sequence ();

  for (guint i = 0; i < rh_yaml_get_length (rows); i++)
    {
      const RhYaml *row = rh_yaml_nth (rows, i);
      g_autofree char *value = rh_insomnia_dup_member (self, row, "value", place);
      const char *name = rh_member_text (row, "name");
      RhYaml *pair = rh_yaml_new_mapping ();

      rh_yaml_set_string (pair, "name", name);
      set_safe (self, pair, name, value, place);
      if (rh_member_is_true (row, "disabled"))
        rh_yaml_set_boolean (pair, "disabled", TRUE);
      rh_yaml_append (metadata, pair);
    }

  return metadata;
}

static void
keep_protocol (RhInsomnia *self,
               RhRequestItem *item,
               const RhYaml *record,
               const char *type,
               const char *place)
{
  const RhYaml *rows = rh_member_sequence (record, "metadata");
  RhYaml *section = rh_yaml_new_mapping ();
  g_autofree char *method = g_ascii_strup (type, -1);

  rh_yaml_set_string (section, "url", "");
  set_text (self, section, "method", record, "protoMethodName", place);
  if (rows != NULL)
    rh_yaml_set (section, "metadata", new_metadata (self, rows, place));
  set_text (self, section, "message", rh_member_mapping (record, "body"), "text", place);
  g_object_set (item, "method", method, "body-kind", RH_BODY_KIND_KEPT, NULL);
  rh_import_keep_protocol (self->import, item, type, section, place);
}

/* Requests */

static void
add_header (gpointer item, RhField *field)
{
  rh_request_item_add_header (item, field);
}

static void
set_method (RhInsomnia *self, RhRequestItem *item, const RhYaml *record, const char *place)
{
  const char *written = rh_member_text (record, "method");
  g_autofree char *method = g_strstrip (g_strdup (written));

  if (*method == '\0')
    return;
  if (rh_method_is_valid (method))
    g_object_set (item, "method", method, NULL);
  else
    rh_import_note (self->import, RH_IMPORT_METHOD_CHANGED, place, written);
}

RhRequestItem *
rh_insomnia_read_request (RhInsomnia *self, const RhYaml *record, const char *place)
{
  RhRequestItem *item = rh_request_item_new (rh_member_text (record, "name"), "GET", "");
  const char *protocol = get_protocol (record);

  if (self->n_read++ % PROGRESS_STEP == 0 && self->watch->progress != NULL)
    self->watch->progress (self->n_read, self->n_records, self->watch->user_data);

  tell (self, record, place);
  g_object_set (item, "note", rh_insomnia_get_meta (record, "description"), NULL);
  rh_insomnia_read_url (self, item, record, place);
  rh_insomnia_read_rows (self, rh_member_sequence (record, "headers"), add_header, item, place);
  rh_insomnia_read_auth (self, item, record, place);
  keep_scripts (self, item, record, place);
  if (protocol != NULL)
    {
      keep_protocol (self, item, record, protocol, place);
      return item;
    }

  set_method (self, item, record, place);
  rh_insomnia_read_body (self, item, rh_member_mapping (record, "body"), place);
  read_settings (self, item, record, place);
  return item;
}
