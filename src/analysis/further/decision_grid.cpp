// The decision grid: does the conclusion hang on one choice of method?
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/display.h"
#include "analysis/further/decision_choices.h"
#include "analysis/further/no_effect.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/sensitivity/refit.h"

namespace steelyard {

namespace {

enum Conclusion : std::size_t { higher, lower, not_clear, no_interval };
constexpr std::array<std::string_view, 4> conclusion_names{
    "experimental higher", "experimental lower", "not clear", "no interval"};

enum Axis : std::size_t { by_measure, by_zero_cells, by_studies, by_model, by_interval, axes };
constexpr std::array<std::string_view, axes> axis_names{"measure", "zero cells", "studies", "model",
                                                        "interval"};
using At = std::array<std::size_t, axes>;  // which level of each choice; 0 is the analysis' own

struct Combination {
  At at{};
  Refit refit;
  Shown shown;
  Conclusion conclusion = no_interval;
};

constexpr std::string_view usual_column = "risk_of_bias";

bool has_zero(const Data& data) {
  if (const auto* t = std::get_if<TwoByTwo>(&data))
    return t->e_events == 0 || t->c_events == 0 || t->e_events == t->e_n || t->c_events == t->c_n;
  if (const auto* t = std::get_if<PersonTime>(&data)) return t->e_events == 0 || t->c_events == 0;
  return false;
}

bool is_empty(const Data& data) {
  if (const auto* t = std::get_if<TwoByTwo>(&data)) return t->e_events + t->c_events == 0;
  return false;
}

class Grid {
 public:
  explicit Grid(const FurtherInput& input) : input_(input) {
    const Effects& effects = input.finding.effects;
    const auto any = [&](bool (*is)(const Data&)) {
      return std::ranges::any_of(effects.data, is) ||
             std::ranges::any_of(effects.without_effect,
                                 [&](const WithoutEffect& each) { return is(each.data); });
    };
    choices_ = decision_choices(input.finding.plan, any(has_zero), any(is_empty));
    given_ = std::ranges::any_of(
        effects.data, [](const Data& data) { return std::holds_alternative<GivenEffect>(data); });
    const std::string& asked = input.finding.plan.risk_of_bias;
    const std::string_view column = asked.empty() ? usual_column : asked;
    for (const std::size_t study : effects.study)
      some_high_ = some_high_ || high_risk_of_bias(input.studies[study].cell(column));
    for (const Study& study : input.studies)
      high_risk_.push_back(high_risk_of_bias(study.cell(column)));
    for (std::size_t m = 0; m < choices_.measures.size(); ++m)
      for (std::size_t z = 0; z < choices_.zero_cells.size(); ++z) pool_effects(m, z);
  }

  [[nodiscard]] const std::vector<Combination>& combinations() const { return combinations_; }
  [[nodiscard]] const DecisionChoices& choices() const { return choices_; }

  [[nodiscard]] std::string level_name(std::size_t axis, std::size_t level) const {
    switch (axis) {
      case by_measure:
        return std::string(choices_.measures[level].measure->label);
      case by_zero_cells:
        return choices_.zero_cells[level].label;
      case by_studies:
        return level == 0 ? "all" : "without high risk of bias";
      case by_model:
        return choices_.models[level].label;
      default:
        break;
    }
    return level == common_interval ? "that of the common effect"
                                    : std::string(choices_.intervals[level].interval->label);
  }

  // The analysis with one choice changed; null if that is not among the combinations, or the same
  // as another. Another model may need another interval.
  [[nodiscard]] const Combination* change(std::size_t axis, std::size_t level) const {
    const Combination* best = nullptr;
    for (const Combination& each : combinations_) {
      bool fits = each.at[axis] == level;
      for (std::size_t other = 0; other < axes; ++other)
        if (other != axis && !(axis == by_model && other == by_interval))
          fits = fits && each.at[other] == own_.at[other];
      if (fits && (best == nullptr || each.at[by_interval] == own_.at[by_interval])) best = &each;
    }
    return best;
  }

  // The place of the only interval that the common effect has.
  static constexpr std::size_t common_interval = 1000;

