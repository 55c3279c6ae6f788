// Selection models: the effect if no study stayed unpublished because of its P value.
#include "steelyard/bias/selection.h"

#include <algorithm>
#include <string>

#include "analysis/further/small_study.h"

namespace steelyard {

namespace {

SelectionSettings settings_of(const FurtherInput& input, FurtherFinding& result) {
  const Plan& plan = input.finding.plan;
  SelectionSettings settings;
  settings.random = plan.method.model == Model::random;
  settings.level = plan.method.level;
  if (plan.selection.side) {
    settings.side = *plan.selection.side;
  } else {
    const bool below = input.finding.synthesis.estimate.value_or(0) < 0;
    settings.side = below ? SelectionSide::less : SelectionSide::greater;
    result.notes.push_back(
        {"side", std::string("selection is taken to favour ") + (below ? "smaller" : "greater") +
                     " effects, the side of the pooled estimate (alternative changes it)"});
  }
  if (std::ranges::any_of(plan.further, [](const FurtherRequest& each) {
        return each.analysis->id == "meta-regression";
      }))
    result.notes.push_back({"without-moderators",
                            "selection models are fitted without the moderators, which stand in the "
                            "meta-regression alone"});
  return settings;
}

std::vector<Quantity> quantities_of(const SelectionFit& fit) {
  const auto limit = [&](double Bounds::*end) {
    return fit.interval ? std::optional(*fit.interval.*end) : std::nullopt;
  };
  std::vector<Quantity> all{
      quantity_of("k", "studies", fit.k, QuantityKind::count),
      quantity_of("estimate", "estimate", fit.estimate, QuantityKind::effect),
      quantity_of("ci_low", "lower limit", limit(&Bounds::low), QuantityKind::effect),
      quantity_of("ci_high", "upper limit", limit(&Bounds::high), QuantityKind::effect),
      quantity_of("se", "standard error", fit.se, QuantityKind::difference),
      quantity_of("z", "z", fit.statistic),
      quantity_of("p", "P", fit.p, QuantityKind::p_value),
      quantity_of("estimate_without", "estimate without selection", fit.estimate_without,
                  QuantityKind::effect),
      quantity_of("tau2", "τ²", fit.tau2, QuantityKind::variance),
      quantity_of("tau2_se", "standard error of τ²", fit.tau2_se, QuantityKind::variance),
      quantity_of("log_likelihood", "log-likelihood", fit.log_likelihood),
      quantity_of("log_likelihood_without", "log-likelihood without selection",
                  fit.log_likelihood_without)};
  if (fit.lrt_df > 0) {
    all.push_back(quantity_of("lrt", "likelihood ratio test of selection, χ²", fit.lrt));
    all.push_back(quantity_of("lrt_df", "its degrees of freedom", fit.lrt_df, QuantityKind::df));
    all.push_back(quantity_of("lrt_p", "its P", fit.lrt_p, QuantityKind::p_value));
  }
  if (fit.lrt_tau2) {
    all.push_back(quantity_of("lrt_tau2", "likelihood ratio test of τ² = 0, χ²", fit.lrt_tau2));
    all.push_back(quantity_of("lrt_tau2_p", "its P", fit.lrt_tau2_p, QuantityKind::p_value));
  }
  return all;
}

QuantityTable table_of(const SelectionFit& fit) {
  QuantityTable table{
      "weights",
      "Parameters of the weights, against no selection",
      "parameter",
      {{"k", "studies", QuantityKind::count},
        {"value", "value", QuantityKind::plain},
        {"se", "SE", QuantityKind::plain},
        {"ci_low", "lower", QuantityKind::plain},
        {"ci_high", "upper", QuantityKind::plain},
        {"z", "z", QuantityKind::plain},
        {"p", "P", QuantityKind::p_value}},
      {}
  };
  for (const SelectionDelta& delta : fit.delta) {
    std::optional<double> low, high, k;
    if (delta.interval) {
      low = delta.interval->low;
      high = delta.interval->high;
    }
    if (delta.k) k = *delta.k;
    table.rows.push_back({
        delta.name, {k, delta.value, delta.se, low, high, delta.statistic, delta.p}
    });
  }
  return table;
}

FurtherFinding by_model(const FurtherInput& input, const SelectionModel& model) {
  FurtherFinding result;
  if (withheld(input, result)) return result;
  SelectionSettings settings = settings_of(input, result);
  settings.model = &model;
  settings.steps = input.finding.plan.selection.steps;
  settings.delta = input.finding.plan.selection.delta;
  if (settings.steps.empty() && model.least_steps > 0)
    settings.steps = {settings.side == SelectionSide::two_sided ? 0.05 : 0.025};
  std::string why;
  const auto fit = fit_selection(input.finding.effects.y, input.finding.effects.v, settings, why);
  if (!fit) {
    result.notes.push_back({"no-estimate", why});
    return result;
  }
  result.quantities = quantities_of(*fit);
  result.tables.push_back(table_of(*fit));
  result.notes.insert(result.notes.end(), fit->notes.begin(), fit->notes.end());
  return result;
}

template <const SelectionModel& model>
FurtherFinding by(const FurtherInput& input) {
  return by_model(input, model);
}

// The weights of Vevea and Woods, one row each.
FurtherFinding by_weights(const FurtherInput& input) {
  FurtherFinding result;
  if (withheld(input, result)) return result;
  SelectionSettings settings = settings_of(input, result);
  if (settings.side == SelectionSide::two_sided) settings.side = SelectionSide::greater;
  QuantityTable table{
      "weights",
      "Under weights fixed beforehand",
      "selection",
      {{"estimate", "estimate", QuantityKind::effect},
        {"ci_low", "lower limit", QuantityKind::effect},
        {"ci_high", "upper limit", QuantityKind::effect},
        {"se", "SE", QuantityKind::difference},
        {"p", "P", QuantityKind::p_value},
        {"tau2", "τ²", QuantityKind::variance},
        {"log_likelihood", "log-likelihood", QuantityKind::plain}},
      {               }
  };
  settings.model = find_row(selection_models(), "stepfun");
  for (const SelectionWeights& weights : selection_weights()) {
    settings.steps.assign(weights.steps.begin(), weights.steps.end());
    settings.delta.assign(weights.delta.begin(), weights.delta.end());
    QuantityRow row{std::string(weights.label), std::vector<std::optional<double>>(7)};
    std::string why;
    const auto fit = fit_selection(input.finding.effects.y, input.finding.effects.v, settings, why);
    if (!fit) {
      result.notes.push_back({"no-estimate", row.name + ": " + why});
    } else {
      row.values = {fit->estimate, std::nullopt, std::nullopt,       fit->se,
                    fit->p,        fit->tau2,    fit->log_likelihood};
      if (fit->interval) {
        row.values[1] = fit->interval->low;
        row.values[2] = fit->interval->high;
      }
    }
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
  return result;
}

constexpr FurtherAnalysis selection_row(std::string_view id, std::string_view label,
                                        std::string_view source,
                                        FurtherFinding (*compute)(const FurtherInput&)) {
  return {.id = id,
          .label = label,
          .source = source,
          .setting = "select",
          .group = "small_study_effects",
          .asked = Asked::by_id,
          .compute = compute};
}

}  // namespace

namespace selection {
extern const SelectionModel step_function, beta, half_normal, negative_exponential, logistic, power,
    negative_exponential_power;
}

namespace further {
extern const FurtherAnalysis selection_steps =
    selection_row("stepfun", "selection model with a step function of P", "veveahedges1995",
                  steelyard::by<selection::step_function>);
extern const FurtherAnalysis selection_weights_fixed =
    selection_row("vevea-woods", "selection models with weights fixed beforehand", "vevea2005",
                  steelyard::by_weights);
extern const FurtherAnalysis selection_beta = selection_row(
    "beta", "selection model with beta weights", "citkowicz2017", steelyard::by<selection::beta>);
extern const FurtherAnalysis selection_half_normal =
    selection_row("halfnorm", "selection model with half-normal weights", "preston2004",
                  steelyard::by<selection::half_normal>);
extern const FurtherAnalysis selection_negative_exponential =
    selection_row("negexp", "selection model with negative exponential weights", "preston2004",
                  steelyard::by<selection::negative_exponential>);
extern const FurtherAnalysis selection_logistic =
    selection_row("logistic", "selection model with logistic weights", "preston2004",
                  steelyard::by<selection::logistic>);
extern const FurtherAnalysis selection_power = selection_row(
    "power", "selection model with power weights", "preston2004", steelyard::by<selection::power>);
extern const FurtherAnalysis selection_negative_exponential_power =
    selection_row("negexppow", "selection model with negative exponential power weights",
                  "begg1994", steelyard::by<selection::negative_exponential_power>);
}  // namespace further

}  // namespace steelyard
