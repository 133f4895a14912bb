/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of Saved Sign-ins. The token itself is let go at once. */
#define G_LOG_DOMAIN "rh-saved-sign-in"

#include "config.h"

#include "workspace/rh-saved-sign-in.h"

#include "text/rh-url.h"

#include <string.h>

struct _RhSavedSignIn
{
  GObject parent_instance;

  /* owned */
  char *slot;
  char *facts[RH_TOKEN_N_FACTS];
  char *server;
  char *account;
  char *scope; /* granted; NULL: the reply named none */
  GError *error;

  /* plain */
  RhSignInUse use;
  gint64 seconds_left;
  gboolean renews;
};

G_DEFINE_FINAL_TYPE (RhSavedSignIn, rh_saved_sign_in, G_TYPE_OBJECT)

static char *
dup_server (const char *token_url)
{
  g_autofree char *origin = token_url == NULL ? NULL : rh_url_text_dup_origin (token_url);
  const char *host = origin == NULL ? NULL : strstr (origin, "://");

  return host == NULL ? NULL : g_strdup (host + strlen ("://"));
}

static void
rh_saved_sign_in_finalize (GObject *object)
{
  RhSavedSignIn *self = RH_SAVED_SIGN_IN (object);

  g_free (self->slot);
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    g_free (self->facts[i]);
  g_free (self->server);
  g_free (self->account);
  g_free (self->scope);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (rh_saved_sign_in_parent_class)->finalize (object);
}

static void
rh_saved_sign_in_class_init (RhSavedSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_saved_sign_in_finalize;
}

static void
rh_saved_sign_in_init (RhSavedSignIn *self)
{
}

static void
take_token (RhSavedSignIn *self, RhToken *token, const RhClock *clock)
{
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    self->facts[i] = g_strdup (rh_token_get_fact (token, i));

  self->server = dup_server (self->facts[RH_TOKEN_FACT_TOKEN_URL]);
  self->account = g_strdup (rh_token_get_account (token));
  self->scope = g_strdup (rh_token_get_scope (token));
  self->seconds_left = rh_token_get_seconds_left (token, clock);
  self->renews = rh_token_get_refresh_token (token) != NULL;
}

RhSavedSignIn *
rh_saved_sign_in_new (const char *slot,
                      RhToken *token,
                      RhSignInUse use,
                      const GError *error,
                      const RhClock *clock)
{
  RhSavedSignIn *self;

  g_return_val_if_fail (slot != NULL && clock != NULL, NULL);

  self = g_object_new (RH_TYPE_SAVED_SIGN_IN, NULL);
  self->slot = g_strdup (slot);
  self->use = use;
  self->error = error == NULL ? NULL : g_error_copy (error);
  if (token != NULL)
    take_token (self, token, clock);

  return self;
}

const char *
rh_saved_sign_in_get_slot (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), NULL);

  return self->slot;
}

RhSignInUse
rh_saved_sign_in_get_use (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), RH_SIGN_IN_UNREADABLE);

  return self->use;
}

const GError *
rh_saved_sign_in_get_error (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), NULL);

  return self->error;
}

const char *
rh_saved_sign_in_get_fact (RhSavedSignIn *self, RhTokenFact fact)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), NULL);
  g_return_val_if_fail (fact < RH_TOKEN_N_FACTS, NULL);

  return self->facts[fact];
}

const char *
rh_saved_sign_in_get_server (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), NULL);

  return self->server;
}

const char *
rh_saved_sign_in_get_account (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), NULL);

  return self->account;
}

const char *
rh_saved_sign_in_get_scope (RhSavedSignIn *self, gboolean *as_asked)
{
  const char *asked;

  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), NULL);

  asked = self->facts[RH_TOKEN_FACT_ASKED_SCOPE];
  if (as_asked != NULL)
    *as_asked = self->scope == NULL && asked != NULL;
  return self->scope != NULL ? self->scope : asked;
}

gint64
rh_saved_sign_in_get_seconds_left (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), 0);

  return self->seconds_left;
}

gboolean
rh_saved_sign_in_renews (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), FALSE);

  return self->renews;
}

gboolean
rh_saved_sign_in_can_revoke (RhSavedSignIn *self)
{
  g_return_val_if_fail (RH_IS_SAVED_SIGN_IN (self), FALSE);

  return self->facts[RH_TOKEN_FACT_REVOCATION_URL] != NULL
         && self->facts[RH_TOKEN_FACT_CLIENT_ID] != NULL;
}
