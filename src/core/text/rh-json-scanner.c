/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes over JSON (RFC 8259, strictly) as it arrives and says where its tokens are. A machine of two
 * parts: what may come next between tokens, and how far a token that has begun has come. All of it
 * lives in the struct, so that a call may end after any byte. */
#define G_LOG_DOMAIN "rh-json-scanner"

#include "config.h"

#include "text/rh-json-scanner.h"

#include "text/rh-bit-stack.h"
#include "text/rh-utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef enum
{
  EXPECT_VALUE,
  EXPECT_FIRST_VALUE, /* or the end of the array */
  EXPECT_KEY,
  EXPECT_FIRST_KEY, /* or the end of the object */
  EXPECT_COLON,
  EXPECT_SEPARATOR, /* a comma or the container's end */
  EXPECT_NOTHING,
} Expect;

typedef enum
{
  PART_NONE,
  PART_STRING,
  PART_NUMBER,
  PART_LITERAL,
} Part;

typedef enum
{
  NUMBER_MINUS,
  NUMBER_ZERO,
  NUMBER_DIGITS,
  NUMBER_POINT,
  NUMBER_FRACTION,
  NUMBER_E,
  NUMBER_SIGN,
  NUMBER_EXPONENT,
} Number;

/* What the first byte of a token says. */
typedef enum
{
  FIRST_WRONG,
  FIRST_SPACE,
  FIRST_STRING,
  FIRST_NUMBER,
  FIRST_LITERAL,
  FIRST_OBJECT,
  FIRST_ARRAY,
  FIRST_OBJECT_END,
  FIRST_ARRAY_END,
  FIRST_COMMA,
  FIRST_COLON,
} First;

struct _RhJsonScanner
{
  guint64 offset;        /* of the next byte */
  RhBitStack containers; /* 1: an object */
  gsize base;            /* levels that are not in the stack: below where reading was resumed */
  Expect expect;
  RhJsonFault fault;
  guint64 fault_offset;

  /* Of the token that has begun. */
  Part part;
  RhJsonTokenKind kind;
  guint64 start;
  guint8 escape; /* 1: after a backslash; 2 to 5: hexadecimal digits to come and 1 */
  RhUtf8 utf8;
  Number number;
  const char *literal; /* what of it is to come */
};

static const guint8 firsts[256] = {
  [' '] = FIRST_SPACE,   ['\t'] = FIRST_SPACE,     ['\n'] = FIRST_SPACE,    ['\r'] = FIRST_SPACE,
  ['"'] = FIRST_STRING,  ['-'] = FIRST_NUMBER,     ['0'] = FIRST_NUMBER,    ['1'] = FIRST_NUMBER,
  ['2'] = FIRST_NUMBER,  ['3'] = FIRST_NUMBER,     ['4'] = FIRST_NUMBER,    ['5'] = FIRST_NUMBER,
  ['6'] = FIRST_NUMBER,  ['7'] = FIRST_NUMBER,     ['8'] = FIRST_NUMBER,    ['9'] = FIRST_NUMBER,
  ['t'] = FIRST_LITERAL, ['f'] = FIRST_LITERAL,    ['n'] = FIRST_LITERAL,   ['{'] = FIRST_OBJECT,
  ['['] = FIRST_ARRAY,   ['}'] = FIRST_OBJECT_END, [']'] = FIRST_ARRAY_END, [','] = FIRST_COMMA,
  [':'] = FIRST_COLON,
};

/* Of each that may be expected, what to say when something else comes. */
static const RhJsonFault faults[] = {
  [EXPECT_VALUE] = RH_JSON_FAULT_VALUE,   [EXPECT_FIRST_VALUE] = RH_JSON_FAULT_VALUE,
  [EXPECT_KEY] = RH_JSON_FAULT_KEY,       [EXPECT_FIRST_KEY] = RH_JSON_FAULT_KEY,
  [EXPECT_COLON] = RH_JSON_FAULT_COLON,   [EXPECT_SEPARATOR] = RH_JSON_FAULT_SEPARATOR,
  [EXPECT_NOTHING] = RH_JSON_FAULT_AFTER,
};

/* Strings */

