/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say about a body, above it: how it ended, where it stops being what it says, how
 * it is read. */
#define G_LOG_DOMAIN "rh-body-view-notice"

#include "config.h"

#include "body/rh-media-type.h"
#include "common/rh-problem.h"
#include "oauth/rh-server-text.h"
#include "response/rh-body-view-private.h"
#include "response/rh-format.h"
#include "text/rh-charset.h"

#include <glib/gi18n.h>

/* Characters of what a server calls something. */
#define MAX_NAME 40

char *
rh_body_view_dup_named_charset (RhBodyView *self)
{
  RhHop *hop = rh_exchange_get_last_hop (self->exchange);

  return rh_media_type_dup_charset (
      hop != NULL ? rh_headers_get (rh_hop_get_headers (hop), "Content-Type") : NULL);
}

/* What came is not all there was, or not what was asked for. */
static char *
dup_failure_notice (const GError *error, const char *size)
{
  g_autoptr (RhProblem) problem = NULL;

  if (error == NULL || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED))
    /* Translators: %s is a size such as 12 kB. */
    return g_strdup_printf (_ ("The connection ended early: these are the first %s."), size);

  problem = rh_problem_new (error);
  return g_strdup (problem->sentence);
}

static char *
dup_end_notice (RhBodyView *self)
{
  RhSpool *spool = rh_exchange_get_spool (self->exchange);
  g_autofree char *size = g_format_size ((guint64) rh_spool_get_size (spool));

  switch (rh_exchange_get_state (self->exchange))
    {
    case RH_EXCHANGE_STATE_CANCELLED:
      /* Translators: %s is a size such as 12 kB. */
      return g_strdup_printf (_ ("Cancelled: these are the first %s."), size);
    case RH_EXCHANGE_STATE_FAILED:
      return dup_failure_notice (rh_exchange_get_error (self->exchange), size);
    case RH_EXCHANGE_STATE_WAITING:
    case RH_EXCHANGE_STATE_RECEIVING:
    case RH_EXCHANGE_STATE_DONE:
    default:
      return NULL;
    }
}

static char *
dup_fault_notice (const RhBodyFault *fault, RhBodySyntax syntax)
{
  const char *format
      = syntax == RH_BODY_SYNTAX_JSON
            /* Translators: the numbers of a line and a column. */
            ? _ ("Not valid JSON from line %s, column %s on. What follows is shown as it came.")
            /* Translators: the numbers of a line and a column. */
            : _ ("Not well formed from line %s, column %s on. What follows is shown as it came.");
  g_autofree char *line = rh_format_count (fault->line);
  g_autofree char *column = rh_format_count (fault->column);
  g_autoptr (GString) notice = g_string_new (format);

  g_string_replace (notice, "%s", line, 1);
  g_string_replace (notice, "%s", column, 1);
  return g_string_free_and_steal (g_steal_pointer (&notice));
}

/* The charset that it names is none that can be read. */
static char *
dup_unknown_charset_notice (const char *named, const char *charset)
{
  g_autofree char *known = rh_charset_from_name (named);
  g_autofree char *clean = NULL;
  g_autofree char *shown = NULL;

  if (known != NULL)
    return NULL;

  clean = rh_server_text_clean (named);
  shown = g_utf8_truncate_middle (clean, MAX_NAME);
  /* Translators: the name that a server uses, and that of an encoding. */
  return g_strdup_printf (_ ("The response says “%s”, which is no known encoding; read as %s."),
                          shown, charset);
}

/* A body that could not be unpacked looks like noise; one that need not be is a fault of the
 * server. */
static char *
dup_coding_notice (RhBodyView *self)
{
  RhHop *hop = rh_exchange_get_last_hop (self->exchange);
  char *notice = rh_format_hop_note_of (hop, "coding-kept:");

  return notice != NULL ? notice : rh_format_hop_note_of (hop, "coding-absent:");
}

/* Nobody said what it is in, and it is not what everybody uses. */
static char *
dup_charset_notice (RhBodyView *self)
{
  const char *charset = rh_body_document_get_charset (self->document);
  g_autofree char *named = rh_body_view_dup_named_charset (self);

  if (rh_body_document_get_layout (self->document) == RH_BODY_LAYOUT_HEX)
    return NULL;
  if (named != NULL)
    return dup_unknown_charset_notice (named, charset);
  if (g_ascii_strcasecmp (charset, RH_CHARSET_WINDOWS) != 0)
    return NULL;

  return g_strdup (_ ("The response names no charset and is not UTF-8: read as windows-1252."));
}

void
rh_body_view_update_banner (RhBodyView *self)
{
  gboolean has_spool = rh_exchange_get_spool (self->exchange) != NULL;
  g_autofree char *notice = has_spool ? dup_end_notice (self) : NULL;
  const RhBodyFault *fault
      = self->document != NULL ? rh_body_document_get_fault (self->document) : NULL;
  /* Of a part the rest may have been valid. */
  gboolean show_fault = notice == NULL && fault != NULL;

  if (show_fault)
    notice = dup_fault_notice (fault, rh_body_document_get_syntax (self->document));
  if (notice == NULL)
    notice = rh_format_hop_note_of (rh_exchange_get_last_hop (self->exchange), "location-absent");
  if (notice == NULL)
    notice = dup_coding_notice (self);
  if (notice == NULL && self->document != NULL)
    notice = dup_charset_notice (self);
  adw_banner_set_button_label (self->banner, show_fault ? _ ("_Go There") : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner),
                                  show_fault ? "body.go-to-fault" : NULL);
  adw_banner_set_title (self->banner, notice != NULL ? notice : "");
  adw_banner_set_revealed (self->banner, notice != NULL);
}
