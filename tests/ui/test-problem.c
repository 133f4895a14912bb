/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every error that core can give has a sentence, and what comes from outside stays data. */
#include "body/rh-body-filter.h"
#include "body/rh-body-search.h"
#include "collection/rh-collection-store.h"
#include "collection/rh-environment-chain.h"
#include "collection/rh-opencollection.h"
#include "collection/rh-resolver.h"
#include "collection/rh-selector.h"
#include "collection/rh-yaml.h"
#include "common/rh-problem.h"
#include "format/rh-export.h"
#include "format/rh-import-reader.h"
#include "http/rh-loopback-server.h"
#include "lib/rh-test.h"
#include "secret/rh-keyring.h"
#include "text/rh-template.h"
#include "text/rh-url.h"
#include "workspace/rh-action-run.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-state-file.h"

#include <string.h>

typedef struct
{
  const char *header; /* below src/core: what it declares is what must have a sentence */
  const char *prefix;
  GQuark (*quark) (void);
} Domain;

static const Domain domains[] = {
  { "oauth/rh-oauth-config.h", "RH_OAUTH_ERROR", rh_oauth_error_quark },
  { "http/rh-request.h", "RH_HTTP_ERROR", rh_http_error_quark },
  { "workspace/rh-sender.h", "RH_SENDER_ERROR", rh_sender_error_quark },
  { "collection/rh-environment-chain.h", "RH_ENVIRONMENT_CHAIN_ERROR",
    rh_environment_chain_error_quark },
  { "collection/rh-selector.h", "RH_SELECTOR_ERROR", rh_selector_error_quark },
  { "body/rh-body-filter.h", "RH_BODY_FILTER_ERROR", rh_body_filter_error_quark },
  { "body/rh-body-search.h", "RH_BODY_SEARCH_ERROR", rh_body_search_error_quark },
  { "workspace/rh-action-run.h", "RH_ACTION_ERROR", rh_action_error_quark },
  { "text/rh-template.h", "RH_TEMPLATE_ERROR", rh_template_error_quark },
  { "collection/rh-resolver.h", "RH_RESOLVER_ERROR", rh_resolver_error_quark },
  { "secret/rh-keyring.h", "RH_KEYRING_ERROR", rh_keyring_error_quark },
  { "http/rh-loopback-server.h", "RH_LOOPBACK_ERROR", rh_loopback_error_quark },
  { "text/rh-url.h", "RH_URL_ERROR", rh_url_error_quark },
  { "collection/rh-disk.h", "RH_DISK_ERROR", rh_disk_error_quark },
  { "collection/rh-collection-store.h", "RH_COLLECTION_STORE_ERROR",
    rh_collection_store_error_quark },
  { "collection/rh-opencollection.h", "RH_OPENCOLLECTION_ERROR", rh_opencollection_error_quark },
  { "collection/rh-yaml.h", "RH_YAML_ERROR", rh_yaml_error_quark },
  { "format/rh-export.h", "RH_EXPORT_ERROR", rh_export_error_quark },
  { "format/rh-import-reader.h", "RH_IMPORT_ERROR", rh_import_error_quark },
  { "workspace/rh-state-file.h", "RH_STATE_FILE_ERROR", rh_state_file_error_quark },
};

static RhProblem *
new_problem (GQuark domain, int code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, message);

  return rh_problem_new (error);
}

/* How many codes the header declares. */
static guint
count_codes (const Domain *domain)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "src", "core", domain->header, NULL);
  g_autofree char *pattern = g_strdup_printf ("^  %s_[A-Z_]+\\b", domain->prefix);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    count++;

  return count;
}

static void
test_every_code (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      guint n_codes = count_codes (&domains[i]);
      g_autoptr (RhProblem) other = new_problem (domains[i].quark (), (int) n_codes, "detail");

      g_assert_cmpuint (n_codes, >, 1);
      g_assert_cmpstr (other->title, ==, "Something Went Wrong");

      for (guint code = 0; code < n_codes; code++)
        {
          g_autoptr (RhProblem) problem = new_problem (domains[i].quark (), (int) code, "detail");

          g_test_message ("%s %u: %s", domains[i].prefix, code, problem->title);
          g_assert_cmpstr (problem->title, !=, other->title);
          g_assert_cmpuint (strlen (problem->sentence), >, 20);
          g_assert_true (g_str_has_suffix (problem->sentence, "."));
          g_assert_null (strstr (problem->sentence, "%s"));
          g_assert_true ((problem->action == NULL) == (problem->action_label == NULL));
        }
    }
}

/* Two failures that need different remedies do not read the same. */
static void
test_titles_differ (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n_codes = count_codes (&domains[i]);

      for (guint code = 0; code < n_codes; code++)
        {
          g_autoptr (RhProblem) problem = new_problem (domains[i].quark (), (int) code, "detail");

          g_assert_true (g_hash_table_add (seen, g_strdup (problem->sentence)));
        }
    }
}

