/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-statistics.h"

#include "berth-config.h"

#include <glib/gi18n.h>

/**
 * BerthDesktopStatistics:
 *
 * How a desktop's connection does, measured only while somebody looks.
 */
struct _BerthDesktopStatistics {
  GtkPopover parent_instance;
  GtkGrid *grid;
  GtkLabel *size;
  GtkLabel *frames;
  GtkLabel *round_trip;
  GtkLabel *in;
  GtkLabel *out;
  GtkLabel *codec;
  BerthRdpSession *session;
};

G_DEFINE_FINAL_TYPE (BerthDesktopStatistics, berth_desktop_statistics, GTK_TYPE_POPOVER)

static void
show_rate (GtkLabel *label, const char *amount)
{
  /* Translators: %s is an amount of data, such as 1.2 MB, or a number of pictures */
  g_autofree char *text = g_strdup_printf (_ ("%s per second"), amount);

  gtk_label_set_text (label, text);
}

static void
show_size (BerthDesktopStatistics *self)
{
  /* Translators: a width and a height in pixels */
  g_autofree char *text
    = g_strdup_printf (_ ("%u × %u"), berth_rdp_session_get_width (self->session),
                       berth_rdp_session_get_height (self->session));

  gtk_label_set_text (self->size, text);
}

static void
on_statistics (BerthDesktopStatistics *self)
{
  const BerthRdpStatistics *now = berth_rdp_session_get_statistics (self->session);
  g_autofree char *frames = NULL;
  g_autofree char *in = NULL;
  g_autofree char *out = NULL;
  g_autofree char *round_trip = NULL;

  show_size (self);
  if (now == NULL)
    return;
  frames = g_strdup_printf ("%.0f", now->frames_per_second);
  /* Translators: %u is a number of milliseconds */
  round_trip = now->round_trip_ms > 0 ? g_strdup_printf (_ ("%u ms"), now->round_trip_ms)
                                      : g_strdup (_ ("not measured by the machine"));
  in = g_format_size (now->bytes_in_per_second);
  out = g_format_size (now->bytes_out_per_second);
  show_rate (self->frames, frames);
  gtk_label_set_text (self->round_trip, round_trip);
  show_rate (self->in, in);
  show_rate (self->out, out);
  gtk_label_set_text (self->codec, now->codec != NULL ? now->codec : "–");
}

static void
berth_desktop_statistics_map (GtkWidget *widget)
{
  BerthDesktopStatistics *self = BERTH_DESKTOP_STATISTICS (widget);

  GTK_WIDGET_CLASS (berth_desktop_statistics_parent_class)->map (widget);
  if (self->session == NULL)
    return;
  berth_rdp_session_set_watch_statistics (self->session, TRUE);
  on_statistics (self);
}

static void
berth_desktop_statistics_unmap (GtkWidget *widget)
{
  BerthDesktopStatistics *self = BERTH_DESKTOP_STATISTICS (widget);

  if (self->session != NULL)
    berth_rdp_session_set_watch_statistics (self->session, FALSE);
  GTK_WIDGET_CLASS (berth_desktop_statistics_parent_class)->unmap (widget);
}

static void
berth_desktop_statistics_dispose (GObject *object)
{
  berth_desktop_statistics_set_session (BERTH_DESKTOP_STATISTICS (object), NULL);
  G_OBJECT_CLASS (berth_desktop_statistics_parent_class)->dispose (object);
}

static void
berth_desktop_statistics_class_init (BerthDesktopStatisticsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = berth_desktop_statistics_dispose;
  widget_class->map = berth_desktop_statistics_map;
  widget_class->unmap = berth_desktop_statistics_unmap;
}

static GtkLabel *
add_row (BerthDesktopStatistics *self, int row, const char *title)
{
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *value = gtk_label_new ("–");

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_add_css_class (value, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_grid_attach (self->grid, name, 0, row, 1, 1);
  gtk_grid_attach (self->grid, value, 1, row, 1, 1);
  return GTK_LABEL (value);
}

static void
berth_desktop_statistics_init (BerthDesktopStatistics *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->grid = GTK_GRID (grid);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 24);
  gtk_widget_set_margin_top (grid, 12);
  gtk_widget_set_margin_bottom (grid, 12);
  gtk_widget_set_margin_start (grid, 12);
  gtk_widget_set_margin_end (grid, 12);
  self->size = add_row (self, 0, _ ("Size"));
  self->frames = add_row (self, 1, _ ("Pictures"));
  self->round_trip = add_row (self, 2, _ ("There and back"));
  self->in = add_row (self, 3, _ ("Received"));
  self->out = add_row (self, 4, _ ("Sent"));
  self->codec = add_row (self, 5, _ ("Packed as"));
  gtk_popover_set_child (GTK_POPOVER (self), grid);
}

/**
 * berth_desktop_statistics_set_session:
 * @session: (nullable): whose connection it is about
 */
void
berth_desktop_statistics_set_session (BerthDesktopStatistics *self,
                                      BerthRdpSession *session)
{
  g_return_if_fail (BERTH_IS_DESKTOP_STATISTICS (self));

  if (self->session == session)
    return;
  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    berth_rdp_session_set_watch_statistics (self->session, FALSE);
  }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "notify::statistics", G_CALLBACK (on_statistics),
                           self, G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    berth_rdp_session_set_watch_statistics (session, TRUE);
}
