/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <X11/Xlib.h>
#include <X11/keysym.h>
#include <stdio.h>
#include <stdlib.h>

/* Covers the display, says "ready" once that is seen, and then what keys and buttons do
 * there, a line each. */
static void
tell (const XEvent *event)
{
  switch (event->type) {
  case KeyPress:
  case KeyRelease:
    printf ("key %u %s\n", event->xkey.keycode, event->type == KeyPress ? "down" : "up");
    break;
  case ButtonPress:
  case ButtonRelease:
    printf ("button %u %s %d,%d\n", event->xbutton.button,
            event->type == ButtonPress ? "down" : "up", event->xbutton.x_root,
            event->xbutton.y_root);
    break;
  case VisibilityNotify:
    printf ("ready\n");
    break;
  default:
    break;
  }
  fflush (stdout);
}

int
main (void)
{
  Display *display = XOpenDisplay (NULL);
  XSetWindowAttributes attributes = { 0 };
  XWindowAttributes root;
  Window window;

  if (display == NULL)
    return EXIT_FAILURE;
  XGetWindowAttributes (display, DefaultRootWindow (display), &root);
  attributes.override_redirect = True;
  attributes.event_mask = KeyPressMask | KeyReleaseMask | ButtonPressMask
                          | ButtonReleaseMask | VisibilityChangeMask;
  window
    = XCreateWindow (display, DefaultRootWindow (display), 0, 0, (unsigned) root.width,
                     (unsigned) root.height, 0, CopyFromParent, InputOutput,
                     CopyFromParent, CWOverrideRedirect | CWEventMask, &attributes);
  XMapRaised (display, window);
  XSync (display, False);
  XSetInputFocus (display, window, RevertToPointerRoot, CurrentTime);
  for (;;) {
    XEvent event;

    XNextEvent (display, &event);
    tell (&event);
  }
}
