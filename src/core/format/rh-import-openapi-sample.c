/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value that a schema allows, always the same one. Schemas nest without end and by reference:
 * depth, work and size have bounds, and what is over them is left out. */
#define G_LOG_DOMAIN "rh-import-openapi-sample"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 8    /* containers within containers */
#define MAX_CALLS 40   /* schemas within schemas */
#define MAX_WORK 2000  /* schemas that are looked at for one value */
#define MAX_LENGTH 200 /* of a text that is made as long as the schema wants it */
#define MAX_ITEMS 5

typedef struct
{
  RhOpenApi *api;
  RhOpenApiSide side;
  guint work;
  guint calls;
  guint depth;
  RhOpenApiOrigin origin;
} Sampling;

static RhYaml *sample (Sampling *sampling, RhYaml *schema);

/* What there is */

static guint64
weigh (const RhYaml *node, guint64 limit)
{
  guint64 weight = 1;

  if (rh_yaml_get_kind (node) == RH_YAML_SCALAR)
    return weight + strlen (rh_yaml_get_text (node)) / 32;

  for (guint i = 0; i < rh_yaml_get_length (node) && weight < limit; i++)
    weight += weigh (rh_yaml_nth (node, i), limit - weight);

  return weight;
}

RhYaml *
rh_openapi_copy (RhOpenApi *self, const RhYaml *given)
{
  guint64 weight = weigh (given, self->room + 1);

  if (weight > self->room)
    {
      rh_import_note (self->import, RH_IMPORT_TOO_MUCH, "", "examples");
      return NULL;
    }

  self->room -= weight;
  return rh_yaml_copy (given);
}

static const RhYaml *
first_of (const RhYaml *list)
{
  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    if (!rh_yaml_is_null (rh_yaml_nth (list, i)))
      return rh_yaml_nth (list, i);

  return NULL;
}

static const RhYaml *
find_given (const RhYaml *schema)
{
  const RhYaml *given = rh_yaml_get (schema, "example");

  if (given == NULL)
    given = first_of (rh_member_sequence (schema, "examples"));
  if (given == NULL)
    given = rh_yaml_get (schema, "const");
  if (given == NULL)
    given = rh_yaml_get (schema, "default");
  if (given == NULL)
    given = first_of (rh_member_sequence (schema, "enum"));

  return given;
}

static gboolean
is_number (const char *text)
{
  char *end;

  if (!g_ascii_isdigit (*text) && *text != '-')
    return FALSE;

  return isfinite (g_ascii_strtod (text, &end)) && *end == '\0';
}

/* A plain 5 for a string is "5", and "5" for a number is a plain one. */
static RhYaml *
fit_type (RhYaml *value, const char *type)
{
  const char *text = rh_yaml_get_text (value);
  RhYaml *fitting = NULL;

  if (text == NULL || rh_yaml_is_null (value))
    return value;

  if (g_str_equal (type, "string") && rh_yaml_is_plain (value))
    fitting = rh_yaml_new_string (text);
  else if ((g_str_equal (type, "integer") || g_str_equal (type, "number")) && is_number (text))
    fitting = rh_yaml_new_plain (text);
  if (fitting == NULL)
    return value;

  rh_yaml_unref (value);
  return fitting;
}

const char *
rh_openapi_type_of (const RhYaml *schema)
{
  static const struct
  {
    const char *key;
    const char *type;
  } tells[] = { { "properties", "object" },
                { "additionalProperties", "object" },
                { "items", "array" },
                { "prefixItems", "array" },
                { "format", "string" },
                { "pattern", "string" },
                { "minLength", "string" },
                { "maxLength", "string" },
                { "contentMediaType", "string" },
                { "contentEncoding", "string" },
                { "minimum", "number" },
                { "maximum", "number" } };
  const RhYaml *types = rh_member_sequence (schema, "type");

  if (*rh_member_text (schema, "type") != '\0')
    return rh_member_text (schema, "type");

  for (guint i = 0; types != NULL && i < rh_yaml_get_length (types); i++)
    {
      const char *type = rh_yaml_get_text (rh_yaml_nth (types, i));

      if (type != NULL && !g_str_equal (type, "null"))
        return type;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tells); i++)
    if (rh_yaml_get (schema, tells[i].key) != NULL)
      return tells[i].type;

  return "";
}

