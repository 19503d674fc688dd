/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-cut-text.h"

/* Pango rounds up where GTK rounds down. */
#define SLACK 1

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;
  return FALSE;
}

static gboolean
can_be_scrolled_to (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    GtkPolicyType horizontal;

    if (!GTK_IS_SCROLLED_WINDOW (widget))
      continue;
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &horizontal, NULL);
    if (horizontal != GTK_POLICY_NEVER)
      return TRUE;
  }
  return FALSE;
}

static gboolean
leaves_window (GtkWidget *label, GtkWidget *window)
{
  graphene_rect_t bounds;

  if (can_be_scrolled_to (label) || !gtk_widget_compute_bounds (label, window, &bounds))
    return FALSE;
  return bounds.origin.x < -SLACK
         || bounds.origin.x + bounds.size.width
              > (float) (gtk_widget_get_width (window) + SLACK);
}

/* Returns: (nullable): what is wrong with @label */
static const char *
judge (GtkLabel *label, GtkWidget *window)
{
  GtkWidget *widget = GTK_WIDGET (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  /* A hint in an entry; the entry has a name besides. */
  if (GTK_IS_TEXT (gtk_widget_get_parent (widget)))
    return NULL;
  if (pango_layout_is_ellipsized (layout))
    return has_tooltip (widget) ? NULL : "is cut, and no tooltip has the rest";
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > gtk_widget_get_width (widget) + SLACK)
    return "is wider than its place";
  if (height > gtk_widget_get_height (widget) + SLACK)
    return "is higher than its place";
  return leaves_window (widget, window) ? "leaves the window" : NULL;
}

static void
look (GtkWidget *widget, GtkWidget *window, GString *faults)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget)) {
    const char *fault = judge (GTK_LABEL (widget), window);

    if (fault != NULL)
      g_string_append_printf (faults, "“%s” %s\n",
                              gtk_label_get_text (GTK_LABEL (widget)), fault);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look (child, window, faults);
}

/**
 * berth_cut_text_find:
 * @window: a window in view
 *
 * Looks at each label in view: all of its text has to be there, in its place and in the
 * window, or be told by a tooltip, or come into view by scrolling.
 *
 * Returns: (transfer full): a line for each that is cut; the empty string where none is
 */
char *
berth_cut_text_find (GtkWidget *window)
{
  GString *faults = g_string_new (NULL);

  look (window, window, faults);
  return g_string_free (faults, FALSE);
}

/**
 * berth_cut_text_find_wide:
 * @root: a widget in view
 * @width: what there is, in pixels
 *
 * Returns: (transfer none) (nullable): the innermost widget that needs more than @width
 */
GtkWidget *
berth_cut_text_find_wide (GtkWidget *root, int width)
{
  int minimum;

  gtk_widget_measure (root, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= width)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found
      = gtk_widget_get_mapped (child) ? berth_cut_text_find_wide (child, width) : NULL;

    if (found != NULL)
      return found;
  }
  return root;
}