/* The first byte that is a quotation mark, a backslash, a control character or not ASCII. */
static inline const char *
find_special (const char *at, const char *end)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i backslash = _mm_set1_epi8 ('\\');
  const __m128i space = _mm_set1_epi8 (' ');

  for (; end - at >= 16; at += 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) (const void *) at);
      /* As signed numbers, what is not ASCII is below the space too. */
      __m128i found = _mm_or_si128 (
          _mm_cmplt_epi8 (bytes, space),
          _mm_or_si128 (_mm_cmpeq_epi8 (bytes, quote), _mm_cmpeq_epi8 (bytes, backslash)));
      guint mask = (guint) _mm_movemask_epi8 (found);

      if (mask != 0)
        return at + __builtin_ctz (mask);
    }
#endif
  while (at < end && (signed char) *at >= ' ' && *at != '"' && *at != '\\')
    at++;

  return at;
}

/* Goes over the characters of more than a byte that are whole and right here. */
static inline const char *
skip_characters (const char *at, const char *end)
{
  while (end - at >= 4 && (signed char) *at < 0)
    {
      RhUtf8 utf8 = { 0 };
      const char *next = at + 1;
      gboolean fits = rh_utf8_begin (&utf8, (guint8) *at);

      while (fits && utf8.n_more > 0)
        fits = rh_utf8_go_on (&utf8, (guint8) *next++);
      if (!fits)
        break;
      at = next;
    }

  return at;
}

static gboolean
continue_escape (RhJsonScanner *self, char byte)
{
  if (self->escape > 1)
    {
      self->escape = self->escape == 2 ? 0 : self->escape - 1;
      return g_ascii_isxdigit (byte);
    }
  self->escape = byte == 'u' ? 5 : 0;

  return byte == 'u' || byte == '"' || byte == '\\' || byte == '/' || byte == 'b' || byte == 'f'
         || byte == 'n' || byte == 'r' || byte == 't';
}

/* What is wrong with a byte that is not an ordinary one. */
static RhJsonFault
take_special (RhJsonScanner *self, char byte)
{
  if (byte == '\\')
    self->escape = 1;
  else if ((guint8) byte < ' ')
    return RH_JSON_FAULT_CONTROL;
  else if (!rh_utf8_begin (&self->utf8, (guint8) byte))
    return RH_JSON_FAULT_UTF8;

  return RH_JSON_FAULT_NONE;
}

static const char *
scan_string (RhJsonScanner *self, const char *at, const char *end)
{
  for (; at < end; at++)
    {
      if (self->utf8.n_more > 0)
        self->fault
            = rh_utf8_go_on (&self->utf8, (guint8) *at) ? RH_JSON_FAULT_NONE : RH_JSON_FAULT_UTF8;
      else if (self->escape > 0)
        self->fault = continue_escape (self, *at) ? RH_JSON_FAULT_NONE : RH_JSON_FAULT_ESCAPE;
      else
        {
          at = skip_characters (find_special (at, end), end);
          if (at == end)
            break;
          if (*at == '"')
            {
              self->part = PART_NONE;
              return at + 1;
            }
          if (*at >= ' ' && *at != '\\')
            {
              at--;
              continue;
            }
          self->fault = take_special (self, *at);
        }
      if (self->fault != RH_JSON_FAULT_NONE)
        break;
    }

  return at;
}

/* Numbers and literals */

static inline gboolean
is_digit (char c)
{
  return (guint8) (c - '0') < 10;
}

static gboolean
number_may_end (Number number)
{
  return number == NUMBER_ZERO || number == NUMBER_DIGITS || number == NUMBER_FRACTION
         || number == NUMBER_EXPONENT;
}

/* FALSE: @byte does not belong to the number. */
static gboolean
continue_number (RhJsonScanner *self, char byte)
{
  static const Number after_digit[]
      = { NUMBER_DIGITS,   NUMBER_ZERO,     NUMBER_DIGITS,   NUMBER_FRACTION,
          NUMBER_FRACTION, NUMBER_EXPONENT, NUMBER_EXPONENT, NUMBER_EXPONENT };
  Number number = self->number;

  if (is_digit (byte))
    self->number = number == NUMBER_MINUS && byte == '0' ? NUMBER_ZERO : after_digit[number];
  else if (byte == '.' && (number == NUMBER_ZERO || number == NUMBER_DIGITS))
    self->number = NUMBER_POINT;
  else if ((byte == 'e' || byte == 'E') && number_may_end (number) && number != NUMBER_EXPONENT)
    self->number = NUMBER_E;
  else if ((byte == '+' || byte == '-') && number == NUMBER_E)
    self->number = NUMBER_SIGN;
  else
    return FALSE;

  return !(number == NUMBER_ZERO && is_digit (byte));
}

