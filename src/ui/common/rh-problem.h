/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a GError means to the person in front of it: a heading, a sentence that says what happened
 * and what to do, the server's own words as data, and what can be done at once. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* GActions that a problem may name. Window and application have them; a widget that shows a problem
 * makes a button with action_label of it. */
#define RH_PROBLEM_ACTION_CONNECT "win.connect"
#define RH_PROBLEM_ACTION_SEND "win.send"
#define RH_PROBLEM_ACTION_NETWORK "app.network"
#define RH_PROBLEM_ACTION_ACCEPT "win.accept-collection"
#define RH_PROBLEM_ACTION_DEFINE "win.define-variable" /* with the name as string */

/**
 * RhProblem:
 *
 * Everything but action is plain text, translated and never markup: show it in a label that does
 * not use markup, and mind that AdwToast and AdwActionRow do unless told otherwise.
 */
typedef struct
{
  char *title;              /* "Sign-in Was Denied": for a heading or a toast */
  char *sentence;           /* what happened and what to do */
  char *detail;             /* the other side's own words, cleaned; NULL: none */
  char *field;              /* RH_OAUTH_… name of the setting to mend; NULL: none */
  const char *action;       /* RH_PROBLEM_ACTION_…; NULL: none */
  char *action_target;      /* string parameter of the action; NULL: it takes none */
  const char *help;         /* RH_HELP_…: the page that tells more; NULL: none */
  const char *action_label; /* "Connect…"; NULL when there is no action */
} RhProblem;

/* Every error has a problem; a cancelled one too, so ask for that before. */
RhProblem *rh_problem_new (const GError *error);
/* Says instead that this computer is offline, if it is and @error can come of that. @url: where it
 * was to go, NULL: not known; this computer is reached without a network. */
gboolean rh_problem_blame_network (RhProblem *self, const GError *error, const char *url);
void rh_problem_free (RhProblem *self);
/* Sentence and quoted detail in one, for a label. */
char *rh_problem_dup_text (const RhProblem *self);
/* How a setting is called on screen ("Client ID"); @field itself if it has no name. Borrowed. */
const char *rh_problem_field_label (const char *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhProblem, rh_problem_free)

G_END_DECLS
