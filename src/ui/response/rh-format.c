/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and states of an exchange in words. */
#define G_LOG_DOMAIN "rh-format"

#include "config.h"

#include "response/rh-format.h"

#include "http/rh-status.h"
#include "text/rh-hidden.h"

#include <glib/gi18n.h>
#include <string.h>

/* A server can write anything there; a status is one short line. */
#define REASON_MAX 60

char *
rh_format_duration (gint64 microseconds)
{
  double seconds = microseconds / 1e6;

  if (microseconds < 0)
    return g_strdup ("–");
  if (microseconds < 1000)
    /* Translators: a duration; ms are milliseconds. */
    return g_strdup (_ ("under 1 ms"));
  if (seconds < 1)
    /* Translators: milliseconds. */
    return g_strdup_printf (_ ("%d ms"), (int) (microseconds / 1000));
  if (seconds < 60)
    /* Translators: seconds. */
    return g_strdup_printf (_ ("%.1f s"), seconds);
  /* Translators: minutes and seconds. */
  return g_strdup_printf (_ ("%d min %d s"), (int) seconds / 60, (int) seconds % 60);
}

char *
rh_format_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

char *
rh_format_duration_words (gint64 microseconds)
{
  guint milliseconds = (guint) (MAX (microseconds, 0) / 1000);
  guint minutes = milliseconds / 60000;

  if (milliseconds == 0)
    return g_strdup (_ ("less than a millisecond"));
  if (milliseconds < 1000)
    return g_strdup_printf (ngettext ("%u millisecond", "%u milliseconds", milliseconds),
                            milliseconds);
  if (minutes == 0)
    return g_strdup_printf (_ ("%.1f seconds"), milliseconds / 1e3);
  return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
}

char *
rh_format_status (guint status, const char *reason)
{
  g_autofree char *spelled = NULL;
  g_autofree char *shown = NULL;

  if (reason == NULL || *reason == '\0')
    reason = rh_status_get_phrase (status);
  if (reason == NULL)
    return g_strdup_printf ("%u", status);

  spelled = rh_hidden_spell_out (reason);
  shown = g_utf8_substring (spelled, 0, MIN (g_utf8_strlen (spelled, -1), REASON_MAX));
  return g_strdup_printf ("%u %s%s", status, shown, strlen (shown) < strlen (spelled) ? "…" : "");
}

const char *
rh_format_status_class (guint status)
{
  if (status >= 400)
    return "error";
  return status >= 300 || status < 200 ? "warning" : "success";
}

static const char *
cookie_refusal (const char *code)
{
  if (g_str_equal (code, "domain"))
    /* Translators: %s is the name of a cookie. */
    return _ ("The server set the cookie “%s” for a domain it is not in; it was not kept.");
  if (g_str_equal (code, "public-suffix"))
    /* Translators: %s is the name of a cookie. */
    return _ ("The server set the cookie “%s” for a domain that many share; it was not kept.");
  if (g_str_equal (code, "insecure"))
    /* Translators: %s is the name of a cookie; Secure is an attribute of cookies and stays. */
    return _ ("The cookie “%s” is Secure and came over http; it was not kept.");
  if (g_str_equal (code, "shadows"))
    /* Translators: %s is the name of a cookie; Secure is an attribute of cookies and stays. */
    return _ ("The cookie “%s” came over http and would hide a Secure one; it was not kept.");
  if (g_str_equal (code, "prefix"))
    /* Translators: %s is the name of a cookie, such as __Host-id, where __Host- promises
     * something. */
    return _ ("The cookie “%s” does not keep what its prefix promises; it was not kept.");
  if (g_str_equal (code, "size"))
    /* Translators: %s is the name of a cookie. */
    return _ ("The cookie “%s” is longer than 4096 bytes; it was not kept.");

  /* Translators: %s is the name of a cookie. */
  return _ ("The cookie “%s” is not well-formed; it was not kept.");
}

