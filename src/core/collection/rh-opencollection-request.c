/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request's file. Requests of other types than http are kept: they are seen, and never sent. */
#define G_LOG_DOMAIN "rh-opencollection-request"

#include "config.h"

#include "collection/rh-opencollection-private.h"

#include <math.h>
#include <string.h>

#define DEFAULT_METHOD "GET"
#define DOCUMENT "rh-opencollection-document"

static const char *const section_order[]
    = { "method", "url", "headers", "params", "body", "auth", NULL };
static const char *const runtime_order[]
    = { "variables", "scripts", "assertions", "actions", "auth", NULL };

/* Types that are kept, and their sections; NULL: the root has it all. */
static const struct
{
  const char *type;
  const char *section;
} types[] = {
  { "http", "http" },           { "graphql", "graphql" }, { "grpc", "grpc" },
  { "websocket", "websocket" }, { "script", NULL },       { "app", NULL },
};

/* The section that a request's type has its address in; NULL if it is no request's file. @type is
 * borrowed, lower case. */
static gboolean
find_section (const RhYaml *root, const char **type, RhYaml **section, GError **error)
{
  RhYaml *info;

  *section = NULL;
  if (!rh_oc_read_info (root, &info, error) || !rh_oc_read_text (info, "type", type, error))
    return FALSE;
  if (**type == '\0' && !rh_oc_read_text (root, "type", type, error))
    return FALSE;
  if (**type == '\0' && rh_yaml_get (root, "http") != NULL)
    *type = "http";
  if (**type == '\0')
    return rh_oc_fail (root, error, "http is missing");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!g_str_equal (types[i].type, *type))
        continue;
      if (types[i].section == NULL)
        return TRUE;
      if (!rh_oc_read_map (root, types[i].section, section, error))
        return FALSE;

      return *section != NULL || i > 0 || rh_oc_fail (root, error, "http is missing");
    }

  return rh_oc_fail (info != NULL ? info : root, error, "this is not the type of a request");
}

/* In */

/* Where auth stands, as it once did, or stands by right. */
static RhYaml *
find_auth_home (const RhYaml *root, RhYaml *section)
{
  RhYaml *runtime = rh_yaml_get (root, "runtime");

  return rh_yaml_get (section, "auth") == NULL && rh_yaml_get (runtime, "auth") != NULL ? runtime
                                                                                        : section;
}

static gboolean
add_header (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhField) field = rh_oc_read_field (element, error);

  if (field == NULL)
    return FALSE;

  rh_request_item_add_header (owner, field);
  return TRUE;
}

/* Most requests have none, and none is made for them. */
static gboolean
read_settings (const RhYaml *root, RhRequestItem *item, GError **error)
{
  if (rh_yaml_get (root, "settings") == NULL && rh_yaml_get (root, "extensions") == NULL)
    return TRUE;

  return rh_oc_read_settings (root, TRUE, rh_request_item_get_settings (item), error);
}

static void
read_auth (const RhYaml *auth, RhRequestItem *item)
{
  RhAuthKind kind = rh_oc_auth_kind (auth);

  g_object_set (item, "auth-kind", kind, NULL);
  if (*rh_auth_fields_of (kind) != NULL)
    rh_oc_read_auth (auth, kind, rh_request_item_get_auth (item));
}

static gboolean
read_section (RhRequestItem *item,
              const RhYaml *root,
              RhYaml *section,
              const char *type,
              GError **error)
{
  gboolean is_http = g_str_equal (type, "http");
  g_autofree char *kind = g_ascii_strup (type, -1);
  const char *method = kind;
  const char *url;

  if (is_http && !rh_oc_read_text (section, "method", &method, error))
    return FALSE;
  if (!rh_oc_read_text (section, "url", &url, error))
    return FALSE;
  if (strlen (url) > RH_OPENCOLLECTION_MAX_URL)
    return rh_oc_fail (rh_yaml_get (section, "url"), error, "url is too long");

  g_object_set (item, "method", *method == '\0' ? DEFAULT_METHOD : method, "url", url, NULL);
  read_auth (rh_yaml_get (find_auth_home (root, section), "auth"), item);
  if (!rh_oc_each (section, "headers", add_header, item, error)
      || !rh_oc_read_params (section, item, error))
    return FALSE;
  if (is_http)
    return rh_oc_read_body (section, item, error) && read_settings (root, item, error);

  g_object_set (item, "body-kind", RH_BODY_KIND_KEPT, NULL);
  return TRUE;
}

