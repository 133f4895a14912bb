/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what a request sends besides method and URL. Its pages are made when they are first shown.
 */
#define G_LOG_DOMAIN "rh-request-page"

#include "config.h"

#include "request/rh-request-page.h"

#include "common/rh-lazy-menu.h"
#include "common/rh-page-switcher.h"
#include "common/rh-shared-menu.h"
#include "request/rh-auth-page.h"
#include "request/rh-body-page.h"
#include "request/rh-field-list.h"
#include "request/rh-settings-page.h"
#include "request/rh-variables-page.h"

#include <glib/gi18n.h>

struct _RhRequestPage
{
  AdwBin parent_instance;

  /* Template */
  GtkViewport *viewport;
  RhPageSwitcher *switcher;
  GtkStack *stack;
  GtkButton *examples_button;
  GtkWidget *text_button;
  GtkMenuButton *menu_button;
  AdwBin *params_bin;
  AdwBin *headers_bin;
  AdwBin *body_bin;
  AdwBin *auth_bin;
  AdwBin *variables_bin;
  AdwBin *settings_bin;

  /* Owned */
  RhRequestItem *item; /* NULL until set_item() */
  RhCollection *collection;
  RhVariableScope *scope;
  GListModel *added;           /* headers; NULL: nothing is known of them */
  GBindingGroup *text_binding; /* of the rows that are shown */

  /* Plain */
  gboolean narrow;
  guint switcher_source; /* 0: nothing is waited for */
};

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_PAGE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhRequestPage, rh_request_page, ADW_TYPE_BIN)

static guint
count_enabled (GListModel *fields)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (fields); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (fields, i);

      count += rh_field_is_enabled (field) ? 1 : 0;
    }

  return count;
}

/* They are looked at in a dialog. Narrow, there is no room for more than the menu. */
static void
update_examples (RhRequestPage *self)
{
  guint n = g_list_model_get_n_items (rh_request_item_get_examples (self->item));
  /* Translators: the title of a page and how many rows of it are in use. */
  g_autofree char *counted = g_strdup_printf (_ ("%s %u"), _ ("Examples"), n);

  gtk_button_set_label (self->examples_button, counted);
  gtk_widget_set_visible (GTK_WIDGET (self->examples_button), n > 0 && !self->narrow);
}

static guint
count_own (RhRequestSettings *settings)
{
  guint count = 0;

  for (guint i = 0; i < RH_N_SETTINGS; i++)
    count += rh_request_settings_get (settings, i) != RH_SETTING_INHERIT ? 1 : 0;

  return count;
}

static void
update_counts (RhRequestPage *self)
{
  rh_page_switcher_set_count (
      self->switcher, "params",
      count_enabled (rh_request_item_get_params (self->item))
          + g_list_model_get_n_items (rh_request_item_get_path_params (self->item)));
  rh_page_switcher_set_count (self->switcher, "headers",
                              count_enabled (rh_request_item_get_headers (self->item)));
  rh_page_switcher_set_count (self->switcher, "variables",
                              g_list_model_get_n_items (rh_request_item_get_actions (self->item))
                                  + g_list_model_get_n_items (rh_environment_get_variables (
                                      rh_request_item_get_scope (self->item))));
  rh_page_switcher_set_count (self->switcher, "settings",
                              count_own (rh_request_item_get_settings (self->item)));
  update_examples (self);
}

static GtkWidget *
fields_new (RhRequestPage *self, RhFields fields, const char *label)
{
  GtkWidget *list = rh_field_list_new (self->item, fields, self->scope, label);

  g_object_bind_property (self, "narrow", list, "narrow", G_BINDING_SYNC_CREATE);
  return list;
}

/* The table that is shown and can be edited as text; NULL. */
static GtkWidget *
dup_rows (RhRequestPage *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (self->stack);
  GtkWidget *child = visible != NULL ? adw_bin_get_child (ADW_BIN (visible)) : NULL;
  GtkWidget *rows = NULL;

  if (RH_IS_FIELD_LIST (child))
    return g_object_ref (child);
  if (RH_IS_BODY_PAGE (child))
    g_object_get (child, "rows", &rows, NULL);
  return rows;
}

