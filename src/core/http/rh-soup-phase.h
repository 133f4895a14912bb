/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a message has come, and what an error of libsoup's or GIO's means there. Pure. */
#pragma once

#include "http/rh-request.h"

G_BEGIN_DECLS

typedef enum
{
  RH_SOUP_PHASE_RESOLVE,
  RH_SOUP_PHASE_CONNECT,
  RH_SOUP_PHASE_PROXY,
  RH_SOUP_PHASE_TLS,
  RH_SOUP_PHASE_SEND,
  RH_SOUP_PHASE_WAIT,
  RH_SOUP_PHASE_BODY,
} RhSoupPhase;

/* Of an error before the head of the answer. */
RhHttpError rh_soup_phase_name_error (RhSoupPhase phase, const GError *error);

G_END_DECLS
