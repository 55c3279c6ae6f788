// GOSH against enumeration by pool(), against metafor, and its draws.
#include "steelyard/sensitivity/gosh.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "steelyard/pool/synthesis.h"
#include "steelyard/stats/random.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

Effects made_up(std::size_t k, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> y, v;
  for (std::size_t i = 0; i < k; ++i) {
    v.push_back(0.02 + 0.3 * random.uniform());
    y.push_back(0.2 + std::sqrt(v.back() + 0.1) * random.normal());
  }
  return effects_of(y, v);
}

double middle(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t n = values.size();
  return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

}  // namespace

TEST_CASE("GOSH of all subsets is what pooling each of them gives") {
  constexpr std::size_t k = 6;
  const Effects effects = made_up(k, 7);
  for (const Model model : {Model::common, Model::random})
    for (const char* id : {"REML", "DL", "PM"}) {
      Method method;
      method.model = model;
      method.tau2 = find_row(tau2_estimators(), id);
      std::string why;
      const auto answer = gosh(effects, method, 1000, 1, 0.0, why);
      REQUIRE(answer);
      CHECK(answer->all);
      CHECK(answer->subsets == 63);
      CHECK(answer->several == 57);
      std::vector<double> estimates, i2s;
      std::vector<std::vector<double>> with(k), without(k);
      double above = 0;
      for (unsigned mask = 1; mask < 64; ++mask) {
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < k; ++i)
          if ((mask >> i & 1) != 0) members.push_back(i);
        const Synthesis part = pool(part_of(effects, members), method);
        estimates.push_back(*part.estimate);
        if (part.heterogeneity) i2s.push_back(part.heterogeneity->i2);
        above += *part.estimate > 0 ? 1 : 0;
        for (std::size_t i = 0; i < k; ++i)
          ((mask >> i & 1) != 0 ? with : without)[i].push_back(*part.estimate);
      }
      CHECK(apart(answer->estimate->median, middle(estimates)) < closed_form);
      CHECK(answer->estimate->least == *std::ranges::min_element(estimates));
      CHECK(answer->estimate->most == *std::ranges::max_element(estimates));
      CHECK(apart(answer->i2->median, middle(i2s), 1e-6) < closed_form);
      CHECK(apart(*answer->above, above / 63) < closed_form);
      CHECK(apart(*answer->above + *answer->below, 1) < closed_form);
      for (std::size_t i = 0; i < k; ++i) {
        CHECK(answer->studies[i].with == 32);
        CHECK(answer->studies[i].without == 31);
        CHECK(apart(*answer->studies[i].median_with, middle(with[i])) < closed_form);
        CHECK(apart(*answer->studies[i].median_without, middle(without[i])) < closed_form);
      }
      std::size_t counted = 0;
      for (const auto& row : answer->counts)
        counted = std::accumulate(row.begin(), row.end(), counted);
      CHECK(counted == answer->several);
    }
}

TEST_CASE("GOSH of six trials of BCG agrees with metafor") {
  // metafor 3.8-1: gosh(rma(yi, vi, control = list(threshold = 1e-14))), type 7 quantiles.
  const TwoByTwo tables[] = {
      {4,   123,   11,  139  },
      {6,   306,   29,  303  },
      {3,   231,   11,  220  },
      {62,  13598, 248, 12867},
      {33,  5069,  47,  5808 },
      {180, 1541,  372, 1451 }
  };
  std::vector<Study> studies;
  for (const TwoByTwo& table : tables) studies.emplace_back().data = {table};
  const Effects effects = compute_effects(studies, *find_measure("RR"));
  std::string why;
  const auto answer = gosh(effects, {}, 1000000, 1, 0.0, why);
  REQUIRE(answer);
  const auto near = [](double ours, double theirs) { return apart(ours, theirs, 1e-6) < iterated; };
  CHECK(near(answer->estimate->least, -1.585388657201));
  CHECK(near(answer->estimate->q05, -1.449595990896));
  CHECK(near(answer->estimate->q25, -1.158214142316));
  CHECK(near(answer->estimate->median, -0.972079931813));
  CHECK(near(answer->estimate->q75, -0.833484839867));
  CHECK(near(answer->estimate->q95, -0.598111549476));
  CHECK(near(answer->estimate->most, -0.217547322211));
  CHECK(near(answer->i2->q25, 16.5028616831));
  CHECK(near(answer->i2->q95, 92.3814410225));
  CHECK(near(answer->tau2->median, 0.1587756561040));
  CHECK(near(answer->tau2->most, 0.8125993120699));
  CHECK(near(answer->q->q05, 0.0955964766025));
  CHECK(near(answer->q->q95, 28.0410057949071));
  CHECK(near(*answer->studies[3].median_with, -1.08269929965));
  CHECK(near(*answer->studies[3].median_without, -0.835811893224));
  CHECK(near(*answer->studies[5].i2_median_with, 79.1632065609));
  CHECK(*answer->below == 1);
}

TEST_CASE("Beyond the limit GOSH draws subsets, the same for the same seed") {
  for (const std::size_t k : {std::size_t{12}, std::size_t{64}, std::size_t{70}}) {
    const Effects effects = made_up(k, 8);
    Method method;
    method.tau2 = find_row(tau2_estimators(), "DL");
    std::string why;
    const auto one = gosh(effects, method, 2000, 5, 0.0, why);
    const auto same = gosh(effects, method, 2000, 5, 0.0, why);
    const auto other = gosh(effects, method, 2000, 6, 0.0, why);
    REQUIRE(one);
    CHECK(!one->all);
    CHECK(one->subsets == 2000);
    CHECK(one->estimate->median == same->estimate->median);
    CHECK(one->estimate->median != other->estimate->median);
    for (const GoshStudy& study : one->studies) {
      CHECK(study.with + study.without == 2000);
      CHECK(std::abs(static_cast<double>(study.with) - 1000) < 150);  // 6.7 standard deviations
    }
  }
}

TEST_CASE("GOSH survives degenerate studies") {
  std::string why;
  CHECK(!gosh(effects_of({}, {}), {}, 1000, 1, 0.0, why));
  CHECK(!why.empty());
  CHECK(!gosh(effects_of({1}, {1}), {}, 1000, 1, 0.0, why));
  const auto equal = gosh(effects_of({1, 1, 1}, {1, 1, 1}), {}, 1000, 1, std::nullopt, why);
  REQUIRE(equal);
  CHECK(equal->i2->most == 0);
  CHECK(!equal->above);
  const auto extreme =
      gosh(effects_of({1e8, -1e8, 3, 4}, {1e-12, 1e12, 1, 1}), {}, 1000, 1, 0.0, why);
  REQUIRE(extreme);
  CHECK(std::isfinite(extreme->estimate->most));
}

}  // namespace steelyard::support
