/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the installation writes down what it does; all may read it. */
#define BERTH_DESKTOP_INSTALL_LOG "/var/log/berth-first-boot.log"

#define BERTH_DESKTOP_INSTALL_UNIT "berth-first-boot.service"

char *berth_desktop_install_print (const char *root, const char *user);

G_END_DECLS
