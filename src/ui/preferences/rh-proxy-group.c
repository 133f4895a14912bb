/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proxy in rows. */
#define G_LOG_DOMAIN "rh-proxy-group"

#include "config.h"

#include "preferences/rh-proxy-group.h"

#include "common/rh-problem.h"
#include "common/rh-validity.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-secret-row.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RhProxyGroup
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  AdwComboRow *mode_row;
  AdwComboRow *type_row;
  GtkWidget *host_row;
  GtkWidget *port_row;
  GtkWidget *user_row;
  GtkWidget *password_row;
  RhHintRow *password_hint;
  GtkWidget *no_proxy_row;
  RhHintRow *fault_hint;

  /* Owned */
  RhNetworkRules *rules;

  /* Plain */
  gboolean syncing;
  gboolean password_typed;
};

G_DEFINE_FINAL_TYPE (RhProxyGroup, rh_proxy_group, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the row's list. */
static const char *const schemes[] = { "http", "https", "socks5" };

static const char *
text_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static char *
dup_stripped (GtkWidget *row)
{
  return g_strstrip (g_strdup (text_of (row)));
}

/* --- From the rows ------------------------------------------------------------------------------
 */

static GStrv
split_list (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ", \t", -1);
  g_autoptr (GStrvBuilder) entries = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (entries, parts[i]);

  return g_strv_builder_end (entries);
}

/* NULL where neither host nor port is given. */
static char *
dup_uri (RhProxyGroup *self)
{
  g_autofree char *host = dup_stripped (self->host_row);
  g_autofree char *port = dup_stripped (self->port_row);
  gboolean bare_ipv6 = strchr (host, ':') != NULL && *host != '[';

  if (*host == '\0' && *port == '\0')
    return NULL;
  return g_strdup_printf (bare_ipv6 ? "%s://[%s]:%s" : "%s://%s:%s",
                          schemes[adw_combo_row_get_selected (self->type_row)], host, port);
}

static RhProxySettings *
make_settings (RhProxyGroup *self)
{
  RhProxySettings *proxy
      = rh_proxy_settings_new ((RhProxyMode) adw_combo_row_get_selected (self->mode_row));
  g_autofree char *user = dup_stripped (self->user_row);

  proxy->uri = dup_uri (self);
  proxy->user = *user != '\0' ? g_steal_pointer (&user) : NULL;
  proxy->no_proxy = split_list (text_of (self->no_proxy_row));
  return proxy;
}

static gboolean
is_same (const RhProxySettings *a, const RhProxySettings *b)
{
  const char *const none[] = { NULL };
  const char *const *list_a = a->no_proxy != NULL ? (const char *const *) a->no_proxy : none;
  const char *const *list_b = b->no_proxy != NULL ? (const char *const *) b->no_proxy : none;

  return a->mode == b->mode && g_strcmp0 (a->uri, b->uri) == 0 && g_strcmp0 (a->user, b->user) == 0
         && g_strv_equal (list_a, list_b);
}

/* --- What is wrong ------------------------------------------------------------------------------
 */

static void
show_fault (RhProxyGroup *self, GtkWidget *row, RhHintKind kind, const char *text)
{
  GtkWidget *const rows[] = { self->host_row, self->port_row, self->user_row, self->no_proxy_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rh_validity_set (rows[i], rows[i] != row || kind != RH_HINT_ERROR);
  if (row != NULL)
    g_object_set (self->fault_hint, "row", row, NULL);
  rh_hint_row_set (self->fault_hint, kind, text);
}

static gboolean
fail (RhProxyGroup *self, GtkWidget *row, const char *text)
{
  show_fault (self, row, RH_HINT_ERROR, text);
  return FALSE;
}

static gboolean
check_list (RhProxyGroup *self, const RhProxySettings *proxy)
{
  for (guint i = 0; proxy->no_proxy[i] != NULL; i++)
    if (!rh_no_proxy_entry_is_valid (proxy->no_proxy[i]))
      {
        g_autofree char *text = g_strdup_printf (
            /* Translators: %s is what was typed. */
            _ ("“%s” is no host, .domain or block of addresses such as 10.0.0.0/8."),
            proxy->no_proxy[i]);

        return fail (self, self->no_proxy_row, text);
      }

  return TRUE;
}

static gboolean
check_host (RhProxyGroup *self, const RhProxySettings *proxy)
{
  g_autofree char *host = dup_stripped (self->host_row);
  g_autofree char *port = dup_stripped (self->port_row);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhUrl) url = NULL;

  if (*host == '\0' || *port == '\0')
    {
      show_fault (self, *host == '\0' ? self->host_row : self->port_row, RH_HINT_NOTE,
                  _ ("Not in use yet: give its host and its port. Until then requests go as "
                     "before."));
      return FALSE;
    }

  url = rh_url_parse (proxy->uri, &error);
  if (g_error_matches (error, RH_URL_ERROR, RH_URL_ERROR_PORT))
    return fail (self, self->port_row, _ ("A port is a number from 1 to 65535."));
  if (url == NULL || url->userinfo != NULL || *url->path != '\0' || url->query != NULL
      || url->fragment != NULL)
    return fail (self, self->host_row, _ ("This is no host name and no address."));

  return TRUE;
}

