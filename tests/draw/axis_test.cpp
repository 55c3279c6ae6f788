// Ticks and ranges of axes.
#include "steelyard/draw/axis.h"

#include <cmath>

#include "support/catch.h"

namespace steelyard {
namespace {

using Labels = std::vector<std::string>;

bool shows(const Axis& axis, double value) {
  return value >= axis.low && value <= axis.high;
}

}  // namespace

TEST_CASE("A log axis has ticks at 1, 2 and 5 without useless zeros") {
  const Axis axis = choose_axis(true, {0.13, 0.41, 1.26, 0.07, 0.92, 0.39, 0.54, 2.1}, 1.0);
  CHECK(axis.tick_labels == Labels{"0.05", "0.1", "0.2", "0.5", "1", "2"});
  CHECK(axis.ticks.size() == axis.tick_labels.size());
  CHECK(shows(axis, 0.07));
  CHECK(shows(axis, 2.1));
}

TEST_CASE("A log axis over many decades has powers of ten alone") {
  const Axis axis = choose_axis(true, {0.02, 0.1, 0.3, 1, 1.5, 4, 9, 13, 15, 0.05, 8}, 1.0);
  CHECK(axis.tick_labels == Labels{"0.01", "0.1", "1", "10"});
}

TEST_CASE("A narrow log axis has equal steps") {
  const Axis axis = choose_axis(true, {0.86, 0.93, 0.99, 1.04, 1.12}, 1.0);
  CHECK(axis.logarithmic);
  CHECK(axis.tick_labels.size() >= 3);
  CHECK(shows(axis, 1.0));
  for (const double tick : axis.ticks) CHECK(shows(axis, tick));
}

TEST_CASE("One extreme interval is left to an arrow, the line of no effect is not") {
  std::vector<double> values;
  for (int study = 0; study < 9; ++study)
    for (const double value : {0.5, 0.7, 1.1}) values.push_back(value + 0.02 * study);
  values.insert(values.end(), {0.0004, 0.6, 900.0});
  const Axis axis = choose_axis(true, values, 1.0);
  CHECK(axis.low > 0.01);
  CHECK(axis.high < 100);
  const Axis far = choose_axis(true, {12, 15, 18, 21}, 1.0);
  CHECK(shows(far, 1.0));
  CHECK(shows(far, 21));
}

TEST_CASE("A linear axis has nice steps and a real minus") {
  const Axis axis = choose_axis(false, {-1.2, -0.5, 0.1, -0.9, 0.4}, 0.0);
  CHECK(axis.tick_labels == Labels{"\u22121", "\u22120.5", "0", "0.5"});
  const Axis large = choose_axis(false, {0, 12000, 43000}, 0.0);
  CHECK(large.tick_labels ==
        Labels{"0", "10\u202F000", "20\u202F000", "30\u202F000", "40\u202F000"});
  const Axis thousands = choose_axis(false, {0, 1000, 4000}, 0.0);
  CHECK(thousands.tick_labels == Labels{"0", "1000", "2000", "3000", "4000"});
}

TEST_CASE("Values that are no numbers, equal or none at all still give an axis") {
  for (const bool logarithmic : {true, false})
    for (const std::vector<double>& values :
         {std::vector<double>{}, {1.0}, {2.0, 2.0, 2.0}, {NAN, INFINITY, -1.0, 0.0}}) {
      const Axis axis = choose_axis(logarithmic, values, std::nullopt);
      CHECK(std::isfinite(axis.low));
      CHECK(axis.high > axis.low);
      CHECK_FALSE(axis.ticks.empty());
      for (const double tick : axis.ticks) CHECK(shows(axis, tick));
    }
}

TEST_CASE("Positions run from low to high, by ratios on a log axis") {
  Axis axis;
  axis.logarithmic = true;
  axis.low = 0.1;
  axis.high = 10;
  CHECK(axis.position(0.1, 200) == Approx(0).margin(1e-12));
  CHECK(axis.position(1, 200) == Approx(100));
  CHECK(axis.position(10, 200) == Approx(200));
  CHECK(axis.position(100, 200) == Approx(300));
}

}  // namespace steelyard
