/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of Help to read. */
#define G_LOG_DOMAIN "rh-help-page"

#include "config.h"

#include "help/rh-help-page.h"

#include <glib/gi18n.h>

struct _RhHelpPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkWidget *scroller;
  GtkBox *content;
};

enum
{
  FOLLOW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhHelpPage, rh_help_page, ADW_TYPE_NAVIGATION_PAGE)

static GtkWidget *
label_new (const char *text, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
add_section (RhHelpPage *self, const RhHelpSection *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = label_new (_ (section->text), GTK_ACCESSIBLE_ROLE_PARAGRAPH);

  if (section->title != NULL)
    {
      GtkWidget *title = label_new (_ (section->title), GTK_ACCESSIBLE_ROLE_HEADING);

      gtk_widget_add_css_class (title, "heading");
      gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
      gtk_box_append (GTK_BOX (box), title);
    }
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (self->content, box);
}

static void
link_cb (RhHelpPage *self, GtkButton *button)
{
  g_signal_emit (self, signals[FOLLOW], 0, g_object_get_data (G_OBJECT (button), "action"));
}

static void
add_link (RhHelpPage *self, const RhHelpLink *link)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = label_new (_ (link->label), GTK_ACCESSIBLE_ROLE_LABEL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_object_set_data (G_OBJECT (button), "action", (gpointer) link->action);
  g_signal_connect_object (button, "clicked", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->content, button);
}

/* A label would be selected from end to end, and the page could not be scrolled. */
static gboolean
rh_help_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RH_HELP_PAGE (widget)->scroller);
}

static void
rh_help_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

static void
rh_help_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_HELP_PAGE);

  G_OBJECT_CLASS (rh_help_page_parent_class)->dispose (object);
}

static void
rh_help_page_class_init (RhHelpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_help_page_dispose;
  widget_class->grab_focus = rh_help_page_grab_focus;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = rh_help_page_shown;

  signals[FOLLOW] = g_signal_new ("follow", RH_TYPE_HELP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/help/rh-help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhHelpPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, RhHelpPage, content);
}

static void
rh_help_page_init (RhHelpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
rh_help_page_new (const RhHelpPageText *text)
{
  RhHelpPage *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (RH_TYPE_HELP_PAGE, "title", _ (text->title), "tag", text->name, NULL);
  for (guint i = 0; i < RH_HELP_MAX_SECTIONS && text->sections[i].text != NULL; i++)
    add_section (self, &text->sections[i]);
  for (guint i = 0; i < RH_HELP_MAX_LINKS && text->links[i].label != NULL; i++)
    add_link (self, &text->links[i]);
  return ADW_NAVIGATION_PAGE (self);
}
