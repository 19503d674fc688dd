/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BERTH_TYPE_APPLICATION (berth_application_get_type ())
G_DECLARE_FINAL_TYPE (
  BerthApplication, berth_application, BERTH, APPLICATION, AdwApplication)

BerthApplication *berth_application_new (void);

G_END_DECLS
