/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cookie. A value that is not touched stays the very bytes that it was. */
#define G_LOG_DOMAIN "rh-cookie-page"

#include "config.h"

#include "cookie/rh-cookie-page.h"

#include "common/rh-validity.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-secret-row.h"
#include "cookie/rh-cookie-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RhCookiePage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkWidget *name_row;
  GtkWidget *value_row;
  RhHintRow *value_hint;
  GtkWidget *domain_row;
  RhHintRow *domain_hint;
  AdwSwitchRow *subdomains_row;
  GtkWidget *path_row;
  RhHintRow *path_hint;
  AdwSwitchRow *secure_row;
  GtkWidget *expires_row;
  RhHintRow *expires_hint;
  AdwSwitchRow *http_only_row;
  AdwComboRow *same_site_row;

  /* Owned */
  RhCookieJar *jar;
  RhCookie *cookie; /* NULL: a new one */
};

G_DEFINE_FINAL_TYPE (RhCookiePage, rh_cookie_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
text_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* --- What is wrong ------------------------------------------------------------------------------
 */

static void
clear_faults (RhCookiePage *self)
{
  GtkWidget *const rows[]
      = { self->name_row, self->value_row, self->domain_row, self->path_row, self->expires_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rh_validity_set (rows[i], TRUE);
  rh_hint_row_set (self->value_hint, RH_HINT_ERROR, NULL);
  rh_hint_row_set (self->domain_hint, RH_HINT_ERROR, NULL);
  rh_hint_row_set (self->path_hint, RH_HINT_ERROR, NULL);
  rh_hint_row_set (self->expires_hint, RH_HINT_NOTE,
                   _ ("Such as 2026-12-03 14:00. Empty: with the session."));
}

static void
show_fault (GtkWidget *row, RhHintRow *hint, const char *text)
{
  rh_validity_set (row, FALSE);
  rh_hint_row_set (hint, RH_HINT_ERROR, text);
  gtk_widget_grab_focus (row);
}

static void
show_typed_fault (RhCookiePage *self, RhTypedCookieFault fault)
{
  const char *text = rh_cookie_words_get_fault (fault);

  switch (fault)
    {
    case RH_TYPED_COOKIE_DOMAIN:
      show_fault (self->domain_row, self->domain_hint, text);
      break;
    case RH_TYPED_COOKIE_PATH:
      show_fault (self->path_row, self->path_hint, text);
      break;
    case RH_TYPED_COOKIE_VALUE:
    case RH_TYPED_COOKIE_SIZE:
      show_fault (self->value_row, self->value_hint, text);
      break;
    case RH_TYPED_COOKIE_NAME:
    case RH_TYPED_COOKIE_EMPTY:
      show_fault (self->name_row, self->value_hint, text);
      break;
    case RH_TYPED_COOKIE_GOOD:
    default:
      break;
    }
}

/* --- Saving -------------------------------------------------------------------------------------
 */

static RhSecret *
dup_value (RhCookiePage *self)
{
  const char *text = rh_secret_row_peek (RH_SECRET_ROW (self->value_row));
  g_autofree char *before = self->cookie != NULL ? rh_cookie_words_dup_value (self->cookie) : NULL;

  if (g_strcmp0 (before, text) == 0)
    return rh_secret_ref (rh_cookie_get_fields (self->cookie)->value);
  return rh_secret_new (text, -1);
}

static void
keep (RhCookiePage *self, const RhCookieFields *fields)
{
  g_autoptr (RhCookie) cookie = rh_cookie_new (fields);
  GtkWidget *navigation = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (self->cookie != NULL)
    rh_cookie_jar_replace (self->jar, self->cookie, cookie);
  else
    rh_cookie_jar_put (self->jar, cookie);
  if (navigation != NULL)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (navigation));
}

static void
save_cb (RhCookiePage *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (text_of (self->domain_row)));
  g_autofree char *domain = rh_typed_cookie_dup_domain (typed);
  g_autoptr (RhSecret) value = dup_value (self);
  RhCookieFields fields = {
    .name = text_of (self->name_row),
    .value = value,
    .domain = domain != NULL ? domain : "",
    .host_only = !adw_switch_row_get_active (self->subdomains_row),
    .path = text_of (self->path_row),
    .secure = adw_switch_row_get_active (self->secure_row),
    .http_only = adw_switch_row_get_active (self->http_only_row),
    .same_site = (RhSameSite) adw_combo_row_get_selected (self->same_site_row),
  };
  RhTypedCookieFault fault = rh_typed_cookie_check (&fields);

  clear_faults (self);
  if (fault != RH_TYPED_COOKIE_GOOD)
    show_typed_fault (self, fault);
  else if (!rh_cookie_words_parse_time (text_of (self->expires_row), &fields.expires))
    show_fault (self->expires_row, self->expires_hint,
                _ ("This is no time, such as 2026-12-03 14:00."));
  else
    keep (self, &fields);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_cookie_page_dispose (GObject *object)
{
  RhCookiePage *self = RH_COOKIE_PAGE (object);

  g_clear_object (&self->jar);
  g_clear_object (&self->cookie);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_COOKIE_PAGE);

  G_OBJECT_CLASS (rh_cookie_page_parent_class)->dispose (object);
}

static void
rh_cookie_page_class_init (RhCookiePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_cookie_page_dispose;

  g_type_ensure (RH_TYPE_HINT_ROW);
  g_type_ensure (RH_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/cookie/rh-cookie-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, name_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, value_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, value_hint);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, domain_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, domain_hint);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, subdomains_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, path_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, path_hint);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, secure_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, expires_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, expires_hint);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, http_only_row);
  gtk_widget_class_bind_template_child (widget_class, RhCookiePage, same_site_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rh_cookie_page_init (RhCookiePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clear_faults (self);
}

static void
set_text (GtkWidget *row, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  gtk_editable_set_text (GTK_EDITABLE (row), valid);
}

static void
show (RhCookiePage *self)
{
  const RhCookieFields *fields = rh_cookie_get_fields (self->cookie);
  g_autofree char *value = rh_cookie_words_dup_value (self->cookie);
  g_autofree char *end = rh_cookie_words_dup_time (fields->expires);

  set_text (self->name_row, fields->name);
  set_text (self->value_row, value);
  set_text (self->domain_row, fields->domain);
  set_text (self->path_row, fields->path);
  set_text (self->expires_row, end);
  adw_switch_row_set_active (self->subdomains_row, !fields->host_only);
  adw_switch_row_set_active (self->secure_row, fields->secure);
  adw_switch_row_set_active (self->http_only_row, fields->http_only);
  adw_combo_row_set_selected (self->same_site_row, fields->same_site);
}

AdwNavigationPage *
rh_cookie_page_new (RhCookieJar *jar, RhCookie *cookie, const char *domain)
{
  RhCookiePage *self;

  g_return_val_if_fail (RH_IS_COOKIE_JAR (jar), NULL);

  self = g_object_new (RH_TYPE_COOKIE_PAGE, NULL);
  self->jar = g_object_ref (jar);
  if (cookie != NULL)
    {
      self->cookie = g_object_ref (cookie);
      show (self);
    }
  else if (domain != NULL)
    set_text (self->domain_row, domain);

  return ADW_NAVIGATION_PAGE (self);
}
