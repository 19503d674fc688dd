/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-check.h"

#include "berth-config.h"

#include <glib/gi18n-lib.h>

/* The image, whether it fits the size, and its terms. */

static BerthFix *
choose_image (void)
{
  return berth_fix_new (BERTH_FIX_CHOOSE_IMAGE, _ ("Choose another image"), NULL);
}

static BerthVerdict *
judge_fit (BerthImageChoice *image, BerthSize *size)
{
  const char *architecture = berth_image_choice_get_architecture (image);
  const char *size_architecture = berth_size_get_architecture (size);
  const gboolean second
    = g_strcmp0 (berth_image_choice_get_generation (image), "V2") == 0;

  if (architecture != NULL && size_architecture != NULL
      && g_ascii_strcasecmp (architecture, size_architecture) != 0) {
    g_autofree char *detail
      /* Translators: processor architectures, such as x64 and Arm64 */
      = g_strdup_printf (_ ("The image is made for %s, the size is %s."), architecture,
                         size_architecture);

    return berth_verdict_new (BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("The image does not run on this size"), detail,
                              choose_image ());
  }
  if (second ? !berth_size_supports_gen2 (size) : !berth_size_supports_gen1 (size)) {
    g_autofree char *detail
      /* Translators: both numbers are generations of virtual hardware, 1 or 2 */
      = g_strdup_printf (
        _ ("The image needs virtual hardware of generation %d; the size has only "
           "generation %d. Most images come in both."),
        second ? 2 : 1, second ? 1 : 2);

    return berth_verdict_new (BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("The image does not start on this size"), detail,
                              choose_image ());
  }
  return NULL;
}

static BerthVerdict *
judge_age (BerthImageChoice *image)
{
  const char *state = berth_image_choice_get_deprecation (image);

  if (g_strcmp0 (state, "Deprecated") == 0)
    return berth_verdict_new (BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_BLOCKED,
                              _ ("The image was withdrawn"),
                              _ ("Its publisher does not offer this version any more."),
                              choose_image ());
  if (g_strcmp0 (state, "ScheduledForDeprecation") == 0)
    return berth_verdict_new (
      BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_WARNING,
      _ ("The image will be withdrawn"),
      _ ("It still works; a machine that is deleted later cannot be made again from it."),
      choose_image ());
  return NULL;
}

void
berth_check_image (BerthCheck *check)
{
  BerthImageChoice *image = berth_machine_spec_get_image (check->spec);
  BerthSize *size
    = berth_facts_find_size (check->facts, berth_machine_spec_get_size (check->spec));
  BerthVerdict *verdict = NULL;

  if (image == NULL) {
    berth_check_take (
      check,
      berth_verdict_new (
        BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_OPEN, _ ("No image is chosen"),
        NULL, berth_fix_new (BERTH_FIX_CHOOSE_IMAGE, _ ("Choose an image"), NULL)));
    return;
  }
  if (size != NULL)
    verdict = judge_fit (image, size);
  if (verdict == NULL)
    verdict = judge_age (image);
  if (verdict == NULL && size != NULL)
    verdict = berth_verdict_new (BERTH_VERDICT_TOPIC_IMAGE, BERTH_VERDICT_LEVEL_FINE,
                                 _ ("The image fits the size"),
                                 _ ("It starts without Trusted Launch: with Secure Boot, "
                                    "drivers that are not signed would not load."),
                                 NULL);
  if (verdict != NULL)
    berth_check_take_fact (check, verdict, BERTH_FACT_SIZES);
}

static BerthVerdict *
judge_terms (BerthCheck *check)
{
  if (check->terms != NULL && berth_terms_is_accepted (check->terms))
    return berth_verdict_new (BERTH_VERDICT_TOPIC_TERMS, BERTH_VERDICT_LEVEL_FINE,
                              _ ("The image's terms are accepted"), NULL, NULL);
  if (check->terms != NULL)
    return berth_verdict_new (
      BERTH_VERDICT_TOPIC_TERMS, BERTH_VERDICT_LEVEL_BLOCKED,
      _ ("The image's terms are not accepted yet"),
      _ ("This image is sold in the marketplace. Its terms have to be accepted once for "
         "the "
         "subscription. The image itself costs what its plan says, often nothing."),
      berth_fix_new (BERTH_FIX_ACCEPT_TERMS, _ ("Accept terms"), NULL));
  return berth_verdict_new (BERTH_VERDICT_TOPIC_TERMS, BERTH_VERDICT_LEVEL_UNKNOWN,
                            _ ("Whether the image's terms are accepted is not known"),
                            check->terms_error->message,
                            berth_fix_new (BERTH_FIX_TRY_AGAIN, _ ("Ask again"), NULL));
}

void
berth_check_terms (BerthCheck *check)
{
  BerthImageChoice *image = berth_machine_spec_get_image (check->spec);

  if (image == NULL || !berth_image_choice_has_plan (image)
      || (check->terms == NULL && check->terms_error == NULL))
    return;
  berth_check_take (check, berth_verdict_with_source (judge_terms (check),
                                                      _ ("Azure's marketplace"),
                                                      check->terms_checked_at));
}
