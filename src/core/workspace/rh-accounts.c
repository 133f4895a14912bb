/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of each environment. Read when first asked and again before each change; a file that
 * cannot be read has none, and is not written over. */
#define G_LOG_DOMAIN "rh-accounts"

#include "config.h"

#include "workspace/rh-accounts.h"

#include "collection/rh-json.h"
#include "workspace/rh-state-file.h"

#include <string.h>

/* Of one environment. */
typedef struct
{
  GPtrArray *labels;
  char *chosen; /* "": the default account */
} Entry;

struct _RhAccounts
{
  GObject parent_instance;

  /* owned */
  RhStateFile *state; /* "ID/NAME" → Entry */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (rh_accounts_error, rh_accounts_error)

G_DEFINE_FINAL_TYPE (RhAccounts, rh_accounts, G_TYPE_OBJECT)

static Entry *
entry_new (void)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->labels = g_ptr_array_new_with_free_func (g_free);
  entry->chosen = g_strdup ("");
  return entry;
}

static void
entry_free (Entry *entry)
{
  g_ptr_array_unref (entry->labels);
  g_free (entry->chosen);
  g_free (entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, entry_free)

static gboolean
entry_has (const Entry *entry, const char *label)
{
  return *label == '\0'
         || g_ptr_array_find_with_equal_func (entry->labels, label, g_str_equal, NULL);
}

/* An id has no slash. */
static char *
entry_key (const char *collection_id, const char *environment)
{
  return g_strdup_printf ("%s/%s", collection_id, environment);
}

static gboolean
is_label (const char *label)
{
  if (*label == '\0' || strlen (label) > RH_ACCOUNT_MAX_LENGTH
      || !g_utf8_validate (label, -1, NULL))
    return FALSE;

  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* The file */

static gpointer
read_entry (JsonObject *environments, const char *key, GError **error)
{
  g_autoptr (Entry) entry = entry_new ();
  JsonObject *object;
  JsonArray *labels;
  const char *chosen;

  if (!rh_json_get_object (environments, key, &object, error)
      || !rh_json_get_array (object, "labels", &labels, error)
      || !rh_json_get_string (object, "chosen", &chosen, error))
    return NULL;

  for (guint i = 0; labels != NULL && i < json_array_get_length (labels); i++)
    {
      const char *label = rh_json_element_string (labels, i, "labels", error);

      if (label == NULL)
        return NULL;
      if (is_label (label) && !entry_has (entry, label))
        g_ptr_array_add (entry->labels, g_strdup (label));
    }

  if (entry_has (entry, chosen))
    g_set_str (&entry->chosen, chosen);

  return g_steal_pointer (&entry);
}

static void
write_entry (JsonBuilder *builder, gconstpointer data)
{
  const Entry *entry = data;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entry->labels->len; i++)
    json_builder_add_string_value (builder, entry->labels->pdata[i]);
  json_builder_end_array (builder);
  rh_json_add_string (builder, "chosen", entry->chosen);
  json_builder_end_object (builder);
}

static const RhStateFormat format = {
  .version = 1,
  .member = "environments",
  .read = read_entry,
  .write = write_entry,
  .free = (GDestroyNotify) entry_free,
};

static const Entry *
find (RhAccounts *self, const char *collection_id, const char *environment)
{
  g_autofree char *key = entry_key (collection_id, environment);

  return g_hash_table_lookup (rh_state_file_get_entries (self->state), key);
}

/* Changing */

/* The entry to change, as it is on disk now. */
static Entry *
begin_change (RhAccounts *self, const char *collection_id, const char *environment)
{
  g_autofree char *key = entry_key (collection_id, environment);
  GHashTable *entries;
  Entry *entry;

  rh_state_file_read_again (self->state);
  entries = rh_state_file_get_entries (self->state);
  entry = g_hash_table_lookup (entries, key);
  if (entry == NULL)
    {
      entry = entry_new ();
      g_hash_table_insert (entries, g_steal_pointer (&key), entry);
    }

  return entry;
}

static gboolean
is_empty (gpointer key, gpointer entry, gpointer user_data)
{
  return ((Entry *) entry)->labels->len == 0;
}

static gboolean
end_change (RhAccounts *self, GError **error)
{
  g_hash_table_foreach_remove (rh_state_file_get_entries (self->state), is_empty, NULL);
  return rh_state_file_write (self->state, error);
}

/* Object */

static void
rh_accounts_finalize (GObject *object)
{
  RhAccounts *self = RH_ACCOUNTS (object);

  rh_state_file_free (self->state);

  G_OBJECT_CLASS (rh_accounts_parent_class)->finalize (object);
}

static void
rh_accounts_class_init (RhAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_accounts_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RH_TYPE_ACCOUNTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_accounts_init (RhAccounts *self)
{
}

RhAccounts *
rh_accounts_new (GFile *file)
{
  RhAccounts *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (RH_TYPE_ACCOUNTS, NULL);
  self->state = rh_state_file_new (file, &format);
  return self;
}

GStrv
rh_accounts_dup_labels (RhAccounts *self, const char *collection_id, const char *environment)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const Entry *entry;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), NULL);
  g_return_val_if_fail (collection_id != NULL && environment != NULL, NULL);

  entry = find (self, collection_id, environment);
  for (guint i = 0; entry != NULL && i < entry->labels->len; i++)
    g_strv_builder_add (builder, entry->labels->pdata[i]);

  return g_strv_builder_end (builder);
}

