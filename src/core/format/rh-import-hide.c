/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scanners mark, and what is marked becomes a variable: filled in raw where it stood, it gives the
 * same bytes. */
#define G_LOG_DOMAIN "rh-import-hide"

#include "config.h"

#include "format/rh-import-hide.h"

#include "collection/rh-path-template.h"
#include "collection/rh-query.h"
#include "collection/rh-secret-looking.h"
#include "format/rh-import-members.h"
#include "text/rh-codec.h"
#include "text/rh-jwt-find.h"
#include "text/rh-redaction.h"
#include "text/rh-template.h"
#include "text/rh-token-find.h"

#include <string.h>

/* As for fields: shorter ones are words. */
#define MIN_LENGTH 8
#define NAME_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-."

typedef struct
{
  RhImport *import;
  const char *text;
  const char *name; /* NULL: it stands before the secret */
  const char *place;
  gsize fragment; /* of a URL, where it begins */
  gboolean found;
} Hiding;

static RhRedaction *
redaction_new (const char *text)
{
  RhRedaction *redaction = rh_redaction_new (text, strlen (text));
  g_autoptr (GArray) refs = rh_template_find (text);

  for (guint i = 0; i < refs->len; i++)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);

      rh_redaction_keep (redaction, ref->start, ref->start + ref->length);
    }

  return redaction;
}

void
rh_import_mark_tokens (RhRedaction *redaction, const char *text)
{
  gsize length = strlen (text);
  gsize start;
  gsize end;

  for (gsize from = 0; rh_jwt_find (text, length, from, &start, &end); from = end)
    rh_redaction_mark (redaction, start, end, FALSE);
  for (gsize from = 0; rh_token_find (text, length, from, &start, &end); from = end)
    rh_redaction_mark (redaction, start, end, FALSE);
}

gboolean
rh_import_is_random (const char *text, gsize length)
{
  gboolean letters = FALSE;
  gboolean digits = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (text[i]))
        return FALSE;
      letters = letters || g_ascii_isalpha (text[i]);
      digits = digits || g_ascii_isdigit (text[i]);
    }

  return length >= RH_IMPORT_MIN_RANDOM && letters && digits;
}

/* Whatever the field is called. */
static gboolean
is_token (const char *value)
{
  const char *rest = rh_secret_looking_skip_scheme (value);
  gsize length = strlen (value);
  gsize start;
  gsize end;

  if (rest != value)
    return rh_import_is_random (rest, strlen (rest)) && !rh_template_has_refs (rest);

  return (rh_jwt_find (value, length, 0, &start, &end) && start == 0 && end == length)
         || (rh_token_find (value, length, 0, &start, &end) && start == 0 && end == length);
}

/* Names of keys that open something and of keys that do not: only the value tells. */
static gboolean
may_be_secret (const char *name)
{
  static const char *const suffixes[] = { "session", "sid", "appkey", "clientkey", "userkey" };
  char folded[RH_REDACTION_MAX_NAME + 1];

  rh_redaction_fold_name (name, strlen (name), folded);
  if (g_str_equal (folded, "key") || g_str_equal (folded, "auth"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (folded, suffixes[i]))
      return TRUE;

  return FALSE;
}

gboolean
rh_import_is_secret (const char *name, const char *value, gboolean header)
{
  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  return rh_secret_looking (name, value, header) || is_token (value)
         || (may_be_secret (name) && rh_import_is_random (value, strlen (value))
             && !rh_template_has_refs (value));
}

/* Names */

char *
rh_import_take_word (const char *text, gsize *at)
{
  gsize end;

  while (*at > 0 && strchr ("\"'`\\ \t\r\n:=", text[*at - 1]) != NULL)
    --*at;
  end = *at;
  while (*at > 0 && end - *at < 64 && strchr (NAME_CHARACTERS, text[*at - 1]) != NULL)
    --*at;

  return g_strndup (text + *at, end - *at);
}

/* "password" of "password": "…", "Authorization" of Authorization: Bearer … */
static char *
dup_name_before (const char *text, gsize at)
{
  g_autofree char *word = rh_import_take_word (text, &at);
  g_autofree char *scheme = g_strconcat (word, " ", NULL);

  return *rh_secret_looking_skip_scheme (scheme) == '\0' && *word != '\0'
             ? rh_import_take_word (text, &at)
             : g_steal_pointer (&word);
}

char *
rh_import_hide_value (RhImport *self, const char *name, const char *value, const char *place)
{
  const char *secret = rh_secret_looking_skip_scheme (value);
  g_autofree char *hidden = rh_import_hide (self, name, secret, place);

  return g_strdup_printf ("%.*s%s", (int) (secret - value), value, hidden);
}

/* Texts */

/* Something that was masked before it came is none. */
static gboolean
is_secret (const char *text)
{
  return g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) >= MIN_LENGTH
         && !(g_str_has_suffix (text, ")")
              && g_regex_match_simple ("^" RH_MASK_PATTERN "$", text, G_REGEX_DOLLAR_ENDONLY, 0));
}

