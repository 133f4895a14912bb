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
  GHashTable *answers; /* origin → what the system said, joined */
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

/* TRUE: it is another one than before. */
static gboolean
note_answer (RhProxyResolver *self, const char *origin, char **proxies)
{
  g_autofree char *answer = g_strjoinv (" ", proxies);

  if (origin == NULL || g_strcmp0 (g_hash_table_lookup (self->answers, origin), answer) == 0)
    return FALSE;

  g_hash_table_insert (self->answers, g_strdup (origin), g_steal_pointer (&answer));
  return TRUE;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  note_answer (g_task_get_source_object (task), g_task_get_task_data (task), proxies);
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
  g_task_set_task_data (task, rh_url_text_dup_origin (uri), g_free);

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
  g_hash_table_unref (RH_PROXY_RESOLVER (object)->answers);

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
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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

gboolean
rh_proxy_resolver_was_asked (RhProxyResolver *self, const char *uri)
{
  g_autofree char *origin = NULL;

  g_return_val_if_fail (RH_IS_PROXY_RESOLVER (self), FALSE);

  origin = rh_url_text_dup_origin (uri);
  return origin != NULL && g_hash_table_contains (self->answers, origin);
}

static void
asked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  g_task_return_boolean (task, proxies != NULL
                                   && note_answer (g_task_get_source_object (task),
                                                   g_task_get_task_data (task), proxies));
}

void
rh_proxy_resolver_ask_again_async (RhProxyResolver *self,
                                   const char *uri,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_PROXY_RESOLVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_proxy_resolver_ask_again_async);
  g_task_set_task_data (task, rh_url_text_dup_origin (uri), g_free);
  g_proxy_resolver_lookup_async (self->system, uri, cancellable, asked_again_cb,
                                 g_object_ref (task));
}

gboolean
rh_proxy_resolver_ask_again_finish (RhProxyResolver *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
