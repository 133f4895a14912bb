/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One toast a save says which files were laid out anew; another offers to keep a secret. What is
 * kept goes into the keyring first, and only then out of the request and its file. */
#define G_LOG_DOMAIN "rh-save-offers"

#include "config.h"

#include "window/rh-save-offers.h"

#include "collection/rh-secret-looking.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"
#include "environment/rh-keep-secret.h"

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
  char *was; /* the value when it was asked about */
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
  g_free (offer);
}

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
  rh_toast_show_in_front (self->from, text);
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

/* The value is kept; the request says the variable's name, and so does its file, if it was not
 * deleted meanwhile. */
static void
put_reference (const char *variable, gpointer user_data)
{
  Offer *offer = user_data;
  gsize scheme = (gsize) (rh_secret_looking_skip_scheme (offer->was) - offer->was);
  g_autofree char *value = g_strdup_printf ("%.*s{{%s}}", (int) scheme, offer->was, variable);
  RhCollectionStore *store = get_store (offer->offers);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (rh_field_get_value (offer->field), offer->was))
    g_object_set (offer->field, "value", value, NULL);
  if (store != NULL && !rh_collection_store_save (store, offer->item, &error)
      && !g_error_matches (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
    show_error (offer, error);
  else
    rh_toast_show (offer->offers->from, _ ("Kept in the keyring"));
}

/* Takes @offer. */
static void
ask_name (Offer *offer)
{
  RhSaveOffers *self = offer->offers;

  rh_keep_secret_ask (self->from, self->workspace, self->collection, offer->environment,
                      rh_field_get_name (offer->field), rh_secret_looking_skip_scheme (offer->was),
                      put_reference, offer, (GDestroyNotify) offer_free);
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
  g_autofree char *text
      /* Translators: %s is the name of a field, such as Authorization. */
      = g_strdup_printf (_ ("“%s” is saved in the file as plain text"), rh_field_get_name (field));
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
