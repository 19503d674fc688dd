/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-devices.h"

#include "berth-rdp-shared-folder.h"

#include <freerdp/channels/audin.h>
#include <freerdp/channels/rdpdr.h>
#include <freerdp/channels/rdpsnd.h>
#include <freerdp/client.h>
#include <freerdp/client/cmdline.h>

/* FreeRDP tries every sound system it knows without this, down to one that plays to
 * nobody while the desktop sends. PipeWire has this one too. */
#define SOUND_SYSTEM "sys:pulse"

#define DEFAULT_NAME "Berth"

/* Channels of FreeRDP's that it would load, or that nobody here has a use for: what is
 * not loaded cannot be attacked. */
static const FreeRDP_Settings_Keys_Bool unused[] = {
  FreeRDP_SupportGeometryTracking, FreeRDP_SupportVideoOptimized,
  FreeRDP_SupportEchoChannel,      FreeRDP_SupportSSHAgentChannel,
  FreeRDP_EncomspVirtualChannel,   FreeRDP_RemdeskVirtualChannel,
  FreeRDP_RemoteApplicationMode,   FreeRDP_RemoteConsoleAudio,
  FreeRDP_RedirectDrives,          FreeRDP_RedirectHomeDrive,
  FreeRDP_RedirectPrinters,        FreeRDP_RedirectSmartCards,
  FreeRDP_RedirectSerialPorts,     FreeRDP_RedirectParallelPorts,
};

/* Where the server's socket is, or is told to be; a server that a bus would start when
 * somebody asks has one as well. */
static gboolean
has_sound_server (void)
{
  const char *named = g_getenv ("PULSE_SERVER");
  g_autofree char *socket
    = g_build_filename (g_get_user_runtime_dir (), "pulse", "native", NULL);

  return (named != NULL && *named != '\0') || g_file_test (socket, G_FILE_TEST_EXISTS);
}

static gboolean
fill_unused (rdpSettings *settings)
{
  gboolean ok = freerdp_settings_set_bool (settings, FreeRDP_DeviceRedirection, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (unused); i++)
    ok = ok && freerdp_settings_set_bool (settings, unused[i], FALSE);
  return ok;
}

static gboolean
fill_sound (rdpSettings *settings, gboolean wanted)
{
  const char *const channel[] = { RDPSND_CHANNEL_NAME, SOUND_SYSTEM };

  if (!freerdp_settings_set_bool (settings, FreeRDP_AudioPlayback, wanted))
    return FALSE;
  return !wanted
         || (freerdp_client_add_static_channel (settings, G_N_ELEMENTS (channel), channel)
             && freerdp_client_add_dynamic_channel (settings, G_N_ELEMENTS (channel),
                                                    channel));
}

static gboolean
fill_microphone (rdpSettings *settings, gboolean wanted)
{
  const char *const channel[] = { AUDIN_CHANNEL_NAME, SOUND_SYSTEM };

  if (!freerdp_settings_set_bool (settings, FreeRDP_AudioCapture, wanted))
    return FALSE;
  return !wanted
         || freerdp_client_add_dynamic_channel (settings, G_N_ELEMENTS (channel),
                                                channel);
}

/* One folder and nothing beside it. One that should not be shared is left out even if
 * nobody checked it before. */
static gboolean
fill_drive (rdpSettings *settings, const char *path, const char *name)
{
  g_autofree char *folder = berth_rdp_shared_folder_resolve (path, NULL);
  const char *const device[] = { "drive", name != NULL ? name : DEFAULT_NAME, folder };

  if (folder == NULL)
    return TRUE;
  return freerdp_settings_set_bool (settings, FreeRDP_DeviceRedirection, TRUE)
         && freerdp_client_add_device_channel (settings, G_N_ELEMENTS (device), device);
}

/*< private >
 * berth_rdp_devices_fill:
 * @shared_path: (nullable): the folder of %BERTH_RDP_FEATURE_DRIVE
 * @shared_name: (nullable): how the desktop calls it
 *
 * Sets which channels there are beside those of the picture: exactly those that
 * @features ask for. Sound is left out where there is nothing to hear it with.
 *
 * Returns: %FALSE when FreeRDP refuses one of the settings
 */
gboolean
berth_rdp_devices_fill (rdpSettings *settings,
                        BerthRdpFeatures features,
                        const char *shared_path,
                        const char *shared_name)
{
  gboolean sound = has_sound_server ();

  return fill_unused (settings)
         && freerdp_settings_set_bool (settings, FreeRDP_RedirectClipboard,
                                       (features & BERTH_RDP_FEATURE_CLIPBOARD) != 0)
         && fill_sound (settings, sound && (features & BERTH_RDP_FEATURE_AUDIO_OUT) != 0)
         && fill_microphone (settings,
                             sound && (features & BERTH_RDP_FEATURE_MICROPHONE) != 0)
         && ((features & BERTH_RDP_FEATURE_DRIVE) == 0 || shared_path == NULL
             || fill_drive (settings, shared_path, shared_name));
}

/* For each of these FreeRDP has the device channel loaded as well, and sound that nobody
 * hears with it. They work without. */
static const FreeRDP_Settings_Keys_Bool dragging[] = {
  FreeRDP_NetworkAutoDetect,
  FreeRDP_SupportHeartbeatPdu,
  FreeRDP_SupportMultitransport,
};

/*< private >
 * berth_rdp_devices_load:
 *
 * For FreeRDP's `LoadChannels`: loads what the settings ask for and nothing that comes
 * along with it.
 */
BOOL
berth_rdp_devices_load (freerdp *instance)
{
  rdpSettings *settings = instance->context->settings;
  BOOL wanted[G_N_ELEMENTS (dragging)];
  BOOL ok = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (dragging); i++) {
    wanted[i] = freerdp_settings_get_bool (settings, dragging[i]);
    ok = ok && freerdp_settings_set_bool (settings, dragging[i], FALSE);
  }
  ok = ok && freerdp_client_load_channels (instance);
  for (gsize i = 0; i < G_N_ELEMENTS (dragging); i++)
    ok = freerdp_settings_set_bool (settings, dragging[i], wanted[i]) && ok;
  return ok;
}
