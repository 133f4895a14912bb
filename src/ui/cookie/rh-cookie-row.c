/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cookie in a list. A label tells assistive tools what it shows, dots included. */
#define G_LOG_DOMAIN "rh-cookie-row"

#include "config.h"

#include "cookie/rh-cookie-row.h"

#include "common/rh-no-hyphens.h"
#include "cookie/rh-cookie-words.h"

#include <glib/gi18n.h>

struct _RhCookieRow
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *name_label;
  GtkLabel *value_label;
  GtkLabel *detail_label;
  GtkToggleButton *reveal_button;
  GtkWidget *delete_button;

  /* Owned */
  RhCookie *cookie;
};

enum
{
  DELETE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhCookieRow, rh_cookie_row, ADW_TYPE_BIN)

static void
set_name (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
show_value (RhCookieRow *self)
{
  gboolean shown = gtk_toggle_button_get_active (self->reveal_button);
  g_autofree char *value
      = shown && self->cookie != NULL ? rh_cookie_words_dup_value (self->cookie) : NULL;
  const char *name = shown ? _ ("Hide Value") : _ ("Show Value");

  gtk_label_set_label (self->value_label, value != NULL ? value : RH_COOKIE_DOTS);
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button),
                            shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reveal_button), name);
}

static void
reveal_toggled_cb (RhCookieRow *self)
{
  show_value (self);
}

static void
delete_cb (RhCookieRow *self)
{
  g_signal_emit (self, signals[DELETE], 0);
}

static void
rh_cookie_row_dispose (GObject *object)
{
  RhCookieRow *self = RH_COOKIE_ROW (object);

  g_clear_object (&self->cookie);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_COOKIE_ROW);

  G_OBJECT_CLASS (rh_cookie_row_parent_class)->dispose (object);
}

static void
rh_cookie_row_class_init (RhCookieRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_cookie_row_dispose;

  signals[DELETE] = g_signal_new ("delete", RH_TYPE_COOKIE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/cookie/rh-cookie-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhCookieRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, RhCookieRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, RhCookieRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, RhCookieRow, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, RhCookieRow, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, reveal_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
}

static void
rh_cookie_row_init (RhCookieRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rh_no_hyphens (GTK_WIDGET (self));
}

GtkWidget *
rh_cookie_row_new (void)
{
  return g_object_new (RH_TYPE_COOKIE_ROW, NULL);
}

void
rh_cookie_row_bind (RhCookieRow *self, RhCookie *cookie, gint64 now)
{
  g_autofree char *name = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *reveal = NULL;
  g_autofree char *remove = NULL;

  g_return_if_fail (RH_IS_COOKIE_ROW (self));

  g_set_object (&self->cookie, cookie);
  gtk_toggle_button_set_active (self->reveal_button, FALSE);
  show_value (self);
  if (cookie == NULL)
    return;

  name = rh_cookie_words_dup_name (cookie);
  detail = rh_cookie_words_dup_detail (cookie, now);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->detail_label, detail);
  /* Translators: %s is the name of a cookie. */
  reveal = g_strdup_printf (_ ("Show Value of %s"), name);
  /* Translators: %s is the name of a cookie. */
  remove = g_strdup_printf (_ ("Delete %s"), name);
  set_name (GTK_WIDGET (self->reveal_button), reveal);
  set_name (self->delete_button, remove);
}

RhCookie *
rh_cookie_row_get_cookie (RhCookieRow *self)
{
  g_return_val_if_fail (RH_IS_COOKIE_ROW (self), NULL);

  return self->cookie;
}
