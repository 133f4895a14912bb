/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages that the practice server shows in a browser: no script, nothing from elsewhere. Script
 * here could reach the developer's other servers on localhost, whose cookies are shared. */
#define G_LOG_DOMAIN "rh-practice-page"

#include "config.h"

#include "practice/rh-practice-page.h"

#include "text/rh-locale.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SHOWN 300 /* characters */

/* The policy has no form-action: Chromium would block the redirect that follows consent. The
 * referrer stays inside, and is not "no-referrer", which makes the form's Origin "null". */
#define POLICY "default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; base-uri 'none'"

static const char style[]
    = ":root{color-scheme:light dark;--page:#fafafb;--card:#fff;--text:#2e2e33;--dim:#6a6a72;"
      "--line:#dcdce0;--accent:#1c71d8;--accent-text:#fff;--button:#ebebed;--tag:#f6e9c8;"
      "--tag-text:#6b4e00}"
      "@media(prefers-color-scheme:dark){:root{--page:#1d1d20;--card:#2c2c30;--text:#f4f4f6;"
      "--dim:#a9a9b2;--line:#46464c;--button:#414147;--tag:#4d3c0c;"
      "--tag-text:#f8dc8f}}"
      "*{box-sizing:border-box}"
      "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;"
      "padding:24px 16px;background:var(--page);color:var(--text);"
      "font:16px/1.5 Adwaita Sans,Cantarell,system-ui,sans-serif}"
      "main{width:100%;max-width:30rem;background:var(--card);border:1px solid var(--line);"
      "border-radius:16px;padding:32px;box-shadow:0 2px 12px rgb(0 0 0/8%)}"
      "@media(max-width:420px){main{padding:24px 20px}}"
      "h1{font-size:1.45rem;line-height:1.25;margin:16px 0 8px;overflow-wrap:anywhere}"
      "p{margin:8px 0}ul{list-style:none;margin:20px 0;padding:0}"
      "li{padding:12px 0;border-top:1px solid var(--line)}"
      "li:last-child{border-bottom:1px solid var(--line)}"
      "li b{display:block}.dim{color:var(--dim);font-size:.875rem}"
      "code{font:.875em Adwaita Mono,Source Code Pro,ui-monospace,monospace;overflow-wrap:anywhere;"
      "direction:ltr;unicode-bidi:isolate}"
      ".tag{display:inline-block;margin:0;padding:2px 12px;border-radius:99px;"
      "background:var(--tag);color:var(--tag-text);font-size:.8125rem;font-weight:700}"
      "form{display:flex;flex-wrap:wrap;gap:12px;margin:24px 0 16px}"
      "button{flex:1 1 8rem;min-height:44px;border:0;border-radius:10px;padding:0 16px;"
      "font:inherit;font-weight:700;background:var(--button);color:inherit;cursor:pointer}"
      "button:hover{filter:brightness(.95)}"
      "button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}"
      "main>:last-child{margin-bottom:0}"
      ".go{background:var(--accent);color:var(--accent-text)}"
      "@media(forced-colors:active){button{border:1px solid}}";

static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (valid, -1) <= MAX_SHOWN)
    return g_markup_escape_text (valid, -1);

  start = g_utf8_substring (valid, 0, MAX_SHOWN);
  cut = g_strconcat (start, "…", NULL);

  return g_markup_escape_text (cut, -1);
}

char *
rh_practice_page_dup_code (const char *text)
{
  g_autofree char *escaped = escape (text);

  return g_strconcat ("<code>", escaped, "</code>", NULL);
}

static char *
policy_new (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *hash = NULL;

  g_checksum_update (checksum, (const guint8 *) style, strlen (style));
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);

  return g_strdup_printf (POLICY, hash);
}

void
rh_practice_page_reply (RhPracticeCall *call, guint status, const char *title, const char *html)
{
  g_autofree char *policy = policy_new ();
  g_autofree char *language = rh_locale_dup_language ();
  /* Translators: the title of a page of the practice server in a browser; %s is its heading. */
  g_autofree char *whole_title = g_strdup_printf (_ ("%s – Practice"), title);
  char *page = g_strconcat (
      "<!doctype html><html lang=\"", language, "\" dir=\"", rh_locale_get_direction (language),
      "\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\">"
      "<title>",
      whole_title, "</title><style>", style, "</style></head><body><main><p class=\"tag\">",
      _ ("Practice Server"), "</p>", html, "</main></body></html>\n", NULL);

  soup_server_message_set_status (call->message, status, NULL);
  soup_server_message_set_response (call->message, "text/html;charset=UTF-8", SOUP_MEMORY_TAKE,
                                    page, strlen (page));
  rh_practice_call_set_header (call, "Content-Security-Policy", policy);
  rh_practice_call_set_header (call, "X-Content-Type-Options", "nosniff");
  rh_practice_call_set_header (call, "X-Frame-Options", "DENY");
  rh_practice_call_set_header (call, "Referrer-Policy", "same-origin");
  rh_practice_call_set_header (call, "Cross-Origin-Opener-Policy", "same-origin");
  rh_practice_call_set_header (call, "Cache-Control", "no-store");
}
