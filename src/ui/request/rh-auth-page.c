/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs a request. */
#define G_LOG_DOMAIN "rh-auth-page"

#include "config.h"

#include "request/rh-auth-page.h"

#include <glib/gi18n.h>

struct _RhAuthPage
{
  AdwBin parent_instance;

  /* Template */
  AdwComboRow *kind_row;
  GtkWidget *inherited_row;

  /* Owned */
  RhRequestItem *item;
};

G_DEFINE_FINAL_TYPE (RhAuthPage, rh_auth_page, ADW_TYPE_BIN)

/* Only a file brings it; nobody chooses it. */
static void
offer_kept (RhAuthPage *self)
{
  GtkStringList *kinds = GTK_STRING_LIST (adw_combo_row_get_model (self->kind_row));

  if (g_list_model_get_n_items (G_LIST_MODEL (kinds)) == RH_AUTH_KIND_KEPT)
    gtk_string_list_append (kinds, _ ("As in the File"));
}

static void
update (RhAuthPage *self)
{
  RhAuthKind kind = rh_request_item_get_auth_kind (self->item);

  if (kind == RH_AUTH_KIND_KEPT)
    offer_kept (self);
  adw_combo_row_set_selected (self->kind_row, (guint) kind);
  gtk_widget_set_visible (self->inherited_row, kind == RH_AUTH_KIND_INHERIT);
}

static void
kind_selected_cb (RhAuthPage *self)
{
  g_object_set (self->item, "auth-kind", (RhAuthKind) adw_combo_row_get_selected (self->kind_row),
                NULL);
}

static gboolean
title_from_name (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  /* Translators: %s is the name of a collection. */
  g_value_take_string (
      to, g_strdup_printf (_ ("Inherited from %s: OAuth 2.0"), g_value_get_string (from)));
  return TRUE;
}

static void
rh_auth_page_dispose (GObject *object)
{
  RhAuthPage *self = RH_AUTH_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_AUTH_PAGE);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_auth_page_parent_class)->dispose (object);
}

static void
rh_auth_page_class_init (RhAuthPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_auth_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/request/rh-auth-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RhAuthPage, inherited_row);
}

static void
rh_auth_page_init (RhAuthPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rh_auth_page_new (RhRequestItem *item, RhCollection *collection)
{
  RhAuthPage *self = g_object_new (RH_TYPE_AUTH_PAGE, NULL);

  self->item = g_object_ref (item);
  g_object_bind_property_full (collection, "name", self->inherited_row, "title",
                               G_BINDING_SYNC_CREATE, title_from_name, NULL, NULL, NULL);
  update (self);
  g_signal_connect_object (item, "notify::auth-kind", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind_row, "notify::selected", G_CALLBACK (kind_selected_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
