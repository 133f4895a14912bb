/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registration as text: the form's order and words, and no value that leaves its place. */
#include "collection/rh-registration-text.h"
#include "lib/rh-test.h"

#define REDIRECT_URI "http://localhost:8437/pleo-staging"

static void
add_field (RhServiceForm *form,
           const char *id,
           const char *label,
           RhServiceFieldKind kind,
           const char *value)
{
  RhServiceField *field = g_new0 (RhServiceField, 1);

  field->id = g_strdup (id);
  field->label = g_strdup (label);
  field->kind = kind;
  field->note = g_strdup ("");
  field->value = g_strdup (value);
  g_ptr_array_add (form->fields, field);
}

static RhServiceForm *
new_form (void)
{
  RhServiceForm *form = rh_service_form_new ();

  add_field (form, "contacts", "Contacts", RH_SERVICE_FIELD_EMAILS, "");
  add_field (form, "client_name", "Client Name", RH_SERVICE_FIELD_NAME, "");
  add_field (form, "redirect_uris", "Redirect URIs", RH_SERVICE_FIELD_REDIRECT_URIS, "");
  add_field (form, "scopes", "Scopes", RH_SERVICE_FIELD_SCOPES, "");
  add_field (form, "pkce", "PKCE Support", RH_SERVICE_FIELD_TEXT, "Supported");
  return form;
}

static void
test_in_the_forms_order (void)
{
  g_autoptr (RhServiceForm) form = new_form ();
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  g_autofree char *text = NULL;
  g_autofree char *markdown = NULL;

  rh_registration_set (registration, "client_name", " Acme\nImporter ");
  rh_registration_set (registration, "of_another_form", "not asked for");
  text = rh_registration_to_text (registration, form, REDIRECT_URI, "users:read");
  g_assert_cmpstr (text, ==,
                   "Client Name: Acme Importer\n"
                   "Redirect URIs: " REDIRECT_URI "\n"
                   "Scopes: users:read\n"
                   "PKCE Support: Supported\n");
  markdown = rh_registration_to_markdown (registration, form, REDIRECT_URI, "users:read");
  g_assert_cmpstr (markdown, ==,
                   "| Field | Value |\n"
                   "| --- | --- |\n"
                   "| Client Name | `Acme Importer` |\n"
                   "| Redirect URIs | `" REDIRECT_URI "` |\n"
                   "| Scopes | `users:read` |\n"
                   "| PKCE Support | `Supported` |\n");
}

static void
test_what_was_typed_wins (void)
{
  g_autoptr (RhServiceForm) form = new_form ();
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  const RhServiceField *pkce = rh_service_form_find (form, "pkce");

  g_assert_cmpstr (rh_registration_get_value (registration, pkce, "", ""), ==, "Supported");
  rh_registration_set (registration, "pkce", "Required");
  g_assert_cmpstr (rh_registration_get_value (registration, pkce, "", ""), ==, "Required");
  /* those two are settings, whatever a file says */
  rh_registration_set (registration, "redirect_uris", "https://evil.example/");
  g_assert_cmpstr (rh_registration_get_value (registration,
                                              rh_service_form_find (form, "redirect_uris"),
                                              REDIRECT_URI, ""),
                   ==, REDIRECT_URI);
}

static void
test_a_service_without_a_form (void)
{
  g_autoptr (RhServiceForm) form = rh_service_form_new ();
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  g_autofree char *text = rh_registration_to_text (registration, form, REDIRECT_URI, "a b");

  g_assert_cmpstr (text, ==, "Redirect URI: " REDIRECT_URI "\nScopes: a b\n");
}

static void
test_no_value_leaves_its_cell (void)
{
  g_autoptr (RhServiceForm) form = new_form ();
  g_autoptr (RhRegistration) registration = rh_registration_new ();
  g_autofree char *markdown = NULL;

  rh_registration_set (registration, "client_name", "a|b``c` | <b>\r\n| x |");
  markdown = rh_registration_to_markdown (registration, form, "", "");
  g_assert_cmpstr (markdown, ==,
                   "| Field | Value |\n"
                   "| --- | --- |\n"
                   "| Client Name | ``` a\\|b``c` \\| <b>  \\| x \\| ``` |\n"
                   "| PKCE Support | `Supported` |\n");
}

static void
test_repeated_scopes (void)
{
  g_autofree char *none = rh_registration_find_repeated_scope ("a b  A");
  g_autofree char *empty = rh_registration_find_repeated_scope ("");
  g_autofree char *found = rh_registration_find_repeated_scope (" users:read b users:read b");

  g_assert_null (none);
  g_assert_null (empty);
  g_assert_cmpstr (found, ==, "users:read");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/registration-text/in-the-forms-order", test_in_the_forms_order);
  g_test_add_func ("/registration-text/what-was-typed-wins", test_what_was_typed_wins);
  g_test_add_func ("/registration-text/a-service-without-a-form", test_a_service_without_a_form);
  g_test_add_func ("/registration-text/no-value-leaves-its-cell", test_no_value_leaves_its_cell);
  g_test_add_func ("/registration-text/repeated-scopes", test_repeated_scopes);

  return g_test_run ();
}
