/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values for this run of the program. */
#define G_LOG_DOMAIN "rh-given-values"

#include "config.h"

#include "collection/rh-given-values.h"

struct _RhGivenValues
{
  GObject parent_instance;

  /* owned */
  GHashTable *plain;   /* name → value */
  GHashTable *secrets; /* name → RhSecret */
  GHashTable *loose;   /* loose name → RhSecret */
};

G_DEFINE_FINAL_TYPE (RhGivenValues, rh_given_values, G_TYPE_OBJECT)

static void
rh_given_values_finalize (GObject *object)
{
  RhGivenValues *self = RH_GIVEN_VALUES (object);

  g_hash_table_unref (self->plain);
  g_hash_table_unref (self->secrets);
  g_hash_table_unref (self->loose);

  G_OBJECT_CLASS (rh_given_values_parent_class)->finalize (object);
}

static void
rh_given_values_class_init (RhGivenValuesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_given_values_finalize;
}

static GHashTable *
new_secrets (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rh_secret_unref);
}

static void
rh_given_values_init (RhGivenValues *self)
{
  self->plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->secrets = new_secrets ();
  self->loose = new_secrets ();
}

RhGivenValues *
rh_given_values_new (void)
{
  return g_object_new (RH_TYPE_GIVEN_VALUES, NULL);
}

void
rh_given_values_set (RhGivenValues *self, const char *name, const char *value)
{
  g_return_if_fail (RH_IS_GIVEN_VALUES (self));
  g_return_if_fail (name != NULL && value != NULL);

  g_hash_table_replace (self->plain, g_strdup (name), g_strdup (value));
}

const char *
rh_given_values_get (RhGivenValues *self, const char *name)
{
  g_return_val_if_fail (RH_IS_GIVEN_VALUES (self), NULL);

  return g_hash_table_lookup (self->plain, name);
}

void
rh_given_values_foreach (RhGivenValues *self, GHFunc func, gpointer user_data)
{
  g_return_if_fail (RH_IS_GIVEN_VALUES (self));

  g_hash_table_foreach (self->plain, func, user_data);
}

char *
rh_given_values_dup_loose_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return g_strcanon (g_ascii_strup (name, -1), G_CSET_A_2_Z G_CSET_DIGITS, '_');
}

void
rh_given_values_set_secret (RhGivenValues *self, const char *name, gboolean loose, RhSecret *secret)
{
  g_return_if_fail (RH_IS_GIVEN_VALUES (self));
  g_return_if_fail (name != NULL && secret != NULL);

  g_hash_table_replace (loose ? self->loose : self->secrets,
                        loose ? rh_given_values_dup_loose_name (name) : g_strdup (name),
                        rh_secret_ref (secret));
}

RhSecret *
rh_given_values_get_secret (RhGivenValues *self, const char *name)
{
  g_autofree char *loose = NULL;
  RhSecret *secret;

  g_return_val_if_fail (RH_IS_GIVEN_VALUES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  secret = g_hash_table_lookup (self->secrets, name);
  if (secret != NULL)
    return secret;

  loose = rh_given_values_dup_loose_name (name);
  return g_hash_table_lookup (self->loose, loose);
}
