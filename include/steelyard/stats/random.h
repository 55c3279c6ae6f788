/// Seeded random numbers: the same seed gives the same numbers on every machine.
#pragma once
#include <cstdint>
#include <cstddef>
#include <vector>

namespace steelyard {

/// Independent streams come from different seeds. Only for methods that are random by definition
/// (permutation tests, subsets, simulation), whose seed is part of what they report.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  std::uint64_t bits();                      ///< 64 uniform bits
  std::uint64_t below(std::uint64_t limit);  ///< 0 to limit − 1, each equally likely; limit > 0
  double uniform();                          ///< 0 < u < 1
  double normal();                           ///< standard normal

  /// A random order of the numbers 0 to n − 1.
  void shuffle(std::vector<std::size_t>& order);

 private:
  std::uint64_t state_[4];
};

}  // namespace steelyard
