/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests as text that others run: a script of curl commands, a .http file. Each is filled in; a
 * secret stands in it by its name, unless it was handed over. */
#define G_LOG_DOMAIN "rh-export-text"

#include "config.h"

#include "format/rh-export-private.h"

#include "text/rh-template.h"

#include <string.h>

/* What a file needs from whoever uses it: names, each once, in order. */
typedef struct
{
  GPtrArray *list;
  GHashTable *set; /* the same, borrowed */
} Names;

typedef struct
{
  RhExport *export;
  const RhExportOptions *options;
  gboolean shell;
  GString *body;
  Names secrets;
  Names open;   /* variables that nobody defines */
  char *around; /* the folder that the last request was in */
} Writer;

static void
names_init (Names *names)
{
  names->list = g_ptr_array_new_null_terminated (1, g_free, TRUE);
  names->set = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
names_clear (Names *names)
{
  g_hash_table_unref (names->set);
  g_ptr_array_unref (names->list);
}

/* @name: (transfer full) */
static void
names_add (Names *names, char *name)
{
  if (g_hash_table_contains (names->set, name))
    {
      g_free (name);
      return;
    }

  g_ptr_array_add (names->list, name);
  g_hash_table_add (names->set, name);
}

/* Comments */

static void
append_comment (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      g_string_append_printf (out, "#%s%s\n", *lines[i] == '\0' ? "" : " ", lines[i]);
    }
}

/* Of the folder that the request is in, where the last was in another; NULL: none. */
static char *
dup_heading (Writer *self, RhRequestItem *item)
{
  RhFolder *folder = rh_request_item_get_parent (item);
  g_autofree char *place = folder == NULL ? g_strdup ("") : rh_export_dup_place (folder);
  char *heading;

  if (g_strcmp0 (place, self->around) == 0)
    return NULL;

  heading = *place == '\0' ? NULL : g_strdup_printf ("== %s ==", place);
  g_free (self->around);
  self->around = g_steal_pointer (&place);
  return heading;
}

/* Requests */

static char *
dup_request (Writer *self, RhRequestItem *item, RhRequestText *text)
{
  RhSecretsInText secrets
      = self->options->secret == NULL ? RH_SECRETS_BY_NAME : RH_SECRETS_IN_CLEAR;

  return self->shell
             ? rh_request_text_to_curl (text, secrets)
             : rh_request_text_to_http_file (text, rh_request_item_get_name (item), secrets);
}

static void
note_needs (Writer *self, RhRequestText *text, const char *written)
{
  g_auto (GStrv) secrets = rh_request_text_dup_secrets (text);
  g_autoptr (GArray) refs = rh_template_find (written);

  for (guint i = 0; secrets[i] != NULL; i++)
    names_add (&self->secrets,
               self->shell ? rh_request_text_dup_shell_name (secrets[i]) : g_strdup (secrets[i]));
  for (guint i = 0; i < refs->len; i++)
    {
      const char *name = g_array_index (refs, RhTemplateRef, i).name;

      if (!g_hash_table_contains (self->secrets.set, name))
        names_add (&self->open, g_strdup (name));
    }
}

static void
append_note (GString *out, RhRequestItem *item)
{
  if (*rh_request_item_get_note (item) != '\0')
    append_comment (out, rh_request_item_get_note (item));
}

/* The comment right before a command names it; a blank line keeps the heading from that. */
static void
append_curl (Writer *self, RhRequestItem *item, const char *heading, const char *written)
{
  if (heading != NULL)
    {
      append_comment (self->body, heading);
      g_string_append_c (self->body, '\n');
    }
  append_comment (self->body, rh_request_item_get_name (item));
  append_note (self->body, item);
  g_string_append (self->body, written);
}

/* Comments come behind "###": before it they would be a part of the body above. */
static void
append_http (Writer *self, RhRequestItem *item, const char *heading, const char *written)
{
  gsize first = strcspn (written, "\n") + 1;

  g_string_append_len (self->body, written, (gssize) first);
  if (heading != NULL)
    append_comment (self->body, heading);
  append_note (self->body, item);
  g_string_append (self->body, written + first);
}

