/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next page of a list, where a response says how to get it: Link (RFC 8288), or a cursor or an
 * address in its JSON. Only ever at the origin that answered. */
#pragma once

#include "http/rh-headers.h"

G_BEGIN_DECLS

/* Longer bodies are not looked into. */
#define RH_NEXT_PAGE_MAX_BODY (4 * 1024 * 1024)

/* Either an address or a param. Server text, of which nothing is a template any more. */
typedef struct
{
  char *url;   /* the whole address; NULL: set the param instead */
  char *param; /* name */
  char *value; /* percent-encoded */
  char *sent;  /* what the address was given as an answer to */
} RhNextPage;

/* @url: that the response came from, as it was sent. @body: what came, NULL: none. NULL: there is
 * no next page, or nothing says so. */
RhNextPage *rh_next_page_find (const char *url, RhHeaders *headers, const char *body, gsize length);
void rh_next_page_free (RhNextPage *self);

/* The template of the URL that was sent, changed so that it asks for that page; what the answer did
 * not change stays as typed, variables too. Params that a cursor replaces (offset, before, page)
 * are taken out. */
char *rh_next_page_apply (const RhNextPage *self, const char *url_template);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhNextPage, rh_next_page_free)

G_END_DECLS
