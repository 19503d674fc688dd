/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-desktop.h"

#include "berth-sandbox-cell.h"
#include "berth-sandbox-port.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define RDP_PORT 3389
/* Where the machine has what its desktop is installed from. */
#define SHARE "opt/berth/desktop/"
#define WANTED "etc/systemd/system/multi-user.target.wants/berth-first-boot.service"
#define RESOURCE_PATH "/io/github/berth/Berth/sandbox/guest/"
#define FIRST_DISPLAY 30
#define LAST_DISPLAY 99

/* Made by compiling guest.gresource.xml. */
extern GResource *berth_sandbox_guest_files_get_resource (void);

/**
 * BerthSandboxDesktop:
 *
 * The desktop of one practice machine: xrdp on the machine's own loopback address, in
 * front of an X server and a window manager that stand ready in the machine's cell. Its
 * files lie ready in each machine; they are put in place when it is installed, at the
 * first boot or later.
 *
 * Owned by the machine's host; prepared on a worker thread, before it is asked anything.
 */
struct _BerthSandboxDesktop {
  GObject parent_instance;

  BerthSandboxGuest *guest;
  char *folder;
  char *address;
  const char *obstacle; /* nullable */
  guint16 port;
  guint display;
};

G_DEFINE_FINAL_TYPE (BerthSandboxDesktop, berth_sandbox_desktop, G_TYPE_OBJECT)

static void
berth_sandbox_desktop_finalize (GObject *object)
{
  BerthSandboxDesktop *self = BERTH_SANDBOX_DESKTOP (object);

  g_clear_pointer (&self->guest, berth_sandbox_guest_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (berth_sandbox_desktop_parent_class)->finalize (object);
}

static void
berth_sandbox_desktop_class_init (BerthSandboxDesktopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_sandbox_desktop_finalize;
}

static void
berth_sandbox_desktop_init (BerthSandboxDesktop *self)
{
}

static gboolean
has_program (const char *name)
{
  g_autofree char *found = g_find_program_in_path (name);
  g_autofree char *system = g_build_filename ("/usr/sbin", name, NULL);

  return found != NULL || g_file_test (system, G_FILE_TEST_IS_EXECUTABLE);
}

static gboolean
has_programs (const char *const *names)
{
  for (; *names != NULL; names++) {
    if (!has_program (*names))
      return FALSE;
  }
  return TRUE;
}

static const char *
find_obstacle (void)
{
  static const char *const xfce[]
    = { "xfwm4", "xfce4-panel", "xfdesktop", "xfsettingsd", NULL };
  static const char *const plain[] = { "x-window-manager", "xterm", NULL };

  if (!has_programs ((const char *[]) { "xrdp", "xrdp-sesman", "xrdp-chansrv",
                                        "xrdp-keygen", "Xorg", NULL })
      || !g_file_test ("/etc/X11/xrdp/xorg.conf", G_FILE_TEST_EXISTS))
    return "xrdp is not installed on this computer, so this practice machine has no "
           "desktop. Install xrdp and xorgxrdp.";
  if (!has_programs (xfce) && !has_programs (plain))
    return "No window manager is installed on this computer, so this practice machine "
           "has no desktop. Install xfce4.";
  if (!has_programs ((const char *[]) { "openssl", "dbus-run-session", NULL }))
    return "OpenSSL or D-Bus is not installed on this computer, so this practice machine "
           "has no desktop. Install openssl and dbus-daemon.";
  return NULL;
}

/* The X library looks for a display among the abstract sockets first, which all machines
 * and the person's own session share: the machine takes a number that is nobody's there,
 * and does not listen there itself. */
static guint
find_display (void)
{
  g_autofree char *sockets = NULL;

  if (!g_file_get_contents ("/proc/net/unix", &sockets, NULL, NULL))
    return FIRST_DISPLAY;
  for (guint display = FIRST_DISPLAY; display < LAST_DISPLAY; display++) {
    g_autofree char *name = g_strdup_printf ("@/tmp/.X11-unix/X%u\n", display);

    if (strstr (sockets, name) == NULL)
      return display;
  }
  return LAST_DISPLAY;
}

static char *
fill_in (BerthSandboxDesktop *self, const char *text)
{
  g_autoptr (GString) filled = g_string_new (text);
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *display = g_strdup_printf ("%u", self->display);

  g_string_replace (filled, "@ADDRESS@", self->address, 0);
  g_string_replace (filled, "@PORT@", port, 0);
  g_string_replace (filled, "@DISPLAY@", display, 0);
  g_string_replace (filled, "@HOST@", self->guest->host_name, 0);
  g_string_replace (filled, "@UID@", G_STRINGIFY (BERTH_SANDBOX_CELL_UID), 0);
  return g_strdup (filled->str);
}

static gboolean
write_file (BerthSandboxDesktop *self,
            const char *resource,
            const char *name,
            int mode,
            GError **error)
{
  g_autofree char *source = g_strconcat (RESOURCE_PATH, resource, NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes
    = g_resource_lookup_data (berth_sandbox_guest_files_get_resource (), source,
                              G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return FALSE;
  g_mkdir_with_parents (parent, 0755);
  text = fill_in (self, g_bytes_get_data (bytes, NULL));
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode,
                                   error);
}

static gboolean
write_settings (BerthSandboxDesktop *self, GError **error)
{
  static const char *const channels[]
    = { "xfwm4.xml", "xfce4-panel.xml", "xfce4-desktop.xml", "xsettings.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++) {
    g_autofree char *name = g_build_filename (
      SHARE "home/.config/xfce4/xfconf/xfce-perchannel-xml", channels[i], NULL);

    if (!write_file (self, channels[i], name, 0644, error))
      return FALSE;
  }
  return write_file (self, "readme.txt", SHARE "home/Desktop/About this machine.txt",
                     0644, error);
}

static gboolean
copy_keyboards (BerthSandboxDesktop *self, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open ("/etc/xrdp", 0, error);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *from = g_build_filename ("/etc/xrdp", name, NULL);
    g_autofree char *to = g_build_filename (self->folder, SHARE "etc/xrdp", name, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;

    if (!g_str_has_prefix (name, "km-") && !g_str_equal (name, "xrdp_keyboard.ini"))
      continue;
    if (!g_file_get_contents (from, &text, &length, error)
        || !g_file_set_contents (to, text, (gssize) length, error))
      return FALSE;
  }
  return dir != NULL;
}

/* No password is right until one is set. Not "!", which sshd takes for an account that
 * nobody may enter, not by key either. */
static gboolean
lock_account (BerthSandboxDesktop *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "etc/shadow", NULL);
  g_autofree char *text = g_strdup_printf ("%s:*:1:0:99999:7:::\n", self->guest->user);

  return g_file_test (path, G_FILE_TEST_EXISTS)
         || g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                      0600, error);
}

