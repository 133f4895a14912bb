/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved sign-ins: list the slots, read one after the other, and end one of them. Whatever is in use
 * is ended by its connection, so that it knows at once. */
#define G_LOG_DOMAIN "rh-saved-sign-ins"

#include "config.h"

#include "workspace/rh-saved-sign-ins.h"

#include "collection/rh-resolver.h"
#include "oauth/rh-sign-out-operation.h"
#include "oauth/rh-token-slot.h"
#include "text/rh-url.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-variable-snapshot.h"

struct _RhSavedSignIns
{
  GObject parent_instance;

  /* owned */
  RhWorkspace *workspace;
  GListStore *sign_ins; /* of RhSavedSignIn */
};

/* What the open collections lead to. */
typedef struct
{
  GHashTable *slots;   /* a slot that something leads to */
  GHashTable *open;    /* id of a collection */
  GHashTable *unclear; /* place_key() of what cannot be filled in without secrets */
} Known;

typedef struct
{
  Known known;
  GStrv slots;
  guint next;
  GPtrArray *found; /* of RhSavedSignIn */
} Load;

static void load_next (GTask *task);
static void rh_saved_sign_ins_init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhSavedSignIns,
                               rh_saved_sign_ins,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      rh_saved_sign_ins_init_list_model))

/* What is known */

static char *
place_key (const char *collection_id, const char *environment, const char *label)
{
  return g_strdup_printf ("%s/%s\n%s", collection_id, environment, label);
}

static void
note_account (Known *known, RhCollection *collection, RhEnvironment *environment, const char *label)
{
  const char *id = rh_collection_get_id (collection);
  const char *name = rh_environment_get_name (environment);
  g_autoptr (RhVariableSnapshot) plain
      = rh_variable_snapshot_new_plain (collection, environment, NULL, NULL);
  g_autoptr (RhOAuthConfig) config = rh_resolver_fill_oauth (
      rh_collection_get_oauth (collection), rh_variable_snapshot_lookup, plain, NULL);

  if (config != NULL)
    g_hash_table_add (known->slots, rh_token_slot_new (id, name, label, config));
  else
    g_hash_table_add (known->unclear, place_key (id, name, label));
}

static void
note_environment (Known *known,
                  RhAccounts *accounts,
                  RhCollection *collection,
                  RhEnvironment *environment)
{
  g_auto (GStrv) labels = rh_accounts_dup_labels (accounts, rh_collection_get_id (collection),
                                                  rh_environment_get_name (environment));

  note_account (known, collection, environment, "");
  for (guint i = 0; labels[i] != NULL; i++)
    note_account (known, collection, environment, labels[i]);
}

static void
note_collection (Known *known, RhAccounts *accounts, RhCollection *collection)
{
  GListModel *environments = rh_collection_get_environments (collection);
  guint n = g_list_model_get_n_items (environments);

  g_hash_table_add (known->open, g_strdup (rh_collection_get_id (collection)));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      note_environment (known, accounts, collection, environment);
    }
}

static void
known_init (Known *known, RhWorkspace *workspace)
{
  GListModel *collections = rh_workspace_get_collections (workspace);
  guint n = g_list_model_get_n_items (collections);

  known->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  known->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  known->unclear = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhCollection) collection = g_list_model_get_item (collections, i);

      note_collection (known, rh_workspace_get_accounts (workspace), collection);
    }
}

static void
known_clear (Known *known)
{
  g_hash_table_unref (known->slots);
  g_hash_table_unref (known->open);
  g_hash_table_unref (known->unclear);
}

static const char *
or_empty (const char *text)
{
  return text == NULL ? "" : text;
}

static RhSignInUse
find_use (const Known *known, const char *slot, RhToken *token)
{
  const char *id = or_empty (rh_token_get_fact (token, RH_TOKEN_FACT_COLLECTION));
  g_autofree char *place
      = place_key (id, or_empty (rh_token_get_fact (token, RH_TOKEN_FACT_ENVIRONMENT)),
                   or_empty (rh_token_get_fact (token, RH_TOKEN_FACT_LABEL)));

  if (g_hash_table_contains (known->slots, slot) || g_hash_table_contains (known->unclear, place))
    return RH_SIGN_IN_USED;

  return g_hash_table_contains (known->open, id) ? RH_SIGN_IN_ORPHAN : RH_SIGN_IN_ELSEWHERE;
}

/* Load */

static void
load_free (Load *load)
{
  known_clear (&load->known);
  g_strfreev (load->slots);
  g_ptr_array_unref (load->found);
  g_free (load);
}

static void
add_found (GTask *task, RhSecret *blob, const GError *error)
{
  RhSavedSignIns *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  const RhClock *clock = rh_workspace_get_clock (self->workspace);
  const char *slot = load->slots[load->next];
  g_autoptr (GError) unreadable = NULL;
  g_autoptr (RhToken) token = blob == NULL ? NULL : rh_token_deserialize (blob, clock, &unreadable);

  if (token != NULL)
    g_ptr_array_add (
        load->found,
        rh_saved_sign_in_new (slot, token, find_use (&load->known, slot, token), NULL, clock));
  else
    g_ptr_array_add (load->found, rh_saved_sign_in_new (slot, NULL, RH_SIGN_IN_UNREADABLE,
                                                        error != NULL ? error : unreadable, clock));
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) blob = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (g_task_return_error_if_cancelled (task))
    return;

  /* neither there nor an error: somebody signed out meanwhile */
  if (blob != NULL || error != NULL)
    add_found (task, blob, error);
  load->next++;
  load_next (task);
}

