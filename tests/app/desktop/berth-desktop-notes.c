/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-notes.h"

/* A desktop that takes notes of what is done to it, a word for each. */
struct _BerthDesktopNotes {
  GObject parent_instance;
  GString *text;
};

static void sink_iface_init (BerthDesktopSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BerthDesktopNotes,
                               berth_desktop_notes,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BERTH_TYPE_DESKTOP_SINK,
                                                      sink_iface_init))

static void G_GNUC_PRINTF (2, 3) note (BerthDesktopSink *sink, const char *format, ...)
{
  GString *text = BERTH_DESKTOP_NOTES (sink)->text;
  va_list arguments;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

static void
send_key (BerthDesktopSink *sink, guint16 scancode, gboolean down, gboolean repeat)
{
  note (sink, "%s%x%s", down ? "+" : "-", scancode, repeat ? "r" : "");
}

static void
send_text (BerthDesktopSink *sink, const char *text)
{
  note (sink, "“%s”", text);
}

static void
send_focus_in (BerthDesktopSink *sink, guint toggles)
{
  note (sink, "focus");
}

static void
send_motion (BerthDesktopSink *sink, int x, int y)
{
  note (sink, "to:%d,%d", x, y);
}

static void
send_button (BerthDesktopSink *sink, guint button, gboolean down, int x, int y)
{
  note (sink, "%s%u:%d,%d", down ? "press" : "release", button, x, y);
}

static void
send_wheel (BerthDesktopSink *sink, int dx, int dy, int x, int y)
{
  note (sink, "wheel:%d,%d", dx, dy);
}

static void
send_touch (BerthDesktopSink *sink, guint finger, BerthDesktopTouch what, int x, int y)
{
  static const char *const names[] = { "down", "motion", "up" };

  note (sink, "%s%u:%d,%d", names[what], finger, x, y);
}

static void
sink_iface_init (BerthDesktopSinkInterface *iface)
{
  iface->send_key = send_key;
  iface->send_text = send_text;
  iface->send_focus_in = send_focus_in;
  iface->send_motion = send_motion;
  iface->send_button = send_button;
  iface->send_wheel = send_wheel;
  iface->send_touch = send_touch;
}

static void
berth_desktop_notes_finalize (GObject *object)
{
  g_string_free (BERTH_DESKTOP_NOTES (object)->text, TRUE);
  G_OBJECT_CLASS (berth_desktop_notes_parent_class)->finalize (object);
}

static void
berth_desktop_notes_class_init (BerthDesktopNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_notes_finalize;
}

static void
berth_desktop_notes_init (BerthDesktopNotes *self)
{
  self->text = g_string_new (NULL);
}

BerthDesktopNotes *
berth_desktop_notes_new (void)
{
  return g_object_new (BERTH_TYPE_DESKTOP_NOTES, NULL);
}

/* What was done since the last call. */
char *
berth_desktop_notes_take (BerthDesktopNotes *self)
{
  char *taken = g_strdup (self->text->str);

  g_string_truncate (self->text, 0);
  return taken;
}
