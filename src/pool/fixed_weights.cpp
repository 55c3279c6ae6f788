// Weighted means whose weights do not depend on τ²: the user's own, equal, by sample size, and those of
// the common effect (IVhet).
#include <cmath>

#include "steelyard/pool/method.h"

namespace steelyard {

namespace tau2 {
extern const Tau2Estimator dersimonian_laird;
}

namespace {

std::string always_suits(const Measure&, Model) {
  return "";
}

std::optional<Eigen::ArrayXd> of_user(const Effects& effects, std::string& why) {
  if (effects.weights.size() == effects.k()) return effects.weights;
  why = "own weights are asked for, but no column gives them (weights = …)";
  return std::nullopt;
}

std::optional<Eigen::ArrayXd> equal(const Effects& effects, std::string&) {
  return Eigen::ArrayXd::Ones(effects.k());
}

//   n₁n₂/(n₁ + n₂) of two groups; n of one group
std::optional<double> effective_size(const Data& data) {
  const auto of_two = [](double n1, double n2) { return n1 * (n2 / (n1 + n2)); };
  if (const auto* counts = std::get_if<TwoByTwo>(&data)) return of_two(counts->e_n, counts->c_n);
  if (const auto* means = std::get_if<TwoMeans>(&data)) return of_two(means->e_n, means->c_n);
  if (const auto* d = std::get_if<StandardizedDifference>(&data)) return of_two(d->e_n, d->c_n);
  if (const auto* share = std::get_if<Superiority>(&data)) return of_two(share->e_n, share->c_n);
  return group_size(data);
}

std::optional<Eigen::ArrayXd> by_size(const Effects& effects, std::string& why) {
  Eigen::ArrayXd sizes(effects.k());
  for (Eigen::Index i = 0; i < effects.k(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    const auto size = at < effects.data.size() ? effective_size(effects.data[at]) : std::nullopt;
    if (!size || !(*size > 0) || !std::isfinite(*size)) {
      why = "sample size weights need the number of people in every study";
      if (at < effects.name.size()) why += ", but " + effects.name[at] + " does not give it";
      return std::nullopt;
    }
    sizes[i] = *size;
  }
  return sizes;
}

std::optional<Eigen::ArrayXd> of_common_effect(const Effects& effects, std::string&) {
  return effects.v.minCoeff() / effects.v;
}

}  // namespace

namespace pooling {
extern const PoolingMethod user_weights{
    .id = "weights",
    .label = "own weights",
    .source = "viechtbauer2010",
    .unsuited = always_suits,
    .weights = of_user,
};
extern const PoolingMethod unweighted{
    .id = "unweighted",
    .label = "unweighted mean",
    .source = "bonett2009",
    .unsuited = always_suits,
    .weights = equal,
};
extern const PoolingMethod sample_size{
    .id = "sample-size",
    .label = "sample size weights",
    .source = "bakbergenuly2020",
    .unsuited = always_suits,
    .weights = by_size,
};
extern const PoolingMethod inverse_variance_heterogeneity{
    .id = "ivhet",
    .label = "inverse variance heterogeneity (IVhet)",
    .source = "doi2015",
    .unsuited = always_suits,
    .weights = of_common_effect,
    .tau2 = &tau2::dersimonian_laird,
};
}  // namespace pooling

}  // namespace steelyard
