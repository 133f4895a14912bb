/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's proxies or the user's own, but never for loopback. */
#define G_LOG_DOMAIN "rh-proxy-resolver"

#include "config.h"

#include "http/rh-proxy-resolver.h"

#include "text/rh-url.h"

struct _RhProxyResolver
{
  GObject parent_instance;

  GProxyResolver *system;
  RhProxySettings *settings;
};

/* NULL: it is the system's business. */
static GStrv
find_proxies (RhProxyResolver *self, const char *uri)
{
  g_autoptr (RhUrl) url = rh_url_parse (uri, NULL);
  g_autoptr (GStrvBuilder) proxies = g_strv_builder_new ();
  char *proxy = url == NULL ? NULL : rh_proxy_settings_dup_proxy (self->settings, url);

  if (proxy == NULL)
    return NULL;

  g_strv_builder_take (proxies, proxy);

  return g_strv_builder_end (proxies);
}

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  RhProxyResolver *self = RH_PROXY_RESOLVER (resolver);
  GStrv proxies = find_proxies (self, uri);

  if (proxies != NULL)
    return proxies;

  return g_proxy_resolver_lookup (self->system, uri, cancellable, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
}

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  RhProxyResolver *self = RH_PROXY_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GStrv proxies = find_proxies (self, uri);

  g_task_set_source_tag (task, lookup_async);

  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (self->system, uri, cancellable, looked_up_cb,
                                   g_object_ref (task));
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
iface_init (GProxyResolverInterface *iface)
{
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RhProxyResolver,
                               rh_proxy_resolver,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, iface_init))

static void
rh_proxy_resolver_dispose (GObject *object)
{
  g_clear_object (&RH_PROXY_RESOLVER (object)->system);

  G_OBJECT_CLASS (rh_proxy_resolver_parent_class)->dispose (object);
}

static void
rh_proxy_resolver_finalize (GObject *object)
{
  rh_proxy_settings_free (RH_PROXY_RESOLVER (object)->settings);

  G_OBJECT_CLASS (rh_proxy_resolver_parent_class)->finalize (object);
}

static void
rh_proxy_resolver_class_init (RhProxyResolverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_proxy_resolver_dispose;
  object_class->finalize = rh_proxy_resolver_finalize;
}

static void
rh_proxy_resolver_init (RhProxyResolver *self)
{
}

GProxyResolver *
rh_proxy_resolver_new (GProxyResolver *system, const RhProxySettings *settings)
{
  RhProxyResolver *self = g_object_new (RH_TYPE_PROXY_RESOLVER, NULL);

  g_return_val_if_fail (system == NULL || G_IS_PROXY_RESOLVER (system), NULL);

  self->system = g_object_ref (system != NULL ? system : g_proxy_resolver_get_default ());
  self->settings = settings != NULL ? rh_proxy_settings_copy (settings)
                                    : rh_proxy_settings_new (RH_PROXY_SYSTEM);

  return G_PROXY_RESOLVER (self);
}
