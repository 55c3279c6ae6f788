// What the further analyses of small-study effects share.
#include "analysis/further/small_study.h"

#include <fmt/format.h>

namespace steelyard {

bool withheld(const FurtherInput& input, FurtherFinding& result) {
  const auto k = input.finding.effects.k();
  if (k >= enough_for_asymmetry) return false;
  const std::string few = fmt::format(
      "{} {} fewer than {}: such a test then finds little, and "
      "what it finds may be chance",
      k, k == 1 ? "study is" : "studies are", enough_for_asymmetry);
  if (input.finding.plan.force) {
    result.notes.push_back({"forced", few + "; it is given because force is set"});
    return false;
  }
  result.notes.push_back({"withheld", "withheld, because " + few + " (force = true gives it)"});
  return true;
}

MixedEffectsSettings regression_settings(const Plan& plan) {
  MixedEffectsSettings settings;
  settings.level = plan.method.level;
  if (plan.method.model == Model::random) {
    settings.tau2 = plan.method.tau2 != nullptr ? plan.method.tau2 : tau2_estimators().front();
    settings.fixed_tau2 = plan.method.fixed_tau2;
  }
  if (plan.method.interval == nullptr) return settings;
  const std::string_view id = plan.method.interval->id;
  if (id == "t") settings.test = CoefficientTest::t;
  if (id == "hartung-knapp") settings.test = CoefficientTest::knapp_hartung;
  if (id == "hartung-knapp-adhoc") settings.test = CoefficientTest::knapp_hartung_adhoc;
  return settings;
}

}  // namespace steelyard
