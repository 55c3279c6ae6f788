// Where the search for the top of a marginal likelihood begins.
#include <algorithm>
#include <cmath>

#include "multilevel/model.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::VectorXd;

}  // namespace

// Steps from where the smallest effect of a variance could be seen to beyond all differences.
VectorXd MarginalModel::ladder(std::size_t steps) const {
  const VectorXd r = Z_.col(Z_.cols() - 1);
  const double spread = (r.array() - r.mean()).square().maxCoeff();
  const double low = v_.minCoeff() / 30, high = 10 * std::max(spread, v_.minCoeff());
  VectorXd result(static_cast<Index>(steps));
  result[0] = 0;
  for (std::size_t i = 1; i < steps; ++i)
    result[static_cast<Index>(i)] =
        low * std::pow(high / low, static_cast<double>(i - 1) / static_cast<double>(steps - 2));
  return result;
}

// About 400 points, whatever the number of levels.
std::size_t MarginalModel::steps_of_a_level() const {
  const std::size_t L = levels();
  return L <= 1 ? 40 : L == 2 ? 18 : L == 3 ? 8 : 4;
}

// With more levels the lattice is too coarse to tell tops apart.
std::size_t MarginalModel::lattice() const {
  return data_.outcomes || levels() == 0 || levels() > 2 ? 0 : steps_of_a_level();
}

std::vector<MarginalModel::Start> MarginalModel::starts() const {
  const std::size_t L = levels();
  std::vector<VectorXd> lattice{VectorXd::Zero(parameters())};
  const VectorXd steps = ladder(steps_of_a_level());
  for (std::size_t l = 0; l < L; ++l) {
    std::vector<VectorXd> more;
    for (const VectorXd& each : lattice)
      for (const double step : steps) {
        more.push_back(each);
        more.back()[static_cast<Index>(l)] = step;
      }
    lattice = std::move(more);
  }
  std::vector<Start> result;
  if (!data_.outcomes) {
    for (VectorXd& each : lattice) result.push_back({std::move(each), 0, 0});
    return result;
  }
  const CovarianceStructure& structure = *data_.outcomes->structure;
  const int q = data_.outcomes->q;
  const Index G = parameters() - static_cast<Index>(L);
  const VectorXd outcome_steps = ladder(8);
  for (const VectorXd& each : lattice)
    for (const double step : outcome_steps) {
      std::size_t kind = 0, family = 0;
      for (const double rho : {-1.0, -0.7, 0.0, 0.7, 0.95}) {
        VectorXd start = each;
        start.tail(G) = structure.start(q, step > 0 ? step : outcome_steps[1] / 10, rho);
        result.push_back({start, kind++, family});
        for (VectorXd& uneven : uneven_starts(start))
          result.push_back({std::move(uneven), kind++, family});
        ++family;
      }
    }
  return result;
}

// The same start with one outcome that hardly varies, and with one that alone does: the likelihood
// has tops of its own there.
std::vector<VectorXd> MarginalModel::uneven_starts(const VectorXd& start) const {
  const auto L = static_cast<Index>(levels());
  const auto power = [&](Index a) {
    return data_.outcomes->structure->power(data_.outcomes->q, static_cast<int>(a - L));
  };
  std::vector<Index> sizes;  // standard deviations or variances
  for (Index a = L; a < parameters(); ++a)
    if (power(a) > 0 && low_[a] == 0) sizes.push_back(a);
  std::vector<VectorXd> result;
  if (sizes.size() < 2) return result;
  const double hardly = std::pow(0.1, power(sizes.front()));
  for (const Index one : sizes) {
    result.push_back(start);
    result.back()[one] *= hardly;
    if (sizes.size() == 2) continue;  // the other alone is the same
    result.push_back(start);
    for (const Index other : sizes)
      if (other != one) result.back()[other] *= hardly;
  }
  return result;
}

}  // namespace steelyard
