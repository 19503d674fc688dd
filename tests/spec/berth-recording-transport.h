/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-http-transport.h"

G_BEGIN_DECLS

#define BERTH_TYPE_RECORDING_TRANSPORT (berth_recording_transport_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthRecordingTransport, berth_recording_transport, BERTH, RECORDING_TRANSPORT, GObject)

BerthRecordingTransport *berth_recording_transport_new (BerthHttpTransport *next,
                                                        const char *path);

G_END_DECLS
