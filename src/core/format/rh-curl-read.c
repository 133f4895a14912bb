/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the words of a curl command: options long and short, run together, with and without "=".
 * Each is put where it belongs, or listed. */
#define G_LOG_DOMAIN "rh-curl-read"

#include "config.h"

#include "format/rh-curl-options.h"
#include "format/rh-curl-private.h"

#include <string.h>

/* Headers */

/* curl adds these where we do not, so that taking them out changes nothing. */
static gboolean
is_absent_anyway (const char *name)
{
  static const char *const names[] = { "Accept", "User-Agent", "Expect", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;

  return FALSE;
}

/* "Name: value", "Name;" with an empty one, "Name:" to take it out. */
static void
read_header (RhCurlReader *self, const char *option, const char *value)
{
  gsize length = strcspn (value, ":");
  g_autofree char *name = g_strstrip (g_strndup (value, length));
  g_autofree char *rest = NULL;

  if (*value == '@')
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_FILE, option, value);
      return;
    }

  if (value[length] == '\0')
    {
      if (!g_str_has_suffix (name, ";"))
        {
          rh_curl_reader_note (self, RH_CURL_NOTE_UNKNOWN, option, NULL);
          return;
        }
      name[strlen (name) - 1] = '\0';
      rh_curl_reader_add_header (self, name, "");
      return;
    }

  rest = g_strstrip (g_strdup (value + length + 1));
  if (*rest != '\0')
    rh_curl_reader_add_header (self, name, rest);
  else if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    self->no_content_type = TRUE;
  else if (!is_absent_anyway (name))
    rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, value);
}

/* Settings */

static void
set_setting (RhCurlReader *self, RhSetting setting, int value)
{
  rh_request_settings_set (rh_request_item_get_settings (self->import->item), setting, value);
}

/* Seconds, perhaps with a fraction; 0: none. */
static void
read_timeout (RhCurlReader *self, RhSetting setting, const char *option, const char *value)
{
  char *end;
  double seconds = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !(seconds >= 0) || seconds > G_MAXINT / 1000)
    rh_curl_reader_note (self, RH_CURL_NOTE_UNKNOWN, option, value);
  else
    set_setting (self, setting, (int) (seconds * 1000));
}

static void
read_redirect_limit (RhCurlReader *self, const char *option, const char *value)
{
  guint64 limit;

  /* -1, without an end, is what nobody can want here */
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &limit, NULL))
    set_setting (self, RH_SETTING_MAX_REDIRECTS, (int) limit);
  else
    rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, value);
}

/* Options */

static void
set_string (char **string, const char *value)
{
  g_free (*string);
  *string = g_strdup (value);
}

static void
read_proposal (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_note (self, RH_CURL_NOTE_PROPOSAL, option, value);
}

static void
read_secret_proposal (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_note (self, RH_CURL_NOTE_PROPOSAL, option, NULL);
}

static void
read_ignored (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, value);
}

static void
read_file (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_note (self, RH_CURL_NOTE_FILE, option, value);
}

static void
read_next (RhCurlReader *self, const char *option, const char *value)
{
  if (!self->all)
    rh_curl_reader_note (self, RH_CURL_NOTE_MORE_COMMANDS, option, NULL);
  self->ended = TRUE;
}

static void
read_url (RhCurlReader *self, const char *option, const char *value)
{
  g_ptr_array_add (self->urls, g_strdup (value));
}

static void
read_url_query (RhCurlReader *self, const char *option, const char *value)
{
  g_autofree char *encoded
      = *value == '+' ? g_strdup (value + 1) : rh_curl_reader_encode (self, option, value);

  if (encoded != NULL && *encoded != '\0')
    g_ptr_array_add (self->queries, g_steal_pointer (&encoded));
}

static void
read_method (RhCurlReader *self, const char *option, const char *value)
{
  set_string (&self->method, value);
}

static void
read_head (RhCurlReader *self, const char *option, const char *value)
{
  self->head = TRUE;
}

static void
read_get (RhCurlReader *self, const char *option, const char *value)
{
  self->get = TRUE;
}

static void
read_user_agent (RhCurlReader *self, const char *option, const char *value)
{
  set_string (&self->agent, value);
}

static void
read_referer (RhCurlReader *self, const char *option, const char *value)
{
  g_autofree char *address = g_strdup (value);
  char *automatic = strstr (address, ";auto");

  if (automatic != NULL)
    {
      *automatic = '\0';
      rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, option, ";auto");
    }
  set_string (&self->referer, address);
}