/* RhProxySettings is as strict; here it is said at which row. */
static gboolean
check (RhProxyGroup *self, const RhProxySettings *proxy)
{
  if (proxy->mode != RH_PROXY_MANUAL)
    return TRUE;
  if (!check_host (self, proxy))
    return FALSE;
  if (proxy->user != NULL && strchr (proxy->user, ':') != NULL)
    return fail (self, self->user_row, _ ("The user name cannot hold a colon."));

  return check_list (self, proxy);
}

static void
show_error (RhProxyGroup *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *text = rh_problem_dup_text (problem);

  show_fault (self, NULL, RH_HINT_ERROR, text);
}

/* --- Keeping ------------------------------------------------------------------------------------
 */

static void
password_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhProxyGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rh_network_rules_keep_secret_finish (RH_NETWORK_RULES (source), result, &error)
      && self->rules != NULL)
    show_error (self, error);
}

static void
keep_password (RhProxyGroup *self, gboolean has_user)
{
  const char *text = rh_secret_row_peek (RH_SECRET_ROW (self->password_row));
  g_autoptr (RhSecret) password = has_user && *text != '\0' ? rh_secret_new (text, -1) : NULL;

  self->password_typed = FALSE;
  rh_network_rules_keep_secret_async (self->rules, NULL, password, NULL, password_kept_cb,
                                      g_object_ref (self));
}

static void
show_password_hint (RhProxyGroup *self)
{
  gboolean kept = *text_of (self->user_row) != '\0'
                  && *rh_secret_row_peek (RH_SECRET_ROW (self->password_row)) == '\0'
                  && !self->password_typed;

  gtk_widget_set_sensitive (self->password_row, *text_of (self->user_row) != '\0');
  rh_hint_row_set (self->password_hint, RH_HINT_NOTE,
                   kept ? _ ("One that is in the keyring is used until you type another.") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->password_hint),
                          kept && gtk_widget_get_visible (self->password_row));
}

static void
commit (RhProxyGroup *self)
{
  g_autoptr (RhProxySettings) proxy = NULL;
  const RhProxySettings *now;
  g_autoptr (GError) error = NULL;
  gboolean user_gone;

  if (self->syncing || self->rules == NULL)
    return;

  proxy = make_settings (self);
  if (!check (self, proxy))
    return;

  show_fault (self, NULL, RH_HINT_NOTE, NULL);
  now = rh_network_rules_get_proxy (self->rules);
  user_gone = now->user != NULL && proxy->user == NULL;
  if (!is_same (now, proxy) && !rh_network_rules_set_proxy (self->rules, proxy, &error))
    show_error (self, error);
  else if (user_gone || self->password_typed)
    keep_password (self, proxy->user != NULL);
}

/* --- To the rows --------------------------------------------------------------------------------
 */

static void
show_manual (RhProxyGroup *self)
{
  gboolean manual = adw_combo_row_get_selected (self->mode_row) == RH_PROXY_MANUAL;
  GtkWidget *const rows[]
      = { GTK_WIDGET (self->type_row), self->host_row,    self->port_row, self->user_row,
          self->password_row,          self->no_proxy_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], manual);
  if (!manual)
    show_fault (self, NULL, RH_HINT_NOTE, NULL);
  show_password_hint (self);
}

