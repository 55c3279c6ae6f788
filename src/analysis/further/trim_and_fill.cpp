// Trim and fill: estimator, and where wanted the side and the model that trims, as words.
#include "steelyard/bias/trim_and_fill.h"

#include "analysis/further/small_study.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

// "L0", "r0 left", "L0 right common"
std::optional<TrimAndFillSettings> parsed(std::string_view argument) {
  TrimAndFillSettings settings;
  bool estimator = false;
  std::string text(argument);
  for (char& each : text)
    if (each == ',') each = ' ';
  for (const std::string& part : split(text, ' ')) {
    const std::string word = lower_case(trimmed(part));
    if (word.empty()) continue;
    if (word == "l0" || word == "r0" || word == "q0") {
      if (estimator) return std::nullopt;
      estimator = true;
      settings.estimator = word == "l0"   ? FillEstimator::L0
                           : word == "r0" ? FillEstimator::R0
                                          : FillEstimator::Q0;
    } else if (word == "left") {
      settings.side = FillSide::left;
    } else if (word == "right") {
      settings.side = FillSide::right;
    } else if (word == "auto") {
      settings.side = FillSide::automatic;
    } else if (word == "common") {
      settings.trimming = Model::common;
    } else if (word == "random") {
      settings.trimming = Model::random;
    } else {
      return std::nullopt;
    }
  }
  if (!estimator) return std::nullopt;
  return settings;
}

std::string must_be(std::string_view argument) {
  return parsed(argument) ? ""
                          : "L0, R0 or Q0, and where wanted left or right (default auto), common "
                            "or random";
}

FurtherFinding compute(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  const Method& method = input.finding.plan.method;
  std::string why;
  const auto fit =
      trim_and_fill(effects, method, parsed(input.argument).value_or(TrimAndFillSettings{}), why);
  if (!fit) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  auto& list = result.quantities;
  list.push_back(quantity_of("missing", "studies filled in", fit->missing, Kind::count));
  list.push_back(quantity_of("missing_se", "standard error of their number", fit->missing_se));
  if (fit->p)
    list.push_back(
        quantity_of("missing_p", "P of no missing studies on that side", fit->p, Kind::p_value));
  const Synthesis& filled = fit->synthesis;
  list.push_back(quantity_of("k", "studies with those filled in", filled.k, Kind::count));
  list.push_back(quantity_of("estimate", "adjusted estimate", filled.estimate, Kind::effect));
  if (filled.interval) {
    list.push_back(quantity_of("se", "standard error", filled.interval->se, Kind::difference));
    list.push_back(quantity_of("ci_low", "lower limit", filled.interval->low, Kind::effect));
    list.push_back(quantity_of("ci_high", "upper limit", filled.interval->high, Kind::effect));
    list.push_back(quantity_of("p", "P", filled.interval->p, Kind::p_value));
  }
  if (filled.heterogeneity && filled.heterogeneity->tau2) {
    list.push_back(quantity_of("tau2", "τ²", filled.heterogeneity->tau2, Kind::variance));
    list.push_back(quantity_of("i2", "I²", filled.heterogeneity->i2, Kind::percent));
  }
  result.notes.push_back(
      {"side", fit->side == FillSide::left
                   ? "looked for missing studies on the left, where effects are smaller"
                   : "looked for missing studies on the right, where effects are larger"});
  if (method.pooling != nullptr && method.pooling != pooling_methods().front())
    result.notes.push_back({"inverse-variance",
                            "studies filled in have no data of their own, so "
                            "these numbers are pooled by inverse variance"});
  QuantityTable table{
      "filled",
      "Studies filled in",
      "mirror of",
      {{"effect", "effect", Kind::effect}, {"v", "variance", Kind::variance}},
      {                                  }
  };
  for (std::size_t i = 0; i < fit->mirrored.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    table.rows.push_back({
        effects.name[fit->mirrored[i]], {fit->y[at], fit->v[at]}
    });
  }
  if (!table.rows.empty()) result.tables.push_back(std::move(table));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis trim_and_fill{
    .id = "trim-and-fill",
    .label = "trim and fill",
    .source = "duval2000",
    .setting = "trimfill",
    .group = "small_study_effects",
    .asked = Asked::by_argument,
    .compute = steelyard::compute,
    .must_be = steelyard::must_be,
};
}

}  // namespace steelyard
