/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service asks for when a client is registered, as data: its form's fields in its order, and
 * its rules. A page that shows it knows no service by name. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  RH_SERVICE_FIELD_TEXT,
  RH_SERVICE_FIELD_NAME, /* the client's, which users see: see forbidden_words */
  RH_SERVICE_FIELD_URL,
  RH_SERVICE_FIELD_EMAILS,        /* with spaces or commas between */
  RH_SERVICE_FIELD_REDIRECT_URIS, /* with spaces or line feeds between */
  RH_SERVICE_FIELD_SCOPES,
  RH_SERVICE_FIELD_CHOICE, /* one of choices */
} RhServiceFieldKind;

typedef struct
{
  char *id;    /* "client_name": unique in the form; what is typed is kept under it */
  char *label; /* as the form has it: not translated, since it has to be found there */
  char *note;  /* what belongs in it, ""; English, shown through gettext() unless it is "" */
  char *value; /* what to begin with, "" */
  GStrv choices;
  RhServiceFieldKind kind;
} RhServiceField;

typedef struct
{
  GPtrArray *fields;     /* of RhServiceField; none: the service has no form */
  GStrv forbidden_words; /* that a client's name must not contain, whatever the case */
  GStrv notes;           /* what to know before; English, shown through gettext() */
  guint collect_days;    /* how long the credentials can be collected; 0: not said */
} RhServiceForm;

typedef enum
{
  RH_SERVICE_FAULT_NONE,
  RH_SERVICE_FAULT_NOT_URL,       /* no absolute http or https URL, or a user name in it */
  RH_SERVICE_FAULT_NOT_HTTPS,     /* http where the service wants https */
  RH_SERVICE_FAULT_NOT_LOCALHOST, /* http, and the host is not the one that may have it */
  RH_SERVICE_FAULT_FRAGMENT,      /* "#…" in a redirect URI (RFC 6749 3.1.2) */
  RH_SERVICE_FAULT_WORD,          /* a word that a client's name must not contain */
  RH_SERVICE_FAULT_NOT_EMAIL,
  RH_SERVICE_FAULT_NOT_SCOPE,     /* a character that no scope has (RFC 6749 3.3) */
  RH_SERVICE_FAULT_UNKNOWN_SCOPE, /* the service names others; it may know it all the same */
  RH_SERVICE_FAULT_NOT_CHOICE,
} RhServiceFault;

/* Plain parts of rh_service_check_field(). "" is no fault: what has to be filled in is another
 * question. @part, which can be NULL: the piece that is wrong. (transfer full) */
RhServiceFault
rh_service_form_check_name (const RhServiceForm *self, const char *value, char **part);
RhServiceFault rh_service_form_check_emails (const char *value, char **part);
RhServiceFault rh_service_form_check_url (const char *value, char **part);

const RhServiceField *rh_service_form_find (const RhServiceForm *self, const char *id);
RhServiceForm *rh_service_form_new (void);
void rh_service_form_free (RhServiceForm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhServiceForm, rh_service_form_free)

G_END_DECLS
