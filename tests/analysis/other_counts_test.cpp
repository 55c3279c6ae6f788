// Counts that a rounded percentage or lost people leave open.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "claim/deng_review.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/json.h"
#include "support/catch.h"
#include "support/paths.h"

using namespace steelyard;
using deng::appraised, deng::review, deng::trial;

TEST_CASE("Error 29: counts out of rounded percentages are not as sure as counts") {
  // By some rounding 55% and 50% of 1000 are 541 to 559 and 491 to 509 people; the least favourable of
  // them no longer exclude that there is no difference.
  Review r = review();
  r.claims[0].scenarios.clear();
  r.analyses[0].certainty = Certainty{};
  r.analyses[0].studies = {trial("Large 2017", 550, 1000, 500, 1000)};
  const Appraisal reported = appraised(r);
  CHECK(reported.verdict == "OVERSTATED");
  CHECK_FALSE(reported.fragile);
  r.analyses[0].studies[0].cells = {{"count_basis", "derived_from_pct"}};
  const Appraisal derived = appraised(r);
  CHECK(derived.verdict == "UNCERTAIN");
  CHECK(derived.fragile);
  std::size_t lowest = 0, highest = 0;
  for (const Variant& variant : derived.controlled->variants) {
    if (variant.counts == "lowest") {
      ++lowest;
      CHECK(std::abs(variant.rd - 32) < 1e-9);
    } else if (variant.counts == "highest") {
      ++highest;
      CHECK(std::abs(variant.rd - 68) < 1e-9);
    } else {
      CHECK(std::abs(variant.rd - 50) < 1e-9);
    }
  }
  CHECK(lowest == reported.controlled->variants.size());
  CHECK(highest == lowest);
  SECTION("a decimal settles the count") {
    r.analyses[0].studies[0].cells.emplace_back("e_percent", "55.0");
    r.analyses[0].studies[0].cells.emplace_back("c_percent", "50.0");
    CHECK(appraised(r).verdict == "OVERSTATED");
  }
  SECTION("so does a small group") {
    r.analyses[0].studies = {trial("Deng 2017", 9, 12, 5, 6)};
    const auto variants = appraised(r).controlled->variants.size();
    r.analyses[0].studies[0].cells = {{"reconstructed", "yes"}};
    CHECK(appraised(r).controlled->variants.size() == variants);
  }
  SECTION("results.json and the report tell which counts were meant") {
    const auto json = nlohmann::json::parse(write_results_json(analyse(r, std::nullopt), {}));
    CHECK(json["claims"][0]["controlled"]["variants"].back()["counts"] == "highest");
    const auto layout = load_template(run::project() / "templates", "reviewer", "en");
    CHECK(dump(compose(analyse(r, std::nullopt), layout)).find("least favourable counts") !=
          std::string::npos);
  }
}

TEST_CASE("Lost people at a plausible worst lower the suggested rating where they move the interval") {
  Review r = review();
  r.claims.clear();
  r.analyses[0].studies = {trial("Large 2017", 700, 1000, 480, 1000)};
  r.analyses[0].studies[0].cells = {{"risk_of_bias", "low"}};
  const auto rule = [&] {
    return std::string(analyse(r, std::nullopt).analyses[0].suggested_grade->domains[0].rule);
  };
  CHECK(rule() == "rob_none");
  r.analyses[0].studies[0].cells.emplace_back("e_randomised", "1010");
  CHECK(rule() == "rob_none");
  // 400 lost: their odds of no remission are five times those of the others, 2.14 to 1, so 128 of
  // them respond: 828 of 1400, 111 per 1000 more, and the interval reaches below 100.
  r.analyses[0].studies[0].cells.back().second = "1400";
  CHECK(rule() == "rob_missing_data");
  r.grade_rules.missing_odds = 1;
  CHECK(rule() == "rob_none");
}
