// Times leave-one-out, influence diagnostics and GOSH on made-up effects, with REML.
//
//   steelyard_sensitivity_bench K SUBSETS FILE
//
// Writes the K effects to FILE (y,v lines); prints microseconds of processor time for
// leave-one-out, for all diagnostics, and for each of SUBSETS subsets.
#include <fmt/core.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "bench.h"
#include "steelyard/sensitivity/gosh.h"
#include "steelyard/sensitivity/influence.h"
#include "steelyard/sensitivity/leave_out.h"

int main(int count, char** words) {
  if (count != 4) {
    fmt::print(stderr, "usage: steelyard_sensitivity_bench K SUBSETS FILE\n");
    return 64;
  }
  const int k = std::atoi(words[1]);
  const auto subsets = static_cast<std::size_t>(std::atol(words[2]));
  const steelyard::Effects effects = bench::made_up(k);
  std::ofstream file(words[3]);
  for (int i = 0; i < k; ++i) file << fmt::format("{},{}\n", effects.y[i], effects.v[i]);
  const steelyard::Refitter refitter(effects, {});
  double sink = 0;
  std::string why;
  const double leave =
      bench::typical([&] { sink += *steelyard::leave_one_out(refitter).front().estimate; });
  const double all =
      bench::typical([&] { sink += *steelyard::influence(effects, {}, why).front().hat; });
  std::size_t fitted = 1;
  const double gosh = bench::microseconds_of(
      [&] { fitted = steelyard::gosh(effects, {}, subsets, 1, 0.0, why)->subsets; }, 1);
  fmt::print("{} {} {} {} {}\n", leave, all, gosh / static_cast<double>(fitted), fitted,
             sink == 0 ? 1 : 0);
  return 0;
}
