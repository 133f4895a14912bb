/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cookie as a jar keeps it, and where it may go (RFC 6265bis 5.1, 5.8.3). */
#define G_LOG_DOMAIN "rh-cookie"

#include "config.h"

#include "http/rh-cookie.h"

#include <gio/gio.h>
#include <string.h>

struct _RhCookie
{
  GObject parent_instance;

  RhCookieFields fields; /* its strings and value are owned */
};

G_DEFINE_FINAL_TYPE (RhCookie, rh_cookie, G_TYPE_OBJECT)

static void
rh_cookie_finalize (GObject *object)
{
  RhCookieFields *fields = &RH_COOKIE (object)->fields;

  g_free ((char *) fields->name);
  g_free ((char *) fields->domain);
  g_free ((char *) fields->path);
  g_clear_pointer (&fields->value, rh_secret_unref);

  G_OBJECT_CLASS (rh_cookie_parent_class)->finalize (object);
}

static void
rh_cookie_class_init (RhCookieClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_cookie_finalize;
}

static void
rh_cookie_init (RhCookie *self)
{
}

RhCookie *
rh_cookie_new (const RhCookieFields *fields)
{
  RhCookie *self;

  g_return_val_if_fail (fields != NULL, NULL);
  g_return_val_if_fail (fields->name != NULL && fields->value != NULL, NULL);
  g_return_val_if_fail (fields->domain != NULL, NULL);
  g_return_val_if_fail (fields->path != NULL && *fields->path == '/', NULL);

  self = g_object_new (RH_TYPE_COOKIE, NULL);
  self->fields = *fields;
  self->fields.name = g_strdup (fields->name);
  self->fields.value = rh_secret_ref (fields->value);
  self->fields.domain = g_strdup (fields->domain);
  self->fields.path = g_strdup (fields->path);

  return self;
}

const RhCookieFields *
rh_cookie_get_fields (RhCookie *self)
{
  g_return_val_if_fail (RH_IS_COOKIE (self), NULL);

  return &self->fields;
}

gboolean
rh_cookie_is_same (RhCookie *self, RhCookie *other)
{
  const RhCookieFields *a;
  const RhCookieFields *b;

  g_return_val_if_fail (RH_IS_COOKIE (self), FALSE);
  g_return_val_if_fail (RH_IS_COOKIE (other), FALSE);

  a = &self->fields;
  b = &other->fields;

  return a->host_only == b->host_only && strcmp (a->name, b->name) == 0
         && strcmp (a->domain, b->domain) == 0 && strcmp (a->path, b->path) == 0;
}

gboolean
rh_cookie_is_expired (RhCookie *self, gint64 now)
{
  g_return_val_if_fail (RH_IS_COOKIE (self), TRUE);

  return self->fields.expires != RH_COOKIE_NO_EXPIRY && self->fields.expires <= now;
}

gboolean
rh_cookie_goes_to (RhCookie *self, const RhUrl *url)
{
  const RhCookieFields *fields;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (RH_IS_COOKIE (self), FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  fields = &self->fields;
  if (fields->secure && !rh_cookie_url_is_secure (url))
    return FALSE;

  host = rh_url_dup_host (url);
  if (fields->host_only ? strcmp (host, fields->domain) != 0
                        : !rh_cookie_domain_matches (host, fields->domain))
    return FALSE;

  path = rh_cookie_dup_path (url);

  return rh_cookie_path_matches (path, fields->path);
}

gboolean
rh_cookie_url_is_secure (const RhUrl *url)
{
  g_return_val_if_fail (url != NULL, FALSE);

  return rh_url_is_https (url) || rh_url_is_loopback (url);
}

gboolean
rh_cookie_domain_matches (const char *host, const char *domain)
{
  gsize host_length;
  gsize domain_length;

  g_return_val_if_fail (host != NULL && domain != NULL, FALSE);

  host_length = strlen (host);
  domain_length = strlen (domain);
  if (strcmp (host, domain) == 0)
    return TRUE;

  return domain_length > 0 && host_length > domain_length + 1 && g_str_has_suffix (host, domain)
         && host[host_length - domain_length - 1] == '.' && !g_hostname_is_ip_address (host);
}

gboolean
rh_cookie_path_matches (const char *path, const char *cookie_path)
{
  gsize length;

  g_return_val_if_fail (path != NULL && cookie_path != NULL, FALSE);

  length = strlen (cookie_path);
  if (strncmp (path, cookie_path, length) != 0)
    return FALSE;

  return path[length] == '\0' || path[length] == '/'
         || (length > 0 && cookie_path[length - 1] == '/');
}

char *
rh_cookie_dup_path (const RhUrl *url)
{
  char *target;

  g_return_val_if_fail (url != NULL, NULL);

  target = rh_url_dup_request_target (url, NULL);
  target[strcspn (target, "?")] = '\0';

  return target;
}
