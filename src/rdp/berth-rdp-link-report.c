/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-link-private.h"

/* What the thread tells the owner, in order. */

typedef struct {
  BerthRdpLink *link;
  BerthRdpReport report;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_clear_object (&report->report.certificate);
  berth_rdp_link_unref (report->link);
  g_free (report);
}

static void
on_report (gpointer data)
{
  Report *report = data;
  BerthRdpLink *self = report->link;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (report->report.news == BERTH_RDP_NEWS_FRAME)
    g_atomic_int_set (&self->frame_told, FALSE);
  if (report->report.news == BERTH_RDP_NEWS_READY)
    berth_rdp_link_set_deadline (self, FALSE);
  if (owner != NULL)
    self->functions->hear (owner, &report->report);
}

static BerthRdpReport *
report_new (BerthRdpLink *self, BerthRdpNews news, Report **report)
{
  *report = g_new0 (Report, 1);
  (*report)->link = berth_rdp_link_ref (self);
  (*report)->report.news = news;
  return &(*report)->report;
}

static void
report_send (Report *report)
{
  berth_worker_report (report->link->worker, on_report, report, report_free);
}

/*< private >
 * berth_rdp_link_report:
 *
 * Tells the owner, in order, from any thread.
 */
void
berth_rdp_link_report (BerthRdpLink *self, BerthRdpNews news)
{
  Report *report;

  report_new (self, news, &report);
  report_send (report);
}

void
berth_rdp_link_report_size (BerthRdpLink *self,
                            BerthRdpNews news,
                            guint width,
                            guint height)
{
  Report *report;
  BerthRdpReport *told = report_new (self, news, &report);

  told->width = width;
  told->height = height;
  report_send (report);
}

void
berth_rdp_link_report_area (BerthRdpLink *self, guint64 area_max, guint monitors_max)
{
  Report *report;
  BerthRdpReport *told = report_new (self, BERTH_RDP_NEWS_RESIZABLE, &report);

  told->area_max = area_max;
  told->monitors_max = monitors_max;
  report_send (report);
}

void
berth_rdp_link_report_certificate (BerthRdpLink *self, BerthRdpCertificate *certificate)
{
  Report *report;

  report_new (self, BERTH_RDP_NEWS_CERTIFICATE, &report)->certificate
    = g_object_ref (certificate);
  report_send (report);
}

void
berth_rdp_link_report_statistics (BerthRdpLink *self,
                                  const BerthRdpStatistics *statistics)
{
  Report *report;

  report_new (self, BERTH_RDP_NEWS_STATISTICS, &report)->statistics = *statistics;
  report_send (report);
}

/*< private >
 * berth_rdp_link_report_frame:
 *
 * At most one of these is under way: a decoder is faster than a busy main loop.
 */
void
berth_rdp_link_report_frame (BerthRdpLink *self)
{
  if (g_atomic_int_compare_and_exchange (&self->frame_told, FALSE, TRUE))
    berth_rdp_link_report (self, BERTH_RDP_NEWS_FRAME);
}
