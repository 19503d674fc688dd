/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-sandbox-guest.h"

#include "berth-sandbox-cell.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* What a practice machine has instead of a disk image: a few files of its own above the
 * system's programs. The scripts say of themselves what they simulate. */

#define ETC_PROFILE                                                                      \
  "export PATH=/opt/berth/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin\n"            \
  "if [ -n \"$BASH_VERSION\" ]; then\n"                                                  \
  "  PS1='\\u@\\h:\\w\\$ '\n"                                                            \
  "  alias ls='ls --color=auto'\n"                                                       \
  "fi\n"

#define SUDO_SCRIPT                                                                      \
  "#!/bin/sh\n"                                                                          \
  "# A practice machine has no superuser: the command runs as the user.\n"               \
  "echo \"sudo: practice machine: running as $(id -un), without root\" >&2\n"            \
  "while [ $# -gt 0 ]; do\n"                                                             \
  "  case $1 in\n"                                                                       \
  "    -u | -g) shift 2 ;;\n"                                                            \
  "    --) shift; break ;;\n"                                                            \
  "    -*) shift ;;\n"                                                                   \
  "    *) break ;;\n"                                                                    \
  "  esac\n"                                                                             \
  "done\n"                                                                               \
  "[ $# -gt 0 ] || exit 0\n"                                                             \
  "exec \"$@\"\n"

#define CLOUD_INIT_SCRIPT                                                                \
  "#!/bin/sh\n"                                                                          \
  "# A practice machine has nothing to install: its first boot is always over.\n"        \
  "[ \"$1\" = status ] || { echo 'cloud-init: practice machine: only status' >&2; "      \
  "exit 2; }\n"                                                                          \
  "case \"$*\" in\n"                                                                     \
  "  *json*) echo '{\"status\": \"done\", \"extended_status\": \"done\", "               \
  "\"boot_status_code\": \"enabled-by-generator\", \"detail\": \"practice machine\", "   \
  "\"errors\": [], \"recoverable_errors\": {}}' ;;\n"                                    \
  "  *) echo 'status: done' ;;\n"                                                        \
  "esac\n"

G_DEFINE_BOXED_TYPE (BerthSandboxGuest,
                     berth_sandbox_guest,
                     berth_sandbox_guest_copy,
                     berth_sandbox_guest_free)

/**
 * berth_sandbox_guest_copy:
 *
 * Returns: (transfer full): a copy
 */
BerthSandboxGuest *
berth_sandbox_guest_copy (const BerthSandboxGuest *self)
{
  BerthSandboxGuest *copy = g_new0 (BerthSandboxGuest, 1);

  copy->host_name = g_strdup (self->host_name);
  copy->user = g_strdup (self->user);
  copy->authorized_keys = g_strdup (self->authorized_keys);
  copy->image_label = g_strdup (self->image_label);
  copy->gpu_name = g_strdup (self->gpu_name);
  copy->gpu_count = self->gpu_count;
  copy->gpu_memory_mib = self->gpu_memory_mib;
  copy->desktop = self->desktop;
  copy->boot_step_seconds = self->boot_step_seconds;
  return copy;
}

/**
 * berth_sandbox_guest_free:
 * @self: (transfer full): the guest
 */
void
berth_sandbox_guest_free (BerthSandboxGuest *self)
{
  g_free (self->host_name);
  g_free (self->user);
  g_free (self->authorized_keys);
  g_free (self->image_label);
  g_free (self->gpu_name);
  g_free (self);
}

static gboolean
write_file (
  const char *folder, const char *name, const char *text, int mode, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode,
                                   error);
}