static int
compare_text (const char *a, const char *b)
{
  /* what is not known comes last */
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  return g_utf8_collate (a, b);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  static const RhTokenFact order[] = { RH_TOKEN_FACT_COLLECTION_NAME, RH_TOKEN_FACT_COLLECTION,
                                       RH_TOKEN_FACT_ENVIRONMENT, RH_TOKEN_FACT_LABEL };
  RhSavedSignIn *one = *(RhSavedSignIn *const *) a;
  RhSavedSignIn *other = *(RhSavedSignIn *const *) b;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      int difference = compare_text (rh_saved_sign_in_get_fact (one, order[i]),
                                     rh_saved_sign_in_get_fact (other, order[i]));

      if (difference != 0)
        return difference;
    }

  return g_strcmp0 (rh_saved_sign_in_get_slot (one), rh_saved_sign_in_get_slot (other));
}

static void
load_next (GTask *task)
{
  RhSavedSignIns *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);

  if (load->slots[load->next] != NULL)
    {
      rh_keyring_lookup_async (rh_workspace_get_keyring (self->workspace), RH_KEYRING_KIND_TOKEN,
                               load->slots[load->next], g_task_get_cancellable (task), looked_up_cb,
                               g_object_ref (task));
      return;
    }

  g_ptr_array_sort (load->found, compare);
  g_list_store_splice (self->sign_ins, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sign_ins)),
                       load->found->pdata, load->found->len);
  g_task_return_boolean (task, TRUE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->slots = rh_keyring_list_finish (RH_KEYRING (source), result, &error);
  if (load->slots == NULL)
    g_task_return_error (task, error);
  else
    load_next (task);
}

void
rh_saved_sign_ins_load_async (RhSavedSignIns *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (RH_IS_SAVED_SIGN_INS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_saved_sign_ins_load_async);
  load = g_new0 (Load, 1);
  known_init (&load->known, self->workspace);
  load->found = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  rh_keyring_list_async (rh_workspace_get_keyring (self->workspace), RH_KEYRING_KIND_TOKEN,
                         cancellable, listed_cb, task);
}

gboolean
rh_saved_sign_ins_load_finish (RhSavedSignIns *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* End */

typedef struct
{
  RhSavedSignIn *sign_in;
  gboolean revoke;
  gboolean revoked;
} End;

static void
end_free (End *end)
{
  g_object_unref (end->sign_in);
  g_free (end);
}

/* Takes @error. */
static void
ended (GTask *task, gboolean done, gboolean revoked, GError *error)
{
  RhSavedSignIns *self = g_task_get_source_object (task);
  End *end = g_task_get_task_data (task);
  guint position;

  if (!done)
    {
      g_task_return_error (task, error);
      return;
    }

  end->revoked = revoked;
  if (g_list_store_find (self->sign_ins, end->sign_in, &position))
    g_list_store_remove (self->sign_ins, position);
  g_task_return_boolean (task, TRUE);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean revoked = FALSE;
  gboolean done
      = rh_sign_out_operation_run_finish (RH_SIGN_OUT_OPERATION (source), result, &revoked, &error);

  ended (task, done, revoked, error);
}

static void
connection_signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *connection = RH_CONNECTION (source);
  GError *error = NULL;
  gboolean done = rh_connection_finish (connection, result, &error);

  ended (task, done, done && rh_connection_was_revoked (connection), error);
}

static RhOAuthConfig *
new_config (RhSavedSignIn *sign_in, RhSecret *client_secret)
{
  const char *nick = or_empty (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_CLIENT_AUTH));
  g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_CLIENT_AUTH);
  GEnumValue *auth = g_enum_get_value_by_nick (klass, nick);
  RhOAuthConfig *config = rh_oauth_config_new ();

  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL,
                       rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_TOKEN_URL));
  rh_oauth_config_set (config, RH_OAUTH_REVOCATION_URL,
                       rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_REVOCATION_URL));
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID,
                       rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_CLIENT_ID));
  rh_oauth_config_set_client_secret (config, client_secret);
  if (auth != NULL)
    rh_oauth_config_set_client_auth (config, (RhClientAuth) auth->value);

  return config;
}

