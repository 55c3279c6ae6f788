// Times the restricted maximum likelihood fit on made-up effects; prints microseconds per fit.
//
//   steelyard_reml_bench K FILE    writes the K effects to FILE (y,v lines), times their fit
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "steelyard/pool/synthesis.h"

namespace {

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
double microseconds_of(const auto& work, int times) {
  const std::clock_t start = std::clock();
  for (int i = 0; i < times; ++i) work();
  return 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / times;
}

// The middle of eleven rounds, each long enough to be timed.
double typical(const auto& work) {
  int times = 1;
  while (microseconds_of(work, times) * times < 20000) times *= 2;
  std::vector<double> rounds;
  for (int i = 0; i < 11; ++i) rounds.push_back(microseconds_of(work, times));
  std::ranges::sort(rounds);
  return rounds[5];
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "usage: steelyard_reml_bench K FILE\n");
    return 64;
  }
  const int k = std::atoi(words[1]);
  Random random;
  steelyard::Effects effects;
  effects.y.resize(k);
  effects.v.resize(k);
  std::ofstream file(words[2]);
  for (int i = 0; i < k; ++i) {
    effects.v[i] = 0.02 + 0.3 * random.uniform();
    effects.y[i] = 0.3 + std::sqrt(effects.v[i] + 0.1) * random.normal();
    file << fmt::format("{},{}\n", effects.y[i], effects.v[i]);
  }
  const steelyard::Tau2Estimator& reml = *steelyard::tau2_estimators().front();
  double sink = 0;
  const double fit = typical([&] { sink += reml.estimate(effects.y, effects.v).value; });
  const double whole = typical([&] { sink += *steelyard::pool(effects, {}).estimate; });
  const double tau2 = reml.estimate(effects.y, effects.v).value;
  fmt::print("{} {} {} {}\n", fit, whole, tau2, sink == 0 ? 1 : 0);
  return 0;
}
