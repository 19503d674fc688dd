/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-practice-test.h"

G_BEGIN_DECLS

BerthPracticeTest *berth_recording_test_new (const char *scenario);
void berth_recording_test_expect (DexFuture *future);
void berth_recording_test_ask (BerthPracticeTest *cloud,
                               const char *method,
                               const char *path,
                               const char *api_version,
                               const char *body);
void berth_recording_test_ask_refused (BerthPracticeTest *cloud,
                                       const char *method,
                                       const char *path,
                                       const char *api_version,
                                       const char *body);

void berth_recording_add_other_clients (void);

G_END_DECLS
