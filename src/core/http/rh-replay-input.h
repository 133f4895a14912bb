/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input stream that gives back bytes that were already read, then goes on with the stream they
 * came from. Private to the loopback server. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_REPLAY_INPUT (rh_replay_input_get_type ())
G_DECLARE_FINAL_TYPE (RhReplayInput, rh_replay_input, RH, REPLAY_INPUT, GFilterInputStream)

/* @base must be pollable. */
GInputStream *rh_replay_input_new (GInputStream *base, GBytes *replayed);

/* Signal "closed": the stream was closed. */

G_END_DECLS
