// Generalised linear mixed models as poolings.
#include <fmt/format.h>

#include <cmath>

#include "pool/glmm/own_effects.h"
#include "steelyard/pool/glmm.h"

namespace steelyard {

namespace measure {
extern const Measure odds_ratio;
extern const Measure rate_ratio;
extern const Measure logit_proportion;
extern const Measure log_rate;
}  // namespace measure

namespace {

std::string unsuited_to(const Measure& measure, bool one_group, bool rates, std::string_view what) {
  const bool suits = &measure == &measure::odds_ratio ||
                     (rates && &measure == &measure::rate_ratio) ||
                     (one_group && (&measure == &measure::logit_proportion ||
                                    &measure == &measure::log_rate));
  if (suits) return "";
  return fmt::format("{} is defined for {}, but the measure is {}", what,
                     one_group ? "OR, IRR, PLO and IRLN"
                     : rates   ? "OR and IRR"
                               : "OR",
                     measure.id);
}

std::string unsuited_all(const Measure& measure, Model) {
  return unsuited_to(measure, true, true, "this model of counts");
}
std::string unsuited_two_groups(const Measure& measure, Model) {
  return unsuited_to(measure, false, true, "this model of two groups' counts");
}
std::string unsuited_tables(const Measure& measure, Model) {
  return unsuited_to(measure, false, false, "this model of two groups' counts");
}

template <class Counts>
std::optional<std::vector<Counts>> all_of(const Effects& effects, std::string& why) {
  std::vector<Counts> result;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const auto* counts = std::get_if<Counts>(&effects.data[i]);
    if (counts == nullptr) {
      why = "models of counts need the counts of every study, but " + effects.name[i] +
            " gives only an effect";
      return std::nullopt;
    }
    result.push_back(*counts);
  }
  for (const WithoutEffect& each : effects.without_effect)
    if (const auto* counts = std::get_if<Counts>(&each.data)) result.push_back(*counts);
  return result;
}

template <class Counts>
std::optional<GlmmFit> fit_all(const Effects& effects, const GlmmSettings& settings,
                               std::string& why) {
  const auto counts = all_of<Counts>(effects, why);
  if (!counts) return std::nullopt;
  return fit_glmm(std::span<const Counts>(*counts), settings, why);
}

void add_test(std::vector<Quantity>& more, const std::optional<GlmmTest>& test, std::string id,
              std::string label) {
  if (!test) return;
  more.push_back({id, label, test->statistic, QuantityKind::plain});
  more.push_back({id + "_df", label + ", degrees of freedom", static_cast<double>(test->df),
                  QuantityKind::df});
  more.push_back({id + "_p", label + ", P", test->p, QuantityKind::p_value});
}

std::vector<Quantity> more_of(const GlmmFit& fit) {
  std::vector<Quantity> more;
  if (fit.level)
    more.push_back({"level", "mean level between the groups", fit.level,
                    QuantityKind::difference});
  if (fit.level_variance)
    more.push_back({"level_variance", "variance of the level between studies", fit.level_variance,
                    QuantityKind::variance});
  if (fit.correlation)
    more.push_back({"correlation", "correlation of level and effect", fit.correlation});
  more.push_back({"log_likelihood", "log-likelihood", fit.log_likelihood});
  more.push_back({"aic", "AIC", fit.aic()});
  more.push_back({"bic", "BIC", fit.bic()});
  add_test(more, fit.likelihood_ratio, "lrt", "likelihood ratio test of heterogeneity");
  add_test(more, fit.wald, "wald", "Wald test of heterogeneity");
  return more;
}

std::optional<ModelFit> pooled(const Effects& effects, const Method& method, GlmmModel model,
                               std::string& why) {
  GlmmSettings settings;
  settings.model = model;
  settings.random = method.model == Model::random;
  settings.level = method.level;
  if (settings.random && method.fixed_tau2) {
    why = "models of counts estimate the variance between studies together with the effect, so it "
          "cannot be given";
    return std::nullopt;
  }
  std::optional<GlmmFit> fit;
  if (effects.measure == &measure::odds_ratio)
    fit = fit_all<TwoByTwo>(effects, settings, why);
  else if (effects.measure == &measure::rate_ratio)
    fit = fit_all<PersonTime>(effects, settings, why);
  else if (effects.measure == &measure::logit_proportion)
    fit = fit_all<OneProportion>(effects, settings, why);
  else
    fit = fit_all<OneRate>(effects, settings, why);
  if (!fit) return std::nullopt;
  ModelFit result;
  result.estimate = fit->estimate;
  result.se = fit->se;
  result.df = fit->k - 1;
  result.tau2 = fit->tau2;
  result.tau2_ci = fit->tau2_ci;
  if (fit->wald) {
    result.q = fit->wald->statistic;
    result.q_k = fit->k;
  }
  result.typical = typical_variance(effects);
  result.more = more_of(*fit);
  if (fit->uninformative > 0)
    result.notes.push_back(
        {"counts-say-nothing",
         fmt::format("{} events in both groups or in neither, or only events; in this model {} "
                     "nothing about the effect",
                     fit->uninformative == 1 ? "one study has no" : fmt::format("{} studies have no", fit->uninformative),
                     fit->uninformative == 1 ? "it tells" : "they tell")});
  if (fit->tau2 && !fit->tau2_ci)
    result.notes.push_back({"tau2-interval-withheld",
                            model == GlmmModel::correlated_studies
                                ? "the variance between studies has no interval in this model"
                                : "the likelihood sets no upper limit to the variance between "
                                  "studies"});
  return result;
}

std::optional<ModelFit> conditional(const Effects& effects, const Method& method,
                                    std::string& why) {
  return pooled(effects, method, GlmmModel::conditional, why);
}
std::optional<ModelFit> approximate(const Effects& effects, const Method& method,
                                    std::string& why) {
  return pooled(effects, method, GlmmModel::conditional_approximate, why);
}
std::optional<ModelFit> fixed_studies(const Effects& effects, const Method& method,
                                      std::string& why) {
  return pooled(effects, method, GlmmModel::fixed_studies, why);
}
std::optional<ModelFit> random_studies(const Effects& effects, const Method& method,
                                       std::string& why) {
  return pooled(effects, method, GlmmModel::random_studies, why);
}
std::optional<ModelFit> correlated_studies(const Effects& effects, const Method& method,
                                           std::string& why) {
  return pooled(effects, method, GlmmModel::correlated_studies, why);
}

}  // namespace

