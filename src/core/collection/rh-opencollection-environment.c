/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment's file. */
#define G_LOG_DOMAIN "rh-opencollection-environment"

#include "config.h"

#include "collection/rh-opencollection-private.h"

/* Keys that are a text, and the property that each is. */
static const struct
{
  const char *key;
  const char *property;
} texts[] = {
  { "name", "name" },
  { "color", "color" },
  { "extends", "extends" },
  { "dotEnvFilePath", "dotenv-path" },
};

static RhEnvironment *
read_root (const RhYaml *root, GError **error)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new ("");
  const char *text;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!rh_oc_read_text (root, texts[i].key, &text, error))
        return NULL;
      g_object_set (environment, texts[i].property, text, NULL);
    }

  if (!rh_oc_read_note (root, "description", &text, error)
      || !rh_oc_read_variables (root, environment, error))
    return NULL;

  g_object_set (environment, "note", text, NULL);
  return g_steal_pointer (&environment);
}

RhEnvironment *
rh_opencollection_read_environment (GBytes *text, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  RhEnvironment *environment;

  g_return_val_if_fail (text != NULL, NULL);

  document = rh_oc_open (text, error);
  if (document == NULL)
    return NULL;

  environment = read_root (rh_yaml_document_get_root (document), error);
  if (environment != NULL)
    rh_environment_set_source (environment, text);
  return environment;
}

GBytes *
rh_opencollection_write_environment (RhEnvironment *environment, GError **error)
{
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhEnvironment) was = NULL;
  GBytes *source;
  RhYaml *root;

  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), NULL);

  source = rh_environment_get_source (environment);
  document = source == NULL ? rh_yaml_document_new () : rh_oc_open (source, error);
  if (document == NULL)
    return NULL;

  root = rh_yaml_document_get_root (document);
  was = read_root (root, error);
  if (was == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (environment, texts[i].property, &text, NULL);
      rh_oc_put_text (root, texts[i].key, text, rh_oc_root_order);
    }
  rh_oc_put_note (root, "description", rh_environment_get_note (environment), rh_oc_root_order);
  rh_oc_put_variables (root, environment, rh_oc_root_order);
  return rh_oc_close (document);
}
