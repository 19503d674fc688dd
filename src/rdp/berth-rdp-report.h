/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-rdp-certificate.h"
#include "berth-rdp-statistics.h"

G_BEGIN_DECLS

typedef enum {
  BERTH_RDP_NEWS_CERTIFICATE, /* the server showed one and is the right one */
  BERTH_RDP_NEWS_READY,       /* width, height */
  BERTH_RDP_NEWS_LOST,        /* to be connected anew */
  BERTH_RDP_NEWS_RESIZED,     /* width, height */
  BERTH_RDP_NEWS_RESIZABLE,   /* area_max, 0: not any more; monitors_max */
  BERTH_RDP_NEWS_FRAME,
  BERTH_RDP_NEWS_POINTER,
  BERTH_RDP_NEWS_STATISTICS, /* statistics */
} BerthRdpNews;

/* What a connection's thread tells its owner. */
typedef struct {
  BerthRdpNews news;
  guint width;
  guint height;
  guint64 area_max;
  guint monitors_max;
  BerthRdpCertificate *certificate; /* owned */
  BerthRdpStatistics statistics;
} BerthRdpReport;

G_END_DECLS
