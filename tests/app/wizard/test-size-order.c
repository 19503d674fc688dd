/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-order.h"

#include "berth-size-samples.h"
#include "berth-test.h"

#include <math.h>

/* How the size list stands in order. */

#define NAME 0
#define PRICE 5

static GtkOrdering
compare (BerthSizeOrder *order, BerthSizeItem *a, BerthSizeItem *b)
{
  return gtk_sorter_compare (GTK_SORTER (order), a, b);
}

static void
test_names (void)
{
  BerthSizeOrder *order = berth_size_order_new ();
  g_autoptr (BerthSizeItem) small = berth_size_sample_new ("Standard_B2ms", 2, 1);
  g_autoptr (BerthSizeItem) large = berth_size_sample_new ("Standard_B20ms", 20, 9);

  g_assert_cmpint (compare (order, small, large), ==, GTK_ORDERING_SMALLER);
  berth_size_order_toggle (order, NAME);
  g_assert_cmpint (berth_size_order_get_direction (order), ==, GTK_SORT_DESCENDING);
  g_assert_cmpint (compare (order, small, large), ==, GTK_ORDERING_LARGER);
  g_assert_finalize_object (order);
}

static void
test_unknown_last (void)
{
  BerthSizeOrder *order = berth_size_order_new ();
  g_autoptr (BerthSizeItem) cheap = berth_size_sample_new ("Standard_B1s", 1, 0.1);
  g_autoptr (BerthSizeItem) dear = berth_size_sample_new ("Standard_B8s", 8, 0.8);
  g_autoptr (BerthSizeItem) unknown = berth_size_sample_new ("Standard_A1", 1, NAN);

  berth_size_order_toggle (order, PRICE);
  g_assert_cmpint (compare (order, cheap, dear), ==, GTK_ORDERING_SMALLER);
  g_assert_cmpint (compare (order, dear, unknown), ==, GTK_ORDERING_SMALLER);
  berth_size_order_toggle (order, PRICE);
  g_assert_cmpint (compare (order, cheap, dear), ==, GTK_ORDERING_LARGER);
  g_assert_cmpint (compare (order, dear, unknown), ==, GTK_ORDERING_SMALLER);
  g_assert_finalize_object (order);
}

/* Where the column says nothing, the name decides, so that the order is always the same.
 */
static void
test_equal (void)
{
  BerthSizeOrder *order = berth_size_order_new ();
  g_autoptr (BerthSizeItem) first = berth_size_sample_new ("Standard_A1", 1, 0.5);
  g_autoptr (BerthSizeItem) second = berth_size_sample_new ("Standard_B1", 1, 0.5);

  berth_size_order_toggle (order, PRICE);
  berth_size_order_toggle (order, PRICE);
  g_assert_cmpint (compare (order, first, second), ==, GTK_ORDERING_SMALLER);
  g_assert_finalize_object (order);
}

int
main (int argc, char **argv)
{
  berth_test_init (&argc, &argv);
  g_test_add_func ("/wizard/size-order/names", test_names);
  g_test_add_func ("/wizard/size-order/unknown-last", test_unknown_last);
  g_test_add_func ("/wizard/size-order/equal", test_equal);
  return g_test_run ();
}
