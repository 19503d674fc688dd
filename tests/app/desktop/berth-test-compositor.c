/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-test-compositor.h"

#include <gdk/gdk.h>
#include <libdex.h>
#include <linux/input-event-codes.h>

#define REMOTE "org.gnome.Mutter.RemoteDesktop"
#define DISPLAY "org.gnome.Mutter.DisplayConfig"
/* Farther than any monitor reaches. */
#define FAR_AWAY 10000.0
#define TEMPORARY 1

struct _BerthTestCompositor {
  GDBusConnection *bus;
  char *session;
};

static void
on_called (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  GVariant *answer
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, &error);

  g_assert_no_error (error);
  dex_promise_resolve_variant (promise, answer);
}

/* The main loop runs on meanwhile. */
static GVariant *
call (BerthTestCompositor *self,
      const char *name,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();

  g_dbus_connection_call (self->bus, name, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_called, dex_ref (promise));
  return dex_await_variant (dex_ref (DEX_FUTURE (promise)), NULL);
}

static void
act (BerthTestCompositor *self, const char *method, GVariant *arguments)
{
  g_variant_unref (
    call (self, REMOTE, self->session, REMOTE ".Session", method, arguments));
}

void
berth_test_compositor_free (BerthTestCompositor *self)
{
  act (self, "Stop", NULL);
  g_object_unref (self->bus);
  g_free (self->session);
  g_free (self);
}

/**
 * berth_test_compositor_point:
 * @x: from the left edge of all monitors
 * @y: from the upper edge
 */
void
berth_test_compositor_point (BerthTestCompositor *self, int x, int y)
{
  act (self, "NotifyPointerMotionRelative", g_variant_new ("(dd)", -FAR_AWAY, -FAR_AWAY));
  act (self, "NotifyPointerMotionRelative",
       g_variant_new ("(dd)", (double) x, (double) y));
}

/**
 * berth_test_compositor_click:
 * @button: as the kernel counts them
 */
void
berth_test_compositor_click (BerthTestCompositor *self, guint button)
{
  act (self, "NotifyPointerButton", g_variant_new ("(ib)", (int) button, TRUE));
  act (self, "NotifyPointerButton", g_variant_new ("(ib)", (int) button, FALSE));
}

/**
 * berth_test_compositor_type:
 * @key: as the kernel counts them
 */
void
berth_test_compositor_type (BerthTestCompositor *self, guint key)
{
  act (self, "NotifyKeyboardKeycode", g_variant_new ("(ub)", key, TRUE));
  act (self, "NotifyKeyboardKeycode", g_variant_new ("(ub)", key, FALSE));
}

/* There is no pointer and no keyboard before they are used for the first time, and
 * programs take them up a moment later. */
static void
await_seat (BerthTestCompositor *self)
{
  const GdkSeatCapabilities wanted
    = GDK_SEAT_CAPABILITY_POINTER | GDK_SEAT_CAPABILITY_KEYBOARD;
  GdkSeat *seat = gdk_display_get_default_seat (gdk_display_get_default ());

  berth_test_compositor_point (self, 0, 0);
  berth_test_compositor_type (self, KEY_LEFTSHIFT);
  while ((gdk_seat_get_capabilities (seat) & wanted) != wanted)
    dex_await (dex_timeout_new_msec (10), NULL);
}

/**
 * berth_test_compositor_new:
 *
 * Takes the pointer and the keyboard.
 */
BerthTestCompositor *
berth_test_compositor_new (void)
{
  BerthTestCompositor *self = g_new0 (BerthTestCompositor, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  answer = call (self, REMOTE, "/org/gnome/Mutter/RemoteDesktop", REMOTE, "CreateSession",
                 NULL);
  g_variant_get (answer, "(o)", &self->session);
  act (self, "Start", NULL);
  await_seat (self);
  return self;
}

static char *
dup_mode (GVariant *monitor, int *width)
{
  g_autoptr (GVariant) modes = g_variant_get_child_value (monitor, 1);
  g_autoptr (GVariant) mode = g_variant_get_child_value (modes, 0);
  char *id;

  g_variant_get_child (mode, 0, "s", &id);
  g_variant_get_child (mode, 1, "i", width);
  return id;
}

/**
 * berth_test_compositor_plug:
 * @n_monitors: how many of the two are plugged in
 * @scales: the scale of each
 *
 * Plugs monitors in and out; they stand side by side.
 */
void
berth_test_compositor_plug (BerthTestCompositor *self,
                            guint n_monitors,
                            const double *scales)
{
  const char *path = "/org/gnome/Mutter/DisplayConfig";
  g_autoptr (GVariant) state
    = call (self, DISPLAY, path, DISPLAY, "GetCurrentState", NULL);
  g_autoptr (GVariant) monitors = g_variant_get_child_value (state, 1);
  GVariantBuilder logical
    = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(iiduba(ssa{sv}))"));
  guint32 serial;
  int x = 0;

  g_variant_get_child (state, 0, "u", &serial);
  for (guint i = 0; i < n_monitors; i++) {
    g_autoptr (GVariant) monitor = g_variant_get_child_value (monitors, i);
    int width;
    g_autofree char *mode = dup_mode (monitor, &width);
    g_autofree char *connector = NULL;

    g_variant_get_child (monitor, 0, "(ssss)", &connector, NULL, NULL, NULL);
    g_variant_builder_open (&logical, G_VARIANT_TYPE ("(iiduba(ssa{sv}))"));
    g_variant_builder_add (&logical, "i", x);
    g_variant_builder_add (&logical, "i", 0);
    g_variant_builder_add (&logical, "d", scales[i]);
    g_variant_builder_add (&logical, "u", 0);
    g_variant_builder_add (&logical, "b", i == 0);
    g_variant_builder_add_parsed (&logical, "[(%s, %s, @a{sv} {})]", connector, mode);
    g_variant_builder_close (&logical);
    x += (int) (width / scales[i]);
  }
  g_variant_unref (call (self, DISPLAY, path, DISPLAY, "ApplyMonitorsConfig",
                         g_variant_new ("(uu@a(iiduba(ssa{sv}))@a{sv})", serial,
                                        TEMPORARY, g_variant_builder_end (&logical),
                                        g_variant_new ("a{sv}", NULL))));
}
