// Densities of a logit on evenly spaced points: interpolation, convolution, quantiles.
#include "claim/logit_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

constexpr double smallest = 1e-300;  // whose logarithm is still a number

std::vector<double> logarithms(const std::vector<double>& values) {
  std::vector<double> result;
  result.reserve(values.size());
  for (const double value : values) result.push_back(std::log(std::max(value, smallest)));
  return result;
}

}  // namespace

// Four steps side by side: g(z + i·dz) = g(z)·rⁱ·q^(i(i − 1)/2) with r = exp(−dz(z + dz/2)) and
// q = exp(−dz²).
double sum_times_normal(std::span<const double> values, std::size_t stride, double z, double dz) {
  const double r = std::exp(-dz * (z + dz / 2)), q = std::exp(-dz * dz);
  const double r4 = r * r * r * r, q2 = q * q, q4 = q2 * q2, q8 = q4 * q4;
  std::array<double, 4> g{std::exp(-z * z / 2)}, ratio{r4 * q4 * q2}, sum{};
  double power = r;
  for (std::size_t i = 1; i < g.size(); ++i) {
    g[i] = g[i - 1] * power;
    power *= q;
    ratio[i] = ratio[i - 1] * q4;
  }
  const double factor = q8 * q8;
  std::size_t at = 0;
  for (; at + 3 * stride < values.size(); at += 4 * stride)
    for (std::size_t i = 0; i < g.size(); ++i) {
      sum[i] += values[at + i * stride] * g[i];
      g[i] *= ratio[i];
      ratio[i] *= factor;
    }
  for (std::size_t i = 0; at < values.size(); ++i, at += stride) sum[i] += values[at] * g[i];
  return sum[0] + sum[1] + sum[2] + sum[3];
}

double log_between(const std::vector<double>& log_value, double position) {
  const auto last = static_cast<long>(log_value.size()) - 1;
  if (!(position >= 0 && position <= static_cast<double>(last))) return -HUGE_VAL;
  const auto at = [&](long j) { return log_value[static_cast<std::size_t>(j)]; };
  if (last < 3) {  // too few for a cubic
    const long i = std::min(static_cast<long>(position), std::max(0L, last - 1));
    return last == 0 ? at(0) : at(i) + (position - static_cast<double>(i)) * (at(i + 1) - at(i));
  }
  const long i = std::clamp(static_cast<long>(position), 1L, last - 2);
  const double t = position - static_cast<double>(i);  // Lagrange, nodes −1, 0, 1, 2
  return -t * (t - 1) * (t - 2) / 6 * at(i - 1) + (t + 1) * (t - 1) * (t - 2) / 2 * at(i) -
         (t + 1) * t * (t - 2) / 2 * at(i + 1) + (t + 1) * t * (t - 1) / 6 * at(i + 2);
}

std::vector<double> smooth_on(const LogitGrid& own, const std::vector<double>& mass,
                              const LogitGrid& grid) {
  const std::vector<double> log_mass = logarithms(mass);
  std::vector<double> density(grid.count);
  const double high = own.low + own.step * static_cast<double>(own.count - 1);
  constexpr double invisible = 45;  // exp(−45) = 3e-20
  const double highest = std::ranges::max(log_mass);
  const auto first = static_cast<std::size_t>(
      std::clamp((own.low - grid.low) / grid.step, 0.0, static_cast<double>(grid.count)));
  for (std::size_t i = first; i < grid.count; ++i) {
    const double logit = grid.low + grid.step * static_cast<double>(i);
    if (logit < own.low) continue;
    if (logit > high) break;
    const double log_density = log_between(log_mass, (logit - own.low) / own.step);
    if (log_density > highest - invisible) density[i] = std::exp(log_density) / own.step;
  }
  return density;
}

std::vector<double> deposited(const LogitGrid& own, const std::vector<double>& mass,
                              const LogitGrid& grid) {
  std::vector<double> density(grid.count);
  const double last = static_cast<double>(grid.count) - 2;
  for (std::size_t j = 0; j < own.count; ++j) {
    const double logit = own.low + own.step * static_cast<double>(j);
    const double position = std::clamp((logit - grid.low) / grid.step, 0.0, last);
    const auto i = static_cast<std::size_t>(position);
    const double t = position - static_cast<double>(i);
    density[i] += (1 - t) * mass[j] / grid.step;
    density[i + 1] += t * mass[j] / grid.step;
  }
  return density;
}

namespace {

// The density of `mass` plus a normal deviate, at the points of `grid`.
std::vector<double> convolved_at(const LogitGrid& own, const std::vector<double>& mass, double tau,
                                 const LogitGrid& grid) {
  constexpr double far = 8.6;  // standard deviations; exp(−far²/2) = 9e-17
  std::vector<double> density(grid.count);
  for (std::size_t i = 0; i < grid.count; ++i) {
    const double logit = grid.low + grid.step * static_cast<double>(i);
    const auto count = static_cast<double>(own.count);
    const auto from = static_cast<std::size_t>(
        std::clamp((logit - far * tau - own.low) / own.step, 0.0, count));
    const auto to = static_cast<std::size_t>(
        std::clamp((logit + far * tau - own.low) / own.step + 1, 0.0, count));
    const double sum =
        from < to ? sum_times_normal(std::span(mass).subspan(from, to - from), 1,
                                     (own.low + own.step * static_cast<double>(from) - logit) / tau,
                                     own.step / tau)
                  : 0;
    density[i] = sum * inverse_root_two_pi / tau;
  }
  return density;
}

}  // namespace

