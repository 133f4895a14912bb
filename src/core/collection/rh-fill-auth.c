/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills an auth in. A password, a token and an API key are secrets, whatever variable they came
 * from and even where they were typed: they are masked, and left behind at another origin. */
#define G_LOG_DOMAIN "rh-fill-auth"

#include "config.h"

#include "collection/rh-fill.h"

#include <string.h>

#define AUTHORIZATION "Authorization"
#define MAX_FIELDS 3

struct _RhFilledAuth
{
  RhAuthKind kind;
  const char *const *fields;
  RhText *texts[MAX_FIELDS]; /* as many as fields */
};

/* Checks */

static gboolean
fail (GError **error, RhResolverError code, const char *detail)
{
  g_set_error_literal (error, RH_RESOLVER_ERROR, (int) code, detail);
  return FALSE;
}

static const char *
peek (const RhFilledAuth *self, const char *field)
{
  return rh_text_peek (rh_filled_auth_get (self, field), NULL);
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;

  return FALSE;
}

static gboolean
check_login (const RhFilledAuth *self, GError **error)
{
  const char *username = peek (self, RH_AUTH_USERNAME);
  const char *password = peek (self, RH_AUTH_PASSWORD);

  if (*username == '\0' && *password == '\0')
    return fail (error, RH_RESOLVER_ERROR_AUTH_EMPTY, RH_AUTH_USERNAME);
  if (self->kind == RH_AUTH_KIND_BASIC && strchr (username, ':') != NULL)
    return fail (error, RH_RESOLVER_ERROR_USERNAME, ":");
  if (has_control (username) || has_control (password))
    return fail (error, RH_RESOLVER_ERROR_USERNAME, "control character");

  return TRUE;
}

/* RFC 6750 2.1 allows less, but servers hand out tokens such as "1|abc". */
static gboolean
check_token (const RhFilledAuth *self, GError **error)
{
  const char *token = peek (self, RH_AUTH_TOKEN);

  if (*token == '\0')
    return fail (error, RH_RESOLVER_ERROR_AUTH_EMPTY, RH_AUTH_TOKEN);
  for (; *token != '\0'; token++)
    if (!g_ascii_isgraph (*token))
      return fail (error, RH_RESOLVER_ERROR_TOKEN, RH_AUTH_TOKEN);

  return TRUE;
}

static gboolean
goes_into_query (const RhFilledAuth *self)
{
  return self->kind == RH_AUTH_KIND_API_KEY
         && g_str_equal (peek (self, RH_AUTH_PLACEMENT), RH_AUTH_PLACEMENT_QUERY);
}

/* Servers of many names go by the Host, so who names one says where all secrets of the request go:
 * that is said in the headers, where it is looked at. */
static gboolean
can_be_header (const char *key)
{
  return rh_header_name_is_valid (key) && g_ascii_strcasecmp (key, "Host") != 0;
}

static gboolean
check_key (const RhFilledAuth *self, GError **error)
{
  const char *key = peek (self, RH_AUTH_KEY);

  if (*key == '\0')
    return fail (error, RH_RESOLVER_ERROR_AUTH_EMPTY, RH_AUTH_KEY);
  if (rh_text_has_secret (rh_filled_auth_get (self, RH_AUTH_KEY)))
    return fail (error, RH_RESOLVER_ERROR_KEY, "a secret");
  if (!goes_into_query (self) && !can_be_header (key))
    return fail (error, RH_RESOLVER_ERROR_KEY, key);

  return TRUE;
}

