// What the benchmarks share: made-up effects that are the same on every machine, and timing.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <vector>

#include "steelyard/effect/effects.h"

namespace bench {

// A linear congruential generator, so that every machine times the same effects.
class Random {
 public:
  double uniform() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth, MMIX
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;      // 2^53
  }
  double normal() {  // Box and Muller
    return std::sqrt(-2 * std::log(uniform() + 1e-300)) * std::cos(6.283185307179586 * uniform());
  }

 private:
  std::uint64_t state_ = 20261122;
};

// Processor time, so that other work on the machine does not count.
inline double microseconds_of(const auto& work, int times) {
  const std::clock_t start = std::clock();
  for (int i = 0; i < times; ++i) work();
  return 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / times;
}

// The middle of eleven rounds, each long enough to be timed.
inline double typical(const auto& work) {
  int times = 1;
  while (microseconds_of(work, times) * times < 20000) times *= 2;
  std::vector<double> rounds;
  for (int i = 0; i < 11; ++i) rounds.push_back(microseconds_of(work, times));
  std::ranges::sort(rounds);
  return rounds[5];
}

inline steelyard::Effects made_up(int k) {
  Random random;
  steelyard::Effects effects;
  effects.y.resize(k);
  effects.v.resize(k);
  for (int i = 0; i < k; ++i) {
    effects.v[i] = 0.02 + 0.3 * random.uniform();
    effects.y[i] = 0.3 + std::sqrt(effects.v[i] + 0.1) * random.normal();
  }
  return effects;
}

}  // namespace bench
