/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first bytes of an answer tell of who sent it. */
#define G_LOG_DOMAIN "rh-answer-start"

#include "config.h"

#include "http/rh-answer-start.h"

#include <string.h>

#define SHOWN_SIZE 64
#define PROTOCOL "HTTP/"
/* 9 stands for any digit. */
#define STATUS_LINE "HTTP/1.9 999"

/* As libsoup does: line ends that an earlier answer had too many of. */
static const char *
skip_line_ends (const char *bytes, gsize *length)
{
  while (*length > 0 && (*bytes == '\r' || *bytes == '\n'))
    {
      bytes++;
      (*length)--;
    }

  return bytes;
}

static gboolean
fits (char byte, char wanted)
{
  return wanted == '9' ? g_ascii_isdigit (byte) : byte == wanted;
}

static RhAnswerKind
classify_status_line (const char *bytes, gsize length)
{
  const gsize wanted = strlen (STATUS_LINE);

  for (gsize i = 0; i < MIN (length, wanted); i++)
    if (!fits (bytes[i], STATUS_LINE[i]))
      return RH_ANSWER_ODD;

  if (length <= wanted || strchr (" \r\n", bytes[wanted]) != NULL)
    return RH_ANSWER_HTTP;

  return RH_ANSWER_ODD;
}

static gboolean
is_tls_record (const char *bytes, gsize length)
{
  /* an alert or a handshake, of a version that begins with 3 (RFC 8446 5.1) */
  return length >= 2 && (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 0x03;
}

RhAnswerKind
rh_answer_start_classify (const char *bytes, gsize length)
{
  const char *start = skip_line_ends (bytes, &length);
  const gsize known = MIN (length, strlen (PROTOCOL));

  if (is_tls_record (start, length))
    return RH_ANSWER_TLS;
  if (length == 0 || (length == 1 && (*start == 0x15 || *start == 0x16)))
    return RH_ANSWER_UNDECIDED;
  if (strncmp (start, PROTOCOL, known) != 0)
    return RH_ANSWER_OTHER;
  if (known < strlen (PROTOCOL))
    return RH_ANSWER_UNDECIDED;

  return classify_status_line (start, length);
}

char *
rh_answer_start_dup_shown (const char *bytes, gsize length)
{
  GString *shown = g_string_new (NULL);
  const char *start = skip_line_ends (bytes, &length);
  const gsize shown_length = MIN (length, SHOWN_SIZE);

  for (gsize i = 0; i < shown_length && start[i] != '\r' && start[i] != '\n'; i++)
    if (g_ascii_isprint (start[i]) && start[i] != '\\')
      g_string_append_c (shown, start[i]);
    else
      g_string_append_printf (shown, "\\x%02x", (guint8) start[i]);

  return g_string_free_and_steal (shown);
}