static gboolean
write_machine_id (BerthSandboxDesktop *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "etc/machine-id", NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (GString) text = g_string_new (uuid);

  g_string_replace (text, "-", "", 0);
  g_string_append_c (text, '\n');
  return g_file_test (path, G_FILE_TEST_EXISTS)
         || g_file_set_contents (path, text->str, -1, error);
}

static gboolean
write_programs (BerthSandboxDesktop *self, GError **error)
{
  return write_file (self, "desktop.sh", "opt/berth/lib/desktop", 0755, error)
         && write_file (self, "session.sh", "opt/berth/lib/session", 0755, error)
         && write_file (self, "chpasswd.sh", "opt/berth/bin/chpasswd", 0755, error)
         && write_file (self, "systemctl.sh", "opt/berth/bin/systemctl", 0755, error)
         && write_file (self, "apt-get.sh", "opt/berth/bin/apt-get", 0755, error)
         && write_file (self, "passwd.sh", "opt/berth/bin/passwd", 0755, error);
}

/* For the shell that installs it. */
static gboolean
write_variables (BerthSandboxDesktop *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, SHARE "settings", NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *obstacle
    = g_shell_quote (self->obstacle != NULL ? self->obstacle : "");
  g_autofree char *text = NULL;
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (seconds, sizeof seconds, "%.3f", self->guest->boot_step_seconds);
  text = g_strdup_printf ("display=%u\nseconds=%s\nobstacle=%s\n", self->display, seconds,
                          obstacle);
  g_mkdir_with_parents (parent, 0755);
  return g_file_set_contents (path, text, -1, error);
}

/* As systemd has it where a unit is wanted at each boot. */
static gboolean
enable (BerthSandboxDesktop *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, WANTED, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (parent, 0755);
  return g_file_test (path, G_FILE_TEST_IS_SYMLINK)
         || g_file_make_symbolic_link (file, "../berth-first-boot.service", NULL, error);
}

