/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The path of a URL that is still a template, as text: its ":name" segments are parameters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a URL's parts begin, in bytes; each is as long as up to the next, the last up to the end.
 * A part that is not there is empty. A delimiter inside {{…}} is none. */
typedef struct
{
  gsize authority; /* after "://"; 0 if there is no scheme */
  gsize path;      /* at its "/" */
  gsize query;     /* at its "?" */
  gsize fragment;  /* at its "#" */
} RhUrlParts;
void rh_url_parts_find (const char *url, RhUrlParts *parts);

/* One ":name" that is a whole segment of the path. */
typedef struct
{
  gsize start; /* of the ":" */
  gsize length;
  char *name;
} RhPathParam;

/* All of them in order, one of a name as often as it stands there. (element-type RhPathParam) */
GArray *rh_path_template_find (const char *url);
/* What the name of one can be: nothing that would end or confuse the segment. */
gboolean rh_path_template_is_name (const char *name);
/* With another name wherever @name stood. */
char *rh_path_template_rename (const char *url, const char *name, const char *new_name);

G_END_DECLS
