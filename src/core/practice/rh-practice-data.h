/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up companies, employees and vendors. Private to practice. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *company_id;
  char *name;
  char *currency;
  gboolean archived;
} RhPracticeVendor;

/* The one that all companies are of. */
#define RH_PRACTICE_ORGANIZATION "8c7d1e90-2b3f-4a65-9d04-0c6e2f3d8a00"

guint rh_practice_data_n_employees (void);
JsonObject *rh_practice_data_describe_employee (guint index);
guint rh_practice_data_n_companies (void);
JsonObject *rh_practice_data_describe_company (guint index);
gboolean rh_practice_data_is_company (const char *company_id);

/* The vendors that are there at the start, of RhPracticeVendor. */
GPtrArray *rh_practice_data_vendors_new (void);
RhPracticeVendor *rh_practice_data_add_vendor (GPtrArray *vendors,
                                               const char *company_id,
                                               const char *name,
                                               const char *currency);
JsonObject *rh_practice_data_describe_vendor (const RhPracticeVendor *vendor);

G_END_DECLS
