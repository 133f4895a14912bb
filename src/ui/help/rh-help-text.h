/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Help says. Tables; all of it is to be translated by who shows it, and none of it is markup.
 */
#pragma once

#include "common/rh-help-context.h"

G_BEGIN_DECLS

#define RH_HELP_MAX_SECTIONS 12
#define RH_HELP_MAX_LINKS 2

typedef struct
{
  const char *title; /* NULL: it needs none */
  const char *text;  /* NULL: there are no more */
} RhHelpSection;

typedef struct
{
  const char *label;  /* NULL: there are no more */
  const char *action; /* of the application or the window, without a parameter */
} RhHelpLink;

typedef enum
{
  RH_HELP_GROUP_GUIDES,
  RH_HELP_GROUP_BROWSER, /* from here on symptoms */
  RH_HELP_GROUP_CONNECTING,
  RH_HELP_GROUP_SENDING,
  RH_HELP_GROUP_COMPUTER,
  RH_HELP_N_GROUPS,
} RhHelpGroup;

typedef struct
{
  const char *name; /* RH_HELP_…; NULL: there are no more */
  RhHelpGroup group;
  const char *title;
  RhHelpSection sections[RH_HELP_MAX_SECTIONS];
  RhHelpLink links[RH_HELP_MAX_LINKS];
} RhHelpPageText;

/* In the order they are listed; each ends with one that has no name. */
extern const RhHelpPageText rh_help_guides[];
extern const RhHelpPageText rh_help_symptoms[];

/* NULL: contents, keys, and what there is not. */
const RhHelpPageText *rh_help_text_find (const char *name);
/* NULL for the guides. */
const char *rh_help_text_get_group_title (RhHelpGroup group);

G_END_DECLS
