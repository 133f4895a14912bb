/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving, doubling and searching in the tree of a collection. */
#include "collection/rh-tree-search.h"
#include "collection/rh-tree.h"
#include "lib/rh-test.h"

/* root: [Outer: [Inner: [i], o], Second: [], a, b] */
typedef struct
{
  RhFolder *root;
  RhFolder *outer;
  RhFolder *inner;
  RhFolder *second;
  GObject *i;
  GObject *o;
  GObject *a;
  GObject *b;
} Tree;

static RhFolder *
add_folder (RhFolder *parent, const char *name)
{
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  rh_folder_append (parent, G_OBJECT (folder));
  return folder; /* the folder keeps it */
}

static GObject *
add_request (RhFolder *parent, const char *name)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", "{{api}}/things");

  rh_folder_append (parent, G_OBJECT (item));
  return G_OBJECT (item);
}

static void
tree_init (Tree *tree)
{
  tree->root = rh_folder_new ("");
  tree->outer = add_folder (tree->root, "Outer");
  tree->inner = add_folder (tree->outer, "Inner");
  tree->second = add_folder (tree->root, "Second");
  tree->i = add_request (tree->inner, "i");
  tree->o = add_request (tree->outer, "o");
  tree->a = add_request (tree->root, "a");
  tree->b = add_request (tree->root, "b");
}

static void
append_words (GString *words, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      if (words->len > 0 && words->str[words->len - 1] != '(')
        g_string_append_c (words, ' ');
      g_string_append (words, name);
      if (!RH_IS_FOLDER (item))
        continue;
      g_string_append_c (words, '(');
      append_words (words, RH_FOLDER (item));
      g_string_append_c (words, ')');
    }
}

static void
assert_tree (Tree *tree, const char *expected)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append_words (words, tree->root);
  g_assert_cmpstr (words->str, ==, expected);
}

static void
step (GObject *item, gboolean up, gboolean enter)
{
  RhFolder *to;
  guint position;

  g_assert_true (rh_tree_step (item, up, enter, &to, &position));
  g_assert_true (rh_tree_move (item, to, position));
}

static void
assert_end (GObject *item, gboolean up, gboolean enter)
{
  RhFolder *to;
  guint position;

  g_assert_false (rh_tree_step (item, up, enter, &to, &position));
}

static void
test_move (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;

  tree_init (&tree);
  root = tree.root;
  assert_tree (&tree, "Outer(Inner(i) o) Second() a b");
  g_assert_true (rh_tree_move (tree.a, tree.inner, 0));
  assert_tree (&tree, "Outer(Inner(a i) o) Second() b");
  g_assert_false (rh_tree_move (tree.a, tree.inner, 0));
  g_assert_true (rh_tree_move (tree.a, tree.inner, G_MAXUINT));
  assert_tree (&tree, "Outer(Inner(i a) o) Second() b");
  g_assert_false (rh_tree_move (tree.a, tree.inner, G_MAXUINT));
  /* Folders stay in front. */
  g_assert_true (rh_tree_move (tree.a, tree.root, 0));
  assert_tree (&tree, "Outer(Inner(i) o) Second() a b");
  g_assert_false (rh_tree_move (tree.a, tree.root, 0));
  g_assert_true (rh_tree_has (tree.root, tree.i));
  g_assert_false (rh_tree_has (tree.second, tree.i));
}

static void
test_no_folder_into_itself (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;
  g_autoptr (RhFolder) elsewhere = rh_folder_new ("");

  tree_init (&tree);
  root = tree.root;
  g_assert_false (rh_tree_move (G_OBJECT (tree.outer), tree.outer, 0));
  g_assert_false (rh_tree_move (G_OBJECT (tree.outer), tree.inner, 0));
  g_assert_false (rh_tree_move (G_OBJECT (tree.root), tree.inner, 0));
  g_assert_false (rh_tree_move (tree.a, elsewhere, 0));
  assert_tree (&tree, "Outer(Inner(i) o) Second() a b");
  g_assert_true (rh_tree_move (G_OBJECT (tree.outer), tree.second, 0));
  assert_tree (&tree, "Second(Outer(Inner(i) o)) a b");
}

static void
test_request_steps (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;

  tree_init (&tree);
  root = tree.root;
  step (tree.b, TRUE, FALSE);
  assert_tree (&tree, "Outer(Inner(i) o) Second() b a");
  assert_end (tree.b, TRUE, FALSE); /* a closed folder is above, and folders stay in front */
  step (tree.b, TRUE, TRUE);
  assert_tree (&tree, "Outer(Inner(i) o) Second(b) a");
  assert_end (tree.b, TRUE, TRUE);
  step (tree.b, FALSE, TRUE);
  assert_tree (&tree, "Outer(Inner(i) o) Second() b a");
  step (tree.i, FALSE, FALSE);
  assert_tree (&tree, "Outer(Inner() i o) Second() b a");
  step (tree.i, FALSE, FALSE);
  step (tree.i, FALSE, FALSE);
  assert_tree (&tree, "Outer(Inner() o) Second() i b a");
  assert_end (tree.a, FALSE, TRUE);
}

