/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of an export. */
#pragma once

#include "format/rh-export.h"

G_BEGIN_DECLS

/* Writers, one a format, in the table of rh-export.c. */
extern const RhExportFormat rh_export_openapi;
extern const RhExportFormat rh_export_openapi_json;
extern const RhExportFormat rh_export_curl;
extern const RhExportFormat rh_export_http;
extern const RhExportFormat rh_export_postman;
extern const RhExportFormat rh_export_postman_environment;

G_END_DECLS