/* Narrow, the titles need the room: the menu has it, too. */
static void
update_text_button (RhRequestPage *self)
{
  g_autoptr (GtkWidget) rows = NULL;

  if (self->text_binding == NULL)
    return;

  rows = dup_rows (self);
  gtk_widget_set_visible (self->text_button, rows != NULL && !self->narrow);
  g_binding_group_set_source (self->text_binding, rows);
}

static GtkWidget *
headers_new (RhRequestPage *self)
{
  GtkWidget *list = fields_new (self, RH_FIELDS_HEADERS, _ ("Headers"));

  if (self->added != NULL)
    rh_field_list_set_added (RH_FIELD_LIST (list), self->added);
  return list;
}

static GtkWidget *
body_new (RhRequestPage *self)
{
  GtkWidget *page = rh_body_page_new (self->item, self->scope);

  g_object_bind_property (self, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (page, "notify::rows", G_CALLBACK (update_text_button), self,
                           G_CONNECT_SWAPPED);
  return page;
}

static GtkWidget *
variables_new (RhRequestPage *self)
{
  GtkWidget *page = rh_variables_page_new (self->item, self->scope);

  g_object_bind_property (self, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
  return page;
}

/* Makes what is looked at. */
static void
visible_child_cb (RhRequestPage *self)
{
  GtkWidget *visible = gtk_stack_get_visible_child (self->stack);
  AdwBin *bin;

  if (self->item == NULL || visible == NULL || adw_bin_get_child (ADW_BIN (visible)) != NULL)
    return;

  bin = ADW_BIN (visible);
  if (bin == self->params_bin)
    adw_bin_set_child (bin, fields_new (self, RH_FIELDS_PARAMS, _ ("Params")));
  else if (bin == self->headers_bin)
    adw_bin_set_child (bin, headers_new (self));
  else if (bin == self->body_bin)
    adw_bin_set_child (bin, body_new (self));
  else if (bin == self->auth_bin)
    adw_bin_set_child (bin, rh_auth_page_new (self->item, self->collection, self->scope));
  else if (bin == self->variables_bin)
    adw_bin_set_child (bin, variables_new (self));
  else if (bin == self->settings_bin)
    adw_bin_set_child (bin, rh_settings_page_new (self->item, self->collection));
}

static GtkWidget *
find_checked (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_CHECKED) != 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_checked (child);
  return found;
}

static gboolean
scroll_switcher_cb (gpointer user_data)
{
  RhRequestPage *self = user_data;
  GtkWidget *selected = find_checked (GTK_WIDGET (self->switcher));

  self->switcher_source = 0;
  if (selected != NULL && gtk_widget_get_mapped (selected))
    gtk_viewport_scroll_to (self->viewport, selected, NULL);
  return G_SOURCE_REMOVE;
}

/* Narrow, the switcher is scrolled: to the page that is shown, when it is laid out. */
static void
look_at_switcher (RhRequestPage *self)
{
  if (self->switcher_source == 0)
    self->switcher_source = g_idle_add (scroll_switcher_cb, self);
}

static void
page_cb (RhRequestPage *self)
{
  visible_child_cb (self);
  look_at_switcher (self);
  update_text_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
rh_request_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhRequestPage *self = RH_REQUEST_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PAGE:
      g_value_set_string (value, rh_request_page_get_page (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_request_page_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  RhRequestPage *self = RH_REQUEST_PAGE (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      rh_page_switcher_set_narrow (self->switcher, self->narrow);
      if (self->item != NULL)
        update_examples (self);
      update_text_button (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_request_page_dispose (GObject *object)
{
  RhRequestPage *self = RH_REQUEST_PAGE (object);

  g_clear_handle_id (&self->switcher_source, g_source_remove);
  g_clear_object (&self->text_binding);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_REQUEST_PAGE);
  g_clear_object (&self->item);
  g_clear_object (&self->collection);
  g_clear_object (&self->scope);
  g_clear_object (&self->added);

  G_OBJECT_CLASS (rh_request_page_parent_class)->dispose (object);
}

static void
rh_request_page_class_init (RhRequestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_request_page_dispose;
  object_class->get_property = rh_request_page_get_property;
  object_class->set_property = rh_request_page_set_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE]
      = g_param_spec_string ("page", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (RH_TYPE_PAGE_SWITCHER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-request-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, viewport);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, examples_button);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, text_button);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, params_bin);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, headers_bin);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, body_bin);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, auth_bin);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, variables_bin);
  gtk_widget_class_bind_template_child (widget_class, RhRequestPage, settings_bin);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_at_switcher);
}

