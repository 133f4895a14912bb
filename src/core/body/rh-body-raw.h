/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON and markup as they came, in colours. Lines are cut as plain ones are, but a line that is too
 * long for a row is cut where no short token is cut in two. What a row begins within is its mode,
 * so that a note is enough to colour what follows it. Private to body/. */
#pragma once

#include "body/rh-body-cutter.h"

G_BEGIN_DECLS

extern const RhBodyCutter rh_body_raw_json_cutter;
extern const RhBodyCutter rh_body_raw_xml_cutter;
extern const RhBodyCutter rh_body_raw_html_cutter;

G_END_DECLS
