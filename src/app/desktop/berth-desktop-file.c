/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-desktop-file.h"

#include "berth-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_PORT 3389
#define LINK_SCHEME "rdp:"
#define MOST_PIXELS 8192
/* "screen mode id" in Microsoft's "Supported RDP properties". */
#define SCREEN_MODE_FULL 2
#define AUDIO_MODE_HERE "0"

/**
 * BerthDesktopFile:
 *
 * Where a .rdp file or an rdp:// link leads to. Immutable.
 */
struct _BerthDesktopFile {
  GObject parent_instance;
  char *host;
  guint16 port;
  char *user;
  char *domain;
  guint width;
  guint height;
  gboolean full_screen;
  gboolean all_monitors;
  BerthRdpFeatures asked;
};

G_DEFINE_FINAL_TYPE (BerthDesktopFile, berth_desktop_file, G_TYPE_OBJECT)

static guint
parse_number (const char *text, guint most)
{
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 0, most, &number, NULL) ? (guint) number
                                                                       : 0;
}

/* "host", "host:port", "[address]:port" or a bare IPv6 address. */
static void
take_address (BerthDesktopFile *self, const char *text)
{
  const char *colon = strrchr (text, ':');
  const char *end = text + strlen (text);
  guint port;

  if (colon != NULL
      && (text[0] == '[' ? colon[-1] == ']' : colon == strchr (text, ':'))) {
    port = parse_number (colon + 1, G_MAXUINT16);
    if (port != 0)
      self->port = (guint16) port;
    end = colon;
  }
  if (text[0] == '[' && end > text + 1 && end[-1] == ']') {
    text++;
    end--;
  }
  g_free (self->host);
  self->host = g_strndup (text, (gsize) (end - text));
}

/* What a link unescapes may hold line breaks and worse; nothing that is meant does. */
static gboolean
is_plain (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return FALSE;
  return TRUE;
}

/* "DOMAIN\user" is one word to Windows. */
static void
take_user (BerthDesktopFile *self, const char *text)
{
  const char *slash = strchr (text, '\\');

  if (!is_plain (text))
    return;
  g_set_str (&self->user, slash != NULL ? slash + 1 : text);
  if (slash != NULL && slash > text && self->domain == NULL)
    self->domain = g_strndup (text, (gsize) (slash - text));
}

static void
take_asked (BerthDesktopFile *self, BerthRdpFeatures feature, gboolean is_asked)
{
  if (is_asked)
    self->asked |= feature;
  else
    self->asked &= ~feature;
}

/* Only what is written there counts as asked for, whatever Windows takes for the usual
 * where nothing is. */
static void
take_redirection (BerthDesktopFile *self, const char *name, const char *value)
{
  gboolean is_one = parse_number (value, G_MAXUINT8) == 1;

  if (g_str_equal (name, "redirectclipboard"))
    take_asked (self, BERTH_RDP_FEATURE_CLIPBOARD, is_one);
  else if (g_str_equal (name, "audiomode"))
    take_asked (self, BERTH_RDP_FEATURE_AUDIO_OUT, g_str_equal (value, AUDIO_MODE_HERE));
  else if (g_str_equal (name, "audiocapturemode"))
    take_asked (self, BERTH_RDP_FEATURE_MICROPHONE, is_one);
  else if (g_str_equal (name, "redirectdrives"))
    take_asked (self, BERTH_RDP_FEATURE_DRIVE, is_one);
  else if (g_str_equal (name, "drivestoredirect"))
    take_asked (self, BERTH_RDP_FEATURE_DRIVE, TRUE);
}

