/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-spot-chart.h"

#include "berth-config.h"
#include "berth-format.h"
#include "berth-spot-scale.h"
#include "berth-spot-closures.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define CHART_HEIGHT 150
#define GAP 6
#define LINE_WIDTH 2.0f
#define DOT_RADIUS 4.0f

/**
 * BerthSpotChart:
 *
 * What a size has cost on Spot, as steps, with the person's maximum across it: the parts
 * above it are painted like it, and each eviction has a dot. Time runs from left to right
 * in every language.
 *
 * Its texts are labels, so that they follow the person's font; the colours of the chart
 * are the labels' and its own, so that they follow the style.
 */
struct _BerthSpotChart {
  GtkWidget parent_instance;

  BerthSpotRecord *record;
  double max_price; /* NaN for none */
  gboolean is_shown;
  BerthSpotScale scale;

  GtkWidget *line_labels[BERTH_SPOT_SCALE_MAX_LINES];
  GtkWidget *from_label;
  GtkWidget *until_label;
  GtkWidget *limit_label;
};

G_DEFINE_FINAL_TYPE (BerthSpotChart, berth_spot_chart, GTK_TYPE_WIDGET)

static double
get_line (BerthSpotChart *self, guint index)
{
  return self->scale.first_line + index * self->scale.step;
}

static int
measure_width (GtkWidget *label)
{
  int natural = 0;

  if (gtk_widget_get_visible (label))
    gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                        NULL);
  return natural;
}

static int
measure_height (GtkWidget *label)
{
  int natural = 0;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* The part of the widget that prices are drawn in: the rest is the labels'. */
static graphene_rect_t
get_area (BerthSpotChart *self)
{
  const int line = measure_height (self->from_label);
  int left = 0;

  for (guint i = 0; i < self->scale.n_lines; i++)
    left = MAX (left, measure_width (self->line_labels[i]));
  return GRAPHENE_RECT_INIT (
    (float) (left + GAP), (float) (line + GAP),
    (float) MAX (gtk_widget_get_width (GTK_WIDGET (self)) - left - GAP, 1),
    (float) MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * (line + GAP), 1));
}

static void
place_label (GtkWidget *label, float x, float y)
{
  const int width = measure_width (label);
  const int height = measure_height (label);

  if (gtk_widget_should_layout (label))
    gtk_widget_size_allocate (label, &(GtkAllocation) { (int) x, (int) y, width, height },
                              -1);
}

static void
berth_spot_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BerthSpotChart *self = BERTH_SPOT_CHART (widget);
  const int line = measure_height (self->from_label);
  graphene_rect_t area;
  graphene_point_t point;

  if (!self->is_shown)
    return;
  area = get_area (self);
  for (guint i = 0; i < self->scale.n_lines; i++) {
    point = berth_spot_scale_place (&self->scale, &area, self->scale.from,
                                    get_line (self, i));
    place_label (self->line_labels[i],
                 area.origin.x - GAP - (float) measure_width (self->line_labels[i]),
                 point.y - (float) line / 2);
  }
  place_label (self->from_label, area.origin.x, (float) (height - line));
  place_label (self->until_label, (float) (width - measure_width (self->until_label)),
               (float) (height - line));
  place_label (self->limit_label, (float) (width - measure_width (self->limit_label)), 0);
}

static void
berth_spot_chart_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  BerthSpotChart *self = BERTH_SPOT_CHART (widget);

  *minimum = *natural
    = orientation == GTK_ORIENTATION_HORIZONTAL
        ? measure_width (self->from_label) + measure_width (self->until_label) + GAP
        : CHART_HEIGHT + 2 * (measure_height (self->from_label) + GAP);
}

static void
paint_across (BerthSpotChart *self,
              GtkSnapshot *snapshot,
              const graphene_rect_t *area,
              double price,
              const GdkRGBA *color,
              gboolean dashed)
{
  const graphene_point_t point
    = berth_spot_scale_place (&self->scale, area, self->scale.from, price);
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GskStroke *stroke = gsk_stroke_new (dashed ? LINE_WIDTH : 1);

  gsk_path_builder_move_to (builder, area->origin.x, point.y);
  gsk_path_builder_line_to (builder, area->origin.x + area->size.width, point.y);
  path = gsk_path_builder_to_path (builder);
  if (dashed)
    gsk_stroke_set_dash (stroke, (float[]) { 6, 4 }, 2);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
  gsk_stroke_free (stroke);
}

