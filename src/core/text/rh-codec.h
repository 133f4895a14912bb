/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte codecs of the web: base64url, percent-encoding, application/x-www-form-urlencoded. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* RFC 7636 appendix A: the URL-safe alphabet, no padding. */
char *rh_base64url_encode (const guint8 *bytes, gsize length);
/* Strict: no padding, no foreign character, no stray bits. NULL if it is not base64url. */
guint8 *rh_base64url_decode (const char *text, gssize length, gsize *out_length);

/* Where a value is put decides what must be encoded. */
typedef enum
{
  RH_PLACE_RAW,       /* as it is */
  RH_PLACE_PATH,      /* one path segment: "/" too is encoded */
  RH_PLACE_QUERY,     /* a name or value of a query; "/", "?", ":" and "@" stay */
  RH_PLACE_FORM,      /* WHATWG form encoding, space as + */
  RH_PLACE_COMPONENT, /* RFC 3986 unreserved only, space as %20 */
} RhPlace;

/* @text is UTF-8 or any bytes; each byte that is not allowed becomes %XX, upper case. */
char *rh_percent_encode (const char *text, gssize length, RhPlace place);
/* Decodes valid %XX only and leaves others as typed; NUL-safe through @out_length (may be NULL). */
char *rh_percent_decode (const char *text, gssize length, gsize *out_length);

/* A list of name and value for forms and queries; order and duplicates are kept. */
typedef struct
{
  char *name;
  char *value; /* NULL: a name without "=" (standards.md K6) */
} RhParam;

typedef struct _RhParams RhParams; /* owned array of RhParam */

RhParams *rh_params_new (void);
void rh_params_free (RhParams *self); /* wipes values */
void rh_params_add (RhParams *self, const char *name, const char *value);
guint rh_params_get_length (const RhParams *self);
const RhParam *rh_params_nth (const RhParams *self, guint index);
/* The first value of that name, "" for a name without "=", NULL where there is none. */
const char *rh_params_get (const RhParams *self, const char *name);
guint rh_params_count (const RhParams *self, const char *name);
/* Form encoding: space is +, UTF-8 (RFC 6749 appendix B). */
char *rh_params_to_form (const RhParams *self);
/* Query encoding: RH_PLACE_COMPONENT, so space is %20. */
char *rh_params_to_query (const RhParams *self);
/* Splits at "&", skips empty pieces, decodes + and %XX; never fails, NUL becomes U+FFFD. Other
 * bytes are kept, so a name or value need not be UTF-8. */
RhParams *rh_params_parse (const char *form, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhParams, rh_params_free)

G_END_DECLS
