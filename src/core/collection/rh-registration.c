/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed for a registration form: a text by field, "" by default. */
#define G_LOG_DOMAIN "rh-registration"

#include "config.h"

#include "collection/rh-registration.h"

#include <string.h>

struct _RhRegistration
{
  GObject parent_instance;

  /* owned */
  GHashTable *fields; /* id → text; only what is not empty */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* As forms usually ask. */
static const char *const usual_order[]
    = { "client_name",    "client_uri",   "logo_uri", "tos_uri",      "policy_uri", "contacts",
        "initiation_uri", "settings_uri", "pkce",     "subject_type", NULL };

G_DEFINE_FINAL_TYPE (RhRegistration, rh_registration, G_TYPE_OBJECT)

static void
rh_registration_finalize (GObject *object)
{
  RhRegistration *self = RH_REGISTRATION (object);

  g_hash_table_unref (self->fields);

  G_OBJECT_CLASS (rh_registration_parent_class)->finalize (object);
}

static void
rh_registration_class_init (RhRegistrationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_registration_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_registration_init (RhRegistration *self)
{
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RhRegistration *
rh_registration_new (void)
{
  return g_object_new (RH_TYPE_REGISTRATION, NULL);
}

const char *
rh_registration_get (RhRegistration *self, const char *id)
{
  const char *value;

  g_return_val_if_fail (RH_IS_REGISTRATION (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  value = g_hash_table_lookup (self->fields, id);
  return value == NULL ? "" : value;
}

static gboolean
is_secret (const char *id)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);

  return strstr (lower, "secret") != NULL || strstr (lower, "password") != NULL;
}

void
rh_registration_set (RhRegistration *self, const char *id, const char *value)
{
  g_return_if_fail (RH_IS_REGISTRATION (self));
  g_return_if_fail (id != NULL);

  if (is_secret (id) || g_str_equal (rh_registration_get (self, id), value == NULL ? "" : value))
    return;

  if (value == NULL || *value == '\0')
    g_hash_table_remove (self->fields, id);
  else
    g_hash_table_insert (self->fields, g_strdup (id), g_strdup (value));

  g_signal_emit (self, signals[CHANGED], 0);
}

static guint
place_of (const char *id)
{
  guint place = 0;

  while (usual_order[place] != NULL && !g_str_equal (usual_order[place], id))
    place++;

  return place;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const char *id_a = *(const char *const *) a;
  const char *id_b = *(const char *const *) b;
  guint place_a = place_of (id_a);
  guint place_b = place_of (id_b);

  if (place_a != place_b)
    return place_a < place_b ? -1 : 1;

  return strcmp (id_a, id_b);
}

GStrv
rh_registration_dup_ids (RhRegistration *self)
{
  g_autofree const char **ids = NULL;
  guint length;

  g_return_val_if_fail (RH_IS_REGISTRATION (self), NULL);

  ids = (const char **) g_hash_table_get_keys_as_array (self->fields, &length);
  qsort (ids, length, sizeof *ids, compare_ids);
  return g_strdupv ((GStrv) ids);
}

void
rh_registration_take (RhRegistration *self, RhRegistration *from)
{
  g_auto (GStrv) old = NULL;
  g_auto (GStrv) ids = NULL;

  g_return_if_fail (RH_IS_REGISTRATION (self));
  g_return_if_fail (RH_IS_REGISTRATION (from));

  old = rh_registration_dup_ids (self);
  ids = rh_registration_dup_ids (from);
  for (guint i = 0; old[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) ids, old[i]))
      rh_registration_set (self, old[i], NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    rh_registration_set (self, ids[i], rh_registration_get (from, ids[i]));
}

gboolean
rh_registration_equal (RhRegistration *a, RhRegistration *b)
{
  g_auto (GStrv) ids = NULL;

  g_return_val_if_fail (RH_IS_REGISTRATION (a), FALSE);
  g_return_val_if_fail (RH_IS_REGISTRATION (b), FALSE);

  if (g_hash_table_size (a->fields) != g_hash_table_size (b->fields))
    return FALSE;

  ids = rh_registration_dup_ids (a);
  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_str_equal (rh_registration_get (a, ids[i]), rh_registration_get (b, ids[i])))
      return FALSE;

  return TRUE;
}
