// Studies to effects: zero cells, studies left out and why, totals, arms exchanged.
#include "steelyard/effect/effects.h"

#include <cmath>
#include <set>

#include "support/catch.h"
#include "support/close_to.h"

namespace steelyard::support {

namespace {

Study study(std::string name, std::vector<Data> data) {
  Study result;
  result.name = std::move(name);
  result.data = std::move(data);
  return result;
}

std::string reason(const Data& data, std::string_view code, const ZeroCells& zero_cells = {}) {
  const std::vector studies{study("A", {data})};
  const auto effects = compute_effects(studies, *find_measure(code), zero_cells);
  return effects.left_out.empty() ? "" : effects.left_out[0].reason;
}

Effect effect(const Data& data, std::string_view code, const ZeroCells& zero_cells = {}) {
  const std::vector studies{study("A", {data})};
  const auto effects = compute_effects(studies, *find_measure(code), zero_cells);
  REQUIRE(effects.k() == 1);
  return {effects.y[0], effects.v[0]};
}

}  // namespace

TEST_CASE("A trial with no events in either arm is left out of an odds ratio and named") {
  const std::vector studies{
      study("Deng 2017", {TwoByTwo{0, 12, 0, 13}}
       ), study("Zhou 2020", {TwoByTwo{3, 12, 5, 13}}
       )
  };
  const auto effects = compute_effects(studies, *find_measure("OR"), {.drop00 = true});
  CHECK(effects.k() == 1);
  REQUIRE(effects.left_out.size() == 1);
  CHECK(effects.left_out[0].study == 0);
  CHECK(effects.left_out[0].name == "Deng 2017");
  CHECK(effects.left_out[0].reason == "no events in either group");
}

// What each group gets is as the inverse of the other's size, and 1 in all: n/(n1 + n2). Source: sweeting2004
TEST_CASE("The treatment-arm correction shares out what is added by the sizes of the groups") {
  const ZeroCells by_size{.by_group_size = true};
  const double e = 0.25, c = 0.75;
  const Effect found = effect(TwoByTwo{0, 100, 3, 300}, "OR", by_size);
  CHECK(apart(found.y, std::log(e / (100 + e)) - std::log((3 + c) / (297 + c))) < closed_form);
  CHECK(apart(found.v, 1 / e + 1 / (100 + e) + 1 / (3 + c) + 1 / (297 + c)) < closed_form);
  const Effect mirrored = effect(TwoByTwo{3, 300, 0, 100}, "OR", by_size);
  CHECK(apart(mirrored.y, -found.y) < closed_form);
  CHECK(apart(mirrored.v, found.v) < closed_form);
  // Groups of equal size: half to every cell, as usual.
  const Effect even = effect(TwoByTwo{0, 40, 3, 40}, "RR", by_size), usual = effect(TwoByTwo{0, 40, 3, 40}, "RR");
  CHECK(apart(even.y, usual.y) < closed_form);
  CHECK(apart(even.v, usual.v) < closed_form);
  // Nobody had an event: the sizes alone say nothing, where half to every cell would.
  CHECK(std::abs(effect(TwoByTwo{0, 100, 0, 300}, "RR", by_size).y) < closed_form);
  CHECK(std::abs(effect(TwoByTwo{0, 100, 0, 300}, "RR").y) > 1);
}

TEST_CASE("Every study that is left out has a plain reason") {
  const ZeroCells none{.to = AddTo::none}, drop{.drop00 = true};
  CHECK(reason(TwoByTwo{12, 12, 13, 13}, "OR", drop) == "every person had an event in both groups");
  CHECK(reason(TwoByTwo{0, 12, 0, 13}, "RR", none) == "no events in either group");
  CHECK(reason(TwoByTwo{0, 12, 3, 13}, "RR", none) ==
        "no events in one group, and no continuity correction");
  CHECK(reason(TwoByTwo{12, 12, 3, 13}, "OR", none) ==
        "every person in one group had an event, and no continuity correction");
  CHECK(reason(TwoByTwo{0, 12, 13, 13}, "RD", none) ==
        "no events in one group, and no continuity correction");
  CHECK(reason(TwoByTwo{0, 0, 3, 13}, "RR") == "a group has no people");
  CHECK(reason(TwoByTwo{14, 12, 3, 13}, "RR") == "its counts are not possible");
  CHECK(reason(TwoMeans{1, 0, 10, 2, 0, 10}, "MD") == "both standard deviations are 0");
  CHECK(reason(TwoMeans{1, 2, 1, 2, 2, 2}, "SMD") ==
        "its groups have too few people for a standardized difference");
  CHECK(reason(TwoMeans{-1, 2, 10, 2, 2, 10}, "ROM") ==
        "its means are not both positive or both negative");
  CHECK(reason(PersonTime{0, 10, 0, 12}, "IRR", drop) == "no events in either group");
  CHECK(reason(PersonTime{1, 0, 2, 12}, "IRR") == "a group has no person-time");
  CHECK(reason(GivenEffect{0.3, 0}, "GEN") ==
        "its estimate is not finite or its variance not positive");
  CHECK(reason(OneProportion{3, 10}, "MD") == "it does not give means in two groups");
}

TEST_CASE("A study reported as incomplete is left out with its gap") {
  Study incomplete = study("Bauer 2019", {});
  incomplete.gaps = {"c_sd is missing"};
  const std::vector studies{incomplete};
  const auto effects = compute_effects(studies, *find_measure("MD"));
  REQUIRE(effects.left_out.size() == 1);
  CHECK(effects.left_out[0].reason == "c_sd is missing");
}

TEST_CASE("A given effect is used only where the measure's own data are missing") {
  const std::vector studies{
      study("both", {GivenEffect{9, 1},             TwoMeans{3, 1, 10, 2, 1, 10}}
       ),
      study("given", {GivenEffect{0.5, 0.1}        }
       ),
      study("unusable", {GivenEffect{9, 1}, TwoMeans{3, 0, 10, 2, 0, 10}                            }
       )
  };
  const auto effects = compute_effects(studies, *find_measure("MD"));
  REQUIRE(effects.k() == 2);
  CHECK(effects.y[0] == 1);
  CHECK(effects.y[1] == 0.5);
  CHECK(effects.left_out.at(0).name == "unusable");
}

TEST_CASE("Participants and events are counted over the studies that have an effect") {
  const std::vector studies{
      study("A", {TwoByTwo{3, 10, 4, 12}}
       ), study("B", {GivenEffect{0, 1}     }
       ),
      study("C", {TwoByTwo{0, 0, 4, 12} }
       )
  };
  const auto effects = compute_effects(studies, *find_measure("RR"));
  CHECK(effects.participants == 22);
  CHECK(effects.events == 7);
}

TEST_CASE("Exchanged arms change the sign of differences and log ratios, not the variance") {
  for (const auto* code : {"RR", "OR", "RD", "PETO", "AS"}) {
    CAPTURE(code);
    for (const auto& [a, b] : {std::pair(TwoByTwo{3, 10, 7, 15}, TwoByTwo{7, 15, 3, 10}),
                               std::pair(TwoByTwo{0, 10, 7, 15}, TwoByTwo{7, 15, 0, 10})}) {
      CHECK(apart(effect(a, code).y, -effect(b, code).y) < 1e-13);
      CHECK(apart(effect(a, code).v, effect(b, code).v) < 1e-13);
    }
  }
  for (const auto* code : {"MD", "SMD", "ROM"}) {
    CAPTURE(code);
    const TwoMeans a{3, 1.5, 10, 2, 1, 20}, b{2, 1, 20, 3, 1.5, 10};
    CHECK(apart(effect(a, code).y, -effect(b, code).y) < 1e-13);
    CHECK(apart(effect(a, code).v, effect(b, code).v) < 1e-13);
  }
}

TEST_CASE("The arcsine difference needs no correction, and gets one only if another is asked for") {
  const TwoByTwo counts{0, 10, 3, 10};
  CHECK(apart(effect(counts, "AS").y, -std::asin(std::sqrt(0.3))) < 1e-14);
  CHECK(apart(effect(counts, "AS", {.add = 0.1}).y,
              std::asin(std::sqrt(0.1 / 10.2)) - std::asin(std::sqrt(3.1 / 10.2))) < 1e-14);
}

TEST_CASE("A correction of all tables if one has a zero looks at the whole analysis") {
  const std::vector studies{
      study("A", {TwoByTwo{3, 10, 4, 12}}
       ), study("B", {TwoByTwo{0, 10, 4, 12}}
       )
  };
  const auto effects = compute_effects(studies, *find_measure("OR"), {.to = AddTo::if0all});
  CHECK(apart(effects.y[0], std::log(3.5 * 8.5 / (7.5 * 4.5))) < 1e-13);
  // A zero among data that the measure does not use is no reason.
  const std::vector other{
      study("A", {TwoByTwo{3, 10, 4, 12}}
       ), study("B", {OneProportion{0, 9}   }
       )
  };
  CHECK(apart(compute_effects(other, *find_measure("OR"), {.to = AddTo::if0all}).y[0],
              std::log(3.0 * 8 / (7 * 4))) < 1e-13);
}

TEST_CASE("An O − E and its variance give a Peto odds ratio") {
  const Effect e = effect(ObservedMinusExpected{-4, 8}, "PETO");
  CHECK(e.y == -0.5);
  CHECK(e.v == 0.125);
}

TEST_CASE("A mean change has the variance of paired differences") {
  const Effect e = effect(PairedMeans{5, 3, 2, 1, 20, 0.5}, "MC");
  CHECK(e.y == 2);
  CHECK(apart(e.v, (4 + 1 - 2 * 0.5 * 2 * 1) / 20) < 1e-14);
  CHECK(reason(PairedMeans{5, 3, 2, 2, 20, 1}, "MC") == "every person changed by the same amount");
}

TEST_CASE("A correlation needs more than three people and must not be perfect") {
  CHECK(reason(Correlation{0.4, 3}, "ZCOR") == "its group has too few people for a correlation");
  CHECK(reason(Correlation{1, 30}, "ZCOR") == "its correlation is 1 or −1");
  CHECK(reason(Correlation{1.2, 30}, "COR") == "its correlation is not between −1 and 1");
}

TEST_CASE("Every measure has an id of its own, a label, a source and a scale that rises") {
  std::set<std::string_view> ids;
  for (const Measure* measure : measures()) {
    CAPTURE(std::string(measure->id));
    CHECK(ids.insert(measure->id).second);
    CHECK_FALSE(measure->label.empty());
    CHECK_FALSE(measure->source.empty());
    CHECK(measure->scale.to_display(0.2) < measure->scale.to_display(0.3));
    if (measure->scale.no_effect) CHECK(measure->scale.to_display(0) == *measure->scale.no_effect);
  }
}

}  // namespace steelyard::support
