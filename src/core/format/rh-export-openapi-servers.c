/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Environments become servers: the address of each, with its variables where it has some. */
#define G_LOG_DOMAIN "rh-export-openapi-servers"

#include "config.h"

#include "format/rh-export-openapi-private.h"

#include "collection/rh-environment-chain.h"
#include "collection/rh-path-template.h"
#include "collection/rh-secret-looking.h"
#include "text/rh-template.h"

#include <string.h>

/* Addresses within addresses. */
#define MAX_PASSES 10
#define MAX_LENGTH 4096

/* Variables */

void
rh_openapi_out_open_variables (RhOpenApiOut *self)
{
  RhCollection *collection = self->options->collection;
  GListModel *all = rh_collection_get_environments (collection);

  self->environments = g_ptr_array_new ();
  self->chains = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (all, i);

      g_ptr_array_add (self->environments, environment); /* the collection has it */
      g_ptr_array_add (self->chains, rh_environment_chain_new (collection, environment, NULL));
    }
  if (self->environments->len == 0)
    {
      g_ptr_array_add (self->environments, NULL);
      g_ptr_array_add (self->chains, g_ptr_array_new ());
    }
}

static RhVariable *
find_of_item (RhRequestItem *item, const char *name)
{
  RhVariable *found = rh_environment_lookup (rh_request_item_get_scope (item), name);
  RhFolder *folder = rh_request_item_get_parent (item);

  /* the topmost is the collection */
  for (; found == NULL && folder != NULL && rh_folder_get_parent (folder) != NULL;
       folder = rh_folder_get_parent (folder))
    found = rh_environment_lookup (rh_folder_get_scope (folder), name);

  return found;
}

const char *
rh_openapi_out_lookup (RhOpenApiOut *self,
                       RhRequestItem *item,
                       guint environment,
                       const char *name,
                       gboolean *secret)
{
  GPtrArray *chain = g_ptr_array_index (self->chains, environment);
  RhVariable *found = item == NULL ? NULL : find_of_item (item, name);

  for (guint i = 0; found == NULL && i < chain->len; i++)
    found = rh_environment_lookup (g_ptr_array_index (chain, i), name);
  if (found == NULL)
    found = rh_environment_lookup (rh_collection_get_scope (self->options->collection), name);

  *secret = found != NULL
            && (rh_variable_is_secret (found)
                || rh_secret_looking (name, rh_variable_get_value (found), FALSE));
  if (found != NULL)
    g_hash_table_add (self->used, g_strdup (name));
  return found == NULL || *secret ? NULL : rh_variable_get_value (found);
}

/* Each reference that @take wants is replaced by its value. */
static char *
replace (RhOpenApiOut *self, guint environment, const char *text, gboolean only_nested)
{
  g_autoptr (GArray) refs = rh_template_find (text);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < refs->len; i++)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);
      gboolean secret;
      const char *value = rh_openapi_out_lookup (self, NULL, environment, ref->name, &secret);
      gboolean whole = ref->start == 0 && ref->length == strlen (text);

      if (value == NULL || (*value == '\0' && only_nested)
          || (only_nested && !whole && !rh_template_has_refs (value)))
        continue;
      g_string_append_len (out, text + at, (gssize) (ref->start - at));
      g_string_append (out, value);
      at = ref->start + ref->length;
    }

  g_string_append (out, text + at);
  return g_string_free_and_steal (out);
}

static char *
replace_all (RhOpenApiOut *self, guint environment, const char *text, gboolean only_nested)
{
  char *filled = g_strdup (text);

  for (guint i = 0; i < MAX_PASSES && strlen (filled) < MAX_LENGTH; i++)
    {
      char *next = replace (self, environment, filled, only_nested);
      gboolean same = g_str_equal (next, filled);

      g_free (filled);
      filled = next;
      if (same)
        break;
    }

  return filled;
}

char *
rh_openapi_out_dup_filled (RhOpenApiOut *self, guint environment, const char *template)
{
  return replace_all (self, environment, template, FALSE);
}

void
rh_openapi_out_tell_variables (RhOpenApiOut *self)
{
  for (guint i = 0; i < self->environments->len; i++)
    {
      RhEnvironment *environment = g_ptr_array_index (self->environments, i);
      GListModel *variables
          = environment == NULL ? NULL : rh_environment_get_variables (environment);

      for (guint j = 0; variables != NULL && j < g_list_model_get_n_items (variables); j++)
        {
          g_autoptr (RhVariable) variable = g_list_model_get_item (variables, j);
          const char *name = rh_variable_get_name (variable);

          if (!g_hash_table_contains (self->used, name))
            rh_export_note (self->export, RH_IMPORT_OUT_MEMBER,
                            rh_environment_get_name (environment), name);
        }
    }
}

/* Bases */

