/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the services of the program say on screen, so that it is translated: their files are
 * English, and no tool finds texts in them. */
#define G_LOG_DOMAIN "rh-service-words"

#include "config.h"

#include "common/rh-service-words.h"

#include <glib/gi18n.h>

static const char *const texts[] = {
  N_ ("See the company’s employees"),
  N_ ("See the vendors the company pays"),
  N_ ("Add, change and archive vendors"),
  N_ ("This revokes every access and refresh token of the practice client, those of "
      "other programs too."),
  N_ ("Search employees and look at one"),
  N_ ("See the chart of accounts"),
  N_ ("Add, change and remove accounts"),
  N_ ("See export jobs and what is in them"),
  N_ ("Start export jobs and report on them"),
  N_ ("See what is ready to be exported"),
  N_ ("See vendors"),
  N_ ("Registering gives a client ID and a client secret, no app in the Marketplace."),
  N_ ("Pleo looks at what you ask for, and sends the credentials through 1Password."),
  N_ ("Register a client of its own for Rehearsal: consenting here may sign a live "
      "integration of the same client out."),
  N_ ("Users see it when they consent"),
  N_ ("Your home page"),
  N_ ("A square picture"),
  N_ ("One e-mail address or more"),
  N_ ("Where users start connecting"),
  N_ ("Where users manage it in your app"),
  N_ ("Compared character for character"),
  N_ ("Only what is registered can be asked for"),
  N_ ("Rehearsal always uses it"),
  N_ ("An optional default"),
  N_ ("This deletes the installation and revokes every access and refresh token of "
      "this client, those of a live integration too."),
};

const char *
rh_service_words_get (const char *text)
{
  g_return_val_if_fail (text != NULL, "");

  /* the empty text is the catalog's head */
  return *text == '\0' ? "" : _ (text);
}

gboolean
rh_service_words_has (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i], text))
      return TRUE;

  return FALSE;
}
