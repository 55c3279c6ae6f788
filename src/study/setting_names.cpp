// The register of settings of an analysis.
#include "steelyard/study/setting_names.h"

namespace steelyard {

namespace {

constexpr SettingName names[] = {
    {"measure", "effect measure: RR, OR, MD, SMD … (steelyard list measures)"},
    {"model", "common or random (default)"},
    {"tau2", "estimator of τ², or a number that fixes it; default REML"},
    {"pooling", "inverse-variance (default), mantel-haenszel, peto … (steelyard list poolings)"},
    {"interval", "wald (default), t, hartung-knapp … (steelyard list intervals)"},
    {"prediction", "prediction interval; default follows the interval"},
    {"level", "level of the intervals in percent; default 95"},
    {"add", "what is added to the cells of a table with a zero; default 0.5"},
    {"to", "which tables: only0 (default), all, if0all, none"},
    {"drop00", "leave out tables without events in both arms", SettingTakes::flag},
    {"vtype", "formula of the studies' variances: LS (default), UB, AV, HO … as the measure knows"},
    {"correct", "true (default) or false: correct the bias of small samples, where a measure can"},
    {"subgroup", "a column: pool its groups separately and test between them", SettingTakes::columns},
    {"moderators", "columns: meta-regression on them", SettingTakes::columns},
    {"leave-one-out", "pool again without each study in turn", SettingTakes::flag},
    {"bias", "tests for small-study effects: egger, begg, peters … or all (steelyard list analyses)"},
    {"force", "give such tests with fewer than ten studies too", SettingTakes::flag},
    {"trimfill", "trim and fill: L0, R0 or Q0, then left or right where wanted"},
    {"pet-peese", "effect adjusted by regression on precision", SettingTakes::flag},
    {"limit-meta-analysis", "effect of a study without sampling error", SettingTakes::flag},
    {"fail-safe-n", "true, or the effect that Orwin's method waits for"},
    {"excess-significance", "test for too many significant studies", SettingTakes::flag},
    {"funnel", "where each study stands in a contour-enhanced funnel plot", SettingTakes::flag},
};

}  // namespace

std::span<const SettingName> setting_names() {
  return names;
}

}  // namespace steelyard