static RhRequestItem *
read_root (const RhYaml *root, double *seq, GError **error)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("", "", "");
  const char *type;
  const char *name;
  const char *note;
  RhYaml *section;
  RhYaml *info;
  RhYaml *runtime;

  if (!find_section (root, &type, &section, error) || !rh_oc_read_info (root, &info, error)
      || !rh_oc_read_text (info, "name", &name, error)
      || !rh_oc_read_note (root, "docs", &note, error)
      || !rh_oc_read_map (root, "runtime", &runtime, error))
    return NULL;

  g_object_set (item, "name", name, "note", note, NULL);
  if (!read_section (item, root, section, type, error)
      || (rh_yaml_get (runtime, "variables") != NULL
          && !rh_oc_read_variables (runtime, rh_request_item_get_scope (item), error))
      || !rh_oc_read_actions (runtime, item, error))
    return NULL;

  if (g_str_equal (type, "http"))
    rh_oc_read_examples (root, item);

  *seq = rh_oc_read_seq (info);
  rh_request_item_set_edited (item, FALSE);
  return g_steal_pointer (&item);
}

RhRequestItem *
rh_opencollection_read_request (GBytes *text, double *seq, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  RhRequestItem *item;
  double place;

  g_return_val_if_fail (text != NULL, NULL);

  document = rh_oc_open (text, error);
  if (document == NULL)
    return NULL;

  item = read_root (rh_yaml_document_get_root (document), &place, error);
  if (item != NULL)
    rh_request_item_set_source (item, text);
  if (item != NULL && seq != NULL)
    *seq = place;
  return item;
}

/* Out */

gboolean
rh_oc_has_either (RhRequestItem *item, RhRequestItem *was, RhRequestPart part)
{
  return rh_request_item_has (item, part) || rh_request_item_has (was, part);
}

static void
put_section (RhYaml *root, RhYaml *section, RhRequestItem *item, RhRequestItem *was)
{
  gboolean is_http = section == rh_yaml_get (root, "http");
  RhYaml *home = find_auth_home (root, section);
  RhAuthKind kind = rh_request_item_get_auth_kind (item);
  const char *method = rh_request_item_get_method (item);
  const char *url = rh_request_item_get_url (item);

  if (*method == '\0')
    method = DEFAULT_METHOD;
  if (is_http && !g_str_equal (method, rh_request_item_get_method (was)))
    rh_oc_put_any_text (section, "method", method, section_order);
  if (!g_str_equal (url, rh_request_item_get_url (was)))
    rh_oc_put_any_text (section, "url", url, section_order);

  if (rh_oc_has_either (item, was, RH_REQUEST_PART_HEADERS))
    rh_oc_put_rows (section, "headers", rh_request_item_get_headers (item), &rh_oc_fields,
                    section_order);
  rh_oc_put_params (section, item, was, section_order);
  if (is_http)
    {
      rh_oc_put_body (section, item, was, section_order);
      if (rh_oc_has_either (item, was, RH_REQUEST_PART_SETTINGS))
        rh_oc_put_settings (root, TRUE, rh_request_item_get_settings (item),
                            rh_request_item_get_settings (was));
    }
  rh_oc_put_auth (home, kind,
                  *rh_auth_fields_of (kind) == NULL ? NULL : rh_request_item_get_auth (item),
                  section_order);
  if (home != section)
    rh_oc_drop_empty (root, "runtime");
}

static void
put_runtime (RhYaml *root, RhRequestItem *item, RhRequestItem *was)
{
  RhYaml *runtime;

  if (!rh_oc_has_either (item, was, RH_REQUEST_PART_SCOPE)
      && !rh_oc_has_either (item, was, RH_REQUEST_PART_ACTIONS))
    return;

  runtime = rh_oc_need_map (root, "runtime", rh_oc_root_order);
  rh_oc_put_variables (runtime, rh_request_item_get_scope (item), runtime_order);
  rh_oc_put_actions (runtime, item, runtime_order);
  rh_oc_drop_empty (root, "runtime");
}

