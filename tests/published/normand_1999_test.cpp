// Normand SLT. Meta-analysis: formulating, evaluating, combining, and reporting. Statistics in
// Medicine 1999;18:321–359. Lidocaine after a heart attack (tables III and VII) and the stay in
// hospital after a stroke, with one standard deviation for both groups of a trial. The pages are
// those that the examples of R's package metafor name.
#include "published/published_tables.h"
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// Group sizes, means and standard deviations of specialist and of routine care, in days.
constexpr TwoMeans stays[] = {
    {55, 47, 155, 75,  64, 156},
    {27, 7,  31,  29,  4,  32 },
    {64, 17, 75,  119, 29, 71 },
    {66, 20, 18,  137, 48, 18 },
    {14, 8,  8,   18,  11, 13 },
    {19, 7,  57,  18,  4,  52 },
    {52, 45, 34,  41,  34, 33 },
    {21, 16, 110, 31,  27, 183},
    {30, 27, 60,  23,  20, 52 },
};

Effects with_pooled_deviation() {
  std::vector<double> y, v;
  for (const TwoMeans& t : stays) {
    const double spread =
        ((t.e_n - 1) * t.e_sd * t.e_sd + (t.c_n - 1) * t.c_sd * t.c_sd) / (t.e_n + t.c_n - 2);
    y.push_back(t.e_mean - t.c_mean);
    v.push_back(spread * (1 / t.e_n + 1 / t.c_n));
  }
  return effects_of(y, v);
}

}  // namespace

// Compared to two decimals; no page of this example was seen.
TEST_CASE("Normand 1999: stay in hospital under specialist care after a stroke") {
  const Effects effects = with_pooled_deviation();
  const Synthesis common = pool(effects, {.model = Model::common});
  CHECK(std::abs(*common.estimate - -3.49) < 0.005);
  CHECK(std::abs(common.interval->low - -5.03) < 0.005);
  CHECK(std::abs(common.interval->high - -1.96) < 0.005);
  CHECK(std::abs(common.heterogeneity->q - 241.06) < 0.005);
  const Synthesis moments = pool(effects, {.tau2 = find_row(tau2_estimators(), "DL")});
  CHECK(std::abs(*moments.heterogeneity->tau2 - 218.72) < 0.005);
  CHECK(std::abs(*moments.estimate - -14.10) < 0.005);
  const Synthesis restricted = pool(effects, {});
  CHECK(std::abs(*restricted.heterogeneity->tau2 - 685.20) < 0.005);
  CHECK(std::abs(*restricted.estimate - -15.12) < 0.005);
}

// Differences of deaths in percent: each trial as in table III, page 330, pooled as in table VII,
// page 349.
TEST_CASE("Normand 1999: more deaths with lidocaine, the same in all trials") {
  const auto trials = trials_of({
      {2,  39,  1, 43 },
      {4,  44,  4, 44 },
      {6,  107, 4, 110},
      {7,  103, 5, 100},
      {7,  110, 3, 106},
      {11, 154, 4, 146}
  });
  const Effects effects = compute_effects(trials, *find_measure("RD"));
  const Synthesis common = pool(effects, {.model = Model::common});
  const double percent[] = {2.80, 0.00, 1.97, 1.80, 3.53, 4.40};
  for (Eigen::Index i = 0; i < 6; ++i) CHECK(std::abs(100 * effects.y[i] - percent[i]) < 0.005);
  CHECK(std::abs(100 * *common.estimate - 2.94) < 0.005);
  CHECK(std::abs(100 * common.interval->low - 0.38) < 0.005);
  CHECK(std::abs(100 * common.interval->high - 5.51) < 0.005);
  for (const char* id : {"DL", "REML"}) {
    const Synthesis random = pool(effects, {.tau2 = find_row(tau2_estimators(), id)});
    CHECK(*random.heterogeneity->tau2 == 0);
    CHECK(std::abs(*random.estimate - *common.estimate) < 1e-12);
  }
}

}  // namespace steelyard::support