static void
rh_request_page_init (RhRequestPage *self)
{
  self->text_binding = g_binding_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->viewport)),
                           "changed", G_CALLBACK (look_at_switcher), self, G_CONNECT_SWAPPED);
  rh_lazy_menu_set (self->menu_button, rh_shared_menu_get ("copy-menu"));
  g_binding_group_bind (self->text_binding, "as-text", self->text_button, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

void
rh_request_page_set_item (RhRequestPage *self,
                          RhRequestItem *item,
                          RhCollection *collection,
                          RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_REQUEST_PAGE (self));
  g_return_if_fail (self->item == NULL);

  self->item = g_object_ref (item);
  self->collection = g_object_ref (collection);
  self->scope = g_object_ref (scope);

  g_signal_connect_object (item, "changed", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
  update_counts (self);
  visible_child_cb (self);
  update_text_button (self);
}

const char *
rh_request_page_get_page (RhRequestPage *self)
{
  g_return_val_if_fail (RH_IS_REQUEST_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

void
rh_request_page_set_page (RhRequestPage *self, const char *name)
{
  g_return_if_fail (RH_IS_REQUEST_PAGE (self));
  g_return_if_fail (name != NULL);

  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    gtk_stack_set_visible_child_name (self->stack, name);
}

/* NULL: on none. */
static const char *
find_page (const char *place)
{
  static const struct
  {
    const char *prefix;
    const char *page;
  } pages[] = {
    { "params/", "params" },     { "path/", "params" },         { "headers/", "headers" },
    { "form/", "body" },         { "parts/", "body" },          { "body-", "body" },
    { "auth", "auth" },          { "variables/", "variables" }, { "actions/", "variables" },
    { "settings/", "settings" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_has_prefix (place, pages[i].prefix))
      return pages[i].page;

  return NULL;
}

/* The keys go where the focus is, and that is not to be a page that went away. */
static void
keep_focus (GtkWidget *shown)
{
  if ((gtk_widget_get_state_flags (shown) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
}

void
rh_request_page_reveal (RhRequestPage *self, const char *place, guint cursor)
{
  const char *page = find_page (place);
  g_auto (GStrv) parts = g_strsplit (place, "/", 3);
  gboolean has_row = g_strv_length (parts) == 3;
  RhFieldPlace row = { .cursor = cursor };
  GtkWidget *shown;

  g_return_if_fail (RH_IS_REQUEST_PAGE (self));

  if (page == NULL)
    return;

  rh_request_page_set_page (self, page);
  shown = adw_bin_get_child (ADW_BIN (gtk_stack_get_visible_child (self->stack)));
  if (has_row)
    {
      row.of_path = g_str_equal (parts[0], "path");
      row.row = (guint) g_ascii_strtoull (parts[1], NULL, 10);
      row.cell = parts[2];
    }
  if (RH_IS_FIELD_LIST (shown) && has_row)
    rh_field_list_reveal (RH_FIELD_LIST (shown), &row);
  else if (RH_IS_BODY_PAGE (shown))
    rh_body_page_reveal (RH_BODY_PAGE (shown), place, has_row ? &row : NULL);
  else if (RH_IS_VARIABLES_PAGE (shown) && has_row)
    rh_variables_page_reveal (RH_VARIABLES_PAGE (shown), g_str_equal (parts[0], "actions"), &row);
  keep_focus (shown);
}

void
rh_request_page_toggle_text (RhRequestPage *self)
{
  GtkToggleButton *button;
  g_autoptr (GtkWidget) rows = NULL;

  g_return_if_fail (RH_IS_REQUEST_PAGE (self));

  button = GTK_TOGGLE_BUTTON (self->text_button);
  rows = dup_rows (self);
  if (rows != NULL)
    gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

void
rh_request_page_set_added_headers (RhRequestPage *self, GListModel *rows)
{
  g_return_if_fail (RH_IS_REQUEST_PAGE (self));
  g_return_if_fail (adw_bin_get_child (self->headers_bin) == NULL);

  g_set_object (&self->added, rows);
}

void
rh_request_page_open_menu (RhRequestPage *self)
{
  g_return_if_fail (RH_IS_REQUEST_PAGE (self));

  gtk_menu_button_popup (self->menu_button);
}
