/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON Web Token, decoded to be looked at (RFC 7515 to 7519). Nothing is verified and nothing is
 * sent anywhere: what is read here decides nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer ones are not decoded. */
#define RH_JWT_MAX_SIZE (1024 * 1024)

typedef enum
{
  RH_JWT_ENCRYPTED = 1 << 0,        /* five parts: only the header can be read */
  RH_JWT_UNSIGNED = 1 << 1,         /* "alg" is none, however it is written (RFC 8725 2.1) */
  RH_JWT_NO_ALGORITHM = 1 << 2,     /* no "alg": not allowed (RFC 7515 4.1.1) */
  RH_JWT_CRITICAL = 1 << 3,         /* "crit": has extensions that a reader must know */
  RH_JWT_DUPLICATE_MEMBER = 1 << 4, /* readers may disagree about what it says */
  RH_JWT_NOT_AN_OBJECT = 1 << 5,    /* the payload is no JSON object; it is shown as it is */
} RhJwtFlags;

typedef enum
{
  RH_JWT_ISSUED_AT,
  RH_JWT_NOT_BEFORE,
  RH_JWT_EXPIRES_AT,
  RH_JWT_N_TIMES,
} RhJwtTime;

typedef struct
{
  char *text; /* the number as it was sent; NULL: not there, or no number */
  gboolean known;
  gint64 seconds; /* since 1970, whole ones, if @known: it fits a date that can be shown */
} RhJwtDate;

typedef struct
{
  RhJwtFlags flags;
  char *algorithm; /* server text: clean it to show; NULL */
  char *header;    /* UTF-8, laid out, in which no control or bidi character is left; otherwise as
                      sent: numbers, order, duplicates */
  char *payload;   /* the same; NULL: encrypted, or detached, or not text */
  RhJwtDate dates[RH_JWT_N_TIMES];
} RhJwt;

/* NULL: it is none, or too large. A "Bearer " before it, or white space around, is not skipped. */
RhJwt *rh_jwt_decode (const char *text, gsize length);
void rh_jwt_free (RhJwt *self); /* wipes */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhJwt, rh_jwt_free)

G_END_DECLS
