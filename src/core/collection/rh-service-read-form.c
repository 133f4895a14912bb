/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service's registration form, read from its file. */
#define G_LOG_DOMAIN "rh-service-read-form"

#include "config.h"

#include "collection/rh-service-private.h"

#define MAX_DAYS 366

static const char *const kinds[]
    = { "text", "name", "url", "emails", "redirect_uris", "scopes", "choice", NULL };

static gboolean
read_kind (JsonObject *object, RhServiceFieldKind *kind, GError **error)
{
  const char *text;

  if (!rh_json_get_string (object, "kind", &text, error))
    return FALSE;

  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i], text))
      {
        *kind = (RhServiceFieldKind) i;
        return TRUE;
      }

  return rh_service_fail (error, "kind", "a kind of field");
}

/* It is added first, so that the form frees what was read before an error. */
static gboolean
read_field (JsonObject *object, gpointer user_data, GError **error)
{
  static const char *const members[] = { "id", "label", "kind", "note", "value", "choices", NULL };
  RhServiceForm *form = user_data;
  RhServiceField *field = g_new0 (RhServiceField, 1);
  gboolean is_new;

  g_ptr_array_add (form->fields, field);
  if (!rh_json_check_members (object, members, error)
      || !rh_service_read_line (object, "id", &field->id, error)
      || !rh_service_read_line (object, "label", &field->label, error)
      || !read_kind (object, &field->kind, error)
      || !rh_service_read_line (object, "note", &field->note, error)
      || !rh_service_read_line (object, "value", &field->value, error)
      || !rh_service_read_list (object, "choices", &field->choices, error))
    return FALSE;

  is_new = rh_service_form_find (form, field->id) == field;
  if (*field->id == '\0' || !is_new)
    return rh_service_fail (error, "id", "an id of its own");
  if (*field->label == '\0')
    return rh_service_fail (error, "label", "a label");
  if ((field->kind == RH_SERVICE_FIELD_CHOICE) != (*field->choices != NULL))
    return rh_service_fail (error, "choices", "what a choice has, and no other field");

  return TRUE;
}

gboolean
rh_service_read_form (JsonObject *object, RhServiceForm *form, GError **error)
{
  static const char *const members[]
      = { "fields", "forbidden_words", "notes", "collect_days", NULL };
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) notes = NULL;
  gint64 days;

  if (!rh_json_check_members (object, members, error)
      || !rh_service_read_list (object, "forbidden_words", &words, error)
      || !rh_service_read_list (object, "notes", &notes, error)
      || !rh_json_get_int (object, "collect_days", 0, &days, error))
    return FALSE;
  if (days < 0 || days > MAX_DAYS)
    return rh_service_fail (error, "collect_days", "0 to 366");

  g_strfreev (form->forbidden_words);
  form->forbidden_words = g_steal_pointer (&words);
  g_strfreev (form->notes);
  form->notes = g_steal_pointer (&notes);
  form->collect_days = (guint) days;
  return rh_service_read_each (object, "fields", read_field, form, error);
}