 private:
  const FurtherInput& input_;
  DecisionChoices choices_;
  bool given_ = false;      // papers' own effects fit one measure only
  bool some_high_ = false;  // some pooled study is at high risk of bias
  std::vector<bool> high_risk_;
  std::vector<Combination> combinations_;
  Combination own_;

  void pool_effects(std::size_t m, std::size_t z) {
    const Measure& measure = *choices_.measures[m].measure;
    const Effects& own = input_.finding.effects;
    if (m > 0 && (given_ || !no_effect_of(measure))) return;
    // Another measure may not know the variances that were asked for.
    EffectFormula formula = input_.finding.plan.formula;
    if (m > 0) formula.variance = VarianceType::LS;
    const Effects effects = m == 0 && z == 0 ? own
                                             : compute_effects(input_.studies, measure,
                                                               choices_.zero_cells[z].zero_cells,
                                                               formula);
    const auto has = [&](std::size_t study) {
      return std::ranges::count(effects.study, study) > 0;
    };
    const bool drops = choices_.zero_cells[z].zero_cells.drop00;
    if (m > 0 && !drops && !std::ranges::all_of(own.study, has)) return;
    for (std::size_t s = 0; s < (some_high_ ? 2U : 1U); ++s)
      for (std::size_t model = 0; model < choices_.models.size(); ++model)
        pool_studies(effects, {m, z, s, model, 0});
  }

  void pool_studies(const Effects& effects, At at) {
    const ModelChoice& model = choices_.models[at[by_model]];
    Method method = input_.finding.plan.method;
    if (model.fixed_tau2 && at[by_measure] > 0) return;
    if (!model.pooling->unsuited(*effects.measure, model.model).empty()) return;
    method.model = model.model;
    method.pooling = model.pooling;
    method.tau2 = model.tau2;
    method.fixed_tau2 = model.fixed_tau2;
    if (model.model == Model::common) {
      at[by_interval] = common_interval;
      if (input_.finding.plan.method.model != Model::common) method.interval = nullptr;
      add(effects, method, at);
      return;
    }
    for (std::size_t i = 0; i < choices_.intervals.size(); ++i) {
      at[by_interval] = i;
      method.interval = choices_.intervals[i].interval;
      add(effects, method, at);
    }
  }

  void add(const Effects& effects, const Method& method, const At& at) {
    const Refitter refitter(effects, method);
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < refitter.members(); ++i)
      if (at[by_studies] == 0 || !high_risk_[refitter.study(i)]) chosen.push_back(i);
    if (chosen.size() < 2) return;
    Combination one;
    one.at = at;
    one.refit = refitter.of(chosen);
    if (at[by_interval] != common_interval &&
        !choices_.intervals[at[by_interval]].suits(one.refit.k, one.refit.tau2.value_or(0)))
      return;
    if (const auto& interval = one.refit.interval) {
      const double none = *no_effect_of(*effects.measure);
      one.conclusion = interval->low > none ? higher : interval->high < none ? lower : not_clear;
      const Bounds bounds =
          to_display(*effects.measure, Bounds{interval->low, interval->high}, std::nullopt);
      one.shown = {to_display(*effects.measure, *one.refit.estimate, std::nullopt), bounds.low,
                   bounds.high};
    }
    if (repeats(one)) return;
    if (combinations_.empty()) own_ = one;
    combinations_.push_back(std::move(one));
  }

