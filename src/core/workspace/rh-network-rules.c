/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided about the network, kept as one state file. Each change begins a new
 * generation, so that no connection made under other rules is used again. */
#define G_LOG_DOMAIN "rh-network-rules"

#include "config.h"

#include "workspace/rh-network-rules.h"

#include "http/rh-certificate.h"
#include "http/rh-client-certificate.h"
#include "http/rh-request.h"
#include "workspace/rh-network-entry.h"

#include <string.h>

/* What keyring managers show. */
#define LABEL "Rehearsal"

struct _RhNetworkRules
{
  GObject parent_instance;

  /* owned */
  RhStateFile *state; /* origin or RH_NETWORK_PROXY_KEY → RhNetworkEntry */
  RhKeyring *keyring;
  GListStore *list;             /* NULL before it was asked for */
  GHashTable *clients;          /* origin → GTlsCertificate, of this generation */
  RhSecret *proxy_password;     /* of this generation */
  RhProxySettings *unset_proxy; /* what holds where nothing is set */

  /* plain */
  guint64 generation;
  gboolean has_proxy_password; /* it was looked up */
};

/* One gathering under way. */
typedef struct
{
  char *origin;
  RhNetworkTerms *terms;
} Gathering;

static void rh_network_rules_policy_init (RhNetworkPolicyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhNetworkRules,
                               rh_network_rules,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_NETWORK_POLICY,
                                                      rh_network_rules_policy_init))

/* The file */

static RhNetworkEntry *
find (RhNetworkRules *self, const char *key)
{
  return g_hash_table_lookup (rh_state_file_get_entries (self->state), key);
}

/* Of the file as it is now, to be changed. */
static RhNetworkEntry *
edit (RhNetworkRules *self, const char *key)
{
  RhNetworkEntry *entry;

  rh_state_file_read_again (self->state);
  entry = find (self, key);
  if (entry == NULL)
    {
      entry = g_new0 (RhNetworkEntry, 1);
      g_hash_table_insert (rh_state_file_get_entries (self->state), g_strdup (key), entry);
    }

  return entry;
}

/* The list */

static int
compare_origins (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
make_rules (RhNetworkRules *self)
{
  GHashTable *entries = rh_state_file_get_entries (self->state);
  g_autoptr (GPtrArray) keys = g_hash_table_get_keys_as_ptr_array (entries);
  GPtrArray *rules = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_sort (keys, compare_origins);
  for (guint i = 0; i < keys->len; i++)
    {
      const RhNetworkEntry *entry = g_hash_table_lookup (entries, keys->pdata[i]);

      if (!g_str_equal (keys->pdata[i], RH_NETWORK_PROXY_KEY))
        g_ptr_array_add (rules, rh_network_rule_new (keys->pdata[i], entry->trusted,
                                                     entry->certificate, entry->key));
    }

  return rules;
}

static void
fill_list (RhNetworkRules *self)
{
  g_autoptr (GPtrArray) rules = make_rules (self);

  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                       rules->pdata, rules->len);
}

GListModel *
rh_network_rules_get_list (RhNetworkRules *self)
{
  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), NULL);

  if (self->list == NULL)
    {
      self->list = g_list_store_new (RH_TYPE_NETWORK_RULE);
      fill_list (self);
    }

  return G_LIST_MODEL (self->list);
}

const GError *
rh_network_rules_get_problem (RhNetworkRules *self)
{
  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), NULL);

  rh_state_file_get_entries (self->state);

  return rh_state_file_get_problem (self->state);
}

/* Changing */

static void
forget_fetched (RhNetworkRules *self)
{
  self->generation++;
  g_hash_table_remove_all (self->clients);
  g_clear_pointer (&self->proxy_password, rh_secret_unref);
  self->has_proxy_password = FALSE;
}

static gboolean
save (RhNetworkRules *self, GError **error)
{
  gboolean done = rh_state_file_write (self->state, error);

  forget_fetched (self);
  if (self->list != NULL)
    fill_list (self);

  return done;
}

