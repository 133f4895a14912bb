/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program's services say on screen can be translated, all of it. */
#include "config.h"

#include "collection/rh-service.h"
#include "common/rh-service-words.h"
#include "lib/rh-test.h"

static void
assert_known (const char *text)
{
  if (*text != '\0' && !rh_service_words_has (text))
    g_error ("Translators do not see: %s", text);
}

static void
assert_scopes (RhService *service)
{
  GListModel *scopes = rh_service_get_scopes (service);

  for (guint i = 0; i < g_list_model_get_n_items (scopes); i++)
    {
      g_autoptr (RhServiceScope) scope = g_list_model_get_item (scopes, i);

      assert_known (rh_service_scope_get_meaning (scope));
    }
}

static void
assert_form (RhService *service)
{
  const RhServiceForm *form = rh_service_get_form (service);

  for (guint i = 0; i < form->fields->len; i++)
    {
      const RhServiceField *field = g_ptr_array_index (form->fields, i);

      assert_known (field->note);
    }
  for (guint i = 0; form->notes[i] != NULL; i++)
    assert_known (form->notes[i]);
}

static void
test_every_text_is_known (void)
{
  g_autoptr (GListModel) services = rh_service_load_all (RH_RESOURCE_PATH "/services");

  g_assert_cmpuint (g_list_model_get_n_items (services), ==, 3);
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (services, i);
      const RhServiceDisconnect *disconnect = rh_service_get_disconnect (service);

      assert_scopes (service);
      assert_form (service);
      if (disconnect != NULL)
        assert_known (disconnect->warning);
    }
}

static void
test_others_are_shown_as_they_are (void)
{
  g_assert_cmpstr (rh_service_words_get ("Whatever <b>it</b> says"), ==, "Whatever <b>it</b> says");
  g_assert_cmpstr (rh_service_words_get (""), ==, "");
  g_assert_false (rh_service_words_has ("Whatever <b>it</b> says"));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/service-words/every-text-is-known", test_every_text_is_known);
  g_test_add_func ("/service-words/others-are-shown-as-they-are",
                   test_others_are_shown_as_they_are);
  return g_test_run ();
}
