/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two pages of fixed words, marked here because no ui stands between them and people; in the look
 * of the desktop, light and dark, and the headers that shut everything off but their one style
 * sheet. A test computes the sheet's hash and compares. */
#define G_LOG_DOMAIN "rh-callback-page"

#include "config.h"

#include "oauth/rh-callback-page.h"

#include "text/rh-locale.h"

#include <glib/gi18n.h>

#define STYLE_HASH "sha256-mHnQrw58IJLMosGIMzqnyehKLYckj2+mEuwE8kJ/c9Y="

#define STYLE \
  ":root{color-scheme:light dark;--bg:#fafafb;--fg:#323237;--dim:#6b6b72;--accent:#0461be;" \
  "--plate:#e1ebf7}" \
  "@media(prefers-color-scheme:dark){:root{--bg:#222226;--fg:#fff;--dim:#b6b6bc;--accent:#81d0ff;" \
  "--plate:#2a3a4c}}" \
  "@media(prefers-contrast:more){:root{--dim:var(--fg)}}" \
  "*{box-sizing:border-box}" \
  "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;" \
  "background:var(--bg);color:var(--fg);" \
  "font:1rem/1.5 'Adwaita Sans',Cantarell,system-ui,sans-serif}" \
  "main{max-width:28rem;padding:2rem;text-align:center;text-wrap:balance}" \
  "svg{width:6rem;height:6rem;padding:1.5rem;border-radius:50%;background:var(--plate);" \
  "stroke:var(--accent);stroke-width:2;stroke-linecap:round;stroke-linejoin:round;fill:none}" \
  "h1{margin:1.5rem 0 .75rem;font-size:1.75rem;font-weight:800;line-height:1.2}" \
  "p{margin:0 0 .5rem;color:var(--dim)}"

/* In order: language, direction, heading, style, icon, heading, paragraphs. */
#define PAGE \
  "<!DOCTYPE html>\n" \
  "<html lang=\"%s\" dir=\"%s\">\n" \
  "<head>\n" \
  "<meta charset=\"utf-8\">\n" \
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" \
  "<title>%s · Rehearsal</title>\n" \
  "<style>%s</style>\n" \
  "</head>\n" \
  "<body>\n" \
  "<main>\n" \
  "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">%s</svg>\n" \
  "<h1>%s</h1>\n%s</main>\n" \
  "</body>\n" \
  "</html>\n"

static const char *const headers[] = {
  "Content-Security-Policy",
  "default-src 'none'; style-src '" STYLE_HASH "'; frame-ancestors 'none'; base-uri 'none'; "
  "form-action 'none'",
  "X-Content-Type-Options",
  "nosniff",
  "Referrer-Policy",
  "no-referrer",
  "Cache-Control",
  "no-store",
  "Cross-Origin-Opener-Policy",
  "same-origin",
  "Connection",
  "close",
  NULL,
};

static char *
dup_page (const char *heading, const char *icon, const char *paragraphs)
{
  g_autofree char *language = rh_locale_dup_language ();
  g_autofree char *title = g_markup_escape_text (heading, -1);

  return g_strdup_printf (PAGE, language, rh_locale_get_direction (language), title, STYLE, icon,
                          title, paragraphs);
}

static char *
dup_done (void)
{
  g_autofree char *text = g_markup_printf_escaped (
      "<p>%s</p>\n", _ ("You can close this page and go back to Rehearsal."));

  /* Translators: the heading of the page that a browser shows after a sign-in. */
  return dup_page (_ ("All Done Here"), "<path d=\"M4 13l5 5L20 6\"/>", text);
}

static char *
dup_refused (void)
{
  g_autofree char *text = g_markup_printf_escaped (
      "<p>%s</p>\n<p>%s</p>\n", _ ("This address did not bring the answer to the current sign-in."),
      _ ("The sign-in goes on waiting in Rehearsal."));

  /* Translators: the heading of the page that a browser shows when a sign-in is not over. */
  return dup_page (_ ("Still Waiting"), "<path d=\"M12 4v10\"/><path d=\"M12 19v.01\"/>", text);
}

char *
rh_callback_page_dup_html (gboolean refused)
{
  return refused ? dup_refused () : dup_done ();
}

const char *const *
rh_callback_page_get_headers (void)
{
  return headers;
}