/* What says nothing any more is no rule. */
static gboolean
save_entry (RhNetworkRules *self, const char *origin, const RhNetworkEntry *entry, GError **error)
{
  if (entry->trusted == NULL && entry->certificate == NULL)
    g_hash_table_remove (rh_state_file_get_entries (self->state), origin);

  return save (self, error);
}

gboolean
rh_network_rules_trust (RhNetworkRules *self,
                        const char *origin,
                        GTlsCertificate *certificate,
                        GError **error)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), FALSE);
  g_return_val_if_fail (origin != NULL && g_str_has_prefix (origin, "https://"), FALSE);
  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), FALSE);

  sha256 = rh_certificate_dup_sha256 (certificate);

  return rh_network_rules_trust_again (self, origin, sha256, error);
}

gboolean
rh_network_rules_trust_again (RhNetworkRules *self,
                              const char *origin,
                              const char *sha256,
                              GError **error)
{
  RhNetworkEntry *entry;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), FALSE);
  g_return_val_if_fail (origin != NULL && g_str_has_prefix (origin, "https://"), FALSE);
  g_return_val_if_fail (sha256 != NULL && strlen (sha256) == 64, FALSE);

  entry = edit (self, origin);
  g_set_str (&entry->trusted, sha256);

  return save_entry (self, origin, entry, error);
}

gboolean
rh_network_rules_distrust (RhNetworkRules *self, const char *origin, GError **error)
{
  RhNetworkEntry *entry;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), FALSE);
  g_return_val_if_fail (origin != NULL, FALSE);

  entry = edit (self, origin);
  g_clear_pointer (&entry->trusted, g_free);

  return save_entry (self, origin, entry, error);
}

gboolean
rh_network_rules_set_client_certificate (RhNetworkRules *self,
                                         const char *origin,
                                         const char *certificate,
                                         const char *key,
                                         GError **error)
{
  RhNetworkEntry *entry;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), FALSE);
  g_return_val_if_fail (origin != NULL && g_str_has_prefix (origin, "https://"), FALSE);

  if (certificate == NULL)
    {
      rh_network_rules_keep_secret_async (self, origin, NULL, NULL, NULL, NULL);
      return rh_network_rules_take_client_certificate (self, origin, error);
    }

  entry = edit (self, origin);
  g_set_str (&entry->certificate, certificate);
  g_set_str (&entry->key, key);

  return save_entry (self, origin, entry, error);
}

gboolean
rh_network_rules_take_client_certificate (RhNetworkRules *self, const char *origin, GError **error)
{
  RhNetworkEntry *entry;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), FALSE);
  g_return_val_if_fail (origin != NULL, FALSE);

  entry = edit (self, origin);
  g_clear_pointer (&entry->certificate, g_free);
  g_clear_pointer (&entry->key, g_free);

  return save_entry (self, origin, entry, error);
}

void
rh_network_rules_forget_pass_phrase (RhNetworkRules *self, const char *origin)
{
  const RhNetworkEntry *entry;

  g_return_if_fail (RH_IS_NETWORK_RULES (self));
  g_return_if_fail (origin != NULL);

  entry = find (self, origin);
  if (entry == NULL || entry->certificate == NULL)
    rh_network_rules_keep_secret_async (self, origin, NULL, NULL, NULL, NULL);
}

const RhProxySettings *
rh_network_rules_get_proxy (RhNetworkRules *self)
{
  RhNetworkEntry *entry;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), NULL);

  entry = find (self, RH_NETWORK_PROXY_KEY);

  return entry == NULL ? self->unset_proxy : entry->proxy;
}

gboolean
rh_network_rules_set_proxy (RhNetworkRules *self, const RhProxySettings *proxy, GError **error)
{
  RhNetworkEntry *entry;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (self), FALSE);
  g_return_val_if_fail (proxy != NULL, FALSE);

  if (!rh_proxy_settings_check (proxy, error))
    return FALSE;

  entry = edit (self, RH_NETWORK_PROXY_KEY);
  g_clear_pointer (&entry->proxy, rh_proxy_settings_free);
  entry->proxy = rh_proxy_settings_copy (proxy);
  g_clear_pointer (&entry->proxy->password, rh_secret_unref);

  return save (self, error);
}

