/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input stream that gives several, one after the other. Private to RhBody. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_CONCAT_INPUT (rh_concat_input_get_type ())
G_DECLARE_FINAL_TYPE (RhConcatInput, rh_concat_input, RH, CONCAT_INPUT, GInputStream)

/* @lengths: of each, in bytes (goffset). A stream that ends early is an error, and one that has
 * more than it had is cut: the length of the whole was said already. */
GInputStream *rh_concat_input_new (GPtrArray *streams, GArray *lengths);

G_END_DECLS
