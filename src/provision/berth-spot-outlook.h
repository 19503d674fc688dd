/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-spot-record.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SPOT_OUTLOOK (berth_spot_outlook_get_type ())
G_DECLARE_FINAL_TYPE (BerthSpotOutlook, berth_spot_outlook, BERTH, SPOT_OUTLOOK, GObject)

BerthSpotOutlook *berth_spot_outlook_new (BerthArmClient *client,
                                          const char *subscription_id,
                                          const char *location,
                                          const char *size,
                                          const char *folder);

BerthSpotRecord *berth_spot_outlook_get_record (BerthSpotOutlook *self);
const GError *berth_spot_outlook_get_history_error (BerthSpotOutlook *self);
const GError *berth_spot_outlook_get_score_error (BerthSpotOutlook *self);
gboolean berth_spot_outlook_is_busy (BerthSpotOutlook *self);
gboolean berth_spot_outlook_is_about (BerthSpotOutlook *self,
                                      const char *subscription_id,
                                      const char *location,
                                      const char *size);

G_END_DECLS
