// Times the restricted maximum likelihood fit on made-up effects; prints microseconds per fit.
//
//   steelyard_reml_bench K FILE    writes the K effects to FILE (y,v lines), times their fit
#include <fmt/core.h>

#include <cstdlib>
#include <fstream>

#include "bench.h"
#include "steelyard/pool/synthesis.h"

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "usage: steelyard_reml_bench K FILE\n");
    return 64;
  }
  const int k = std::atoi(words[1]);
  const steelyard::Effects effects = bench::made_up(k);
  std::ofstream file(words[2]);
  for (int i = 0; i < k; ++i) file << fmt::format("{},{}\n", effects.y[i], effects.v[i]);
  const steelyard::Tau2Estimator& reml = *steelyard::tau2_estimators().front();
  double sink = 0;
  const double fit = bench::typical([&] { sink += reml.estimate(effects.y, effects.v).value; });
  const double whole = bench::typical([&] { sink += *steelyard::pool(effects, {}).estimate; });
  const double tau2 = reml.estimate(effects.y, effects.v).value;
  fmt::print("{} {} {} {}\n", fit, whole, tau2, sink == 0 ? 1 : 0);
  return 0;
}
