/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-app-test.h"
#include "berth-test.h"

#include <libintl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MSEC 60000
#define LOOK_AGAIN_MSEC 20

/**
 * berth_app_test_init:
 *
 * Readies GTest, libdex, GTK and libadwaita; skips the program where there is no display.
 * Translations are used where $BERTH_LOCALEDIR names their folder.
 */
void
berth_app_test_init (int *argc, char ***argv)
{
  const char *locales = g_getenv ("BERTH_LOCALEDIR");

  berth_test_init (argc, argv);
  if (locales != NULL) {
    bindtextdomain ("berth", locales);
    bind_textdomain_codeset ("berth", "UTF-8");
    textdomain ("berth");
  }
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    exit (0);
  }
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

typedef gboolean (*Matcher) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
search (GtkWidget *root, Matcher matches, gconstpointer data)
{
  if (matches (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = search (child, matches, data);

    if (found != NULL)
      return found;
  }
  return NULL;
}

typedef struct {
  GType type;
  const char *name;
} TypeAndName;

static gboolean
is_of_type_and_name (GtkWidget *widget, gconstpointer data)
{
  const TypeAndName *wanted = data;

  if (!G_TYPE_CHECK_INSTANCE_TYPE (widget, wanted->type))
    return FALSE;
  return wanted->name == NULL
         || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)),
                       wanted->name)
              == 0;
}

/**
 * berth_app_test_find:
 * @name: (nullable): its id in the .ui file
 *
 * Returns: (transfer none) (nullable): the first such widget in or below @root
 */
GtkWidget *
berth_app_test_find (GtkWidget *root, GType type, const char *name)
{
  return search (root, is_of_type_and_name, &(TypeAndName) { type, name });
}

static char *
plain_label (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("", parts);
}

static gboolean
is_button_of_label (GtkWidget *widget, gconstpointer data)
{
  const char *label;
  g_autofree char *plain = NULL;

  if (!GTK_IS_BUTTON (widget) || !gtk_widget_get_mapped (widget))
    return FALSE;
  label = gtk_button_get_label (GTK_BUTTON (widget));
  if (label == NULL)
    label = gtk_widget_get_tooltip_text (widget);
  plain = label != NULL ? plain_label (label) : NULL;
  return g_strcmp0 (plain, data) == 0;
}

/**
 * berth_app_test_find_button:
 *
 * Returns: (transfer none) (nullable): the button in view whose label, or else tooltip,
 * is
 *   @label
 */
GtkWidget *
berth_app_test_find_button (GtkWidget *root, const char *label)
{
  return search (root, is_button_of_label, label);
}

static gboolean
shows_text (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
}

/**
 * berth_app_test_find_text:
 *
 * Returns: (transfer none) (nullable): the first label in view that holds @text
 */
GtkWidget *
berth_app_test_find_text (GtkWidget *root, const char *text)
{
  return search (root, shows_text, text);
}

/**
 * berth_app_test_has_text:
 *
 * Returns: whether a label in view holds @text
 */
gboolean
berth_app_test_has_text (GtkWidget *root, const char *text)
{
  return search (root, shows_text, text) != NULL;
}

/* A widget tells nobody that a text has come into view, so this looks again and again. */
static void
await_match (GtkWidget *root, Matcher matches, gconstpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MSEC * 1000;

  while (search (root, matches, data) == NULL) {
    if (g_get_monotonic_time () > end)
      g_error ("“%s” did not come into view", what);
    dex_await (dex_timeout_new_msec (LOOK_AGAIN_MSEC), NULL);
  }
}

static gboolean
is_button_to_press (GtkWidget *widget, gconstpointer data)
{
  return is_button_of_label (widget, data) && gtk_widget_is_sensitive (widget);
}

/**
 * berth_app_test_click:
 *
 * Waits until the button that berth_app_test_find_button() finds can be pressed, and
 * presses it at once; gtk_widget_activate() would do so a moment later, when the button
 * may be gone.
 */
void
berth_app_test_click (GtkWidget *root, const char *label)
{
  await_match (root, is_button_to_press, label, label);
  g_signal_emit_by_name (search (root, is_button_to_press, label), "clicked");
}

/**
 * berth_app_test_await_text:
 *
 * Waits until a label in view holds @text.
 */
void
berth_app_test_await_text (GtkWidget *root, const char *text)
{
  await_match (root, shows_text, text, text);
}

static gboolean
shows_page (GtkWidget *widget, gconstpointer data)
{
  AdwNavigationPage *page;

  if (!ADW_IS_NAVIGATION_VIEW (widget))
    return FALSE;
  page = adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (widget));
  return page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), data) == 0;
}

/**
 * berth_app_test_await_visible_page:
 *
 * Waits until @view shows the page of that tag.
 */
void
berth_app_test_await_visible_page (AdwNavigationView *view, const char *tag)
{
  await_match (GTK_WIDGET (view), shows_page, tag, tag);
}

/**
 * berth_app_test_settle:
 *
 * Lets what is queued on the main context run, a frame or two of drawing with it.
 */
void
berth_app_test_settle (void)
{
  for (int i = 0; i < 10; i++)
    dex_await (dex_timeout_new_msec (LOOK_AGAIN_MSEC), NULL);
}

/**
 * berth_app_test_kill_children:
 *
 * Kills the programs that this one has started, which is the practice cloud.
 */
void
berth_app_test_kill_children (void)
{
  g_autofree char *path
    = g_strdup_printf ("/proc/self/task/%d/children", (int) getpid ());
  g_autofree char *text = NULL;
  g_auto (GStrv) pids = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  pids = g_strsplit (g_strstrip (text), " ", -1);
  g_assert_nonnull (pids[0]);
  for (gsize i = 0; pids[i] != NULL; i++)
    g_assert_cmpint (kill (atoi (pids[i]), SIGKILL), ==, 0);
}

/**
 * berth_app_test_shoot:
 *
 * Saves a PNG of @window where $BERTH_TEST_SHOTS names a folder.
 */
void
berth_app_test_shoot (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("BERTH_TEST_SHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = NULL;
  int width, height;

  if (folder == NULL)
    return;
  berth_app_test_settle ();
  paintable = gtk_widget_paintable_new (window);
  width = gdk_paintable_get_intrinsic_width (paintable);
  height = gdk_paintable_get_intrinsic_height (paintable);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)),
                                         node, NULL);
  path = g_build_filename (folder, file, NULL);
  gdk_texture_save_to_png (texture, path);
}

/**
 * berth_app_test_close:
 * @window: (transfer full): the last reference but GTK's own
 *
 * Destroys @window and asserts that nothing keeps it.
 */
void
berth_app_test_close (GtkWindow *window)
{
  gtk_window_destroy (window);
  berth_app_test_settle ();
  g_assert_finalize_object (window);
}
