/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that fill a request in: templates become texts, place by place. */
#pragma once

#include "collection/rh-request-item.h"
#include "collection/rh-resolver.h"
#include "http/rh-request.h"
#include "text/rh-template.h"

G_BEGIN_DECLS

/* What every look-up goes to. */
typedef struct
{
  RhVariableLookup lookup;
  gpointer user_data;
} RhFill;

RhText *rh_fill (const RhFill *self, const char *template, RhPlace place, GError **error);
/* Without white space around what was typed. */
RhText *rh_fill_stripped (const RhFill *self, const char *template, RhPlace place, GError **error);

/* Bytes as they must be at a place. (transfer full) */
typedef char *(*RhFillEncode) (const char *bytes, gsize length);
char *rh_fill_encode_path (const char *bytes, gsize length);
char *rh_fill_encode_form (const char *bytes, gsize length);
/* A name in a part's head, as browsers write it (RFC 7578 2, WHATWG). */
char *rh_fill_encode_part_name (const char *bytes, gsize length);
/* Appends @text, what was typed in it as well as each span, encoded. */
void rh_fill_append_encoded (RhText *out, const RhText *text, RhFillEncode encode);
/* The same of a template, whose values go in raw: a row holds the value itself. */
gboolean rh_fill_append (RhText *out,
                         const RhFill *self,
                         const char *template,
                         RhFillEncode encode,
                         GError **error);

/* The URL: rh-fill-url.c */

/* With its scheme. */
RhText *rh_fill_url (const RhFill *self, RhRequestItem *item, GError **error);

/* The body: rh-fill-body.c */

/* After the headers; may complete a Content-Type among them. */
gboolean rh_fill_body (const RhFill *self, RhRequest *request, RhRequestItem *item, GError **error);

G_END_DECLS
