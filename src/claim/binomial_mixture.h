// Binomial probabilities of n people, mixed over their logit.
#pragma once
#include <vector>

#include "steelyard/claim/standard_care.h"

namespace steelyard {

class BinomialMixture {
 public:
  /// Takes: 1 ≤ n ≤ 100,000
  explicit BinomialMixture(long n) : mass_(static_cast<std::size_t>(n) + 1) {}

  void add(double logit, double weight);
  void add_all(double weight) { mass_.back() += weight; }  ///< everybody responds
  void add_mass(std::size_t count, double weight) { mass_[count] += weight; }

  [[nodiscard]] CountPrediction prediction() const;

 private:
  std::vector<double> mass_;
};

}  // namespace steelyard
