/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON that is still a template: a {{variable}} in a string is text, and a bare one stands for a
 * value. */
#pragma once

#include "text/rh-json-format.h"

G_BEGIN_DECLS

/* Larger ones are not looked at: nobody types them. */
#define RH_JSON_TEMPLATE_LIMIT (8 * 1024 * 1024)

/* @offset: (out) (optional): bytes of @text that were understood */
RhJsonFormatResult rh_json_template_check (const char *text, gsize *offset);
/* As rh_json_format() lays it out, variables as they were typed. NULL: it is not valid.
 * (transfer full) */
char *rh_json_template_format (const char *text, gsize *offset);

G_END_DECLS