static const char *
scan_number (RhJsonScanner *self, const char *at, const char *end)
{
  while (at < end && continue_number (self, *at))
    at++;

  if (at == end)
    return at;

  if (number_may_end (self->number) && !is_digit (*at))
    self->part = PART_NONE;
  else
    self->fault = RH_JSON_FAULT_NUMBER;

  return at;
}

static const char *
scan_literal (RhJsonScanner *self, const char *at, const char *end)
{
  while (at < end && *self->literal != '\0' && *at == *self->literal)
    {
      at++;
      self->literal++;
    }

  if (*self->literal == '\0')
    self->part = PART_NONE;
  else if (at < end)
    self->fault = RH_JSON_FAULT_LITERAL;

  return at;
}

/* Between tokens */

static inline void
expect_after_value (RhJsonScanner *self)
{
  self->expect = self->containers.depth + self->base == 0 ? EXPECT_NOTHING : EXPECT_SEPARATOR;
}

static inline void
tell (RhJsonScanner *self, guint64 start, guint64 end, RhJsonTokenKind kind, RhJsonToken *token)
{
  token->start = start;
  token->end = end;
  token->depth = (guint32) (self->containers.depth + self->base);
  token->kind = kind;
}

static inline gboolean
expects_value (RhJsonScanner *self)
{
  return self->expect == EXPECT_VALUE || self->expect == EXPECT_FIRST_VALUE;
}

static inline gboolean
begin_string (RhJsonScanner *self)
{
  if (self->expect == EXPECT_KEY || self->expect == EXPECT_FIRST_KEY)
    self->kind = RH_JSON_TOKEN_KEY;
  else if (expects_value (self))
    self->kind = RH_JSON_TOKEN_STRING;
  else
    return FALSE;
  self->part = PART_STRING;

  return TRUE;
}

static inline gboolean
begin_number (RhJsonScanner *self, char byte)
{
  if (!expects_value (self))
    return FALSE;

  self->part = PART_NUMBER;
  self->kind = RH_JSON_TOKEN_NUMBER;
  self->number = byte == '-' ? NUMBER_MINUS : byte == '0' ? NUMBER_ZERO : NUMBER_DIGITS;

  return TRUE;
}

static gboolean
begin_literal (RhJsonScanner *self, char byte)
{
  if (!expects_value (self))
    return FALSE;

  self->part = PART_LITERAL;
  self->kind = RH_JSON_TOKEN_LITERAL;
  self->literal = byte == 't' ? "rue" : byte == 'f' ? "alse" : "ull";

  return TRUE;
}

static inline gboolean
close_container (RhJsonScanner *self, gboolean object)
{
  if (self->expect != (object ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE)
      && (self->expect != EXPECT_SEPARATOR || rh_bit_stack_peek (&self->containers) != object))
    return FALSE;
  if (self->containers.depth == 0)
    return FALSE;

  rh_bit_stack_pop (&self->containers);
  expect_after_value (self);

  return TRUE;
}

static inline gboolean
pass_separator (RhJsonScanner *self, char byte)
{
  if (self->expect != (byte == ',' ? EXPECT_SEPARATOR : EXPECT_COLON))
    return FALSE;

  self->expect = byte == ',' && rh_bit_stack_peek (&self->containers) ? EXPECT_KEY : EXPECT_VALUE;

  return TRUE;
}

/* Takes the first byte of a token, or the whole of one that is a byte. FALSE: it may not be there.
 */
