/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-rdp-devices.h"
#include "berth-rdp-shared-folder.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

/* The switches of FreeRDP's that have a channel loaded, as the client library reads them.
 */
static const struct {
  FreeRDP_Settings_Keys_Bool key;
  const char *name;
} switches[] = {
  { FreeRDP_RedirectClipboard, "cliprdr" },
  { FreeRDP_AudioPlayback, "rdpsnd" },
  { FreeRDP_AudioCapture, "audin" },
  { FreeRDP_DeviceRedirection, "rdpdr" },
  { FreeRDP_SupportGeometryTracking, "geometry" },
  { FreeRDP_SupportVideoOptimized, "video" },
  { FreeRDP_SupportEchoChannel, "echo" },
  { FreeRDP_SupportSSHAgentChannel, "sshagent" },
  { FreeRDP_EncomspVirtualChannel, "encomsp" },
  { FreeRDP_RemdeskVirtualChannel, "remdesk" },
  { FreeRDP_RemoteApplicationMode, "rail" },
};

static char *
list_channels (rdpSettings *settings)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (freerdp_settings_get_bool (settings, switches[i].key))
      g_strv_builder_add (names, switches[i].name);
  all = g_strv_builder_end (names);
  return g_strjoinv (" ", all);
}

static rdpSettings *
fill (BerthRdpFeatures features, const char *path)
{
  rdpSettings *settings = freerdp_settings_new (0);

  g_assert_true (berth_rdp_devices_fill (settings, features, path, "Shared"));
  return settings;
}

static void
assert_channels (BerthRdpFeatures features, const char *path, const char *expected)
{
  rdpSettings *settings = fill (features, path);
  g_autofree char *channels = list_channels (settings);

  g_assert_cmpstr (channels, ==, expected);
  freerdp_settings_free (settings);
}

static void
test_channels (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  BerthRdpFeatures all = BERTH_RDP_FEATURE_CLIPBOARD | BERTH_RDP_FEATURE_AUDIO_OUT
                         | BERTH_RDP_FEATURE_MICROPHONE | BERTH_RDP_FEATURE_DRIVE;

  g_setenv ("PULSE_SERVER", "unix:/nowhere", TRUE);
  assert_channels (BERTH_RDP_FEATURE_NONE, folder, "");
  assert_channels (BERTH_RDP_FEATURE_CLIPBOARD, folder, "cliprdr");
  assert_channels (BERTH_RDP_FEATURE_AUDIO_OUT, folder, "rdpsnd");
  assert_channels (BERTH_RDP_FEATURE_MICROPHONE, folder, "audin");
  assert_channels (BERTH_RDP_FEATURE_DRIVE, folder, "rdpdr");
  assert_channels (BERTH_RDP_FEATURE_DRIVE, NULL, "");
  assert_channels (all, folder, "cliprdr rdpsnd audin rdpdr");

  /* Nothing to hear with is no error, and no channel. */
  g_unsetenv ("PULSE_SERVER");
  assert_channels (all, folder, "cliprdr rdpdr");
  berth_test_remove_folder (folder);
}

static void
test_drive (void)
{
  g_autofree char *folder = berth_test_make_folder ();
  rdpSettings *settings = fill (BERTH_RDP_FEATURE_DRIVE, folder);
  RDPDR_DRIVE *drive;

  g_assert_cmpuint (freerdp_settings_get_uint32 (settings, FreeRDP_DeviceCount), ==, 1);
  drive = (RDPDR_DRIVE *) freerdp_device_collection_find (settings, "Shared");
  g_assert_nonnull (drive);
  g_assert_cmpstr (drive->Path, ==, folder);
  freerdp_settings_free (settings);
  berth_test_remove_folder (folder);

  /* What should not be shared is not, whoever asks. */
  settings = fill (BERTH_RDP_FEATURE_DRIVE, "/");
  g_assert_cmpuint (freerdp_settings_get_uint32 (settings, FreeRDP_DeviceCount), ==, 0);
  g_assert_false (freerdp_settings_get_bool (settings, FreeRDP_DeviceRedirection));
  freerdp_settings_free (settings);
}

static void
assert_refused (const char *path, GIOErrorEnum code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *resolved = berth_rdp_shared_folder_resolve (path, &error);

  g_assert_null (resolved);
  g_assert_error (error, G_IO_ERROR, (gint) code);
}

/* Home is this test's own folder: G_TEST_OPTION_ISOLATE_DIRS makes it so. */
static void
test_folders (void)
{
  const char *home = g_get_home_dir ();
  g_autofree char *parent = g_path_get_dirname (home);
  g_autofree char *fine = g_build_filename (home, "Shared", "with.dots", NULL);
  g_autofree char *hidden = g_build_filename (home, ".ssh", NULL);
  g_autofree char *inside = g_build_filename (home, "Shared", ".keys", NULL);
  g_autofree char *link = g_build_filename (home, "Shared", "link", NULL);
  g_autofree char *file = g_build_filename (home, "Shared", "file", NULL);
  g_autofree char *resolved = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (fine, 0700);
  g_mkdir_with_parents (hidden, 0700);
  g_mkdir_with_parents (inside, 0700);
  g_assert_cmpint (symlink (home, link), ==, 0);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  resolved = berth_rdp_shared_folder_resolve (fine, &error);
  g_assert_no_error (error);
  g_assert_nonnull (resolved);
  assert_refused ("/", G_IO_ERROR_PERMISSION_DENIED);
  assert_refused (home, G_IO_ERROR_PERMISSION_DENIED);
  assert_refused (parent, G_IO_ERROR_PERMISSION_DENIED);
  assert_refused (link, G_IO_ERROR_PERMISSION_DENIED);
  assert_refused (hidden, G_IO_ERROR_PERMISSION_DENIED);
  assert_refused (inside, G_IO_ERROR_PERMISSION_DENIED);
  assert_refused (file, G_IO_ERROR_NOT_DIRECTORY);
  assert_refused ("/nowhere", G_IO_ERROR_NOT_DIRECTORY);
}

static gboolean
tell_host_path (const char *folder, const char *path)
{
  return setxattr (folder, "user.document-portal.host-path", path, strlen (path), 0) == 0;
}

/* As a Flatpak sees it: a folder of the portal's, which is another in truth. */
static void
test_portal_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("berth-portal-XXXXXX", NULL);
  g_autofree char *hidden = g_build_filename (g_get_home_dir (), ".ssh", NULL);
  g_autofree char *resolved = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_home_dir (), 0700);
  if (!tell_host_path (folder, "/srv/shared")) {
    g_test_skip ("no extended attributes here");
  } else {
    resolved = berth_rdp_shared_folder_resolve (folder, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (resolved, ==, folder);
    g_assert_true (tell_host_path (folder, g_get_home_dir ()));
    assert_refused (folder, G_IO_ERROR_PERMISSION_DENIED);
    g_assert_true (tell_host_path (folder, hidden));
    assert_refused (folder, G_IO_ERROR_PERMISSION_DENIED);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/rdp/devices/channels", test_channels);
  g_test_add_func ("/rdp/devices/drive", test_drive);
  g_test_add_func ("/rdp/devices/folders", test_folders);
  g_test_add_func ("/rdp/devices/portal-folder", test_portal_folder);
  return g_test_run ();
}
