/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "berth-arm-response.h"
#include "berth-azure-error.h"
#include "berth-clock.h"
#include "berth-cloud.h"
#include "berth-credential.h"

G_BEGIN_DECLS

#define BERTH_TYPE_ARM_CLIENT (berth_arm_client_get_type ())
G_DECLARE_FINAL_TYPE (BerthArmClient, berth_arm_client, BERTH, ARM_CLIENT, GObject)

/**
 * BerthParseFunc:
 * @object: one entry of an answer
 *
 * Returns: (transfer full) (nullable): the value; %NULL without @error skips the entry
 */
typedef gpointer (*BerthParseFunc) (JsonObject *object, GError **error);

BerthArmClient *berth_arm_client_new (BerthCloud *cloud,
                                      BerthCredential *credential,
                                      BerthHttpTransport *transport,
                                      BerthClock *clock);

BerthCloud *berth_arm_client_get_cloud (BerthArmClient *self);
BerthClock *berth_arm_client_get_clock (BerthArmClient *self);
BerthHttpTransport *berth_arm_client_get_open_transport (BerthArmClient *self);

DexFuture *berth_arm_client_send (BerthArmClient *self,
                                  const char *method,
                                  const char *path,
                                  const char *api_version,
                                  JsonNode *body,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_arm_client_get (BerthArmClient *self,
                                 const char *path,
                                 const char *api_version,
                                 BerthParseFunc parse,
                                 GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_arm_client_list (BerthArmClient *self,
                                  const char *path,
                                  const char *api_version,
                                  GType item_type,
                                  BerthParseFunc parse,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_arm_client_operate (BerthArmClient *self,
                                     const char *method,
                                     const char *path,
                                     const char *api_version,
                                     JsonNode *body,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

DexFuture *berth_arm_parse (DexFuture *answer,
                            BerthParseFunc parse) G_GNUC_WARN_UNUSED_RESULT;
char *berth_arm_path (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