static void
paint_grid (BerthSpotChart *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  const gboolean strong
    = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA color;

  gtk_widget_get_color (self->from_label, &color);
  color.alpha *= strong ? 0.5f : 0.15f;
  for (guint i = 0; i < self->scale.n_lines; i++)
    paint_across (self, snapshot, area, get_line (self, i), &color, FALSE);
}

/* The steps from the first price to the last time it was seen; closed along the ground
 * for the area under them. */
static GskPath *
make_path (BerthSpotChart *self, const graphene_rect_t *area, gboolean closed)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  const guint n = berth_spot_record_get_n_prices (self->record);
  const float ground = area->origin.y + area->size.height;
  graphene_point_t point = { 0 };
  gint64 since = 0;

  for (guint i = 0; i < n; i++) {
    const double price = berth_spot_record_get_price (self->record, i, &since);
    const float before = point.y;

    point = berth_spot_scale_place (&self->scale, area, since, price);
    if (i == 0)
      gsk_path_builder_move_to (builder, point.x, closed ? ground : point.y);
    else
      gsk_path_builder_line_to (builder, point.x, before);
    gsk_path_builder_line_to (builder, point.x, point.y);
  }
  gsk_path_builder_line_to (builder, area->origin.x + area->size.width, point.y);
  if (closed) {
    gsk_path_builder_line_to (builder, area->origin.x + area->size.width, ground);
    gsk_path_builder_close (builder);
  }
  return gsk_path_builder_to_path (builder);
}

static void
paint_steps (BerthSpotChart *self,
             GtkSnapshot *snapshot,
             const graphene_rect_t *area,
             const GdkRGBA *color)
{
  g_autoptr (GskPath) line = make_path (self, area, FALSE);
  g_autoptr (GskPath) ground = make_path (self, area, TRUE);
  GskStroke *stroke = gsk_stroke_new (LINE_WIDTH);
  GdkRGBA faint = *color;

  faint.alpha *= 0.12f;
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_fill (snapshot, ground, GSK_FILL_RULE_WINDING, &faint);
  gtk_snapshot_append_stroke (snapshot, line, stroke, color);
  gsk_stroke_free (stroke);
}

static void
paint_dots (BerthSpotChart *self,
            GtkSnapshot *snapshot,
            const graphene_rect_t *area,
            const GdkRGBA *color)
{
  const guint n = berth_spot_record_get_n_prices (self->record);
  gint64 since = 0;
  double before = NAN;

  for (guint i = 0; i < n; i++) {
    const double price = berth_spot_record_get_price (self->record, i, &since);
    const graphene_point_t point
      = berth_spot_scale_place (&self->scale, area, since, self->max_price);
    g_autoptr (GskPathBuilder) builder = NULL;
    g_autoptr (GskPath) path = NULL;

    if (before <= self->max_price && price > self->max_price) {
      builder = gsk_path_builder_new ();
      gsk_path_builder_add_circle (builder, &point, DOT_RADIUS);
      path = gsk_path_builder_to_path (builder);
      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
    }
    before = price;
  }
}

static void
paint_limit (BerthSpotChart *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  const graphene_point_t point
    = berth_spot_scale_place (&self->scale, area, self->scale.from, self->max_price);
  GdkRGBA color;

  gtk_widget_get_color (self->limit_label, &color);
  gtk_snapshot_push_clip (
    snapshot,
    &GRAPHENE_RECT_INIT (area->origin.x, 0, area->size.width, MAX (point.y, 0)));
  paint_steps (self, snapshot, area, &color);
  gtk_snapshot_pop (snapshot);
  if (self->max_price <= self->scale.top && self->max_price >= self->scale.bottom)
    paint_across (self, snapshot, area, self->max_price, &color, TRUE);
  paint_dots (self, snapshot, area, &color);
}

