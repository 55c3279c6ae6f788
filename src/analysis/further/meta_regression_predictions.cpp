// The mean effect at chosen values of the moderators.
#include <fmt/format.h>

#include "analysis/regression_setup.h"
#include "steelyard/base/text.h"
#include "steelyard/regression/inference.h"

namespace steelyard {

namespace {

std::string name_of(const PredictionPoint& point) {
  std::string name;
  for (const auto& [title, value] : point.values)
    name += (name.empty() ? "" : ", ") + title + " = " + value;
  return name;
}

bool is_outside(const Moderator& moderator, const std::string& value) {
  const auto number = parse_number(value);
  return !moderator.categorical && number &&
         (*number < moderator.least || *number > moderator.most);
}

void note_points(FurtherFinding& result, const ModeratorDesign& design,
                 const std::vector<PredictionPoint>& points) {
  for (const Moderator& moderator : design.moderators) {
    std::size_t named = 0;
    bool outside = false;
    for (const PredictionPoint& point : points)
      for (const auto& [title, value] : point.values)
        if (lower_case(title) == lower_case(moderator.title)) {
          ++named;
          outside = outside || is_outside(moderator, value);
        }
    if (outside)
      result.notes.push_back(
          {"extrapolated", fmt::format("the studies have {} from {} to {}; a point lies outside",
                                       moderator.title, moderator.least, moderator.most)});
    if (named == points.size()) continue;
    result.notes.push_back(
        {"held", moderator.title + ", where it is not given, is held at " +
                     (moderator.categorical ? "\"" + moderator.levels.front() + "\""
                                            : "its mean over the studies")});
  }
}

FurtherFinding predictions(const FurtherInput& input) {
  FurtherFinding result;
  const auto setup = set_up_regression(input, input.finding.plan.moderators, result.notes);
  if (!setup) return result;
  const auto fit = fit_or_note(*setup, result.notes);
  if (!fit) return result;
  std::optional<double> df;
  // Limits that rest on another interval, or on none, are not those of this model.
  const PredictionMethod& asked = *input.finding.synthesis.method.prediction;
  const bool defined = asked.own == nullptr &&
                       (asked.based_on == nullptr || asked.based_on == input.finding.synthesis.method.interval);
  const bool random = defined && prediction_df(input, *fit, df) && setup->random;
  QuantityTable table{
      "points",
      "Mean effect at chosen values",
      "point",
      {{"estimate", "estimate", QuantityKind::effect},
        {"ci_low", "lower limit", QuantityKind::effect},
        {"ci_high", "upper limit", QuantityKind::effect},
        {"pi_low", "predicted low", QuantityKind::effect},
        {"pi_high", "predicted high", QuantityKind::effect},
        {"se", "SE", QuantityKind::difference}},
      {}
  };
  const std::vector<PredictionPoint> points = parse_points(input.argument);
  for (const PredictionPoint& point : points) {
    std::string why;
    const auto row = design_row(setup->design, point, why);
    if (!row) {
      result.notes.push_back({"no-point", name_of(point) + ": " + why});
      continue;
    }
    const MeanAt mean = mean_at(*fit, *row, setup->settings.level, random, df);
    QuantityRow line{
        name_of(point), {mean.estimate, mean.interval.low, mean.interval.high, {}, {}, mean.se}
    };
    if (mean.prediction) {
      line.values[3] = mean.prediction->low;
      line.values[4] = mean.prediction->high;
    }
    table.rows.push_back(std::move(line));
  }
  if (setup->random && !defined)
    result.notes.push_back({"prediction-withheld",
                            "the prediction interval with " + std::string(asked.label) +
                                " is not defined with moderators, unless the interval is of the same kind"});
  else if (setup->random && !random)
    result.notes.push_back({"prediction-withheld", "prediction intervals need more studies"});
  if (!table.rows.empty()) result.tables.push_back(std::move(table));
  note_points(result, setup->design, points);
  return result;
}

std::string must_be_points(std::string_view argument) {
  return parse_points(argument).empty()
             ? "points such as \"year=1990, risk=low; year=2010, risk=low\""
             : "";
}

}  // namespace

namespace further {
extern const FurtherAnalysis meta_regression_predictions{
    .id = "meta-regression-predictions",
    .label = "predictions of the meta-regression",
    .source = "raudenbush2009",
    .setting = "predict-at",
    .group = "meta_regression",
    .asked = Asked::by_argument,
    .compute = steelyard::predictions,
    .must_be = must_be_points,
};
}

}  // namespace steelyard