gboolean
rh_openapi_is_binary (const RhYaml *schema)
{
  return g_str_equal (rh_member_text (schema, "format"), "binary")
         || (*rh_member_text (schema, "contentMediaType") != '\0'
             && *rh_member_text (schema, "contentEncoding") == '\0');
}

/* Made up */

static const char *
text_for_format (const char *format)
{
  static const struct
  {
    const char *format;
    const char *text;
  } formats[] = { { "date-time", "2026-01-15T09:30:00Z" },
                  { "date", "2026-01-15" },
                  { "time", "09:30:00Z" },
                  { "duration", "P1D" },
                  { "uuid", "00000000-0000-4000-8000-000000000001" },
                  { "email", "user@example.com" },
                  { "idn-email", "user@example.com" },
                  { "hostname", "www.example.com" },
                  { "idn-hostname", "www.example.com" },
                  { "uri", "https://example.com/" },
                  { "url", "https://example.com/" },
                  { "iri", "https://example.com/" },
                  { "uri-reference", "/example" },
                  { "ipv4", "192.0.2.1" },
                  { "ipv6", "2001:db8::1" },
                  { "byte", "ZXhhbXBsZQ==" },
                  { "binary", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].format, format))
      return formats[i].text;

  return NULL;
}

static guint
bound_of (const RhYaml *schema, const char *key, guint fallback, guint max)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (rh_member_text (schema, key), 10, 0, G_MAXUINT, &value, NULL))
    return fallback;

  return (guint) MIN (value, max);
}

static RhYaml *
make_string (const RhYaml *schema)
{
  const char *known = text_for_format (rh_member_text (schema, "format"));
  guint min = bound_of (schema, "minLength", 0, MAX_LENGTH);
  guint max = bound_of (schema, "maxLength", MAX_LENGTH, MAX_LENGTH);
  g_autoptr (GString) text = NULL;

  if (known != NULL || rh_openapi_is_binary (schema))
    return rh_yaml_new_string (known == NULL ? "" : known);

  text = g_string_new ("string");
  while (text->len < min)
    g_string_append (text, "string");
  if (text->len > MAX (min, strlen ("string")))
    g_string_truncate (text, MAX (min, strlen ("string")));
  if (text->len > max)
    g_string_truncate (text, max);

  return rh_yaml_new_string (text->str);
}

/* The bound itself with its own digits, or one beyond. "exclusiveMinimum" is a boolean in 3.0. */
static gboolean
read_bound (const RhYaml *schema, const char *key, const char *exclusive_key, double *bound)
{
  const char *text = rh_member_text (schema, key);
  const char *exclusive = rh_member_text (schema, exclusive_key);
  gboolean beyond = g_str_equal (exclusive, "true");

  if (is_number (exclusive))
    {
      text = exclusive;
      beyond = TRUE;
    }
  if (!is_number (text))
    return FALSE;

  *bound = g_ascii_strtod (text, NULL);
  if (beyond)
    *bound += g_str_equal (key, "minimum") ? 1 : -1;
  return TRUE;
}

static RhYaml *
make_number (const RhYaml *schema, gboolean whole)
{
  const char *step_text = rh_member_text (schema, "multipleOf");
  double step = is_number (step_text) ? g_ascii_strtod (step_text, NULL) : 0;
  double value = 1;
  double bound;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (read_bound (schema, "maximum", "exclusiveMaximum", &bound) && value > bound)
    value = bound;
  if (read_bound (schema, "minimum", "exclusiveMinimum", &bound) && value < bound)
    value = bound;
  if (step > 0)
    value = ceil (value / step) * step;
  if (whole)
    value = ceil (value);

  g_ascii_formatd (text, sizeof text, fabs (value) < 1e15 ? "%.15g" : "%.0f", value);
  return rh_yaml_new_plain (text);
}

/* Containers */

static gboolean
is_hidden (Sampling *sampling, RhYaml *schema)
{
  const char *key = sampling->side == RH_OPENAPI_SENT ? "readOnly" : "writeOnly";
  RhYaml *target;

  if (rh_member_is_true (schema, key))
    return TRUE;

  target = rh_yaml_get (schema, "$ref") == NULL ? NULL : rh_openapi_follow (sampling->api, schema);
  return target != NULL && rh_member_is_true (target, key);
}

