/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request does with its response: variables that are set after it. Other actions stay. */
#define G_LOG_DOMAIN "rh-opencollection-actions"

#include "config.h"

#include "collection/rh-opencollection-private.h"

static const char *const action_order[]
    = { "type", "description", "phase", "selector", "variable", "disabled", NULL };

static gboolean
find_scope (const char *name, RhActionScope *scope)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_ACTION_SCOPE);
  GEnumValue *value = g_enum_get_value_by_nick (klass, name);

  *scope = value == NULL ? RH_ACTION_SCOPE_MEMORY : (RhActionScope) value->value;
  return value != NULL;
}

static const char *
nick_of_scope (RhActionScope scope)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_ACTION_SCOPE);

  return g_enum_get_value (klass, (int) scope)->value_nick;
}

/* Others are kept and not run. */
gboolean
rh_oc_is_our_action (const RhYaml *element)
{
  const char *phase = rh_oc_peek_text (element, "phase");
  const char *method = rh_oc_peek_text (rh_yaml_get (element, "selector"), "method");
  RhActionScope scope;

  return g_str_equal (rh_oc_peek_text (element, "type"), "set-variable")
         && (*phase == '\0' || g_str_equal (phase, "after-response"))
         && (*method == '\0' || g_str_equal (method, "jsonq"))
         && find_scope (rh_oc_peek_text (rh_yaml_get (element, "variable"), "scope"), &scope);
}

static gboolean
add_action (const RhYaml *element, gpointer owner, GError **error)
{
  g_autoptr (RhAction) action = NULL;
  RhYaml *selector;
  RhYaml *variable;
  const char *expression;
  const char *name;
  const char *note;
  gboolean disabled;
  RhActionScope scope;

  if (!rh_oc_is_our_action (element))
    return TRUE;
  if (!rh_oc_read_map (element, "selector", &selector, error)
      || !rh_oc_read_map (element, "variable", &variable, error)
      || !rh_oc_read_text (selector, "expression", &expression, error)
      || !rh_oc_read_text (variable, "name", &name, error)
      || !rh_oc_read_note (element, "description", &note, error)
      || !rh_oc_read_flag (element, "disabled", &disabled, error))
    return FALSE;

  find_scope (rh_oc_peek_text (variable, "scope"), &scope);
  action = rh_action_new (expression, name, scope);
  g_object_set (action, "note", note, "enabled", !disabled, NULL);
  rh_request_item_add_action (owner, action);
  return TRUE;
}

static const char *
name_of_action (const RhYaml *element)
{
  return rh_oc_peek_text (rh_yaml_get (element, "variable"), "name");
}

static const char *
name_of_action_row (gpointer row)
{
  return rh_action_get_variable (row);
}

static RhYaml *
make_action (void)
{
  RhYaml *element = rh_yaml_new_mapping ();
  RhYaml *selector = rh_oc_need_map (element, "selector", action_order);
  RhYaml *variable = rh_oc_need_map (element, "variable", action_order);

  rh_oc_put_text (element, "type", "set-variable", action_order);
  rh_oc_put_text (element, "phase", "after-response", action_order);
  rh_yaml_set_string (selector, "expression", "");
  rh_yaml_set_string (selector, "method", "jsonq");
  rh_yaml_set_string (variable, "name", "");
  rh_yaml_set_string (variable, "scope", nick_of_scope (RH_ACTION_SCOPE_MEMORY));
  return element;
}

static void
fill_action (RhYaml *element, gpointer row)
{
  RhYaml *selector = rh_oc_need_map (element, "selector", action_order);
  RhYaml *variable = rh_oc_need_map (element, "variable", action_order);
  gboolean disabled;

  rh_oc_put_any_text (selector, "expression", rh_action_get_expression (row), action_order);
  rh_oc_put_any_text (variable, "name", rh_action_get_variable (row), action_order);
  rh_oc_put_text (variable, "scope", nick_of_scope (rh_action_get_scope (row)), action_order);
  rh_oc_put_note (element, "description", rh_action_get_note (row), action_order);
  if (rh_oc_read_flag (element, "disabled", &disabled, NULL)
      && disabled != rh_action_is_enabled (row))
    return;
  if (rh_action_is_enabled (row))
    rh_yaml_remove (element, "disabled");
  else
    rh_oc_put (element, "disabled", rh_yaml_new_boolean (TRUE), action_order);
}

static const RhOcRows actions
    = { rh_oc_is_our_action, name_of_action, name_of_action_row, make_action, fill_action };

gboolean
rh_oc_read_actions (const RhYaml *runtime, RhRequestItem *item, GError **error)
{
  return rh_oc_each (runtime, "actions", add_action, item, error);
}

void
rh_oc_put_actions (RhYaml *runtime, RhRequestItem *item, const char *const *order)
{
  rh_oc_put_rows (runtime, "actions", rh_request_item_get_actions (item), &actions, order);
}
