/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults of the practice server: what a real service shows rarely, on demand. */
#define G_LOG_DOMAIN "rh-practice-fault"

#include "config.h"

#include "practice/rh-practice-fault.h"

#include "http/rh-loopback-server.h"

#include <string.h>

#define RETRY_AFTER "5" /* seconds */

/* In the order of the bits of RhPracticeFault. */
static const char *const names[]
    = { "expired-token", "revoked-grant", "wrong-iss", "missing-expires-in", "429", "500", "slow",
        "cut",           "html",          NULL };

RhPracticeFault
rh_practice_fault_from_name (const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return 1 << i;

  return RH_PRACTICE_FAULT_NONE;
}

const char *const *
rh_practice_fault_names (void)
{
  return names;
}

static void
answer_html (RhPracticeCall *call)
{
  static const char page[] = "<html><head><title>Welcome</title></head><body><h1>Welcome to the "
                             "intranet</h1><p>Sign in to go on.</p></body></html>\n";

  soup_server_message_set_status (call->message, 200, NULL);
  soup_server_message_set_response (call->message, "text/html;charset=UTF-8", SOUP_MEMORY_STATIC,
                                    page, strlen (page));
  rh_practice_call_set_header (call, "Cache-Control", "no-store");
}

gboolean
rh_practice_fault_answer (RhPracticeCall *call)
{
  RhPracticeFault faults = call->state->faults;

  if (faults & RH_PRACTICE_FAULT_RATE_LIMIT)
    {
      rh_practice_call_set_header (call, "Retry-After", RETRY_AFTER);
      rh_practice_call_reply_error (call, 429, "TOO_MANY_REQUESTS", "Too many requests");
    }
  else if (faults & RH_PRACTICE_FAULT_SERVER_ERROR)
    rh_practice_call_reply_error (call, 500, "PROCESSING_FAILED", "Something went wrong");
  else if (faults & RH_PRACTICE_FAULT_HTML)
    answer_html (call);
  else
    return FALSE;

  return TRUE;
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  rh_loopback_message_cut (message);
}

/* Announces all of the body, sends half of it, and is gone. */
static void
cut (RhPracticeCall *call)
{
  SoupMessageBody *body = soup_server_message_get_response_body (call->message);
  g_autoptr (GBytes) whole = soup_message_body_flatten (body);
  gsize length = g_bytes_get_size (whole);
  g_autoptr (GBytes) first = g_bytes_new_from_bytes (whole, 0, length / 2);
  g_autoptr (GBytes) rest = g_bytes_new_from_bytes (whole, length / 2, length - length / 2);

  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, first);
  soup_message_body_append_bytes (body, rest);
  g_signal_connect (call->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), NULL);
}

void
rh_practice_fault_bend (RhPracticeCall *call)
{
  if (call->state->faults & RH_PRACTICE_FAULT_CUT)
    cut (call);
}
