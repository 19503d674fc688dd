/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * BerthSizeRestriction:
 * @BERTH_SIZE_RESTRICTION_NONE: this subscription may use the size here
 * @BERTH_SIZE_RESTRICTION_LOCATION: not in this region
 * @BERTH_SIZE_RESTRICTION_ZONE: not in some zones of it; without a zone it works
 *
 * What stands between a subscription and a size.
 */
typedef enum {
  BERTH_SIZE_RESTRICTION_NONE,
  BERTH_SIZE_RESTRICTION_LOCATION,
  BERTH_SIZE_RESTRICTION_ZONE,
} BerthSizeRestriction;

#define BERTH_TYPE_SIZE (berth_size_get_type ())
G_DECLARE_FINAL_TYPE (BerthSize, berth_size, BERTH, SIZE, GObject)

gpointer berth_size_parse (JsonObject *object, GError **error);

const char *berth_size_get_name (BerthSize *self);
const char *berth_size_get_family (BerthSize *self);
const char *berth_size_get_architecture (BerthSize *self);
const char *berth_size_get_reason_code (BerthSize *self);
const char *const *berth_size_get_zones (BerthSize *self);
guint berth_size_get_vcpus (BerthSize *self);
double berth_size_get_memory_gib (BerthSize *self);
guint berth_size_get_gpus (BerthSize *self);
const char *berth_size_get_gpu_name (BerthSize *self);
guint berth_size_get_gpu_memory_gib (BerthSize *self);
gint64 berth_size_get_local_disk_mib (BerthSize *self);
BerthSizeRestriction berth_size_get_restriction (BerthSize *self);
gboolean berth_size_is_spot_capable (BerthSize *self);
gboolean berth_size_supports_gen1 (BerthSize *self);
gboolean berth_size_supports_gen2 (BerthSize *self);
gboolean berth_size_supports_premium_disk (BerthSize *self);
gboolean berth_size_supports_trusted_launch (BerthSize *self);
gboolean berth_size_supports_accelerated_networking (BerthSize *self);

G_END_DECLS
