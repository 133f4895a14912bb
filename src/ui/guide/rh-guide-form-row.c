/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a service's registration form. */
#define G_LOG_DOMAIN "rh-guide-form-row"

#include "config.h"

#include "guide/rh-guide-form-row.h"

#include "common/rh-service-words.h"
#include "connection/rh-hint-row.h"

#include <glib/gi18n.h>

struct _RhGuideFormRow
{
  AdwEntryRow parent_instance;

  /* Owned */
  RhService *service;
  RhRegistration *registration;
  char *environment;

  /* Borrowed */
  RhHintRow *hint;
  const RhServiceField *field; /* the service's */
};

G_DEFINE_FINAL_TYPE (RhGuideFormRow, rh_guide_form_row, ADW_TYPE_ENTRY_ROW)

char *
rh_guide_fault_dup_words (RhServiceFault fault, const char *part, gboolean *is_note)
{
  const char *piece = part != NULL ? part : "";

  *is_note = fault == RH_SERVICE_FAULT_UNKNOWN_SCOPE;
  switch (fault)
    {
    case RH_SERVICE_FAULT_NONE:
      return NULL;
    case RH_SERVICE_FAULT_NOT_URL:
      return g_strdup (_ ("Type a whole address that begins with https:// and has no spaces."));
    case RH_SERVICE_FAULT_NOT_HTTPS:
      return g_strdup (_ ("Must begin with https:// here."));
    case RH_SERVICE_FAULT_NOT_LOCALHOST:
      return g_strdup (_ ("Plain http is for localhost only, by that name: "
                          "http://localhost:PORT/…"));
    case RH_SERVICE_FAULT_FRAGMENT:
      return g_strdup (_ ("Remove the # and what follows: a fragment is not allowed here."));
    case RH_SERVICE_FAULT_WORD:
      /* Translators: %s is a word, such as the service's own name. */
      return g_strdup_printf (_ ("Must not contain “%s”: users could take it for the service."),
                              piece);
    case RH_SERVICE_FAULT_NOT_EMAIL:
      /* Translators: %s is what was typed. */
      return g_strdup_printf (_ ("“%s” is no e-mail address."), piece);
    case RH_SERVICE_FAULT_NOT_SCOPE:
      /* Translators: %s is what was typed. */
      return g_strdup_printf (_ ("“%s” has a character that no scope has."), piece);
    case RH_SERVICE_FAULT_UNKNOWN_SCOPE:
      /* Translators: %s is a scope. */
      return g_strdup_printf (_ ("“%s” is not in the service’s list. Keep it if you know better."),
                              piece);
    case RH_SERVICE_FAULT_NOT_CHOICE:
    default:
      return g_strdup (_ ("Not one of the choices of the form."));
    }
}

static char *
dup_choices (const RhServiceField *field)
{
  g_autofree char *joined = NULL;

  if (field->choices == NULL || field->choices[0] == NULL)
    return *field->note == '\0' ? NULL : g_strdup (rh_service_words_get (field->note));

  joined = g_strjoinv (", ", field->choices);
  /* Translators: %s are the choices of a form's field. */
  return g_strdup_printf (_ ("One of: %s"), joined);
}

static void
check (RhGuideFormRow *self)
{
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self));
  g_autofree char *part = NULL;
  g_autofree char *words = NULL;
  g_autofree char *note = dup_choices (self->field);
  gboolean is_note;
  RhServiceFault fault
      = rh_service_check_field (self->service, self->environment, self->field, value, &part);

  words = rh_guide_fault_dup_words (fault, part, &is_note);
  if (words != NULL)
    rh_hint_row_set (self->hint, is_note ? RH_HINT_WARNING : RH_HINT_ERROR, words);
  else
    rh_hint_row_set (self->hint, RH_HINT_NOTE, note);
}

static void
changed_cb (RhGuideFormRow *self)
{
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self));

  /* what the form begins with is the form's to keep */
  rh_registration_set (self->registration, self->field->id,
                       g_strcmp0 (value, self->field->value) == 0 ? NULL : value);
  check (self);
}

static void
rh_guide_form_row_dispose (GObject *object)
{
  RhGuideFormRow *self = RH_GUIDE_FORM_ROW (object);

  g_clear_object (&self->registration);
  g_clear_pointer (&self->environment, g_free);

  G_OBJECT_CLASS (rh_guide_form_row_parent_class)->dispose (object);
}

static void
rh_guide_form_row_finalize (GObject *object)
{
  g_clear_object (&RH_GUIDE_FORM_ROW (object)->service);

  G_OBJECT_CLASS (rh_guide_form_row_parent_class)->finalize (object);
}

static void
rh_guide_form_row_class_init (RhGuideFormRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_guide_form_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_guide_form_row_finalize;
}

static void
rh_guide_form_row_init (RhGuideFormRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static GtkInputPurpose
get_purpose (RhServiceFieldKind kind)
{
  switch (kind)
    {
    case RH_SERVICE_FIELD_URL:
      return GTK_INPUT_PURPOSE_URL;
    case RH_SERVICE_FIELD_EMAILS:
      return GTK_INPUT_PURPOSE_EMAIL;
    case RH_SERVICE_FIELD_TEXT:
    case RH_SERVICE_FIELD_NAME:
    case RH_SERVICE_FIELD_REDIRECT_URIS:
    case RH_SERVICE_FIELD_SCOPES:
    case RH_SERVICE_FIELD_CHOICE:
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

GtkWidget *
rh_guide_form_row_new (RhService *service,
                       const char *environment,
                       const RhServiceField *field,
                       RhRegistration *registration)
{
  RhGuideFormRow *self = g_object_new (RH_TYPE_GUIDE_FORM_ROW, NULL);
  const char *typed = rh_registration_get (registration, field->id);

  self->service = g_object_ref (service);
  self->environment = g_strdup (environment);
  self->field = field;
  self->registration = g_object_ref (registration);
  self->hint = g_object_new (RH_TYPE_HINT_ROW, "row", self, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), field->label);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), get_purpose (field->kind));
  gtk_editable_set_text (GTK_EDITABLE (self), *typed != '\0' ? typed : field->value);
  g_signal_connect_object (self, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  check (self);
  return GTK_WIDGET (self);
}

GtkWidget *
rh_guide_form_row_get_hint (RhGuideFormRow *self)
{
  g_return_val_if_fail (RH_IS_GUIDE_FORM_ROW (self), NULL);

  return GTK_WIDGET (self->hint);
}
