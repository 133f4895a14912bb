/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of each environment. Read when first asked and again before each change; a file that
 * cannot be read has none, and is not written over. */
#define G_LOG_DOMAIN "rh-accounts"

#include "config.h"

#include "workspace/rh-accounts.h"

#include "collection/rh-json.h"

#include <string.h>

#define VERSION 1

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
  GFile *file;
  GHashTable *entries; /* "ID/NAME" → Entry; NULL before it was read */
  GError *broken;      /* why the file, which is there, cannot be read; NULL */
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

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
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

/* Reading */

static Entry *
read_entry (JsonObject *object, GError **error)
{
  g_autoptr (Entry) entry = entry_new ();
  JsonArray *labels;
  const char *chosen;

  if (!rh_json_get_array (object, "labels", &labels, error)
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

static gboolean
check_version (JsonObject *root, GError **error)
{
  gint64 version;

  if (!rh_json_get_int (root, "version", VERSION, &version, error))
    return FALSE;

  if (version <= VERSION)
    return TRUE;

  g_set_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_VERSION,
               "written by a newer version");
  return FALSE;
}

static GHashTable *
read_file (GFile *file, GError **error)
{
  g_autoptr (GHashTable) table = new_table ();
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) root = NULL;
  JsonObject *environments;
  JsonObjectIter iter;
  const char *key;
  gsize length;

  text = rh_json_read_file (file, &length, error);
  if (text == NULL)
    return NULL;

  root = rh_json_parse (text, (gssize) length, error);
  if (root == NULL || !check_version (root, error)
      || !rh_json_get_object (root, "environments", &environments, error))
    return NULL;
  if (environments == NULL)
    return g_steal_pointer (&table);

  json_object_iter_init_ordered (&iter, environments);
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    {
      JsonObject *object;
      Entry *entry;

      if (!rh_json_get_object (environments, key, &object, error))
        return NULL;
      entry = read_entry (object, error);
      if (entry == NULL)
        return NULL;
      g_hash_table_insert (table, g_strdup (key), entry);
    }

  return g_steal_pointer (&table);
}

static GHashTable *
get_table (RhAccounts *self)
{
  g_autoptr (GError) error = NULL;

  if (self->entries != NULL)
    return self->entries;

  g_clear_error (&self->broken);
  self->entries = read_file (self->file, &error);
  if (self->entries == NULL)
    {
      self->entries = new_table ();
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_warning ("%s: %s", g_file_peek_path (self->file), error->message);
          self->broken = g_steal_pointer (&error);
        }
    }

  return self->entries;
}

static const Entry *
find (RhAccounts *self, const char *collection_id, const char *environment)
{
  g_autofree char *key = entry_key (collection_id, environment);

  return g_hash_table_lookup (get_table (self), key);
}

/* Writing */

/* The entry to change, as it is on disk now. */
static Entry *
begin_change (RhAccounts *self, const char *collection_id, const char *environment)
{
  g_autofree char *key = entry_key (collection_id, environment);
  Entry *entry;

  g_clear_pointer (&self->entries, g_hash_table_unref);
  entry = g_hash_table_lookup (get_table (self), key);
  if (entry == NULL)
    {
      entry = entry_new ();
      g_hash_table_insert (get_table (self), g_steal_pointer (&key), entry);
    }

  return entry;
}

static void
write_entry (JsonBuilder *builder, const Entry *entry)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entry->labels->len; i++)
    json_builder_add_string_value (builder, entry->labels->pdata[i]);
  json_builder_end_array (builder);
  rh_json_add_string (builder, "chosen", entry->chosen);
  json_builder_end_object (builder);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
write_file (RhAccounts *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) keys = g_hash_table_get_keys_as_ptr_array (get_table (self));
  g_autofree char *text = NULL;

  if (self->broken != NULL)
    {
      g_propagate_error (error, g_error_copy (self->broken));
      return FALSE;
    }

  g_ptr_array_sort (keys, compare_keys);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "environments");
  json_builder_begin_object (builder);
  for (guint i = 0; i < keys->len; i++)
    {
      const Entry *entry = g_hash_table_lookup (get_table (self), keys->pdata[i]);

      if (entry->labels->len == 0)
        continue;
      json_builder_set_member_name (builder, keys->pdata[i]);
      write_entry (builder, entry);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  text = rh_json_print (builder);
  return rh_json_write_file (self->file, text, error);
}

/* What did not get to the disk is not there. */
static gboolean
end_change (RhAccounts *self, GError **error)
{
  if (write_file (self, error))
    return TRUE;

  g_clear_pointer (&self->entries, g_hash_table_unref);
  return FALSE;
}

/* Object */

static void
rh_accounts_finalize (GObject *object)
{
  RhAccounts *self = RH_ACCOUNTS (object);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_error (&self->broken);
  g_clear_object (&self->file);

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
  self->file = g_object_ref (file);
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