static gboolean
is_enabled (BerthSandboxDesktop *self)
{
  g_autofree char *path = g_build_filename (self->folder, WANTED, NULL);

  return g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
write_server (BerthSandboxDesktop *self, GError **error)
{
  return write_file (self, "xrdp.ini", SHARE "etc/xrdp/xrdp.ini", 0644, error)
         && write_file (self, "sesman.ini", SHARE "etc/xrdp/sesman.ini", 0644, error)
         && write_file (self, "xrdp-sesman.pam", SHARE "etc/pam.d/xrdp-sesman", 0644,
                        error)
         && copy_keyboards (self, error);
}

/**
 * berth_sandbox_desktop_new:
 * @guest: the machine's inside; copied
 * @folder: the machine's folder
 * @address: the machine's loopback address
 */
BerthSandboxDesktop *
berth_sandbox_desktop_new (const BerthSandboxGuest *guest,
                           const char *folder,
                           const char *address)
{
  BerthSandboxDesktop *self = g_object_new (BERTH_TYPE_SANDBOX_DESKTOP, NULL);

  self->guest = berth_sandbox_guest_copy (guest);
  self->folder = g_strdup (folder);
  self->address = g_strdup (address);
  return self;
}

/**
 * berth_sandbox_desktop_prepare:
 *
 * Writes what the desktop needs into the machine's folder. Where its programs are missing
 * that is no error: the machine's first boot tells so, and
 * berth_sandbox_desktop_get_obstacle() does. Blocking: call it on a worker thread.
 *
 * Returns: %FALSE with @error set to a #GFileError or what a program's failure is
 */
gboolean
berth_sandbox_desktop_prepare (BerthSandboxDesktop *self, GError **error)
{
  g_autofree char *note = NULL;

  g_return_val_if_fail (BERTH_IS_SANDBOX_DESKTOP (self), FALSE);

  note = g_build_filename (self->folder, "desktop-port", NULL);
  self->obstacle = find_obstacle ();
  self->port = berth_sandbox_port_choose (note, self->address, RDP_PORT);
  self->display = find_display ();
  if (self->obstacle == NULL && self->port == 0)
    self->obstacle = "No port is free for this practice machine's desktop.";
  if (!write_programs (self, error) || !write_variables (self, error)
      || !lock_account (self, error) || !write_machine_id (self, error)
      || (self->guest->desktop && !enable (self, error)))
    return FALSE;
  if (self->obstacle != NULL)
    return TRUE;
  if (!write_server (self, error) || !write_settings (self, error))
    return FALSE;
  berth_sandbox_port_note (note, self->port);
  return TRUE;
}

/**
 * berth_sandbox_desktop_get_obstacle:
 *
 * Returns: (transfer none) (nullable): why there is no desktop on this computer
 */
const char *
berth_sandbox_desktop_get_obstacle (BerthSandboxDesktop *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_DESKTOP (self), NULL);

  return self->obstacle;
}

/**
 * berth_sandbox_desktop_get_port:
 *
 * Returns: the port that xrdp listens on, 0 where no desktop is installed
 */
guint16
berth_sandbox_desktop_get_port (BerthSandboxDesktop *self)
{
  g_return_val_if_fail (BERTH_IS_SANDBOX_DESKTOP (self), 0);

  return self->obstacle == NULL && is_enabled (self) ? self->port : 0;
}

/**
 * berth_sandbox_desktop_wrap_command:
 * @command: what else runs in the machine, with its arguments
 *
 * Returns: (transfer full): a command that starts the desktop, where one is installed or
 *   is to be, and becomes @command
 */
char **
berth_sandbox_desktop_wrap_command (BerthSandboxDesktop *self, const char *const *command)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();

  g_return_val_if_fail (BERTH_IS_SANDBOX_DESKTOP (self), NULL);

  /* Whoever enters at once sees that the first boot is not over, or where xrdp is now. */
  g_strv_builder_add_many (
    argv, "sh", "-c",
    "mkdir -p /var/log; "
    "if /opt/berth/bin/systemctl is-enabled berth-first-boot.service; then "
    "[ ! -e /etc/xrdp/xrdp.ini ] || cp -r /opt/berth/desktop/etc/. /etc/; "
    "/opt/berth/bin/systemctl start berth-first-boot.service; "
    "fi >/dev/null 2>&1; exec \"$@\"",
    "boot", NULL);
  g_strv_builder_addv (argv, (const char **) command);
  return g_strv_builder_end (argv);
}
