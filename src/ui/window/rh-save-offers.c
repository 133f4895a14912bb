/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One toast a save says which files were laid out anew; another offers to keep a secret. What is
 * kept goes into the keyring first, and only then out of the request and its file. */
#define G_LOG_DOMAIN "rh-save-offers"

#include "config.h"

#include "window/rh-save-offers.h"

#include "collection/rh-secret-looking.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "workspace/rh-clear-secrets.h"
#include "workspace/rh-variable-secrets.h"

#include <glib/gi18n.h>
#include <string.h>

/* Longer than a word in passing: somebody has to read and decide. */
#define OFFER_SECONDS 20

struct _RhSaveOffers
{
  GObject parent_instance;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  GPtrArray *relaid; /* files, until the toast says it */

  /* Borrowed */
  GtkWidget *from;

  /* Plain */
  guint relaid_source;
};

G_DEFINE_FINAL_TYPE (RhSaveOffers, rh_save_offers, G_TYPE_OBJECT)

/* A field that would rather be a variable. */
typedef struct
{
  RhSaveOffers *offers;
  RhEnvironment *environment;
  RhRequestItem *item;
  RhField *field;
  char *was;  /* the value when it was asked about */
  char *name; /* of the variable; NULL: not chosen yet */
} Offer;

static void
offer_free (Offer *offer)
{
  g_object_unref (offer->offers);
  g_object_unref (offer->environment);
  g_object_unref (offer->item);
  g_object_unref (offer->field);
  rh_wipe (offer->was, strlen (offer->was));
  g_free (offer->was);
  g_free (offer->name);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, offer_free)

static RhCollectionStore *
get_store (RhSaveOffers *self)
{
  return rh_collections_get_store (rh_workspace_get_open (self->workspace), self->collection);
}

/* --- Laid out anew ------------------------------------------------------------------------------
 */

static void
say_relaid (gpointer user_data)
{
  RhSaveOffers *self = user_data;
  guint n = self->relaid->len;
  g_autofree char *text = NULL;

  self->relaid_source = 0;
  if (n == 1)
    {
      g_autofree char *base = g_path_get_basename (g_ptr_array_index (self->relaid, 0));

      /* Translators: %s is the name of a file. */
      text = g_strdup_printf (_ ("“%s” was written by another program and has been laid out anew"),
                              base);
    }
  else
    text = g_strdup_printf (
        ngettext ("%u file was written by another program and has been laid out anew",
                  "%u files were written by another program and have been laid out anew", n),
        n);

  g_ptr_array_set_size (self->relaid, 0);
  rh_toast_show (self->from, text);
}

/* All of one save are told at once. */
static void
relaid_cb (RhSaveOffers *self, const char *file)
{
  g_ptr_array_add (self->relaid, g_strdup (file));
  if (self->relaid_source == 0)
    self->relaid_source = g_idle_add_once (say_relaid, self);
}

/* --- Into the keyring ---------------------------------------------------------------------------
 */

static void
show_error (Offer *offer, const GError *error)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);

  rh_toast_show (offer->offers->from, problem->title);
}

/* The value is kept; the request says the variable's name, and so does its file. */
static void
put_reference (Offer *offer)
{
  gsize scheme = (gsize) (rh_secret_looking_skip_scheme (offer->was) - offer->was);
  g_autofree char *value = g_strdup_printf ("%.*s{{%s}}", (int) scheme, offer->was, offer->name);
  RhCollectionStore *store = get_store (offer->offers);
  g_autoptr (GError) error = NULL;

  rh_environment_add_secret (offer->environment, offer->name);
  if (g_str_equal (rh_field_get_value (offer->field), offer->was))
    g_object_set (offer->field, "value", value, NULL);
  if (store != NULL && !rh_collection_store_save (store, offer->item, &error))
    show_error (offer, error);
  else
    rh_toast_show (offer->offers->from, _ ("Kept in the keyring"));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  RhKeyringState state = rh_keyring_get_state (rh_workspace_get_keyring (offer->offers->workspace));
  g_autoptr (GError) error = NULL;

  if (rh_variable_secrets_store_finish (RH_VARIABLE_SECRETS (source), result, &error)
      && state != RH_KEYRING_STATE_READY)
    error = g_error_new_literal (RH_CLEAR_SECRETS_ERROR, RH_CLEAR_SECRETS_ERROR_NO_KEYRING,
                                 offer->name);
  if (error != NULL)
    show_error (offer, error);
  else
    put_reference (offer);
}

/* Takes @offer. */
static void
keep (Offer *offer)
{
  RhSaveOffers *self = offer->offers;
  g_autoptr (RhVariableSecrets) secrets = rh_variable_secrets_new (
      rh_workspace_get_keyring (self->workspace), rh_workspace_get_bindings (self->workspace),
      self->collection, offer->environment, NULL);
  g_autoptr (RhSecret) value = rh_secret_new (rh_secret_looking_skip_scheme (offer->was), -1);

  rh_variable_secrets_store_async (secrets, offer->name, value, NULL, kept_cb, offer);
}

/* --- The name -----------------------------------------------------------------------------------
 */

static gboolean
is_free (RhEnvironment *environment, const char *name)
{
  return *name != '\0' && strpbrk (name, "{} \t") == NULL
         && rh_environment_lookup (environment, name) == NULL;
}

