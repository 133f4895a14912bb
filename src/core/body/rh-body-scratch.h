/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spools that a thread fills with what it makes of a body. Private to body/. */
#pragma once

#include "http/rh-spool.h"

G_BEGIN_DECLS

/* In the thread that will write to it; nobody is notified of its growth. (transfer full) */
RhSpool *rh_body_scratch_new (void);

G_END_DECLS
