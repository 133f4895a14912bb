/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up companies, employees and vendors, the same in every run. */
#define G_LOG_DOMAIN "rh-practice-data"

#include "config.h"

#include "practice/rh-practice-data.h"

#define MAIL_DOMAIN "acme.example"

typedef struct
{
  const char *first_name;
  const char *last_name;
  const char *mailbox;
  const char *job_title;
} Employee;

typedef struct
{
  const char *id;
  const char *name;
  const char *currency;
  const char *country;
} Company;

static const Company companies[] = {
  { "5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a01", "Acme ApS", "DKK", "DK" },
  { "5f1b2c1e-7a44-4d1c-9a55-0c6e2f3d8a02", "Acme Sverige AB", "SEK", "SE" },
};

static const Employee employees[] = {
  { "Ada", "Holm", "ada", "Head of Finance" },
  { "Bjørn", "Haddad", "bjoern", "Product Manager" },
  { "Clara", "Larsen", "clara", "Support Specialist" },
  { "Dario", "Virtanen", "dario", "Engineer" },
  { "Elif", "Patel", "elif", "Sales Manager" },
  { "Farid", "Öberg", "farid", "Head of Finance" },
  { "Greta", "Blom", "greta", "Designer" },
  { "Hugo", "Rossi", "hugo", "Office Manager" },
  { "Ines", "Costa", "ines", "Bookkeeper" },
  { "Jonas", "Petrova", "jonas", "Product Manager" },
  { "Katrin", "Møller", "katrin", "Support Specialist" },
  { "Linh", "Laurent", "linh", "Engineer" },
  { "Mateo", "Romero", "mateo", "Sales Manager" },
  { "Nadia", "Lund", "nadia", "Head of Finance" },
  { "Olga", "Nilsson", "olga", "Designer" },
  { "Pekka", "Tran", "pekka", "Office Manager" },
  { "Quinn", "Murphy", "quinn", "Bookkeeper" },
  { "Rosa", "Dahl", "rosa", "Product Manager" },
  { "Søren", "Rahimi", "soeren", "Support Specialist" },
  { "Tomasz", "Vinter", "tomasz", "Engineer" },
  { "Uma", "Kaya", "uma", "Sales Manager" },
  { "Viggo", "Berg", "viggo", "Head of Finance" },
  { "Wanda", "Novak", "wanda", "Designer" },
  { "Xavier", "Kowalski", "xavier", "Office Manager" },
  { "Yara", "Mansour", "yara", "Bookkeeper" },
  { "Zoë", "Friis", "zoe", "Product Manager" },
  { "Amir", "Meyer", "amir", "Support Specialist" },
  { "Bente", "Weber", "bente", "Engineer" },
  { "Carlos", "García", "carlos", "Sales Manager" },
  { "Dagny", "Ferrari", "dagny", "Head of Finance" },
  { "Emil", "Nowak", "emil", "Designer" },
  { "Freja", "Skov", "freja", "Office Manager" },
  { "Gustav", "Lund", "gustav", "Bookkeeper" },
  { "Hanna", "Nilsson", "hanna", "Product Manager" },
  { "Igor", "Tran", "igor", "Support Specialist" },
  { "Julie", "Murphy", "julie", "Engineer" },
  { "Kaspar", "Dahl", "kaspar", "Sales Manager" },
  { "Leila", "Rahimi", "leila", "Head of Finance" },
  { "Magnus", "Vinter", "magnus", "Designer" },
  { "Noor", "Kaya", "noor", "Office Manager" },
  { "Oscar", "Berg", "oscar", "Bookkeeper" },
  { "Petra", "Novak", "petra", "Product Manager" },
  { "Rahel", "Kowalski", "rahel", "Support Specialist" },
  { "Stefan", "Mansour", "stefan", "Engineer" },
  { "Thea", "Friis", "thea", "Sales Manager" },
  { "Ulrik", "Meyer", "ulrik", "Head of Finance" },
  { "Vera", "Weber", "vera", "Designer" },
  { "Walid", "García", "walid", "Office Manager" },
  { "Xenia", "Ferrari", "xenia", "Bookkeeper" },
  { "Youssef", "Nowak", "youssef", "Product Manager" },
  { "Zelda", "Skov", "zelda", "Support Specialist" },
  { "Anton", "Holm", "anton", "Engineer" },
  { "Birgit", "Haddad", "birgit", "Sales Manager" },
  { "Cem", "Larsen", "cem", "Head of Finance" },
  { "Dorte", "Virtanen", "dorte", "Designer" },
  { "Eskil", "Patel", "eskil", "Office Manager" },
  { "Fiona", "Öberg", "fiona", "Bookkeeper" },
  { "Gita", "Blom", "gita", "Product Manager" },
  { "Henrik", "Rossi", "henrik", "Support Specialist" },
  { "Iris", "Costa", "iris", "Engineer" },
  { "Jannik", "Petrova", "jannik", "Sales Manager" },
  { "Kirsten", "Møller", "kirsten", "Head of Finance" },
  { "Lars", "Laurent", "lars", "Designer" },
  { "Mila", "Romero", "mila", "Office Manager" },
};

