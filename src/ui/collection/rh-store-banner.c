/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what is wrong with a collection's folder, and what can be done about it. */
#define G_LOG_DOMAIN "rh-store-banner"

#include "config.h"

#include "collection/rh-store-banner.h"

#include "collection/rh-clear-secrets-dialog.h"
#include "collection/rh-compare-dialog.h"
#include "common/rh-announce.h"
#include "common/rh-problem.h"
#include "common/rh-toast.h"

#include <glib/gi18n.h>

#define SHOWN_MAX 12

typedef enum
{
  SAYS_NOTHING,
  SAYS_CLASH,
  SAYS_UNSAVED,
  SAYS_NEW,
  SAYS_SECRETS,
  SAYS_PROBLEMS,
} Says;

struct _RhStoreBanner
{
  AdwBin parent_instance;

  /* Owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  GError *unsaved; /* why; NULL: all is saved */
  RhClearSecrets *secrets;
  GCancellable *cancellable; /* of looking for them */

  /* Borrowed */
  AdwBanner *banner;

  /* Plain */
  Says says;
  guint scan_source;
};

G_DEFINE_FINAL_TYPE (RhStoreBanner, rh_store_banner, ADW_TYPE_BIN)

static RhCollectionStore *
get_store (RhStoreBanner *self)
{
  return rh_collections_get_store (rh_workspace_get_open (self->workspace), self->collection);
}

static GStrv
dup_problems (RhStoreBanner *self)
{
  RhCollectionStore *store = get_store (self);
  GStrv problems = NULL;

  if (store != NULL)
    g_object_get (store, "problems", &problems, NULL);

  return problems;
}

static void
say (RhStoreBanner *self, Says says, const char *title, const char *button)
{
  self->says = says;
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, says != SAYS_NOTHING);
}

static void
say_why (RhStoreBanner *self, Says says, const GError *error, const char *button)
{
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  /* Translators: %s is why, such as “Disk Is Full”. */
  g_autofree char *title = g_strdup_printf (_ ("Changes are not saved: %s"), problem->title);

  say (self, says, title, button);
}

/* They gave way to what another program wrote. */
static GObject *
get_clash (RhStoreBanner *self)
{
  RhCollectionStore *store = get_store (self);

  return store == NULL ? NULL : rh_collection_store_get_clash (store);
}

static void
say_clash (RhStoreBanner *self)
{
  g_autoptr (GError) error
      = g_error_new_literal (RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT, "");

  say_why (self, SAYS_CLASH, error, _ ("_Compare…"));
}

static void
say_problems (RhStoreBanner *self, guint n)
{
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u file cannot be read", "%u files cannot be read", n), n);

  say (self, SAYS_PROBLEMS, title, _ ("_Show…"));
}

static guint
count_secrets (RhStoreBanner *self)
{
  return self->secrets == NULL ? 0 : rh_clear_secrets_get_found (self->secrets)->len;
}

static void
say_secrets (RhStoreBanner *self)
{
  g_autofree char *title = rh_clear_secrets_dialog_dup_title (self->secrets);

  say (self, SAYS_SECRETS, title, _ ("_Move…"));
}

/* What waits for the secrets to be moved is told by them. */
static gboolean
waits_for_secrets (RhStoreBanner *self)
{
  return count_secrets (self) > 0
         && g_error_matches (self->unsaved, RH_COLLECTION_STORE_ERROR,
                             RH_COLLECTION_STORE_ERROR_SECRETS);
}

static void
update (RhStoreBanner *self)
{
  g_auto (GStrv) problems = dup_problems (self);
  guint n_problems = problems == NULL ? 0 : g_strv_length (problems);

  if (waits_for_secrets (self))
    say_secrets (self);
  else if (get_clash (self) != NULL)
    say_clash (self);
  else if (self->unsaved != NULL)
    say_why (self, SAYS_UNSAVED, self->unsaved, _ ("_Try Again"));
  else if (!rh_collection_is_accepted (self->collection))
    say (self, SAYS_NEW, _ ("New here: its requests may not use your saved secrets yet"),
         _ ("_Review…"));
  else if (count_secrets (self) > 0)
    say_secrets (self);
  else if (n_problems > 0)
    say_problems (self, n_problems);
  else
    say (self, SAYS_NOTHING, NULL, NULL);
}

/* --- Secrets in clear ---------------------------------------------------------------------------
 */

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhStoreBanner) self = user_data;

  rh_clear_secrets_scan_finish (RH_CLEAR_SECRETS (source), result, NULL);
}

/* When nothing else is to be done: the tree comes first. */
static void
scan (gpointer user_data)
{
  RhStoreBanner *self = user_data;

  self->scan_source = 0;
  rh_clear_secrets_scan_async (self->secrets, self->cancellable, scanned_cb, g_object_ref (self));
}

static void
scan_soon (RhStoreBanner *self)
{
  if (self->secrets != NULL && self->scan_source == 0)
    self->scan_source = g_idle_add_once (scan, self);
}

/* They were moved, or others were found: what waited for it may have been written. */
static void
secrets_changed_cb (RhStoreBanner *self)
{
  RhCollectionStore *store = get_store (self);

  if (store != NULL && count_secrets (self) == 0
      && g_error_matches (self->unsaved, RH_COLLECTION_STORE_ERROR,
                          RH_COLLECTION_STORE_ERROR_SECRETS))
    {
      g_clear_error (&self->unsaved);
      rh_collection_store_flush (store, &self->unsaved);
    }
  update (self);
}

