// Fail-safe N of the model that the analysis pools with.
#include "steelyard/bias/general_fail_safe_n.h"

#include <fmt/format.h>

#include <cmath>

#include "analysis/further/small_study.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

FurtherFinding general_fail_safe(const FurtherInput& input) {
  FurtherFinding result;
  const auto refuse = [&](std::string why) {
    result.notes.push_back({"not-computed", std::move(why)});
    return result;
  };
  const Effects& effects = input.finding.effects;
  const Method& method = input.finding.synthesis.method;
  if (method.pooling != pooling_methods().front())
    return refuse("null studies can be added to inverse-variance pooling only");
  std::optional<double> target = parse_number(input.argument);
  if (target && effects.measure->scale.name == "log") {
    if (!(*target > 0)) return refuse("a target ratio must be positive");
    target = std::log(*target);
  }
  std::string why;
  const auto fit = general_fail_safe_n(effects, method, target, why);
  if (!fit) return refuse(why);
  auto& list = result.quantities;
  const auto add = [&](std::string id, std::string label, std::optional<double> value, Kind kind) {
    Quantity quantity{std::move(id), std::move(label), value};
    quantity.kind = kind;
    list.push_back(std::move(quantity));
  };
  add("studies", target ? "null studies until the estimate falls to the target"
                        : "null studies until P rises above 0.05",
      fit->studies ? std::optional<double>(*fit->studies) : std::nullopt, Kind::count);
  if (!fit->studies)
    result.notes.push_back(
        {"too-many", target && *target == 0
                         ? std::string("no number of null studies takes the estimate to the target")
                         : fmt::format("more than {} null studies would be needed", fit->most)});
  add("p", "P of the studies found", fit->p, Kind::p_value);
  if (!fit->p_with) return result;
  add("estimate_with", "estimate with the null studies", fit->estimate_with, Kind::effect);
  add("p_with", "P with them", fit->p_with, Kind::p_value);
  if (fit->tau2_with) add("tau2_with", "τ² with them", fit->tau2_with, Kind::variance);
  return result;
}

std::string true_or_target(std::string_view argument) {
  const std::string word = lower_case(trimmed(argument));
  if (word == "true" || word == "yes") return "";
  return parse_number(argument) ? "" : "true, or the effect that Orwin's method waits for";
}

}  // namespace

namespace further {
extern const FurtherAnalysis general_fail_safe_n{
    .id = "fail-safe-n-general",
    .label = "fail-safe N of the fitted model",
    .source = "viechtbauer2023",
    .setting = "fail-safe-n",
    .group = "small_study_effects",
    .asked = Asked::by_argument,
    .compute = general_fail_safe,
    .must_be = true_or_target,
};
}

}  // namespace steelyard
