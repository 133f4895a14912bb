/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spools that a thread fills with what it makes of a body. */
#define G_LOG_DOMAIN "rh-body-scratch"

#include "config.h"

#include "body/rh-body-scratch.h"

RhSpool *
rh_body_scratch_new (void)
{
  /* A context that nobody runs: notifications of the main one would race with the writer. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  RhSpool *spool;

  g_main_context_push_thread_default (context);
  spool = rh_spool_new (G_MAXINT64, FALSE);
  g_main_context_pop_thread_default (context);

  return spool;
}
