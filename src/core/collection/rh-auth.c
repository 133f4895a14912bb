/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of Basic, Bearer, API key and Digest. Nothing in them is checked; that is done when
 * they are filled in. */
#define G_LOG_DOMAIN "rh-auth"

#include "config.h"

#include "collection/rh-auth.h"

enum
{
  USERNAME,
  PASSWORD,
  TOKEN,
  KEY,
  VALUE,
  PLACEMENT,
  N_FIELDS,
};

struct _RhAuth
{
  GObject parent_instance;

  /* owned */
  char *values[N_FIELDS];
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const field_names[N_FIELDS + 1]
    = { RH_AUTH_USERNAME, RH_AUTH_PASSWORD,  RH_AUTH_TOKEN, RH_AUTH_KEY,
        RH_AUTH_VALUE,    RH_AUTH_PLACEMENT, NULL };

G_DEFINE_ENUM_TYPE (RhAuthKind,
                    rh_auth_kind,
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_INHERIT, "inherit"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_OAUTH2, "oauth2"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_BASIC, "basic"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_BEARER, "bearer"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_API_KEY, "api-key"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_DIGEST, "digest"),
                    G_DEFINE_ENUM_VALUE (RH_AUTH_KIND_KEPT, "kept"))

G_DEFINE_FINAL_TYPE (RhAuth, rh_auth, G_TYPE_OBJECT)

static guint
index_of (const char *field)
{
  guint i;

  for (i = 0; i < N_FIELDS && !g_str_equal (field_names[i], field); i++)
    ;

  return i;
}

static const char *
default_of (guint index)
{
  return index == PLACEMENT ? RH_AUTH_PLACEMENT_HEADER : "";
}

static void
rh_auth_finalize (GObject *object)
{
  RhAuth *self = RH_AUTH (object);

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (self->values[i]);

  G_OBJECT_CLASS (rh_auth_parent_class)->finalize (object);
}

static void
rh_auth_class_init (RhAuthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_auth_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_auth_init (RhAuth *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    self->values[i] = g_strdup (default_of (i));
}

const char *const *
rh_auth_fields_of (RhAuthKind kind)
{
  static const char *const none[] = { NULL };
  static const char *const login[] = { RH_AUTH_USERNAME, RH_AUTH_PASSWORD, NULL };
  static const char *const bearer[] = { RH_AUTH_TOKEN, NULL };
  static const char *const key[] = { RH_AUTH_KEY, RH_AUTH_VALUE, RH_AUTH_PLACEMENT, NULL };

  switch (kind)
    {
    case RH_AUTH_KIND_BASIC:
    case RH_AUTH_KIND_DIGEST:
      return login;
    case RH_AUTH_KIND_BEARER:
      return bearer;
    case RH_AUTH_KIND_API_KEY:
      return key;
    case RH_AUTH_KIND_INHERIT:
    case RH_AUTH_KIND_NONE:
    case RH_AUTH_KIND_OAUTH2:
    case RH_AUTH_KIND_KEPT:
    default:
      return none;
    }
}

gboolean
rh_auth_field_is_secret (const char *field)
{
  static const char *const secrets[] = { RH_AUTH_PASSWORD, RH_AUTH_TOKEN, RH_AUTH_VALUE, NULL };

  g_return_val_if_fail (field != NULL, FALSE);

  return g_strv_contains (secrets, field);
}

RhAuth *
rh_auth_new (void)
{
  return g_object_new (RH_TYPE_AUTH, NULL);
}

RhAuth *
rh_auth_copy (RhAuth *self)
{
  RhAuth *copy = rh_auth_new ();

  g_return_val_if_fail (RH_IS_AUTH (self), copy);

  rh_auth_replace (copy, self);
  return copy;
}

void
rh_auth_replace (RhAuth *self, RhAuth *other)
{
  g_return_if_fail (RH_IS_AUTH (self));
  g_return_if_fail (other == NULL || RH_IS_AUTH (other));

  for (guint i = 0; i < N_FIELDS; i++)
    rh_auth_set (self, field_names[i], other == NULL ? default_of (i) : other->values[i]);
}

void
rh_auth_follow (RhAuth *self, RhAuth *was, RhAuth *is)
{
  g_return_if_fail (RH_IS_AUTH (self));
  g_return_if_fail (RH_IS_AUTH (was) && RH_IS_AUTH (is));

  for (guint i = 0; i < N_FIELDS; i++)
    if (g_str_equal (self->values[i], was->values[i]))
      rh_auth_set (self, field_names[i], is->values[i]);
}

const char *
rh_auth_get (RhAuth *self, const char *field)
{
  guint index;

  g_return_val_if_fail (RH_IS_AUTH (self), "");
  g_return_val_if_fail (field != NULL, "");

  index = index_of (field);
  g_return_val_if_fail (index < N_FIELDS, "");

  return self->values[index];
}

void
rh_auth_set (RhAuth *self, const char *field, const char *value)
{
  guint index;

  g_return_if_fail (RH_IS_AUTH (self));
  g_return_if_fail (field != NULL);

  index = index_of (field);
  g_return_if_fail (index < N_FIELDS);

  if (g_set_str (&self->values[index], value == NULL ? default_of (index) : value))
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
rh_auth_equal (RhAuth *self, RhAuth *other, RhAuthKind kind)
{
  const char *const *fields = rh_auth_fields_of (kind);

  g_return_val_if_fail (RH_IS_AUTH (self) && RH_IS_AUTH (other), FALSE);

  for (guint i = 0; fields[i] != NULL; i++)
    if (!g_str_equal (rh_auth_get (self, fields[i]), rh_auth_get (other, fields[i])))
      return FALSE;

  return TRUE;
}
