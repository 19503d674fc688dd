/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-size-body.h"

#include "berth-size-row.h"

/**
 * BerthSizeBody:
 *
 * The rows of the size list that are in view, used again for what comes into view. The
 * row of a position is always the same one, so that scrolling changes only what came in.
 */
struct _BerthSizeBody {
  GtkWidget parent_instance;

  const BerthSizeGrid *grid; /* the table's, which outlives its body */
  GtkSingleSelection *model;
  BerthSizeTexts *texts;
  GPtrArray *rows;
  guint tick_id;
  guint focus_wanted; /* the row that takes the focus from the table once it is there */
  int offset;         /* how far the list's beginning is above the body's, in pixels */
};

/* Six rows take about 5 ms without a graphics card. */
#define RENEWALS_PER_FRAME 6

enum { SIGNAL_PRESSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BerthSizeBody, berth_size_body, GTK_TYPE_WIDGET)

static guint
count_sizes (BerthSizeBody *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static void
on_pressed (GtkGestureClick *click, int n_press, double x, double y, gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  g_signal_emit (gtk_widget_get_parent (row), signals[SIGNAL_PRESSED], 0,
                 berth_size_row_get_position (BERTH_SIZE_ROW (row)), n_press);
}

static void
add_row (BerthSizeBody *self)
{
  GtkWidget *row = berth_size_row_new (self->grid, self->texts);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), NULL);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_child_visible (row, FALSE);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
get_row (BerthSizeBody *self, guint position)
{
  return g_ptr_array_index (self->rows, position % self->rows->len);
}

/* Lays out the row of @position and has it show what stands there now; where @renewals
 * are used up it goes on showing what it shows, but counts as nobody's row.
 *
 * Returns: whether it shows the right one */
static gboolean
show_row (BerthSizeBody *self, guint position, int width, guint *renewals)
{
  GtkWidget *row = get_row (self, position);
  const int height = self->grid->row_height;
  GtkAllocation place = { 0, (int) position * height - self->offset, width, height };
  g_autoptr (BerthSizeItem) item
    = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const gboolean is_right
    = berth_size_row_shows (BERTH_SIZE_ROW (row), item) || *renewals > 0;

  if (!berth_size_row_shows (BERTH_SIZE_ROW (row), item) && is_right)
    (*renewals)--;
  if (is_right)
    berth_size_row_show (BERTH_SIZE_ROW (row), item, position,
                         gtk_single_selection_get_selected (self->model) == position);
  else
    berth_size_row_disown (BERTH_SIZE_ROW (row));
  gtk_widget_set_child_visible (row, !berth_size_row_is_empty (BERTH_SIZE_ROW (row)));
  /* GTK wants to be asked before it is told. */
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (row, &place, -1);
  return is_right;
}

static void
grant_focus (BerthSizeBody *self)
{
  GtkWidget *row = get_row (self, self->focus_wanted);

  if (berth_size_row_get_position (BERTH_SIZE_ROW (row)) != self->focus_wanted)
    return;
  self->focus_wanted = GTK_INVALID_LIST_POSITION;
  if (gtk_widget_is_focus (gtk_widget_get_parent (GTK_WIDGET (self))))
    gtk_widget_grab_focus (row);
}

static void
hide_row (BerthSizeBody *self, guint position)
{
  GtkWidget *row = get_row (self, position);

  berth_size_row_clear (BERTH_SIZE_ROW (row));
  gtk_widget_set_child_visible (row, FALSE);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  BERTH_SIZE_BODY (widget)->tick_id = 0;
  gtk_widget_queue_allocate (widget);
  return G_SOURCE_REMOVE;
}

/* Text is what costs time, and a key press in the search changes each row that is in
 * view. So a frame renews only some of them, from the top, and the next frame goes on:
 * the window answers in between, and the whole list has followed within a few frames. */
