// GOSH: how the answer is spread over subsets of the studies.
#include "steelyard/sensitivity/gosh.h"

#include <fmt/format.h>

#include <cmath>

#include "analysis/further/no_effect.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/base/text.h"
#include "steelyard/sensitivity/refit.h"

namespace steelyard {

namespace {

constexpr std::size_t most_subsets = 1000000;
// Subsets of many studies take longer: their number is limited by subsets × studies.
constexpr std::size_t most_members = 100000000;
constexpr std::uint64_t seed = 20120911;

std::optional<std::size_t> limit_of(std::string_view argument) {
  if (lower_case(argument) == "all") return most_subsets;
  const auto number = parse_number(argument);
  if (!number || *number < 100 || *number > most_subsets || *number != std::floor(*number))
    return std::nullopt;
  return static_cast<std::size_t>(*number);
}

std::string must_be_limit(std::string_view argument) {
  return limit_of(argument) ? "" : "all, or the most subsets to fit: 100 to 1000000";
}

std::optional<double> percent_of(const std::optional<double>& share) {
  if (!share) return std::nullopt;
  return 100 * *share;
}

void add_spread(QuantityTable& table, const std::optional<SubsetSpread>& spread, std::string name) {
  if (!spread) return;
  table.rows.push_back({
      std::move(name),
      {spread->least, spread->q05, spread->q25, spread->median, spread->q75, spread->q95,
                    spread->most}
  });
}

QuantityTable spread_table(std::string id, std::string label, std::string row, QuantityKind kind) {
  return {
      std::move(id),
      std::move(label),
      std::move(row),
      {{"min", "least", kind},
                   {"q05", "5%", kind},
                   {"q25", "25%", kind},
                   {"median", "median", kind},
                   {"q75", "75%", kind},
                   {"q95", "95%", kind},
                   {"max", "most", kind}},
      {  }
  };
}

QuantityTable study_table(const Gosh& answer, const Effects& effects) {
  QuantityTable table{
      "studies",
      "Subsets with and without each study",
      "study",
      {{"median_with", "median with", QuantityKind::effect},
        {"median_without", "without", QuantityKind::effect},
        {"i2_with", "I² with", QuantityKind::percent},
        {"i2_without", "without", QuantityKind::percent}},
      {                                             }
  };
  if (answer.above) {
    table.columns.push_back({"above_with", "above with", QuantityKind::percent});
    table.columns.push_back({"above_without", "without", QuantityKind::percent});
  }
  for (std::size_t i = 0; i < answer.studies.size(); ++i) {
    const GoshStudy& s = answer.studies[i];
    QuantityRow row{
        effects.name[i], {s.median_with, s.median_without, s.i2_median_with, s.i2_median_without}
    };
    if (answer.above) {
      row.values.push_back(percent_of(s.above_with));
      row.values.push_back(percent_of(s.above_without));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

QuantityTable histogram(const Gosh& answer) {
  QuantityTable table{
      "histogram",
      "Number of subsets by estimate and I²",
      "step",
      {{"from", "estimate from", QuantityKind::effect}, {"to", "to", QuantityKind::effect}},
      {                                               }
  };
  for (std::size_t i = 0; i < Gosh::i2_steps; ++i)
    table.columns.push_back(
        {fmt::format("i2_{}", 10 * i), fmt::format("{}%", 10 * i), QuantityKind::count});
  const double step = (answer.high - answer.low) / Gosh::estimate_steps;
  for (std::size_t i = 0; i < Gosh::estimate_steps; ++i) {
    const double from = answer.low + step * static_cast<double>(i);
    QuantityRow row{
        std::to_string(i + 1), {from, from + step}
    };
    for (const std::size_t count : answer.counts[i])
      row.values.push_back(static_cast<double>(count));
    table.rows.push_back(std::move(row));
  }
  return table;
}

FurtherFinding all_subsets(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  const Method& method = input.finding.plan.method;
  if (!weights_by_variance(effects, method)) {
    result.notes.push_back(
        {"inverse-variance", "subsets are fitted by inverse-variance pooling only"});
    return result;
  }
  std::size_t most = limit_of(input.argument).value_or(most_subsets);
  const auto k = static_cast<std::size_t>(effects.k());
  if (k > 0 && most > most_members / k) {
    most = most_members / k;
    result.notes.push_back(
        {"fewer-subsets", fmt::format("with {} studies, {} subsets are fitted at "
                                      "most",
                                      k, most)});
  }
  std::string why;
  const auto answer = gosh(effects, method, most, seed, no_effect_of(*effects.measure), why);
  if (!answer) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  const auto add = [&](std::string id, std::string label, std::optional<double> value,
                       QuantityKind kind) {
    result.quantities.push_back({std::move(id), std::move(label), value, kind});
  };
  add("subsets", "subsets", static_cast<double>(answer->subsets), QuantityKind::count);
  add("all", "every subset once (1) or drawn (0)", answer->all ? 1 : 0, QuantityKind::count);
  if (!answer->all) add("seed", "seed of the draw", static_cast<double>(seed), QuantityKind::count);
  if (answer->above) {
    add("above", "estimates above no effect", percent_of(answer->above), QuantityKind::percent);
    add("below", "estimates below no effect", percent_of(answer->below), QuantityKind::percent);
  }
  if (answer->failed > 0)
    result.notes.push_back({"not-computed", fmt::format("{} subsets give no estimate and are left "
                                                        "out",
                                                        answer->failed)});
  const auto add_table = [&](std::string id, std::string label, const std::optional<SubsetSpread>& spread,
                             QuantityKind kind, const char* name) {
    QuantityTable table = spread_table(std::move(id), std::move(label), "statistic", kind);
    add_spread(table, spread, name);
    if (!table.rows.empty()) result.tables.push_back(std::move(table));
  };
  add_table("estimates", "Estimates of the subsets", answer->estimate, QuantityKind::effect,
            "estimate");
  add_table("tau2", "τ² of the subsets of two or more", answer->tau2, QuantityKind::variance, "τ²");
  add_table("i2", "I² of the subsets of two or more", answer->i2, QuantityKind::percent, "I²");
  add_table("q", "Q of the subsets of two or more", answer->q, QuantityKind::plain, "Q");
  result.tables.push_back(study_table(*answer, effects));
  if (answer->high > answer->low) result.tables.push_back(histogram(*answer));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis gosh{
    .id = "gosh",
    .label = "GOSH: all subsets of the studies",
    .source = "olkin2012",
    .setting = "gosh",
    .group = "sensitivity",
    .asked = Asked::by_argument,
    .compute = all_subsets,
    .must_be = must_be_limit,
};
}

}  // namespace steelyard
