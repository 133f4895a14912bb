/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of another program's file, read with tolerance: one of a wrong type counts as not there,
 * and is told. */
#pragma once

#include "format/rh-import.h"

G_BEGIN_DECLS

typedef enum
{
  RH_MEMBER_TEXT, /* any scalar */
  RH_MEMBER_SEQUENCE,
  RH_MEMBER_MAPPING,
  RH_MEMBER_ANY,
  RH_MEMBER_STAMP, /* an id or a time of the other program's: left out, and told as such */
} RhMemberKind;

typedef struct
{
  const char *key;
  RhMemberKind kind;
} RhMember;

/* The scalar's text; "" if it is not there, null or no scalar. @map: NULL or anything. Borrowed. */
const char *rh_member_text (const RhYaml *map, const char *key);
/* NULL unless it is one. Borrowed. */
RhYaml *rh_member_sequence (const RhYaml *map, const char *key);
RhYaml *rh_member_mapping (const RhYaml *map, const char *key);
/* Whether it says true. */
gboolean rh_member_is_true (const RhYaml *map, const char *key);
/* Tells at @place each key of @map that is none of @members, or is of another kind than they say;
 * stamps at "". @members ends with a key that is NULL. A member that is null, or has nothing in it,
 * says nothing and is not told; nor is anything where @map is no mapping. */
void
rh_members_tell (RhImport *import, const RhYaml *map, const RhMember *members, const char *place);

/* What a request without a name is called: "GET /v1/users". Nothing of the query, which can be long
 * and secret. (transfer full) */
char *rh_import_dup_request_name (const char *method, const char *url);

G_END_DECLS