std::vector<double> convolved(const LogitGrid& own, const std::vector<double>& mass, double tau,
                              const LogitGrid& grid) {
  // What was read at half a standard deviation is here at a quarter, or finer.
  const double step = 0.25 * std::hypot(2 * own.step, tau);
  if (step <= grid.step) return convolved_at(own, mass, tau, grid);
  // Every point lies near enough to a mass to have a logarithm; what lies beyond cannot be seen.
  constexpr double reach = 8;
  const double width = own.step * static_cast<double>(own.count - 1) + 2 * reach * tau;
  const LogitGrid coarse{own.low - reach * tau, step, static_cast<std::size_t>(width / step) + 1};
  std::vector<double> coarse_mass = convolved_at(own, mass, tau, coarse);
  for (double& value : coarse_mass) value *= step;
  return smooth_on(coarse, coarse_mass, grid);
}

LogitDistribution distribution(const LogitGrid& grid, std::vector<double> density) {
  constexpr double invisible = 1e-17;  // of the highest density
  const double cut = invisible * std::ranges::max(density);
  std::size_t first = 0, last = density.size();
  while (first + 4 < last && density[first] <= cut) ++first;
  while (last > first + 4 && density[last - 1] <= cut) --last;
  LogitDistribution result;
  result.low = grid.low + grid.step * static_cast<double>(first);
  result.step = grid.step;
  result.density.assign(density.begin() + static_cast<long>(first),
                        density.begin() + static_cast<long>(last));
  double sum = 0;
  for (const double value : result.density) sum += value;
  for (double& value : result.density) value /= sum * grid.step;
  return result;
}

Cumulative::Cumulative(const LogitDistribution& distribution)
    : low_(distribution.low),
      step_(distribution.step),
      density_(distribution.density),
      below_(distribution.density.size()) {
  const std::size_t last = density_.size() - 1;
  for (std::size_t i = 1; i <= last; ++i) {
    // Cubic rule over one interval from four points, the trapezoidal rule at the ends.
    double part = (density_[i - 1] + density_[i]) / 2;
    if (i > 1 && i < last)
      part = (13 * (density_[i - 1] + density_[i]) - density_[i - 2] - density_[i + 1]) / 24;
    below_[i] = below_[i - 1] + std::max(0.0, part) * step_;
  }
  for (double& value : below_) value /= below_.back();
}

double Cumulative::at(double logit) const {
  const double position = (logit - low_) / step_;
  const auto last = static_cast<double>(below_.size() - 1);
  if (!(position > 0)) return 0;
  if (position >= last) return 1;
  const auto i = static_cast<std::size_t>(position);
  const double t = position - static_cast<double>(i);
  const double a = below_[i], b = below_[i + 1];
  const double da = density_[i] * step_, db = density_[i + 1] * step_;
  // Hermite's cubic
  const double value = a * (1 + 2 * t) * (1 - t) * (1 - t) + da * t * (1 - t) * (1 - t) +
                       b * t * t * (3 - 2 * t) + db * t * t * (t - 1);
  return std::clamp(value, a, b);
}

SmoothDensity::SmoothDensity(const LogitDistribution& distribution)
    : low_(distribution.low),
      step_(distribution.step),
      log_density_(logarithms(distribution.density)) {}

double SmoothDensity::at(double logit) const {
  return std::exp(log_between(log_density_, (logit - low_) / step_));
}

double LogitDistribution::density_at(double logit) const { return SmoothDensity(*this).at(logit); }

double LogitDistribution::quantile(double p) const {
  // Mass between two points by Simpson's rule with the interpolated middle.
  double below = 0;
  const SmoothDensity smooth(*this);
  const auto middle = [&](std::size_t i) {
    return smooth.at(low + step * (static_cast<double>(i) + 0.5));
  };
  for (std::size_t i = 0; i + 1 < density.size(); ++i) {
    const double part = step * (density[i] + 4 * middle(i) + density[i + 1]) / 6;
    if (below + part >= p) {
      // Inside the interval the density is a parabola through the three values; its integral is
      // inverted by bisection.
      const double a = density[i], m = middle(i), b = density[i + 1];
      double from = 0, to = 1;
      for (int step_count = 0; step_count < 60; ++step_count) {
        const double t = (from + to) / 2;
        const double c1 = -3 * a + 4 * m - b, c2 = 2 * a - 4 * m + 2 * b;
        const double mass = step * t * (a + t * (c1 / 2 + t * c2 / 3));
        (below + mass < p ? from : to) = t;
      }
      return low + step * (static_cast<double>(i) + from);
    }
    below += part;
  }
  return low + step * static_cast<double>(density.size() - 1);
}

}  // namespace steelyard