char *
rh_openapi_out_dup_base (const char *url)
{
  RhUrlParts parts;

  rh_url_parts_find (url, &parts);
  return g_strndup (url, parts.path);
}

char *
rh_openapi_out_dup_usual_base (GPtrArray *requests)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *usual = "";
  guint most = 0;

  for (guint i = 0; i < requests->len; i++)
    {
      g_autofree char *base
          = rh_openapi_out_dup_base (rh_request_item_get_url (g_ptr_array_index (requests, i)));
      gpointer own = NULL;
      gpointer count = NULL;
      guint n;

      if (!g_hash_table_lookup_extended (counts, base, &own, &count))
        own = g_strdup (base);
      else
        g_hash_table_steal (counts, base);
      n = GPOINTER_TO_UINT (count) + 1;
      g_hash_table_insert (counts, own, GUINT_TO_POINTER (n));
      if (n > most && *base != '\0')
        {
          most = n;
          usual = own;
        }
    }

  return g_strdup (usual);
}

/* Servers */

static void
add_variable (RhOpenApiOut *self,
              guint environment,
              const char *place,
              RhYaml *variables,
              const char *name)
{
  gboolean secret;
  const char *value = rh_openapi_out_lookup (self, NULL, environment, name, &secret);
  RhYaml *variable = rh_yaml_new_mapping ();

  if (secret)
    rh_export_note (self->export, RH_IMPORT_OUT_SECRET, place, name);
  rh_yaml_set_string (variable, "default", value == NULL ? "" : value);
  rh_yaml_set (variables, name, variable);
}

/* "https://{region}.example.com" */
static char *
dup_url (RhOpenApiOut *self,
         guint environment,
         const char *place,
         const char *address,
         RhYaml *variables)
{
  g_autoptr (GArray) refs = rh_template_find (address);
  GString *out = g_string_new (NULL);
  guint next = 0;

  for (gsize at = 0; address[at] != '\0';)
    {
      const RhTemplateRef *ref
          = next < refs->len ? &g_array_index (refs, RhTemplateRef, next) : NULL;

      if (ref != NULL && ref->start == at)
        {
          add_variable (self, environment, place, variables, ref->name);
          g_string_append_printf (out, "{%s}", ref->name);
          at += ref->length;
          next++;
        }
      else if (address[at] == '{' || address[at] == '}')
        g_string_append_printf (out, "%%%02X", (guint) address[at++]);
      else
        g_string_append_c (out, address[at++]);
    }

  return g_string_free_and_steal (out);
}

/* "https://name:secret@host" without what is before the host. (transfer full) */
static char *
dup_without_userinfo (RhOpenApiOut *self, const char *address, const char *place)
{
  const char *scheme = strstr (address, "://");
  const char *authority = scheme == NULL ? address : scheme + strlen ("://");
  const char *at = g_strrstr_len (authority, (gssize) strcspn (authority, "/?#"), "@");

  if (at == NULL)
    return g_strdup (address);

  rh_export_note (self->export, RH_IMPORT_OUT_MEMBER, place, "userinfo");
  return g_strdup_printf ("%.*s%s", (int) (authority - address), address, at + 1);
}

/* As a request is sent: by https, unless it is still without a host. */
static char *
dup_with_scheme (const char *url, const char *filled)
{
  gboolean whole = strstr (filled, "://") != NULL || *filled == '/';

  return g_strconcat (whole ? "" : "https://", url, NULL);
}

static RhYaml *
new_server (RhOpenApiOut *self, guint index, const char *base)
{
  RhEnvironment *environment = g_ptr_array_index (self->environments, index);
  const char *name = environment == NULL ? "" : rh_environment_get_name (environment);
  g_autofree char *whole_address = replace_all (self, index, base, TRUE);
  g_autofree char *address = dup_without_userinfo (self, whole_address, name);
  g_autofree char *filled = replace_all (self, index, address, FALSE);
  g_autoptr (RhYaml) variables = rh_yaml_new_mapping ();
  g_autofree char *url = dup_url (self, index, name, address, variables);
  g_autofree char *whole = dup_with_scheme (url, filled);
  gboolean nowhere = *filled == '\0';
  RhYaml *server = rh_yaml_new_mapping ();

  rh_yaml_set_string (server, "url", nowhere ? "/" : whole);
  if (*name != '\0')
    rh_yaml_set_string (server, "description", name);
  if (rh_yaml_get_length (variables) > 0 && !nowhere)
    rh_yaml_set (server, "variables", rh_yaml_ref (variables));
  return server;
}

RhYaml *
rh_openapi_out_new_servers (RhOpenApiOut *self, const char *base)
{
  RhYaml *servers;

  if (*base == '\0')
    return NULL;

  servers = rh_yaml_new_sequence ();
  for (guint i = 0; i < self->environments->len; i++)
    rh_yaml_append (servers, new_server (self, i, base));
  return servers;
}
