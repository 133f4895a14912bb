/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query of a URL that is still a template, as text: found, split and changed in place, so that
 * every byte that was not touched stays as typed. A "?", "&", "=" or "#" inside {{…}} is none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A copy of a template in which each {{…}} is blanked out, byte for byte, so that a plain search
 * finds delimiters only. */
char *rh_query_blank_refs (const char *text);

/* What stands between "&" and is not empty, in order; NULL-terminated. */
GStrv rh_query_split (const char *url);
/* @index counts what rh_query_split() gave. A "?" is added where there is none yet. */
char *rh_query_insert (const char *url, guint index, const char *segment);
char *rh_query_replace (const char *url, guint index, const char *segment);
/* A "?" that is left alone by it goes too. */
char *rh_query_remove (const char *url, guint index);

/* "name=value", or "name" if @bare. What would end the name or the segment is percent-encoded,
 * everything else is as it is. "" if both are empty. */
char *rh_query_segment_new (const char *name, const char *value, gboolean bare);
void rh_query_segment_parse (const char *segment, char **name, char **value, gboolean *bare);

G_END_DECLS
