/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-table.h"

#include "berth-size-body.h"
#include "berth-size-heads.h"

/**
 * BerthSizeTable:
 *
 * The list of sizes: titles that stay, and the rows under them.
 *
 * It stands in for a GtkColumnView, which keeps 200 rows with a widget for each cell
 * whatever its height, and so takes a tenth of a second to follow a key press in the
 * search.
 */
struct _BerthSizeTable {
  GtkWidget parent_instance;

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  BerthSizeOrder *order;
  GtkSingleSelection *model;
  BerthSizeGrid grid;
  gboolean is_narrow;
  gboolean is_allocating;

  GtkWidget *heads;
  GtkWidget *body;
};

enum {
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum { SIGNAL_ACTIVATE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthSizeTable,
                               berth_size_table,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static guint
count_sizes (BerthSizeTable *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static void
on_scrolled (BerthSizeTable *self)
{
  if (!self->is_allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (BerthSizeTable *self,
                GtkOrientation orientation,
                GtkAdjustment *adjustment)
{
  if (adjustment != NULL && adjustment == self->adjustments[orientation])
    return;
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation], on_scrolled,
                                          self);
  g_clear_object (&self->adjustments[orientation]);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->adjustments[orientation] = g_object_ref_sink (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self,
                           G_CONNECT_SWAPPED);
}

static void
set_range (GtkAdjustment *adjustment, int upper, int page, int step)
{
  const double last = MAX (0, upper - page);
  const double value = CLAMP (gtk_adjustment_get_value (adjustment), 0, last);

  gtk_adjustment_configure (adjustment, value, 0, MAX (upper, page), step,
                            MAX (step, page - step), page);
}

static void
set_ranges (BerthSizeTable *self, int width, int body_height)
{
  const int row_height = self->grid.row_height;

  set_range (self->adjustments[GTK_ORIENTATION_HORIZONTAL], self->grid.total, width,
             row_height);
  set_range (self->adjustments[GTK_ORIENTATION_VERTICAL],
             (int) count_sizes (self) * row_height, body_height, row_height);
}

static void
measure_grid (BerthSizeTable *self, int width)
{
  int titles[BERTH_SIZE_N_COLUMNS];

  berth_size_heads_measure_titles (BERTH_SIZE_HEADS (self->heads), titles);
  berth_size_grid_measure (&self->grid, GTK_WIDGET (self), titles, self->is_narrow);
  berth_size_grid_fill (&self->grid, width);
}

static int
measure_heads (BerthSizeTable *self)
{
  int height;

  gtk_widget_measure (self->heads, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL,
                      NULL);
  gtk_widget_measure (self->body, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
  return height;
}

static void
berth_size_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BerthSizeTable *self = BERTH_SIZE_TABLE (widget);
  const int top = measure_heads (self);
  GtkAllocation place = { 0, 0, 0, top };

  self->is_allocating = TRUE;
  measure_grid (self, width);
  set_ranges (self, width, MAX (0, height - top));
  place.x
    = -(int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  place.width = self->grid.total;
  gtk_widget_size_allocate (self->heads, &place, -1);
  place.y = top;
  place.height = MAX (0, height - top);
  berth_size_body_scroll (
    BERTH_SIZE_BODY (self->body),
    (int) gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]));
  gtk_widget_size_allocate (self->body, &place, -1);
  self->is_allocating = FALSE;
}

static void
berth_size_table_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  BerthSizeTable *self = BERTH_SIZE_TABLE (widget);

  gtk_widget_measure (self->heads, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = 0;
}

static guint
get_current (BerthSizeTable *self)
{
  const guint chosen = gtk_single_selection_get_selected (self->model);

  return chosen != GTK_INVALID_LIST_POSITION
           ? chosen
           : berth_size_body_get_first (BERTH_SIZE_BODY (self->body));
}

static gboolean
focus_row (BerthSizeTable *self, guint position)
{
  if (position >= count_sizes (self))
    return FALSE;
  if (berth_size_body_focus (BERTH_SIZE_BODY (self->body), position))
    return TRUE;
  berth_size_table_scroll_to (self, position);
  return gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Tab goes from the titles to the one row that counts, and from there away: the other
 * rows are reached with the arrows. */
static gboolean
berth_size_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  BerthSizeTable *self = BERTH_SIZE_TABLE (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  const gboolean is_in_rows = child == self->body || gtk_widget_is_focus (widget);

  if (direction == GTK_DIR_TAB_BACKWARD && !is_in_rows && child == NULL
      && focus_row (self, get_current (self)))
    return TRUE;
  if (is_in_rows && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (gtk_widget_child_focus (self->heads, direction))
    return TRUE;
  return direction == GTK_DIR_TAB_FORWARD && focus_row (self, get_current (self));
}

static void
choose (BerthSizeTable *self, guint position)
{
  gtk_single_selection_set_selected (self->model, position);
  berth_size_table_scroll_to (self, position);
  focus_row (self, position);
}

static void
on_pressed (BerthSizeTable *self, guint position, int n_press)
{
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  choose (self, position);
  if (n_press == 2)
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0, position);
}

/* How many rows a key moves by. */
static gboolean
find_step (BerthSizeTable *self, guint key, int *step)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  const int page
    = (int) gtk_adjustment_get_page_increment (vertical) / self->grid.row_height;

  switch (key) {
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    *step = -1;
    return TRUE;
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    *step = 1;
    return TRUE;
  case GDK_KEY_Page_Up:
  case GDK_KEY_KP_Page_Up:
    *step = -page;
    return TRUE;
  case GDK_KEY_Page_Down:
  case GDK_KEY_KP_Page_Down:
    *step = page;
    return TRUE;
  case GDK_KEY_Home:
  case GDK_KEY_KP_Home:
    *step = G_MININT / 2;
    return TRUE;
  case GDK_KEY_End:
  case GDK_KEY_KP_End:
    *step = G_MAXINT / 2;
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
is_activation (guint key)
{
  return key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
}

static gboolean
on_key_pressed (BerthSizeTable *self, guint key)
{
  const int n = (int) count_sizes (self);
  const int current = (int) get_current (self);
  int step;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->heads || n == 0)
    return GDK_EVENT_PROPAGATE;
  if (find_step (self, key, &step))
    choose (self, (guint) CLAMP (current + step, 0, n - 1));
  else if (is_activation (key))
    on_pressed (self, (guint) current, 2);
  else if (key == GDK_KEY_space)
    choose (self, (guint) current);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
berth_size_table_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  BerthSizeTable *self = BERTH_SIZE_TABLE (object);

  switch (id) {
  case PROP_HADJUSTMENT:
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
    break;
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, GTK_SCROLL_MINIMUM);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_size_table_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  BerthSizeTable *self = BERTH_SIZE_TABLE (object);

  switch (id) {
  case PROP_HADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    /* It takes the room it gets, whatever the policy. */
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
berth_size_table_dispose (GObject *object)
{
  BerthSizeTable *self = BERTH_SIZE_TABLE (object);

  g_clear_pointer (&self->heads, gtk_widget_unparent);
  g_clear_pointer (&self->body, gtk_widget_unparent);
  g_clear_object (&self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  g_clear_object (&self->adjustments[GTK_ORIENTATION_VERTICAL]);
  g_clear_object (&self->model);
  g_clear_object (&self->order);
  G_OBJECT_CLASS (berth_size_table_parent_class)->dispose (object);
}

static void
berth_size_table_class_init (BerthSizeTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = berth_size_table_get_property;
  object_class->set_property = berth_size_table_set_property;
  object_class->dispose = berth_size_table_dispose;
  widget_class->measure = berth_size_table_measure;
  widget_class->size_allocate = berth_size_table_size_allocate;
  widget_class->focus = berth_size_table_focus;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  /**
   * BerthSizeTable::activate:
   * @position: which size
   *
   * A size was chosen with Enter or a double click.
   */
  signals[SIGNAL_ACTIVATE]
    = g_signal_new ("activate", BERTH_TYPE_SIZE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "sizetable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
berth_size_table_init (BerthSizeTable *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->grid.row_height = 1;
  self->order = berth_size_order_new ();
  self->heads = berth_size_heads_new (&self->grid, self->order);
  self->body = berth_size_body_new (&self->grid);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_parent (self->heads, widget);
  gtk_widget_set_parent (self->body, widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect_object (self->body, "pressed", G_CALLBACK (on_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, keys);
}

/**
 * berth_size_table_get_order:
 * @self: the table
 *
 * Returns: (transfer none): the order that the person chose by the titles
 */
GtkSorter *
berth_size_table_get_order (BerthSizeTable *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_TABLE (self), NULL);

  return GTK_SORTER (self->order);
}

/**
 * berth_size_table_set_model:
 * @self: the table
 * @model: (transfer none): the [class@SizeItem]s to show, and which of them is chosen
 */
void
berth_size_table_set_model (BerthSizeTable *self, GtkSingleSelection *model)
{
  g_return_if_fail (BERTH_IS_SIZE_TABLE (self));

  if (!g_set_object (&self->model, model))
    return;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (gtk_widget_queue_allocate),
                           self, G_CONNECT_SWAPPED);
  berth_size_body_set_model (BERTH_SIZE_BODY (self->body), model);
}

GtkSingleSelection *
berth_size_table_get_model (BerthSizeTable *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_TABLE (self), NULL);

  return self->model;
}

/**
 * berth_size_table_set_narrow:
 * @self: the table
 * @is_narrow: whether only the columns that decide are shown
 */
void
berth_size_table_set_narrow (BerthSizeTable *self, gboolean is_narrow)
{
  g_return_if_fail (BERTH_IS_SIZE_TABLE (self));

  self->is_narrow = is_narrow;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * berth_size_table_scroll_to:
 * @self: the table
 * @position: a row
 *
 * Scrolls no further than it takes to show the whole row.
 */
void
berth_size_table_scroll_to (BerthSizeTable *self, guint position)
{
  GtkAdjustment *vertical = NULL;
  double top;

  g_return_if_fail (BERTH_IS_SIZE_TABLE (self));

  vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  /* The list may have grown since it was laid out. */
  set_ranges (self, gtk_widget_get_width (GTK_WIDGET (self)),
              gtk_widget_get_height (self->body));
  top = (double) position * self->grid.row_height;
  gtk_adjustment_clamp_page (vertical, top, top + self->grid.row_height);
}