static char *
hide_cb (gsize start, gsize end, gpointer user_data)
{
  Hiding *hiding = user_data;
  g_autofree char *secret = g_strndup (hiding->text + start, end - start);
  g_autofree char *name
      = hiding->name == NULL ? dup_name_before (hiding->text, start) : g_strdup (hiding->name);

  return is_secret (secret) ? rh_import_hide (hiding->import, name, secret, hiding->place) : NULL;
}

typedef struct
{
  const char *text;
  RhSecretReplace replace;
  gpointer user_data;
} Replacing;

static char *
replace_cb (gsize start, gsize end, gpointer user_data)
{
  Replacing *replacing = user_data;
  g_autofree char *secret = g_strndup (replacing->text + start, end - start);
  g_autofree char *name = dup_name_before (replacing->text, start);

  return is_secret (secret) ? replacing->replace (name, secret, replacing->user_data) : NULL;
}

char *
rh_import_replace_secrets (const char *text, RhSecretReplace replace, gpointer user_data)
{
  Replacing replacing = { text, replace, user_data };
  g_autoptr (RhRedaction) redaction = NULL;

  g_return_val_if_fail (text != NULL && replace != NULL, NULL);

  redaction = redaction_new (text);
  rh_redaction_scan_text (redaction);
  if (g_str_has_prefix (text, "--"))
    rh_redaction_scan_multipart (redaction);
  rh_import_mark_tokens (redaction, text);
  return rh_redaction_replace (redaction, replace_cb, &replacing);
}

static char *
hide_named (const char *name, const char *secret, gpointer user_data)
{
  Hiding *hiding = user_data;

  return rh_import_hide (hiding->import, name, secret, hiding->place);
}

char *
rh_import_hide_text (RhImport *self, const char *text, const char *place)
{
  Hiding hiding = { .import = self, .place = place };

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);
  g_return_val_if_fail (text != NULL && place != NULL, NULL);

  return rh_import_replace_secrets (text, hide_named, &hiding);
}

char *
rh_import_hide_header (RhImport *self, const char *name, const char *value, const char *place)
{
  gboolean secret = rh_redaction_is_secret_header (name, strlen (name));
  Hiding hiding = { .import = self, .text = value, .name = secret ? name : NULL, .place = place };
  g_autoptr (RhRedaction) redaction = redaction_new (value);

  rh_redaction_scan_header (redaction, name);
  rh_import_mark_tokens (redaction, value);
  return rh_redaction_replace (redaction, hide_cb, &hiding);
}

/* URLs */

/* What is in it is encoded, and is encoded again when it is filled in. */
static char *
hide_in_url_cb (gsize start, gsize end, gpointer user_data)
{
  Hiding *hiding = user_data;
  gsize length;
  g_autofree char *name = dup_name_before (hiding->text, start);
  g_autofree char *secret
      = rh_percent_decode (hiding->text + start, (gssize) (end - start), &length);

  if (start >= hiding->fragment)
    {
      hiding->found = TRUE;
      return g_strdup ("");
    }

  return strlen (secret) == length && is_secret (secret)
             ? rh_import_hide (hiding->import, name, secret, hiding->place)
             : NULL;
}

/* What is put together of variables only is none, and neither is a short name alone. */
static gboolean
is_userinfo_secret (const char *userinfo)
{
  g_autoptr (GArray) refs = rh_template_find (userinfo);
  g_autoptr (GString) typed = g_string_new (userinfo);
  const char *colon;

  for (guint i = refs->len; i > 0; i--)
    {
      const RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i - 1);

      g_string_erase (typed, (gssize) ref->start, (gssize) ref->length);
    }

  colon = strchr (typed->str, ':');
  return (colon != NULL && colon[1] != '\0') || typed->len > MIN_LENGTH;
}

char *
rh_import_take_userinfo (const char *url, char **userinfo)
{
  g_autofree char *plain = rh_query_blank_refs (url);
  g_autofree char *found = NULL;
  RhUrlParts parts;
  const char *at;

  rh_url_parts_find (url, &parts);
  at = g_strrstr_len (plain + parts.authority, (gssize) (parts.path - parts.authority), "@");
  if (at == NULL)
    return g_strdup (url);

  found = g_strndup (url + parts.authority, (gsize) (at - plain) - parts.authority);
  if (!is_userinfo_secret (found))
    return g_strdup (url);

  *userinfo = g_steal_pointer (&found);
  return g_strdup_printf ("%.*s%s", (int) parts.authority, url, url + (at + 1 - plain));
}

char *
rh_import_hide_url (RhImport *self, const char *url, const char *place, char **userinfo)
{
  g_autofree char *bare = NULL;
  g_autoptr (RhRedaction) redaction = NULL;
  Hiding hiding = { .import = self, .place = place };
  RhUrlParts parts;
  char *safe;

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);
  g_return_val_if_fail (url != NULL && place != NULL && userinfo != NULL, NULL);

  *userinfo = NULL;
  hiding.text = bare = rh_import_take_userinfo (url, userinfo);
  rh_url_parts_find (bare, &parts);
  hiding.fragment = parts.fragment;
  redaction = redaction_new (bare);
  rh_redaction_scan_url (redaction);
  rh_import_mark_tokens (redaction, bare);
  safe = rh_redaction_replace (redaction, hide_in_url_cb, &hiding);
  if (hiding.found)
    rh_import_note (self, RH_IMPORT_URL_CHANGED, place, "#");
  if (*userinfo != NULL)
    rh_import_note (self, RH_IMPORT_URL_CHANGED, place, "@");
  return safe;
}

