/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registered status codes (RFC 9110 15 and the documents that add to it). One that nobody knows
 * means what the first of its hundred means (RFC 9110 15). */
#define G_LOG_DOMAIN "rh-status"

#include "config.h"

#include "http/rh-status.h"

typedef struct
{
  guint status;
  RhStatusMeaning meaning;
  const char *phrase;
} Status;

static const Status statuses[] = {
  { 100, RH_STATUS_MEANING_INTERIM, "Continue" },
  { 101, RH_STATUS_MEANING_INTERIM, "Switching Protocols" },
  { 102, RH_STATUS_MEANING_INTERIM, "Processing" },
  { 103, RH_STATUS_MEANING_INTERIM, "Early Hints" },
  { 200, RH_STATUS_MEANING_DONE, "OK" },
  { 201, RH_STATUS_MEANING_CREATED, "Created" },
  { 202, RH_STATUS_MEANING_ACCEPTED, "Accepted" },
  { 203, RH_STATUS_MEANING_DONE, "Non-Authoritative Information" },
  { 204, RH_STATUS_MEANING_NO_CONTENT, "No Content" },
  { 205, RH_STATUS_MEANING_NO_CONTENT, "Reset Content" },
  { 206, RH_STATUS_MEANING_PARTIAL, "Partial Content" },
  { 207, RH_STATUS_MEANING_DONE, "Multi-Status" },
  { 208, RH_STATUS_MEANING_DONE, "Already Reported" },
  { 226, RH_STATUS_MEANING_DONE, "IM Used" },
  { 300, RH_STATUS_MEANING_ELSEWHERE, "Multiple Choices" },
  { 301, RH_STATUS_MEANING_MOVED, "Moved Permanently" },
  { 302, RH_STATUS_MEANING_ELSEWHERE, "Found" },
  { 303, RH_STATUS_MEANING_ELSEWHERE, "See Other" },
  { 304, RH_STATUS_MEANING_NOT_MODIFIED, "Not Modified" },
  { 305, RH_STATUS_MEANING_ELSEWHERE, "Use Proxy" },
  { 307, RH_STATUS_MEANING_ELSEWHERE, "Temporary Redirect" },
  { 308, RH_STATUS_MEANING_MOVED, "Permanent Redirect" },
  { 400, RH_STATUS_MEANING_BAD_REQUEST, "Bad Request" },
  { 401, RH_STATUS_MEANING_NOT_SIGNED_IN, "Unauthorized" },
  { 402, RH_STATUS_MEANING_CLIENT_ERROR, "Payment Required" },
  { 403, RH_STATUS_MEANING_FORBIDDEN, "Forbidden" },
  { 404, RH_STATUS_MEANING_NOT_FOUND, "Not Found" },
  { 405, RH_STATUS_MEANING_METHOD, "Method Not Allowed" },
  { 406, RH_STATUS_MEANING_NOT_ACCEPTABLE, "Not Acceptable" },
  { 407, RH_STATUS_MEANING_PROXY, "Proxy Authentication Required" },
  { 408, RH_STATUS_MEANING_SLOW_REQUEST, "Request Timeout" },
  { 409, RH_STATUS_MEANING_CONFLICT, "Conflict" },
  { 410, RH_STATUS_MEANING_GONE, "Gone" },
  { 411, RH_STATUS_MEANING_CLIENT_ERROR, "Length Required" },
  { 412, RH_STATUS_MEANING_PRECONDITION, "Precondition Failed" },
  { 413, RH_STATUS_MEANING_TOO_LARGE, "Content Too Large" },
  { 414, RH_STATUS_MEANING_TOO_LARGE, "URI Too Long" },
  { 415, RH_STATUS_MEANING_MEDIA_TYPE, "Unsupported Media Type" },
  { 416, RH_STATUS_MEANING_CLIENT_ERROR, "Range Not Satisfiable" },
  { 417, RH_STATUS_MEANING_CLIENT_ERROR, "Expectation Failed" },
  { 421, RH_STATUS_MEANING_CLIENT_ERROR, "Misdirected Request" },
  { 422, RH_STATUS_MEANING_CONTENT, "Unprocessable Content" },
  { 423, RH_STATUS_MEANING_CONFLICT, "Locked" },
  { 424, RH_STATUS_MEANING_CLIENT_ERROR, "Failed Dependency" },
  { 425, RH_STATUS_MEANING_CLIENT_ERROR, "Too Early" },
  { 426, RH_STATUS_MEANING_CLIENT_ERROR, "Upgrade Required" },
  { 428, RH_STATUS_MEANING_PRECONDITION, "Precondition Required" },
  { 429, RH_STATUS_MEANING_TOO_MANY, "Too Many Requests" },
  { 431, RH_STATUS_MEANING_TOO_LARGE, "Request Header Fields Too Large" },
  { 451, RH_STATUS_MEANING_FORBIDDEN, "Unavailable For Legal Reasons" },
  { 500, RH_STATUS_MEANING_SERVER_ERROR, "Internal Server Error" },
  { 501, RH_STATUS_MEANING_NOT_IMPLEMENTED, "Not Implemented" },
  { 502, RH_STATUS_MEANING_BAD_GATEWAY, "Bad Gateway" },
  { 503, RH_STATUS_MEANING_UNAVAILABLE, "Service Unavailable" },
  { 504, RH_STATUS_MEANING_GATEWAY_TIMEOUT, "Gateway Timeout" },
  { 505, RH_STATUS_MEANING_SERVER_ERROR, "HTTP Version Not Supported" },
  { 506, RH_STATUS_MEANING_SERVER_ERROR, "Variant Also Negotiates" },
  { 507, RH_STATUS_MEANING_SERVER_ERROR, "Insufficient Storage" },
  { 508, RH_STATUS_MEANING_SERVER_ERROR, "Loop Detected" },
  { 511, RH_STATUS_MEANING_PROXY, "Network Authentication Required" },
};

static const Status *
find (guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return &statuses[i];

  return NULL;
}

static RhStatusMeaning
meaning_of_class (guint status)
{
  static const RhStatusMeaning meanings[] = {
    RH_STATUS_MEANING_UNKNOWN,   RH_STATUS_MEANING_INTERIM,      RH_STATUS_MEANING_DONE,
    RH_STATUS_MEANING_ELSEWHERE, RH_STATUS_MEANING_CLIENT_ERROR, RH_STATUS_MEANING_SERVER_ERROR,
  };
  guint class = status / 100;

  return class < G_N_ELEMENTS (meanings) ? meanings[class] : RH_STATUS_MEANING_UNKNOWN;
}

const char *
rh_status_get_phrase (guint status)
{
  const Status *found = find (status);

  return found == NULL ? NULL : found->phrase;
}

RhStatusMeaning
rh_status_get_meaning (guint status)
{
  const Status *found = find (status);

  return found == NULL ? meaning_of_class (status) : found->meaning;
}
