/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes of a text as chips that can be removed, and "Add Scope…". */
#define G_LOG_DOMAIN "rh-scope-chips"

#include "config.h"

#include "connection/rh-scope-chips.h"

#include "common/rh-announce.h"
#include "common/rh-service-words.h"
#include "common/rh-validity.h"
#include "oauth/rh-oauth-config.h"

#include <glib/gi18n.h>

struct _RhScopeChips
{
  AdwBin parent_instance;

  /* Template */
  AdwWrapBox *wrap_box;
  GtkMenuButton *add_button;
  GtkPopover *popover;
  GtkEntry *entry;
  GtkButton *add_typed_button;
  GtkScrolledWindow *scroller;
  GtkListBox *list;

  /* Owned */
  char *scope;
  GListModel *documented;
  GPtrArray *chips; /* of GtkWidget, borrowed from the wrap box */

  gboolean updating;
};

enum
{
  PROP_0,
  PROP_SCOPE,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (RhScopeChips, rh_scope_chips, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

/* The scopes in their order, without empty ones. */
static GStrv
split_scope (const char *scope)
{
  g_auto (GStrv) parts = g_strsplit (scope, " ", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_strv_builder_add (builder, parts[i]);
    }

  return g_strv_builder_end (builder);
}

static gboolean
has_scope (RhScopeChips *self, const char *name)
{
  g_auto (GStrv) names = split_scope (self->scope);

  return g_strv_contains ((const char *const *) names, name);
}

static void
add_scope (RhScopeChips *self, const char *name)
{
  g_autofree char *scope = NULL;

  if (has_scope (self, name))
    return;

  scope = *self->scope == '\0' ? g_strdup (name) : g_strdup_printf ("%s %s", self->scope, name);
  rh_scope_chips_set_scope (self, scope);
}

static void
remove_scope (RhScopeChips *self, const char *name)
{
  g_auto (GStrv) names = split_scope (self->scope);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;
  g_autofree char *scope = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!g_str_equal (names[i], name))
        g_strv_builder_add (builder, names[i]);
    }
  kept = g_strv_builder_end (builder);
  scope = g_strjoinv (" ", kept);

  rh_scope_chips_set_scope (self, scope);
}

/* What the service says a scope is for; "" if nothing. */
static const char *
find_meaning (RhScopeChips *self, const char *name)
{
  guint n_items = self->documented != NULL ? g_list_model_get_n_items (self->documented) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (RhServiceScope) scope = g_list_model_get_item (self->documented, i);

      if (g_str_equal (rh_service_scope_get_name (scope), name))
        return rh_service_words_get (rh_service_scope_get_meaning (scope));
    }

  return "";
}

/* To the chip that is at @position now, or the last one: more than one may be meant to go. */
static void
focus_near (RhScopeChips *self, guint position)
{
  guint n_chips = self->chips->len;

  if (n_chips == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
  else
    gtk_widget_grab_focus (
        gtk_widget_get_last_child (self->chips->pdata[MIN (position, n_chips - 1)]));
}

static void
remove_clicked_cb (GtkButton *button, gpointer user_data)
{
  RhScopeChips *self = user_data;
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "scope"));
  guint position = 0;

  g_ptr_array_find (self->chips, gtk_widget_get_parent (GTK_WIDGET (button)), &position);
  remove_scope (self, name);
  focus_near (self, position);
  rh_announce (self, _ ("Scope removed"));
}

static GtkWidget *
new_remove_button (RhScopeChips *self, const char *name, const char *meaning)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: the tooltip of the button that removes a scope such as "users:read" */
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), name);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  meaning, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "scope", g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);

  return button;
}

static GtkWidget *
new_chip (RhScopeChips *self, const char *name)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (name);
  const char *meaning = find_meaning (self, name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), new_remove_button (self, name, meaning));
  gtk_widget_add_css_class (chip, "chip");
  rh_validity_set (chip, rh_oauth_scope_is_valid (name));
  gtk_widget_set_tooltip_text (label, *meaning != '\0' ? meaning : name);

  return chip;
}

static void
update_chips (RhScopeChips *self)
{
  g_auto (GStrv) names = split_scope (self->scope);
  GtkWidget *before = NULL;

  for (guint i = 0; i < self->chips->len; i++)
    adw_wrap_box_remove (self->wrap_box, self->chips->pdata[i]);
  g_ptr_array_set_size (self->chips, 0);

  for (guint i = 0; names[i] != NULL; i++)
    {
      GtkWidget *chip = new_chip (self, names[i]);

      adw_wrap_box_insert_child_after (self->wrap_box, chip, before);
      g_ptr_array_add (self->chips, chip);
      before = chip;
    }
}