  // Another rule for zero cells may change nothing.
  [[nodiscard]] bool repeats(const Combination& one) const {
    return std::ranges::any_of(combinations_, [&](const Combination& each) {
      At same = each.at;
      same[by_zero_cells] = one.at[by_zero_cells];
      return same == one.at && each.refit.k == one.refit.k &&
             each.refit.estimate == one.refit.estimate && each.refit.se == one.refit.se;
    });
  }
};

using Counts = std::array<double, conclusion_names.size()>;

QuantityTable conclusion_table(const std::vector<Combination>& all) {
  QuantityTable table{
      "conclusions",
      "How often each conclusion results",
      "conclusion",
      {{"count", "combinations", QuantityKind::count},
        {"percent", "share", QuantityKind::percent},
        {"own", "this analysis", QuantityKind::count}},
      {}};
  for (std::size_t c = 0; c < conclusion_names.size(); ++c) {
    const auto count = static_cast<double>(std::ranges::count(
        all, c, [](const auto& each) -> std::size_t { return each.conclusion; }));
    if (c == no_interval && count == 0) continue;
    table.rows.push_back({
        std::string(conclusion_names[c]),
        {count, 100 * count / static_cast<double>(all.size()),
                                       all.front().conclusion == c ? 1.0 : 0.0}
    });
  }
  return table;
}

std::vector<std::size_t> levels(const std::vector<Combination>& all, std::size_t axis) {
  std::vector<std::size_t> found;
  for (const Combination& each : all)
    if (std::ranges::find(found, each.at[axis]) == found.end()) found.push_back(each.at[axis]);
  return found;
}

QuantityTable choice_table(const Grid& grid) {
  const auto& all = grid.combinations();
  QuantityTable table{
      "choices",
      "Conclusions by choice",
      "choice",
      {{"higher", "higher", QuantityKind::count},
        {"lower", "lower", QuantityKind::count},
        {"not_clear", "not clear", QuantityKind::count}},
      {}};
  const bool all_have_one = std::ranges::none_of(
      all, [](const Combination& each) { return each.conclusion == no_interval; });
  if (!all_have_one) table.columns.push_back({"no_interval", "no interval", QuantityKind::count});
  for (std::size_t axis = 0; axis < axes; ++axis) {
    const std::vector<std::size_t> found = levels(all, axis);
    if (found.size() < 2) continue;
    for (const std::size_t level : found) {
      Counts counts{};
      for (const Combination& each : all)
        if (each.at[axis] == level) ++counts[each.conclusion];
      QuantityRow row{
          fmt::format("{}: {}", axis_names[axis], grid.level_name(axis, level)),
          {counts.begin(), counts.end()}
      };
      row.values.resize(table.columns.size());
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

QuantityTable change_table(const Grid& grid, double& flips) {
  const auto& all = grid.combinations();
  const Combination& own = all.front();
  QuantityTable table{
      "changes",
      "This analysis with one choice changed",
      "change",
      {{"display_estimate", "estimate", QuantityKind::plain},
        {"display_ci_low", "lower", QuantityKind::plain},
        {"display_ci_high", "upper", QuantityKind::plain},
        {"flips", "flips", QuantityKind::count}},
      {                                              }
  };
  for (std::size_t axis = 0; axis < axes; ++axis)
    for (const std::size_t level : levels(all, axis)) {
      if (level == own.at[axis] || (axis == by_interval && level == Grid::common_interval))
        continue;
      const Combination* other = grid.change(axis, level);
      if (other == nullptr) continue;
      std::string name = fmt::format("{}: {}", axis_names[axis], grid.level_name(axis, level));
      if (axis == by_model && other->at[by_interval] != own.at[by_interval] &&
          other->at[by_interval] != Grid::common_interval)
        name.append(", ").append(grid.level_name(by_interval, other->at[by_interval]));
      const bool flip = other->conclusion != own.conclusion;
      if (flip) name.append(" → ").append(conclusion_names[other->conclusion]);
      QuantityRow row{std::move(name), std::vector<std::optional<double>>(4)};
      if (other->refit.interval)
        row.values = {other->shown.estimate, other->shown.low, other->shown.high, std::nullopt};
      row.values[3] = flip ? 1 : 0;
      flips += flip ? 1 : 0;
      table.rows.push_back(std::move(row));
    }
  return table;
}

// Every combination, for machines: a table without a title is in results.json only.
QuantityTable combination_table(const Grid& grid) {
  const auto& all = grid.combinations();
  QuantityTable table{
      "all_combinations",
      "",
      "combination",
      {{"k", "studies", QuantityKind::count},
        {"display_estimate", "estimate", QuantityKind::plain},
        {"display_ci_low", "lower", QuantityKind::plain},
        {"display_ci_high", "upper", QuantityKind::plain},
        {"side", "1 higher, −1 lower, 0 not clear", QuantityKind::count},
        {"changed", "choices that differ", QuantityKind::count},
        {"flips", "flips", QuantityKind::count}},
      {}
  };
  for (const Combination& each : all) {
    std::string name;
    double changed = 0;
    for (std::size_t axis = 0; axis < axes; ++axis) {
      if (axis != 0) name.append("; ");
      name.append(axis_names[axis]).append(": ").append(grid.level_name(axis, each.at[axis]));
      changed += each.at[axis] != all.front().at[axis] ? 1 : 0;
    }
    QuantityRow row{std::move(name), std::vector<std::optional<double>>(table.columns.size())};
    row.values[0] = each.refit.k;
    if (each.conclusion != no_interval) {
      row.values[1] = each.shown.estimate;
      row.values[2] = each.shown.low;
      row.values[3] = each.shown.high;
      row.values[4] = each.conclusion == higher ? 1 : each.conclusion == lower ? -1 : 0;
    }
    row.values[5] = changed;
    row.values[6] = each.conclusion != all.front().conclusion ? 1 : 0;
    table.rows.push_back(std::move(row));
  }
  return table;
}

FurtherFinding decision_grid(const FurtherInput& input) {
  FurtherFinding result;
  if (!no_effect_of(*input.finding.effects.measure)) {
    result.notes.push_back(
        {"no-line", "without a line of no effect there is no conclusion that could change"});
    return result;
  }
  if (input.finding.synthesis.k < 2 || !input.finding.synthesis.estimate) {
    result.notes.push_back({"too-few", "choices of method matter only where studies are pooled"});
    return result;
  }
  const Grid grid(input);
  const auto& all = grid.combinations();
  if (all.empty()) {
    result.notes.push_back({"not-computed", "no combination of choices gives an answer"});
    return result;
  }
  double agree = 0, flips = 0;
  QuantityTable conclusions = conclusion_table(all);
  for (const Combination& each : all)
    if (each.conclusion == all.front().conclusion) ++agree;
  QuantityTable changes = change_table(grid, flips);
  const auto size = static_cast<double>(all.size());
  result.quantities = {
      {"combinations", "combinations of choices", size, QuantityKind::count},
      {"agree", "with the conclusion of this analysis", 100 * agree / size, QuantityKind::percent},
      {"flips", "single choices that flip it", flips, QuantityKind::count}};
  std::string told;
  for (const QuantityRow& row : conclusions.rows)
    if (*row.values.front() > 0)
      told.append(told.empty() ? "" : ", ").append(fmt::format("{} “{}”", *row.values.front(), row.name));
  result.notes.push_back(
      {"conclusions", fmt::format("of {} combinations of choices, {}; the analysis itself: “{}”", all.size(),
                                  told, conclusion_names[all.front().conclusion])});
  std::string flipping;
  for (const QuantityRow& row : changes.rows)
    if (*row.values.back() == 1) flipping.append(flipping.empty() ? "" : "; ").append(row.name);
  result.notes.push_back({"flips", flipping.empty() ? "no single choice flips the conclusion"
                                                    : "the conclusion flips with " + flipping});
  result.tables.push_back(std::move(conclusions));
  result.tables.push_back(choice_table(grid));
  result.tables.push_back(std::move(changes));
  result.tables.push_back(combination_table(grid));
  const Method& own = input.finding.synthesis.method;
  if (own.model == Model::random && own.interval == interval_methods().front() &&
      !wald_suits(all.front().refit.k, all.front().refit.tau2.value_or(0)))
    result.notes.push_back(
        {"narrow-interval",
         "the analysis itself uses Wald's interval, which is often too narrow with so few studies; "
         "it is in the grid only for this reason"});
  for (const std::string& reason : grid.choices().reasons)
    result.notes.push_back({"defensible", reason});
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis decision_grid{
    .id = "grid",
    .label = "decision grid: other defensible choices of method",
    .source = "steegen2016",
    .setting = "grid",
    .group = "sensitivity",
    .asked = Asked::by_flag,
    .compute = steelyard::decision_grid,
};
}

}  // namespace steelyard