static void
append_request (Writer *self, RhRequestItem *item)
{
  g_autofree char *place = rh_export_dup_place (item);
  RhRequestText *text = NULL;
  g_autofree char *written = NULL;
  g_autofree char *heading = NULL;

  if (rh_request_item_get_body_kind (item) != RH_BODY_KIND_KEPT)
    text = self->options->text (item, self->options->user_data, NULL);
  if (text == NULL)
    {
      rh_export_note (self->export, RH_IMPORT_OUT_REQUEST, place, NULL);
      return;
    }

  written = dup_request (self, item, text);
  note_needs (self, text, written);
  if (self->shell && rh_request_text_curl_cannot_follow (text))
    rh_export_note (self->export, RH_IMPORT_OUT_REDIRECTS, place, NULL);
  heading = dup_heading (self, item);
  if (self->shell)
    append_curl (self, item, heading, written);
  else
    append_http (self, item, heading, written);
  g_string_append_c (self->body, '\n');
}

/* The whole */

static void
append_names (GString *out, const char *label, const Names *names, const char *format)
{
  if (names->list->len == 0)
    return;

  g_string_append_printf (out, "# %s", label);
  for (guint i = 0; i < names->list->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (format, "%", 2);

      g_string_append_printf (out, "%s%s%s%s", i == 0 ? " " : ", ", parts[0],
                              (char *) g_ptr_array_index (names->list, i), parts[1]);
    }
  g_string_append_c (out, '\n');
}

static void
append_head (Writer *self)
{
  GString *out = self->export->text;
  gboolean by_name = self->options->secret == NULL;

  if (self->shell)
    g_string_append (out, "#!/bin/bash\n");
  append_comment (out, rh_collection_get_name (self->options->collection));
  if (by_name)
    append_names (out, "Secret, set them before:", &self->secrets, self->shell ? "$%" : "{{%}}");
  append_names (out, self->shell ? "Not set, replace them:" : "Not set:", &self->open, "{{%}}");
  g_string_append_c (out, '\n');

  for (guint i = 0; i < self->secrets.list->len; i++)
    rh_export_note (self->export, by_name ? RH_IMPORT_OUT_SECRET : RH_IMPORT_OUT_CLEAR, "",
                    g_ptr_array_index (self->secrets.list, i));
}

static gboolean
write_all (RhExport *self, const RhExportOptions *options, gboolean shell)
{
  Writer writer = { .export = self, .options = options, .shell = shell };
  g_autoptr (GPtrArray) requests = rh_export_dup_requests (options);
  g_autoptr (GString) body = g_string_new (NULL);

  writer.body = body;
  names_init (&writer.secrets);
  names_init (&writer.open);
  for (guint i = 0; i < requests->len; i++)
    append_request (&writer, g_ptr_array_index (requests, i));
  append_head (&writer);
  g_string_append_len (self->text, body->str, (gssize) MAX (body->len, 1) - 1);
  names_clear (&writer.secrets);
  names_clear (&writer.open);
  g_free (writer.around);
  return TRUE;
}

static gboolean
write_curl (RhExport *self, const RhExportOptions *options, GError **error)
{
  return write_all (self, options, TRUE);
}

static gboolean
write_http (RhExport *self, const RhExportOptions *options, GError **error)
{
  return write_all (self, options, FALSE);
}

const RhExportFormat rh_export_curl = { .id = "curl",
                                        .name = "curl",
                                        .suffix = ".sh",
                                        .media_type = "application/x-shellscript",
                                        .environment = RH_EXPORT_ENVIRONMENT_USED,
                                        .needs_text = TRUE,
                                        .write = write_curl };
const RhExportFormat rh_export_http = { .id = "http",
                                        .name = "HTTP Client (.http)",
                                        .suffix = ".http",
                                        .media_type = "text/plain",
                                        .environment = RH_EXPORT_ENVIRONMENT_USED,
                                        .needs_text = TRUE,
                                        .write = write_http };