static void
check_toggled_cb (GtkCheckButton *check, gpointer user_data)
{
  RhScopeChips *self = user_data;
  const char *name = g_object_get_data (G_OBJECT (check), "scope");

  if (self->updating)
    return;

  if (gtk_check_button_get_active (check))
    add_scope (self, name);
  else
    remove_scope (self, name);
}

static void
append_documented (RhScopeChips *self, RhServiceScope *scope)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  const char *name = rh_service_scope_get_name (scope);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               rh_service_words_get (rh_service_scope_get_meaning (scope)));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "scope", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), self, 0);

  gtk_list_box_append (self->list, row);
}

static void
update_checks (RhScopeChips *self)
{
  GtkListBoxRow *row;

  self->updating = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      GtkCheckButton *check = g_object_get_data (G_OBJECT (row), "check");

      gtk_check_button_set_active (check,
                                   has_scope (self, g_object_get_data (G_OBJECT (check), "scope")));
    }
  self->updating = FALSE;
}

static gboolean
filter_row_cb (GtkListBoxRow *row, gpointer user_data)
{
  RhScopeChips *self = user_data;
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_autofree char *name
      = g_utf8_casefold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  g_autofree char *meaning
      = g_utf8_casefold (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), -1);

  return strstr (name, typed) != NULL || strstr (meaning, typed) != NULL;
}

static void
entry_changed_cb (RhScopeChips *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean is_valid = *text == '\0' || rh_oauth_scope_is_valid (text);

  gtk_widget_set_sensitive (GTK_WIDGET (self->add_typed_button), *text != '\0' && is_valid);
  rh_validity_set (GTK_WIDGET (self->entry), is_valid);
  gtk_list_box_invalidate_filter (self->list);
}

static void
add_clicked_cb (RhScopeChips *self)
{
  g_auto (GStrv) names = split_scope (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->add_typed_button)))
    return;

  for (guint i = 0; names[i] != NULL; i++)
    add_scope (self, names[i]);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_popover_popdown (self->popover);
}

static void
popover_visible_cb (RhScopeChips *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  update_checks (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
rh_scope_chips_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhScopeChips *self = RH_SCOPE_CHIPS (object);

  switch (prop_id)
    {
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_scope_chips_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhScopeChips *self = RH_SCOPE_CHIPS (object);

  switch (prop_id)
    {
    case PROP_SCOPE:
      rh_scope_chips_set_scope (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_scope_chips_dispose (GObject *object)
{
  RhScopeChips *self = RH_SCOPE_CHIPS (object);

  g_clear_object (&self->documented);

  G_OBJECT_CLASS (rh_scope_chips_parent_class)->dispose (object);
}

static void
rh_scope_chips_finalize (GObject *object)
{
  RhScopeChips *self = RH_SCOPE_CHIPS (object);

  g_free (self->scope);
  g_ptr_array_unref (self->chips);

  G_OBJECT_CLASS (rh_scope_chips_parent_class)->finalize (object);
}

static void
rh_scope_chips_class_init (RhScopeChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rh_scope_chips_get_property;
  object_class->set_property = rh_scope_chips_set_property;
  object_class->dispose = rh_scope_chips_dispose;
  object_class->finalize = rh_scope_chips_finalize;

  properties[PROP_SCOPE]
      = g_param_spec_string ("scope", NULL, NULL, "",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/connection/rh-scope-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, wrap_box);
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, add_button);
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, popover);
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, entry);
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, add_typed_button);
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, scroller);
  gtk_widget_class_bind_template_child (widget_class, RhScopeChips, list);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_visible_cb);
}

static void
rh_scope_chips_init (RhScopeChips *self)
{
  self->scope = g_strdup ("");
  self->chips = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row_cb, self, NULL);
  rh_scope_chips_set_documented (self, NULL);
}

const char *
rh_scope_chips_get_scope (RhScopeChips *self)
{
  g_return_val_if_fail (RH_IS_SCOPE_CHIPS (self), NULL);

  return self->scope;
}

void
rh_scope_chips_set_scope (RhScopeChips *self, const char *scope)
{
  g_return_if_fail (RH_IS_SCOPE_CHIPS (self));

  if (!g_set_str (&self->scope, scope != NULL ? scope : ""))
    return;

  update_chips (self);
  update_checks (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

void
rh_scope_chips_set_documented (RhScopeChips *self, GListModel *documented)
{
  guint n_items = documented != NULL ? g_list_model_get_n_items (documented) : 0;

  g_return_if_fail (RH_IS_SCOPE_CHIPS (self));

  g_set_object (&self->documented, documented);
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (RhServiceScope) scope = g_list_model_get_item (documented, i);

      append_documented (self, scope);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), n_items > 0);

  update_chips (self);
  update_checks (self);
}
