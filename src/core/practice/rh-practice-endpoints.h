/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of the API, whose token was looked at. Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"
#include "practice/rh-practice-records.h"

G_BEGIN_DECLS

typedef struct
{
  const RhPracticeToken *token;
  const char *id; /* in the path; NULL: it has none */
  const RhPracticeRecords *records;
} RhPracticeAsked;

typedef void (*RhPracticeEndpoint) (RhPracticeCall *call, const RhPracticeAsked *asked);

/* rh-practice-people.c */
void rh_practice_search_employees (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_get_employee (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_list_companies (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_get_company (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_introspect (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_get_installation (RhPracticeCall *call, const RhPracticeAsked *asked);
/* All tokens of the client are dead then, the one that asked too. */
void rh_practice_delete_installation (RhPracticeCall *call, const RhPracticeAsked *asked);

/* rh-practice-vendors.c */
void rh_practice_search_vendors (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_get_vendor (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_add_vendor (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_activate_vendor (RhPracticeCall *call, const RhPracticeAsked *asked);
void rh_practice_archive_vendor (RhPracticeCall *call, const RhPracticeAsked *asked);

/* rh-practice-record-endpoints.c: records that nobody changes */
void rh_practice_get_record (RhPracticeCall *call, const RhPracticeAsked *asked);
/* All of them, or those of company_id. */
void rh_practice_list_records (RhPracticeCall *call, const RhPracticeAsked *asked);
/* The same, and company_id or organization_id has to be there. */
void rh_practice_list_of_owner (RhPracticeCall *call, const RhPracticeAsked *asked);
/* The company is in the body, as companyId. */
void rh_practice_search_of_company (RhPracticeCall *call, const RhPracticeAsked *asked);
/* Those whose parent is the id in the path. */
void rh_practice_list_within (RhPracticeCall *call, const RhPracticeAsked *asked);

/* rh-practice-answers.c */
void rh_practice_reply_bad_parameter (RhPracticeCall *call, const char *message);
void rh_practice_reply_not_found (RhPracticeCall *call);
/* One of these parameters (NULL-terminated) is there twice. */
gboolean rh_practice_is_doubled (const RhParams *query, const char *const *names);
/* @value NULL: whatever it is. */
gboolean rh_practice_member_is (JsonObject *object, const char *name, const char *value);
/* The body; NULL: it is no object. (transfer full) */
JsonObject *rh_practice_read_object (RhPracticeCall *call);
void rh_practice_reply_no_object (RhPracticeCall *call);
/* NULL unless the member is a string with something in it, and not too long. */
const char *rh_practice_get_string (JsonObject *object, const char *name);

G_END_DECLS
