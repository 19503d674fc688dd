/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BerthRdpFeatures:
 * @BERTH_RDP_FEATURE_NONE: the picture, the keyboard and the pointer
 * @BERTH_RDP_FEATURE_CLIPBOARD: copying both ways
 * @BERTH_RDP_FEATURE_AUDIO_OUT: the desktop's sound is heard here
 * @BERTH_RDP_FEATURE_MICROPHONE: the desktop may listen
 * @BERTH_RDP_FEATURE_DRIVE: the desktop sees the folder of
 *   berth_rdp_session_set_shared_folder()
 *
 * What a session offers to the desktop beside the picture. What is not asked for stays
 * off, down to its channel.
 */
typedef enum {
  BERTH_RDP_FEATURE_NONE = 0,
  BERTH_RDP_FEATURE_CLIPBOARD = 1 << 0,
  BERTH_RDP_FEATURE_AUDIO_OUT = 1 << 1,
  BERTH_RDP_FEATURE_MICROPHONE = 1 << 2,
  BERTH_RDP_FEATURE_DRIVE = 1 << 3,
} BerthRdpFeatures;

G_END_DECLS
