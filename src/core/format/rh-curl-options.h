/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of curl, and what each means to a request. Private to rh-curl. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RH_CURL_MEANS_NOTHING, /* for a request: output, progress, what the engine does anyway */
  RH_CURL_MEANS_IGNORED,
  RH_CURL_MEANS_PROPOSAL,
  RH_CURL_MEANS_SECRET_PROPOSAL, /* whose value is not shown */
  RH_CURL_MEANS_FILE,            /* reads a file for what it says */

  RH_CURL_MEANS_URL,
  RH_CURL_MEANS_URL_QUERY,
  RH_CURL_MEANS_METHOD,
  RH_CURL_MEANS_HEAD,
  RH_CURL_MEANS_GET,
  RH_CURL_MEANS_HEADER,
  RH_CURL_MEANS_USER_AGENT,
  RH_CURL_MEANS_REFERER,
  RH_CURL_MEANS_RANGE,
  RH_CURL_MEANS_COOKIE,
  RH_CURL_MEANS_DATA,
  RH_CURL_MEANS_DATA_RAW,
  RH_CURL_MEANS_DATA_BINARY,
  RH_CURL_MEANS_DATA_URLENCODE,
  RH_CURL_MEANS_JSON,
  RH_CURL_MEANS_FORM,
  RH_CURL_MEANS_FORM_STRING,
  RH_CURL_MEANS_UPLOAD,
  RH_CURL_MEANS_USER,
  RH_CURL_MEANS_BASIC,
  RH_CURL_MEANS_DIGEST,
  RH_CURL_MEANS_BEARER,
  RH_CURL_MEANS_FOLLOW,
  RH_CURL_MEANS_MAX_REDIRECTS,
  RH_CURL_MEANS_KEEP_METHOD,
  RH_CURL_MEANS_TOTAL_TIMEOUT,
  RH_CURL_MEANS_CONNECT_TIMEOUT,
  RH_CURL_MEANS_HTTP1,
  RH_CURL_MEANS_NEXT, /* another request begins */
} RhCurlMeaning;

typedef struct
{
  const char *name; /* without "--" */
  char letter;      /* NUL: none */
  gboolean takes_value;
  RhCurlMeaning meaning;
} RhCurlOption;

/* NULL: curl has none of that name. Bytes of @name. */
const RhCurlOption *rh_curl_option_find (const char *name, gsize length);
const RhCurlOption *rh_curl_option_find_letter (char letter);

G_END_DECLS
