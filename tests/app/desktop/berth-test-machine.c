/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-machine.h"

#include "berth-desktop-server.h"
#include "berth-test.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* The account is a file: passwd's word for it, and its line in the list of passwords. */
#define SUDO "#!/bin/sh\nprintf '%%s\\n' \"$*\" >>%1$s/sudo.log\nshift\nexec \"$@\"\n"
#define CHPASSWD                                                                         \
  "#!/bin/sh\n"                                                                          \
  "[ ! -e %1$s/refuse ] || { cat %1$s/refuse >&2; exit 1; }\n"                           \
  "read -r line\n"                                                                       \
  "echo \"$line\" >>%1$s/chpasswd.log\n"                                                 \
  "echo P >%1$s/state\n"                                                                 \
  "echo \"${line%%%%:*}:hash of ${line#*:}:1:::::\" >%1$s/shadow\n"
#define PASSWD "#!/bin/sh\necho \"$2 $(cat %1$s/state) 2026-01-01 0 99999 7 -1\"\n"
/* Nothing of what it is asked for runs. */
#define SYSTEMCTL "#!/bin/sh\necho \"$*\" >>%1$s/systemctl.log\n[ \"$1\" != is-active ]\n"
#define GETENT "#!/bin/sh\ncat %1$s/shadow\n"

/* Writes a file below the machine's folder. Returns its path. */
char *
berth_test_machine_write (BerthTestMachine *self,
                          const char *name,
                          const char *text,
                          int mode)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, (mode_t) mode), ==, 0);
  return g_steal_pointer (&path);
}

/* Returns what is in a file below the machine's folder, "" where there is none. */
char *
berth_test_machine_read (BerthTestMachine *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static void
write_program (BerthTestMachine *self, const char *name, const char *format)
{
  g_autofree char *path = g_build_filename ("bin", name, NULL);
  g_auto (GStrv) parts = g_strsplit (format, "%1$s", -1);
  g_autofree char *filled = g_strjoinv (self->folder, parts);
  g_autoptr (GString) text = g_string_new (filled);

  g_string_replace (text, "%%", "%", 0);
  g_free (berth_test_machine_write (self, path, text->str, 0755));
}

static void
fake_programs (BerthTestMachine *self)
{
  g_autofree char *key_path = g_build_filename (self->folder, "authorized_keys", NULL);
  g_autofree char *key = NULL;
  g_autofree char *authorized = NULL;

  write_program (self, "sudo", SUDO);
  write_program (self, "chpasswd", CHPASSWD);
  write_program (self, "passwd", PASSWD);
  write_program (self, "getent", GETENT);
  write_program (self, "systemctl", SYSTEMCTL);
  g_assert_true (g_file_get_contents (key_path, &key, NULL, NULL));
  authorized = g_strdup_printf ("command=\"PATH=%s/bin:$PATH; export PATH; exec sh -c "
                                "\\\"$SSH_ORIGINAL_COMMAND\\\"\" %s",
                                self->folder, key);
  g_assert_true (g_file_set_contents (key_path, authorized, -1, NULL));
}

/* Says that xrdp listens at @port, as xrdp.ini has it. */
void
berth_test_machine_write_settings (BerthTestMachine *self, const char *port)
{
  g_autofree char *text
    = g_strdup_printf ("[Globals]\nport=%s\ncertificate=%s\n[Xorg]\nport=-1\n", port,
                       self->certificate_path);

  g_free (berth_test_machine_write (self, BERTH_DESKTOP_SERVER_SETTINGS + 1, text, 0644));
}

/* Gives the machine's account a state, as passwd has it, and the hash of a password. */
void
berth_test_machine_set_account (BerthTestMachine *self,
                                const char *state,
                                const char *hash)
{
  g_autofree char *line
    = g_strdup_printf ("%s:%s:1:::::\n", berth_test_sshd_get_user (self->sshd), hash);

  g_free (berth_test_machine_write (self, "state", state, 0644));
  g_free (berth_test_machine_write (self, "shadow", line, 0644));
}

/* Starts it, its account locked. Returns %FALSE where there is no sshd. */
gboolean
berth_test_machine_set_up (BerthTestMachine *self)
{
  g_autofree char *pins = NULL;

  memset (self, 0, sizeof *self);
  self->folder = berth_test_make_folder ();
  self->sshd = berth_test_sshd_start (self->folder);
  if (self->sshd == NULL)
    return FALSE;
  pins = g_build_filename (self->folder, "hosts.json", NULL);
  self->host_keys = berth_host_keys_new (pins);
  self->passwords = berth_desktop_passwords_new (FALSE);
  self->certificate_path
    = berth_test_machine_write (self, "own cert.pem", BERTH_TEST_MACHINE_PEM, 0644);
  berth_test_machine_write_settings (self, "tcp://127.0.0.1:43389");
  fake_programs (self);
  berth_test_machine_set_account (self, "L", "!");
  return TRUE;
}

void
berth_test_machine_tear_down (BerthTestMachine *self)
{
  if (self->passwords != NULL)
    g_assert_finalize_object (self->passwords);
  g_clear_object (&self->host_keys);
  g_clear_pointer (&self->sshd, berth_test_sshd_stop);
  berth_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->certificate_path);
}

/* Returns (transfer full): how it is entered. */
BerthSshTarget *
berth_test_machine_new_target (BerthTestMachine *self)
{
  const char *expected[] = { berth_test_sshd_get_fingerprint (self->sshd), NULL };

  return berth_ssh_target_new ("127.0.0.1", berth_test_sshd_get_port (self->sshd),
                               berth_test_sshd_get_user (self->sshd),
                               berth_test_sshd_get_key_path (self->sshd),
                               BERTH_TEST_MACHINE_ID, expected);
}
