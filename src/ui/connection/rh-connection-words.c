/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the state of a connection is said and drawn. */
#define G_LOG_DOMAIN "rh-connection-words"

#include "config.h"

#include "connection/rh-connection-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *label;
  const char *icon;
  const char *style;
} Words;

static const Words words[] = {
  [RH_CONNECTION_NOT_SET_UP] = { N_ ("Not Set Up"), "rh-ring-symbolic", "dimmed" },
  [RH_CONNECTION_NOT_CONNECTED] = { N_ ("Not Connected"), "rh-ring-symbolic", "dimmed" },
  [RH_CONNECTION_CONNECTING] = { N_ ("Waiting for Browser"), "rh-half-symbolic", "accent" },
  [RH_CONNECTION_CONNECTED] = { N_ ("Connected"), "rh-dot-symbolic", "success" },
  [RH_CONNECTION_SIGN_IN_AGAIN] = { N_ ("Sign In Again"), "rh-alert-symbolic", "warning" },
};

const char *
rh_connection_state_label (RhConnectionState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (words), NULL);

  return _ (words[state].label);
}

const char *
rh_connection_state_icon (RhConnectionState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (words), NULL);

  return words[state].icon;
}

const char *
rh_connection_state_style (RhConnectionState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (words), NULL);

  return words[state].style;
}

char *
rh_connection_words (const char *environment, RhConnectionState state, gboolean is_protected)
{
  const char *label = rh_connection_state_label (state);

  if (is_protected)
    /* Translators: an environment, its state and that a question comes before data is changed in
     * it, such as "Production, Not Connected, Protected" */
    return g_strdup_printf (_ ("%s, %s, Protected"), environment, label);

  /* Translators: an environment and its state, such as "Staging, Not Connected" */
  return g_strdup_printf (_ ("%s, %s"), environment, label);
}

char *
rh_account_words (const char *label, const char *name)
{
  if (*label == '\0')
    return g_strdup (name != NULL ? name : _ ("Default Account"));
  if (name == NULL || g_str_equal (label, name))
    return g_strdup (label);

  /* Translators: the user's label for an account, and what the server calls it */
  return g_strdup_printf (_ ("%s (%s)"), label, name);
}

static char *
duration_text (gint64 seconds)
{
  gint64 minutes = seconds / 60;
  gint64 hours = minutes / 60;
  guint days = (guint) MIN (hours / 24, G_MAXUINT);

  if (days >= 2)
    /* Translators: how long a token lasts, alone or before ", renews". */
    return g_strdup_printf (ngettext ("%u day", "%u days", days), days);
  if (hours > 0)
    /* Translators: hours and minutes that a token lasts, with their usual abbreviations. */
    return g_strdup_printf (_ ("%d h %d min"), (int) hours, (int) (minutes % 60));
  if (minutes > 0)
    /* Translators: minutes that a token lasts. */
    return g_strdup_printf (_ ("%d min"), (int) minutes);

  /* Translators: seconds that a token lasts. */
  return g_strdup_printf (_ ("%d s"), (int) seconds);
}

char *
rh_connection_wait_text (gint64 seconds)
{
  g_autofree char *duration = duration_text (seconds);

  /* Translators: %s is a time such as "5 s" or "2 min". */
  return g_strdup_printf (_ ("It will be asked again in %s at the earliest."), duration);
}

char *
rh_connection_lifetime_text (gint64 seconds, gboolean renews)
{
  g_autofree char *duration = NULL;

  if (seconds == RH_TOKEN_LIFETIME_UNKNOWN)
    return g_strdup (renews ? _ ("No end named, renews") : _ ("No end named"));
  if (seconds <= 0)
    /* Translators: of an access token: its time is over. */
    return g_strdup (renews ? _ ("Ended, renews with the next request") : _ ("Ended"));

  duration = duration_text (seconds);

  /* Translators: the time an access token is still good for; it is renewed by itself then */
  return renews ? g_strdup_printf (_ ("%s, renews"), duration) : g_steal_pointer (&duration);
}