static void
run_sign_out (GTask *task, RhSecret *client_secret)
{
  RhSavedSignIns *self = g_task_get_source_object (task);
  const End *end = g_task_get_task_data (task);
  g_autoptr (RhOAuthConfig) config = new_config (end->sign_in, client_secret);
  g_autoptr (RhTokenStore) store = rh_token_store_new (
      rh_workspace_get_keyring (self->workspace), rh_workspace_get_state_dir (self->workspace),
      rh_saved_sign_in_get_slot (end->sign_in), "OAuth 2.0");
  g_autoptr (RhSignOutOperation) operation = NULL;
  GError *error = NULL;

  if (end->revoke && !rh_oauth_config_check_client (config, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  operation = rh_sign_out_operation_new (
      store, end->revoke ? rh_workspace_get_oauth_transport (self->workspace) : NULL, config, NULL,
      NULL);
  rh_sign_out_operation_run_async (operation, g_task_get_cancellable (task), signed_out_cb,
                                   g_object_ref (task));
}

static char *
dup_secret_slot (RhSavedSignIn *sign_in)
{
  return rh_client_secret_slot_new (
      or_empty (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_COLLECTION)),
      or_empty (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_ENVIRONMENT)),
      rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_TOKEN_URL),
      rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_CLIENT_ID));
}

static void
client_secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (RhSecret) client_secret
      = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    run_sign_out (task, client_secret);
}

/* Token and client secret go where a sign-in has gone, and nowhere else (security.md 4.2). */
static gboolean
may_revoke (RhSavedSignIns *self, RhSavedSignIn *sign_in, const char *secret_slot)
{
  RhBindings *bindings = rh_workspace_get_bindings (self->workspace);
  const char *url = rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_REVOCATION_URL);
  g_autofree char *origin = url == NULL ? NULL : rh_url_text_dup_origin (url);

  return origin != NULL && rh_saved_sign_in_can_revoke (sign_in)
         && (!rh_bindings_has_any (bindings, secret_slot)
             || rh_bindings_allows (bindings, secret_slot, origin));
}

/* (transfer full) The connection that has this sign-in in memory, or NULL. */
static RhConnection *
find_connection (RhSavedSignIns *self, const char *slot)
{
  g_autoptr (GPtrArray) connections = rh_workspace_list_connections (self->workspace);

  for (guint i = 0; i < connections->len; i++)
    if (g_strcmp0 (rh_connection_get_slot (connections->pdata[i]), slot) == 0)
      return g_object_ref (connections->pdata[i]);

  return NULL;
}

void
rh_saved_sign_ins_end_async (RhSavedSignIns *self,
                             RhSavedSignIn *sign_in,
                             gboolean revoke,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (RhConnection) connection = NULL;
  g_autofree char *secret_slot = NULL;
  End *end;

  g_return_if_fail (RH_IS_SAVED_SIGN_INS (self));
  g_return_if_fail (RH_IS_SAVED_SIGN_IN (sign_in));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_saved_sign_ins_end_async);
  /* What was forgotten was forgotten, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  end = g_new0 (End, 1);
  end->sign_in = g_object_ref (sign_in);
  end->revoke = revoke;
  g_task_set_task_data (task, end, (GDestroyNotify) end_free);

  secret_slot = dup_secret_slot (sign_in);
  connection = find_connection (self, rh_saved_sign_in_get_slot (sign_in));
  if (connection != NULL)
    rh_connection_sign_out_async (connection, revoke, cancellable, connection_signed_out_cb,
                                  g_steal_pointer (&task));
  else if (!revoke)
    run_sign_out (task, NULL);
  else if (!may_revoke (self, sign_in, secret_slot))
    g_task_return_new_error (task, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_MISSING, "%s",
                             RH_OAUTH_REVOCATION_URL);
  else
    rh_keyring_lookup_async (rh_workspace_get_keyring (self->workspace),
                             RH_KEYRING_KIND_CLIENT_SECRET, secret_slot, cancellable,
                             client_secret_cb, g_steal_pointer (&task));
}

gboolean
rh_saved_sign_ins_end_finish (RhSavedSignIns *self,
                              GAsyncResult *result,
                              gboolean *revoked,
                              GError **error)
{
  const End *end;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  end = g_task_get_task_data (G_TASK (result));
  if (revoked != NULL)
    *revoked = end->revoked;

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* List model */

static GType
get_item_type (GListModel *model)
{
  return RH_TYPE_SAVED_SIGN_IN;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (RH_SAVED_SIGN_INS (model)->sign_ins));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (RH_SAVED_SIGN_INS (model)->sign_ins), position);
}

static void
rh_saved_sign_ins_init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Object */

static void
rh_saved_sign_ins_finalize (GObject *object)
{
  RhSavedSignIns *self = RH_SAVED_SIGN_INS (object);

  g_object_unref (self->sign_ins);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_saved_sign_ins_parent_class)->finalize (object);
}

static void
rh_saved_sign_ins_class_init (RhSavedSignInsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_saved_sign_ins_finalize;
}

static void
rh_saved_sign_ins_init (RhSavedSignIns *self)
{
  self->sign_ins = g_list_store_new (RH_TYPE_SAVED_SIGN_IN);
  g_signal_connect_object (self->sign_ins, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

RhSavedSignIns *
rh_saved_sign_ins_new (RhWorkspace *workspace)
{
  RhSavedSignIns *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RH_TYPE_SAVED_SIGN_INS, NULL);
  self->workspace = g_object_ref (workspace);
  return self;
}
