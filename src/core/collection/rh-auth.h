/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an authorization that is no OAuth 2.0 is made of, as it is edited and kept: templates. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  RH_AUTH_KIND_INHERIT, /* what the folder around it says; at last the collection */
  RH_AUTH_KIND_NONE,
  RH_AUTH_KIND_OAUTH2,  /* the collection's own: its OAuth 2.0 block */
  RH_AUTH_KIND_BASIC,   /* RFC 7617 */
  RH_AUTH_KIND_BEARER,  /* RFC 6750, a token that somebody else got */
  RH_AUTH_KIND_API_KEY, /* a header or a param of the query with a fixed value */
  RH_AUTH_KIND_DIGEST,  /* RFC 7616 */
  RH_AUTH_KIND_KEPT,    /* of a kind that is not sent here: it stays in the file as it is */
} RhAuthKind;

#define RH_TYPE_AUTH_KIND (rh_auth_kind_get_type ())
GType rh_auth_kind_get_type (void);

/* Fields. The password, the token and the value are secrets, whatever they are filled in from. */
#define RH_AUTH_USERNAME "username"
#define RH_AUTH_PASSWORD "password"
#define RH_AUTH_TOKEN "token"
#define RH_AUTH_KEY "key" /* the name of the API key */
#define RH_AUTH_VALUE "value"
#define RH_AUTH_PLACEMENT "placement" /* one of the two below */

#define RH_AUTH_PLACEMENT_HEADER "header"
#define RH_AUTH_PLACEMENT_QUERY "query"

/* The fields of a kind in the order they are shown and saved, NULL-terminated; of some kinds none.
 */
const char *const *rh_auth_fields_of (RhAuthKind kind);
gboolean rh_auth_field_is_secret (const char *field);

#define RH_TYPE_AUTH (rh_auth_get_type ())
G_DECLARE_FINAL_TYPE (RhAuth, rh_auth, RH, AUTH, GObject)

/* One object holds the fields of all kinds, so that a user name outlives a change of the kind.
 * Signal "changed". Every field is "", but the placement, which is the header. */
RhAuth *rh_auth_new (void);
RhAuth *rh_auth_copy (RhAuth *self);
/* Makes each field what it is in @other; NULL: empties them. */
void rh_auth_replace (RhAuth *self, RhAuth *other);
/* Fields that are what @was says become what @is says; others were edited since, and stay. */
void rh_auth_follow (RhAuth *self, RhAuth *was, RhAuth *is);
/* Never NULL. */
const char *rh_auth_get (RhAuth *self, const char *field);
void rh_auth_set (RhAuth *self, const char *field, const char *value);
/* In the fields of @kind; others do not count. */
gboolean rh_auth_equal (RhAuth *self, RhAuth *other, RhAuthKind kind);

G_END_DECLS