/* NULL: there is no secret in it. */
static char *
hide_segment (RhImport *self, const char *segment, const char *place)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *where = NULL;
  g_autofree char *hidden = NULL;
  gboolean bare;

  rh_query_segment_parse (segment, &name, &value, &bare);
  if (!rh_import_is_secret (name, value, FALSE))
    return NULL;

  where = g_strdup_printf ("%s: %s", place, name);
  hidden = rh_import_hide_value (self, name, value, where);
  return rh_query_segment_new (name, hidden, FALSE);
}

char *
rh_import_hide_query (RhImport *self, const char *url, const char *place)
{
  g_auto (GStrv) segments = NULL;
  g_autofree char *query = NULL;
  gboolean changed = FALSE;
  RhUrlParts parts;

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);
  g_return_val_if_fail (url != NULL && place != NULL, NULL);

  segments = rh_query_split (url);
  for (guint i = 0; segments[i] != NULL; i++)
    {
      char *safe = hide_segment (self, segments[i], place);

      if (safe == NULL)
        continue;
      g_free (segments[i]);
      segments[i] = safe;
      changed = TRUE;
    }
  if (!changed)
    return g_strdup (url);

  rh_url_parts_find (url, &parts);
  query = g_strjoinv ("&", segments);
  return g_strdup_printf ("%.*s?%s%s", (int) parts.query, url, query, url + parts.fragment);
}

/* Trees */

static gboolean
is_words (const char *key)
{
  static const char *const keys[] = { "description", "docs", "name", "type", NULL };

  return g_strv_contains (keys, key);
}

static void
hide_value (RhImport *self, RhYaml *map, const char *key, const char *name, const char *place)
{
  const char *text = rh_yaml_get_text (rh_yaml_get (map, key));
  gboolean whole = rh_import_is_secret (name, text, FALSE) || rh_secret_looking (name, text, TRUE);
  g_autofree char *safe = whole ? rh_import_hide_value (self, name, text, place)
                                : rh_import_hide_text (self, text, place);

  if (!g_str_equal (safe, text))
    rh_yaml_set_string (map, key, safe);
}

/* "value" of a row goes by what the row is called. */
static const char *
name_of (const RhYaml *map, const char *key)
{
  const char *name = rh_member_text (map, "name");

  if (!g_str_equal (key, "value"))
    return key;

  return *name == '\0' ? rh_member_text (map, "key") : name;
}

static void
hide_items (RhImport *self, RhYaml *list, const char *place)
{
  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    {
      RhYaml *item = rh_yaml_nth (list, i);
      const char *text = rh_yaml_get_text (item);
      g_autofree char *safe = text == NULL ? NULL : rh_import_hide_text (self, text, place);

      if (text == NULL)
        rh_import_hide_tree (self, item, place);
      else if (!g_str_equal (safe, text))
        {
          rh_yaml_remove_nth (list, i);
          rh_yaml_insert_nth (list, i, rh_yaml_new_string (safe));
        }
    }
}

void
rh_import_hide_tree (RhImport *self, RhYaml *tree, const char *place)
{
  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (tree != NULL && place != NULL);

  if (rh_yaml_get_kind (tree) == RH_YAML_SEQUENCE)
    hide_items (self, tree, place);
  else if (rh_yaml_get_kind (tree) == RH_YAML_MAPPING)
    for (guint i = 0; i < rh_yaml_get_length (tree); i++)
      {
        const char *key = rh_yaml_nth_key (tree, i);
        RhYaml *value = rh_yaml_nth (tree, i);

        if (g_str_equal (key, "scripts"))
          continue; /* they would be others */
        if (rh_yaml_get_kind (value) != RH_YAML_SCALAR)
          rh_import_hide_tree (self, value, place);
        else if (!is_words (key))
          hide_value (self, tree, key, name_of (tree, key), place);
      }
}

/* Scripts */

static char *
find_cb (gsize start, gsize end, gpointer user_data)
{
  Hiding *hiding = user_data;
  gboolean quoted = start > 0 && strchr ("\"'`", hiding->text[start - 1]) != NULL;
  g_autofree char *secret = g_strndup (hiding->text + start, end - start);

  hiding->found = hiding->found || (quoted && is_secret (secret));
  return NULL;
}

gboolean
rh_import_script_has_secret (const char *code)
{
  Hiding hiding = { .text = code };
  g_autoptr (RhRedaction) redaction = NULL;
  g_autofree char *same = NULL;

  g_return_val_if_fail (code != NULL, FALSE);

  redaction = redaction_new (code);
  rh_redaction_scan_text (redaction);
  rh_import_mark_tokens (redaction, code);
  same = rh_redaction_replace (redaction, find_cb, &hiding);
  return hiding.found;
}