static inline gboolean
take_first (RhJsonScanner *self, char byte, guint64 offset, RhJsonToken *token, guint *n_tokens)
{
  First first = (First) firsts[(guint8) byte];
  gboolean object = first == FIRST_OBJECT || first == FIRST_OBJECT_END;

  switch (first)
    {
    case FIRST_SPACE:
      return TRUE;

    case FIRST_COMMA:
    case FIRST_COLON:
      return pass_separator (self, byte);

    case FIRST_STRING:
      self->start = offset;
      return begin_string (self);

    case FIRST_NUMBER:
      self->start = offset;
      return begin_number (self, byte);

    case FIRST_LITERAL:
      self->start = offset;
      return begin_literal (self, byte);

    case FIRST_OBJECT:
    case FIRST_ARRAY:
      if (!expects_value (self))
        return FALSE;
      tell (self, offset, offset + 1, object ? RH_JSON_TOKEN_OBJECT : RH_JSON_TOKEN_ARRAY, token);
      (*n_tokens)++;
      self->expect = object ? EXPECT_FIRST_KEY : EXPECT_FIRST_VALUE;
      rh_bit_stack_push (&self->containers, object);
      return TRUE;

    case FIRST_OBJECT_END:
    case FIRST_ARRAY_END:
      if (!close_container (self, object))
        return FALSE;
      tell (self, offset, offset + 1, object ? RH_JSON_TOKEN_OBJECT_END : RH_JSON_TOKEN_ARRAY_END,
            token);
      (*n_tokens)++;
      return TRUE;

    case FIRST_WRONG:
    default:
      return FALSE;
    }
}

static inline const char *
scan_part (RhJsonScanner *self, const char *at, const char *end)
{
  if (self->part == PART_STRING)
    return scan_string (self, at, end);
  if (self->part == PART_NUMBER)
    return scan_number (self, at, end);

  return scan_literal (self, at, end);
}

static inline void
end_part (RhJsonScanner *self, guint64 end, RhJsonToken *token)
{
  tell (self, self->start, end, self->kind, token);
  if (self->kind == RH_JSON_TOKEN_KEY)
    self->expect = EXPECT_COLON;
  else
    expect_after_value (self);
}

/* Where a string or a number that begins here ends; NULL: it is not in one piece, or not simple. */
static inline const char *
find_end (const char *at, const char *end)
{
  const char *to = at + 1;

  if (*at == '"')
    {
      to = find_special (to, end);
      return to < end && *to == '"' ? to + 1 : NULL;
    }

  while (to < end && is_digit (*to))
    to++;

  return to < end && *to != '.' && (*to | 0x20) != 'e' ? to : NULL;
}

/* Most of JSON is simple tokens of one container. This goes over those with all it needs in
 * registers, and stops before whatever else there is, which may be wrong or only rare. */
static const char *
scan_simple (RhJsonScanner *self,
             const char *at,
             const char *end,
             guint64 offset,
             RhJsonToken *tokens,
             guint max,
             guint *n_tokens)
{
  const guint32 depth = (guint32) (self->containers.depth + self->base);
  const Expect after_comma = rh_bit_stack_peek (&self->containers) ? EXPECT_KEY : EXPECT_VALUE;
  const char *begin = at;
  Expect expect = self->expect;
  guint n = *n_tokens;

  while (at < end && n < max)
    {
      const char *to = at + 1;
      gboolean string = *at == '"';
      gboolean value = expect <= EXPECT_FIRST_VALUE;

      if (string || (*at >= '1' && *at <= '9'))
        {
          if (!(value || (string && expect <= EXPECT_FIRST_KEY))
              || (to = find_end (at, end)) == NULL)
            break;
          tokens[n++] = (RhJsonToken) { offset + (guint64) (at - begin),
                                        offset + (guint64) (to - begin), depth,
                                        !string ? RH_JSON_TOKEN_NUMBER
                                        : value ? RH_JSON_TOKEN_STRING
                                                : RH_JSON_TOKEN_KEY };
          expect = value ? EXPECT_SEPARATOR : EXPECT_COLON;
          /* What mostly follows at once, with no turn of its own. */
          if (to < end && *to == (value ? ',' : ':'))
            {
              expect = value ? after_comma : EXPECT_VALUE;
              to++;
            }
        }
      else if (*at == ',' && expect == EXPECT_SEPARATOR)
        expect = after_comma;
      else if (*at == ':' && expect == EXPECT_COLON)
        expect = EXPECT_VALUE;
      else if (firsts[(guint8) *at] != FIRST_SPACE)
        break;
      at = to;
    }

  self->expect = expect;
  *n_tokens = n;

  return at;
}

