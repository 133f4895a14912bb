/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next page of a list: Link (RFC 8288), cursors, addresses; at the same origin only. */
#include "collection/rh-next-page.h"

#include "http/rh-link.h"
#include "lib/rh-test.h"

#include <string.h>

#define URL "https://api.example/v2/employees?limit=20&key=k"
#define TEMPLATE "{{api}}/employees?limit=20&key={{key}}"

static void
assert_link (const char *value, const char *expected)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autofree char *target = NULL;

  rh_headers_append_plain (headers, "Link", value);
  target = rh_link_find (headers, "next");
  g_assert_cmpstr (target, ==, expected);
}

static void
test_link (void)
{
  assert_link ("<https://a/?page=2>; rel=\"next\"", "https://a/?page=2");
  assert_link ("</b>;rel=next", "/b");
  assert_link ("<a>; rel=\"prev\", <b>; rel=\"next\", <c>; rel=next", "b");
  assert_link ("<a,;b>; title=\"x, <y>; rel=next\"; REL = \"last NEXT\"", "a,;b");
  assert_link ("<a>; rel=prev; rel=next", NULL);
  assert_link ("<a>; rel=next; anchor=\"/other\"", NULL);
  assert_link ("nonsense; rel=next, <b>; title=\"\\\"\"; rel=next", "b");
  assert_link ("<a; rel=next", NULL);
  assert_link ("<a>; rel=\"next", "a");
  assert_link ("<a>", NULL);
  assert_link (",, ,", NULL);
}

static void
test_several_link_fields (void)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autofree char *target = NULL;

  rh_headers_append_plain (headers, "Link", "<a>; rel=first");
  rh_headers_append_plain (headers, "link", "<b>; rel=next");
  target = rh_link_find (headers, "next");
  g_assert_cmpstr (target, ==, "b");
}

/* What the request's URL becomes; NULL: there is no next page. */
static char *
dup_next (const char *link, const char *body, const char *url_template)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhNextPage) page = NULL;

  if (link != NULL)
    rh_headers_append_plain (headers, "Link", link);
  page = rh_next_page_find (URL, headers, body, body == NULL ? 0 : strlen (body));

  return page == NULL ? NULL : rh_next_page_apply (page, url_template);
}

static void
assert_next (const char *link, const char *body, const char *expected)
{
  g_autofree char *next = dup_next (link, body, TEMPLATE);

  g_assert_cmpstr (next, ==, expected);
}

/* Variables stay variables, even where a server says their values again. */
static void
test_addresses (void)
{
  assert_next ("</v2/employees?limit=20&key=k&page=2>; rel=next", NULL, TEMPLATE "&page=2");
  assert_next ("<?page=2>; rel=next", NULL, "{{api}}/employees?page=2");
  assert_next ("</v2/people?key=k&page=2>; rel=next", NULL,
               "https://api.example/v2/people?key={{key}}&page=2");
  assert_next (NULL, "{\"next\":\"https://api.example/v2/employees?limit=20&key=k&page=2\"}",
               TEMPLATE "&page=2");
  assert_next (NULL, "{\"links\":{\"next\":{\"href\":\"/x\"}}}", "https://api.example/x");
  assert_next (NULL, "{\"@odata.nextLink\":\"/x?$skip=2\"}", "https://api.example/x?$skip=2");
}

static void
test_another_origin_is_none (void)
{
  assert_next ("<https://evil.example/v2/employees>; rel=next", NULL, NULL);
  assert_next ("<http://api.example/v2/employees>; rel=next", NULL, NULL);
  assert_next ("<//api.example:444/>; rel=next", NULL, NULL);
  assert_next ("<javascript:alert(1)>; rel=next", NULL, NULL);
  assert_next (NULL, "{\"next\":\"https://evil.example/\"}", NULL);
  assert_next ("<https://u:p@api.example/x>; rel=next", NULL, "https://api.example/x");
}

/* A reply must not ask for a variable. */
static void
test_nothing_of_it_is_a_template (void)
{
  assert_next ("</x/{{secret}}?a={{secret}}>; rel=next", NULL,
               "https://api.example/x/%7B%7Bsecret%7D%7D?a=%7B%7Bsecret%7D%7D");
  assert_next (NULL, "{\"next_cursor\":\"{{secret}}&limit=9\"}",
               TEMPLATE "&cursor=%7B%7Bsecret%7D%7D%26limit%3D9");
}

static void
test_cursors (void)
{
  assert_next (NULL,
               "{\"data\":[],\"pagination\":{\"hasNextPage\":true,\"endCursor\":\"MFXA====\"}}",
               TEMPLATE "&after=MFXA%3D%3D%3D%3D");
  assert_next (NULL, "{\"pagination\":{\"hasNextPage\":false,\"endCursor\":\"MFXA\"}}", NULL);
  assert_next (NULL, "{\"pagination\":{\"endCursor\":null}}", NULL);
  assert_next (NULL, "{\"nextPageToken\":\"t\"}", TEMPLATE "&pageToken=t");
  assert_next (NULL, "{\"response_metadata\":{\"next_cursor\":\"\"}}", NULL);
  assert_next (NULL, "{\"response_metadata\":{\"next_cursor\":\"c\"}}", TEMPLATE "&cursor=c");
  assert_next (NULL, "{\"next_page\":3}", TEMPLATE "&page=3");
  assert_next (NULL, "{\"next\":3}", NULL);
  assert_next (NULL, "{\"next\":\"soon\"}", NULL);
  assert_next (NULL, "{\"data\":{\"next_cursor\":\"inside\"}}", NULL);
  assert_next (NULL, "[{\"next_cursor\":\"c\"}]", NULL);
  assert_next (NULL, "{\"next_cursor\":\"c\"", NULL);
  assert_next (NULL, "", NULL);
  assert_next (NULL, NULL, NULL);
}

static void
test_a_cursor_takes_the_place_of_others (void)
{
  const char *body = "{\"pagination\":{\"hasNextPage\":true,\"endCursor\":\"B\"}}";
  g_autofree char *next = dup_next (NULL, body, "{{api}}/x?after=A&limit=5&offset=10#f");
  g_autofree char *bare = dup_next (NULL, body, "{{api}}/x");

  g_assert_cmpstr (next, ==, "{{api}}/x?limit=5&after=B#f");
  g_assert_cmpstr (bare, ==, "{{api}}/x?after=B");
}

static void
test_large_bodies_are_left_alone (void)
{
  g_autofree char *space = g_strnfill (RH_NEXT_PAGE_MAX_BODY, ' ');
  g_autofree char *large = g_strconcat ("{\"next_cursor\":\"c\"}", space, NULL);

  assert_next (NULL, large, NULL);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/next-page/link", test_link);
  g_test_add_func ("/next-page/several-link-fields", test_several_link_fields);
  g_test_add_func ("/next-page/addresses", test_addresses);
  g_test_add_func ("/next-page/another-origin-is-none", test_another_origin_is_none);
  g_test_add_func ("/next-page/nothing-of-it-is-a-template", test_nothing_of_it_is_a_template);
  g_test_add_func ("/next-page/cursors", test_cursors);
  g_test_add_func ("/next-page/a-cursor-takes-the-place-of-others",
                   test_a_cursor_takes_the_place_of_others);
  g_test_add_func ("/next-page/large-bodies-are-left-alone", test_large_bodies_are_left_alone);

  return g_test_run ();
}