static void
add_properties (Sampling *sampling, RhYaml *schema, RhYaml *object)
{
  RhYaml *properties = rh_member_mapping (schema, "properties");

  for (guint i = 0; properties != NULL && i < rh_yaml_get_length (properties); i++)
    {
      RhYaml *value;

      if (is_hidden (sampling, rh_yaml_nth (properties, i)))
        continue;
      value = sample (sampling, rh_yaml_nth (properties, i));
      if (value != NULL)
        rh_yaml_set (object, rh_yaml_nth_key (properties, i), value);
    }
}

static RhYaml *
make_object (Sampling *sampling, RhYaml *schema)
{
  RhYaml *object = rh_yaml_new_mapping ();
  RhYaml *more = rh_member_mapping (schema, "additionalProperties");
  RhYaml *value;

  add_properties (sampling, schema, object);
  if (rh_yaml_get_length (object) == 0 && more != NULL && rh_yaml_get_length (more) > 0)
    {
      value = sample (sampling, more);
      if (value != NULL)
        rh_yaml_set (object, "key", value);
    }

  return object;
}

static RhYaml *
make_array (Sampling *sampling, RhYaml *schema)
{
  RhYaml *array = rh_yaml_new_sequence ();
  RhYaml *first = rh_member_sequence (schema, "prefixItems");
  RhYaml *items = rh_member_mapping (schema, "items");
  guint n = bound_of (schema, "minItems", 1, MAX_ITEMS);
  RhYaml *value;

  for (guint i = 0; first != NULL && i < MIN (rh_yaml_get_length (first), MAX_ITEMS); i++)
    {
      value = sample (sampling, rh_yaml_nth (first, i));
      if (value != NULL)
        rh_yaml_append (array, value);
    }
  for (guint i = rh_yaml_get_length (array); items != NULL && i < MAX (n, 1); i++)
    {
      value = sample (sampling, items);
      if (value == NULL)
        break;
      rh_yaml_append (array, value);
    }

  return array;
}

/* Takes both: members of @b go to @a, and what is no object gives way to what is there. */
static RhYaml *
merge (RhYaml *a, RhYaml *b)
{
  if (a == NULL)
    return b;

  if (b != NULL && rh_yaml_get_kind (a) == RH_YAML_MAPPING
      && rh_yaml_get_kind (b) == RH_YAML_MAPPING)
    for (guint i = 0; i < rh_yaml_get_length (b); i++)
      rh_yaml_set (a, rh_yaml_nth_key (b, i), rh_yaml_ref (rh_yaml_nth (b, i)));
  g_clear_pointer (&b, rh_yaml_unref);

  return a;
}

static RhYaml *
sample_choice (Sampling *sampling, RhYaml *choices)
{
  for (guint i = 0; choices != NULL && i < rh_yaml_get_length (choices); i++)
    {
      RhYaml *choice = rh_yaml_nth (choices, i);
      RhYaml *value;

      if (g_str_equal (rh_member_text (choice, "type"), "null"))
        continue;
      value = sample (sampling, choice);
      if (value != NULL)
        return value;
    }

  return NULL;
}

/* allOf, oneOf, anyOf; NULL: it has none that gives a value. */
static RhYaml *
sample_composed (Sampling *sampling, RhYaml *schema)
{
  RhYaml *all = rh_member_sequence (schema, "allOf");
  RhYaml *value = NULL;

  for (guint i = 0; all != NULL && i < rh_yaml_get_length (all); i++)
    value = merge (value, sample (sampling, rh_yaml_nth (all, i)));
  value = merge (value, sample_choice (sampling, rh_member_sequence (schema, "oneOf")));
  value = merge (value, sample_choice (sampling, rh_member_sequence (schema, "anyOf")));
  if (value != NULL && rh_yaml_get_kind (value) == RH_YAML_MAPPING)
    add_properties (sampling, schema, value);

  return value;
}

