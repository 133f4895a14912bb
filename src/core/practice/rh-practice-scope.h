/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes that the practice server knows, and sets of them. Private to practice. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *wish;    /* "see employees": for the heading of the consent page; untranslated */
  const char *meaning; /* what it lets a client do; likewise */
} RhPracticeScope;

/* Ends with a NULL name. */
const RhPracticeScope *rh_practice_scope_all (void);
const RhPracticeScope *rh_practice_scope_find (const char *name);

/* The names in @text once each, in order; NULL if one is unknown or @text is not a scope (RFC 6749
 * 3.3). NULL or "" gives the default, users:read. */
char *rh_practice_scope_parse (const char *text);
gboolean rh_practice_scope_has (const char *scope, const char *name);
/* Is every name of @part in @whole? */
gboolean rh_practice_scope_is_within (const char *part, const char *whole);

G_END_DECLS
