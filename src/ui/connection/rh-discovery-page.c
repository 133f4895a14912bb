/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What discovery found, beside what the form has. */
#define G_LOG_DOMAIN "rh-discovery-page"

#include "config.h"

#include "connection/rh-discovery-page.h"

#include <glib/gi18n.h>

struct _RhDiscoveryPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  AdwPreferencesGroup *pkce_group;
  GtkButton *apply_button;

  /* Owned */
  RhConnectForm *form;
  GPtrArray *changes; /* of Change */
};

/* One setting that differs. */
typedef struct
{
  char *field;
  char *value;
  GtkCheckButton *check; /* borrowed */
} Change;

G_DEFINE_FINAL_TYPE (RhDiscoveryPage, rh_discovery_page, ADW_TYPE_NAVIGATION_PAGE)

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->field);
  g_free (change->value);
  g_free (change);
}

static gboolean
is_ticked (const Change *change)
{
  return gtk_check_button_get_active (change->check);
}

static void
apply_cb (RhDiscoveryPage *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = self->changes->pdata[i];

      if (is_ticked (change))
        rh_connect_form_set (self->form, change->field, change->value);
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
toggled_cb (RhDiscoveryPage *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->changes->len; i++)
    any = any || is_ticked (self->changes->pdata[i]);

  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button), any);
}

/* How a value is shown; client authentication is a choice with names of its own. */
static const char *
value_label (const char *field, const char *value)
{
  if (!g_str_equal (field, "client_auth"))
    /* Translators: in place of a setting's value. */
    return *value != '\0' ? value : _ ("empty");
  if (g_str_equal (value, "none"))
    return C_ ("client authentication", "None");
  if (g_str_equal (value, "body"))
    return _ ("In the Body");

  return _ ("Basic");
}

static GtkWidget *
new_row (RhDiscoveryPage *self, Change *change, const char *old)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle
      /* Translators: the value that discovery found, and below it the one in the form */
      = g_strdup_printf (_ ("%s\nNow: %s"), value_label (change->field, change->value),
                         value_label (change->field, old));

  change->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_active (change->check, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (change->check), GTK_ALIGN_CENTER);
  g_signal_connect_object (change->check, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rh_problem_field_label (change->field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (change->check));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (change->check));

  return row;
}

static void
add_change (RhDiscoveryPage *self, const char *field, const char *value)
{
  g_autofree char *old = rh_connect_form_dup (self->form, field);
  Change *change;

  if (value == NULL || g_str_equal (value, old))
    return;

  change = g_new0 (Change, 1);
  change->field = g_strdup (field);
  change->value = g_strdup (value);
  adw_preferences_group_add (self->group, new_row (self, change, old));
  g_ptr_array_add (self->changes, change);
}

/* Only when the server names methods and the one in the form is not among them. */
static const char *
find_client_auth (RhDiscoveryPage *self, const RhMetadata *metadata)
{
  static const char *const methods[][2] = { { "client_secret_basic", "basic" },
                                            { "client_secret_post", "body" },
                                            { "none", "none" } };
  const char *const *supported
      = (const char *const *) metadata->token_endpoint_auth_methods_supported;
  g_autofree char *now = rh_connect_form_dup (self->form, "client_auth");
  const char *found = NULL;

  for (guint i = 0; supported != NULL && i < G_N_ELEMENTS (methods); i++)
    {
      if (!g_strv_contains (supported, methods[i][0]))
        continue;
      if (g_str_has_prefix (now, methods[i][1]))
        return NULL;
      if (found == NULL)
        found = methods[i][1];
    }

  return found;
}

static void
rh_discovery_page_dispose (GObject *object)
{
  RhDiscoveryPage *self = RH_DISCOVERY_PAGE (object);

  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_DISCOVERY_PAGE);

  G_OBJECT_CLASS (rh_discovery_page_parent_class)->dispose (object);
}

static void
rh_discovery_page_finalize (GObject *object)
{
  RhDiscoveryPage *self = RH_DISCOVERY_PAGE (object);

  g_ptr_array_unref (self->changes);

  G_OBJECT_CLASS (rh_discovery_page_parent_class)->finalize (object);
}

static void
rh_discovery_page_class_init (RhDiscoveryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rh_discovery_page_dispose;
  object_class->finalize = rh_discovery_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/connection/rh-discovery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhDiscoveryPage, group);
  gtk_widget_class_bind_template_child (widget_class, RhDiscoveryPage, pkce_group);
  gtk_widget_class_bind_template_child (widget_class, RhDiscoveryPage, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
rh_discovery_page_init (RhDiscoveryPage *self)
{
  self->changes = g_ptr_array_new_with_free_func (change_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

RhDiscoveryPage *
rh_discovery_page_new (RhConnectForm *form, const RhMetadata *metadata)
{
  RhDiscoveryPage *self;
  const char *const *methods;

  g_return_val_if_fail (RH_IS_CONNECT_FORM (form), NULL);
  g_return_val_if_fail (metadata != NULL, NULL);

  self = g_object_new (RH_TYPE_DISCOVERY_PAGE, NULL);
  self->form = g_object_ref (form);
  add_change (self, RH_OAUTH_AUTHORIZATION_URL, metadata->authorization_endpoint);
  add_change (self, RH_OAUTH_TOKEN_URL, metadata->token_endpoint);
  add_change (self, RH_OAUTH_REVOCATION_URL, metadata->revocation_endpoint);
  add_change (self, "client_auth", find_client_auth (self, metadata));

  methods = (const char *const *) metadata->code_challenge_methods_supported;
  gtk_widget_set_visible (GTK_WIDGET (self->pkce_group),
                          methods == NULL || !g_strv_contains (methods, "S256"));

  return self;
}

gboolean
rh_discovery_page_has_changes (RhDiscoveryPage *self)
{
  g_return_val_if_fail (RH_IS_DISCOVERY_PAGE (self), FALSE);

  return self->changes->len > 0;
}
