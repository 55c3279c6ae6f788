// Claims about harm, and about another time than the evidence speaks of.
#include <algorithm>

#include "claim/deng_review.h"
#include "support/catch.h"

using namespace steelyard;
using deng::appraised, deng::review, deng::trial;

TEST_CASE("A claim of safety is held to what is tolerable of severe harm, not to an unset default") {
  Review r = review();
  r.outcomes[0].better = Better::lower;
  r.analyses[0].certainty = Certainty{};
  r.analyses[0].studies = {trial("Large 2017", 5, 400, 5, 400)};
  Claim& claim = r.claims[0];
  claim.type = "safety_zero";
  claim.percent_text.clear();
  claim.scenarios.clear();
  Appraisal appraisal = appraised(r);
  CHECK(appraisal.verdict == "ZERO_SEEN_RISK_NOT_EXCLUDED");
  CHECK(appraisal.reason.empty());
  CHECK(appraisal.controlled->harm == 10);
  CHECK(std::ranges::count(appraisal.flags, "OTHER_STUDY_REPORTS_SERIOUS") == 1);
  // One percent is tolerated, and none of 400 excludes as much.
  claim.n = 400;
  CHECK(appraised(r).reason == "small");
  r.outcomes[0].important = {100, 100, "a panel", false};
  // The groups are alike, but some of the treated had it.
  CHECK(appraised(r).verdict == "PARTLY_SUPPORTED");
  CHECK(appraised(r).reason == "events_in_trials");
}

TEST_CASE("A percentage that only unusual rounding gives is flagged, and decides nothing") {
  Review r = review();
  r.claims[0].n = 32;
  r.claims[0].percent_text = "68";
  const Appraisal appraisal = appraised(r);
  CHECK(std::ranges::count(appraisal.flags, "ARITH_ROUNDING_ONLY") == 1);
  CHECK(appraisal.gate == "G7");
}

TEST_CASE("A claim about another time than the evidence speaks of is flagged") {
  Review r = review();
  r.claims[0].time_point_weeks = 40;
  CHECK(std::ranges::count(appraised(r).flags, "TIME_MISMATCH") == 0);
  r.claims[0].time_point_weeks = 12;
  CHECK(std::ranges::count(appraised(r).flags, "TIME_MISMATCH") == 1);
}