static void
look_for_secrets (RhStoreBanner *self)
{
  self->cancellable = g_cancellable_new ();
  self->secrets
      = rh_clear_secrets_new (rh_workspace_get_keyring (self->workspace),
                              rh_workspace_get_bindings (self->workspace), get_store (self));
  g_signal_connect_object (self->secrets, "changed", G_CALLBACK (secrets_changed_cb), self,
                           G_CONNECT_SWAPPED);
  scan_soon (self);
}

static void
unsaved_cb (RhStoreBanner *self, RhCollection *collection, const GError *error)
{
  if (collection != self->collection)
    return;

  g_clear_error (&self->unsaved);
  self->unsaved = g_error_copy (error);
  if (g_error_matches (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_SECRETS))
    scan_soon (self);
  update (self);
}

/* Somebody chose, or there is one more to be chosen. */
static void
clash_cb (RhStoreBanner *self)
{
  if (get_clash (self) == NULL
      && g_error_matches (self->unsaved, RH_COLLECTION_STORE_ERROR,
                          RH_COLLECTION_STORE_ERROR_CONFLICT))
    g_clear_error (&self->unsaved);
  update (self);
  if (self->says == SAYS_CLASH)
    rh_announce (self->banner, adw_banner_get_title (self->banner));
}

/* What the button does */

static void
compare (RhStoreBanner *self)
{
  GObject *clash = get_clash (self);

  if (clash != NULL)
    adw_dialog_present (rh_compare_dialog_new (get_store (self), clash), GTK_WIDGET (self));
}

static void
try_again (RhStoreBanner *self)
{
  RhCollectionStore *store = get_store (self);

  g_clear_error (&self->unsaved);
  if (store != NULL)
    rh_collection_store_flush (store, &self->unsaved);
  update (self);
}

static void
show_problems (RhStoreBanner *self)
{
  g_auto (GStrv) problems = dup_problems (self);
  GString *text
      = g_string_new (_ ("They stay as they are. Correct them in a text editor; Rehearsal "
                         "reads them again by itself."));
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Files That Cannot Be Read"), NULL);

  g_string_append_c (text, '\n');
  for (guint i = 0; problems != NULL && problems[i] != NULL && i < SHOWN_MAX; i++)
    g_string_append_printf (text, "\n%s", problems[i]);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), text->str);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  g_string_free (text, TRUE);
}

static void
accept_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhStoreBanner) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (answer, "accept"))
    return;

  if (!rh_collections_accept (rh_workspace_get_open (self->workspace), self->collection, &error))
    {
      g_autoptr (RhProblem) problem = rh_problem_new (error);

      rh_toast_show (GTK_WIDGET (self), problem->title);
    }
  update (self);
}

void
rh_store_banner_ask_to_accept (RhStoreBanner *self)
{
  AdwAlertDialog *dialog;

  g_return_if_fail (RH_IS_STORE_BANNER (self));

  if (self->collection == NULL || rh_collection_is_accepted (self->collection))
    return;

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Let It Use Saved Secrets?"), NULL));
  adw_alert_dialog_format_body (
      dialog,
      /* Translators: %s is the name of a collection. */
      _ ("“%s” is new on this computer. Its requests decide where client secrets, tokens and "
         "secret "
         "variables of yours go. Allow it if you know who made it. Until then requests without "
         "secrets can be sent."),
      rh_collection_get_name (self->collection));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Not Now"), "accept", _ ("_Allow"), NULL);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, accept_answered_cb,
                           g_object_ref (self));
}

static void
clicked_cb (RhStoreBanner *self)
{
  switch (self->says)
    {
    case SAYS_CLASH:
      compare (self);
      break;
    case SAYS_UNSAVED:
      try_again (self);
      break;
    case SAYS_NEW:
      rh_store_banner_ask_to_accept (self);
      break;
    case SAYS_SECRETS:
      rh_clear_secrets_dialog_run (self->secrets, GTK_WIDGET (self));
      break;
    case SAYS_PROBLEMS:
      show_problems (self);
      break;
    case SAYS_NOTHING:
    default:
      break;
    }
}

static void
rh_store_banner_dispose (GObject *object)
{
  RhStoreBanner *self = RH_STORE_BANNER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->scan_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->secrets);
  g_clear_error (&self->unsaved);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_store_banner_parent_class)->dispose (object);
}

static void
rh_store_banner_class_init (RhStoreBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_store_banner_dispose;
}

static void
rh_store_banner_init (RhStoreBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rh_store_banner_set_collection (RhStoreBanner *self,
                                RhWorkspace *workspace,
                                RhCollection *collection)
{
  RhCollectionStore *store;

  g_return_if_fail (RH_IS_STORE_BANNER (self));
  g_return_if_fail (self->collection == NULL);

  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  store = get_store (self);
  g_signal_connect_object (collection, "notify::accepted", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_workspace_get_open (workspace), "unsaved", G_CALLBACK (unsaved_cb),
                           self, G_CONNECT_SWAPPED);
  if (store != NULL)
    {
      g_signal_connect_object (store, "notify::clash", G_CALLBACK (clash_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (store, "notify::problems", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      look_for_secrets (self);
    }
  update (self);
}
