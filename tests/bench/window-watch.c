/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* window-watch SECONDS COMMAND… - starts COMMAND and prints, as one line of JSON, after
 * how many milliseconds its first window was mapped and drawn. It looks from outside, as
 * a client of the same display, so that every program is measured the same way. COMMAND
 * is ended when the standard input is closed. */

/* Helper windows and tooltips are smaller. */
#define MIN_WIDTH 200
#define MIN_HEIGHT 150
/* So many rows of the window are looked at, and a background alone is no content. */
#define SAMPLE_ROWS 24
#define MIN_COLOURS 3
#define MIN_SHARE_OF_CONTENT 0.005

#define LOOK_AGAIN_MSEC 100
#define GOODBYE_MSEC 10000

typedef struct {
  Display *display;
  int damage_event;
  pid_t child;
  gint64 started;
  gint64 mapped;
  gint64 drawn;
  Window window;
  int width;
  int height;
} Watch;

/* A window may be gone before it is looked at. */
static int
on_x_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static void
count_row (GHashTable *colours, XImage *row)
{
  for (int x = 0; x < row->width; x++) {
    gpointer colour = GSIZE_TO_POINTER (XGetPixel (row, x, 0));
    gsize n = GPOINTER_TO_SIZE (g_hash_table_lookup (colours, colour));

    g_hash_table_insert (colours, colour, GSIZE_TO_POINTER (n + 1));
  }
}

static gboolean
has_content (Watch *self)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer n;
  gsize all = 0, most = 0;

  for (int i = 0; i < SAMPLE_ROWS; i++) {
    XImage *row = XGetImage (self->display, self->window, 0,
                             self->height * (2 * i + 1) / (2 * SAMPLE_ROWS),
                             (unsigned int) self->width, 1, AllPlanes, ZPixmap);

    if (row == NULL)
      return FALSE;
    count_row (colours, row);
    XDestroyImage (row);
  }
  g_hash_table_iter_init (&iter, colours);
  while (g_hash_table_iter_next (&iter, NULL, &n)) {
    all += GPOINTER_TO_SIZE (n);
    most = MAX (most, GPOINTER_TO_SIZE (n));
  }
  return g_hash_table_size (colours) >= MIN_COLOURS
         && (double) (all - most) >= MIN_SHARE_OF_CONTENT * (double) all;
}

static void
on_mapped (Watch *self, const XMapEvent *event)
{
  gint64 now = g_get_monotonic_time ();
  XWindowAttributes attributes;

  if (self->mapped != 0 || event->override_redirect
      || !XGetWindowAttributes (self->display, event->window, &attributes)
      || attributes.class != InputOutput || attributes.width < MIN_WIDTH
      || attributes.height < MIN_HEIGHT)
    return;
  self->mapped = now;
  self->window = event->window;
  self->width = attributes.width;
  self->height = attributes.height;
  /* Tells of what was drawn before, too. */
  XDamageCreate (self->display, self->window, XDamageReportNonEmpty);
}

static void
on_damaged (Watch *self, const XDamageNotifyEvent *event)
{
  gint64 now = g_get_monotonic_time ();

  XDamageSubtract (self->display, event->damage, None, None);
  if (self->drawn == 0 && has_content (self))
    self->drawn = now;
}

static void
on_event (Watch *self, XEvent *event)
{
  if (event->type == MapNotify)
    on_mapped (self, &event->xmap);
  else if (event->type == ConfigureNotify && event->xconfigure.window == self->window) {
    self->width = event->xconfigure.width;
    self->height = event->xconfigure.height;
  } else if (event->type == self->damage_event + XDamageNotify)
    on_damaged (self, (XDamageNotifyEvent *) event);
}

static gboolean
has_ended (Watch *self)
{
  if (self->child == 0 || waitpid (self->child, NULL, WNOHANG) != self->child)
    return FALSE;
  self->child = 0;
  return TRUE;
}

/* Returns whether the window was drawn before the time was over. */
static gboolean
watch (Watch *self, gint64 end)
{
  struct pollfd fd
    = { .fd = ConnectionNumber (self->display), .events = POLLIN, .revents = 0 };

  while (self->drawn == 0 && g_get_monotonic_time () < end && !has_ended (self)) {
    XEvent event;

    XFlush (self->display);
    if (XPending (self->display) == 0)
      poll (&fd, 1, LOOK_AGAIN_MSEC);
    while (self->drawn == 0 && XPending (self->display) > 0) {
      XNextEvent (self->display, &event);
      on_event (self, &event);
    }
  }
  return self->drawn != 0;
}

static void
start (Watch *self, char **argv)
{
  self->started = g_get_monotonic_time ();
  self->child = fork ();
  if (self->child != 0)
    return;
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  if (freopen ("/dev/null", "r", stdin) == NULL)
    _exit (126);
  execvp (argv[0], argv);
  perror (argv[0]);
  _exit (127);
}

static void
stop (Watch *self)
{
  gint64 end = g_get_monotonic_time () + GOODBYE_MSEC * G_TIME_SPAN_MILLISECOND;

  if (self->child == 0)
    return;
  kill (self->child, SIGTERM);
  while (!has_ended (self) && g_get_monotonic_time () < end)
    poll (NULL, 0, LOOK_AGAIN_MSEC);
  if (self->child != 0) {
    kill (self->child, SIGKILL);
    waitpid (self->child, NULL, 0);
  }
}

static gboolean
open_display (Watch *self)
{
  int damage_error;

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL
      || !XDamageQueryExtension (self->display, &self->damage_event, &damage_error))
    return FALSE;
  XSetErrorHandler (on_x_error);
  XSelectInput (self->display, DefaultRootWindow (self->display), SubstructureNotifyMask);
  XSync (self->display, False);
  return TRUE;
}

static void
say (Watch *self)
{
  printf ("{\"pid\": %d, \"mapped_ms\": %.2f, \"drawn_ms\": %.2f, \"window\": %lu, "
          "\"width\": %d, \"height\": %d}\n",
          (int) self->child, (double) (self->mapped - self->started) / 1000,
          (double) (self->drawn - self->started) / 1000, self->window, self->width,
          self->height);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  Watch self = { 0 };
  gint64 patience;
  char byte;
  gboolean seen;

  if (argc < 3) {
    fputs ("usage: window-watch SECONDS COMMAND…\n", stderr);
    return 2;
  }
  if (!open_display (&self)) {
    fputs ("window-watch: no display with the damage extension\n", stderr);
    return 1;
  }
  patience = (gint64) (g_ascii_strtod (argv[1], NULL) * G_USEC_PER_SEC);
  start (&self, argv + 2);
  seen = watch (&self, self.started + patience);
  if (seen)
    say (&self);
  while (seen && read (STDIN_FILENO, &byte, 1) > 0)
    ;
  stop (&self);
  XCloseDisplay (self.display);
  return seen ? 0 : 1;
}
