// The choices of an analysis that a reasonable reviewer could have made otherwise.
#pragma once
#include <string>
#include <vector>

#include "steelyard/analysis/plan.h"

namespace steelyard {

struct MeasureChoice {
  const Measure* measure = nullptr;
};

struct ZeroCellChoice {
  std::string label;
  ZeroCells zero_cells;
};

/// Model, pooling and estimator of τ², which depend on each other.
struct ModelChoice {
  std::string label;
  Model model = Model::random;
  const PoolingMethod* pooling = nullptr;
  const Tau2Estimator* tau2 = nullptr;
  std::optional<double> fixed_tau2;
};

/// Which intervals go with a fit.
struct IntervalChoice {
  const IntervalMethod* interval = nullptr;
  bool (*suits)(int k, double tau2) = nullptr;
};

/// In every list the analysis' own choice comes first.
struct DecisionChoices {
  std::vector<MeasureChoice> measures;
  std::vector<ZeroCellChoice> zero_cells;
  std::vector<ModelChoice> models;
  std::vector<IntervalChoice> intervals;  ///< of random effects; the common effect has Wald's
  std::vector<std::string> reasons;       ///< why these, one sentence each
};

/// Takes: whether the tables of the analysis have zero cells, and no events at all
DecisionChoices decision_choices(const Plan& plan, bool zero_cells, bool empty_tables);

/// True if Wald's interval is defensible for random effects of k studies.
bool wald_suits(int k, double tau2);

/// True if the cell of a risk-of-bias column means high risk: "High", "Serious", "Critical" …
bool high_risk_of_bias(std::string_view cell);

}  // namespace steelyard
