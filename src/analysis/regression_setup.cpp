// What the meta-regressions of one synthesis share: design, effects and settings.
#include "analysis/regression_setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

CoefficientTest test_of(const Method& method, std::vector<FitNote>& notes) {
  constexpr std::array<std::pair<std::string_view, CoefficientTest>, 4> known{
      {{"wald", CoefficientTest::z},
       {"t", CoefficientTest::t},
       {"hartung-knapp", CoefficientTest::knapp_hartung},
       {"hartung-knapp-adhoc", CoefficientTest::knapp_hartung_adhoc}}
  };
  for (const auto& [id, test] : known)
    if (method.interval->id == id) return test;
  // Intervals that are never narrower than Wald's get one with moderators that is not, either.
  for (const std::string_view wider :
       {"hartung-knapp-ci", "hartung-knapp-iqwig6", "kenward-roger"}) {
    if (method.interval->id != wider) continue;
    notes.push_back({"interval-of-coefficients",
                     "the " + std::string(method.interval->label) +
                         " interval is not defined with moderators; coefficients have that of Knapp "
                         "and Hartung with a factor of at least 1, which is never narrower than "
                         "Wald's"});
    return CoefficientTest::knapp_hartung_adhoc;
  }
  notes.push_back({"interval-of-coefficients",
                   "the " + std::string(method.interval->label) +
                       " interval is not defined with moderators; coefficients have Wald's"});
  return CoefficientTest::z;
}

std::string names_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::vector<std::string_view> few;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) few.push_back(names[i]);
  if (names.size() <= most) return listed(few, "and");
  const std::string others = fmt::format("{} others", names.size() - most);
  few.push_back(others);
  return listed(few, "and");
}

}  // namespace

MixedEffectsSettings regression_settings(const FurtherInput& input, std::vector<FitNote>& notes) {
  const Method& method = input.finding.synthesis.method;
  if (method.pooling != pooling_methods().front())
    notes.push_back({"inverse-variance", "this analysis weighs by inverse variance, not as " +
                                             std::string(method.pooling->label) + " pooling does"});
  MixedEffectsSettings settings;
  if (method.model == Model::random) {
    settings.tau2 = method.tau2;
    settings.fixed_tau2 = method.fixed_tau2;
  }
  settings.test = test_of(method, notes);
  settings.level = method.level;
  return settings;
}

std::optional<RegressionSetup> set_up_regression(const FurtherInput& input,
                                                 const std::string& formula,
                                                 std::vector<FitNote>& notes) {
  const Effects& effects = input.finding.effects;
  const Method& method = input.finding.synthesis.method;
  RegressionSetup setup;
  std::vector<const Study*> rows;
  for (const std::size_t study : effects.study) rows.push_back(&input.studies[study]);
  std::string why;
  auto design = design_of(parse_formula(formula), rows, why);
  if (!design) {
    notes.push_back({"no-design", why});
    return std::nullopt;
  }
  setup.design = std::move(*design);
  const Effects part = part_of(effects, setup.design.used);
  setup.y = part.y;
  setup.v = part.v;
  setup.studies = part.name;
  if (!setup.design.missing.empty()) {
    std::vector<std::string> names;
    for (const std::size_t i : setup.design.missing) names.push_back(effects.name[i]);
    notes.push_back(
        {"moderator-missing",
         fmt::format("left out, because a moderator is not reported: {}", names_of(names))});
  }
  setup.random = method.model == Model::random;
  setup.settings = regression_settings(input, notes);
  return setup;
}

std::optional<MixedEffects> fit_or_note(const RegressionSetup& setup, std::vector<FitNote>& notes) {
  std::string why;
  auto fit = fit_mixed_effects(setup.y, setup.v, setup.design.X, setup.design.names, setup.settings,
                               why);
  if (!fit) notes.push_back({"not-computed", why});
  return fit;
}

bool prediction_df(const FurtherInput& input, const MixedEffects& fit, std::optional<double>& df) {
  Interval interval;
  interval.df = fit.df;
  // k − 1 of the intercept-only model is k − p here.
  return input.finding.synthesis.method.prediction->quantile_df(fit.k - fit.p + 1, interval, df);
}

}  // namespace steelyard
