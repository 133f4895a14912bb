/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The titles of a stack's pages, with counts. */
#define G_LOG_DOMAIN "rh-page-switcher"

#include "config.h"

#include "common/rh-page-switcher.h"

#include <glib/gi18n.h>

/* As libadwaita's switchers. */
#define HOVER_TIME 500 /* ms */
#define MARGIN 17
#define NARROW_MARGIN 9

struct _RhPageSwitcher
{
  AdwBin parent_instance;

  /* Owned */
  GtkStack *stack;

  /* Borrowed */
  AdwToggleGroup *group;
  AdwToggle *hovered;

  /* Plain */
  guint hover_source; /* 0: nothing is held over a title */
};

enum
{
  PROP_0,
  PROP_STACK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhPageSwitcher, rh_page_switcher, ADW_TYPE_BIN)

static gboolean
hovered_cb (gpointer user_data)
{
  RhPageSwitcher *self = user_data;

  self->hover_source = 0;
  adw_toggle_group_set_active (self->group, adw_toggle_get_index (self->hovered));
  return G_SOURCE_REMOVE;
}

static void
leave_cb (RhPageSwitcher *self)
{
  g_clear_handle_id (&self->hover_source, g_source_remove);
}

/* What is dragged can be dropped on another page than the one that is shown. */
static void
enter_cb (RhPageSwitcher *self, double x, double y, GtkEventController *controller)
{
  GtkWidget *content = gtk_event_controller_get_widget (controller);

  leave_cb (self);
  for (guint i = 0; i < adw_toggle_group_get_n_toggles (self->group); i++)
    {
      self->hovered = adw_toggle_group_get_toggle (self->group, i);
      if (adw_toggle_get_child (self->hovered) == content)
        break;
    }
  self->hover_source = g_timeout_add (HOVER_TIME, hovered_cb, self);
}

static void
set_margin (GtkWidget *content, int margin)
{
  gtk_widget_set_margin_start (content, margin);
  gtk_widget_set_margin_end (content, margin);
}

static GtkWidget *
content_new (RhPageSwitcher *self, const char *title)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *count = gtk_label_new (NULL);
  GtkEventController *controller = gtk_drop_controller_motion_new ();

  g_signal_connect_swapped (controller, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (controller, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (content, controller);
  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
  set_margin (content, MARGIN);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), label);
  gtk_widget_add_css_class (count, "count");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (content), count);
  return content;
}

static void
add_page (RhPageSwitcher *self, GtkStackPage *page)
{
  AdwToggle *toggle = adw_toggle_new ();
  const char *title = gtk_stack_page_get_title (page);

  adw_toggle_set_name (toggle, gtk_stack_page_get_name (page));
  adw_toggle_set_label (toggle, title);
  adw_toggle_set_child (toggle, content_new (self, title));
  adw_toggle_group_add (self->group, toggle);
}

/* AdwToggle says that it is pressed; of a tab a screen reader asks whether it is selected. */
static void
update_selected (RhPageSwitcher *self)
{
  for (guint i = 0; i < adw_toggle_group_get_n_toggles (self->group); i++)
    {
      GtkWidget *content = adw_toggle_get_child (adw_toggle_group_get_toggle (self->group, i));
      GtkWidget *tab = content != NULL ? gtk_widget_get_parent (content) : NULL;

      if (tab != NULL)
        gtk_accessible_update_state (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_STATE_SELECTED,
                                     i == adw_toggle_group_get_active (self->group), -1);
    }
}

static void
set_stack (RhPageSwitcher *self, GtkStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  if (stack == NULL)
    return;

  self->stack = g_object_ref (stack);
  pages = gtk_stack_get_pages (stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GtkStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      add_page (self, page);
    }

  g_object_bind_property (stack, "visible-child-name", self->group, "active-name",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->group, "notify::active", G_CALLBACK (update_selected), self,
                           G_CONNECT_SWAPPED);
  update_selected (self);
}

static void
rh_page_switcher_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STACK:
      set_stack (RH_PAGE_SWITCHER (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* AdwToggle does not let go of its child. */
static void
rh_page_switcher_dispose (GObject *object)
{
  RhPageSwitcher *self = RH_PAGE_SWITCHER (object);

  leave_cb (self);
  for (guint i = 0; self->group != NULL && i < adw_toggle_group_get_n_toggles (self->group); i++)
    adw_toggle_set_child (adw_toggle_group_get_toggle (self->group, i), NULL);
  self->group = NULL;
  g_clear_object (&self->stack);

  G_OBJECT_CLASS (rh_page_switcher_parent_class)->dispose (object);
}

static void
rh_page_switcher_class_init (RhPageSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_page_switcher_dispose;
  object_class->set_property = rh_page_switcher_set_property;

  properties[PROP_STACK] = g_param_spec_object ("stack", NULL, NULL, GTK_TYPE_STACK,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_page_switcher_init (RhPageSwitcher *self)
{
  self->group
      = g_object_new (ADW_TYPE_TOGGLE_GROUP, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->group), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "page-switcher");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

void
rh_page_switcher_set_count (RhPageSwitcher *self, const char *page, guint count)
{
  AdwToggle *toggle;
  GtkWidget *title;
  GtkWidget *badge;
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *name = NULL;

  g_return_if_fail (RH_IS_PAGE_SWITCHER (self));

  toggle = adw_toggle_group_get_toggle_by_name (self->group, page);
  g_return_if_fail (toggle != NULL);

  title = gtk_widget_get_first_child (adw_toggle_get_child (toggle));
  badge = gtk_widget_get_next_sibling (title);
  gtk_label_set_label (GTK_LABEL (badge), number);
  gtk_widget_set_visible (badge, count > 0);
  /* Translators: the title of a page and how many rows of it are in use. */
  name = g_strdup_printf (_ ("%s %u"), gtk_label_get_label (GTK_LABEL (title)), count);
  adw_toggle_set_label (toggle, count > 0 ? name : gtk_label_get_label (GTK_LABEL (title)));
}

void
rh_page_switcher_set_narrow (RhPageSwitcher *self, gboolean narrow)
{
  g_return_if_fail (RH_IS_PAGE_SWITCHER (self));

  for (guint i = 0; i < adw_toggle_group_get_n_toggles (self->group); i++)
    set_margin (adw_toggle_get_child (adw_toggle_group_get_toggle (self->group, i)),
                narrow ? NARROW_MARGIN : MARGIN);
}
