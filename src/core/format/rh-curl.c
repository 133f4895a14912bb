/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a curl command into a request: what its options come to together, in curl's own order of
 * precedence. */
#define G_LOG_DOMAIN "rh-curl"

#include "config.h"

#include "format/rh-curl.h"

#include "collection/rh-query.h"
#include "format/rh-curl-private.h"
#include "text/rh-codec.h"
#include "text/rh-url.h"

#include <string.h>

#define BLANKS " \t\r\n"
#define OUR_TOKEN "ACCESS_TOKEN"

/* Notes */

static void
note_free (RhCurlNote *note)
{
  g_free (note->what);
  g_free (note->detail);
  g_free (note);
}

static void
add_note (GPtrArray *notes, RhCurlNoteKind kind, const char *what, const char *detail)
{
  RhCurlNote *note = g_new0 (RhCurlNote, 1);

  note->kind = kind;
  note->what = g_strdup (what);
  note->detail = g_strdup (detail);
  g_ptr_array_add (notes, note);
}

void
rh_curl_reader_note (RhCurlReader *self, RhCurlNoteKind kind, const char *what, const char *detail)
{
  add_note (self->import->notes, kind, what, detail);
}

static void
add_notes (RhCurlReader *self, RhCurlNoteKind kind, char **texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    rh_curl_reader_note (self, kind, texts[i], NULL);
}

/* Headers */

static gboolean
has_header (RhCurlReader *self, const char *name)
{
  GListModel *rows = rh_request_item_get_headers (self->import->item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (g_ascii_strcasecmp (rh_field_get_name (field), name) == 0)
        return TRUE;
    }

  return FALSE;
}

void
rh_curl_reader_add_header (RhCurlReader *self, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, NULL, TRUE);

  rh_request_item_add_header (self->import->item, field);
}

/* Together */

/* "[1-9]" and "{a,b}", which are several URLs to curl. */
static gboolean
has_pattern (const char *url)
{
  g_autofree char *plain = rh_query_blank_refs (url);
  const char *brace = strchr (plain, '{');
  const char *bracket = strstr (plain, "://") == NULL ? plain : strstr (plain, "://") + 3;

  /* an IPv6 address */
  bracket = strchr (*bracket == '[' ? bracket + 1 : bracket, '[');
  return (brace != NULL && strchr (brace, '}') != NULL
          && memchr (brace, ',', (gsize) (strchr (brace, '}') - brace)) != NULL)
         || (bracket != NULL && g_ascii_isalnum (bracket[1]) && bracket[2] == '-');
}

static char *
dup_with_scheme (const char *url)
{
  if (strstr (url, "://") != NULL || g_str_has_prefix (url, "{{"))
    return g_strdup (url);

  return g_strconcat ("http://", url, NULL);
}

/* curl adds the file's name to an address that ends without one. */
static char *
add_file_name (RhCurlReader *self, char *url)
{
  const char *path = strstr (url, "://") == NULL ? url : strstr (url, "://") + 3;
  gsize length = strcspn (path, "?#");
  g_autofree char *taken = url;
  g_autofree char *name = NULL;
  g_autofree char *encoded = NULL;

  if (memchr (path, '/', length) != NULL && path[length - 1] != '/')
    return g_steal_pointer (&taken);

  name = g_path_get_basename (self->upload);
  encoded = rh_percent_encode (name, -1, RH_PLACE_PATH);
  return g_strdup_printf ("%.*s%s%s%s", (int) (path - url + (gssize) length), url,
                          path[length - 1] == '/' ? "" : "/", encoded, path + length);
}

static char *
add_query (char *url, const char *query)
{
  g_autofree char *taken = url;
  g_auto (GStrv) segments = rh_query_split (url);

  return *query == '\0' ? g_steal_pointer (&taken)
                        : rh_query_insert (url, g_strv_length (segments), query);
}

/* "https://ada:secret@host/": what -u says, if that is not there. */
static char *
take_userinfo (RhCurlReader *self, char *url)
{
  g_autofree char *taken = url;
  g_autofree char *plain = rh_query_blank_refs (url);
  char *authority = strstr (plain, "://");
  char *at;
  g_autofree char *userinfo = NULL;

  if (authority == NULL)
    return g_steal_pointer (&taken);
  authority += 3;
  at = g_strrstr_len (authority, (gssize) strcspn (authority, "/?#"), "@");
  if (at == NULL)
    return g_steal_pointer (&taken);

  userinfo = g_strndup (url + (authority - plain), (gsize) (at - authority));
  if (self->user != NULL)
    rh_curl_reader_note (self, RH_CURL_NOTE_REPLACED, "@", NULL);
  else
    {
      gsize length;
      g_autofree char *decoded = rh_percent_decode (userinfo, -1, &length);

      self->user = g_utf8_make_valid (decoded, -1);
    }

  return g_strdup_printf ("%.*s%s", (int) (authority - plain), url, url + (at + 1 - plain));
}

