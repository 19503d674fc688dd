/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-application.h"
#include "berth-graphics.h"

#include "berth-config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>

/* A build that is not installed has its translations elsewhere. */
static const char *
find_locales (void)
{
  const char *chosen = g_getenv ("BERTH_LOCALEDIR");

  return chosen != NULL ? chosen : BERTH_LOCALEDIR;
}

int
main (int argc, char **argv)
{
  g_autoptr (BerthApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, find_locales ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  berth_graphics_prepare ("/dev");
  dex_init ();

  application = berth_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