static void
test_folder_steps (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;

  tree_init (&tree);
  root = tree.root;
  step (G_OBJECT (tree.second), TRUE, FALSE);
  assert_tree (&tree, "Second() Outer(Inner(i) o) a b");
  assert_end (G_OBJECT (tree.second), TRUE, TRUE);
  step (G_OBJECT (tree.second), FALSE, TRUE);
  assert_tree (&tree, "Outer(Second() Inner(i) o) a b");
  step (G_OBJECT (tree.second), TRUE, FALSE);
  assert_tree (&tree, "Second() Outer(Inner(i) o) a b");
  step (G_OBJECT (tree.inner), FALSE, FALSE);
  assert_tree (&tree, "Second() Outer(o) Inner(i) a b");
  assert_end (G_OBJECT (tree.inner), FALSE, FALSE);
}

static void
assert_free_name (RhFolder *folder, const char *name, const char *expected)
{
  g_autofree char *free_name = rh_tree_dup_free_name (folder, name);

  g_assert_cmpstr (free_name, ==, expected);
}

static void
test_free_names (void)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("");

  add_request (folder, "Search");
  add_request (folder, "Search 2");
  add_request (folder, "2024");
  add_request (folder, " 7");
  add_request (folder, "v2");
  add_request (folder, "Big 12345678901234567890");
  assert_free_name (folder, "Other", "Other");
  assert_free_name (folder, "Search", "Search 3");
  assert_free_name (folder, "Search 2", "Search 3");
  assert_free_name (folder, "2024", "2024 2");
  assert_free_name (folder, " 7", " 7 2");
  assert_free_name (folder, "v2", "v2 2");
  assert_free_name (folder, "Big 12345678901234567890", "Big 12345678901234567890 2");
}

static void
test_duplicate (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;
  g_autoptr (RhField) header = rh_field_new ("X-A", "1", "", TRUE);
  RhFolder *copy;
  g_autoptr (RhField) copied = NULL;
  RhVariable *variable;

  tree_init (&tree);
  root = tree.root;
  rh_folder_add_header (tree.outer, header);
  rh_environment_set (rh_folder_get_scope (tree.outer), "v", "1");
  g_object_set (tree.outer, "note", "about", "auth-kind", RH_AUTH_KIND_NONE, NULL);

  g_assert_nonnull (rh_tree_duplicate (tree.a));
  copy = RH_FOLDER (rh_tree_duplicate (G_OBJECT (tree.outer)));
  assert_tree (&tree, "Outer(Inner(i) o) Outer 2(Inner(i) o) Second() a a 2 b");
  g_assert_cmpstr (rh_folder_get_note (copy), ==, "about");
  g_assert_cmpint (rh_folder_get_auth_kind (copy), ==, RH_AUTH_KIND_NONE);
  variable = rh_environment_lookup (rh_folder_get_scope (copy), "v");
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "1");
  rh_variable_set_value (variable, "2");
  g_assert_cmpstr (
      rh_variable_get_value (rh_environment_lookup (rh_folder_get_scope (tree.outer), "v")), ==,
      "1");
  copied = g_list_model_get_item (rh_folder_get_headers (copy), 0);
  g_assert_true (copied != header);
  g_assert_cmpstr (rh_field_get_name (copied), ==, "X-A");
}

/* A thing on its own is in no folder that could hold the copy. */
static void
test_duplicate_of_nothing (void)
{
  g_autoptr (RhRequestItem) alone = rh_request_item_new ("a", "GET", "");
  g_autoptr (RhFolder) folder = rh_folder_new ("");
  GObject *broken = add_request (folder, "b");

  g_assert_null (rh_tree_duplicate (G_OBJECT (alone)));
  rh_request_item_set_problem (RH_REQUEST_ITEM (broken), "line 1");
  g_assert_null (rh_tree_duplicate (broken));
}

static guint
search (RhFolder *root, const char *text, RhTreeSearch **result)
{
  g_autoptr (RhTreeSearch) self = rh_tree_search_new (root, text, NULL);
  guint n;

  while (rh_tree_search_step (self, 3))
    ;
  n = rh_tree_search_get_n_found (self);
  if (result != NULL)
    *result = g_steal_pointer (&self);
  return n;
}

static void
test_search (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;
  g_autoptr (RhTreeSearch) found = NULL;

  tree_init (&tree);
  root = tree.root;
  g_object_set (tree.i, "name", "Füße zählen", "body-text", "{\"needle\": 1}", "url",
                "https://x.example/Path", NULL);

  g_assert_cmpuint (search (root, "NEEDLE", &found), ==, 1);
  g_assert_true (rh_tree_search_has (found, tree.i));
  g_assert_true (rh_tree_search_has (found, tree.inner));
  g_assert_true (rh_tree_search_has (found, tree.outer));
  g_assert_false (rh_tree_search_has (found, tree.o));
  g_assert_false (rh_tree_search_has (found, tree.second));

  g_assert_cmpuint (search (root, "FÜSSE path", NULL), ==, 1);
  g_assert_cmpuint (search (root, "füße nowhere", NULL), ==, 0);
  g_assert_cmpuint (search (root, "get", NULL), ==, 4);
  g_assert_cmpuint (search (root, "outer", NULL), ==, 2);
  g_assert_cmpuint (search (root, "inner get", NULL), ==, 1);
  g_assert_cmpuint (search (root, "", NULL), ==, 4);
}

