// The double arcsine: the way back to shares, and corrections that are asked for.
#include <cmath>

#include "steelyard/effect/effects.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

Effects effects_of_data(std::string_view code, const std::vector<Data>& data,
                        const ZeroCells& zero_cells = {}) {
  std::vector<Study> studies;
  for (const Data& each : data) studies.emplace_back().data = {each};
  return compute_effects(studies, *find_measure(code), zero_cells);
}

constexpr double exact = 1e-13;       // of a share
constexpr double four_digits = 1e-4;  // half a unit and more of what metafor's escalc prints

}  // namespace

TEST_CASE("Back in its own group every double arcsine is its own share") {
  const auto back = find_measure("PFT")->scale.to_display_n;
  REQUIRE(back != nullptr);
  for (const double n : {1.0, 2.0, 10.0, 33.0, 1000.0})
    for (double x = 0; x <= n; ++x) {
      CAPTURE(x, n);
      const auto effects = effects_of_data("PFT", {
                                                      OneProportion{x, n}
      });
      CHECK(std::abs(back(effects.y[0], n) - x / n) < exact);
    }
}

TEST_CASE("Beyond its ends the double arcsine is none or all, and in between it rises") {
  const auto back = find_measure("PFT")->scale.to_display_n;
  CHECK(back(-0.3, 12) == 0);
  CHECK(back(0, 12) == 0);
  CHECK(back(1.57, 12) == 1);
  CHECK(back(4, 12) == 1);
  double last = 0;
  for (int i = 0; i <= 200; ++i) {
    const double share = back(i * 0.01, 21.67);
    CHECK(share >= last);
    last = share;
  }
}

TEST_CASE("Sizes are those of single groups, and their mean is harmonic") {
  const auto effects = effects_of_data("PFT", {
                                                  OneProportion{2,  10},
                                                  OneProportion{40, 50},
                                                  OneProportion{11, 30},
                                                  OneProportion{30, 32}
  });
  REQUIRE(harmonic_mean_size(effects));
  CHECK(apart(*harmonic_mean_size(effects), 21.6704288939052) < exact);  // R: 1/mean(1/n)
  CHECK(group_size(effects.data[1]) == 50.0);
  CHECK_FALSE(group_size(TwoByTwo{1, 10, 2, 10}));
  CHECK_FALSE(harmonic_mean_size(effects_of_data("GEN", {
                                                            GivenEffect{1, 1}
  })));
}

TEST_CASE("A correction that was asked for reaches AS and PFT, with any number") {
  const ZeroCells asked{.add_given = true}, all{.to = AddTo::all, .add_given = true};
  // metafor 3.8-1: escalc(…, add = 0.5, to = "only0") and to = "all".
  const std::vector<Data> shares{
      OneProportion{0, 10},
      OneProportion{3, 10}
  };
  const auto pft = effects_of_data("PFT", shares, asked);
  CHECK(std::abs(pft.y[0] - 0.2835) < four_digits);
  CHECK(std::abs(pft.v[0] - 0.0217) < four_digits);
  CHECK(std::abs(pft.y[1] - 0.5984) < four_digits);
  const std::vector<Data> tables{
      TwoByTwo{0, 10, 3, 10},
      TwoByTwo{3, 10, 4, 12}
  };
  const auto as = effects_of_data("AS", tables, asked);
  CHECK(std::abs(as.y[0] + 0.3845) < four_digits);
  CHECK(std::abs(as.v[0] - 0.0455) < four_digits);
  CHECK(std::abs(as.y[1] + 0.0358) < four_digits);
  CHECK(std::abs(effects_of_data("AS", tables, all).y[1] + 0.0297) < four_digits);
  // Not asked for: none.
  CHECK(std::abs(effects_of_data("AS", tables).y[0] + 0.5796) < four_digits);
  CHECK(std::abs(effects_of_data("PFT", shares, {.to = AddTo::all}).y[0] - 0.1531) < four_digits);
}

}  // namespace steelyard::support