gboolean
rh_accounts_has (RhAccounts *self,
                 const char *collection_id,
                 const char *environment,
                 const char *label)
{
  const Entry *entry;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), FALSE);
  g_return_val_if_fail (collection_id != NULL && environment != NULL && label != NULL, FALSE);

  entry = find (self, collection_id, environment);
  return *label == '\0' || (entry != NULL && entry_has (entry, label));
}

gboolean
rh_accounts_can_add (RhAccounts *self,
                     const char *collection_id,
                     const char *environment,
                     const char *label)
{
  g_autofree char *kept = NULL;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), FALSE);
  g_return_val_if_fail (label != NULL, FALSE);

  kept = g_strstrip (g_strdup (label));
  return is_label (kept) && !rh_accounts_has (self, collection_id, environment, kept);
}

char *
rh_accounts_add (RhAccounts *self,
                 const char *collection_id,
                 const char *environment,
                 const char *label,
                 GError **error)
{
  g_autofree char *kept = NULL;
  Entry *entry;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), NULL);
  g_return_val_if_fail (collection_id != NULL && environment != NULL && label != NULL, NULL);

  kept = g_strstrip (g_strdup (label));
  if (!is_label (kept))
    {
      g_set_error_literal (error, RH_ACCOUNTS_ERROR, RH_ACCOUNTS_ERROR_INVALID, "not a label");
      return NULL;
    }

  entry = begin_change (self, collection_id, environment);
  if (entry_has (entry, kept))
    {
      g_set_error_literal (error, RH_ACCOUNTS_ERROR, RH_ACCOUNTS_ERROR_EXISTS, kept);
      return NULL;
    }

  g_ptr_array_add (entry->labels, g_strdup (kept));
  if (!end_change (self, error))
    return NULL;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return g_steal_pointer (&kept);
}

gboolean
rh_accounts_remove (RhAccounts *self,
                    const char *collection_id,
                    const char *environment,
                    const char *label,
                    GError **error)
{
  Entry *entry;
  guint index;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), FALSE);
  g_return_val_if_fail (collection_id != NULL && environment != NULL && label != NULL, FALSE);

  entry = begin_change (self, collection_id, environment);
  if (!g_ptr_array_find_with_equal_func (entry->labels, label, g_str_equal, &index))
    return TRUE;

  if (g_str_equal (entry->chosen, label))
    g_set_str (&entry->chosen, "");
  g_ptr_array_remove_index (entry->labels, index);
  if (!end_change (self, error))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

char *
rh_accounts_dup_chosen (RhAccounts *self, const char *collection_id, const char *environment)
{
  const Entry *entry;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), NULL);
  g_return_val_if_fail (collection_id != NULL && environment != NULL, NULL);

  entry = find (self, collection_id, environment);
  return g_strdup (entry == NULL ? "" : entry->chosen);
}

gboolean
rh_accounts_choose (RhAccounts *self,
                    const char *collection_id,
                    const char *environment,
                    const char *label,
                    GError **error)
{
  Entry *entry;

  g_return_val_if_fail (RH_IS_ACCOUNTS (self), FALSE);
  g_return_val_if_fail (collection_id != NULL && environment != NULL && label != NULL, FALSE);

  entry = begin_change (self, collection_id, environment);
  if (!entry_has (entry, label))
    {
      g_set_error_literal (error, RH_ACCOUNTS_ERROR, RH_ACCOUNTS_ERROR_INVALID, "no such account");
      return FALSE;
    }
  if (g_str_equal (entry->chosen, label))
    return TRUE;

  g_set_str (&entry->chosen, label);
  return end_change (self, error);
}
