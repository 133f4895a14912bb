/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be done with a response: found in its body, taken out of it. */
#define G_LOG_DOMAIN "rh-problem-response"

#include "config.h"

#include "common/rh-problem-private.h"

#include "body/rh-body-filter.h"
#include "body/rh-body-search.h"
#include "collection/rh-selector.h"
#include "workspace/rh-action-run.h"

#include <glib/gi18n.h>

static const RhProblemEntry body_filter_entries[] = {
  RH_PROBLEM_ENTRY (RH_BODY_FILTER_ERROR_PATH,
                    N_ ("Not a JSONPath"),
                    N_ ("Write a path such as $.data[0].name or $..id, or a text without $."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_BODY_FILTER_ERROR_NOT_JSON,
                    N_ ("Body Is Not JSON"),
                    N_ ("A path finds values in JSON that is whole. Look for a text instead.")),
};

static const RhProblemEntry body_search_entries[] = {
  RH_PROBLEM_ENTRY (RH_BODY_SEARCH_ERROR_PATTERN,
                    N_ ("Not a Regular Expression"),
                    N_ ("Correct the expression, or look for it as plain text."),
                    RH_PROBLEM_DETAIL_PLAIN),
  RH_PROBLEM_ENTRY (RH_BODY_SEARCH_ERROR_TOO_COMPLEX,
                    N_ ("Expression Takes Too Long"),
                    N_ ("Finding this would not end. Use fewer * and + within one another.")),
};

static const RhProblemEntry action_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_ACTION_ERROR_NAME,
      N_ ("Not a Name for a Variable"),
      /* Translators: %s is what the user typed. */
      N_ ("“%s” cannot be the name of a variable. Use letters, digits, “_”, “-” and “.”."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (
      RH_ACTION_ERROR_TEMPLATE,
      N_ ("Value Has Variables in It"),
      /* Translators: %s is the name of a variable; keep {{variables}} or translate the word in
       * it. */
      N_ ("The value for “%s” has {{variables}} in it, which would be filled in later. Keep it "
          "in memory instead."),
      RH_PROBLEM_DETAIL_NAME),
};

static const RhProblemEntry selector_entries[] = {
  RH_PROBLEM_ENTRY (
      RH_SELECTOR_ERROR_SYNTAX,
      N_ ("Expression Was Not Understood"),
      /* Translators: %s is what the user typed; the examples stay as they are. */
      N_ ("“%s” is no path. Write one such as res.body.data[0].id, $..id, res.headers.location "
          "or res.status."),
      RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (RH_SELECTOR_ERROR_NOT_FOUND,
                    N_ ("Not in the Response"),
                    /* Translators: %s is a path such as res.body.data[0].id. */
                    N_ ("The response has nothing at “%s”."),
                    RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (RH_SELECTOR_ERROR_NOT_JSON,
                    N_ ("Body Is Not JSON"),
                    /* Translators: %s is a path such as res.body.data[0].id. */
                    N_ ("“%s” looks into JSON, and the body of the response is something else."),
                    RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (RH_SELECTOR_ERROR_NOT_TEXT,
                    N_ ("Value Is Not Text"),
                    /* Translators: %s is a path such as res.body.data[0].id. */
                    N_ ("What the response has at “%s” is no text, so no variable can hold it."),
                    RH_PROBLEM_DETAIL_NAME),
  RH_PROBLEM_ENTRY (RH_SELECTOR_ERROR_TOO_LARGE,
                    N_ ("Body Is Too Large"),
                    /* Translators: %s is a path such as res.body.data[0].id. */
                    N_ ("The body of the response is too large to look for “%s” in it."),
                    RH_PROBLEM_DETAIL_NAME),
};

const RhProblemDomain rh_problem_response_domains[] = {
  { rh_body_filter_error_quark, body_filter_entries, G_N_ELEMENTS (body_filter_entries) },
  { rh_body_search_error_quark, body_search_entries, G_N_ELEMENTS (body_search_entries) },
  { rh_action_error_quark, action_entries, G_N_ELEMENTS (action_entries) },
  { rh_selector_error_quark, selector_entries, G_N_ELEMENTS (selector_entries) },
  { NULL },
};