static void
take_setting (BerthDesktopFile *self, const char *name, const char *value)
{
  if (*value == '\0')
    return;
  if (g_str_equal (name, "full address")
      || (g_str_equal (name, "alternate full address") && self->host == NULL))
    take_address (self, value);
  else if (g_str_equal (name, "server port") && parse_number (value, G_MAXUINT16) != 0)
    self->port = (guint16) parse_number (value, G_MAXUINT16);
  else if (g_str_equal (name, "username"))
    take_user (self, value);
  else if (g_str_equal (name, "domain"))
    g_set_str (&self->domain, value);
  else if (g_str_equal (name, "desktopwidth"))
    self->width = parse_number (value, MOST_PIXELS);
  else if (g_str_equal (name, "desktopheight"))
    self->height = parse_number (value, MOST_PIXELS);
  else if (g_str_equal (name, "screen mode id"))
    self->full_screen = parse_number (value, G_MAXUINT8) == SCREEN_MODE_FULL;
  else if (g_str_equal (name, "use multimon"))
    self->all_monitors = parse_number (value, G_MAXUINT8) == 1;
  else
    take_redirection (self, name, value);
}

/* A line is "name:type:value"; what the type says, the name says too. */
static void
take_line (BerthDesktopFile *self, const char *line, const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (line, separator, 2);
  g_autofree char *name = NULL;

  if (parts[0] == NULL || parts[1] == NULL || parts[1][0] == '\0' || parts[1][1] != ':'
      || !is_plain (g_strchomp (parts[1])))
    return;
  name = g_ascii_strdown (g_strstrip (parts[0]), -1);
  take_setting (self, name, g_strstrip (parts[1] + 2));
}

/* Letters of any script, since hosts have such names; no marks that turn the direction of
 * writing, with which one address looks like another in a question. */
static gboolean
is_address (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar letter = g_utf8_get_char (text);

    if (letter < 0x80 ? !g_ascii_isalnum (*text) && strchr ("-._:%", *text) == NULL
                      : !g_unichar_isalnum (letter) && !g_unichar_ismark (letter))
      return FALSE;
  }
  return TRUE;
}

static BerthDesktopFile *
check (BerthDesktopFile *self, GError **error)
{
  g_autoptr (BerthDesktopFile) file = self;

  if (file->host == NULL || *file->host == '\0') {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("It does not say which computer to connect to."));
    return NULL;
  }
  if (!is_address (file->host)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 /* Translators: %s is what should have been an address */
                 _ ("“%s” is not the address of a computer."), file->host);
    return NULL;
  }
  return g_steal_pointer (&file);
}

static gboolean
is_utf16 (const guchar *data, gsize size)
{
  return size >= 2
         && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] != 0 && data[1] == 0));
}

/* Windows writes UTF-16, most others UTF-8; what is neither is read for its ASCII. */
static char *
decode (GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  char *text = NULL;

  if (is_utf16 (data, size))
    text = g_convert ((const char *) data, (gssize) (size & ~(gsize) 1), "UTF-8",
                      "UTF-16LE", NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid ((const char *) data, (gssize) size);
}

static void
berth_desktop_file_finalize (GObject *object)
{
  BerthDesktopFile *self = BERTH_DESKTOP_FILE (object);

  g_free (self->host);
  g_free (self->user);
  g_free (self->domain);
  G_OBJECT_CLASS (berth_desktop_file_parent_class)->finalize (object);
}

static void
berth_desktop_file_class_init (BerthDesktopFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = berth_desktop_file_finalize;
}

static void
berth_desktop_file_init (BerthDesktopFile *self)
{
  self->port = DEFAULT_PORT;
}

/**
 * berth_desktop_file_new_from_bytes:
 * @bytes: what is in a .rdp file, UTF-8 or UTF-16LE
 *
 * Reads the settings that Berth knows; others are passed over.
 *
 * Returns: (transfer full): where it leads to, or %NULL and %G_IO_ERROR_INVALID_DATA or
 *   %G_IO_ERROR_MESSAGE_TOO_LARGE
 */
BerthDesktopFile *
berth_desktop_file_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (BerthDesktopFile) self = g_object_new (BERTH_TYPE_DESKTOP_FILE, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_bytes_get_size (bytes) > BERTH_DESKTOP_FILE_MOST_BYTES) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                         _ ("It is too large to be a connection file."));
    return NULL;
  }
  text = g_bytes_get_size (bytes) > 0 ? decode (bytes) : g_strdup ("");
  lines = g_strsplit_set (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text,
                          "\r\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    take_line (self, lines[i], ":");
  return check (g_steal_pointer (&self), error);
}

