/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request: texts, form fields, parts and a file are read; all others stay as they
 * are. */
#define G_LOG_DOMAIN "rh-opencollection-body"

#include "config.h"

#include "collection/rh-opencollection-private.h"

static const char *const body_order[] = { "type", "data", NULL };
static const char *const file_order[] = { "filePath", "contentType", "selected", NULL };

/* @mode: what it was called once, when the text stood under that name. */
static const struct
{
  RhBodyKind kind;
  const char *type;
  const char *mode;
} bodies[] = {
  { RH_BODY_KIND_JSON, "json", "json" },
  { RH_BODY_KIND_TEXT, "text", "text" },
  { RH_BODY_KIND_XML, "xml", "xml" },
  { RH_BODY_KIND_FORM, "form-urlencoded", "formUrlEncoded" },
  { RH_BODY_KIND_MULTIPART, "multipart-form", "multipartForm" },
  { RH_BODY_KIND_FILE, "file", "file" },
};

static void
find_body (const RhYaml *body, RhBodyKind *kind, const char **key)
{
  const char *type = rh_oc_peek_text (body, "type");
  const char *mode = rh_oc_peek_text (body, "mode");

  *key = "data";
  *kind = RH_BODY_KIND_KEPT;
  if (body == NULL || g_str_equal (type, "none") || g_str_equal (mode, "none"))
    {
      *kind = RH_BODY_KIND_NONE;
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      if (!g_str_equal (bodies[i].type, type)
          && (*type != '\0' || !g_str_equal (bodies[i].mode, mode)))
        continue;

      *kind = bodies[i].kind;
      if (*type == '\0')
        *key = bodies[i].mode;
      return;
    }
}

/* The file that is chosen of several, or the first. */
static RhYaml *
find_file (const RhYaml *body, const char *key)
{
  RhYaml *list = rh_yaml_get (body, key);
  RhYaml *chosen = NULL;

  if (list == NULL || rh_yaml_get_kind (list) != RH_YAML_SEQUENCE)
    return NULL;

  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      RhYaml *file = rh_yaml_nth (list, i);
      gboolean selected;

      if (rh_yaml_get_kind (file) != RH_YAML_MAPPING)
        continue;
      if (chosen == NULL)
        chosen = file;
      if (rh_oc_read_flag (file, "selected", &selected, NULL) && selected)
        return file;
    }

  return chosen;
}

static gboolean
add_form_field (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = rh_oc_read_field (element, error);

  if (field == NULL)
    return FALSE;

  rh_request_item_add_form_field (owner, field);
  return TRUE;
}

static gboolean
add_part (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = rh_oc_read_part (element, error);

  if (field == NULL)
    return FALSE;

  rh_request_item_add_part (owner, field);
  return TRUE;
}

static gboolean
read_file (const RhYaml *body, const char *key, RhRequestItem *item, GError **error)
{
  RhYaml *file = find_file (body, key);
  const char *path;
  const char *media_type;
  RhYaml *list;

  if (!rh_oc_read_list (body, key, &list, error)
      || !rh_oc_read_text (file, "filePath", &path, error)
      || !rh_oc_read_text (file, "contentType", &media_type, error))
    return FALSE;

  g_object_set (item, "body-path", path, "body-type", media_type, NULL);
  return TRUE;
}

gboolean
rh_oc_read_body (const RhYaml *section, RhRequestItem *item, GError **error)
{
  RhYaml *body = rh_yaml_get (section, "body");
  const char *text = "";
  const char *key;
  RhBodyKind kind;

  if (body != NULL && rh_yaml_is_null (body))
    body = NULL;
  find_body (body, &kind, &key);
  g_object_set (item, "body-kind", kind, NULL);

  switch (kind)
    {
    case RH_BODY_KIND_JSON:
    case RH_BODY_KIND_TEXT:
    case RH_BODY_KIND_XML:
      if (!rh_oc_read_text (body, key, &text, error))
        return FALSE;
      g_object_set (item, "body-text", text, NULL);
      return TRUE;
    case RH_BODY_KIND_FORM:
      return rh_oc_each (body, key, add_form_field, item, error);
    case RH_BODY_KIND_MULTIPART:
      return rh_oc_each (body, key, add_part, item, error);
    case RH_BODY_KIND_FILE:
      return read_file (body, key, item, error);
    case RH_BODY_KIND_NONE:
    case RH_BODY_KIND_KEPT:
    default:
      return TRUE;
    }
}

static void
put_file (RhYaml *body, const char *key, const char *path, const char *media_type)
{
  RhYaml *file = find_file (body, key);

  if (file == NULL && (*path != '\0' || *media_type != '\0'))
    {
      RhYaml *list = rh_yaml_new_sequence ();

      file = rh_yaml_new_mapping ();
      rh_yaml_set_string (file, "filePath", "");
      rh_yaml_set_string (file, "contentType", "");
      rh_yaml_set_boolean (file, "selected", TRUE);
      rh_yaml_append (list, file);
      rh_oc_put (body, key, list, body_order);
    }

  if (file == NULL)
    return;
  rh_oc_put_any_text (file, "filePath", path, file_order);
  rh_oc_put_any_text (file, "contentType", media_type, file_order);
}

static RhYaml *
new_body (RhBodyKind kind)
{
  RhYaml *body = rh_yaml_new_mapping ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (bodies[i].kind == kind)
      rh_yaml_set_string (body, "type", bodies[i].type);
  if (kind != RH_BODY_KIND_FORM && kind != RH_BODY_KIND_MULTIPART && kind != RH_BODY_KIND_FILE)
    rh_yaml_set_string (body, "data", "");

  return body;
}

void
rh_oc_put_body (RhYaml *section, RhRequestItem *item, RhRequestItem *was, const char *const *order)
{
  RhBodyKind kind = rh_request_item_get_body_kind (item);
  RhYaml *body;
  const char *key;

  if (kind == RH_BODY_KIND_KEPT)
    return;
  if (kind == RH_BODY_KIND_NONE)
    {
      if (rh_request_item_get_body_kind (was) != RH_BODY_KIND_NONE)
        rh_yaml_remove (section, "body");
      return;
    }

  if (rh_request_item_get_body_kind (was) != kind)
    rh_oc_put (section, "body", new_body (kind), order);

  body = rh_yaml_get (section, "body");
  find_body (body, &kind, &key);
  if (kind == RH_BODY_KIND_FORM)
    rh_oc_put_rows (body, key, rh_request_item_get_form (item), &rh_oc_fields, body_order);
  else if (kind == RH_BODY_KIND_MULTIPART)
    rh_oc_put_rows (body, key, rh_request_item_get_parts (item), &rh_oc_parts, body_order);
  else if (kind == RH_BODY_KIND_FILE)
    put_file (body, key, rh_request_item_get_body_path (item),
              rh_request_item_get_body_type (item));
  else
    rh_oc_put_any_text (body, key, rh_request_item_get_body_text (item), body_order);
}
