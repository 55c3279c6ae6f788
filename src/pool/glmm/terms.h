// Log-likelihoods of counts in one linear predictor.
#pragma once
#include <string>
#include <vector>

namespace steelyard {

/// What a count gives at a linear predictor η: ℓ(η) with all constants, ℓ′ and ℓ″ ≤ 0.
struct TermValue {
  double value = 0, slope = 0, curvature = 0;
};

/// One observed count. ℓ is concave in η in every family.
class Term {
 public:
  /// Events among n, with probability expit(η + offset). Counts need not be whole.
  static Term binomial(double events, double n, double offset = 0);
  /// Events in `time`, with the rate exp(η).
  static Term poisson(double events, double time);
  /// Events among the n1 of the first group, given m events among n1 + n2, with log odds ratio η.
  /// Takes: whole numbers
  static Term hypergeometric(double events, double n1, double n2, double m);

  [[nodiscard]] TermValue at(double eta) const;

  /// The count lies at an end of its range, so that ℓ rises to 0 as η goes to −∞ or +∞.
  [[nodiscard]] bool at_lower_end() const;
  [[nodiscard]] bool at_upper_end() const;
  /// Only one value was possible: ℓ is 0 everywhere.
  [[nodiscard]] bool empty() const { return at_lower_end() && at_upper_end(); }

  /// η where ℓ is highest, with ℓ and its curvature there. Takes: neither end
  struct Own {
    double eta = 0;
    TermValue at;
  };
  [[nodiscard]] Own own() const;

 private:
  enum class Family { binomial, poisson, hypergeometric };
  Family family_ = Family::binomial;
  double events_ = 0, size_ = 0;  // size: people, or time
  double offset_ = 0, constant_ = 0;
  // Hypergeometric: groups, events in both, and log C(n1, j) C(n2, m − j) from j = low on.
  double n1_ = 0, n2_ = 0, m_ = 0, low_ = 0, high_ = 0;
  std::vector<double> log_choices_;

  [[nodiscard]] TermValue hypergeometric_at(double eta) const;
  [[nodiscard]] double log_ratio(double j, double from, double eta) const;
};

}  // namespace steelyard
