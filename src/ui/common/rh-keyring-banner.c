/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says why secrets are kept for this session only, with Try Again (standards.md L3). */
#define G_LOG_DOMAIN "rh-keyring-banner"

#include "config.h"

#include "common/rh-keyring-banner.h"

#include "common/rh-announce.h"
#include "secret/rh-session-keyring.h"

#include <glib/gi18n.h>

struct _RhKeyringBanner
{
  AdwBin parent_instance;

  /* Owned */
  RhKeyring *keyring;
  GCancellable *cancellable;

  /* Borrowed */
  AdwBanner *banner;

  gboolean trying;
};

enum
{
  PROP_0,
  PROP_KEYRING,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (RhKeyringBanner, rh_keyring_banner, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

/* NULL: nothing to say. */
static const char *
state_text (RhKeyringState state)
{
  switch (state)
    {
    case RH_KEYRING_STATE_NO_SERVICE:
      return _ ("This desktop has no keyring. Secrets are kept for this session only.");
    case RH_KEYRING_STATE_LOCKED:
      return _ ("The keyring is locked and nothing here can ask for its password. Unlock it, or "
                "secrets are kept for this session only.");
    case RH_KEYRING_STATE_DISMISSED:
      return _ ("The keyring was not unlocked. Secrets are kept for this session only.");
    case RH_KEYRING_STATE_TIMED_OUT:
      return _ ("The keyring does not answer. Secrets are kept for this session only.");
    case RH_KEYRING_STATE_REFUSED:
      return _ ("The keyring did not take a secret. It is kept for this session only.");
    case RH_KEYRING_STATE_MEMORY:
      return _ ("No keyring is used. Secrets are kept for this session only.");
    case RH_KEYRING_STATE_UNKNOWN:
    case RH_KEYRING_STATE_READY:
    default:
      return NULL;
    }
}

static void
update (RhKeyringBanner *self)
{
  const char *text = NULL;
  gboolean can_try = FALSE;

  if (self->keyring != NULL)
    {
      text = state_text (rh_keyring_get_state (self->keyring));
      can_try = RH_IS_SESSION_KEYRING (self->keyring) && !self->trying;
    }

  if (text != NULL)
    adw_banner_set_title (self->banner, text);
  adw_banner_set_button_label (self->banner, can_try ? _ ("Try Again") : NULL);
  adw_banner_set_revealed (self->banner, text != NULL);
}

static void
retried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhKeyringBanner) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *text;

  /* What went wrong is in the state, which the banner shows. */
  if (!rh_session_keyring_retry_finish (RH_SESSION_KEYRING (source), result, &error))
    g_debug ("The keyring still does not work: %s", error->message);

  self->trying = FALSE;
  update (self);

  text = state_text (rh_keyring_get_state (RH_KEYRING (source)));
  rh_announce (self->banner, text != NULL ? text : _ ("Secrets are kept in the keyring."));
}

static void
try_again_cb (RhKeyringBanner *self)
{
  self->trying = TRUE;
  update (self);
  rh_session_keyring_retry_async (RH_SESSION_KEYRING (self->keyring), self->cancellable, retried_cb,
                                  g_object_ref (self));
}

static void
rh_keyring_banner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhKeyringBanner *self = RH_KEYRING_BANNER (object);

  switch (prop_id)
    {
    case PROP_KEYRING:
      g_value_set_object (value, self->keyring);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_keyring_banner_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  RhKeyringBanner *self = RH_KEYRING_BANNER (object);

  switch (prop_id)
    {
    case PROP_KEYRING:
      rh_keyring_banner_set_keyring (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_keyring_banner_dispose (GObject *object)
{
  RhKeyringBanner *self = RH_KEYRING_BANNER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->keyring != NULL)
    g_signal_handlers_disconnect_by_data (self->keyring, self);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (rh_keyring_banner_parent_class)->dispose (object);
}

static void
rh_keyring_banner_class_init (RhKeyringBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_keyring_banner_get_property;
  object_class->set_property = rh_keyring_banner_set_property;
  object_class->dispose = rh_keyring_banner_dispose;

  properties[PROP_KEYRING]
      = g_param_spec_object ("keyring", NULL, NULL, RH_TYPE_KEYRING,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_keyring_banner_init (RhKeyringBanner *self)
{
  self->cancellable = g_cancellable_new ();
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (try_again_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rh_keyring_banner_set_keyring (RhKeyringBanner *self, RhKeyring *keyring)
{
  g_return_if_fail (RH_IS_KEYRING_BANNER (self));
  g_return_if_fail (keyring == NULL || RH_IS_KEYRING (keyring));

  if (self->keyring == keyring)
    return;

  if (self->keyring != NULL)
    g_signal_handlers_disconnect_by_data (self->keyring, self);
  g_set_object (&self->keyring, keyring);
  if (keyring != NULL)
    g_signal_connect_object (keyring, "notify::state", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING]);
}