static void
test_server_words (void)
{
  g_autoptr (RhProblem) problem = new_problem (RH_OAUTH_ERROR, RH_OAUTH_ERROR_DENIED,
                                               "access_denied: <b>%s%n</b>\r\n\x1b[31m\u202eevil");
  g_autofree char *text = rh_problem_dup_text (problem);

  g_assert_true (
      g_str_has_prefix (problem->detail, "The server said: “access_denied: <b>%s%n</b>"));
  g_assert_null (strpbrk (problem->detail, "\r\n\x1b"));
  g_assert_null (strstr (problem->detail, "\u202e"));
  g_assert_nonnull (strstr (text, problem->sentence));
  g_assert_nonnull (strstr (text, problem->detail));
}

static void
test_server_words_are_capped (void)
{
  g_autofree char *words = g_strnfill (1024 * 1024, 'A');
  g_autoptr (RhProblem) problem = new_problem (RH_OAUTH_ERROR, RH_OAUTH_ERROR_SERVER, words);

  g_assert_cmpuint (strlen (problem->detail), <, 400);
}

static void
test_silent_server (void)
{
  g_autoptr (RhProblem) problem = new_problem (RH_OAUTH_ERROR, RH_OAUTH_ERROR_DENIED, "");

  g_assert_null (problem->detail);
}

static void
test_field (void)
{
  g_autoptr (RhProblem) missing
      = new_problem (RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_MISSING, RH_OAUTH_TOKEN_URL);
  g_autoptr (RhProblem) scope
      = new_problem (RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_SCOPE, "invalid_scope");

  g_assert_cmpstr (missing->field, ==, RH_OAUTH_TOKEN_URL);
  g_assert_true (g_str_has_prefix (missing->sentence, "“Token URL” is missing."));
  g_assert_null (missing->detail);
  g_assert_cmpstr (scope->field, ==, RH_OAUTH_SCOPE);
}

static void
test_variable (void)
{
  g_autoptr (RhProblem) problem
      = new_problem (RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_UNKNOWN, "%s%n{{tokn}}");

  g_assert_true (g_str_has_prefix (problem->sentence, "“%s%n{{tokn}}” has no value"));
  g_assert_cmpstr (problem->action, ==, "win.define-variable");
  g_assert_cmpstr (problem->action_target, ==, "%s%n{{tokn}}");
}

static void
test_action (void)
{
  g_autoptr (RhProblem) connect = new_problem (RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED, "");
  g_autoptr (RhProblem) accept = new_problem (RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, "key");
  g_autoptr (RhProblem) send = new_problem (RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT, "refused");

  g_assert_cmpstr (accept->action, ==, "win.accept-collection");
  g_assert_null (accept->action_target);
  g_assert_cmpstr (connect->action, ==, "win.connect");
  g_assert_cmpstr (connect->action_label, ==, "Connect…");
  g_assert_cmpstr (send->action, ==, "win.send");
  g_assert_cmpstr (send->action_label, ==, "Send Again");
}

/* What may have been done by the server is never offered as harmless. */
static void
test_unanswered_request_warns (void)
{
  static const int codes[] = { RH_HTTP_ERROR_RECEIVE, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (RhProblem) problem = new_problem (RH_HTTP_ERROR, codes[i], "");

      g_assert_nonnull (strstr (problem->sentence, "look before you send again"));
    }
}

static void
test_foreign_domain (void)
{
  g_autoptr (RhProblem) cancelled = new_problem (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (RhProblem) other = new_problem (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "Disk is full");
  g_autoptr (RhProblem) negative = new_problem (RH_OAUTH_ERROR, -1, "Odd");

  g_assert_cmpstr (cancelled->title, ==, "Cancelled");
  g_assert_cmpstr (other->detail, ==, "Disk is full");
  g_assert_cmpstr (negative->detail, ==, "Odd");
}

/* What core says of these is for developers; the sentence says it in the user's language. */
static void
test_no_detail_for_developers (void)
{
  static const RhHttpError codes[]
      = { RH_HTTP_ERROR_URL, RH_HTTP_ERROR_TIMEOUT_CONNECT, RH_HTTP_ERROR_TIMEOUT_TOTAL };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (RhProblem) problem
          = new_problem (RH_HTTP_ERROR, (int) codes[i], "neither http nor https");

      g_assert_null (problem->detail);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/problem/every-code-has-a-sentence", test_every_code);
  g_test_add_func ("/problem/sentences-differ", test_titles_differ);
  g_test_add_func ("/problem/A6/server-words-are-data", test_server_words);
  g_test_add_func ("/problem/server-words-are-capped", test_server_words_are_capped);
  g_test_add_func ("/problem/silent-server-is-not-quoted", test_silent_server);
  g_test_add_func ("/problem/3.5/names-the-field-to-mend", test_field);
  g_test_add_func ("/problem/variable-is-named", test_variable);
  g_test_add_func ("/problem/action", test_action);
  g_test_add_func ("/problem/unanswered-request-warns", test_unanswered_request_warns);
  g_test_add_func ("/problem/no-detail-for-developers", test_no_detail_for_developers);
  g_test_add_func ("/problem/foreign-domain", test_foreign_domain);

  return g_test_run ();
}
