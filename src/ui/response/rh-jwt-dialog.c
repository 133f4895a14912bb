/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON Web Token, decoded to be looked at. What stands in it is whoever's wrote it: plain text.
 */
#define G_LOG_DOMAIN "rh-jwt-dialog"

#include "config.h"

#include "response/rh-jwt-dialog.h"

#include "common/rh-copy-button.h"
#include "common/rh-toast.h"
#include "oauth/rh-jwt.h"
#include "response/rh-fact-row.h"
#include "text/rh-jwt-find.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RhJwtDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *header_group;
  AdwPreferencesGroup *payload_group;

  /* Owned */
  RhJwt *jwt;
};

G_DEFINE_FINAL_TYPE (RhJwtDialog, rh_jwt_dialog, ADW_TYPE_DIALOG)

static const struct
{
  RhJwtFlags flag;
  const char *words;
} remarks[] = {
  { RH_JWT_ENCRYPTED, N_ ("It is encrypted: only its header can be read.") },
  { RH_JWT_UNSIGNED, N_ ("It has no signature (“alg” is none).") },
  { RH_JWT_NO_ALGORITHM, N_ ("It names no algorithm, which is not allowed.") },
  { RH_JWT_CRITICAL, N_ ("It has extensions that a reader must know (“crit”).") },
  { RH_JWT_DUPLICATE_MEMBER, N_ ("A member stands in it twice: readers may disagree.") },
  { RH_JWT_NOT_AN_OBJECT, N_ ("Its payload is no JSON object.") },
};

static void
add_remarks (RhJwtDialog *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (remarks); i++)
    if (self->jwt->flags & remarks[i].flag)
      adw_preferences_group_add (self->facts, rh_fact_row_new (_ ("Note"), _ (remarks[i].words)));
}

/* Both clocks, where they differ: the token's users may be anywhere, and its servers' logs are in
 * UTC. */
static char *
dup_date (const RhJwtDate *date, const char *remark)
{
  g_autoptr (GDateTime) utc = date->known ? g_date_time_new_from_unix_utc (date->seconds) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  gboolean differs = local != NULL && g_date_time_get_utc_offset (local) != 0;
  g_autofree char *here = differs ? g_date_time_format (local, "%c %Z\n") : g_strdup ("");
  g_autofree char *there = utc != NULL ? g_date_time_format (utc, "%Y-%m-%d %H:%M:%S UTC") : NULL;

  if (here == NULL || there == NULL)
    /* Translators: %s is a number that is no date. */
    return g_strdup_printf (_ ("%s, which is no date"), date->text);
  return g_strdup_printf ("%s%s%s%s", here, there, remark != NULL ? "\n" : "",
                          remark != NULL ? remark : "");
}

static void
add_date (RhJwtDialog *self, const char *name, RhJwtTime which, const char *remark)
{
  const RhJwtDate *date = &self->jwt->dates[which];
  g_autofree char *words = NULL;

  if (date->text == NULL)
    return;

  words = dup_date (date, remark);
  adw_preferences_group_add (self->facts, rh_fact_row_new (name, words));
}

static void
add_dates (RhJwtDialog *self, gint64 now)
{
  const RhJwtDate *end = &self->jwt->dates[RH_JWT_EXPIRES_AT];
  const RhJwtDate *begin = &self->jwt->dates[RH_JWT_NOT_BEFORE];

  /* Translators: when a token was issued. */
  add_date (self, _ ("Issued"), RH_JWT_ISSUED_AT, NULL);
  add_date (self, _ ("Not Valid Before"), RH_JWT_NOT_BEFORE,
            begin->known && begin->seconds > now ? _ ("That is yet to come.") : NULL);
  /* Translators: when a token expires. */
  add_date (self, _ ("Expires"), RH_JWT_EXPIRES_AT,
            end->known && end->seconds <= now ? _ ("It has expired.") : NULL);
}

static void
add_text (AdwPreferencesGroup *group, const char *text, const char *tooltip)
{
  GtkWidget *row;

  gtk_widget_set_visible (GTK_WIDGET (group), text != NULL);
  if (text == NULL)
    return;

  row = rh_fact_row_new ("", text);
  gtk_widget_add_css_class (row, "message");
  /* Its own label is empty. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_group_get_title (group), -1);
  adw_preferences_group_set_header_suffix (group, rh_copy_button_new (text, tooltip));
  adw_preferences_group_add (group, row);
}

static void
rh_jwt_dialog_finalize (GObject *object)
{
  RhJwtDialog *self = RH_JWT_DIALOG (object);

  g_clear_pointer (&self->jwt, rh_jwt_free);

  G_OBJECT_CLASS (rh_jwt_dialog_parent_class)->finalize (object);
}

static void
rh_jwt_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RH_TYPE_JWT_DIALOG);

  G_OBJECT_CLASS (rh_jwt_dialog_parent_class)->dispose (object);
}

static void
rh_jwt_dialog_class_init (RhJwtDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_jwt_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_jwt_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/response/rh-jwt-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RhJwtDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, RhJwtDialog, header_group);
  gtk_widget_class_bind_template_child (widget_class, RhJwtDialog, payload_group);
}

static void
rh_jwt_dialog_init (RhJwtDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
rh_jwt_dialog_suits (const char *text)
{
  gsize start;
  gsize end;

  return rh_jwt_find (text, strlen (text), 0, &start, &end);
}

AdwDialog *
rh_jwt_dialog_new (const char *text, gint64 now)
{
  g_autoptr (RhJwt) jwt = NULL;
  RhJwtDialog *self;
  gsize start;
  gsize end;

  if (rh_jwt_find (text, strlen (text), 0, &start, &end))
    jwt = rh_jwt_decode (text + start, end - start);
  if (jwt == NULL)
    return NULL;

  self = g_object_new (RH_TYPE_JWT_DIALOG, NULL);
  self->jwt = g_steal_pointer (&jwt);
  if (self->jwt->algorithm != NULL)
    adw_preferences_group_add (self->facts,
                               rh_fact_row_new (_ ("Algorithm"), self->jwt->algorithm));
  add_dates (self, now);
  add_remarks (self);
  add_text (self->header_group, self->jwt->header, _ ("Copy Header"));
  add_text (self->payload_group, self->jwt->payload, _ ("Copy Payload"));
  return ADW_DIALOG (self);
}

void
rh_jwt_dialog_present (const char *text, GtkWidget *from)
{
  AdwDialog *dialog = rh_jwt_dialog_new (text, g_get_real_time () / G_USEC_PER_SEC);

  if (dialog != NULL)
    adw_dialog_present (dialog, from);
  else
    rh_toast_show (from, _ ("This is no token that can be decoded"));
}
