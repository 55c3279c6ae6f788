// Effects made free of origin and unit, so that sums over them neither cancel nor overflow.
#pragma once
#include <Eigen/Core>
#include <vector>

namespace steelyard {

/// The effects seen from the study with the smallest variance: d = (y − y₀)/√v₀, u = v/v₀ ≥ 1.
///
/// That study has the largest weight at every τ² and is kept apart from the others: then no sum
/// below subtracts nearly equal numbers, even if one study has all the weight. `t` is τ²/v₀.
class Centred {
 public:
  /// Takes: k ≥ 1 effects with v > 0.
  Centred(const Eigen::ArrayXd& y, const Eigen::ArrayXd& v);

  [[nodiscard]] int k() const { return k_; }
  [[nodiscard]] double unit() const { return unit_; }  ///< v₀: the unit of t and of variances

  /// Σw d/Σw, in units of √v₀ from y₀.
  [[nodiscard]] double mean_at(double t) const;
  /// μ on the analysis scale.
  [[nodiscard]] double estimate_at(double t) const;
  /// Standard error of μ, analysis scale.
  [[nodiscard]] double se_at(double t) const;

  /// Q(t) = Σ w (d − mean)²; falls with t.
  [[nodiscard]] double q_at(double t) const;

  /// What the score of the likelihood is made of.
  struct Score {
    double w = 0;        ///< Σw
    double q = 0;        ///< Q(t)
    double trace = 0;    ///< tr P = Σw − Σw²/Σw
    double squares = 0;  ///< Σw² (d − mean)²
  };
  [[nodiscard]] Score score_at(double t) const;

  /// Sums for standard errors of τ², not for loops: P = W − ww'/Σw, V = diag(u).
  struct Traces {
    double w = 0, w2 = 0, p = 0, pp = 0, pvp = 0, pvpv = 0;
  };
  [[nodiscard]] Traces traces_at(double t) const;
  /// Σw³ − (Σw²)²/Σw = Σ w (w − Σw²/Σw)².
  [[nodiscard]] double cubes_at(double t) const;
  /// Σw⁴ − 2 Σw³ Σw²/Σw + (Σw²)³/(Σw)² = Σ w² (w − Σw²/Σw)².
  [[nodiscard]] double fourths_at(double t) const;

  /// ln Π(u + t).
  [[nodiscard]] double log_determinant(double t) const;

  [[nodiscard]] double sum_of_squares() const;  ///< Σ(d − mean of d)², unweighted

  /// u and d of all studies; the reference first.
  [[nodiscard]] std::vector<double> variances() const;
  [[nodiscard]] std::vector<double> differences() const;

 private:
  int k_ = 0;
  double unit_ = 1, origin_ = 0;
  // The other k − 1 studies, padded to whole lanes by studies of infinite variance.
  std::vector<double> memory_;
  [[nodiscard]] double spread_of_weights(double t, bool squared) const;
  std::size_t padded_ = 0;
  [[nodiscard]] const double* u() const { return memory_.data(); }
  [[nodiscard]] const double* d() const { return memory_.data() + padded_; }
};

}  // namespace steelyard