static const char *const vendor_names[] = {
  "Nordlys Coffee", "Harbour Travel", "Papirhuset", "Cloud & Sons Hosting", "Blåbær Catering",
};

guint
rh_practice_data_n_employees (void)
{
  return G_N_ELEMENTS (employees);
}

static const Company *
get_company (guint employee)
{
  return &companies[employee % 4 == 3 ? 1 : 0];
}

JsonObject *
rh_practice_data_describe_employee (guint index)
{
  const Employee *employee = &employees[index];
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("0a9c52d4-1d6e-4f0b-8c37-%012x", 0x2f00 + index);
  g_autofree char *code = g_strdup_printf ("E%03u", index + 1);
  g_autofree char *email = g_strconcat (employee->mailbox, "@" MAIL_DOMAIN, NULL);
  g_autofree char *phone = g_strdup_printf ("+45 70 12 34 %02u", index + 10);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "companyId", get_company (index)->id);
  json_object_set_string_member (object, "email", email);
  json_object_set_string_member (object, "firstName", employee->first_name);
  json_object_set_string_member (object, "lastName", employee->last_name);
  json_object_set_string_member (object, "code", code);
  json_object_set_string_member (object, "jobTitle", employee->job_title);
  /* Optional members are left out now and then, as in a real answer. */
  if (index % 3 == 0)
    json_object_set_string_member (object, "phone", phone);

  return object;
}

guint
rh_practice_data_n_companies (void)
{
  return G_N_ELEMENTS (companies);
}

JsonObject *
rh_practice_data_describe_company (guint index)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", companies[index].id);
  json_object_set_string_member (object, "name", companies[index].name);
  json_object_set_string_member (object, "baseCurrency", companies[index].currency);
  json_object_set_string_member (object, "country", companies[index].country);

  return object;
}

gboolean
rh_practice_data_is_company (const char *company_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    if (g_str_equal (companies[i].id, company_id))
      return TRUE;

  return FALSE;
}

static void
vendor_free (RhPracticeVendor *vendor)
{
  g_free (vendor->id);
  g_free (vendor->company_id);
  g_free (vendor->name);
  g_free (vendor->currency);
  g_free (vendor);
}

RhPracticeVendor *
rh_practice_data_add_vendor (GPtrArray *vendors,
                             const char *company_id,
                             const char *name,
                             const char *currency)
{
  RhPracticeVendor *vendor = g_new0 (RhPracticeVendor, 1);

  vendor->id = g_strdup_printf ("c4e1f7b8-93a2-4d5c-b6e0-%012x", 0x5100 + vendors->len);
  vendor->company_id = g_strdup (company_id);
  vendor->name = g_strdup (name);
  vendor->currency = g_strdup (currency);
  g_ptr_array_add (vendors, vendor);

  return vendor;
}

GPtrArray *
rh_practice_data_vendors_new (void)
{
  GPtrArray *vendors = g_ptr_array_new_with_free_func ((GDestroyNotify) vendor_free);

  for (guint i = 0; i < G_N_ELEMENTS (vendor_names); i++)
    rh_practice_data_add_vendor (vendors, companies[0].id, vendor_names[i], companies[0].currency);

  return vendors;
}

JsonObject *
rh_practice_data_describe_vendor (const RhPracticeVendor *vendor)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", vendor->id);
  json_object_set_string_member (object, "companyId", vendor->company_id);
  json_object_set_string_member (object, "name", vendor->name);
  json_object_set_string_member (object, "defaultCurrency", vendor->currency);
  json_object_set_string_member (object, "status", vendor->archived ? "ARCHIVED" : "ACTIVE");

  return object;
}
