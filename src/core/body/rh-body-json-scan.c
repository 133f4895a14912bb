/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes over the JSON of a body once, from its start: after a mark, in chunks, until somebody has
 * enough. */
#define G_LOG_DOMAIN "rh-body-json-scan"

#include "config.h"

#include "body/rh-body-json-scan.h"

#include "text/rh-charset.h"

#define BATCH 512
#define CHUNK (256 * 1024)

static guint64
find_start (RhSpool *text)
{
  char bytes[3];
  gsize length = rh_spool_read (text, 0, bytes, sizeof bytes);
  gsize mark;
  const char *charset = rh_charset_from_mark (bytes, length, &mark);

  /* It is a text already: another mark is none. */
  return g_strcmp0 (charset, RH_CHARSET_UTF8) == 0 ? mark : 0;
}

RhBodyScan
rh_body_json_scan (RhSpool *text,
                   RhBodyScanFunc take,
                   gpointer user_data,
                   GCancellable *cancellable)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  g_autofree RhJsonToken *tokens = g_new (RhJsonToken, BATCH);
  g_autofree char *chunk = g_malloc (CHUNK);
  guint64 at = find_start (text);
  guint n_tokens;
  gsize length;

  rh_json_scanner_resume (scanner, at, ' ', 0, 0);
  while ((length = rh_spool_read (text, (goffset) at, chunk, CHUNK)) > 0)
    for (gsize done = 0; done < length;)
      {
        gsize n
            = rh_json_scanner_feed (scanner, chunk + done, length - done, tokens, BATCH, &n_tokens);

        if (n_tokens > 0 && !take (user_data, tokens, n_tokens))
          return RH_BODY_SCAN_STOPPED;
        if (rh_json_scanner_get_fault (scanner, NULL) != RH_JSON_FAULT_NONE
            || g_cancellable_is_cancelled (cancellable))
          return RH_BODY_SCAN_WRONG;
        done += n;
        at += n;
      }

  if (!rh_json_scanner_finish (scanner, tokens, &n_tokens))
    return RH_BODY_SCAN_WRONG;

  return n_tokens > 0 && !take (user_data, tokens, n_tokens) ? RH_BODY_SCAN_STOPPED
                                                             : RH_BODY_SCAN_WHOLE;
}
