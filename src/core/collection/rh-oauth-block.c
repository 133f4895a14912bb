/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection's OAuth 2.0 block: for each field a template, "" by default. */
#define G_LOG_DOMAIN "rh-oauth-block"

#include "config.h"

#include "collection/rh-oauth-block.h"
#include "text/rh-template.h"

#include <string.h>

struct _RhOAuthBlock
{
  GObject parent_instance;

  /* owned */
  GHashTable *fields; /* name → template; only what is not empty */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const field_names[] = { RH_OAUTH_AUTHORIZATION_URL,
                                           RH_OAUTH_TOKEN_URL,
                                           RH_OAUTH_REVOCATION_URL,
                                           RH_OAUTH_INTROSPECTION_URL,
                                           RH_OAUTH_ISSUER,
                                           RH_OAUTH_CLIENT_ID,
                                           RH_OAUTH_BLOCK_CLIENT_SECRET,
                                           RH_OAUTH_BLOCK_CLIENT_AUTH,
                                           RH_OAUTH_SCOPE,
                                           RH_OAUTH_REDIRECT_URI,
                                           RH_OAUTH_LISTEN_URI,
                                           RH_OAUTH_RESOURCE,
                                           RH_OAUTH_AUDIENCE,
                                           RH_OAUTH_HEADER_PREFIX,
                                           NULL };

G_DEFINE_FINAL_TYPE (RhOAuthBlock, rh_oauth_block, G_TYPE_OBJECT)

static void
rh_oauth_block_finalize (GObject *object)
{
  RhOAuthBlock *self = RH_OAUTH_BLOCK (object);

  g_hash_table_unref (self->fields);

  G_OBJECT_CLASS (rh_oauth_block_parent_class)->finalize (object);
}

static void
rh_oauth_block_class_init (RhOAuthBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_oauth_block_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_oauth_block_init (RhOAuthBlock *self)
{
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

RhOAuthBlock *
rh_oauth_block_new (void)
{
  return g_object_new (RH_TYPE_OAUTH_BLOCK, NULL);
}

void
rh_oauth_block_fill_variables (RhOAuthBlock *self)
{
  g_return_if_fail (RH_IS_OAUTH_BLOCK (self));

  for (guint i = 0; field_names[i] != NULL; i++)
    {
      g_autofree char *reference = g_strdup_printf ("{{%s}}", field_names[i]);

      rh_oauth_block_set (self, field_names[i], reference);
    }
}

const char *const *
rh_oauth_block_field_names (void)
{
  return field_names;
}

const char *
rh_oauth_block_get (RhOAuthBlock *self, const char *field)
{
  const char *value;

  g_return_val_if_fail (RH_IS_OAUTH_BLOCK (self), NULL);

  value = g_hash_table_lookup (self->fields, field);
  return value == NULL ? "" : value;
}

/* The name if @value is one {{variable}} and nothing else. */
static char *
dup_single_variable (const char *value)
{
  g_autoptr (GArray) refs = rh_template_find (value);
  const RhTemplateRef *ref;

  if (refs->len != 1)
    return NULL;

  ref = &g_array_index (refs, RhTemplateRef, 0);
  return ref->start == 0 && ref->length == strlen (value) ? g_strdup (ref->name) : NULL;
}

static gboolean
is_clear_secret (const char *field, const char *value)
{
  g_autofree char *variable = NULL;

  if (!g_str_equal (field, RH_OAUTH_BLOCK_CLIENT_SECRET) || value == NULL || *value == '\0')
    return FALSE;

  variable = dup_single_variable (value);
  return variable == NULL;
}

void
rh_oauth_block_set (RhOAuthBlock *self, const char *field, const char *value)
{
  gsize index;

  g_return_if_fail (RH_IS_OAUTH_BLOCK (self));
  g_return_if_fail (g_strv_contains (field_names, field));

  if (is_clear_secret (field, value))
    return; /* a secret itself belongs in the keyring, whoever offers it */

  if (g_strcmp0 (rh_oauth_block_get (self, field), value == NULL ? "" : value) == 0)
    return;

  for (index = 0; !g_str_equal (field_names[index], field); index++)
    ;

  if (value == NULL || *value == '\0')
    g_hash_table_remove (self->fields, field);
  else
    g_hash_table_insert (self->fields, (gpointer) field_names[index], g_strdup (value));

  g_signal_emit (self, signals[CHANGED], 0);
}

char *
rh_oauth_block_dup_variable (RhOAuthBlock *self, const char *field)
{
  g_return_val_if_fail (RH_IS_OAUTH_BLOCK (self), NULL);

  return dup_single_variable (rh_oauth_block_get (self, field));
}
