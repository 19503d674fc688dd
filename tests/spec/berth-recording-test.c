/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "berth-recording-test.h"

#include "berth-azure-error.h"
#include "berth-curl-transport.h"
#include "berth-recording-transport.h"

#include <string.h>

/**
 * berth_recording_test_new:
 * @scenario: (nullable): the scenario as JSON; %NULL for the practice cloud's own
 *
 * Returns: (transfer full): a practice cloud and a client whose exchanges are written to
 * the file that BERTH_EXCHANGES names. To be called in a fiber.
 */
BerthPracticeTest *
berth_recording_test_new (const char *scenario)
{
  g_autoptr (BerthHttpTransport) curl
    = BERTH_HTTP_TRANSPORT (berth_curl_transport_new (NULL));
  g_autoptr (BerthHttpTransport) recording = BERTH_HTTP_TRANSPORT (
    berth_recording_transport_new (curl, g_getenv ("BERTH_EXCHANGES")));

  return berth_practice_test_new_over (scenario, recording);
}

/* Waits for a call that is made for its exchange. */
void
berth_recording_test_expect (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  dex_await (future, &error);
  g_assert_no_error (error);
}

/* "{S}" stands for the subscription, so that ids in bodies stay readable. */
static char *
fill_in (BerthPracticeTest *cloud, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "{S}", -1);
  g_autofree char *subscription
    = g_strconcat ("/subscriptions/", cloud->subscription, NULL);

  return g_strjoinv (subscription, parts);
}

static DexFuture *
operate (BerthPracticeTest *cloud,
         const char *method,
         const char *path,
         const char *api_version,
         const char *body)
{
  g_autofree char *whole = fill_in (cloud, path);
  g_autofree char *text = body != NULL ? fill_in (cloud, body) : NULL;
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  g_assert_true ((node != NULL) == (body != NULL));
  return berth_arm_client_operate (cloud->client, method, whole, api_version, node, NULL);
}

/**
 * berth_recording_test_ask:
 * @path: "{S}/resourcegroups/one"
 * @body: (nullable): JSON
 *
 * Asks by hand, and waits until what it began has ended.
 */
void
berth_recording_test_ask (BerthPracticeTest *cloud,
                          const char *method,
                          const char *path,
                          const char *api_version,
                          const char *body)
{
  berth_recording_test_expect (operate (cloud, method, path, api_version, body));
}

/* Asks by hand for what Azure refuses. */
void
berth_recording_test_ask_refused (BerthPracticeTest *cloud,
                                  const char *method,
                                  const char *path,
                                  const char *api_version,
                                  const char *body)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (operate (cloud, method, path, api_version, body), &error));
  g_assert_true (error->domain == BERTH_AZURE_ERROR);
}
