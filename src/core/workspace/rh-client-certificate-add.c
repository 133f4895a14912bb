/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client certificate that a user chose: file, then keyring, then rule. The rule comes last, so
 * that no request meets it without its pass phrase. */
#define G_LOG_DOMAIN "rh-client-certificate-add"

#include "config.h"

#include "workspace/rh-client-certificate-add.h"

#include "http/rh-client-certificate.h"

typedef struct
{
  char *origin;
  char *certificate;
  char *key;
} Chosen;

static void
chosen_free (gpointer data)
{
  Chosen *chosen = data;

  g_free (chosen->origin);
  g_free (chosen->certificate);
  g_free (chosen->key);
  g_free (chosen);
}

static void
add (GTask *task)
{
  const Chosen *chosen = g_task_get_task_data (task);
  GError *error = NULL;

  if (rh_network_rules_set_client_certificate (g_task_get_source_object (task), chosen->origin,
                                               chosen->certificate, chosen->key, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rh_network_rules_keep_secret_finish (RH_NETWORK_RULES (source), result, &error))
    add (task);
  else
    g_task_return_error (task, error);
}

void
rh_client_certificate_add_async (RhNetworkRules *rules,
                                 const char *origin,
                                 const char *certificate,
                                 const char *key,
                                 RhSecret *pass_phrase,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTlsCertificate) loaded = NULL;
  g_autoptr (GTask) task = NULL;
  Chosen *chosen;
  GError *error = NULL;

  g_return_if_fail (RH_IS_NETWORK_RULES (rules));
  g_return_if_fail (origin != NULL && certificate != NULL);

  task = g_task_new (rules, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_client_certificate_add_async);
  loaded = rh_client_certificate_load (certificate, key, pass_phrase, &error);
  if (loaded == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  chosen = g_new0 (Chosen, 1);
  chosen->origin = g_strdup (origin);
  chosen->certificate = g_strdup (certificate);
  chosen->key = g_strdup (key);
  g_task_set_task_data (task, chosen, chosen_free);
  if (pass_phrase == NULL)
    add (task);
  else
    rh_network_rules_keep_secret_async (rules, origin, pass_phrase, cancellable, kept_cb,
                                        g_object_ref (task));
}

gboolean
rh_client_certificate_add_finish (RhNetworkRules *rules, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, rules), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
