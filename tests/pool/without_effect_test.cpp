// Tables with zero cells that nothing corrects: pooled from counts, without an effect of their own.
#include <algorithm>

#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

constexpr ZeroCells uncorrected{.to = AddTo::none};

std::vector<Study> studies_of_data(const std::vector<Data>& data) {
  std::vector<Study> studies;
  for (const Data& each : data) {
    Study study;
    study.name = std::string(1, static_cast<char>('A' + studies.size()));
    study.data = {each};
    studies.push_back(study);
  }
  return studies;
}

const std::vector<Study> tables = studies_of_data({
    TwoByTwo{0,  100, 5, 100},
    TwoByTwo{10, 100, 4, 100},
    TwoByTwo{7,  80,  3, 90 }
});
const std::vector<Study> tables_and_00 = studies_of_data({
    TwoByTwo{0,  200, 0, 50 },
    TwoByTwo{0,  100, 5, 100},
    TwoByTwo{10, 100, 4, 100},
    TwoByTwo{7,  80,  3, 90 }
});
const std::vector<Study> rates = studies_of_data({
    PersonTime{0,  1000, 5, 1000},
    PersonTime{10, 1000, 4, 1000},
    PersonTime{7,  800,  3, 900 }
});
const std::vector<Study> rates_and_00 = studies_of_data({
    PersonTime{0,  2000, 0, 500 },
    PersonTime{0,  1000, 5, 1000},
    PersonTime{10, 1000, 4, 1000},
    PersonTime{7,  800,  3, 900 }
});

Synthesis pooled(const std::vector<Study>& studies, std::string_view code, ZeroCells zero_cells,
                 std::string_view how = "mantel-haenszel") {
  Method method;
  method.model = Model::common;
  method.pooling = find_row(pooling_methods(), how);
  return pool(compute_effects(studies, *find_measure(code), zero_cells), method);
}

// metafor 3.8-1: rma.mh and rma.peto with add = 0, to = "none"; QE and k.yi with drop00 = TRUE.
struct Expected {
  const std::vector<Study>& studies;
  std::string_view code, how;
  int k;
  double estimate, se, p, q;
  int q_k;
};
const Expected all_expected[] = {
    {tables,        "OR",   "mantel-haenszel", 3, 0.405465108108165,   0.384209625089066,   0.291277799318459,
     1.65100415039824,                                                                                                           2},
    {tables,        "RR",   "mantel-haenszel", 3, 0.387054546264985,   0.366622963645349,   0.291091979813501,
     1.5870054416587,                                                                                                            2},
    {tables,        "RD",   "mantel-haenszel", 3, 0.0196280991735537,  0.0185584463061722,  0.290220974710207,
     12.3555354675951,                                                                                                           3},
    {rates,         "IRR",  "mantel-haenszel", 3, 0.387054546264985,   0.375098032993044,   0.302130349759912,
     1.50190019720386,                                                                                                           2},
    {rates,         "IRD",  "mantel-haenszel", 3, 0.00196280991735537, 0.00190788753171832,
     0.303579770171444,                                                                                        11.6751158519633, 3},
    {tables_and_00, "OR",   "mantel-haenszel", 4, 0.405465108108165,   0.384209625089066,
     0.291277799318459,                                                                                        1.65100415039824, 2},
    {tables_and_00, "RD",   "mantel-haenszel", 4, 0.0153225806451613,  0.0142968178465376,
     0.28383340111112,                                                                                         11.6504863102251, 3},
    {rates_and_00,  "IRR",  "mantel-haenszel", 4, 0.387054546264985,   0.375098032993044,
     0.302130349759912,                                                                                        1.50190019720386, 2},
    {rates_and_00,  "IRD",  "mantel-haenszel", 4, 0.00153225806451613, 0.00148938316992204,
     0.303579770171444,                                                                                        10.9904040616218, 3},
    {tables_and_00, "PETO", "peto",            4, 0.407608501815821,   0.381943631301765,   0.285883591089311,
     8.94613819328203,                                                                                                           3},
};
constexpr double printed = 1e-12;  // metafor's values are given with 15 digits

bool has_note(const Synthesis& s, std::string_view code) {
  return std::ranges::any_of(s.notes, [&](const FitNote& note) { return note.code == code; });
}

}  // namespace

