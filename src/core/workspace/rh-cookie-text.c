/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A jar as the text of one keyring item, and back. */
#define G_LOG_DOMAIN "rh-cookie-text"

#include "config.h"

#include "workspace/rh-cookie-text.h"

#include "collection/rh-json.h"

#define VERSION 1

static const char *const same_sites[] = { "", "none", "lax", "strict" };

static void
write_cookie (JsonBuilder *builder, const RhCookieFields *fields)
{
  json_builder_begin_object (builder);
  rh_json_add_string (builder, "name", fields->name);
  rh_json_add_string (builder, "value", rh_secret_peek (fields->value, NULL));
  rh_json_add_string (builder, "domain", fields->domain);
  rh_json_add_flag (builder, "host-only", fields->host_only, FALSE);
  rh_json_add_string (builder, "path", fields->path);
  json_builder_set_member_name (builder, "expires");
  json_builder_add_int_value (builder, fields->expires);
  rh_json_add_flag (builder, "secure", fields->secure, FALSE);
  rh_json_add_flag (builder, "http-only", fields->http_only, FALSE);
  rh_json_add_string (builder, "same-site", same_sites[fields->same_site]);
  json_builder_end_object (builder);
}

/* Bytes that are no UTF-8 have no place in JSON; such a cookie is not kept. */
static gboolean
can_be_written (const RhCookieFields *fields)
{
  return g_utf8_validate (fields->name, -1, NULL) && g_utf8_validate (fields->path, -1, NULL)
         && g_utf8_validate (rh_secret_peek (fields->value, NULL), -1, NULL);
}

RhSecret *
rh_cookie_text_write (RhCookieJar *jar, gint64 now)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *cookies;

  g_return_val_if_fail (RH_IS_COOKIE_JAR (jar), NULL);

  cookies = rh_cookie_jar_get_cookies (jar);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "cookies");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (cookies); i++)
    {
      g_autoptr (RhCookie) cookie = g_list_model_get_item (cookies, i);

      if (!rh_cookie_is_expired (cookie, now) && can_be_written (rh_cookie_get_fields (cookie)))
        write_cookie (builder, rh_cookie_get_fields (cookie));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return rh_secret_new_take (rh_json_print (builder));
}

static RhSameSite
read_same_site (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (same_sites); i++)
    if (g_str_equal (name, same_sites[i]))
      return (RhSameSite) i;

  return RH_SAME_SITE_DEFAULT;
}

static RhCookie *
read_cookie (JsonObject *object, GError **error)
{
  RhCookieFields fields = { 0 };
  g_autoptr (RhSecret) value = NULL;
  const char *text;
  const char *same_site;

  if (!rh_json_get_string (object, "name", &fields.name, error)
      || !rh_json_get_string (object, "value", &text, error)
      || !rh_json_get_string (object, "domain", &fields.domain, error)
      || !rh_json_get_boolean (object, "host-only", FALSE, &fields.host_only, error)
      || !rh_json_get_string (object, "path", &fields.path, error)
      || !rh_json_get_int (object, "expires", RH_COOKIE_NO_EXPIRY, &fields.expires, error)
      || !rh_json_get_boolean (object, "secure", FALSE, &fields.secure, error)
      || !rh_json_get_boolean (object, "http-only", FALSE, &fields.http_only, error)
      || !rh_json_get_string (object, "same-site", &same_site, error))
    return NULL;

  if (*fields.path != '/')
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "path");
      return NULL;
    }

  value = rh_secret_new (text, -1);
  fields.value = value;
  fields.same_site = read_same_site (same_site);
  return rh_cookie_new (&fields);
}

static GPtrArray *
read_cookies (JsonArray *array, GError **error)
{
  g_autoptr (GPtrArray) cookies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = rh_json_element_object (array, i, "cookies", error);
      RhCookie *cookie = object == NULL ? NULL : read_cookie (object, error);

      if (cookie == NULL)
        return NULL;
      g_ptr_array_add (cookies, cookie);
    }

  return g_steal_pointer (&cookies);
}

static gboolean
has_same (RhCookieJar *jar, RhCookie *cookie)
{
  GListModel *cookies = rh_cookie_jar_get_cookies (jar);

  for (guint i = 0; i < g_list_model_get_n_items (cookies); i++)
    {
      g_autoptr (RhCookie) other = g_list_model_get_item (cookies, i);

      if (rh_cookie_is_same (other, cookie))
        return TRUE;
    }

  return FALSE;
}

gboolean
rh_cookie_text_read (RhCookieJar *jar, RhSecret *text, gint64 now, GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GPtrArray) cookies = NULL;
  JsonArray *array;
  const char *bytes;
  gsize length;

  g_return_val_if_fail (RH_IS_COOKIE_JAR (jar), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  bytes = rh_secret_peek (text, &length);
  root = rh_json_parse (bytes, (gssize) length, error);
  if (root == NULL || !rh_json_get_array (root, "cookies", &array, error))
    return FALSE;

  cookies = read_cookies (array, error);
  if (cookies == NULL)
    return FALSE;

  for (guint i = 0; i < cookies->len; i++)
    if (!rh_cookie_is_expired (cookies->pdata[i], now) && !has_same (jar, cookies->pdata[i]))
      rh_cookie_jar_put (jar, cookies->pdata[i]);

  return TRUE;
}
