/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An RhUriOpener without a browser: it keeps what it was asked to open. */
#pragma once

#include "oauth/rh-uri-opener.h"

G_BEGIN_DECLS

typedef enum
{
  RH_FAKE_OPENER_OPENS,
  RH_FAKE_OPENER_FAILS,
  RH_FAKE_OPENER_NEVER_ANSWERS,
} RhFakeOpenerMode;

#define RH_TYPE_FAKE_OPENER (rh_fake_opener_get_type ())
G_DECLARE_FINAL_TYPE (RhFakeOpener, rh_fake_opener, RH, FAKE_OPENER, GObject)

RhFakeOpener *rh_fake_opener_new (RhFakeOpenerMode mode);
guint rh_fake_opener_get_n_opened (RhFakeOpener *self);
/* The last one; NULL: none. Borrowed. */
const char *rh_fake_opener_get_uri (RhFakeOpener *self);

G_END_DECLS
