// Effects adjusted for small-study effects by regression: PET-PEESE and limit meta-analysis.
#include "steelyard/bias/adjusted.h"

#include "analysis/further/small_study.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

void warn_of_few(const FurtherInput& input, FurtherFinding& result) {
  if (input.finding.effects.k() < enough_for_asymmetry)
    result.notes.push_back({"few-studies",
                            "with fewer than ten studies this extrapolation can be "
                            "far off"});
}

FurtherFinding pet_and_peese(const FurtherInput& input) {
  FurtherFinding result;
  std::string why;
  const auto fit = pet_peese(input.finding.effects, input.finding.plan.method.level, why);
  if (!fit) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  const Asymmetry& chosen = fit->chose_peese ? fit->peese : fit->pet;
  auto& list = result.quantities;
  list.push_back(quantity_of("k", "studies", chosen.k, Kind::count));
  list.push_back(quantity_of("estimate", "PET-PEESE", chosen.intercept, Kind::effect));
  list.push_back(quantity_of("ci_low", "lower limit", chosen.intercept_low, Kind::effect));
  list.push_back(quantity_of("ci_high", "upper limit", chosen.intercept_high, Kind::effect));
  const auto each = [&](const std::string& id, const std::string& label, const Asymmetry& line) {
    list.push_back(quantity_of(id, label, line.intercept, Kind::effect));
    list.push_back(
        quantity_of(id + "_se", label + " standard error", line.intercept_se, Kind::difference));
    list.push_back(
        quantity_of(id + "_ci_low", label + " lower limit", line.intercept_low, Kind::effect));
    list.push_back(
        quantity_of(id + "_ci_high", label + " upper limit", line.intercept_high, Kind::effect));
  };
  each("pet", "PET", fit->pet);
  list.push_back(quantity_of("pet_p", "PET P of no effect", fit->pet_p, Kind::p_value));
  each("peese", "PEESE", fit->peese);
  result.notes.push_back({fit->chose_peese ? "peese" : "pet",
                          fit->chose_peese
                              ? "PET finds an effect (P below 0.10), so PEESE is the estimate"
                              : "PET finds no effect (P 0.10 or more), so PET is the estimate"});
  warn_of_few(input, result);
  return result;
}

FurtherFinding limit_analysis(const FurtherInput& input) {
  FurtherFinding result;
  const auto& heterogeneity = input.finding.synthesis.heterogeneity;
  const double tau2 = heterogeneity ? heterogeneity->tau2.value_or(0) : 0;
  std::string why;
  const auto fit =
      limit_meta_analysis(input.finding.effects, tau2, input.finding.plan.method.level, why);
  if (!fit) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  auto& list = result.quantities;
  list.push_back(quantity_of("k", "studies", fit->k, Kind::count));
  list.push_back(quantity_of("estimate", "adjusted estimate", fit->estimate, Kind::effect));
  list.push_back(quantity_of("se", "standard error", fit->se, Kind::difference));
  list.push_back(quantity_of("ci_low", "lower limit", fit->low, Kind::effect));
  list.push_back(quantity_of("ci_high", "upper limit", fit->high, Kind::effect));
  list.push_back(quantity_of("p", "P", fit->p, Kind::p_value));
  list.push_back(quantity_of("alpha", "small-study effect α", fit->alpha));
  list.push_back(quantity_of("alpha_se", "its standard error", fit->alpha_se));
  list.push_back(quantity_of("beta", "intercept β", fit->beta, Kind::difference));
  list.push_back(quantity_of("beta_se", "its standard error", fit->beta_se, Kind::difference));
  list.push_back(quantity_of("tau2", "τ²", fit->tau2, Kind::variance));
  list.push_back(quantity_of("q", "Q", fit->q));
  list.push_back(quantity_of("q_small_study", "Q due to small-study effects", fit->q_small));
  list.push_back(quantity_of("q_small_study_p", "its P", fit->q_small_p, Kind::p_value));
  list.push_back(quantity_of("q_residual", "residual Q", fit->q_residual));
  list.push_back(quantity_of("q_residual_p", "its P", fit->q_residual_p, Kind::p_value));
  list.push_back(quantity_of("g_squared", "G², heterogeneity beyond small-study effects",
                             fit->g_squared ? std::optional(100 * *fit->g_squared) : std::nullopt,
                             Kind::percent));
  result.notes.push_back({"limit-se",
                          "the standard error is that of β + τα with τ² taken as known; R's metasens "
                          "prints that of the common-effect radial slope"});
  warn_of_few(input, result);
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis pet_peese{
    .id = "pet-peese",
    .label = "PET-PEESE",
    .source = "stanley2014",
    .setting = "pet-peese",
    .group = "small_study_effects",
    .asked = Asked::by_flag,
    .compute = pet_and_peese,
};
extern const FurtherAnalysis limit_meta_analysis{
    .id = "limit-meta-analysis",
    .label = "limit meta-analysis",
    .source = "ruecker2011",
    .setting = "limit-meta-analysis",
    .group = "small_study_effects",
    .asked = Asked::by_flag,
    .compute = limit_analysis,
};
}  // namespace further

}  // namespace steelyard