static char *
dup_free_name (RhEnvironment *environment, const char *field)
{
  g_autofree char *base = rh_secret_looking_dup_name (field);

  for (guint n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup (base) : g_strdup_printf ("%s_%u", base, n);

      if (is_free (environment, name))
        return g_steal_pointer (&name);
    }
}

static void
name_changed_cb (AdwAlertDialog *dialog, GtkEditable *entry)
{
  RhEnvironment *environment = g_object_get_data (G_OBJECT (dialog), "environment");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  gboolean fine = is_free (environment, name);

  adw_alert_dialog_set_response_enabled (dialog, "keep", fine);
  if (fine)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  GtkEditable *entry = g_object_get_data (source, "entry");

  if (!g_str_equal (answer, "keep"))
    return;

  offer->name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  keep (g_steal_pointer (&offer));
}

static GtkWidget *
add_entry (AdwAlertDialog *dialog, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Variable"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (dialog, list);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  return entry;
}

/* Takes @offer. */
static void
ask_name (Offer *offer)
{
  g_autofree char *name = dup_free_name (offer->environment, rh_field_get_name (offer->field));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Keep It Secret"), NULL));

  /* Translators: the name of an environment, then that of a field such as Authorization. */
  adw_alert_dialog_format_body (
      dialog,
      _ ("The value becomes a secret variable of %s: your keyring keeps it, and “%s” says the "
         "variable’s name. If the file is in a git repository, its history may have the value: "
         "rotate it at the service."),
      rh_environment_get_name (offer->environment), rh_field_get_name (offer->field));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "keep", _ ("_Keep Secret"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "environment", g_object_ref (offer->environment),
                          g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "entry", add_entry (dialog, name));
  adw_alert_dialog_choose (dialog, offer->offers->from, NULL, named_cb, offer);
}

/* --- The toast ----------------------------------------------------------------------------------
 */

static void
toast_clicked_cb (AdwToast *toast, gpointer user_data)
{
  Offer *offer = g_object_steal_data (G_OBJECT (toast), "offer");

  if (offer != NULL)
    ask_name (offer);
}

static void
offer_field (RhSaveOffers *self, RhEnvironment *environment, RhRequestItem *item, RhField *field)
{
  /* Translators: %s is the name of a field, such as Authorization. */
  g_autofree char *text
      = g_strdup_printf (_ ("“%s” is saved in the file in clear"), rh_field_get_name (field));
  AdwToast *toast = rh_toast_new (text);
  Offer *offer = g_new0 (Offer, 1);

  offer->offers = g_object_ref (self);
  offer->environment = g_object_ref (environment);
  offer->item = g_object_ref (item);
  offer->field = g_object_ref (field);
  offer->was = g_strdup (rh_field_get_value (field));
  adw_toast_set_button_label (toast, _ ("_Keep It Secret…"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, OFFER_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "offer", offer, (GDestroyNotify) offer_free);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (toast_clicked_cb), NULL);
  rh_toast_add (self->from, toast);
}

/* Of the request and the field's name; a row that is made anew is the same field. */
static gboolean
is_new (RhRequestItem *item, RhField *field)
{
  GHashTable *asked = g_object_get_data (G_OBJECT (item), "rh-secret-asked");

  if (asked == NULL)
    {
      asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (item), "rh-secret-asked", asked,
                              (GDestroyNotify) g_hash_table_unref);
    }

  return g_hash_table_add (asked, g_ascii_strdown (rh_field_get_name (field), -1));
}

void
rh_save_offers_saved (RhSaveOffers *self, RhEnvironment *environment, RhRequestItem *item)
{
  g_autoptr (GPtrArray) found = NULL;

  g_return_if_fail (RH_IS_SAVE_OFFERS (self));
  g_return_if_fail (RH_IS_REQUEST_ITEM (item));

  if (environment == NULL)
    return;

  found = rh_secret_looking_find (item);
  for (guint i = 0; i < found->len; i++)
    if (is_new (item, found->pdata[i]))
      {
        offer_field (self, environment, item, found->pdata[i]);
        return; /* one question at a time; the next save asks about the next */
      }
}

/* --- Object -------------------------------------------------------------------------------------
 */

static void
rh_save_offers_dispose (GObject *object)
{
  RhSaveOffers *self = RH_SAVE_OFFERS (object);

  g_clear_handle_id (&self->relaid_source, g_source_remove);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_save_offers_parent_class)->dispose (object);
}

static void
rh_save_offers_finalize (GObject *object)
{
  RhSaveOffers *self = RH_SAVE_OFFERS (object);

  g_ptr_array_unref (self->relaid);

  G_OBJECT_CLASS (rh_save_offers_parent_class)->finalize (object);
}

static void
rh_save_offers_class_init (RhSaveOffersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_save_offers_dispose;
  object_class->finalize = rh_save_offers_finalize;
}

static void
rh_save_offers_init (RhSaveOffers *self)
{
  self->relaid = g_ptr_array_new_with_free_func (g_free);
}

RhSaveOffers *
rh_save_offers_new (RhWorkspace *workspace, RhCollection *collection, GtkWidget *from)
{
  RhSaveOffers *self;
  RhCollectionStore *store;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (from), NULL);

  self = g_object_new (RH_TYPE_SAVE_OFFERS, NULL);
  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->from = from;
  store = get_store (self);
  if (store != NULL)
    g_signal_connect_object (store, "relaid", G_CALLBACK (relaid_cb), self, G_CONNECT_SWAPPED);
  return self;
}
