/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One client certificate. A key is asked for with PEM only, a pass phrase with PKCS#12 only. */
#define G_LOG_DOMAIN "rh-client-page"

#include "config.h"

#include "preferences/rh-client-page.h"

#include "common/rh-announce.h"
#include "common/rh-problem.h"
#include "common/rh-validity.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-secret-row.h"
#include "http/rh-client-certificate.h"
#include "text/rh-url.h"
#include "workspace/rh-client-certificate-add.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RhClientPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  GtkWidget *save_button;
  GtkWidget *origin_row;
  RhHintRow *origin_hint;
  AdwActionRow *certificate_row;
  GtkWidget *certificate_button;
  AdwActionRow *key_row;
  GtkWidget *key_button;
  GtkWidget *key_clear_button;
  GtkWidget *pass_phrase_row;
  RhHintRow *pass_phrase_hint;
  RhHintRow *fault_hint;

  /* Owned */
  RhNetworkRules *rules;
  char *certificate; /* path; NULL: not chosen yet */
  char *key;         /* likewise */
};

G_DEFINE_FINAL_TYPE (RhClientPage, rh_client_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- What is shown ------------------------------------------------------------------------------
 */

static void
show_file (AdwActionRow *row, const char *path, const char *none)
{
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;

  adw_action_row_set_subtitle (row, shown != NULL ? shown : none);
}

static void
update (RhClientPage *self)
{
  gboolean pkcs12
      = self->certificate != NULL && rh_client_certificate_is_pkcs12 (self->certificate);

  show_file (self->certificate_row, self->certificate, _ ("Not chosen yet"));
  show_file (self->key_row, self->key, _ ("In the certificate file"));
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), !pkcs12);
  gtk_widget_set_visible (self->key_clear_button, self->key != NULL);
  gtk_widget_set_visible (self->pass_phrase_row, pkcs12);
  rh_hint_row_set (self->pass_phrase_hint, RH_HINT_NOTE,
                   pkcs12 ? _ ("Kept in your keyring.") : NULL);
  rh_hint_row_set (self->fault_hint, RH_HINT_ERROR, NULL);
  gtk_widget_set_sensitive (
      self->save_button, self->certificate != NULL
                             && *gtk_editable_get_text (GTK_EDITABLE (self->origin_row)) != '\0');
}

static void
origin_changed_cb (RhClientPage *self)
{
  rh_validity_set (self->origin_row, TRUE);
  rh_hint_row_set (self->origin_hint, RH_HINT_ERROR, NULL);
  update (self);
}

/* --- Saving -------------------------------------------------------------------------------------
 */

/* A host is as good as an address, and what is behind it does not matter. NULL: it is neither. */
static char *
dup_origin (RhClientPage *self)
{
  g_autofree char *text
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->origin_row))));
  g_autofree char *url = strstr (text, "://") == NULL ? g_strconcat ("https://", text, NULL)
                                                      : g_steal_pointer (&text);
  g_autofree char *origin = rh_url_text_dup_origin (url);

  return origin != NULL && g_str_has_prefix (origin, "https://") ? g_steal_pointer (&origin) : NULL;
}

static void
show_error (RhClientPage *self, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  g_autofree char *text = NULL;

  /* The problem's sentence is about a request. */
  if (g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE)
      && problem->detail != NULL)
    text = g_strdup_printf ("%s\n%s", problem->title, problem->detail);
  else
    text = rh_problem_dup_text (problem);
  rh_hint_row_set (self->fault_hint, RH_HINT_ERROR, text);
  rh_announce (self, text);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhClientPage) self = user_data;
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  g_autoptr (GError) error = NULL;
  gboolean done = rh_client_certificate_add_finish (RH_NETWORK_RULES (source), result, &error);

  if (self->rules == NULL)
    return;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!done)
    show_error (self, error);
  else if (dialog != NULL)
    adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (dialog));
}

