/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of Postman collections, as short as they can be. */
#pragma once

#define SCHEMA(version) "https://schema.getpostman.com/json/collection/v" version "/collection.json"
#define INFO(version) "\"info\":{\"name\":\"Acme\",\"schema\":\"" SCHEMA (version) "\"}"
/* One request, called R. */
#define REQUEST(request) "{" INFO ("2.1.0") ",\"item\":[{\"name\":\"R\",\"request\":" request "}]}"
/* One with members beside the request. */
#define ITEM(members) \
  "{" INFO ("2.1.0") ",\"item\":[{\"name\":\"R\",\"request\":\"https://a.example/\"," members "}]" \
                     "}"
#define AUTH(auth) REQUEST ("{\"url\":\"https://a.example/\",\"auth\":" auth "}")