/* Secrets */

static const char *
secret_kind (const char *origin)
{
  return origin == NULL ? RH_KEYRING_KIND_PROXY_PASSWORD : RH_KEYRING_KIND_PASS_PHRASE;
}

/* Attributes are stored in clear, and where somebody works is nobody's business. */
static char *
dup_slot (const char *origin)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                        origin == NULL ? RH_NETWORK_PROXY_KEY : origin, -1);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhNetworkRules *self = g_task_get_source_object (task);
  gboolean forget = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  gboolean done = forget ? rh_keyring_clear_finish (RH_KEYRING (source), result, &error)
                         : rh_keyring_store_finish (RH_KEYRING (source), result, &error);

  forget_fetched (self);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
rh_network_rules_keep_secret_async (RhNetworkRules *self,
                                    const char *origin,
                                    RhSecret *secret,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *slot = NULL;
  GTask *task;

  g_return_if_fail (RH_IS_NETWORK_RULES (self));

  slot = dup_slot (origin);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_network_rules_keep_secret_async);
  g_task_set_task_data (task, GINT_TO_POINTER (secret == NULL), NULL);
  if (secret == NULL)
    rh_keyring_clear_async (self->keyring, secret_kind (origin), slot, cancellable, kept_cb, task);
  else
    rh_keyring_store_async (self->keyring, secret_kind (origin), slot, LABEL, secret, cancellable,
                            kept_cb, task);
}

gboolean
rh_network_rules_keep_secret_finish (RhNetworkRules *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Gathering: file, then password of the proxy, then client certificate */

static void
gathering_free (gpointer data)
{
  Gathering *gathering = data;

  g_free (gathering->origin);
  rh_network_terms_unref (gathering->terms);
  g_free (gathering);
}

static void
gathered (GTask *task)
{
  Gathering *gathering = g_task_get_task_data (task);

  g_task_return_pointer (task, rh_network_terms_ref (gathering->terms),
                         (GDestroyNotify) rh_network_terms_unref);
}

static void
load_client (GTask *task, RhSecret *pass_phrase)
{
  RhNetworkRules *self = g_task_get_source_object (task);
  Gathering *gathering = g_task_get_task_data (task);
  const RhNetworkEntry *entry = find (self, gathering->origin);
  GError *error = NULL;

  /* the rule may have gone while the keyring was asked */
  if (entry != NULL && entry->certificate != NULL)
    gathering->terms->client
        = rh_client_certificate_load (entry->certificate, entry->key, pass_phrase, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (gathering->terms->client != NULL && gathering->terms->generation == self->generation)
    g_hash_table_insert (self->clients, g_strdup (gathering->origin),
                         g_object_ref (gathering->terms->client));
  gathered (task);
}

static void
pass_phrase_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (RhSecret) pass_phrase = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    load_client (task, pass_phrase);
}

static void
gather_client (GTask *task)
{
  RhNetworkRules *self = g_task_get_source_object (task);
  Gathering *gathering = g_task_get_task_data (task);
  const RhNetworkEntry *entry = find (self, gathering->origin);
  GTlsCertificate *known = g_hash_table_lookup (self->clients, gathering->origin);
  g_autofree char *slot = NULL;

  if (entry == NULL || entry->certificate == NULL)
    gathered (task);
  else if (known != NULL)
    {
      gathering->terms->client = g_object_ref (known);
      gathered (task);
    }
  else if (!rh_client_certificate_is_pkcs12 (entry->certificate))
    load_client (task, NULL);
  else
    {
      slot = dup_slot (gathering->origin);
      rh_keyring_lookup_async (self->keyring, RH_KEYRING_KIND_PASS_PHRASE, slot,
                               g_task_get_cancellable (task), pass_phrase_cb, g_object_ref (task));
    }
}

static void
take_proxy_password (GTask *task)
{
  RhNetworkRules *self = g_task_get_source_object (task);
  Gathering *gathering = g_task_get_task_data (task);

  if (self->proxy_password != NULL)
    gathering->terms->proxy->password = rh_secret_ref (self->proxy_password);
  gather_client (task);
}

static void
proxy_password_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhNetworkRules *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RhSecret) password = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->proxy_password, rh_secret_unref);
  self->proxy_password = g_steal_pointer (&password);
  self->has_proxy_password = TRUE;
  take_proxy_password (task);
}

