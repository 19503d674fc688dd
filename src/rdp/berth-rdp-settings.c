/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-settings.h"

#include "berth-rdp-devices.h"

#include <freerdp/client/cmdline.h>
#include <freerdp/constants.h>
#include <freerdp/locale/locale.h>
#include <freerdp/settings.h>
#include <locale.h>

/* Servers and decoders disagree about AVC444 in smaller pictures. */
#define AVC444_WIDTH_MIN 641
#define AVC444_HEIGHT_MIN 481

typedef struct {
  FreeRDP_Settings_Keys_Bool key;
  BOOL value;
} Switch;

/* Never the RDP security layer of old, which proves nothing about the server. */
static const Switch switches[] = {
  { FreeRDP_NlaSecurity, TRUE },
  { FreeRDP_TlsSecurity, TRUE },
  { FreeRDP_RdpSecurity, FALSE },
  { FreeRDP_ExternalCertificateManagement, TRUE },
  { FreeRDP_AutoLogonEnabled, TRUE },
  /* We connect anew ourselves, with a context that knows nothing of the old one. */
  { FreeRDP_AutoReconnectionEnabled, FALSE },
  /* FreeRDP's sound channel has a thread else that it does not wait for before it frees
   * what that thread plays to. Playing never blocks, so ours does it as well. */
  { FreeRDP_SynchronousStaticChannels, TRUE },
  { FreeRDP_SupportGraphicsPipeline, TRUE },
  { FreeRDP_GfxProgressive, TRUE },
  { FreeRDP_GfxH264, TRUE },
  { FreeRDP_GfxSmallCache, FALSE },
  { FreeRDP_GfxThinClient, FALSE },
  { FreeRDP_RemoteFxCodec, TRUE },
  { FreeRDP_NSCodec, TRUE },
  { FreeRDP_FastPathInput, TRUE },
  { FreeRDP_FastPathOutput, TRUE },
  { FreeRDP_FrameMarkerCommandEnabled, TRUE },
  { FreeRDP_SurfaceFrameMarkerEnabled, TRUE },
  { FreeRDP_SupportDisplayControl, TRUE },
  { FreeRDP_DynamicResolutionUpdate, TRUE },
  { FreeRDP_SupportHeartbeatPdu, TRUE },
  { FreeRDP_NetworkAutoDetect, TRUE },
  { FreeRDP_UnicodeInput, TRUE },
  { FreeRDP_HasHorizontalWheel, TRUE },
  { FreeRDP_HasExtendedMouseEvent, TRUE },
  { FreeRDP_MultiTouchInput, TRUE },
  { FreeRDP_AllowFontSmoothing, TRUE },
  { FreeRDP_AllowDesktopComposition, TRUE },
  { FreeRDP_GrabKeyboard, FALSE },
};

static gboolean
fill_switches (rdpSettings *settings)
{
  gboolean ok = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    ok = ok && freerdp_settings_set_bool (settings, switches[i].key, switches[i].value);
  return ok;
}

static gboolean
fill_target (rdpSettings *settings, BerthRdpTarget *target)
{
  return freerdp_settings_set_string (settings, FreeRDP_ServerHostname,
                                      berth_rdp_target_get_host (target))
         && freerdp_settings_set_uint32 (settings, FreeRDP_ServerPort,
                                         berth_rdp_target_get_port (target))
         && freerdp_settings_set_string (settings, FreeRDP_Username,
                                         berth_rdp_target_get_user (target))
         && freerdp_settings_set_string (settings, FreeRDP_Domain,
                                         berth_rdp_target_get_domain (target));
}