gsize
rh_json_scanner_feed (RhJsonScanner *self,
                      const char *bytes,
                      gsize length,
                      RhJsonToken *tokens,
                      guint max,
                      guint *n_tokens)
{
  const char *at = bytes;
  const char *end = bytes + length;

  *n_tokens = 0;
  while (at < end && *n_tokens < max && self->fault == RH_JSON_FAULT_NONE)
    {
      guint64 offset = self->offset + (guint64) (at - bytes);

      if (self->part != PART_NONE)
        {
          at = scan_part (self, at, end);
          if (self->part == PART_NONE)
            end_part (self, self->offset + (guint64) (at - bytes), &tokens[(*n_tokens)++]);
        }
      else
        {
          if (self->containers.depth > 0)
            at = scan_simple (self, at, end, offset, tokens, max, n_tokens);
          if (at == end || *n_tokens == max)
            break;
          offset = self->offset + (guint64) (at - bytes);
          if (take_first (self, *at, offset, &tokens[*n_tokens], n_tokens))
            at++;
          else
            self->fault = faults[self->expect];
        }
    }

  self->offset += (guint64) (at - bytes);
  if (self->fault != RH_JSON_FAULT_NONE)
    self->fault_offset = self->offset;

  return (gsize) (at - bytes);
}

gboolean
rh_json_scanner_finish (RhJsonScanner *self, RhJsonToken *token, guint *n_tokens)
{
  *n_tokens = 0;
  if (self->part == PART_NUMBER && number_may_end (self->number))
    {
      self->part = PART_NONE;
      end_part (self, self->offset, token);
      *n_tokens = 1;
    }
  if (self->fault == RH_JSON_FAULT_NONE
      && (self->part != PART_NONE || self->expect != EXPECT_NOTHING))
    {
      self->fault = RH_JSON_FAULT_END;
      self->fault_offset = self->offset;
    }

  return self->fault == RH_JSON_FAULT_NONE;
}

RhJsonFault
rh_json_scanner_get_fault (RhJsonScanner *self, guint64 *offset)
{
  if (offset != NULL)
    *offset = self->fault_offset;

  return self->fault;
}

gboolean
rh_json_scanner_is_within (RhJsonScanner *self, guint64 *start)
{
  if (start != NULL && self->part != PART_NONE)
    *start = self->start;

  return self->part != PART_NONE;
}

gboolean
rh_json_scanner_is_past_separator (RhJsonScanner *self)
{
  return self->expect == EXPECT_VALUE || self->expect == EXPECT_KEY;
}

/* Reading again */

void
rh_json_scanner_resume (RhJsonScanner *self,
                        guint64 offset,
                        char next,
                        guint32 depth,
                        guint64 containers)
{
  self->offset = offset;
  self->part = PART_NONE;
  self->fault = RH_JSON_FAULT_NONE;
  self->escape = 0;
  self->utf8 = (RhUtf8) { 0 };
  self->base = depth - MIN (depth, 64);
  rh_bit_stack_set_top (&self->containers, containers, depth);

  if (next == '}' || next == ']')
    self->expect = EXPECT_SEPARATOR;
  else
    self->expect = rh_bit_stack_peek (&self->containers) ? EXPECT_KEY : EXPECT_VALUE;
}

void
rh_json_scanner_skip_space (RhJsonScanner *self, guint64 offset, char next)
{
  self->offset = offset;
  if (next == '}' || next == ']' || next == '\0')
    return;

  if (self->expect == EXPECT_SEPARATOR)
    pass_separator (self, ',');
  else if (self->expect == EXPECT_COLON)
    pass_separator (self, ':');
}

void
rh_json_scanner_skip_token (RhJsonScanner *self, guint64 end, char first, RhJsonToken *token)
{
  guint n_tokens = 0;

  take_first (self, first, self->offset, token, &n_tokens);
  self->part = PART_NONE;
  self->offset = end;
  end_part (self, end, token);
}

RhJsonScanner *
rh_json_scanner_new (void)
{
  return g_new0 (RhJsonScanner, 1);
}

void
rh_json_scanner_free (RhJsonScanner *self)
{
  rh_bit_stack_clear (&self->containers);
  g_free (self);
}
