/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the media type of a response says of its body. Media types here are lower case and without
 * parameters, "" for unknown. Pure. */
#pragma once

#include "body/rh-body-document.h"

G_BEGIN_DECLS

/* Of application/json, all of +json, and so on; text of all others. */
RhBodySyntax rh_media_type_get_syntax (const char *media_type);
/* Says that it is text; what does not say so may be. */
gboolean rh_media_type_is_text (const char *media_type);
/* Says nothing that its sender can be held to: none, any text, any bytes. */
gboolean rh_media_type_is_vague (const char *media_type);
/* ".json"; "" if nothing is known. */
const char *rh_media_type_get_suffix (const char *media_type);
/* "utf-8" of "application/json; charset=UTF-8"; NULL: none. @content_type may be NULL. */
char *rh_media_type_dup_charset (const char *content_type);

G_END_DECLS