namespace pooling {
// The default is exact in the sparsest data: nothing is estimated for each study, so that nothing
// grows with their number (the incidental parameters that bias models with fixed study levels).
extern const PoolingMethod glmm{
    .id = "glmm",
    .label = "exact likelihood of counts (conditional for two groups)",
    .source = "stijnen2010",
    .unsuited = unsuited_all,
    .fit = conditional,
    .from_counts = true,
};
extern const PoolingMethod glmm_cm_el{
    .id = "glmm-cm-el",
    .label = "conditional model, exact likelihood",
    .source = "stijnen2010",
    .unsuited = unsuited_two_groups,
    .fit = conditional,
    .from_counts = true,
};
extern const PoolingMethod glmm_cm_al{
    .id = "glmm-cm-al",
    .label = "conditional model, approximate likelihood for rare events",
    .source = "stijnen2010",
    .unsuited = unsuited_tables,
    .fit = approximate,
    .from_counts = true,
};
extern const PoolingMethod glmm_um_fs{
    .id = "glmm-um-fs",
    .label = "unconditional model, fixed study levels",
    .source = "jackson2018",
    .unsuited = unsuited_two_groups,
    .fit = fixed_studies,
    .from_counts = true,
};
extern const PoolingMethod glmm_um_rs{
    .id = "glmm-um-rs",
    .label = "unconditional model, random study levels",
    .source = "jackson2018",
    .unsuited = unsuited_two_groups,
    .fit = random_studies,
    .from_counts = true,
};
extern const PoolingMethod glmm_um_rs_cor{
    .id = "glmm-um-rs-cor",
    .label = "unconditional model, random study levels correlated with effects",
    .source = "jackson2018",
    .unsuited = unsuited_two_groups,
    .fit = correlated_studies,
    .from_counts = true,
};
}  // namespace pooling

}  // namespace steelyard