static gboolean
check (const RhFilledAuth *self, GError **error)
{
  switch (self->kind)
    {
    case RH_AUTH_KIND_BASIC:
    case RH_AUTH_KIND_DIGEST:
      return check_login (self, error);
    case RH_AUTH_KIND_BEARER:
      return check_token (self, error);
    case RH_AUTH_KIND_API_KEY:
      return check_key (self, error);
    case RH_AUTH_KIND_INHERIT:
    case RH_AUTH_KIND_NONE:
    case RH_AUTH_KIND_OAUTH2:
    case RH_AUTH_KIND_KEPT:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* White space around what was pasted is nothing that anybody meant, but in a password. */
static RhText *
fill_field (const RhFill *fill, RhAuth *auth, const char *field, GError **error)
{
  const char *template = rh_auth_get (auth, field);

  return g_str_equal (field, RH_AUTH_PASSWORD)
             ? rh_fill (fill, template, RH_PLACE_RAW, error)
             : rh_fill_stripped (fill, template, RH_PLACE_RAW, error);
}

RhFilledAuth *
rh_resolver_fill_auth (RhAuthKind kind,
                       RhAuth *auth,
                       RhVariableLookup lookup,
                       gpointer user_data,
                       GError **error)
{
  const RhFill fill = { lookup, user_data };
  g_autoptr (RhFilledAuth) self = NULL;

  g_return_val_if_fail (RH_IS_AUTH (auth), NULL);
  g_return_val_if_fail (*rh_auth_fields_of (kind) != NULL, NULL);

  self = g_new0 (RhFilledAuth, 1);
  self->kind = kind;
  self->fields = rh_auth_fields_of (kind);
  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      self->texts[i] = fill_field (&fill, auth, self->fields[i], error);
      if (self->texts[i] == NULL)
        return NULL;
    }

  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

void
rh_filled_auth_free (RhFilledAuth *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < MAX_FIELDS; i++)
    g_clear_pointer (&self->texts[i], rh_text_unref);
  g_free (self);
}

const RhText *
rh_filled_auth_get (const RhFilledAuth *self, const char *field)
{
  g_return_val_if_fail (self != NULL && field != NULL, NULL);

  for (guint i = 0; self->fields[i] != NULL; i++)
    if (g_str_equal (self->fields[i], field))
      return self->texts[i];

  return NULL;
}

const char *const *
rh_filled_auth_get_fields (const RhFilledAuth *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->fields;
}

const char *
rh_filled_auth_get_header (const RhFilledAuth *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (goes_into_query (self))
    return NULL;

  return self->kind == RH_AUTH_KIND_API_KEY ? peek (self, RH_AUTH_KEY) : AUTHORIZATION;
}

/* Put in */

/* The variable that all of it comes from; else the field. */
static const char *
name_of (const RhText *text, const char *field)
{
  const RhSpan *span = rh_text_get_n_spans (text) == 1 ? rh_text_nth_span (text, 0) : NULL;
  gsize length;

  rh_text_peek (text, &length);
  return span != NULL && span->length == length ? span->variable : field;
}

/* @bytes hold what all spans of @from hold, and go where the first secret of them goes. */
static void
append_secret (RhText *out, const char *bytes, const RhText *from, const char *field)
{
  const RhSpan *found = NULL;

  for (guint i = 0; found == NULL && i < rh_text_get_n_spans (from); i++)
    if (rh_text_nth_span (from, i)->secret)
      found = rh_text_nth_span (from, i);

  rh_text_append_value (out, bytes, -1, name_of (from, field), RH_SOURCE_AUTH, TRUE,
                        found != NULL ? (const char *const *) found->origins : NULL);
}

RhText *
rh_filled_auth_dup_secret (const RhFilledAuth *self, const char *field)
{
  const RhText *from;
  RhText *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rh_auth_field_is_secret (field), NULL);

  from = rh_filled_auth_get (self, field);
  g_return_val_if_fail (from != NULL, NULL);

  text = rh_text_new (NULL);
  append_secret (text, rh_text_peek (from, NULL), from, field);
  return text;
}

