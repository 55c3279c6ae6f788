// The top of a log-likelihood inside bounds, by Newton steps.
#include "multilevel/climb.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "stats/matrices.h"

namespace steelyard {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using Value = MarginalModel::Value;

class Climber {
 public:
  Climber(const MarginalModel& model, bool restricted, const std::vector<bool>& fixed)
      : model_(model), restricted_(restricted), fixed_(fixed) {}

  std::optional<Peak> from(VectorXd theta) const {
    auto here = model_.likelihood(theta, restricted_);
    if (!here) return std::nullopt;
    constexpr int most_steps = 500, cautious = 3;
    // From here on the likelihood no longer tells points apart, but its gradient still does.
    constexpr double near = 1e-8;
    double last = std::numeric_limits<double>::infinity();
    for (int step = 0; step < most_steps; ++step) {
      const std::vector<Index> free = free_of(theta, *here);
      if (free.empty()) return Peak{theta, here->value, true};
      const VectorXd direction = newton(theta, *here, free);
      const double promise = here->gradient.dot(direction);
      if (!(promise >= 0)) return Peak{theta, here->value, false};
      if (promise < near) {
        // Steps to the last digit: taken while each promises clearly less than the one before.
        if (promise == 0 || promise > last / 4) return Peak{theta, here->value, true};
        last = promise;
        const VectorXd next = inside(theta + direction);
        const auto there = model_.likelihood(next, restricted_);
        if (!there || there->value < here->value - near) return Peak{theta, here->value, true};
        theta = next;
        here = there;
        continue;
      }
      last = std::numeric_limits<double>::infinity();
      if (!search(theta, here, direction, step < cautious)) return Peak{theta, here->value, promise < 1e-6};
    }
    return Peak{theta, here->value, false};
  }

 private:
  [[nodiscard]] VectorXd inside(const VectorXd& theta) const {
    return theta.cwiseMax(model_.low()).cwiseMin(model_.high());
  }

  // Parameters that may move: not fixed, not pressed against a bound.
  [[nodiscard]] std::vector<Index> free_of(const VectorXd& theta, const Value& here) const {
    std::vector<Index> free;
    for (Index a = 0; a < theta.size(); ++a) {
      if (fixed_[static_cast<std::size_t>(a)]) continue;
      const bool pressed = (theta[a] <= model_.low()[a] && here.gradient[a] <= 0) ||
                           (theta[a] >= model_.high()[a] && here.gradient[a] >= 0);
      if (!pressed) free.push_back(a);
    }
    return free;
  }

  // Second derivatives in units of the scale, where need be by differences of the gradient.
  [[nodiscard]] MatrixXd curvature(const VectorXd& theta, const Value& here,
                                   const std::vector<Index>& free) const {
    constexpr double relative = 1e-5;  // third root of the rounding of a double
    const auto n = static_cast<Index>(free.size());
    MatrixXd H(n, n);
    if (const auto known = model_.curvature(theta, restricted_)) {
      for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j) {
          const Index a = free[static_cast<std::size_t>(i)], b = free[static_cast<std::size_t>(j)];
          H(i, j) = (*known)(a, b) * here.scale[a] * here.scale[b];
        }
      return H;
    }
    for (Index j = 0; j < n; ++j) {
      const Index a = free[static_cast<std::size_t>(j)];
      const double h = relative * here.scale[a];
      VectorXd up = theta, down = theta;
      up[a] = std::min(theta[a] + h, model_.high()[a]);
      down[a] = std::max(theta[a] - h, model_.low()[a]);
      const auto above = model_.likelihood(up, restricted_);
      const auto below = down[a] < theta[a] ? model_.likelihood(down, restricted_)
                                            : std::optional<Value>(here);
      const VectorXd high = above ? above->gradient : here.gradient;
      const VectorXd low = below ? below->gradient : here.gradient;
      const double width = (above ? up[a] : theta[a]) - (below ? down[a] : theta[a]);
      for (Index i = 0; i < n; ++i) {
        const Index b = free[static_cast<std::size_t>(i)];
        H(i, j) = width > 0 ? (high[b] - low[b]) / width * here.scale[a] * here.scale[b] : 0;
      }
    }
    return (H + H.transpose()) / 2;
  }

  // Uphill also where the surface is not concave: every eigenvalue counts by its size.
  [[nodiscard]] VectorXd newton(const VectorXd& theta, const Value& here,
                                const std::vector<Index>& free) const {
    const auto n = static_cast<Index>(free.size());
    VectorXd g(n);
    for (Index j = 0; j < n; ++j) {
      const Index a = free[static_cast<std::size_t>(j)];
      g[j] = here.gradient[a] * here.scale[a];
    }
    const SymmetricEigen eigen = symmetric_eigen(curvature(theta, here, free));
    const double largest = eigen.values.cwiseAbs().maxCoeff();
    VectorXd along = transposed_product(eigen.vectors, g);
    for (Index j = 0; j < n; ++j) {
      const double size = std::max(std::abs(eigen.values[j]), 1e-9 * largest);
      along[j] = size > 0 ? along[j] / size : 0;
    }
    const VectorXd scaled = product(eigen.vectors, along);
    VectorXd direction = VectorXd::Zero(theta.size());
    for (Index j = 0; j < n; ++j) {
      const Index a = free[static_cast<std::size_t>(j)];
      direction[a] = scaled[j] * here.scale[a];
    }
    return direction;
  }

