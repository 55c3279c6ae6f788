// P(Y ≤ y) for groups of any size up to a limit, from one table of their logits.
#pragma once
#include <span>
#include <vector>

namespace steelyard {

/// A mass at a logit.
struct LogitMass {
  double logit = 0, mass = 0;
};

/// The distribution function of a count, the binomial mixed over masses at logits:
///
///   P(Y ≤ y) = Σ_j w_j P(Bin(n, p_j) ≤ y) = ∫ F(θ) b(θ; y + 1, n − y) dθ
///
/// with F the sum of the masses up to θ and b the beta density on the logit scale. F is a step function,
/// so the integral is taken from one mass to the next, and only where b can be seen: about 17 of its standard
/// deviations, however large the group.
/// Source: abramowitz1964, 26.5.24 (binomial and beta), table 25.4 (nodes)
class CountCurve {
 public:
  /// Takes:  masses in the order of their logits; the largest group that will be asked about
  CountCurve(std::span<const LogitMass> masses, long most_people);

  /// P(Y ≤ y) among n. Takes: 0 ≤ y < n ≤ most_people
  [[nodiscard]] double at_most(long y, long n) const;
  /// The smallest y with P(Y ≤ y) ≥ p, where with a share `evenly` of everything every count is equally
  /// likely, and with a share `everybody` all respond.
  [[nodiscard]] long quantile(double p, long n, double evenly = 0, double everybody = 0) const;
  /// The mean share of people.
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] std::size_t size() const { return points_.size(); }

 private:
  struct Point {
    double logit = 0;
    double tail = 0;    ///< ln(1 + e^−|logit|)
    double weight = 0;  ///< of the quadrature
    double below = 0;   ///< F
  };
  [[nodiscard]] double share_below(double logit) const;
  void add_cell(double from, double to, double below, double widest);

  std::vector<Point> points_;
  double first_ = 0, last_ = 0;  ///< logits of the outermost masses
  double step_ = 1;              ///< of what lies beyond them
  double mean_ = 0;
};

}  // namespace steelyard