static void
put_info (RhYaml *root, RhRequestItem *item, double seq)
{
  RhYaml *info;

  if (!rh_oc_read_info (root, &info, NULL))
    return;
  if (info == NULL && rh_yaml_get (root, "http") != NULL)
    info = rh_oc_need_map (root, "info", rh_oc_root_order);
  if (info == NULL)
    return; /* a script's file: its name is all it has */

  rh_oc_put_any_text (info, "name", rh_request_item_get_name (item), rh_oc_info_order);
  rh_oc_put_seq (info, seq);
  rh_oc_drop_empty (root, "info");
}

/* What a request's file has at least. */
static RhYamlDocument *
new_file (void)
{
  RhYamlDocument *document = rh_yaml_document_new ();
  RhYaml *root = rh_yaml_document_get_root (document);
  RhYaml *info = rh_oc_need_map (root, "info", rh_oc_root_order);
  RhYaml *http = rh_oc_need_map (root, "http", rh_oc_root_order);

  rh_yaml_set_string (info, "name", "");
  rh_yaml_set_string (info, "type", "http");
  rh_yaml_set_string (http, "method", DEFAULT_METHOD);
  rh_yaml_set_string (http, "url", "");
  return document;
}

typedef struct
{
  GBytes *source;
  RhYamlDocument *document;
} Kept;

static void
kept_free (Kept *kept)
{
  g_bytes_unref (kept->source);
  rh_yaml_document_unref (kept->document);
  g_free (kept);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Kept, kept_free)

void
rh_opencollection_keep_document (RhRequestItem *item, RhYamlDocument *document)
{
  Kept *kept;

  g_return_if_fail (RH_IS_REQUEST_ITEM (item) && rh_request_item_get_source (item) != NULL);
  g_return_if_fail (document != NULL);

  kept = g_new0 (Kept, 1);
  kept->source = g_bytes_ref (rh_request_item_get_source (item));
  kept->document = rh_yaml_document_ref (document);
  g_object_set_data_full (G_OBJECT (item), DOCUMENT, kept, (GDestroyNotify) kept_free);
}

static RhYamlDocument *
open_source (RhRequestItem *item, GError **error)
{
  g_autoptr (Kept) kept = g_object_steal_data (G_OBJECT (item), DOCUMENT);
  GBytes *source = rh_request_item_get_source (item);

  if (source == NULL)
    return new_file ();
  if (kept != NULL && kept->source == source)
    return rh_yaml_document_ref (kept->document);

  return rh_oc_open (source, error);
}

/* A file that nobody could open would be lost work. What breaks a limit is deep, or longer than the
 * least of them, so most files are not looked at again. */
static gboolean
can_be_read (const RhYaml *root, GBytes *text, GError **error)
{
  g_autoptr (RhRequestItem) again = NULL;
  g_autoptr (GError) local_error = NULL;

  if (g_bytes_get_size (text) <= RH_OPENCOLLECTION_MAX_URL
      && rh_yaml_get_depth (root) < RH_YAML_MAX_DEPTH)
    return TRUE;

  again = rh_opencollection_read_request (text, NULL, &local_error);
  if (again == NULL)
    g_set_error_literal (error, RH_OPENCOLLECTION_ERROR, RH_OPENCOLLECTION_ERROR_LIMIT,
                         local_error->message);
  return again != NULL;
}

GBytes *
rh_opencollection_write_request (RhRequestItem *item, double seq, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhRequestItem) was = NULL;
  g_autoptr (GBytes) text = NULL;
  RhYaml *section;
  RhYaml *root;
  const char *type;
  double old_seq;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  document = open_source (item, error);
  if (document == NULL)
    return NULL;

  root = rh_yaml_document_get_root (document);
  was = read_root (root, &old_seq, error);
  if (was == NULL || !find_section (root, &type, &section, error))
    return NULL;

  put_info (root, item, seq);
  if (section != NULL)
    put_section (root, section, item, was);
  put_runtime (root, item, was);
  if (section == rh_yaml_get (root, "http")
      && rh_oc_has_either (item, was, RH_REQUEST_PART_EXAMPLES))
    rh_oc_put_examples (root, item);
  rh_oc_put_note (root, "docs", rh_request_item_get_note (item), rh_oc_root_order);
  text = rh_oc_close (document);
  return can_be_read (root, text, error) ? g_steal_pointer (&text) : NULL;
}
