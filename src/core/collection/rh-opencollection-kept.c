/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts what a file has that is kept and not used. */
#define G_LOG_DOMAIN "rh-opencollection-kept"

#include "config.h"

#include "collection/rh-opencollection-private.h"

/* Keys of the root that are used here, or that say nothing that could be. */
static const char *const known[] = { "opencollection", "info",       "meta",        "type",
                                     "name",           "color",      "description", "extends",
                                     "dotEnvFilePath", "variables",  "http",        "runtime",
                                     "request",        "settings",   "examples",    "docs",
                                     "bundled",        "extensions", NULL };

static guint
count (const RhYaml *map, const char *key)
{
  RhYaml *value = rh_yaml_get (map, key);

  return value == NULL ? 0 : rh_yaml_get_length (value);
}

static guint
count_other_actions (const RhYaml *map)
{
  RhYaml *list = rh_yaml_get (map, "actions");
  guint n = 0;

  for (guint i = 0; i < count (map, "actions"); i++)
    n += !rh_oc_is_our_action (rh_yaml_nth (list, i));

  return n;
}

/* What a request and what a folder has in common here. */
static void
add_section (RhOpenCollectionKept *kept, const RhYaml *section, gboolean ours)
{
  kept->checks += count (section, "assertions");
  kept->scripts += count (section, "scripts");
  kept->actions += ours ? count_other_actions (section) : count (section, "actions");
}

static guint
count_other (const RhYaml *root)
{
  RhYaml *request = rh_yaml_get (root, "request");
  guint n = 0;

  for (guint i = 0; i < rh_yaml_get_length (root); i++)
    n += !g_strv_contains (known, rh_yaml_nth_key (root, i));
  if (rh_yaml_get (root, "opencollection") != NULL)
    n += rh_oc_collection_auth_kind (rh_yaml_get (request, "auth")) == RH_AUTH_KIND_KEPT;
  else
    n += rh_oc_auth_kind (rh_yaml_get (request, "auth")) == RH_AUTH_KIND_KEPT;

  return n;
}

/* A body or an auth that only the reader knows. */
static guint
count_kept_parts (GBytes *text)
{
  g_autoptr (RhRequestItem) item = rh_opencollection_read_request (text, NULL, NULL);

  if (item == NULL)
    return 0;

  return (rh_request_item_get_body_kind (item) == RH_BODY_KIND_KEPT)
         + (rh_request_item_get_auth_kind (item) == RH_AUTH_KIND_KEPT);
}

gboolean
rh_opencollection_count_kept (GBytes *text, RhOpenCollectionKept *kept)
{
  g_autoptr (RhYamlDocument) document = NULL;
  const RhYaml *root;

  g_return_val_if_fail (text != NULL && kept != NULL, FALSE);

  *kept = (RhOpenCollectionKept) { 0 };
  document = rh_oc_open (text, NULL);
  if (document == NULL)
    return FALSE;

  root = rh_yaml_document_get_root (document);
  add_section (kept, rh_yaml_get (root, "runtime"), TRUE);
  add_section (kept, rh_yaml_get (root, "request"), FALSE);
  kept->settings
      = rh_oc_count_other_settings (root, TRUE) + rh_oc_count_other_settings (root, FALSE);
  kept->other = count_other (root) + count_kept_parts (text);
  return kept->checks + kept->scripts + kept->actions + kept->settings + kept->other > 0;
}
