/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided about one origin: a row of the list in Preferences. */
#define G_LOG_DOMAIN "rh-network-rule"

#include "config.h"

#include "workspace/rh-network-rule.h"

struct _RhNetworkRule
{
  GObject parent_instance;

  /* owned */
  char *origin;
  char *trusted;
  char *certificate;
  char *key;
};

G_DEFINE_FINAL_TYPE (RhNetworkRule, rh_network_rule, G_TYPE_OBJECT)

static void
rh_network_rule_finalize (GObject *object)
{
  RhNetworkRule *self = RH_NETWORK_RULE (object);

  g_free (self->origin);
  g_free (self->trusted);
  g_free (self->certificate);
  g_free (self->key);

  G_OBJECT_CLASS (rh_network_rule_parent_class)->finalize (object);
}

static void
rh_network_rule_class_init (RhNetworkRuleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_network_rule_finalize;
}

static void
rh_network_rule_init (RhNetworkRule *self)
{
}

RhNetworkRule *
rh_network_rule_new (const char *origin,
                     const char *trusted,
                     const char *certificate,
                     const char *key)
{
  RhNetworkRule *self;

  g_return_val_if_fail (origin != NULL, NULL);

  self = g_object_new (RH_TYPE_NETWORK_RULE, NULL);
  self->origin = g_strdup (origin);
  self->trusted = g_strdup (trusted);
  self->certificate = g_strdup (certificate);
  self->key = g_strdup (key);

  return self;
}

const char *
rh_network_rule_get_origin (RhNetworkRule *self)
{
  g_return_val_if_fail (RH_IS_NETWORK_RULE (self), NULL);

  return self->origin;
}

const char *
rh_network_rule_get_trusted (RhNetworkRule *self)
{
  g_return_val_if_fail (RH_IS_NETWORK_RULE (self), NULL);

  return self->trusted;
}

const char *
rh_network_rule_get_certificate (RhNetworkRule *self)
{
  g_return_val_if_fail (RH_IS_NETWORK_RULE (self), NULL);

  return self->certificate;
}

const char *
rh_network_rule_get_key (RhNetworkRule *self)
{
  g_return_val_if_fail (RH_IS_NETWORK_RULE (self), NULL);

  return self->key;
}