static void
set_url (RhCurlReader *self)
{
  g_autofree char *queries = NULL;
  g_autofree char *data = NULL;
  char *url;

  if (self->urls->len == 0)
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_NO_URL, NULL, NULL);
      return;
    }

  url = dup_with_scheme (self->urls->pdata[self->url]);
  if (has_pattern (url))
    rh_curl_reader_note (self, RH_CURL_NOTE_PATTERN, NULL, NULL);
  if (self->upload != NULL && !g_str_equal (self->upload, "-") && !g_str_equal (self->upload, "."))
    url = add_file_name (self, url);
  g_ptr_array_add (self->queries, NULL);
  queries = g_strjoinv ("&", (char **) self->queries->pdata);
  url = add_query (url, queries);
  data = self->get ? rh_curl_reader_join_data (self) : g_strdup ("");
  url = take_userinfo (self, add_query (url, data));
  for (guint i = 1; i < self->urls->len && !self->all; i++)
    rh_curl_reader_note (self, RH_CURL_NOTE_MORE_URLS, NULL, NULL);

  g_object_set (self->import->item, "url", url, NULL);
  g_free (url);
}

static void
set_method (RhCurlReader *self)
{
  GListModel *parts = rh_request_item_get_parts (self->import->item);
  gboolean has_body = g_list_model_get_n_items (parts) > 0 || self->has_data;
  const char *method = "GET";

  if (self->method != NULL)
    method = self->method;
  else if (self->head)
    method = "HEAD";
  else if (self->upload != NULL)
    method = "PUT";
  else if (has_body && !self->get)
    method = "POST";

  g_object_set (self->import->item, "method", method, NULL);
}

/* A field typed with -H comes before what an option of its own says. */
static void
add_header_of_option (RhCurlReader *self, const char *option, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  if (has_header (self, name))
    rh_curl_reader_note (self, RH_CURL_NOTE_REPLACED, option, value);
  else
    rh_curl_reader_add_header (self, name, value);
}

static void
set_headers (RhCurlReader *self)
{
  g_autofree char *cookies = NULL;

  g_ptr_array_add (self->cookies, NULL);
  cookies = g_strjoinv ("; ", (char **) self->cookies->pdata);
  add_header_of_option (self, "-A", "User-Agent", self->agent);
  add_header_of_option (self, "-e", "Referer", self->referer);
  if (*cookies != '\0')
    rh_curl_reader_add_header (self, "Cookie", cookies);
  if (self->json && !has_header (self, "Accept"))
    rh_curl_reader_add_header (self, "Accept", "application/json");
}

/* Authorization */

static void
set_auth (RhCurlReader *self, RhAuthKind kind)
{
  g_object_set (self->import->item, "auth-kind", kind, NULL);
}

static void
set_user (RhCurlReader *self)
{
  RhAuth *auth = rh_request_item_get_auth (self->import->item);
  char *password = strchr (self->user, ':');

  if (password == NULL)
    rh_curl_reader_note (self, RH_CURL_NOTE_NO_PASSWORD, "-u", NULL);
  else
    *password++ = '\0';

  set_auth (self, self->digest ? RH_AUTH_KIND_DIGEST : RH_AUTH_KIND_BASIC);
  rh_auth_set (auth, RH_AUTH_USERNAME, self->user);
  rh_auth_set (auth, RH_AUTH_PASSWORD, password == NULL ? "" : password);
}

/* A row that says "Bearer …" goes to where a token is treated as a secret. */
static void
take_bearer_header (RhCurlReader *self)
{
  GListModel *rows = rh_request_item_get_headers (self->import->item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      const char *value = rh_field_get_value (field);

      if (g_ascii_strcasecmp (rh_field_get_name (field), "Authorization") != 0
          || !g_str_has_prefix (value, "Bearer "))
        continue;

      self->bearer = g_strstrip (g_strdup (value + strlen ("Bearer ")));
      rh_request_item_remove_header (self->import->item, i);
      return;
    }
}

static gboolean
is_our_token (RhCurlReader *self)
{
  return g_str_equal (self->bearer, "{{" OUR_TOKEN "}}")
         && g_strv_contains ((const char *const *) self->command->variables, OUR_TOKEN);
}

static void
set_authorization (RhCurlReader *self)
{
  gboolean typed = has_header (self, "Authorization");

  if (self->bearer == NULL)
    take_bearer_header (self);

  if (self->bearer != NULL && is_our_token (self))
    set_auth (self, RH_AUTH_KIND_INHERIT);
  else if (self->bearer != NULL)
    {
      set_auth (self, RH_AUTH_KIND_BEARER);
      rh_auth_set (rh_request_item_get_auth (self->import->item), RH_AUTH_TOKEN, self->bearer);
    }
  else if (self->user != NULL && !typed)
    set_user (self);
  else
    set_auth (self, RH_AUTH_KIND_NONE);

  if (self->user != NULL && (self->bearer != NULL || typed))
    rh_curl_reader_note (self, RH_CURL_NOTE_REPLACED, "-u", NULL);
}