static void
read_range (RhCurlReader *self, const char *option, const char *value)
{
  g_autofree char *range = g_strconcat ("bytes=", value, NULL);

  rh_curl_reader_add_header (self, "Range", range);
}

static void
read_cookie (RhCurlReader *self, const char *option, const char *value)
{
  if (strchr (value, '=') != NULL)
    g_ptr_array_add (self->cookies, g_strdup (value));
  else if (*value != '\0')
    rh_curl_reader_note (self, RH_CURL_NOTE_FILE, option, value);
}

static void
read_user (RhCurlReader *self, const char *option, const char *value)
{
  set_string (&self->user, value);
}

static void
read_basic (RhCurlReader *self, const char *option, const char *value)
{
  self->digest = FALSE;
}

static void
read_digest (RhCurlReader *self, const char *option, const char *value)
{
  self->digest = TRUE;
}

static void
read_bearer (RhCurlReader *self, const char *option, const char *value)
{
  set_string (&self->bearer, value);
}

static void
read_data (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_add_data (self, option, value, TRUE);
}

static void
read_binary_data (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_add_data (self, option, value, FALSE);
}

static void
read_raw_data (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_add_plain_data (self, option, value, FALSE);
}

static void
read_urlencoded_data (RhCurlReader *self, const char *option, const char *value)
{
  g_autofree char *encoded = rh_curl_reader_encode (self, option, value);

  self->has_data = TRUE;
  if (encoded != NULL)
    rh_curl_reader_add_plain_data (self, option, encoded, FALSE);
}

static void
read_json (RhCurlReader *self, const char *option, const char *value)
{
  self->json = TRUE;
  rh_curl_reader_add_plain_data (self, option, value, TRUE);
}

static void
read_form_string (RhCurlReader *self, const char *option, const char *value)
{
  rh_curl_reader_add_form_string (self, value);
}

/* Each URL has its own. */
static void
read_upload (RhCurlReader *self, const char *option, const char *value)
{
  if (self->n_uploads++ == self->url)
    self->upload = g_strdup (value);
}

static void
read_follow (RhCurlReader *self, const char *option, const char *value)
{
  set_setting (self, RH_SETTING_FOLLOW_REDIRECTS, TRUE);
}

static void
read_keep_method (RhCurlReader *self, const char *option, const char *value)
{
  set_setting (self, RH_SETTING_KEEP_METHOD, TRUE);
}

static void
read_total_timeout (RhCurlReader *self, const char *option, const char *value)
{
  read_timeout (self, RH_SETTING_TOTAL_TIMEOUT, option, value);
}

static void
read_connect_timeout (RhCurlReader *self, const char *option, const char *value)
{
  read_timeout (self, RH_SETTING_CONNECT_TIMEOUT, option, value);
}

static void
read_http1 (RhCurlReader *self, const char *option, const char *value)
{
  set_setting (self, RH_SETTING_HTTP1, TRUE);
}

/* What means nothing to a request has none. */
static void (*const readers[]) (RhCurlReader *self, const char *option, const char *value) = {
  [RH_CURL_MEANS_IGNORED] = read_ignored,
  [RH_CURL_MEANS_PROPOSAL] = read_proposal,
  [RH_CURL_MEANS_SECRET_PROPOSAL] = read_secret_proposal,
  [RH_CURL_MEANS_FILE] = read_file,
  [RH_CURL_MEANS_URL] = read_url,
  [RH_CURL_MEANS_URL_QUERY] = read_url_query,
  [RH_CURL_MEANS_METHOD] = read_method,
  [RH_CURL_MEANS_HEAD] = read_head,
  [RH_CURL_MEANS_GET] = read_get,
  [RH_CURL_MEANS_HEADER] = read_header,
  [RH_CURL_MEANS_USER_AGENT] = read_user_agent,
  [RH_CURL_MEANS_REFERER] = read_referer,
  [RH_CURL_MEANS_RANGE] = read_range,
  [RH_CURL_MEANS_COOKIE] = read_cookie,
  [RH_CURL_MEANS_DATA] = read_data,
  [RH_CURL_MEANS_DATA_RAW] = read_raw_data,
  [RH_CURL_MEANS_DATA_BINARY] = read_binary_data,
  [RH_CURL_MEANS_DATA_URLENCODE] = read_urlencoded_data,
  [RH_CURL_MEANS_JSON] = read_json,
  [RH_CURL_MEANS_FORM] = rh_curl_reader_add_form,
  [RH_CURL_MEANS_FORM_STRING] = read_form_string,
  [RH_CURL_MEANS_UPLOAD] = read_upload,
  [RH_CURL_MEANS_USER] = read_user,
  [RH_CURL_MEANS_BASIC] = read_basic,
  [RH_CURL_MEANS_DIGEST] = read_digest,
  [RH_CURL_MEANS_BEARER] = read_bearer,
  [RH_CURL_MEANS_FOLLOW] = read_follow,
  [RH_CURL_MEANS_MAX_REDIRECTS] = read_redirect_limit,
  [RH_CURL_MEANS_KEEP_METHOD] = read_keep_method,
  [RH_CURL_MEANS_TOTAL_TIMEOUT] = read_total_timeout,
  [RH_CURL_MEANS_CONNECT_TIMEOUT] = read_connect_timeout,
  [RH_CURL_MEANS_HTTP1] = read_http1,
  [RH_CURL_MEANS_NEXT] = read_next,
};