static void
gather_proxy (GTask *task)
{
  RhNetworkRules *self = g_task_get_source_object (task);
  Gathering *gathering = g_task_get_task_data (task);
  const RhProxySettings *proxy = gathering->terms->proxy;
  g_autofree char *slot = NULL;

  if (proxy == NULL || proxy->mode != RH_PROXY_MANUAL || proxy->user == NULL)
    gather_client (task);
  else if (self->has_proxy_password)
    take_proxy_password (task);
  else
    {
      slot = dup_slot (NULL);
      rh_keyring_lookup_async (self->keyring, RH_KEYRING_KIND_PROXY_PASSWORD, slot,
                               g_task_get_cancellable (task), proxy_password_cb,
                               g_object_ref (task));
    }
}

static void
rh_network_rules_gather_async (RhNetworkPolicy *policy,
                               const char *origin,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  RhNetworkRules *self = RH_NETWORK_RULES (policy);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const GError *problem = rh_state_file_get_problem (self->state);
  Gathering *gathering = g_new0 (Gathering, 1);
  const RhNetworkEntry *entry = find (self, origin);
  const RhNetworkEntry *proxy = find (self, RH_NETWORK_PROXY_KEY);

  g_task_set_source_tag (task, rh_network_rules_gather_async);
  gathering->origin = g_strdup (origin);
  gathering->terms = rh_network_terms_new ();
  gathering->terms->generation = self->generation;
  gathering->terms->trusted = entry == NULL ? NULL : g_strdup (entry->trusted);
  gathering->terms->proxy = proxy == NULL ? NULL : rh_proxy_settings_copy (proxy->proxy);
  g_task_set_task_data (task, gathering, gathering_free);

  if (problem != NULL)
    g_task_return_new_error_literal (task, RH_HTTP_ERROR, RH_HTTP_ERROR_RULES, problem->message);
  else
    gather_proxy (task);
}

static RhNetworkTerms *
rh_network_rules_gather_finish (RhNetworkPolicy *policy, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, policy), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rh_network_rules_policy_init (RhNetworkPolicyInterface *iface)
{
  iface->gather_async = rh_network_rules_gather_async;
  iface->gather_finish = rh_network_rules_gather_finish;
}

/* Object */

static void
rh_network_rules_finalize (GObject *object)
{
  RhNetworkRules *self = RH_NETWORK_RULES (object);

  rh_state_file_free (self->state);
  g_clear_object (&self->keyring);
  g_clear_object (&self->list);
  g_clear_pointer (&self->clients, g_hash_table_unref);
  g_clear_pointer (&self->proxy_password, rh_secret_unref);
  g_clear_pointer (&self->unset_proxy, rh_proxy_settings_free);

  G_OBJECT_CLASS (rh_network_rules_parent_class)->finalize (object);
}

static void
rh_network_rules_class_init (RhNetworkRulesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_network_rules_finalize;
}

static void
rh_network_rules_init (RhNetworkRules *self)
{
  self->clients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->unset_proxy = rh_proxy_settings_new (RH_PROXY_SYSTEM);
  self->generation = 1;
}

RhNetworkRules *
rh_network_rules_new (GFile *file, RhKeyring *keyring)
{
  RhNetworkRules *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (RH_IS_KEYRING (keyring), NULL);

  self = g_object_new (RH_TYPE_NETWORK_RULES, NULL);
  self->state = rh_state_file_new (file, rh_network_entry_get_format ());
  self->keyring = g_object_ref (keyring);

  return self;
}
