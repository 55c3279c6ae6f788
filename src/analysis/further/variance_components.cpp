// The variance at each level of a model of dependent effects, with its profile interval.
#include <cmath>

#include "multilevel/levels.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

std::optional<double> finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

// Twice the gain of the likelihood over the model without this level; absent if that cannot be
// fitted.
std::optional<double> gain(const MultilevelData& data, const MultilevelFit& fit,
                           const MultilevelSettings& settings, std::size_t level) {
  MultilevelData without = data;
  without.levels.erase(without.levels.begin() + static_cast<std::ptrdiff_t>(level));
  std::string why;
  const auto other = fit_multilevel(without, settings, why);
  if (!other) return std::nullopt;
  constexpr double rounding = 1e-10;
  const double twice = 2 * (fit.log_likelihood - other->log_likelihood);
  return twice < rounding ? 0 : twice;
}

FurtherFinding variance_components(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  if (effects.clusters.empty() || effects.k() < 2) {
    result.notes.push_back({"too-few", "variances at several levels need several effects of a study"});
    return result;
  }
  const ModelOfEffects model = model_of(effects, input.finding.plan.method.rho);
  const MultilevelSettings settings = model_settings(input.finding.plan.method);
  std::string why;
  const auto fit = fit_multilevel(model.data, settings, why);
  if (!fit) {
    result.notes.push_back({"not-converged", "the model could not be fitted: " + why});
    return result;
  }
  QuantityTable table{"levels",
                      "Variance at each level",
                      "level",
                      {{"sigma2", "σ²", QuantityKind::variance},
                       {"ci_low", "lower limit", QuantityKind::variance},
                       {"ci_high", "upper limit", QuantityKind::variance},
                       {"i2", "I²", QuantityKind::percent},
                       {"lrt", "LRT", QuantityKind::plain},
                       {"p", "P", QuantityKind::p_value}},
                      {}};
  for (std::size_t l = 0; l < fit->sigma2.size(); ++l) {
    const std::string& name = model.data.levels[l].name;
    QuantityRow row{name, std::vector<std::optional<double>>(6)};
    row.values[0] = fit->sigma2[l];
    if (const auto bounds = profile_interval(model.data, *fit, settings, l)) {
      row.values[1] = finite(bounds->low);
      row.values[2] = finite(bounds->high);
    }
    if (!row.values[1])
      result.notes.push_back({"interval-withheld", "the profile of the likelihood could not be "
                                                   "followed for " + name});
    else if (!row.values[2])
      result.notes.push_back(
          {"no-upper-limit", "the data set no upper limit to the variance at " + name});
    row.values[3] = fit->i2[l];
    if (const auto lrt = gain(model.data, *fit, settings, l)) {
      row.values[4] = lrt;
      // A variance on the border of what it can be: half a χ². Source: self1987
      row.values[5] = *lrt > 0 ? chi_squared_upper(*lrt, 1) / 2 : 1;
    }
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
  for (const FitNote& note : model.notes) result.notes.push_back(note);
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis variance_components{
    .id = "variance-components",
    .label = "variances at each level, with profile-likelihood intervals",
    .source = "hardy1996",
    .setting = "dependence",
    .group = "dependence",
    .asked = Asked::by_id,
    .compute = steelyard::variance_components,
    .takes_clusters = true,
};
}

}  // namespace steelyard
