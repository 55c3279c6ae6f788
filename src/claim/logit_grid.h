// Densities of a logit on evenly spaced points.
#pragma once
#include <span>
#include <vector>

#include "steelyard/claim/standard_care.h"

namespace steelyard {

struct LogitGrid {
  double low = 0, step = 1;
  std::size_t count = 0;
};

/// Σ value · exp(−z²/2) over every stride-th value, z rising by dz from one to the next. The kernel
/// comes from two multiplications a step; after i steps its relative error is about i²·1e-17.
double sum_times_normal(std::span<const double> values, std::size_t stride, double z, double dz);

/// A cubic through four neighbours of `position`, which counts from the first value: exact where
/// the values are the logarithms of a normal density. −∞ outside.
double log_between(const std::vector<double>& log_value, double position);

/// Masses on `own` read as a smooth density, at the points of `grid`.
std::vector<double> smooth_on(const LogitGrid& own, const std::vector<double>& mass,
                              const LogitGrid& grid);

/// Masses moved to the nearest points of `grid`: keeps the sum and the mean.
std::vector<double> deposited(const LogitGrid& own, const std::vector<double>& mass,
                              const LogitGrid& grid);

/// The same density after adding a normal deviate of standard deviation tau ≥ own.step.
std::vector<double> convolved(const LogitGrid& own, const std::vector<double>& mass, double tau,
                              const LogitGrid& grid);

/// LogitDistribution::density_at for many logits: the logarithms are taken once.
class SmoothDensity {
 public:
  explicit SmoothDensity(const LogitDistribution& distribution);
  [[nodiscard]] double at(double logit) const;

 private:
  double low_ = 0, step_ = 1;
  std::vector<double> log_density_;
};

/// P(logit ≤ x): the running integral, with the densities as its slopes.
class Cumulative {
 public:
  explicit Cumulative(const LogitDistribution& distribution);
  [[nodiscard]] double at(double logit) const;

 private:
  double low_ = 0, step_ = 1;
  std::vector<double> density_, below_;
};

/// Cut to where the density can be seen, and made to integrate to 1.
LogitDistribution distribution(const LogitGrid& grid, std::vector<double> density);

}  // namespace steelyard