/* A command */

gboolean
rh_curl_is_before (const char *word)
{
  static const char *const words[] = { "$", "%", "sudo", "time", "env", "command", "exec", NULL };
  gsize name = strspn (word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");

  return g_strv_contains (words, word) || (name > 0 && word[name] == '=');
}

char **
rh_curl_find_arguments (const RhShellCommand *command)
{
  char **word = command->words;
  g_autofree char *program = NULL;

  while (*word != NULL && rh_curl_is_before (*word))
    word++;
  if (*word == NULL)
    return NULL;

  program = g_path_get_basename (*word);
  return g_str_equal (program, "curl") || g_str_equal (program, "curl.exe") ? word + 1 : NULL;
}

gboolean
rh_curl_make_valid (char **words)
{
  gboolean changed = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_utf8_validate (words[i], -1, NULL))
      {
        char *valid = g_utf8_make_valid (words[i], -1);

        g_free (words[i]);
        words[i] = valid;
        changed = TRUE;
      }

  return changed;
}

static void
clear_reader (RhCurlReader *self)
{
  g_ptr_array_unref (self->urls);
  g_ptr_array_unref (self->queries);
  g_ptr_array_unref (self->pieces);
  g_ptr_array_unref (self->cookies);
  g_free (self->method);
  g_free (self->upload);
  g_free (self->user);
  g_free (self->bearer);
  g_free (self->agent);
  g_free (self->referer);
}

static void
add_shell_notes (RhCurlReader *self)
{
  add_notes (self, RH_CURL_NOTE_VARIABLE, self->command->variables);
  add_notes (self, RH_CURL_NOTE_SHELL, self->command->unread);
  if (self->command->unfinished)
    rh_curl_reader_note (self, RH_CURL_NOTE_UNFINISHED, NULL, NULL);
}

RhCurlImport *
rh_curl_read_request (RhCurlReader self, char ***arguments, guint *n_urls)
{
  RhCurlImport *import = g_new0 (RhCurlImport, 1);

  self.import = import;
  import->item = rh_request_item_new ("", "GET", "");
  import->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) note_free);
  self.urls = g_ptr_array_new_with_free_func (g_free);
  self.queries = g_ptr_array_new_with_free_func (g_free);
  self.pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_curl_piece_free);
  self.cookies = g_ptr_array_new_with_free_func (g_free);

  if (self.changed)
    rh_curl_reader_note (&self, RH_CURL_NOTE_NOT_TEXT, NULL, NULL);
  *arguments = rh_curl_reader_read_words (&self, *arguments);
  *n_urls = self.urls->len;
  set_method (&self);
  set_headers (&self);
  rh_curl_reader_set_body (&self);
  set_url (&self);
  set_authorization (&self);
  if (!self.later)
    add_shell_notes (&self);

  clear_reader (&self);
  return import;
}

gboolean
rh_curl_looks_like (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  text += strspn (text, BLANKS);
  if (g_str_has_prefix (text, "$ "))
    text += strspn (text + 1, BLANKS) + 1;
  if (!g_str_has_prefix (text, "curl"))
    return FALSE;

  text += strlen ("curl");
  if (g_str_has_prefix (text, ".exe"))
    text += strlen (".exe");
  return strspn (text, BLANKS) > 0 && text[strspn (text, BLANKS)] != '\0';
}

GPtrArray *
rh_curl_split (const char *text)
{
  if (strnlen (text, RH_CURL_MAX_SIZE + 1) > RH_CURL_MAX_SIZE)
    return g_ptr_array_new ();

  return rh_shell_split (text, rh_shell_guess (text));
}

RhCurlImport *
rh_curl_import (const char *text)
{
  g_autoptr (GPtrArray) commands = NULL;
  RhCurlImport *import = NULL;
  guint n_urls;

  g_return_val_if_fail (text != NULL, NULL);

  commands = rh_curl_split (text);
  for (guint i = 0; i < commands->len; i++)
    {
      RhShellCommand *command = commands->pdata[i];
      char **arguments = rh_curl_find_arguments (command);

      if (arguments == NULL)
        continue;
      if (import == NULL)
        {
          const RhCurlReader reader
              = { .command = command, .changed = rh_curl_make_valid (arguments) };

          import = rh_curl_read_request (reader, &arguments, &n_urls);
        }
      else
        add_note (import->notes, RH_CURL_NOTE_MORE_COMMANDS, NULL, NULL);
    }

  return import;
}

void
rh_curl_import_free (RhCurlImport *self)
{
  g_object_unref (self->item);
  g_ptr_array_unref (self->notes);
  g_free (self->comment);
  g_free (self);
}