static gboolean
make_folder (const char *folder, const char *name, int mode, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (path, mode) == 0 && g_chmod (path, mode) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "Could not make the folder “%s”: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_accounts (const BerthSandboxGuest *self, const char *folder, GError **error)
{
  g_autofree char *passwd = g_strdup_printf (
    "root:x:0:0:root:/root:/usr/sbin/nologin\n"
    "%s:x:%d:%d:%s:/home/%s:/bin/bash\n",
    self->user, BERTH_SANDBOX_CELL_UID, BERTH_SANDBOX_CELL_UID, self->user, self->user);
  g_autofree char *group
    = g_strdup_printf ("root:x:0:\n%s:x:%d:\n", self->user, BERTH_SANDBOX_CELL_UID);
  g_autofree char *host_name = g_strconcat (self->host_name, "\n", NULL);
  g_autofree char *hosts
    = g_strdup_printf ("127.0.0.1 localhost\n127.0.1.1 %s\n", self->host_name);

  return write_file (folder, "etc/passwd", passwd, 0644, error)
         && write_file (folder, "etc/group", group, 0644, error)
         && write_file (folder, "etc/hostname", host_name, 0644, error)
         && write_file (folder, "etc/hosts", hosts, 0644, error)
         && write_file (folder, "etc/nsswitch.conf",
                        "passwd: files\ngroup: files\nshadow: files\n"
                        "hosts: files dns\n",
                        0644, error)
         && write_file (folder, "etc/profile", ETC_PROFILE, 0644, error)
         && write_file (folder, "etc/bash.bashrc", ETC_PROFILE, 0644, error);
}

static gboolean
write_greeting (const BerthSandboxGuest *self, const char *folder, GError **error)
{
  g_autofree char *greeting
    = g_strdup_printf ("Welcome to %s (%s).\n"
                       "This is a practice machine: its shell is real, its cloud and its "
                       "GPU are simulated.\n\n",
                       self->host_name, self->image_label);

  return write_file (folder, "etc/motd", greeting, 0644, error);
}

static char *
make_nvidia_smi (const BerthSandboxGuest *self)
{
  GString *script
    = g_string_new ("#!/bin/sh\n# Simulated readings: a practice machine has "
                    "no GPU.\ncat <<'END'\n");

  g_string_append (
    script,
    "Simulated readings of a practice machine, no real GPU\n"
    "+----------------------------------------------------------------------------+\n"
    "| NVIDIA-SMI 535.183.01    Driver Version: 535.183.01    CUDA Version: 12.2  |\n"
    "|-------------------------------+--------------------------+-----------------|\n"
    "| GPU  Name                     | Temp  Perf  Pwr:Usage/Cap| Memory-Usage    |\n"
    "|===============================+==========================+=================|\n");
  for (guint i = 0; i < self->gpu_count; i++)
    g_string_append_printf (
      script, "| %3u  %-24.24s | 38C   P8       9W /  70W | 0MiB / %6uMiB|\n", i,
      self->gpu_name, self->gpu_memory_mib);
  g_string_append (
    script,
    "+----------------------------------------------------------------------------+\n"
    "| Processes:  No running processes found                                     |\n"
    "+----------------------------------------------------------------------------+\n"
    "END\n");
  return g_string_free_and_steal (script);
}

static gboolean
write_programs (const BerthSandboxGuest *self, const char *folder, GError **error)
{
  g_autofree char *nvidia_smi = NULL;

  if (!make_folder (folder, "opt/berth/bin", 0755, error)
      || !write_file (folder, "opt/berth/bin/sudo", SUDO_SCRIPT, 0755, error)
      || !write_file (folder, "opt/berth/bin/cloud-init", CLOUD_INIT_SCRIPT, 0755, error))
    return FALSE;
  if (self->gpu_name == NULL || self->gpu_count == 0) {
    g_autofree char *path = g_build_filename (folder, "opt/berth/bin/nvidia-smi", NULL);

    g_unlink (path); /* of a size that it had before */
    return TRUE;
  }
  nvidia_smi = make_nvidia_smi (self);
  return write_file (folder, "opt/berth/bin/nvidia-smi", nvidia_smi, 0755, error);
}

/* As root the machine's user is another user of this system, who must own its files. */
static gboolean
give_to_user (const char *path, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (geteuid () != 0)
    return TRUE;
  if (lchown (path, BERTH_SANDBOX_CELL_UID, BERTH_SANDBOX_CELL_UID) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 "Could not hand “%s” to the machine's user: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK)
      || !g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  dir = g_dir_open (path, 0, error);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (!give_to_user (child, error))
      return FALSE;
  }
  return dir != NULL;
}

static gboolean
write_home (const BerthSandboxGuest *self, const char *folder, GError **error)
{
  return make_folder (folder, "home", 0755, error)
         && make_folder (folder, "home/.ssh", 0700, error)
         && write_file (folder, "home/.ssh/authorized_keys", self->authorized_keys, 0600,
                        error)
         && write_file (folder, "home/.profile", ". /etc/profile\n", 0644, error);
}

/**
 * berth_sandbox_guest_write_files:
 * @folder: the machine's folder; made when it is not there
 *
 * Writes the machine's own /etc, programs and home; what the user put into the home
 * stays. Blocking: call it on a worker thread.
 *
 * Returns: %FALSE with @error set to a #GIOErrorEnum or #GFileError
 */
gboolean
berth_sandbox_guest_write_files (const BerthSandboxGuest *self,
                                 const char *folder,
                                 GError **error)
{
  g_autofree char *etc = g_build_filename (folder, "etc", NULL);
  g_autofree char *home = g_build_filename (folder, "home", NULL);
  g_autofree char *local = g_build_filename (folder, "local", NULL);

  return make_folder (folder, "etc/ssh", 0755, error)
         && make_folder (folder, "local", 0755, error)
         && write_accounts (self, folder, error) && write_greeting (self, folder, error)
         && write_programs (self, folder, error) && write_home (self, folder, error)
         && give_to_user (etc, error) && give_to_user (home, error)
         && give_to_user (local, error);
}
