/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-arm-client.h"
#include "berth-deployment-operation.h"
#include "berth-deployment.h"

G_BEGIN_DECLS

DexFuture *
berth_deployments_validate (BerthArmClient *client,
                            const char *subscription_id,
                            const char *group,
                            const char *name,
                            JsonNode *template,
                            JsonNode *parameters,
                            GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_deployments_what_if (BerthArmClient *client,
                           const char *subscription_id,
                           const char *group,
                           const char *name,
                           JsonNode *template,
                           JsonNode *parameters,
                           GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_deployments_create (BerthArmClient *client,
                                     const char *subscription_id,
                                     const char *group,
                                     const char *name,
                                     JsonNode *template,
                                     JsonNode *parameters,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_deployments_get (BerthArmClient *client,
                                  const char *subscription_id,
                                  const char *group,
                                  const char *name,
                                  GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *
berth_deployments_list_operations (BerthArmClient *client,
                                   const char *subscription_id,
                                   const char *group,
                                   const char *name,
                                   GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *berth_deployments_cancel (BerthArmClient *client,
                                     const char *subscription_id,
                                     const char *group,
                                     const char *name,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