TEST_CASE("Pooling from counts takes tables that have no effect of their own, as metafor does") {
  for (const Expected& expected : all_expected)
    for (const ZeroCells& zero_cells : {uncorrected, ZeroCells{.add = 0}}) {
      CAPTURE(std::string(expected.code), expected.k);
      const Synthesis s = pooled(expected.studies, expected.code, zero_cells, expected.how);
      REQUIRE(s.estimate);
      REQUIRE(s.interval);
      REQUIRE(s.heterogeneity);
      CHECK(s.k == expected.k);
      CHECK(apart(*s.estimate, expected.estimate) < printed);
      CHECK(apart(*s.se, expected.se) < printed);
      CHECK(apart(s.interval->p, expected.p) < printed);
      CHECK(apart(s.heterogeneity->q, expected.q) < printed);
      CHECK(s.heterogeneity->q_df == expected.q_k - 1);
    }
}

TEST_CASE("Tables without an effect keep their weight, which no study row shows") {
  const Synthesis s = pooled(tables_and_00, "RD", uncorrected);
  REQUIRE(s.weights.size() == 3);
  CHECK(apart(s.weights[0], 27.4193548387097) < printed);  // metafor: weights(rma.mh(…))
  CHECK(apart(s.weights[2], 23.2258064516129) < printed);
  REQUIRE(has_note(s, "counts-without-effect"));
  const auto note = std::ranges::find(s.notes, "counts-without-effect", &FitNote::code);
  CHECK(note->text ==
        "one study has no estimate of its own, but the counts are pooled and carry 21.9% of the "
        "weight");
}

TEST_CASE("Tables without an effect count only where counts are pooled") {
  const Synthesis inverse = pooled(tables, "OR", uncorrected, "inverse");
  CHECK(inverse.k == 2);
  CHECK_FALSE(has_note(inverse, "counts-without-effect"));
  auto effects = compute_effects(tables_and_00, *find_measure("OR"), uncorrected);
  CHECK(effects.participants == 370);
  REQUIRE(effects.without_effect.size() == 2);
  CHECK(effects.without_effect[1].study == 1);
  count_without_effect(effects);
  CHECK(effects.participants == 820);
  CHECK(effects.events == 29);
  CHECK(effects.left_out.at(1).counts_pooled);
  CHECK(effects.left_out.at(1).reason ==
        "no events in one group, and no continuity correction; it has no estimate of its own, but "
        "its counts enter the pooling");
}

TEST_CASE("Tables that drop00 drops, and impossible ones, are pooled by no method") {
  const ZeroCells drop{.to = AddTo::none, .drop00 = true};
  CHECK(pooled(tables_and_00, "RD", drop).k == 3);
  const auto impossible = studies_of_data({
      TwoByTwo{0, 0, 5, 100},
      TwoByTwo{7, 5, 5, 100}
  });
  CHECK(compute_effects(impossible, *find_measure("OR"), uncorrected).without_effect.empty());
}

TEST_CASE("Under the default correction every possible table has an effect and a weight") {
  const Synthesis s = pooled(tables, "OR", {});
  CHECK(s.k == 3);
  CHECK(s.weights.size() == 3);
  CHECK_FALSE(has_note(s, "counts-without-effect"));
  CHECK(apart(*s.estimate, 0.405465108108165) < printed);  // metafor: rma.mh, defaults
  CHECK(apart(s.heterogeneity->q, 5.3506709655211) < printed);
}

TEST_CASE("Only tables with a zero in opposite groups still give a Mantel–Haenszel odds ratio") {
  const auto opposite = studies_of_data({
      TwoByTwo{0, 100, 5, 100},
      TwoByTwo{4, 100, 0, 100}
  });
  const Synthesis s = pooled(opposite, "OR", uncorrected);
  CHECK(s.k == 2);
  REQUIRE(s.estimate);
  CHECK(apart(*s.estimate, std::log(4.0 / 5)) < printed);
  CHECK(s.weights.empty());
  CHECK_FALSE(s.heterogeneity);
  const auto alone = studies_of_data({
      TwoByTwo{0, 100, 5, 100}
  });
  const Synthesis one = pooled(alone, "OR", uncorrected);
  CHECK_FALSE(one.estimate);
  CHECK_FALSE(has_note(one, "k1"));
  CHECK(has_note(one, "not-computed"));
}

}  // namespace steelyard::support
