/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers become environments: each has the address as a variable, and one for each variable of
 * the server's own. */
#define G_LOG_DOMAIN "rh-import-openapi-servers"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "text/rh-template.h"
#include "text/rh-url.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SERVERS 100
/* A description that is longer is none to call an environment by. */
#define MAX_NAME 40

#define BASE "base_url"
/* What an address without a host begins with. */
#define ORIGIN "origin"

/* Names */

char *
rh_openapi_dup_variable (RhOpenApi *self, const char *name, const char *place)
{
  GString *clean = g_string_new (NULL);

  if (rh_template_is_name (name))
    return g_string_free (clean, TRUE), g_strdup (name);

  for (const char *at = name; *at != '\0'; at++)
    g_string_append_c (clean, g_ascii_isalnum (*at) || strchr ("_-.", *at) != NULL ? *at : '_');
  if (clean->len == 0)
    g_string_append (clean, "value");
  rh_import_note (self->import, RH_IMPORT_VARIABLE_RENAMED, place, name);
  return g_string_free_and_steal (clean);
}

static gboolean
is_taken (RhOpenApi *self, const char *name)
{
  GListModel *environments
      = rh_collection_get_environments (rh_import_get_collection (self->import));
  RhYaml *servers = rh_member_sequence (self->root, "servers");

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      if (rh_environment_lookup (environment, name) != NULL)
        return TRUE;
    }
  for (guint i = 0; servers != NULL && i < MIN (rh_yaml_get_length (servers), MAX_SERVERS); i++)
    if (rh_yaml_get (rh_member_mapping (rh_yaml_nth (servers, i), "variables"), name) != NULL)
      return TRUE;

  return FALSE;
}

char *
rh_openapi_dup_free_variable (RhOpenApi *self, const char *wanted)
{
  char *name = g_strdup (wanted);

  for (guint i = 2; is_taken (self, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wanted, i);
    }

  return name;
}

/* Addresses */

/* "https://{region}.example.com/" with {{variables}}, or @filled with their defaults, and without a
 * "/" at the end. */
static char *
dup_address (RhOpenApi *self, RhYaml *server, const char *place, gboolean filled)
{
  RhYaml *variables = rh_member_mapping (server, "variables");
  const char *at = rh_member_text (server, "url");
  GString *out = g_string_new (NULL);

  while (*at != '\0')
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = end == NULL ? NULL : g_strndup (at + 1, (gsize) (end - at) - 1);

      if (name == NULL)
        {
          g_string_append_c (out, *at++);
          continue;
        }
      if (filled)
        g_string_append (out, rh_member_text (rh_yaml_get (variables, name), "default"));
      else
        {
          g_autofree char *variable = rh_openapi_dup_variable (self, name, place);

          g_string_append_printf (out, "{{%s}}", variable);
        }
      at = end + 1;
    }

  while (out->len > 0 && out->str[out->len - 1] == '/')
    g_string_truncate (out, out->len - 1);
  return g_string_free_and_steal (out);
}

/* What of "https://name:secret@host" is before the host goes to nobody's file. */
static char *
drop_userinfo (RhOpenApi *self, char *address, const char *place)
{
  const char *authority = strstr (address, "://");
  const char *at;
  g_autofree char *own = address;

  if (authority == NULL)
    return g_steal_pointer (&own);
  authority += strlen ("://");
  at = g_strrstr_len (authority, (gssize) strcspn (authority, "/?#"), "@");
  if (at == NULL)
    return g_steal_pointer (&own);

  rh_import_note (self->import, RH_IMPORT_URL_CHANGED, place, "userinfo");
  return g_strdup_printf ("%.*s%s", (int) (authority - address), address, at + 1);
}

static gboolean
has_host (const char *address)
{
  return strstr (address, "://") != NULL || g_str_has_prefix (address, "{{");
}

/* Environments */

/* NULL: it has none. */
static char *
dup_host (RhOpenApi *self, RhYaml *server)
{
  g_autofree char *address = dup_address (self, server, "", TRUE);
  g_autoptr (RhUrl) url = rh_url_parse (address, NULL);

  return url == NULL ? NULL : rh_url_dup_authority (url);
}

static char *
dup_name (RhOpenApi *self, RhYaml *server)
{
  g_autofree char *said = rh_openapi_dup_line (server, "description");
  g_autofree char *wanted = NULL;

  if (*rh_member_text (server, "name") != '\0')
    wanted = rh_openapi_dup_line (server, "name"); /* 3.2 */
  else if (*said != '\0' && g_utf8_strlen (said, -1) <= MAX_NAME)
    wanted = g_strdup (said);
  else
    wanted = dup_host (self, server);
  if (wanted == NULL)
    /* Translators: the name of the environment of a collection that came without one. */
    wanted = g_strdup (_ ("Default"));
  if (strlen (wanted) > 1 && g_str_has_suffix (wanted, "."))
    wanted[strlen (wanted) - 1] = '\0';

  return g_steal_pointer (&wanted);
}

