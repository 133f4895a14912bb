/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Get Started says: each step's purpose, the fact it was seen by, and what went wrong. */
#pragma once

#include "workspace/rh-progress.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct
{
  const char *title;
  const char *purpose;
  const char *need; /* what one needs */
  const char *get;  /* what one gets */
  const char *why;  /* why it matters */
} RhGuideWords;

const RhGuideWords *rh_guide_words (RhStep step);
/* "Client acme, secret in the keyring"; what is to come where it was not reached. (transfer full)
 */
char *rh_guide_words_dup_fact (RhStep step, const RhStepFact *fact);
/* "Today, 14:02"; NULL: not known. (transfer full) */
char *rh_guide_words_dup_when (const RhStepFact *fact);
/* What a step proved, a sentence each, as markup; NULL where it is not reached. (transfer full) */
char *rh_guide_words_dup_proof (RhStep step, const RhStepFact *fact);

typedef struct
{
  char *title;
  char *text;
  char *button;     /* NULL: nothing to press */
  const char *help; /* RH_HELP_…: the page that tells more; NULL: none */
} RhGuideProblem;

/* NULL: RH_CAUSE_NONE. (transfer full) */
RhGuideProblem *rh_guide_problem_new (const RhCause *cause);
void rh_guide_problem_free (RhGuideProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhGuideProblem, rh_guide_problem_free)

G_END_DECLS