/* RFC 7617: both in UTF-8, as they were typed. */
static RhText *
new_basic (const RhFilledAuth *self)
{
  const RhText *password = rh_filled_auth_get (self, RH_AUTH_PASSWORD);
  g_autoptr (RhText) value = rh_text_new ("Basic ");
  char *pair
      = g_strconcat (peek (self, RH_AUTH_USERNAME), ":", rh_text_peek (password, NULL), NULL);
  char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  append_secret (value, encoded, password, RH_AUTH_PASSWORD);
  rh_wipe_string (&encoded);
  rh_wipe_string (&pair);
  return g_steal_pointer (&value);
}

static RhText *
new_header_value (const RhFilledAuth *self)
{
  const char *field = self->kind == RH_AUTH_KIND_BEARER ? RH_AUTH_TOKEN : RH_AUTH_VALUE;
  g_autoptr (RhText) value = NULL;

  if (self->kind == RH_AUTH_KIND_BASIC)
    return new_basic (self);

  value = rh_text_new (self->kind == RH_AUTH_KIND_BEARER ? "Bearer " : "");
  append_secret (value, peek (self, field), rh_filled_auth_get (self, field), field);
  return g_steal_pointer (&value);
}

/* Whether the query has a param of that name already. */
static gboolean
query_has (const char *url, const char *name)
{
  gsize query = strcspn (url, "?#");
  gsize end = query + strcspn (url + query, "#");
  g_autoptr (RhParams) params = NULL;

  if (url[query] != '?')
    return FALSE;

  params = rh_params_parse (url + query + 1, (gssize) (end - query - 1));
  return rh_params_count (params, name) > 0;
}

/* Before the fragment, after whatever is there. */
static RhText *
insert_param (const RhText *url, const RhText *param)
{
  gsize length;
  const char *text = rh_text_peek (url, &length);
  gsize end = strcspn (text, "#");
  gsize query = strcspn (text, "?#");
  g_autoptr (RhText) before = rh_text_slice (url, 0, end);
  g_autoptr (RhText) after = rh_text_slice (url, end, length - end);
  g_autoptr (RhText) whole = rh_text_new ("");

  rh_text_append_text (whole, before);
  if (text[query] != '?')
    rh_text_append (whole, "?", 1);
  else if (end > query + 1 && text[end - 1] != '&')
    rh_text_append (whole, "&", 1);
  rh_text_append_text (whole, param);
  rh_text_append_text (whole, after);
  return g_steal_pointer (&whole);
}

static gboolean
apply_to_query (const RhFilledAuth *self, RhRequest *request)
{
  RhText *url = rh_request_get_url (request);
  const RhText *value = rh_filled_auth_get (self, RH_AUTH_VALUE);
  const char *key = peek (self, RH_AUTH_KEY);
  g_autofree char *name = rh_percent_encode (key, -1, RH_PLACE_COMPONENT);
  char *encoded = rh_percent_encode (rh_text_peek (value, NULL), -1, RH_PLACE_COMPONENT);
  g_autoptr (RhText) param = rh_text_new (name);
  g_autoptr (RhText) whole = NULL;

  if (!query_has (rh_text_peek (url, NULL), key))
    {
      rh_text_append (param, "=", 1);
      append_secret (param, encoded, value, RH_AUTH_VALUE);
      whole = insert_param (url, param);
      rh_request_set_url (request, whole);
    }

  rh_wipe_string (&encoded);
  return whole != NULL;
}

gboolean
rh_filled_auth_apply (const RhFilledAuth *self, RhRequest *request)
{
  RhHeaders *headers;
  const char *header;
  g_autoptr (RhText) value = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (RH_IS_REQUEST (request), FALSE);

  if (goes_into_query (self))
    return apply_to_query (self, request);

  headers = rh_request_get_headers (request);
  header = rh_filled_auth_get_header (self);
  if (rh_headers_count (headers, header) > 0)
    return FALSE;
  if (self->kind == RH_AUTH_KIND_DIGEST)
    return TRUE;

  value = new_header_value (self);
  rh_headers_append (headers, header, value);
  return TRUE;
}
