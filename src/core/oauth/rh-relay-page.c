/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One static page. The policy in it names its script and its style sheet by their hashes, so that
 * nothing that a host adds runs. */
#define G_LOG_DOMAIN "rh-relay-page"

#include "config.h"

#include "oauth/rh-relay-page.h"

#include "oauth/rh-oauth-config.h"
#include "text/rh-url.h"

#define STYLE \
  ":root{color-scheme:light dark}" \
  "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;" \
  "font:1rem/1.5 system-ui,sans-serif}" \
  "main{max-width:32rem;padding:2rem}"

/* %s: the target, of characters that RFC 3986 allows, so none that ends a string or a script. In a
 * frame, or without an answer, it does nothing. */
#define SCRIPT \
  "if(window.top===window.self&&/[?&](code|error)=/.test(location.search))" \
  "location.replace(\"%s\"+location.search)"

/* In order: the script's hash, the style's hash, the target as text, the script. */
#define PAGE \
  "<!DOCTYPE html>\n" \
  "<html lang=\"en\">\n" \
  "<head>\n" \
  "<meta charset=\"utf-8\">\n" \
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '%s'; " \
  "style-src '%s'; base-uri 'none'; form-action 'none'\">\n" \
  "<meta name=\"referrer\" content=\"no-referrer\">\n" \
  "<meta name=\"robots\" content=\"noindex\">\n" \
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" \
  "<title>Back to Rehearsal</title>\n" \
  "<style>" STYLE "</style>\n" \
  "</head>\n" \
  "<body>\n" \
  "<main>\n" \
  "<h1>Back to Rehearsal</h1>\n" \
  "<p>This page brings the answer of a sign-in to Rehearsal on this computer, at %s, and keeps " \
  "nothing.</p>\n" \
  "<p>If you still see it after a sign-in, copy the address of this page and paste it in " \
  "Rehearsal.</p>\n" \
  "</main>\n" \
  "<script>%s</script>\n" \
  "</body>\n" \
  "</html>\n"

static gboolean
check_target (const char *listen_uri, GError **error)
{
  g_autoptr (RhUrl) url = NULL;

  if (!rh_oauth_url_check (listen_uri, RH_OAUTH_LISTEN_URI, error))
    return FALSE;

  url = rh_url_parse_http (listen_uri, NULL);
  if (url != NULL && !rh_url_is_https (url) && rh_url_is_loopback (url) && url->port != NULL
      && rh_url_get_port (url) != 0 && url->query == NULL)
    return TRUE;

  g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_LISTEN_URI);
  return FALSE;
}

/* As a policy names it. */
static char *
dup_hash (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  return g_strconcat ("sha256-", base64, NULL);
}

char *
rh_relay_page_new (const char *listen_uri, GError **error)
{
  g_autofree char *script = NULL;
  g_autofree char *script_hash = NULL;
  g_autofree char *style_hash = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (listen_uri != NULL, NULL);

  if (!check_target (listen_uri, error))
    return NULL;

  script = g_strdup_printf (SCRIPT, listen_uri);
  script_hash = dup_hash (script);
  style_hash = dup_hash (STYLE);
  shown = g_markup_escape_text (listen_uri, -1);
  return g_strdup_printf (PAGE, script_hash, style_hash, shown, script);
}