static void
berth_size_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BerthSizeBody *self = BERTH_SIZE_BODY (widget);
  const guint room = (guint) (height / self->grid->row_height + 2);
  const guint first = berth_size_body_get_first (self);
  const guint end = MIN (count_sizes (self), first + room);
  guint renewals = RENEWALS_PER_FRAME;
  gboolean is_right = TRUE;

  while (self->rows->len < room)
    add_row (self);
  for (guint position = first; position < first + self->rows->len; position++)
    if (position < end)
      is_right &= show_row (self, position, width, &renewals);
    else
      hide_row (self, position);
  if (self->focus_wanted != GTK_INVALID_LIST_POSITION)
    grant_focus (self);
  if (!is_right && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
}

static void
berth_size_body_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  BerthSizeBody *self = BERTH_SIZE_BODY (widget);

  GTK_WIDGET_CLASS (berth_size_body_parent_class)->css_changed (widget, change);
  if (self->texts != NULL)
    berth_size_texts_forget (self->texts);
}

static void
berth_size_body_dispose (GObject *object)
{
  BerthSizeBody *self = BERTH_SIZE_BODY (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->texts);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (berth_size_body_parent_class)->dispose (object);
}

static void
berth_size_body_class_init (BerthSizeBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_size_body_dispose;
  widget_class->size_allocate = berth_size_body_size_allocate;
  widget_class->css_changed = berth_size_body_css_changed;
  gtk_widget_class_set_css_name (widget_class, "sizebody");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW_GROUP);

  /**
   * BerthSizeBody::pressed:
   * @position: of which row
   * @n_press: 2 for a double click
   */
  signals[SIGNAL_PRESSED]
    = g_signal_new ("pressed", BERTH_TYPE_SIZE_BODY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT);
}

static void
berth_size_body_init (BerthSizeBody *self)
{
  self->focus_wanted = GTK_INVALID_LIST_POSITION;
  self->texts = berth_size_texts_new (GTK_WIDGET (self));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * berth_size_body_new:
 * @grid: (transfer none): where the columns stand; must outlive the body
 *
 * Returns: (transfer floating): a body with no sizes
 */
GtkWidget *
berth_size_body_new (const BerthSizeGrid *grid)
{
  BerthSizeBody *self = g_object_new (BERTH_TYPE_SIZE_BODY, NULL);

  self->grid = grid;
  return GTK_WIDGET (self);
}

/**
 * berth_size_body_set_model:
 * @self: the body
 * @model: (transfer none): the [class@SizeItem]s to show, and which of them is chosen
 */
void
berth_size_body_set_model (BerthSizeBody *self, GtkSingleSelection *model)
{
  g_return_if_fail (BERTH_IS_SIZE_BODY (self));

  if (!g_set_object (&self->model, model))
    return;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (gtk_widget_queue_allocate),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "selection-changed",
                           G_CALLBACK (gtk_widget_queue_allocate), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * berth_size_body_scroll:
 * @self: the body
 * @offset: how far the list's beginning is above the body's, in pixels
 */
void
berth_size_body_scroll (BerthSizeBody *self, int offset)
{
  g_return_if_fail (BERTH_IS_SIZE_BODY (self));

  if (self->offset == offset)
    return;
  self->offset = offset;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * berth_size_body_get_first:
 * @self: the body
 *
 * Returns: the position of the first row that is in view, if only in part
 */
guint
berth_size_body_get_first (BerthSizeBody *self)
{
  g_return_val_if_fail (BERTH_IS_SIZE_BODY (self), 0);

  return (guint) (self->offset / self->grid->row_height);
}

/**
 * berth_size_body_focus:
 * @self: the body
 * @position: a row
 *
 * Gives the focus to a row. One that is not in view yet takes it from the body's parent
 * as soon as it is.
 *
 * Returns: whether the row has the focus now
 */
gboolean
berth_size_body_focus (BerthSizeBody *self, guint position)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (BERTH_IS_SIZE_BODY (self), FALSE);

  self->focus_wanted = position;
  if (self->rows->len == 0)
    return FALSE;
  row = get_row (self, position);
  if (berth_size_row_get_position (BERTH_SIZE_ROW (row)) != position)
    return FALSE;
  self->focus_wanted = GTK_INVALID_LIST_POSITION;
  return gtk_widget_grab_focus (row);
}
