/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values for one run. A secret comes by the environment or a file descriptor, never as an argument:
 * everybody on the machine can read those. */
#define G_LOG_DOMAIN "rh-cli-given"

#include "config.h"

#include "rh-cli-given.h"

#include "text/rh-redactor.h"
#include "text/rh-template.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "REHEARSE_SECRET_"
#define MAX_SECRET (64 * 1024)

static RhGivenValues *given;

RhGivenValues *
rh_cli_given_get (void)
{
  if (given == NULL)
    given = rh_given_values_new ();

  return given;
}

static void
add_secret (const char *name, gboolean loose, RhSecret *secret)
{
  rh_redactor_learn (rh_redactor_get_default (), secret);
  rh_given_values_set_secret (rh_cli_given_get (), name, loose, secret);
}

static void
take_variable (const char *name)
{
  char *value = getenv (name); /* the place itself, to be wiped */
  g_autoptr (RhSecret) secret = NULL;

  if (value == NULL)
    return;

  if (*value != '\0')
    {
      secret = rh_secret_new (value, -1);
      add_secret (name + strlen (PREFIX), TRUE, secret);
    }
  rh_wipe (value, strlen (value));
  g_unsetenv (name);
}

void
rh_cli_given_take_environment (void)
{
  g_auto (GStrv) names = g_listenv ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], PREFIX))
      take_variable (names[i]);
}

gboolean
rh_cli_is_variable_name (const char *name)
{
  g_autofree char *template = g_strconcat ("{{", name, "}}", NULL);
  g_autoptr (GArray) refs = rh_template_find (template);

  return refs->len == 1 && g_str_equal (g_array_index (refs, RhTemplateRef, 0).name, name);
}

/* The name before the first "="; NULL: there is none. */
static char *
dup_name (const char *text)
{
  const char *end = strchr (text, '=');
  g_autofree char *name = end == NULL ? NULL : g_strndup (text, (gsize) (end - text));

  return name != NULL && rh_cli_is_variable_name (name) ? g_steal_pointer (&name) : NULL;
}

RhCliStatus
rh_cli_given_read_variables (const char *verb, char **values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *name = dup_name (values[i]);

      if (name == NULL)
        return rh_cli_usage (verb, _ ("--var takes NAME=VALUE"));
      rh_given_values_set (rh_cli_given_get (), name, values[i] + strlen (name) + 1);
    }

  return RH_CLI_DONE;
}

/* Everything until the end, without the line break that ends it. NULL: it cannot be read. */
static RhSecret *
read_descriptor (int fd)
{
  g_autofree char *buffer = g_malloc0 (MAX_SECRET + 1);
  RhSecret *secret = NULL;
  gsize length = 0;
  gssize n;

  do
    {
      n = read (fd, buffer + length, MAX_SECRET + 1 - length);
      if (n > 0)
        length += (gsize) n;
    }
  while (n > 0 || (n < 0 && errno == EINTR));

  if (length > 0 && length <= MAX_SECRET && buffer[length - 1] == '\n')
    length--;
  if (length > 0 && length <= MAX_SECRET && buffer[length - 1] == '\r')
    length--;
  if (n == 0 && length > 0 && length <= MAX_SECRET && memchr (buffer, '\0', length) == NULL)
    secret = rh_secret_new (buffer, (gssize) length);

  rh_wipe (buffer, MAX_SECRET + 1);
  return secret;
}

static RhCliStatus
read_secret (const char *verb, const char *text)
{
  g_autofree char *name = dup_name (text);
  g_autoptr (RhSecret) secret = NULL;
  const char *value;
  guint64 fd;

  /* says nothing of the value: it could be the secret itself */
  value = name == NULL ? NULL : text + strlen (name) + 1;
  if (value == NULL || *value != '@'
      || !g_ascii_string_to_unsigned (value + 1, 10, 0, G_MAXINT, &fd, NULL))
    return rh_cli_usage (verb, _ ("--secret takes NAME=@NUMBER: the number of an open file "
                                  "descriptor, as in “--secret token=@3 3<FILE”. A secret has no "
                                  "place on a command line."));

  secret = read_descriptor ((int) fd);
  if (secret == NULL)
    return rh_cli_fail (verb, RH_CLI_USAGE,
                        _ ("the secret “%s” cannot be read from file descriptor %d"), name,
                        (int) fd);

  add_secret (name, FALSE, secret);
  return RH_CLI_DONE;
}

RhCliStatus
rh_cli_given_read_secrets (const char *verb, char **values)
{
  RhCliStatus status = RH_CLI_DONE;

  for (guint i = 0; status == RH_CLI_DONE && values != NULL && values[i] != NULL; i++)
    status = read_secret (verb, values[i]);

  return status;
}