  // The first steps stop short of a lower bound, beyond which a long one would leave a top inside.
  bool search(VectorXd& theta, std::optional<Value>& here, const VectorXd& direction,
              bool stay_off) const {
    constexpr double enough = 1e-4;  // of the promised gain. Source: nocedal2006, equation 3.4
    constexpr double most_of_the_way = 0.7;
    double length = 1;
    VectorXd least = model_.low();
    if (stay_off) least = theta - most_of_the_way * (theta - least);
    for (int halving = 0; halving < 60; ++halving, length /= 2) {
      const VectorXd next = inside((theta + length * direction).cwiseMax(least));
      const double promised = here->gradient.dot(next - theta);
      if (!(promised > 0)) continue;
      const auto there = model_.likelihood(next, restricted_);
      if (!there || there->value < here->value + enough * promised) continue;
      theta = next;
      here = there;
      return true;
    }
    return false;
  }

  const MarginalModel& model_;
  bool restricted_;
  const std::vector<bool>& fixed_;
};

}  // namespace

std::optional<Peak> climb(const MarginalModel& model, bool restricted, VectorXd start,
                          const std::vector<bool>& fixed) {
  return Climber(model, restricted, fixed).from(std::move(start));
}

namespace {

// No neighbour of a point of a lattice is higher, corners included.
bool is_top(const std::vector<double>& heights, std::size_t point, std::size_t side) {
  std::vector<std::size_t> near{point};
  for (std::size_t stride = 1; stride < heights.size(); stride *= side) {
    const std::size_t place = point / stride % side, found = near.size();
    for (std::size_t j = 0; j < found; ++j) {
      if (place > 0) near.push_back(near[j] - stride);
      if (place + 1 < side) near.push_back(near[j] + stride);
    }
  }
  return std::ranges::none_of(near,
                              [&](std::size_t each) { return heights[each] > heights[point]; });
}

struct Start {
  std::size_t rank = 0;  // the tops have 0
  double value = 0;
  VectorXd at;
};

constexpr double unknown = -std::numeric_limits<double>::infinity();

// How many starts of its family are higher, the highest of each kind apart; many for the others.
std::vector<std::size_t> ranks(const std::vector<MarginalModel::Start>& all,
                               const std::vector<double>& heights) {
  std::vector<double> of_kind;
  for (std::size_t i = 0; i < all.size(); ++i) {
    of_kind.resize(std::max(of_kind.size(), all[i].kind + 1), unknown);
    of_kind[all[i].kind] = std::max(of_kind[all[i].kind], heights[i]);
  }
  std::vector<std::size_t> result(all.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (heights[i] != of_kind[all[i].kind]) continue;
    result[i] = 0;
    for (std::size_t j = 0; j < all.size(); ++j)
      if (all[j].family == all[i].family && heights[j] == of_kind[all[j].kind] &&
          heights[j] > heights[i])
        ++result[i];
  }
  return result;
}

// Starts from which to climb, the most promising first. Of a lattice these are its own tops: from
// any other point the way up leads past a neighbour. Otherwise every family has its turn.
std::vector<Start> promising(const MarginalModel& model, bool restricted) {
  std::vector<MarginalModel::Start> all = model.starts();
  std::vector<double> heights;
  for (const auto& start : all) {
    const auto value = model.likelihood(start.at, restricted, false);
    heights.push_back(value ? value->value : unknown);
  }
  const std::size_t side = model.lattice();
  std::vector<std::size_t> rank(all.size(), 0);
  if (side > 0)
    for (std::size_t i = 0; i < all.size(); ++i) rank[i] = is_top(heights, i, side) ? 0 : 1;
  else if (model.parameters() > static_cast<Index>(model.levels()))
    rank = ranks(all, heights);
  std::vector<Start> result;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (heights[i] != unknown) result.push_back({rank[i], heights[i], std::move(all[i].at)});
  std::ranges::stable_sort(result, [](const Start& a, const Start& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.value > b.value;
  });
  return result;
}

// Standard deviations and their like that only the last step kept from zero become zero.
void drop_specks(const MarginalModel& model, bool restricted, Peak& peak) {
  constexpr double speck = 1e-5, tie = 1e-9;  // in units of a standard error; of the likelihood
  const VectorXd powers = model.powers();
  VectorXd at = peak.at;
  for (Index a = static_cast<Index>(model.levels()); a < at.size(); ++a)
    if (std::abs(at[a]) < speck && powers[a] == model.unit()) at[a] = 0;
  if (at == peak.at) return;
  const auto there = model.likelihood(at, restricted, false);
  if (there && there->value > peak.value - tie) peak = {at, there->value, true};
}

}  // namespace

std::optional<Peak> highest(const MarginalModel& model, bool restricted) {
  const std::vector<bool> none(static_cast<std::size_t>(model.parameters()), false);
  const bool outcomes = model.parameters() > static_cast<Index>(model.levels());
  const std::size_t most = outcomes ? 15 : 10;  // climbs
  std::optional<Peak> best;
  std::vector<VectorXd> begun;
  for (const auto& [rank, value, start] : promising(model, restricted)) {
    if (begun.size() == most || (rank > 0 && model.lattice() > 0 && best && best->converged)) break;
    // A start next to a better one leads to the same top.
    const bool next_to = std::ranges::any_of(begun, [&](const VectorXd& each) {
      const VectorXd sum = each + start;
      return ((each - start).cwiseAbs().array() <= 0.8 * sum.cwiseAbs().array() + 1e-300).all();
    });
    if (next_to) continue;
    begun.push_back(start);
    const auto peak = climb(model, restricted, start, none);
    if (!peak) continue;
    const double tie = 1e-10 * (1 + std::abs(peak->value));
    if (!best || peak->value > best->value + tie || (!best->converged && peak->converged &&
                                                     peak->value > best->value - tie))
      best = peak;
  }
  if (best && best->converged) drop_specks(model, restricted, *best);
  return best;
}

}  // namespace steelyard
