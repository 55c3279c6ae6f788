// Claims that linked trials cannot answer, however clear they are.
#include <algorithm>
#include <string>

#include "claim/numbers_review.h"
#include "support/catch.h"

using namespace numbers_review;
using namespace steelyard;

namespace {

// 120 of 200 where trials let expect as many: backed, were it not for what the test spoils.
Review backed() {
  Review made = with(remission(), 120, 200);
  made.question.population = "Adults with lupus";
  made.question.intervention = "Cells";
  made.question.comparator = "Placebo";
  return made;
}

bool flagged(const Review& review, const char* flag) {
  return std::ranges::count(appraised(review).flags, flag) == 1;
}

bool warned(const Review& review, const std::string& part) {
  const Notices notices = analyse(review, std::nullopt).notices;
  return std::ranges::any_of(notices, [&](const Notice& notice) {
    return notice.severity == Severity::warning && notice.text.find(part) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("Trials that added the treatment to other care do not tell that it can replace that care") {
  Review made = backed();
  REQUIRE(verdict(made) == "SUPPORTED");
  made.claims[0].add_on = "replacement";
  CHECK(verdict(made) == "SUPPORTED");  // nothing says that the trials kept other care
  made.analyses[0].judgements.add_on = true;
  CHECK(verdict(made) == "NO_CONTROLLED_EVIDENCE");
  CHECK(appraised(made).reason == "replacement");
  CHECK_FALSE(appraised(made).by_evidence);
  CHECK(says(made, "plain", "gave it on top of other care"));
  CHECK_FALSE(says(made, "plain", "Fair tests back this claim"));
  CHECK(says(made, "reviewer", "the linked trials added it to that care"));
  for (const char* type : {"comparative", "efficacy_vague"}) {
    made.claims[0].type = type;
    CHECK(appraised(made).reason == "replacement");
  }
  made.claims[0].type = "durability";
  made.claims[0].n_followed = 180;
  made.claims[0].time_point_weeks = 24;
  CHECK(appraised(made).reason == "replacement");
  made.claims[0].add_on = "add_on";
  CHECK(appraised(made).reason.empty());
}

TEST_CASE("The question, too, may say that the treatment came on top of other care") {
  Review made = backed();
  made.claims[0].add_on = "replacement";
  made.question.intervention = "Cells added to standard medicines";
  CHECK(appraised(made).reason == "replacement");
}

TEST_CASE("A rate of harm without other care is not that of people who kept it") {
  Review made = with(alike(), 1, 500);
  made.claims[0].add_on = "replacement";
  made.claims[0].asserted_direction = "no_difference";
  made.analyses[0].judgements.add_on = true;
  CHECK(verdict(made) == "NO_CONTROLLED_EVIDENCE");
  CHECK(appraised(made).reason == "replacement");
  // None seen keeps the bound that chance leaves open.
  made.claims[0].events = 0;
  made.claims[0].type = "safety_zero";
  CHECK(verdict(made) == "ZERO_SEEN_RISK_NOT_EXCLUDED");
}

TEST_CASE("Words about stopping drugs ask for add_on") {
  Review made = backed();
  made.claims[0].paraphrase = "With cells patients are said to be able to stop their drugs.";
  CHECK(warned(made, "add_on is not recorded"));
  made.claims[0].add_on = "add_on";
  CHECK_FALSE(warned(made, "add_on is not recorded"));
}

TEST_CASE("An effect in no direction is neither backed nor contradicted") {
  for (const char* type : {"response_proportion", "comparative", "efficacy_vague", "durability"}) {
    Review made = asserting(backed(), "none");
    made.claims[0].type = type;
    made.claims[0].n_followed = 180;
    made.claims[0].time_point_weeks = 24;
    INFO(type);
    CHECK(verdict(made) == "NOT_TESTABLE");
    CHECK(appraised(made).reason == "no_direction");
    CHECK(says(made, "plain", "makes no claim that fair tests could back"));
  }
}

TEST_CASE("Trials of another illness are flagged, those of a wider or narrower form of it are not") {
  Review made = backed();
  CHECK_FALSE(flagged(made, "DISEASE_MISMATCH"));
  for (const char* same : {"lupus", "SLE", "lupus nephritis", "a rare illness"}) {
    made.claims[0].disease = same;
    INFO(same);
    CHECK_FALSE(flagged(made, "DISEASE_MISMATCH"));
    CHECK_FALSE(warned(made, "its disease is"));
  }
  made.claims[0].disease = made.claims[0].page_disease = "asthma";
  CHECK(flagged(made, "DISEASE_MISMATCH"));
  CHECK(warned(made, "its disease is asthma, but the trials of analysis event are of Adults with lupus"));
  made.claims[0].page_disease = "lupus";  // the page and the trials: one flag
  CHECK(flagged(made, "DISEASE_MISMATCH"));
  made.question.population = "Adults with autoimmune disease";  // nothing known to differ from
  made.claims[0].page_disease = "asthma";
  CHECK_FALSE(flagged(made, "DISEASE_MISMATCH"));
}

TEST_CASE("A signed claim is asked for what its record must have, a draft is not") {
  Review made = backed();
  CHECK_FALSE(warned(made, "lack fields"));
  Claim& claim = made.claims[0];
  claim.extracted_by_role = "extractor";
  claim.checked_by_role = "reviewer";
  CHECK(warned(made, "C1 lacks url, date_seen, snapshot_sha256, language, attribution, population, intervention, "
                     "comparator_stated, outcome_text and assessor"));
  claim.type = "testimonial";
  CHECK(warned(made, "C1 lacks url, date_seen, snapshot_sha256, language and attribution"));
  claim.url = "https://example.org/";
  claim.date_seen = Date{2026, 10, 1};
  claim.snapshot_sha256 = std::string(64, 'a');
  claim.language = "en";
  Claim second = claim;
  second.id = "C2";
  made.claims.push_back(second);
  made.claims[0].attribution = "unclear";
  CHECK(warned(made, "must have: C2 lacks attribution"));
  made.claims[1].attribution = "unclear";
  CHECK_FALSE(warned(made, "lack fields"));
}
