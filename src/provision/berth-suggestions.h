/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "berth-facts.h"
#include "berth-machine-spec.h"
#include "berth-suggestion.h"

G_BEGIN_DECLS

#define BERTH_TYPE_SUGGESTIONS (berth_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (BerthSuggestions, berth_suggestions, BERTH, SUGGESTIONS, GObject)

/**
 * BERTH_SUGGESTIONS_MAX_REGIONS:
 *
 * How many other regions are asked: each costs a list of sizes and one of quotas.
 */
#define BERTH_SUGGESTIONS_MAX_REGIONS 4

#define BERTH_SUGGESTIONS_MAX_ROWS 8

BerthSuggestions *berth_suggestions_new (BerthFacts *facts, BerthMachineSpec *spec);

GListModel *berth_suggestions_get_list (BerthSuggestions *self);
BerthSuggestion *berth_suggestions_get_current (BerthSuggestions *self);
gboolean berth_suggestions_is_busy (BerthSuggestions *self);
const GError *berth_suggestions_get_error (BerthSuggestions *self);

G_END_DECLS
