/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service's registration form, and its checks that need nothing but the form. */
#define G_LOG_DOMAIN "rh-service-form"

#include "config.h"

#include "collection/rh-service-form.h"

#include "text/rh-url.h"

#include <string.h>

static void
field_free (gpointer data)
{
  RhServiceField *field = data;

  g_free (field->id);
  g_free (field->label);
  g_free (field->note);
  g_free (field->value);
  g_strfreev (field->choices);
  g_free (field);
}

RhServiceForm *
rh_service_form_new (void)
{
  RhServiceForm *self = g_new0 (RhServiceForm, 1);

  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->forbidden_words = g_new0 (char *, 1);
  self->notes = g_new0 (char *, 1);
  return self;
}

void
rh_service_form_free (RhServiceForm *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->fields);
  g_strfreev (self->forbidden_words);
  g_strfreev (self->notes);
  g_free (self);
}

const RhServiceField *
rh_service_form_find (const RhServiceForm *self, const char *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const RhServiceField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->id, id))
        return field;
    }

  return NULL;
}

static RhServiceFault
found (RhServiceFault fault, char **part, const char *piece)
{
  if (part != NULL)
    *part = g_strdup (piece);
  return fault;
}

/* As people read it: Ｐｌｅｏ and PLEO are Pleo. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal == NULL ? text : normal, -1);
}

RhServiceFault
rh_service_form_check_name (const RhServiceForm *self, const char *value, char **part)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, RH_SERVICE_FAULT_NONE);

  folded = fold (value);
  for (guint i = 0; self->forbidden_words[i] != NULL; i++)
    {
      g_autofree char *word = fold (self->forbidden_words[i]);

      if (strstr (folded, word) != NULL)
        return found (RH_SERVICE_FAULT_WORD, part, self->forbidden_words[i]);
    }

  return RH_SERVICE_FAULT_NONE;
}

/* No more than a slip of the finger can be told from an address: RFC 5321 allows nearly all. */
static gboolean
is_email (const char *text)
{
  const char *at = strrchr (text, '@');
  const char *dot = at == NULL ? NULL : strchr (at, '.');

  return at != NULL && at > text && strchr (text, '@') == at && dot > at + 1 && dot[1] != '\0'
         && text[strlen (text) - 1] != '.' && strpbrk (text, "<>()[]\\\"") == NULL
         && strstr (text, "..") == NULL;
}

RhServiceFault
rh_service_form_check_emails (const char *value, char **part)
{
  g_auto (GStrv) pieces = NULL;

  g_return_val_if_fail (value != NULL, RH_SERVICE_FAULT_NONE);

  pieces = g_strsplit_set (value, " ,;\t\r\n", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0' && !is_email (pieces[i]))
      return found (RH_SERVICE_FAULT_NOT_EMAIL, part, pieces[i]);

  return RH_SERVICE_FAULT_NONE;
}

RhServiceFault
rh_service_form_check_url (const char *value, char **part)
{
  g_autoptr (RhUrl) url = NULL;

  g_return_val_if_fail (value != NULL, RH_SERVICE_FAULT_NONE);

  if (*value == '\0')
    return RH_SERVICE_FAULT_NONE;

  url = strpbrk (value, " \t\r\n") == NULL ? rh_url_parse_http (value, NULL) : NULL;
  if (url == NULL || url->userinfo != NULL)
    return found (RH_SERVICE_FAULT_NOT_URL, part, value);
  if (!rh_url_is_https (url))
    return found (RH_SERVICE_FAULT_NOT_HTTPS, part, value);

  return RH_SERVICE_FAULT_NONE;
}