static void
berth_spot_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BerthSpotChart *self = BERTH_SPOT_CHART (widget);
  graphene_rect_t area;
  GdkRGBA color;

  if (!self->is_shown)
    return;
  area = get_area (self);
  gtk_widget_get_color (widget, &color);
  paint_grid (self, snapshot, &area);
  paint_steps (self, snapshot, &area, &color);
  if (isfinite (self->max_price))
    paint_limit (self, snapshot, &area);
  GTK_WIDGET_CLASS (berth_spot_chart_parent_class)->snapshot (widget, snapshot);
}

static void
berth_spot_chart_dispose (GObject *object)
{
  BerthSpotChart *self = BERTH_SPOT_CHART (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (berth_spot_chart_parent_class)->dispose (object);
}

static void
berth_spot_chart_class_init (BerthSpotChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_spot_chart_dispose;
  widget_class->measure = berth_spot_chart_measure;
  widget_class->size_allocate = berth_spot_chart_size_allocate;
  widget_class->snapshot = berth_spot_chart_snapshot;
  gtk_widget_class_set_css_name (widget_class, "spotchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
add_label (BerthSpotChart *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
berth_spot_chart_init (BerthSpotChart *self)
{
  self->max_price = NAN;
  for (guint i = 0; i < BERTH_SPOT_SCALE_MAX_LINES; i++)
    self->line_labels[i] = add_label (self, NULL);
  self->from_label = add_label (self, NULL);
  self->until_label = add_label (self, NULL);
  self->limit_label = add_label (self, "limit");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Spot price over time"), -1);
}

static void
show_lines (BerthSpotChart *self)
{
  for (guint i = 0; i < BERTH_SPOT_SCALE_MAX_LINES; i++) {
    const gboolean visible = i < self->scale.n_lines;
    g_autofree char *text
      = berth_format_amount (get_line (self, i), NULL, self->scale.digits);

    gtk_widget_set_visible (self->line_labels[i], visible);
    gtk_label_set_label (GTK_LABEL (self->line_labels[i]), visible ? text : "");
  }
}

static void
show_limit (BerthSpotChart *self)
{
  const gboolean visible = isfinite (self->max_price);
  g_autofree char *amount = berth_format_amount (self->max_price, NULL, 5);
  g_autofree char *text = NULL;

  if (visible && self->max_price > self->scale.top)
    /* Translators: %s is an amount of money; the arrow says that it is above the chart */
    text = g_strdup_printf (_ ("Your maximum: %s ↑"), amount);
  else if (visible && self->max_price < self->scale.bottom)
    /* Translators: %s is an amount of money; the arrow says that it is below the chart */
    text = g_strdup_printf (_ ("Your maximum: %s ↓"), amount);
  else if (visible)
    /* Translators: %s is an amount of money */
    text = g_strdup_printf (_ ("Your maximum: %s"), amount);
  gtk_label_set_label (GTK_LABEL (self->limit_label), text);
  gtk_widget_set_visible (self->limit_label, visible);
}

static void
show_date (GtkWidget *label, gint64 time)
{
  g_autofree char *text = berth_format_day (time);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
show (BerthSpotChart *self)
{
  g_autofree char *words = NULL;

  self->is_shown = self->record != NULL
                   && berth_spot_scale_init (&self->scale, self->record, self->max_price);
  if (!self->is_shown)
    return;
  words = berth_format_spot_record (self->record, self->max_price);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  show_lines (self);
  show_limit (self);
  show_date (self->from_label, self->scale.from);
  show_date (self->until_label, self->scale.until);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * berth_spot_chart_set_record:
 * @record: (nullable): what to show; it may have changed since it was set last
 */
void
berth_spot_chart_set_record (BerthSpotChart *self, BerthSpotRecord *record)
{
  g_return_if_fail (BERTH_IS_SPOT_CHART (self));

  g_set_object (&self->record, record);
  show (self);
}

/**
 * berth_spot_chart_set_max_price:
 * @max_price: the person's maximum in US dollars per hour; NaN for none
 */
void
berth_spot_chart_set_max_price (BerthSpotChart *self, double max_price)
{
  g_return_if_fail (BERTH_IS_SPOT_CHART (self));

  self->max_price = max_price;
  show (self);
}
