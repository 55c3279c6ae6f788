// Mantel–Haenszel and Peto pooling against metafor 5.0-1.
#include <map>

#include "steelyard/pool/heterogeneity_tests.h"
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

TEST_CASE("Mantel–Haenszel and Peto results agree with metafor") {
  std::map<std::string, nlohmann::json> views;
  for (const auto& view : reference("studies")) views[view["view"]] = view;
  int checked = 0;
  for (const auto& record : reference("counts")) {
    const std::string view = record["view"], code = record["measure"];
    CAPTURE(view, code);
    const auto effects = compute_effects(studies_of(views.at(view)), *find_measure(code));
    Method method;
    method.model = Model::common;
    method.pooling =
        find_row(pooling_methods(), record["method"] == "MH" ? "mantel-haenszel" : "peto");
    const Synthesis s = pool(effects, method);
    REQUIRE(s.estimate);
    REQUIRE(s.interval);
    if (view == "caffeine") {  // metafor's result is NaN because of a table without people
      CHECK(effects.left_out.size() == 1);
      CHECK(effects.left_out[0].reason == "a group has no people");
      continue;
    }
    CHECK(apart(*s.se, number(record["se"])) < closed_form);
    // In metafor events times person-time pass the largest whole number of R, so b is missing.
    if (view == "smoking" && code == "IRD") continue;
    const double width = number(record["ub"]) - number(record["lb"]);
    CHECK(apart(*s.estimate, number(record["b"]), width) < closed_form);
    CHECK(apart(s.interval->low, number(record["lb"]), width) < closed_form);
    CHECK(apart(s.interval->high, number(record["ub"]), width) < closed_form);
    CHECK(apart(s.interval->p, number(record["p"]), 1e-290) < 1e-9);
    CHECK(s.heterogeneity.has_value() == (number(record["k_yi"]) > 1));
    if (s.heterogeneity) {
      CHECK(apart(s.heterogeneity->q, number(record["QE"]), 1e-3) < 1e-9);
      CHECK(apart(s.heterogeneity->q_p, number(record["QEp"]), 1e-290) < 1e-7);
      CHECK(s.heterogeneity->q_df + 1 == number(record["k_yi"]));
    }
    ++checked;
  }
  CHECK(checked > 100);
}

// rma.mh(…, add = c(0.5, 0.5), to = c("only0", "only0")): also the counts that are pooled are corrected.
TEST_CASE("Mantel–Haenszel results of corrected counts agree with metafor") {
  std::map<std::string, nlohmann::json> views;
  for (const auto& view : reference("studies")) views[view["view"]] = view;
  int checked = 0;
  for (const auto& record : reference("corrected_counts")) {
    const std::string view = record["view"], code = record["measure"];
    if (view == "caffeine") continue;  // a table without people, which becomes one of halves there
    CAPTURE(view, code);
    const auto effects = compute_effects(studies_of(views.at(view)), *find_measure(code));
    Method method;
    method.model = Model::common;
    method.pooling = find_row(pooling_methods(), "mantel-haenszel-added");
    const Synthesis s = pool(effects, method);
    REQUIRE(s.interval);
    const double width = number(record["ub"]) - number(record["lb"]);
    CHECK(apart(*s.se, number(record["se"])) < closed_form);
    CHECK(apart(*s.estimate, number(record["b"]), width) < closed_form);
    CHECK(apart(s.interval->low, number(record["lb"]), width) < closed_form);
    CHECK(apart(s.interval->high, number(record["ub"]), width) < closed_form);
    if (s.heterogeneity) {
      CHECK(apart(s.heterogeneity->q, number(record["QE"]), 1e-3) < 1e-9);
      CHECK(s.heterogeneity->q_df + 1 == number(record["k_yi"]));
    }
    ++checked;
  }
  CHECK(checked > 95);
}

TEST_CASE("Cochran–Mantel–Haenszel, Breslow–Day and Tarone tests agree with metafor") {
  std::map<std::string, nlohmann::json> views;
  for (const auto& view : reference("studies")) views[view["view"]] = view;
  int checked = 0;
  for (const auto& record : reference("counts")) {
    const std::string view = record["view"];
    if (!record.contains("MH") || view == "caffeine") continue;
    CAPTURE(view);
    std::vector<Data> tables;
    for (const Study& study : studies_of(views.at(view)))
      if (!study.data.empty()) tables.push_back(study.data.front());
    std::string why;
    const auto test = cochran_mantel_haenszel(tables, true, why);
    REQUIRE(test);
    CHECK(apart(test->statistic, number(record["MH"]), 1e-6) < 1e-9);
    CHECK(apart(test->p, number(record["MHp"]), 1e-290) < 1e-7);
    ++checked;
    if (!record.contains("BD")) continue;
    const auto common = common_odds_ratio_tests(tables, why);
    REQUIRE(common);
    CHECK(apart(common->breslow_day.statistic, number(record["BD"]), 1e-3) < 1e-9);
    CHECK(apart(common->breslow_day.p, number(record["BDp"]), 1e-290) < 1e-7);
    CHECK(apart(common->tarone.statistic, number(record["TA"]), 1e-3) < 1e-9);
    CHECK(apart(common->tarone.p, number(record["TAp"]), 1e-290) < 1e-7);
    CHECK(common->tarone.df == number(record["TAp_df"]));
  }
  CHECK(checked > 30);
}

TEST_CASE("Tests of counts say what they lack and do not mind the order of arms") {
  std::string why;
  CHECK_FALSE(cochran_mantel_haenszel(std::vector<Data>{TwoByTwo{0, 10, 0, 12}}, true, why));
  CHECK(why == "no study has both people with and people without an event");
  CHECK_FALSE(common_odds_ratio_tests(std::vector<Data>{TwoByTwo{3, 10, 4, 12}}, why));
  const std::vector<Data> tables{TwoByTwo{3, 10, 4, 12}, TwoByTwo{9, 20, 2, 22}, TwoByTwo{1, 7, 5, 9}};
  std::vector<Data> swapped;
  for (const Data& each : tables) {
    const auto& t = std::get<TwoByTwo>(each);
    swapped.emplace_back(TwoByTwo{t.c_events, t.c_n, t.e_events, t.e_n});
  }
  const auto one = common_odds_ratio_tests(tables, why), two = common_odds_ratio_tests(swapped, why);
  REQUIRE((one && two));
  CHECK(apart(one->breslow_day.statistic, two->breslow_day.statistic) < closed_form);
  CHECK(apart(one->tarone.statistic, two->tarone.statistic) < closed_form);
}

}  // namespace steelyard::support