/* @detail: the code and the name of a cookie. */
static char *
format_refused_cookie (const char *detail)
{
  g_auto (GStrv) parts = g_strsplit (detail, ":", 2);
  g_autoptr (GString) words = NULL;

  if (g_strv_length (parts) < 2)
    return g_strdup (detail);

  words = g_string_new (cookie_refusal (parts[0]));
  g_string_replace (words, "%s", parts[1], 1);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
rh_format_size (goffset size, goffset wire)
{
  g_autofree char *text = g_format_size ((guint64) size);
  g_autofree char *wire_text = NULL;

  if (wire < 0)
    return g_steal_pointer (&text);

  wire_text = g_format_size ((guint64) wire);
  if (g_str_equal (text, wire_text))
    return g_steal_pointer (&text);
  /* Translators: the size of a body, and of the compressed form that was transferred. */
  return g_strdup_printf (_ ("%s, %s on the wire"), text, wire_text);
}

char *
rh_format_progress (goffset size, goffset total, gint64 rate)
{
  g_autofree char *text = g_format_size ((guint64) size);
  g_autofree char *so_far = NULL;
  g_autofree char *speed = NULL;

  if (total > 0)
    {
      g_autofree char *whole = g_format_size ((guint64) total);

      /* Translators: what has arrived, of what is to come: "3.1 MB of 10 MB". */
      so_far = g_strdup_printf (_ ("%s of %s"), text, whole);
    }
  else
    so_far = g_steal_pointer (&text);
  if (rate < 0)
    return g_steal_pointer (&so_far);

  speed = g_format_size ((guint64) rate);
  /* Translators: a size that has arrived, and the size that arrives in a second. */
  return g_strdup_printf (_ ("%s, %s/s"), so_far, speed);
}

char *
rh_format_hop_note (const char *note)
{
  const char *colon = strchr (note, ':');
  const char *detail = colon != NULL ? colon + 1 : "";

  if (g_str_equal (note, "method-changed"))
    return g_strdup (_ ("The redirect changed the method to GET."));
  if (g_str_equal (note, "body-dropped"))
    return g_strdup (_ ("The body was not sent again."));
  if (g_str_has_prefix (note, "credential-dropped:"))
    /* Translators: %s is the name of a header, such as Authorization. */
    return g_strdup_printf (_ ("%s was not sent to the other site."), detail);
  if (g_str_equal (note, "downgrade"))
    return g_strdup (_ ("The redirect went from https to http."));
  if (g_str_equal (note, "target-encoded"))
    return g_strdup (_ ("Characters that a URL cannot hold were percent-encoded."));
  if (g_str_equal (note, "location-absent"))
    return g_strdup (_ ("The server redirects, but does not say where to: Location is missing."));
  if (g_str_equal (note, "replay"))
    return g_strdup (_ ("Sent again with a new access token after a 401."));
  if (g_str_equal (note, "authorization-typed"))
    return g_strdup (
        _ ("The header of the request itself was sent in place of its authorization."));
  if (g_str_equal (note, "userinfo-not-sent"))
    return g_strdup (_ ("User name and password in the URL were not sent."));
  if (g_str_equal (note, "longer-than-announced"))
    return g_strdup (_ ("The body is longer than Content-Length says."));
  if (g_str_equal (note, "digest-answered"))
    return g_strdup (_ ("Sent again with the answer to what the server asked for."));
  if (g_str_equal (note, "body-held-back"))
    return g_strdup (_ ("The body was held back until the server had said what it asks for."));
  if (g_str_equal (note, "body-sent"))
    return g_strdup (_ ("Sent again with its body: the server asked for nothing."));
  if (g_str_equal (note, "json-invalid"))
    return g_strdup (_ ("The body is not valid JSON once its variables are filled in."));
  if (g_str_has_prefix (note, "informational:"))
    /* Translators: %s is a status such as 103 Early Hints. */
    return g_strdup_printf (_ ("The server sent %s first."), detail);
  if (g_str_equal (note, "certificate-trusted"))
    return g_strdup (_ ("The certificate does not verify; you trust it at this address."));
  if (g_str_equal (note, "client-certificate"))
    return g_strdup (_ ("The server asked for a client certificate and got yours."));
  if (g_str_equal (note, "client-certificate-wanted"))
    return g_strdup (_ ("The server asked for a client certificate; none is set for it."));
  if (g_str_equal (note, "proxy-answered"))
    return g_strdup (_ ("The proxy answered, not the server: it wants user name and password."));
  if (g_str_has_prefix (note, "coding-kept:"))
    /* Translators: %s is the name of an encoding, such as “zstd”. */
    return g_strdup_printf (_ ("The body is shown as it was sent: “%s” cannot be unpacked here."),
                            detail);
  if (g_str_has_prefix (note, "digest-unknown:"))
    return g_strdup_printf (
        /* Translators: the name of an algorithm, as the server wrote it. */
        _ ("The server asks for Digest with an algorithm that Rehearsal does not know: %s"),
        detail);
  if (g_str_has_prefix (note, "coding-absent:"))
    return g_strdup_printf (
        /* Translators: the name of an encoding, such as “gzip”. */
        _ ("The response says that its body is packed with “%s”, but it is not. It is shown as it "
           "was sent."),
        detail);
  if (g_str_has_prefix (note, "cookie-refused:"))
    return format_refused_cookie (detail);
  return g_strdup (note);
}

char *
rh_format_hop_note_of (RhHop *hop, const char *prefix)
{
  const char *const *notes = hop != NULL ? rh_hop_get_notes (hop) : NULL;

  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    if (g_str_has_prefix (notes[i], prefix))
      return rh_format_hop_note (notes[i]);

  return NULL;
}