static gboolean
take_query (BerthDesktopFile *self, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  for (gsize i = 0; pairs[i] != NULL; i++) {
    g_autofree char *plain = g_uri_unescape_string (pairs[i], NULL);

    if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
      return FALSE;
    take_line (self, plain, "=");
  }
  return TRUE;
}

static gboolean
take_uri (BerthDesktopFile *self, const char *link, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_NON_DNS, error);

  if (uri == NULL)
    return FALSE;
  g_set_str (&self->host, g_uri_get_host (uri));
  if (g_uri_get_port (uri) > 0)
    self->port = (guint16) g_uri_get_port (uri);
  if (g_uri_get_userinfo (uri) != NULL)
    take_user (self, g_uri_get_userinfo (uri));
  return TRUE;
}

/**
 * berth_desktop_file_new_from_link:
 * @link: "rdp://full%20address=s:host:port&…" as Microsoft writes it, or
 *   "rdp://user@host:port"
 *
 * Returns: (transfer full): where it leads to, or %NULL and an error
 */
BerthDesktopFile *
berth_desktop_file_new_from_link (const char *link, GError **error)
{
  g_autoptr (BerthDesktopFile) self = g_object_new (BERTH_TYPE_DESKTOP_FILE, NULL);
  const char *rest;

  g_return_val_if_fail (link != NULL, NULL);

  if (g_ascii_strncasecmp (link, LINK_SCHEME, strlen (LINK_SCHEME)) != 0
      || strlen (link) > BERTH_DESKTOP_FILE_MOST_BYTES) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("This is not a link to a desktop."));
    return NULL;
  }
  rest = link + strlen (LINK_SCHEME);
  while (*rest == '/')
    rest++;
  if (strchr (rest, '=') != NULL) {
    if (!take_query (self, rest)) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is not a link to a desktop."));
      return NULL;
    }
  } else if (!take_uri (self, link, error)) {
    return NULL;
  }
  return check (g_steal_pointer (&self), error);
}

const char *
berth_desktop_file_get_host (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), NULL);

  return self->host;
}

guint16
berth_desktop_file_get_port (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), 0);

  return self->port;
}

/**
 * berth_desktop_file_get_user:
 *
 * Returns: (nullable): who signs in, where it says so
 */
const char *
berth_desktop_file_get_user (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), NULL);

  return self->user;
}

/**
 * berth_desktop_file_get_domain:
 *
 * Returns: (nullable): the Windows domain of the user
 */
const char *
berth_desktop_file_get_domain (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), NULL);

  return self->domain;
}

/**
 * berth_desktop_file_get_width:
 *
 * Returns: the desktop's width in pixels; 0 where it does not say
 */
guint
berth_desktop_file_get_width (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), 0);

  return self->width;
}

/**
 * berth_desktop_file_get_height:
 *
 * Returns: the desktop's height in pixels; 0 where it does not say
 */
guint
berth_desktop_file_get_height (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), 0);

  return self->height;
}

gboolean
berth_desktop_file_get_full_screen (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), FALSE);

  return self->full_screen;
}

/**
 * berth_desktop_file_get_all_monitors:
 *
 * Returns: whether full screen is on all monitors
 */
gboolean
berth_desktop_file_get_all_monitors (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), FALSE);

  return self->all_monitors;
}

/**
 * berth_desktop_file_get_asked:
 *
 * Returns: what of this computer it asks for
 */
BerthRdpFeatures
berth_desktop_file_get_asked (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), BERTH_RDP_FEATURE_NONE);

  return self->asked;
}

/**
 * berth_desktop_file_dup_title:
 *
 * Returns: (transfer full): the computer, with the port where it is not the usual one
 */
char *
berth_desktop_file_dup_title (BerthDesktopFile *self)
{
  g_return_val_if_fail (BERTH_IS_DESKTOP_FILE (self), NULL);

  if (self->port == DEFAULT_PORT)
    return g_strdup (self->host);
  return g_strdup_printf (strchr (self->host, ':') != NULL ? "[%s]:%u" : "%s:%u",
                          self->host, self->port);
}
