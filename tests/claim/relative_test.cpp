// A claimed ratio: in people, against trials, and as a field of a review.
#include "steelyard/claim/relative.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "steelyard/analysis/analysis.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

Study trial(const std::string& name, double ee, double en, double ce, double cn) {
  Study study;
  study.name = name;
  study.data = {TwoByTwo{ee, en, ce, cn}};
  return study;
}

// Three large trials that agree: 20% against 40%, on deaths.
Review review(double ratio, const std::string& direction) {
  Review review;
  review.title = review.slug = "deaths";
  Outcome outcome;
  outcome.id = outcome.name = "death";
  outcome.better = Better::lower;
  outcome.important = {50, 50, "panel", false};
  review.outcomes.push_back(outcome);
  AnalysisRequest request;
  request.id = request.outcome = "death";
  request.settings["measure"] = {"RR", {}, ""};
  request.studies = {trial("A", 200, 1000, 400, 1000), trial("B", 198, 1000, 402, 1000),
                     trial("C", 202, 1000, 398, 1000)};
  request.certainty = Certainty{};
  review.analyses.push_back(request);
  Claim claim;
  claim.id = "C1";
  claim.type = "comparative";
  claim.comparator_stated = "named";
  claim.asserted_direction = direction;
  claim.asserted_size = "number_given";
  claim.outcome_defined = true;
  claim.against = "death";
  claim.paraphrase = "A ratio is claimed.";
  claim.ratio = ratio;
  review.claims.push_back(claim);
  return review;
}

Appraisal appraised(const Review& of) { return analyse(of, std::nullopt).claims.front(); }

// The same trials with the groups exchanged.
Review exchanged(Review of) {
  for (Study& study : of.analyses[0].studies) {
    TwoByTwo& table = std::get<TwoByTwo>(study.data.front());
    std::swap(table.e_events, table.c_events);
    std::swap(table.e_n, table.c_n);
  }
  return of;
}

}  // namespace

TEST_CASE("A ratio in people is the ratio times the share without, and at most everybody") {
  const double shares[] = {0.1, 0.5, 0.8};
  const auto at = at_baselines(1.5, shares);
  REQUIRE(at.size() == 3);
  CHECK(std::abs(at[0].with - 0.15) < 1e-15);
  CHECK(std::abs(at[1].with - 0.75) < 1e-15);
  CHECK(at[2].with == 1);
  CHECK(at[2].beyond_all);
  CHECK_FALSE(at[1].beyond_all);
}

TEST_CASE("A ratio that the trials show is supported, a larger one is overstated") {
  const Appraisal fits = appraised(review(0.5, "benefit"));
  CHECK(fits.verdict == "SUPPORTED");
  REQUIRE(fits.relative);
  CHECK_FALSE(fits.relative->over);
  CHECK(fits.relative->from == BaselineFrom::trials);
  REQUIRE(fits.relative->at.size() == 1);
  CHECK(std::abs(fits.relative->at[0].with - 0.5 * fits.relative->at[0].without) < 1e-12);
  const Appraisal larger = appraised(review(0.1, "benefit"));
  CHECK(larger.verdict == "OVERSTATED");
  CHECK(larger.relative->over);
}

TEST_CASE("A claimed harm is held to the same ratio as a claimed benefit") {
  // "Twice as many die" against trials in which twice as many do, and a tenfold claim.
  CHECK(appraised(exchanged(review(2, "harm"))).verdict == "SUPPORTED");
  CHECK(appraised(exchanged(review(10, "harm"))).verdict == "OVERSTATED");
  CHECK(appraised(exchanged(review(0.5, "benefit"))).verdict == "CONTRADICTED");
  CHECK(appraised(review(2, "harm")).verdict == "CONTRADICTED");
}

TEST_CASE("A ratio of other events than the outcome counts is not judged by it") {
  // "Twice as many survive" says nothing of twice as many deaths.
  const Appraisal appraisal = appraised(review(2, "benefit"));
  REQUIRE(appraisal.relative);
  CHECK_FALSE(appraisal.relative->same_events);
  CHECK(appraisal.relative->from == BaselineFrom::examples);
  CHECK(appraisal.relative->at.size() == 3);
  CHECK_FALSE(appraisal.relative->over);
  // Its direction is backed; the number was held against nothing.
  CHECK(appraisal.verdict == "PARTLY_SUPPORTED");
}

TEST_CASE("Relative words without absolute numbers fail their item of the checklist") {
  const Appraisal appraisal = appraised(review(0.5, "benefit"));
  CHECK(std::ranges::count(appraisal.flags, "RELATIVE_ONLY") == 1);
}
