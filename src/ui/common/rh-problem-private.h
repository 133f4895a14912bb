/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say of each error: tables, one for each error domain. Private to rh-problem. */
#pragma once

#include "common/rh-problem.h"

G_BEGIN_DECLS

/* What the message of the error is, and so how it is shown. */
typedef enum
{
  RH_PROBLEM_DETAIL_NONE,
  RH_PROBLEM_DETAIL_SAID,  /* the server's own words */
  RH_PROBLEM_DETAIL_PLAIN, /* an address, a path, the words of a library */
  RH_PROBLEM_DETAIL_FIELD, /* the name of a setting: goes into the sentence */
  RH_PROBLEM_DETAIL_NAME,  /* any other name: goes into the sentence */
} RhProblemDetail;

/* Untranslated; see RhProblem. */
typedef struct
{
  const char *title;
  const char *sentence; /* of a FIELD and a NAME: with %s for it */
  RhProblemDetail detail;
  const char *field;
  const char *action;
} RhProblemEntry;

#define RH_PROBLEM_ENTRY(code, ...) [code] = { __VA_ARGS__ }

typedef struct
{
  GQuark (*quark) (void);
  const RhProblemEntry *entries; /* by code; one without a title is no entry */
  gsize n_entries;
} RhProblemDomain;

/* RH_HELP_…; NULL: no page tells more of @error. */
const char *rh_problem_help_find (const GError *error);

/* Each ends with a domain that has no quark. */
extern const RhProblemDomain rh_problem_oauth_domains[];
extern const RhProblemDomain rh_problem_http_domains[];
extern const RhProblemDomain rh_problem_request_domains[];
extern const RhProblemDomain rh_problem_response_domains[];
extern const RhProblemDomain rh_problem_files_domains[];
extern const RhProblemDomain rh_problem_import_domains[];

G_END_DECLS