static gboolean
fill_size (rdpSettings *settings, const BerthRdpSize *size)
{
  gboolean avc444 = size->width >= AVC444_WIDTH_MIN && size->height >= AVC444_HEIGHT_MIN;

  return freerdp_settings_set_uint32 (settings, FreeRDP_DesktopWidth, size->width)
         && freerdp_settings_set_uint32 (settings, FreeRDP_DesktopHeight, size->height)
         && freerdp_settings_set_uint32 (settings, FreeRDP_DesktopScaleFactor,
                                         size->desktop_scale)
         && freerdp_settings_set_uint32 (settings, FreeRDP_DeviceScaleFactor,
                                         size->device_scale)
         && freerdp_settings_set_uint32 (
           settings, FreeRDP_DesktopPhysicalWidth,
           berth_rdp_size_to_millimetres (size, size->width))
         && freerdp_settings_set_uint32 (
           settings, FreeRDP_DesktopPhysicalHeight,
           berth_rdp_size_to_millimetres (size, size->height))
         && freerdp_settings_set_uint32 (settings, FreeRDP_ColorDepth, 32)
         && freerdp_settings_set_bool (settings, FreeRDP_GfxAVC444, avc444)
         && freerdp_settings_set_bool (settings, FreeRDP_GfxAVC444v2, avc444);
}

static void
fill_monitor (rdpMonitor *target, const BerthRdpMonitor *monitor)
{
  BerthRdpSize size
    = berth_rdp_size_fit (monitor->width, monitor->height, monitor->scale);

  target->x = monitor->x;
  target->y = monitor->y;
  target->width = (INT32) size.width;
  target->height = (INT32) size.height;
  target->is_primary = monitor->is_primary;
  target->attributes.physicalWidth = berth_rdp_size_to_millimetres (&size, size.width);
  target->attributes.physicalHeight = berth_rdp_size_to_millimetres (&size, size.height);
  target->attributes.desktopScaleFactor = size.desktop_scale;
  target->attributes.deviceScaleFactor = size.device_scale;
}

/* So that a connection that is made anew begins on all of them. */
static gboolean
fill_monitors (rdpSettings *settings, const BerthRdpSize *size)
{
  rdpMonitor monitors[BERTH_RDP_MONITORS_MAX] = { 0 };

  if (size->n_monitors == 0)
    return TRUE;
  for (guint i = 0; i < size->n_monitors; i++)
    fill_monitor (&monitors[i], &size->monitors[i]);
  return freerdp_settings_set_bool (settings, FreeRDP_UseMultimon, TRUE)
         && freerdp_settings_set_bool (settings, FreeRDP_HasMonitorAttributes, TRUE)
         && freerdp_settings_set_monitor_def_array_sorted (settings, monitors,
                                                           size->n_monitors);
}

/* Keys go as scancodes, so that the desktop's own layout decides; this only says which
 * one to begin with. */
static gboolean
fill_keyboard (rdpSettings *settings)
{
  const char *locale = setlocale (LC_CTYPE, NULL);
  int64_t layout
    = locale != NULL ? freerdp_detect_keyboard_layout_from_locale (locale) : -1;

  if (layout <= 0 || layout > G_MAXUINT32)
    return TRUE;
  return freerdp_settings_set_uint32 (settings, FreeRDP_KeyboardLayout, (UINT32) layout);
}

/*< private >
 * berth_rdp_settings_fill:
 *
 * Returns: %FALSE when FreeRDP refuses one of them
 */
gboolean
berth_rdp_settings_fill (rdpSettings *settings,
                         BerthRdpLink *link,
                         const BerthRdpSize *size)
{
  return fill_switches (settings)
         && berth_rdp_devices_fill (settings, link->features, link->shared_path,
                                    link->shared_name)
         && fill_target (settings, link->target) && fill_size (settings, size)
         && fill_monitors (settings, size) && fill_keyboard (settings)
         && freerdp_settings_set_uint32 (settings, FreeRDP_OsMajorType, OSMAJORTYPE_UNIX)
         && freerdp_settings_set_uint32 (settings, FreeRDP_OsMinorType,
                                         OSMINORTYPE_NATIVE_XSERVER)
         && freerdp_set_connection_type (settings, CONNECTION_TYPE_AUTODETECT);
}