static void
save_cb (RhClientPage *self)
{
  g_autofree char *origin = dup_origin (self);
  const char *text = rh_secret_row_peek (RH_SECRET_ROW (self->pass_phrase_row));
  g_autoptr (RhSecret) pass_phrase = NULL;

  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  if (origin == NULL)
    {
      rh_validity_set (self->origin_row, FALSE);
      rh_hint_row_set (self->origin_hint, RH_HINT_ERROR,
                       _ ("This is no https address, such as https://api.example.com."));
      return;
    }

  if (gtk_widget_get_visible (self->pass_phrase_row) && *text != '\0')
    pass_phrase = rh_secret_new (text, -1);
  gtk_widget_set_sensitive (self->save_button, FALSE);
  rh_client_certificate_add_async (self->rules, origin, self->certificate, self->key, pass_phrase,
                                   NULL, added_cb, g_object_ref (self));
}

/* --- Choosing -----------------------------------------------------------------------------------
 */

static char *
finish_choosing (GObject *source, GAsyncResult *result)
{
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
certificate_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhClientPage) self = user_data;
  g_autofree char *path = finish_choosing (source, result);

  if (path != NULL && self->rules != NULL)
    rh_client_page_set_certificate (self, path);
}

static void
key_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhClientPage) self = user_data;
  g_autofree char *path = finish_choosing (source, result);

  if (path != NULL && self->rules != NULL)
    rh_client_page_set_key (self, path);
}

static void
choose (RhClientPage *self, const char *title, GAsyncReadyCallback callback)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        callback, g_object_ref (self));
}

static void
choose_certificate_cb (RhClientPage *self)
{
  choose (self, _ ("Choose a Certificate"), certificate_chosen_cb);
}

static void
choose_key_cb (RhClientPage *self)
{
  choose (self, _ ("Choose a Key"), key_chosen_cb);
}

static void
clear_key_cb (RhClientPage *self)
{
  rh_client_page_set_key (self, NULL);
  gtk_widget_grab_focus (self->key_button);
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_client_page_dispose (GObject *object)
{
  RhClientPage *self = RH_CLIENT_PAGE (object);

  g_clear_object (&self->rules);
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_CLIENT_PAGE);

  G_OBJECT_CLASS (rh_client_page_parent_class)->dispose (object);
}

static void
rh_client_page_finalize (GObject *object)
{
  RhClientPage *self = RH_CLIENT_PAGE (object);

  g_free (self->certificate);
  g_free (self->key);

  G_OBJECT_CLASS (rh_client_page_parent_class)->finalize (object);
}

static void
rh_client_page_class_init (RhClientPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_client_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_client_page_finalize;

  g_type_ensure (RH_TYPE_HINT_ROW);
  g_type_ensure (RH_TYPE_SECRET_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, RH_RESOURCE_PATH
                                               "/ui/preferences/rh-client-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, origin_row);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, origin_hint);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, certificate_button);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, key_button);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, key_clear_button);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, pass_phrase_row);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, pass_phrase_hint);
  gtk_widget_class_bind_template_child (widget_class, RhClientPage, fault_hint);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_certificate_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_key_cb);
}

static void
rh_client_page_init (RhClientPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (self->origin_row, "changed", G_CALLBACK (origin_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pass_phrase_row, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

AdwNavigationPage *
rh_client_page_new (RhNetworkRules *rules, RhNetworkRule *rule)
{
  RhClientPage *self;

  g_return_val_if_fail (RH_IS_NETWORK_RULES (rules), NULL);

  self = g_object_new (RH_TYPE_CLIENT_PAGE, NULL);
  self->rules = g_object_ref (rules);
  if (rule != NULL)
    {
      self->certificate = g_strdup (rh_network_rule_get_certificate (rule));
      self->key = g_strdup (rh_network_rule_get_key (rule));
      gtk_editable_set_text (GTK_EDITABLE (self->origin_row), rh_network_rule_get_origin (rule));
      gtk_editable_set_editable (GTK_EDITABLE (self->origin_row), FALSE);
    }
  update (self);
  return ADW_NAVIGATION_PAGE (self);
}

void
rh_client_page_set_certificate (RhClientPage *self, const char *path)
{
  g_return_if_fail (RH_IS_CLIENT_PAGE (self));

  g_set_str (&self->certificate, path);
  if (rh_client_certificate_is_pkcs12 (path))
    g_clear_pointer (&self->key, g_free);
  update (self);
}

void
rh_client_page_set_key (RhClientPage *self, const char *path)
{
  g_return_if_fail (RH_IS_CLIENT_PAGE (self));

  g_set_str (&self->key, path);
  update (self);
}
