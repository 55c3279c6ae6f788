// Fail-safe N, the test of excess significance, and the regions of a contour-enhanced funnel plot.
#include <cmath>

#include "analysis/further/small_study.h"
#include "steelyard/base/text.h"
#include "steelyard/bias/excess_significance.h"
#include "steelyard/bias/fail_safe_n.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

std::string number_or_true(std::string_view argument) {
  const std::string word = lower_case(trimmed(argument));
  if (word == "true" || word == "yes") return "";
  return parse_number(argument) ? "" : "true, or the effect that Orwin's method waits for";
}

double tau2_of(const AnalysisFinding& finding) {
  const auto& heterogeneity = finding.synthesis.heterogeneity;
  return heterogeneity ? heterogeneity->tau2.value_or(0) : 0;
}

FurtherFinding fail_safe(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  std::optional<double> target = parse_number(input.argument);
  if (target && effects.measure->scale.name == "log") {
    // People give a ratio as they see it.
    if (!(*target > 0)) {
      result.notes.push_back({"not-computed", "a target ratio must be positive"});
      return result;
    }
    target = std::log(*target);
  }
  std::string why;
  const auto fit = fail_safe_n(effects.y, effects.v, tau2_of(input.finding), target, why);
  if (!fit) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  auto& list = result.quantities;
  list.push_back(quantity_of("rosenthal", "Rosenthal's N", fit->rosenthal, Kind::count));
  list.push_back(quantity_of("rosenthal_p", "one-sided P of the studies (Stouffer)",
                             fit->rosenthal_p, Kind::p_value));
  list.push_back(quantity_of("orwin", "Orwin's N, weighted", fit->orwin, Kind::count));
  list.push_back(
      quantity_of("orwin_unweighted", "Orwin's N, unweighted", fit->orwin_unweighted, Kind::count));
  list.push_back(
      quantity_of("target", "effect that Orwin's N leads to", fit->target, Kind::effect));
  list.push_back(
      quantity_of("rosenberg", "Rosenberg's N, common effect", fit->rosenberg, Kind::count));
  list.push_back(
      quantity_of("rosenberg_p", "P of the common effect", fit->rosenberg_p, Kind::p_value));
  if (input.finding.plan.method.model == Model::random) {
    list.push_back(quantity_of("rosenberg_random", "Rosenberg's N, random effects, τ² as found",
                               fit->rosenberg_random, Kind::count));
    list.push_back(quantity_of("rosenberg_random_p", "P of the random-effects mean",
                               fit->rosenberg_random_p, Kind::p_value));
  }
  if (!target)
    result.notes.push_back({"half",
                            "no target was given for Orwin's N, so it waits for half the "
                            "effect, which always takes as many studies as there are"});
  return result;
}

FurtherFinding excess(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  std::string why = "there is no pooled effect to compute power at";
  const auto& theta = input.finding.synthesis.estimate;
  const auto fit =
      theta ? excess_significance(effects.y, effects.v, *theta, tau2_of(input.finding), why)
            : std::nullopt;
  if (!fit) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  auto& list = result.quantities;
  list.push_back(quantity_of("k", "studies", fit->k, Kind::count));
  list.push_back(quantity_of("observed", "significant studies", fit->observed, Kind::count));
  list.push_back(quantity_of("observed_percent", "their share", 100.0 * fit->observed / fit->k,
                             Kind::percent));
  list.push_back(quantity_of("expected", "expected by their power", fit->expected));
  list.push_back(quantity_of("ratio", "observed to expected", fit->ratio));
  list.push_back(quantity_of("p", "P of so many or more (exact)", fit->p, Kind::p_value));
  list.push_back(quantity_of("p_binomial", "P (binomial)", fit->p_binomial, Kind::p_value));
  list.push_back(quantity_of("chi_squared", "χ²", fit->chi_squared));
  list.push_back(
      quantity_of("p_chi_squared", "P (χ², one-sided)", fit->p_chi_squared, Kind::p_value));
  list.push_back(
      quantity_of("theta", "effect that power is computed at", fit->theta, Kind::effect));
  list.push_back(quantity_of("tau2", "τ² that power is averaged over", fit->tau2, Kind::variance));
  list.push_back(quantity_of("theta_limit", "effect at which P would be 0.10", fit->theta_limit,
                             Kind::effect));
  if (!fit->theta_limit)
    result.notes.push_back({"no-limit", "P is above 0.10 even if there is no effect"});
  return result;
}

FurtherFinding funnel(const FurtherInput& input) {
  const Effects& effects = input.finding.effects;
  FurtherFinding result;
  QuantityTable table{
      "studies",
      "Where each study stands in the funnel",
      "study",
      {{"effect", "effect", Kind::effect},
        {"se", "SE", Kind::difference},
        {"p", "P", Kind::p_value},
        {"region_from", "P from", Kind::plain},
        {"region_to", "P to", Kind::plain}},
      {}
  };
  // Regions of Peters' plot. Source: peters2008
  constexpr double edges[] = {0, 0.01, 0.05, 0.1, 1};
  int counts[4] = {0, 0, 0, 0};
  for (Eigen::Index i = 0; i < effects.k(); ++i) {
    const double se = std::sqrt(effects.v[i]), p = normal_p(effects.y[i] / se);
    std::size_t region = 0;
    while (region < 3 && p >= edges[region + 1]) ++region;
    ++counts[region];
    table.rows.push_back({
        effects.name[static_cast<std::size_t>(i)],
        {effects.y[i], se, p, edges[region], edges[region + 1]}
    });
  }
  auto& list = result.quantities;
  list.push_back(quantity_of("below_1_percent", "studies with P < 0.01", counts[0], Kind::count));
  list.push_back(quantity_of("from_1_to_5_percent", "P 0.01 to 0.05", counts[1], Kind::count));
  list.push_back(quantity_of("from_5_to_10_percent", "P 0.05 to 0.10", counts[2], Kind::count));
  list.push_back(quantity_of("above_10_percent", "P 0.10 or more", counts[3], Kind::count));
  if (!table.rows.empty()) result.tables.push_back(std::move(table));
  // The edges that the plot draws: so many standard errors either side of no effect.
  QuantityTable contours{"contours", "", "P", {{"z", "z", Kind::plain}}, {}};
  for (std::size_t i = 3; i > 0; --i)
    contours.rows.push_back({fixed(edges[i], 2), {normal_quantile(1 - edges[i] / 2)}});
  result.tables.push_back(std::move(contours));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis fail_safe_n{
    .id = "fail-safe-n",
    .label = "fail-safe N",
    .source = "rosenberg2005",
    .setting = "fail-safe-n",
    .group = "small_study_effects",
    .asked = Asked::by_argument,
    .compute = fail_safe,
    .must_be = number_or_true,
};
extern const FurtherAnalysis excess_significance{
    .id = "excess-significance",
    .label = "test of excess significance",
    .source = "ioannidis2007",
    .setting = "excess-significance",
    .group = "small_study_effects",
    .asked = Asked::by_flag,
    .compute = excess,
};
extern const FurtherAnalysis funnel{
    .id = "funnel",
    .label = "contour-enhanced funnel plot",
    .source = "peters2008",
    .setting = "funnel",
    .group = "small_study_effects",
    .asked = Asked::by_flag,
    .compute = steelyard::funnel,
};
}  // namespace further

}  // namespace steelyard