/* FALSE: it is no address of a proxy. */
static gboolean
show_uri (RhProxyGroup *self, const char *uri)
{
  g_autoptr (RhUrl) url = rh_url_parse (uri, NULL);

  for (guint i = 0; url != NULL && i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (url->scheme, schemes[i]))
      {
        adw_combo_row_set_selected (self->type_row, i);
        gtk_editable_set_text (GTK_EDITABLE (self->host_row), url->host);
        if (url->port != NULL)
          gtk_editable_set_text (GTK_EDITABLE (self->port_row), url->port);
        return TRUE;
      }

  return FALSE;
}

static void
show (RhProxyGroup *self)
{
  const RhProxySettings *proxy = rh_network_rules_get_proxy (self->rules);
  g_autofree char *list
      = proxy->no_proxy != NULL ? g_strjoinv (", ", proxy->no_proxy) : g_strdup ("");

  self->syncing = TRUE;
  adw_combo_row_set_selected (self->mode_row, proxy->mode);
  if (proxy->uri != NULL)
    show_uri (self, proxy->uri);
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), proxy->user != NULL ? proxy->user : "");
  gtk_editable_set_text (GTK_EDITABLE (self->no_proxy_row), list);
  show_manual (self);
  self->syncing = FALSE;
}

/* --- Callbacks ----------------------------------------------------------------------------------
 */

static void
mode_selected_cb (RhProxyGroup *self)
{
  show_manual (self);
  commit (self);
}

/* A whole address is pasted as likely as a host is typed. */
static void
host_changed_cb (RhProxyGroup *self)
{
  g_autofree char *text = dup_stripped (self->host_row);

  if (self->syncing || strstr (text, "://") == NULL)
    return;

  self->syncing = TRUE;
  show_uri (self, text);
  self->syncing = FALSE;
}

static void
password_changed_cb (RhProxyGroup *self)
{
  self->password_typed = TRUE;
  show_password_hint (self);
}

static void
commit_when_left (RhProxyGroup *self, GtkWidget *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (commit), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, focus);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (commit), self, G_CONNECT_SWAPPED);
}

static void
rh_proxy_group_unmap (GtkWidget *widget)
{
  commit (RH_PROXY_GROUP (widget));

  GTK_WIDGET_CLASS (rh_proxy_group_parent_class)->unmap (widget);
}

static void
rh_proxy_group_dispose (GObject *object)
{
  RhProxyGroup *self = RH_PROXY_GROUP (object);

  g_clear_object (&self->rules);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_PROXY_GROUP);

  G_OBJECT_CLASS (rh_proxy_group_parent_class)->dispose (object);
}

static void
rh_proxy_group_class_init (RhProxyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_proxy_group_dispose;
  widget_class->unmap = rh_proxy_group_unmap;

  g_type_ensure (RH_TYPE_SECRET_ROW);
  g_type_ensure (RH_TYPE_HINT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-proxy-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, mode_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, type_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, host_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, port_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, user_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, password_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, password_hint);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, no_proxy_row);
  gtk_widget_class_bind_template_child (widget_class, RhProxyGroup, fault_hint);
}

static void
rh_proxy_group_init (RhProxyGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->mode_row, "notify::selected", G_CALLBACK (mode_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->type_row, "notify::selected", G_CALLBACK (commit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->host_row, "changed", G_CALLBACK (host_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->user_row, "changed", G_CALLBACK (show_password_hint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_row, "changed", G_CALLBACK (password_changed_cb), self,
                           G_CONNECT_SWAPPED);
  commit_when_left (self, self->host_row);
  commit_when_left (self, self->port_row);
  commit_when_left (self, self->user_row);
  commit_when_left (self, self->password_row);
  commit_when_left (self, self->no_proxy_row);
}

void
rh_proxy_group_set_rules (RhProxyGroup *self, RhNetworkRules *rules)
{
  g_return_if_fail (RH_IS_PROXY_GROUP (self));
  g_return_if_fail (RH_IS_NETWORK_RULES (rules));

  g_set_object (&self->rules, rules);
  show (self);
}