static void
add_variables (RhOpenApi *self, RhEnvironment *environment, RhYaml *server, const char *place)
{
  static const RhMember members[] = { { "default", RH_MEMBER_TEXT },
                                      { "enum", RH_MEMBER_SEQUENCE },
                                      { "description", RH_MEMBER_TEXT },
                                      { NULL, RH_MEMBER_ANY } };
  RhYaml *variables = rh_member_mapping (server, "variables");

  for (guint i = 0; variables != NULL && i < rh_yaml_get_length (variables); i++)
    {
      RhYaml *said = rh_yaml_nth (variables, i);
      const char *value = rh_member_text (said, "default");
      g_autofree char *name = rh_openapi_dup_variable (self, rh_yaml_nth_key (variables, i), place);
      g_autofree char *note = rh_openapi_dup_note (said, rh_member_sequence (said, "enum"));
      g_autoptr (RhVariable) variable = rh_variable_new (name, value);

      g_object_set (variable, "note", note, NULL);
      rh_environment_append (environment, variable);
      rh_members_tell (self->import, said, members, place);
      if (*value == '\0')
        rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, place, name);
    }
}

/* An address that is none without a host gets one from a variable that is still to be given. */
static void
set_address (RhOpenApi *self, RhEnvironment *environment, const char *address, const char *place)
{
  g_autofree char *whole = NULL;

  if (*address == '\0')
    {
      rh_environment_set (environment, self->base_variable, "");
      rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, place, self->base_variable);
      return;
    }
  if (has_host (address))
    {
      rh_environment_set (environment, self->base_variable, address);
      return;
    }

  whole
      = g_strdup_printf ("{{%s}}%s%s", self->origin_variable, *address == '/' ? "" : "/", address);
  rh_environment_set (environment, self->base_variable, whole);
  rh_environment_set (environment, self->origin_variable, "");
  rh_import_note (self->import, RH_IMPORT_VALUE_MISSING, place, self->origin_variable);
}

static void
add_environment (RhOpenApi *self, RhYaml *server)
{
  static const RhMember members[] = { { "url", RH_MEMBER_TEXT },
                                      { "name", RH_MEMBER_TEXT },
                                      { "description", RH_MEMBER_TEXT },
                                      { "variables", RH_MEMBER_MAPPING },
                                      { NULL, RH_MEMBER_ANY } };
  g_autofree char *name = dup_name (self, server);
  RhEnvironment *environment = rh_import_new_environment (self->import, name);
  g_autofree char *place = NULL;
  g_autofree char *address = NULL;

  if (environment == NULL)
    return;

  place = rh_import_dup_place (self->import, environment);
  address = drop_userinfo (self, dup_address (self, server, place, FALSE), place);
  if (!g_str_equal (rh_member_text (server, "description"), name))
    g_object_set (environment, "note", rh_member_text (server, "description"), NULL);
  set_address (self, environment, address, place);
  add_variables (self, environment, server, place);
  rh_members_tell (self->import, server, members, place);
  g_ptr_array_add (self->environments, environment);
  g_ptr_array_add (self->addresses, dup_address (self, server, place, TRUE));
}

void
rh_openapi_read_servers (RhOpenApi *self)
{
  RhYaml *servers = rh_member_sequence (self->root, "servers");
  g_autoptr (RhYaml) none = rh_yaml_new_mapping ();
  guint n = servers == NULL ? 0 : rh_yaml_get_length (servers);

  self->environments = g_ptr_array_new ();
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->base_variable = rh_openapi_dup_free_variable (self, BASE);
  self->origin_variable = rh_openapi_dup_free_variable (self, ORIGIN);
  if (n > MAX_SERVERS)
    rh_import_note (self->import, RH_IMPORT_TOO_MUCH, "", "servers");
  for (guint i = 0; i < MIN (n, MAX_SERVERS); i++)
    if (rh_yaml_get_kind (rh_yaml_nth (servers, i)) == RH_YAML_MAPPING)
      add_environment (self, rh_yaml_nth (servers, i));
    else
      rh_import_note (self->import, RH_IMPORT_MEMBER, "", "servers");
  if (self->environments->len == 0)
    add_environment (self, none);
}

/* Servers of a path or an operation: the first, with its defaults, stands in the URL. */
char *
rh_openapi_dup_base (RhOpenApi *self, RhYaml *path_item, RhYaml *operation)
{
  RhYaml *servers = rh_member_sequence (operation, "servers");
  RhYaml *general = rh_member_sequence (self->root, "servers");
  g_autofree char *address = NULL;

  if (servers == NULL || rh_yaml_get_length (servers) == 0)
    servers = rh_member_sequence (path_item, "servers");
  if (servers == NULL || rh_yaml_get_length (servers) == 0 || rh_yaml_equal (servers, general))
    return g_strdup_printf ("{{%s}}", self->base_variable);

  if (rh_yaml_get_length (servers) > 1)
    rh_import_note (self->import, RH_IMPORT_MEMBER, "", "servers");
  address = drop_userinfo (self, dup_address (self, rh_yaml_nth (servers, 0), "", TRUE), "");
  if (has_host (address))
    return g_steal_pointer (&address);

  rh_import_note (self->import, RH_IMPORT_URL_CHANGED, "", address);
  return g_strdup_printf ("{{%s}}%s%s", self->base_variable,
                          *address == '\0' || *address == '/' ? "" : "/", address);
}
