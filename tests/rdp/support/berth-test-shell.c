/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-shell.h"

#include "berth-test-xrdp.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <libdex.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _BerthTestShell {
  char *home; /* of the desktop's user, from outside */
};

typedef struct {
  const char *home;
  const char *command;
  GBytes *answer;
  DexPromise *promise;
} Command;

static void
make_fifo (BerthTestShell *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->home, name, NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_cmpint (chmod (path, 0666), ==, 0);
}

/**
 * berth_test_shell_new:
 * @folder: what berth_test_xrdp_start() will be given
 */
BerthTestShell *
berth_test_shell_new (const char *folder)
{
  static const char script[] = "cd ~; while :; do sh commands; done\n";
  BerthTestShell *self = g_new0 (BerthTestShell, 1);
  g_autofree char *on_start = NULL;

  self->home = g_build_filename (folder, "home", BERTH_TEST_XRDP_USER, NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->home, 0755), ==, 0);
  make_fifo (self, "commands");
  make_fifo (self, "answers");
  on_start = g_build_filename (self->home, "on-start", NULL);
  g_assert_true (g_file_set_contents (on_start, script, -1, NULL));
  return self;
}

void
berth_test_shell_free (BerthTestShell *self)
{
  g_free (self->home);
  g_free (self);
}

const char *
berth_test_shell_get_home (BerthTestShell *self)
{
  return self->home;
}

/* On a thread of its own: the session needs those of libdex. */
static gpointer
run_command (gpointer data)
{
  Command *command = data;
  g_autofree char *commands = g_build_filename (command->home, "commands", NULL);
  g_autofree char *answers = g_build_filename (command->home, "answers", NULL);
  g_autoptr (GByteArray) said = g_byte_array_new ();
  guint8 chunk[4096];
  g_autofree char *script = g_strdup_printf ("{ %s; } >answers 2>&1\n", command->command);
  gssize count;
  int fd = open (commands, O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (write (fd, script, strlen (script)), ==, (gssize) strlen (script));
  close (fd);
  fd = open (answers, O_RDONLY | O_CLOEXEC);
  while ((count = read (fd, chunk, sizeof chunk)) > 0)
    g_byte_array_append (said, chunk, (guint) count);
  close (fd);
  command->answer = g_byte_array_free_to_bytes (g_steal_pointer (&said));
  dex_promise_resolve_boolean (command->promise, TRUE);
  return NULL;
}

/**
 * berth_test_shell_run:
 * @command: for sh, in the home
 *
 * Waits for the end of @command; the main context runs on meanwhile.
 *
 * Returns: (transfer full): what it printed
 */
GBytes *
berth_test_shell_run (BerthTestShell *self, const char *text)
{
  Command command = { self->home, text, NULL, dex_promise_new () };
  GThread *thread = g_thread_new ("command", run_command, &command);

  dex_await (dex_ref (DEX_FUTURE (command.promise)), NULL);
  g_thread_join (thread);
  dex_unref (command.promise);
  return command.answer;
}
