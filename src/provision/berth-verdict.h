/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-fix.h"

G_BEGIN_DECLS

#define BERTH_TYPE_VERDICT (berth_verdict_get_type ())
G_DECLARE_FINAL_TYPE (BerthVerdict, berth_verdict, BERTH, VERDICT, GObject)

/**
 * BerthVerdictTopic:
 * @BERTH_VERDICT_TOPIC_NAME: the machine's name
 * @BERTH_VERDICT_TOPIC_GROUP: the resource group
 * @BERTH_VERDICT_TOPIC_REGION: the region and the services that are switched on
 * @BERTH_VERDICT_TOPIC_IMAGE: the image, and whether it fits the size
 * @BERTH_VERDICT_TOPIC_TERMS: the terms of the image's plan
 * @BERTH_VERDICT_TOPIC_SIZE: whether the size can be had
 * @BERTH_VERDICT_TOPIC_QUOTA: whether enough cores are granted
 * @BERTH_VERDICT_TOPIC_SPOT: Spot ability and eviction
 * @BERTH_VERDICT_TOPIC_PRICE: the price against the maximum
 * @BERTH_VERDICT_TOPIC_USER: the user's name
 * @BERTH_VERDICT_TOPIC_KEY: the SSH key
 * @BERTH_VERDICT_TOPIC_ACCESS: who may connect
 *
 * What a verdict is about.
 */
typedef enum {
  BERTH_VERDICT_TOPIC_NAME,
  BERTH_VERDICT_TOPIC_GROUP,
  BERTH_VERDICT_TOPIC_REGION,
  BERTH_VERDICT_TOPIC_IMAGE,
  BERTH_VERDICT_TOPIC_TERMS,
  BERTH_VERDICT_TOPIC_SIZE,
  BERTH_VERDICT_TOPIC_QUOTA,
  BERTH_VERDICT_TOPIC_SPOT,
  BERTH_VERDICT_TOPIC_PRICE,
  BERTH_VERDICT_TOPIC_USER,
  BERTH_VERDICT_TOPIC_KEY,
  BERTH_VERDICT_TOPIC_ACCESS,
} BerthVerdictTopic;

/**
 * BerthVerdictLevel:
 * @BERTH_VERDICT_LEVEL_FINE: it will work
 * @BERTH_VERDICT_LEVEL_UNKNOWN: nobody could be asked
 * @BERTH_VERDICT_LEVEL_WARNING: it will work, with a drawback
 * @BERTH_VERDICT_LEVEL_OPEN: a choice is still to be made
 * @BERTH_VERDICT_LEVEL_BLOCKED: Azure will refuse it
 *
 * How bad it is, in rising order. From %BERTH_VERDICT_LEVEL_OPEN on nothing can be
 * created.
 */
typedef enum {
  BERTH_VERDICT_LEVEL_FINE,
  BERTH_VERDICT_LEVEL_UNKNOWN,
  BERTH_VERDICT_LEVEL_WARNING,
  BERTH_VERDICT_LEVEL_OPEN,
  BERTH_VERDICT_LEVEL_BLOCKED,
} BerthVerdictLevel;

BerthVerdict *berth_verdict_new (BerthVerdictTopic topic,
                                 BerthVerdictLevel level,
                                 const char *title,
                                 const char *detail,
                                 BerthFix *fix);
BerthVerdict *
berth_verdict_with_source (BerthVerdict *self, const char *source, gint64 checked_at);

gboolean berth_verdict_equal (BerthVerdict *self, BerthVerdict *other);

BerthVerdictTopic berth_verdict_get_topic (BerthVerdict *self);
BerthVerdictLevel berth_verdict_get_level (BerthVerdict *self);
const char *berth_verdict_get_title (BerthVerdict *self);
const char *berth_verdict_get_detail (BerthVerdict *self);
const char *berth_verdict_get_source (BerthVerdict *self);
gint64 berth_verdict_get_checked_at (BerthVerdict *self);
BerthFix *berth_verdict_get_fix (BerthVerdict *self);

G_END_DECLS