static RhYaml *
sample_type (Sampling *sampling, RhYaml *schema)
{
  const char *type = rh_openapi_type_of (schema);

  if (g_str_equal (type, "array") || g_str_equal (type, "object"))
    {
      RhYaml *value = NULL;

      if (++sampling->depth <= MAX_DEPTH)
        value = g_str_equal (type, "array") ? make_array (sampling, schema)
                                            : make_object (sampling, schema);
      sampling->depth--;
      return value;
    }
  if (g_str_equal (type, "string"))
    return make_string (schema);
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return make_number (schema, g_str_equal (type, "integer"));
  if (g_str_equal (type, "boolean"))
    return rh_yaml_new_boolean (TRUE);

  return g_str_equal (type, "null") ? rh_yaml_new_plain ("null") : rh_yaml_new_mapping ();
}

/* Any schema */

static RhYaml *
sample_reference (Sampling *sampling, const char *reference)
{
  RhOpenApi *api = sampling->api;
  RhYaml *target = rh_openapi_find (api, reference);
  RhYaml *value;

  if (target == NULL)
    return NULL;
  if (g_ptr_array_find (api->active, target, NULL))
    {
      rh_import_note (api->import, RH_IMPORT_REFERENCE_CYCLE, "", reference);
      return NULL;
    }

  g_ptr_array_add (api->active, target);
  value = sample (sampling, target);
  g_ptr_array_set_size (api->active, (int) api->active->len - 1);
  return value;
}

static RhYaml *
sample_mapping (Sampling *sampling, RhYaml *schema)
{
  const RhYaml *given = find_given (schema);
  const char *reference = rh_member_text (schema, "$ref");
  RhYaml *value;

  if (given != NULL)
    {
      if (rh_yaml_get (schema, "enum") == NULL)
        sampling->origin |= RH_OPENAPI_GIVEN;
      value = rh_openapi_copy (sampling->api, given);
      return value == NULL ? NULL : fit_type (value, rh_openapi_type_of (schema));
    }
  if (*reference != '\0')
    return sample_reference (sampling, reference);

  value = sample_composed (sampling, schema);
  if (value != NULL)
    return value;

  /* of a file there is nothing to make up */
  if (!rh_openapi_is_binary (schema))
    sampling->origin |= RH_OPENAPI_MADE_UP;
  return sample_type (sampling, schema);
}

static RhYaml *
sample (Sampling *sampling, RhYaml *schema)
{
  RhYaml *value = NULL;

  if (schema == NULL || rh_yaml_get_kind (schema) != RH_YAML_MAPPING || ++sampling->work > MAX_WORK
      || sampling->api->room == 0)
    return NULL;

  sampling->api->room--;
  if (++sampling->calls <= MAX_CALLS)
    value = sample_mapping (sampling, schema);
  sampling->calls--;
  return value;
}

RhYaml *
rh_openapi_sample (RhOpenApi *self, RhYaml *schema, RhOpenApiSide side, RhOpenApiOrigin *origin)
{
  Sampling sampling = { .api = self, .side = side };
  RhYaml *value = sample (&sampling, schema);

  *origin |= sampling.origin;
  return value;
}

/* The first example by name; one in another file is told. */
static const RhYaml *
find_named (RhOpenApi *self, RhYaml *examples)
{
  for (guint i = 0; examples != NULL && i < rh_yaml_get_length (examples); i++)
    {
      RhYaml *example = rh_openapi_follow (self, rh_yaml_nth (examples, i));
      const char *elsewhere = rh_member_text (example, "externalValue");

      if (rh_yaml_get (example, "value") != NULL)
        return rh_yaml_get (example, "value");
      if (*elsewhere != '\0')
        rh_import_note (self->import, RH_IMPORT_REFERENCE, "", elsewhere);
    }

  return NULL;
}

RhYaml *
rh_openapi_sample_of (RhOpenApi *self, RhYaml *holder, RhOpenApiSide side, RhOpenApiOrigin *origin)
{
  RhYaml *schema = rh_yaml_get (holder, "schema");
  const RhYaml *given = rh_yaml_get (holder, "example");
  RhYaml *value;

  if (given == NULL)
    given = find_named (self, rh_member_mapping (holder, "examples"));
  if (given == NULL)
    return rh_openapi_sample (self, schema, side, origin);

  *origin |= RH_OPENAPI_GIVEN;
  value = rh_openapi_copy (self, given);
  schema = rh_openapi_follow (self, schema);
  return value == NULL || schema == NULL ? value : fit_type (value, rh_openapi_type_of (schema));
}
