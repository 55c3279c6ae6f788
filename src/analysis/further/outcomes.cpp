// What the multivariate analyses share: outcomes, their model, and how their true effects vary.
#include "analysis/further/outcomes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "multilevel/identified.h"
#include "multilevel/levels.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// Names that are all numbers, as times are, stand in the order of the numbers.
void put_in_order(OutcomeNames& outcomes) {
  std::vector<double> numbers;
  for (const std::string& name : outcomes.names) {
    const auto number = parse_number(name);
    if (!number) return;
    numbers.push_back(*number);
  }
  outcomes.numeric = true;
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t j) { return numbers[j]; });
  std::vector<std::string> names;
  std::vector<int> place(order.size());
  for (std::size_t j = 0; j < order.size(); ++j) {
    names.push_back(outcomes.names[order[j]]);
    place[order[j]] = static_cast<int>(j);
  }
  outcomes.names = std::move(names);
  for (int& each : outcomes.of_row) each = place[static_cast<std::size_t>(each)];
}

}  // namespace

OutcomeNames outcomes_of(const FurtherInput& input, const Effects& effects, std::string& why) {
  const std::string& column = input.argument;
  OutcomeNames outcomes;
  for (std::size_t i = 0; i < effects.study.size(); ++i) {
    const std::string text(input.studies[effects.study[i]].cell(column));
    if (text.empty()) {
      why = fmt::format("{} says nothing about {}", effects.name[i], column);
      return {};
    }
    const auto found = std::ranges::find(outcomes.names, text);
    outcomes.of_row.push_back(static_cast<int>(found - outcomes.names.begin()));
    if (found == outcomes.names.end()) outcomes.names.push_back(text);
  }
  put_in_order(outcomes);
  constexpr std::size_t most = 8;  // 36 parameters of an unstructured matrix
  if (outcomes.names.size() > most)
    why = fmt::format("{} has {} different texts, more than {} outcomes cannot be modelled together",
                      column, outcomes.names.size(), most);
  return outcomes;
}

MultilevelData model_of_outcomes(const Effects& effects, const OutcomeNames& outcomes,
                                 const Plan& plan) {
  MultilevelData data;
  data.y = effects.y;
  data.v = effects.v;
  const auto q = static_cast<Eigen::Index>(outcomes.names.size());
  data.X = Eigen::MatrixXd::Zero(effects.k(), q);
  for (Eigen::Index i = 0; i < effects.k(); ++i)
    data.X(i, outcomes.of_row[static_cast<std::size_t>(i)]) = 1;
  data.names = outcomes.names;
  data.outcomes = OutcomeEffects{plan.structure, outcomes.of_row, effects.clusters.back().group,
                                 static_cast<int>(q)};
  data.correlated = sampling_blocks(effects, plan.method.rho);
  return data;
}

QuantityTable outcome_correlations(const MultilevelFit& fit, const OutcomeNames& outcomes,
                                   const OutcomeEffects& effects) {
  const std::size_t q = outcomes.names.size();
  QuantityTable table{"correlations", "Correlation of the true effects", "outcome", {}, {}};
  for (std::size_t j = 0; j < q; ++j)
    table.columns.push_back({fmt::format("with_{}", j + 1), outcomes.names[j]});
  for (std::size_t j = 0; j < q; ++j) {
    QuantityRow row{outcomes.names[j], std::vector<std::optional<double>>(q)};
    for (std::size_t l = 0; l < q; ++l) {
      const auto a = static_cast<Eigen::Index>(j), b = static_cast<Eigen::Index>(l);
      const double both = std::sqrt(fit.G(a, a)) * std::sqrt(fit.G(b, b));
      if (both > 0 && (j == l || estimable(effects, a, b))) row.values[l] = std::clamp(fit.G(a, b) / both, -1.0, 1.0);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

void note_structure(FurtherFinding& result, const OutcomeNames& outcomes,
                    const OutcomeEffects& effects, const MultilevelFit& fit) {
  const std::size_t q = outcomes.names.size();
  for (std::size_t j = 0; j < q && q > 1; ++j)
    if (const auto a = static_cast<Eigen::Index>(j); fit.G(a, a) == 0)
      result.notes.push_back({"no-variance", fmt::format("τ² of {} is 0, so that its true effects "
                                                         "have no correlation with others",
                                                         outcomes.names[j])});
  if (effects.structure->id == "AR" && q > 2)
    result.notes.push_back(
        {"order-of-outcomes",
         fmt::format("the structure AR takes the outcomes in {}: {}",
                     outcomes.numeric ? "the order of their numbers"
                                      : "the order in which the rows first name them",
                     fmt::join(outcomes.names, ", "))});
  for (std::size_t j = 0; j < q; ++j)
    for (std::size_t l = j + 1; l < q; ++l)
      if (!estimable(effects, static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(l)))
        result.notes.push_back(
            {"never-together",
             fmt::format("the correlation of {} and {} cannot be estimated, and is not counted as "
                         "a parameter, because no study has both",
                         outcomes.names[j], outcomes.names[l])});
}

void note_uncorrelated(FurtherFinding& result, const FurtherInput& input) {
  if (input.finding.plan.method.rho != 0 || input.finding.effects.covariances_known) return;
  result.notes.push_back({"rho-0", "the sampling errors of one study's outcomes are taken as "
                                   "uncorrelated; rho or covariances say how they correlate"});
}

void note_other_estimator(FurtherFinding& result, const FurtherInput& input) {
  const Method& method = input.finding.plan.method;
  const bool likelihood = method.tau2 == nullptr || method.tau2->id == "REML" || method.tau2->id == "ML";
  if (likelihood && !method.fixed_tau2) return;
  result.notes.push_back(
      {"estimated-by-reml", "the variances are estimated by restricted maximum likelihood here, not " +
                                (method.fixed_tau2 ? std::string("fixed")
                                                   : "by " + std::string(method.tau2->label))});
}

}  // namespace steelyard
