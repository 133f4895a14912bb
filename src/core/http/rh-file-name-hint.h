/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name for a file to save a response to. A server's word is a hint only (RFC 6266 4.3): what
 * comes out is a single plain name, whatever went in. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RH_FILE_NAME_HINT_MAX 200 /* bytes */

/**
 * rh_file_name_hint:
 * @disposition: (nullable): the value of Content-Disposition
 * @url: (nullable): what the response is of
 * @suffix: what its media type ends in (".json"); "" if unknown
 *
 * The name that @disposition gives ("filename*" before "filename", RFC 8187), else the last segment
 * of @url's path with @suffix if it has none. Valid UTF-8 without path separators, leading dots,
 * controls, bidi controls, names of devices, and what Windows does not allow. NULL: neither gives
 * one. (transfer full)
 */
char *rh_file_name_hint (const char *disposition, const char *url, const char *suffix);

G_END_DECLS
