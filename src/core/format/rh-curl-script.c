/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A script of curl commands: each of them, and what it does besides. */
#define G_LOG_DOMAIN "rh-curl-script"

#include "config.h"

#include "format/rh-curl-private.h"
#include "text/rh-template.h"

#include <string.h>

/* "NAME=value …", "export NAME=value": what later commands find. */
static gboolean
is_assignment (const RhShellCommand *command)
{
  char **word = command->words;

  if (g_str_equal (*word, "export") && word[1] != NULL)
    word++;
  for (; *word != NULL; word++)
    {
      gsize length = strcspn (*word, "=");
      g_autofree char *name = g_strndup (*word, length);

      if ((*word)[length] == '\0' || !rh_template_is_name (name))
        return FALSE;
    }

  return TRUE;
}

static void
read_assignment (RhCurlScript *self, const RhShellCommand *command)
{
  gboolean computed = command->unread[0] != NULL;

  for (char **word = command->words; *word != NULL; word++)
    {
      const char *value = strchr (*word, '=');
      g_autofree char *name = value == NULL ? NULL : g_strndup (*word, (gsize) (value - *word));
      g_autofree char *valid = value == NULL ? NULL : g_utf8_make_valid (value + 1, -1);
      g_autoptr (RhVariable) variable = NULL;

      if (name == NULL)
        continue;
      variable = rh_variable_new (rh_shell_skip_prefix (name), computed ? "" : valid);
      g_ptr_array_add (computed ? self->computed : self->variables, g_steal_pointer (&variable));
    }
}

/* Each of its URLs, and what stands behind each --next, is a request. */
static void
read_command (RhCurlScript *self, const RhShellCommand *command, char **arguments)
{
  gboolean changed = rh_curl_make_valid (arguments);
  guint first = self->requests->len;

  while (*arguments != NULL && self->requests->len < RH_CURL_MAX_REQUESTS)
    {
      char **from = arguments;
      guint n_urls = 1;

      for (guint i = 0; i == 0 || i < MIN (n_urls, RH_CURL_MAX_URLS); i++)
        {
          const RhCurlReader reader = { .command = command,
                                        .url = i,
                                        .all = TRUE,
                                        .later = self->requests->len > first,
                                        .changed = changed };
          RhCurlImport *import;

          arguments = from;
          import = rh_curl_read_request (reader, &arguments, &n_urls);
          import->comment = g_strdup (command->comment);
          g_ptr_array_add (self->requests, import);
        }
      self->n_left_out += n_urls > RH_CURL_MAX_URLS ? n_urls - RH_CURL_MAX_URLS : 0;
    }
  self->n_left_out += *arguments != NULL ? 1 : 0;
}

/* What it is called, without "NAME=value" before it. */
static char *
dup_program (const RhShellCommand *command)
{
  char **word = command->words;

  while (word[1] != NULL && rh_curl_is_before (*word))
    word++;

  return g_utf8_make_valid (*word, (gssize) strcspn (*word, "="));
}

RhCurlScript *
rh_curl_import_all (const char *text)
{
  RhCurlScript *self = g_new0 (RhCurlScript, 1);
  g_autoptr (GPtrArray) commands = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_curl_import_free);
  self->variables = g_ptr_array_new_with_free_func (g_object_unref);
  self->computed = g_ptr_array_new_with_free_func (g_object_unref);
  self->others = g_ptr_array_new_with_free_func (g_free);
  commands = rh_curl_split (text);
  for (guint i = 0; i < commands->len; i++)
    {
      RhShellCommand *command = commands->pdata[i];
      char **arguments = rh_curl_find_arguments (command);

      if (arguments != NULL)
        read_command (self, command, arguments);
      else if (is_assignment (command))
        read_assignment (self, command);
      else
        g_ptr_array_add (self->others, dup_program (command));
    }

  return self;
}

void
rh_curl_script_free (RhCurlScript *self)
{
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->variables);
  g_ptr_array_unref (self->computed);
  g_ptr_array_unref (self->others);
  g_free (self);
}
