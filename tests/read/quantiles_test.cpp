// Means and standard deviations out of medians: the papers' formulas, written out a second time.
#include "read/quantiles.h"

#include <cmath>

#include "steelyard/read/reader.h"
#include "steelyard/study/derivation.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

constexpr double tolerance = 1e-12;  // relative; a line of arithmetic

// The normal quantile by bisection of its distribution function, not the library's own.
double inverse_normal(double p) {
  double low = -10, high = 10;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

TEST_CASE("Median with range, quartiles or both gives the mean of Luo 2018") {
  for (const double n : {5.0, 20.0, 101.0, 4000.0}) {
    CAPTURE(n);
    const double a = 1, q1 = 4, m = 5.5, q3 = 9, b = 20, w = std::pow(n, 0.75);
    // Luo 2018, one formula each for min-median-max, quartiles, five numbers.
    const double range = 4 / (4 + w) * (a + b) / 2 + w / (4 + w) * m;
    const double quartiles = (0.7 + 0.39 / n) * (q1 + q3) / 2 + (0.3 - 0.39 / n) * m;
    const double c = 0.72 / std::pow(n, 0.55);
    const double five = 2.2 / (2.2 + w) * (a + b) / 2 + (0.7 - c) * (q1 + q3) / 2 +
                        (0.3 + c - 2.2 / (2.2 + w)) * m;
    CHECK(mean_from({m, {}, {}, a, b, n}) == Approx(range).epsilon(tolerance));
    CHECK(mean_from({m, q1, q3, {}, {}, n}) == Approx(quartiles).epsilon(tolerance));
    CHECK(mean_from({m, q1, q3, a, b, n}) == Approx(five).epsilon(tolerance));
  }
}

TEST_CASE("Range or quartiles give the SD of Wan 2014, both give that of Shi 2020") {
  for (const double n : {5.0, 20.0, 101.0, 4000.0}) {
    CAPTURE(n);
    const double a = 1, q1 = 4, m = 5.5, q3 = 9, b = 20;
    const double of_range = inverse_normal((n - 0.375) / (n + 0.25));
    const double of_quartiles = inverse_normal((0.75 * n - 0.125) / (n + 0.25));
    const double theta1 = (2 + 0.14 * std::pow(n, 0.6)) * of_range;
    const double theta2 = (2 + 2 / (0.07 * std::pow(n, 0.6))) * of_quartiles;
    constexpr double of_bisection = 1e-11;  // in the upper tail p has lost digits
    CHECK(sd_from({m, {}, {}, a, b, n}) ==
          Approx((b - a) / (2 * of_range)).epsilon(of_bisection));
    CHECK(sd_from({m, q1, q3, {}, {}, n}) ==
          Approx((q3 - q1) / (2 * of_quartiles)).epsilon(of_bisection));
    CHECK(sd_from({m, q1, q3, a, b, n}) ==
          Approx((b - a) / theta1 + (q3 - q1) / theta2).epsilon(of_bisection));
  }
}

TEST_CASE("The divisors of Wan 2014 are those of its tables") {
  // Wan 2014, tables 1 and 2: xi(n) and eta(n) for samples of 5, 25 and 50; they are exact
  // expectations, which the approximations meet within half a percent from n = 25.
  CHECK(1 / sd_from({0, {}, {}, 0, 1, 25}) == Approx(3.931).epsilon(0.005));
  CHECK(1 / sd_from({0, {}, {}, 0, 1, 50}) == Approx(4.498).epsilon(0.005));
  CHECK(1 / sd_from({0, 0, 1, {}, {}, 1e6}) == Approx(1.34898).epsilon(1e-5));
}

TEST_CASE("Mean and SD move with the origin and the unit of the data") {
  for (const double c : {1e-8, 3.0, 1e8}) {
    const Quantiles one{5.5, 4, 9, 1, 20, 40}, other{5.5 * c + c, 4 * c + c, 9 * c + c, 2 * c,
                                                     21 * c, 40};
    CHECK(mean_from(other) == Approx(mean_from(one) * c + c).epsilon(1e-13));
    CHECK(sd_from(other) == Approx(sd_from(one) * c).epsilon(1e-13));
    CHECK(skewed(other) == skewed(one));
  }
}

TEST_CASE("The test of Shi 2023 calls few symmetric and most lopsided summaries skewed") {
  CHECK_FALSE(skewed({5, 4, 6, {}, {}, 100}));
  CHECK_FALSE(skewed({5, {}, {}, 1, 9, 100}));
  CHECK_FALSE(skewed({5, 4, 6, 1, 9, 100}));
  CHECK(skewed({5, 4, 9, {}, {}, 100}));
  CHECK(skewed({5, {}, {}, 1, 40, 100}));
  CHECK(skewed({5, 4, 6, 1, 40, 100}));
}

TEST_CASE("A table of medians is pooled, and says how") {
  const auto read = parse_table(
      "study,e_median,e_q1,e_q3,e_n,c_median,c_q1,c_q3,c_n,e_mean,e_sd\n"
      "A,10,8,12,50,9,7,11,48,,\n"
      "B,,,,30,9,7,11,48,10.5,3\n"
      "C,10,8,12,50,9,7,,48,,\n",
      "a.csv", {});
  CHECK(to_text(read.notices) ==
        "a.csv: note: SD estimated from the quartiles: A and B\n"
        "a.csv: note: mean estimated from median and quartiles: A and B\n");
  const auto* a = read.value.studies[0].as<TwoMeans>();
  REQUIRE(a != nullptr);
  CHECK(a->e_mean == Approx(10));
  CHECK(a->e_sd == Approx(sd_from({10, 8, 12, {}, {}, 50})));
  const auto* b = read.value.studies[1].as<TwoMeans>();
  REQUIRE(b != nullptr);
  CHECK(b->e_mean == 10.5);
  CHECK(b->e_sd == 3);
  CHECK(derivations(read.value.studies[1], 1).size() == 2);
  CHECK(read.value.studies[2].data.empty());
  CHECK_FALSE(read.value.studies[2].gaps.empty());
}

TEST_CASE("One group's median becomes a mean; skewed data bring a warning, wrong order an error") {
  const auto read = parse_table(
      "study,median,q1,q3,min,max,n\n"
      "A,10,8,12,2,18,60\n"
      "B,10,9,25,2,90,60\n"
      "C,10,11,12,2,18,60\n"
      "D,10,10,10,,,60\n"
      "E,10,8,12,,,3\n",
      "a.csv", {});
  const auto& studies = read.value.studies;
  REQUIRE(studies.size() == 5);
  REQUIRE(studies[0].as<OneMean>() != nullptr);
  CHECK(studies[0].as<OneMean>()->sd == Approx(sd_from({10, 8, 12, 2, 18, 60})));
  CHECK(studies[1].as<OneMean>() != nullptr);
  CHECK(studies[2].as<OneMean>() == nullptr);
  CHECK(studies[3].gaps ==
        std::vector<std::string>{"no SD can be estimated, because q1 and q3 are equal"});
  CHECK(studies[4].gaps.size() == 1);
  const std::string told = to_text(read.notices);
  CHECK(told.find("B: median is 10, but should be nearer the middle of q1 to q3") !=
        std::string::npos);
  CHECK(told.find("C: median is 10, but must be 11 (q1) or more") != std::string::npos);
  CHECK(told.find("A: median") == std::string::npos);
}