static RhTreeSearch *
search_after (RhFolder *root, const char *text, RhTreeSearch *before)
{
  RhTreeSearch *self = rh_tree_search_new (root, text, before);

  while (rh_tree_search_step (self, 3))
    ;
  return self;
}

/* What says more finds the same with what was found before as without, and looks at nothing else.
 */
static void
test_search_within (void)
{
  static const char *const steps[] = { "g", "get", "get o", "outer get", "outer get i" };
  Tree tree;
  g_autoptr (RhFolder) root = NULL;
  g_autoptr (RhTreeSearch) before = NULL;
  g_autoptr (RhTreeSearch) other = NULL;

  tree_init (&tree);
  root = tree.root;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (RhTreeSearch) narrowed = search_after (root, steps[i], before);
      g_autoptr (RhTreeSearch) alone = search_after (root, steps[i], NULL);

      g_assert_true (rh_tree_search_equal (narrowed, alone));
      g_assert_cmpuint (rh_tree_search_get_n_found (narrowed), ==,
                        rh_tree_search_get_n_found (alone));
      g_clear_pointer (&before, rh_tree_search_free);
      before = g_steal_pointer (&narrowed);
    }

  /* Nobody told of it, so it is not seen; what says less looks at all. */
  g_object_set (tree.o, "name", "outer get i", NULL);
  other = search_after (root, "outer get it", before);
  g_assert_false (rh_tree_search_has (other, tree.o));
  g_clear_pointer (&other, rh_tree_search_free);
  other = search_after (root, "get i", before);
  g_assert_true (rh_tree_search_has (other, tree.o));
  g_assert_false (rh_tree_search_equal (other, before));
}

/* One that is empty is shown when it is looked for, and counts for nothing. */
static void
test_search_folder (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;
  g_autoptr (RhTreeSearch) found = NULL;

  tree_init (&tree);
  root = tree.root;
  g_assert_cmpuint (search (root, "second", &found), ==, 0);
  g_assert_true (rh_tree_search_has (found, tree.second));
}

/* No step does more than it was told to. */
static void
test_search_in_steps (void)
{
  g_autoptr (RhFolder) root = rh_folder_new ("");
  g_autoptr (RhTreeSearch) self = NULL;
  guint steps = 0;

  for (guint i = 0; i < 1000; i++)
    add_request (root, "needle");
  self = rh_tree_search_new (root, "needle", NULL);
  while (rh_tree_search_step (self, 10))
    {
      steps++;
      g_assert_cmpuint (rh_tree_search_get_n_found (self), <=, steps * 10);
    }
  g_assert_cmpuint (steps, >=, 100);
  g_assert_cmpuint (rh_tree_search_get_n_found (self), ==, 1000);
}

/* A body is looked at up to a length, and not in the middle of a letter. */
static void
test_search_large_body (void)
{
  g_autoptr (RhFolder) root = rh_folder_new ("");
  GObject *item = add_request (root, "a");
  g_autofree char *fill = g_strnfill (RH_TREE_SEARCH_BODY_MAX - 5, 'x');
  g_autofree char *body = g_strconcat (fill, "near€far", NULL);

  g_object_set (item, "body-text", body, NULL);
  g_assert_cmpuint (search (root, "near", NULL), ==, 1);
  g_assert_cmpuint (search (root, "far", NULL), ==, 0);
}

/* What goes while the search is under way does not hurt it. */
static void
test_search_while_changing (void)
{
  Tree tree;
  g_autoptr (RhFolder) root = NULL;
  g_autoptr (RhTreeSearch) self = NULL;

  tree_init (&tree);
  root = tree.root;
  self = rh_tree_search_new (root, "get", NULL);
  g_assert_true (rh_tree_search_step (self, 3)); /* it is in Inner now */
  rh_folder_remove (root, G_OBJECT (tree.outer));
  while (rh_tree_search_step (self, 1))
    ;
  g_assert_cmpuint (rh_tree_search_get_n_found (self), <=, 4);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/tree/move", test_move);
  g_test_add_func ("/tree/no-folder-into-itself", test_no_folder_into_itself);
  g_test_add_func ("/tree/request-steps", test_request_steps);
  g_test_add_func ("/tree/folder-steps", test_folder_steps);
  g_test_add_func ("/tree/free-names", test_free_names);
  g_test_add_func ("/tree/duplicate", test_duplicate);
  g_test_add_func ("/tree/duplicate-of-nothing", test_duplicate_of_nothing);
  g_test_add_func ("/tree/search", test_search);
  g_test_add_func ("/tree/search-within", test_search_within);
  g_test_add_func ("/tree/search-folder", test_search_folder);
  g_test_add_func ("/tree/search-in-steps", test_search_in_steps);
  g_test_add_func ("/tree/search-large-body", test_search_large_body);
  g_test_add_func ("/tree/search-while-changing", test_search_while_changing);

  return g_test_run ();
}
