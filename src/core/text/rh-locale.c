/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's language, for programs. */
#define G_LOG_DOMAIN "rh-locale"

#include "config.h"

#include "text/rh-locale.h"

#include <libintl.h>
#include <locale.h>

void
rh_locale_init (void)
{
  const char *folder = g_getenv ("RH_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : RH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