/* @value: NULL where the option takes none. */
static void
apply (RhCurlReader *self, const RhCurlOption *option, const char *written, const char *value)
{
  if (option->meaning != RH_CURL_MEANS_NOTHING)
    readers[option->meaning](self, written, value);
}

/* "--no-location". */
static gboolean
apply_negated (RhCurlReader *self, const char *written)
{
  const char *name = written + strlen ("--no-");
  const RhCurlOption *option = rh_curl_option_find (name, strlen (name));

  if (option == NULL || option->takes_value)
    return FALSE;

  if (option->meaning == RH_CURL_MEANS_FOLLOW)
    set_setting (self, RH_SETTING_FOLLOW_REDIRECTS, FALSE);
  else if (option->meaning == RH_CURL_MEANS_DIGEST)
    self->digest = FALSE;
  else if (option->meaning == RH_CURL_MEANS_BASIC)
    return TRUE;
  else if (option->meaning >= RH_CURL_MEANS_URL)
    rh_curl_reader_note (self, RH_CURL_NOTE_IGNORED, written, NULL);

  return TRUE;
}

/* @words: behind the option. Takes the value that stands there. NULL: there is none. */
static const char *
take_value (RhCurlReader *self, const char *written, char ***words)
{
  if (**words == NULL)
    {
      rh_curl_reader_note (self, RH_CURL_NOTE_UNFINISHED, written, NULL);
      return NULL;
    }

  return *(*words)++;
}

/* "--name", "--name value", "--name=value". */
static void
read_long (RhCurlReader *self, const char *word, char ***words)
{
  gsize length = strcspn (word + 2, "=");
  const RhCurlOption *option = rh_curl_option_find (word + 2, length);
  const char *value = word[2 + length] == '=' ? word + 2 + length + 1 : NULL;
  g_autofree char *written = g_strndup (word, length + 2);

  if (option == NULL)
    {
      if (!g_str_has_prefix (word, "--no-") || !apply_negated (self, word))
        rh_curl_reader_note (self, RH_CURL_NOTE_UNKNOWN, written, NULL);
      return;
    }

  if (option->takes_value && value == NULL)
    value = take_value (self, written, words);
  if (!option->takes_value || value != NULL)
    apply (self, option, written, option->takes_value ? value : NULL);
}

/* "-sSLX POST": the rest of the word is the value of the first that takes one. */
static void
read_letters (RhCurlReader *self, const char *word, char ***words)
{
  for (const char *at = word + 1; *at != '\0' && !self->ended; at++)
    {
      const RhCurlOption *option = rh_curl_option_find_letter (*at);
      char written[] = { '-', *at, '\0' };
      const char *value;

      if (option == NULL)
        {
          rh_curl_reader_note (self, RH_CURL_NOTE_UNKNOWN, g_ascii_isprint (*at) ? written : word,
                               NULL);
          return;
        }

      if (!option->takes_value)
        {
          apply (self, option, written, NULL);
          continue;
        }

      value = at[1] != '\0' ? at + 1 : take_value (self, written, words);
      if (value != NULL)
        apply (self, option, written, value);
      return;
    }
}

char **
rh_curl_reader_read_words (RhCurlReader *self, char **words)
{
  gboolean options = TRUE;

  while (!self->ended && *words != NULL)
    {
      const char *word = *words++;

      if (options && g_str_equal (word, "--"))
        options = FALSE;
      else if (options && g_str_has_prefix (word, "--"))
        read_long (self, word, &words);
      else if (options && word[0] == '-' && word[1] != '\0')
        read_letters (self, word, &words);
      else
        read_url (self, NULL, word);
    }

  return words;
}
