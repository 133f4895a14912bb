/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a catalogue, which is the translation of "", names its language. */
#define G_LOG_DOMAIN "rh-locale"

#include "config.h"

#include "text/rh-locale.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#define FIELD "Language: "

void
rh_locale_init (void)
{
  const char *folder = g_getenv ("RH_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : RH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* What is not written from left to right, of the languages that desktops are translated into. */
static const char *const right_to_left[]
    = { "ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", NULL };

char *
rh_locale_dup_language (void)
{
  const char *head = dgettext (GETTEXT_PACKAGE, "");
  const char *field = strstr (head, FIELD);
  char *language;

  if (field == NULL)
    return g_strdup ("en");

  /* Without "@latin" and the like, which HTML would have in other words. */
  field += strlen (FIELD);
  language = g_strndup (field, strcspn (field, "@\n"));
  return g_strdelimit (language, "_", '-');
}

const char *
rh_locale_get_direction (const char *language)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (language != NULL, NULL);

  parts = g_strsplit (language, "-", 2);
  return parts[0] != NULL && g_strv_contains (right_to_left, parts[0]) ? "rtl" : "ltr";
}
