// The numeric vectors of the claim specification, section 10.1, through files.
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/review_folder.h"

using namespace steelyard;
using namespace review_folder;

namespace {

// The running example: 150 of 200 beside three arms of standard care, against one trial of 18 people.
Findings running_example(const std::string& care, const std::string& claims) {
  const Folder folder;
  std::string toml = head;
  toml.append(
      "[[outcome]]\nid = \"o\"\nname = \"Remission\"\nbetter = \"higher\"\n"
      "[[analysis]]\nid = \"rr\"\noutcome = \"o\"\ndata = \"t.csv\"\nmeasure = \"RR\"\n"
      "interval = \"wald\"\n"
      "[[analysis]]\nid = \"or\"\noutcome = \"o\"\ndata = \"t.csv\"\nmeasure = \"OR\"\n"
      "interval = \"wald\"\n"
      "[[scenario]]\nid = \"s\"\nlabel = \"care\"\noutcome_match = \"same\"\nreason = \"r\"\n"
      "data = \"care.csv\"\n");
  folder.file("review.toml", toml);
  folder.file("t.csv", "study,e_events,e_n,c_events,c_n\nDeng,9,12,5,6\n");
  folder.file("care.csv", care);
  folder.file("claims.csv", claims);
  return findings_of(folder);
}

std::string proportion(const std::string& id, const std::string& events, const std::string& n,
                       bool linked) {
  std::string row = id;
  row.append(",Clinic,clinic,unknown,They are said to be better.,response_proportion,benefit,"
             "number_given,yes,");
  row.append(events).append(",").append(n).append(linked ? ",rr,s\n" : ",,s\n");
  return row;
}

void check_share(const Bounds& found, double low, double high) {
  CHECK(found.low == Approx(low).margin(0.00005));
  CHECK(found.high == Approx(high).margin(0.00005));
}

void check_counts(const PredictedCounts& found, long median, long low, long high) {
  CHECK(std::abs(found.median - median) <= 1);
  CHECK(std::abs(found.low - low) <= 1);
  CHECK(std::abs(found.high - high) <= 1);
}

}  // namespace

TEST_CASE("The numeric vectors of shares and of one small trial come out of a review folder") {
  std::string claims = claim_titles;
  claims.append(proportion("N01", "150", "200", true));
  claims.append(proportion("N02", "9", "12", false)).append(proportion("N03", "5", "6", false));
  claims.append("N04,Clinic,clinic,unknown,Nobody is said to have been harmed.,safety_zero,none,"
                "number_given,no,0,200,,\n");
  const Findings findings = running_example(three_arms, claims);
  check_share(findings.claims[0].share->exact, .6840, .8084);
  check_share(findings.claims[0].share->wilson, .6857, .8049);
  check_share(findings.claims[0].share->jeffreys, .6867, .8061);
  check_share(findings.claims[1].share->exact, .4281, .9451);
  check_share(findings.claims[1].share->wilson, .4677, .9111);
  check_share(findings.claims[1].share->jeffreys, .4708, .9241);
  check_share(findings.claims[2].share->exact, .3588, .9958);
  check_share(findings.claims[2].share->wilson, .4365, .9699);
  check_share(findings.claims[2].share->jeffreys, .4419, .9814);
  const NoneSeen& none = *findings.claims[3].none_seen;
  CHECK(none.upper_one_sided == Approx(.014867).margin(5e-7));
  CHECK(none.upper_two_sided == Approx(.018275).margin(5e-7));
  CHECK(findings.claims[3].share->wilson.high == Approx(.018845).margin(5e-7));
  CHECK(findings.claims[3].share->jeffreys.high == Approx(.012466).margin(5e-7));
  CHECK(findings.claims[3].verdict == "ZERO_SEEN_RISK_NOT_EXCLUDED");
  // N05, N06
  CHECK(findings.analyses[0].pooled->estimate == Approx(.9).margin(5e-5));
  CHECK(findings.analyses[0].pooled->low == Approx(.5544).margin(5e-5));
  CHECK(findings.analyses[0].pooled->high == Approx(1.4611).margin(5e-5));
  CHECK(findings.analyses[1].pooled->estimate == Approx(.6).margin(5e-5));
  CHECK(findings.analyses[1].pooled->low == Approx(.0486).margin(5e-5));
  CHECK(findings.analyses[1].pooled->high == Approx(7.408).margin(5e-4));
  // N07, N08, N21
  const ControlledEvidence& trial = *findings.claims[0].controlled;
  CHECK(trial.method == "newcombe1998");
  CHECK(trial.low == Approx(-397).margin(0.5));
  CHECK(trial.high == Approx(345).margin(0.5));
  CHECK(trial.rd_cross_check->low == Approx(-433.1).margin(0.05));
  CHECK(trial.rd_cross_check->high == Approx(378.2).margin(0.05));
  CHECK(trial.needed->point->people == Approx(12).margin(1e-9));
  CHECK(trial.needed->through_infinity);
  CHECK(trial.model->odds_ratio == Approx(.588).margin(.001));
  CHECK(trial.model->odds_ratio_interval.low == Approx(.0390).margin(.0005));
  CHECK(trial.model->odds_ratio_interval.high == Approx(5.69).epsilon(.005));
  CHECK(trial.model->difference == Approx(-.071).margin(.001));
  CHECK(trial.model->p_above == Approx(.163).margin(.001));
}

TEST_CASE("The numeric vectors of standard care and implied counts come out of a review folder") {
  std::string claims = claim_titles + proportion("B10", "150", "200", true);
  for (const char* events : {"110", "130", "140", "160", "180"})
    claims.append(proportion(std::string("C").append(events), events, "200", false));
  const Findings findings = running_example(three_arms, claims);
  const auto& priors = findings.claims[0].scenarios.front().priors;
  REQUIRE(priors.size() == 2);
  // N11 to N14, N18
  CHECK(priors[0].pooled.median == Approx(.5158).margin(.0005));
  CHECK(priors[0].pooled.low == Approx(.4100).margin(.0005));
  CHECK(priors[0].pooled.high == Approx(.6146).margin(.0005));
  CHECK(priors[0].new_group.median == Approx(.5162).margin(.0005));
  CHECK(priors[0].new_group.low == Approx(.3291).margin(.0005));
  CHECK(priors[0].new_group.high == Approx(.6926).margin(.0005));
  CHECK(priors[0].mean_tau == Approx(.2243).margin(.0005));
  CHECK(priors[1].new_group.low == Approx(.2628).margin(.0005));
  CHECK(priors[1].new_group.high == Approx(.7548).margin(.0005));
  CHECK(priors[1].mean_tau == Approx(.3108).margin(.0005));
  check_counts(*priors[0].counts, 103, 64, 140);
  check_counts(*priors[1].counts, 103, 51, 152);
  CHECK(priors[0].counts->upper_tail == Approx(.012571).epsilon(.01));
  CHECK(priors[0].counts->mid == Approx(.987888).margin(.0005));
  CHECK(priors[1].counts->upper_tail == Approx(.028695).epsilon(.01));
  CHECK(priors[1].counts->mid == Approx(.972038).margin(.0005));
  check_counts(*priors[0].robust, 103, 24, 176);
  CHECK(priors[0].robust->upper_tail == Approx(.0608).epsilon(.01));
  // N15
  const double mids[] = {.6886, .9448, .9744, .9945, .9992};
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(findings.claims[i + 1].scenarios.front().priors[0].counts->mid ==
          Approx(mids[i]).margin(.0005));
  // N20: the risk ratio of the trial on this standard care
  for (const ImpliedCounts& each : findings.claims[0].controlled->implied) {
    if (each.id != "risk-ratio") continue;
    check_counts(each.counts, 92, 47, 163);
    CHECK(each.counts.mid == Approx(.9535).margin(.002));
    CHECK(each.capped == Approx(.0038).margin(.0005));
  }
  // What "would have got better anyway" or "because of it" says nothing of a bad event.
  Review relapses = findings.review;
  relapses.outcomes.front().better = Better::lower;
  const Findings mirrored = analyse(relapses, std::nullopt);
  REQUIRE_FALSE(mirrored.claims[0].scenarios.empty());
  CHECK_FALSE(mirrored.claims[0].scenarios.front().naive);
  CHECK_FALSE(mirrored.claims[0].because_of_treatment);
  // N24, N25, N26
  CHECK(findings.claims[0].because_of_treatment->low == Approx(.312).margin(.001));
  CHECK(findings.claims[0].because_of_treatment->high == Approx(.645).margin(.001));
  const NaiveComparison& naive = *findings.claims[0].scenarios.front().naive;
  CHECK(naive.ratio == Approx(1.4514).margin(.001));
  CHECK(naive.ratio_at_upper == Approx(1.0715).margin(.001));
  CHECK(e_value(naive.ratio) == Approx(2.261).margin(.003));
  CHECK(e_value(naive.ratio_at_upper) == Approx(1.348).margin(.003));
  CHECK(naive.to_median->uncounted == Approx(90.6).margin(.2));
  CHECK(naive.to_upper->uncounted == Approx(16.6).margin(.2));
  CHECK(naive.to_median->lenient == Approx(.483).margin(.001));
  CHECK(naive.to_upper->lenient == Approx(.187).margin(.001));
  CHECK(100 * naive.to_median->shift == Approx(23.4).margin(.1));
  CHECK(100 * naive.to_upper->shift == Approx(5.7).margin(.1));
  // N16: four arms; the linked trial lends no arm, so it stands under another name
  const Findings four = running_example(three_arms + "Another,5,6\n",
                                        claim_titles + proportion("N16", "150", "200", false));
  const PredictedCounts& counts = *four.claims[0].scenarios.front().priors[0].counts;
  check_counts(counts, 105, 68, 147);
  CHECK(counts.upper_tail == Approx(.020884).epsilon(.01));
  CHECK(counts.mid == Approx(.979825).margin(.0005));
}

TEST_CASE("A trial never lends both its effect and an arm of standard care") {
  const Findings findings = running_example(
      three_arms + "Deng,5,6\n", claim_titles + proportion("B10", "150", "200", true));
  const BesideScenario& beside = findings.claims[0].scenarios.front();
  CHECK(beside.k == 3);
  CHECK(beside.left_out == std::vector<std::string>{"Deng"});
}

TEST_CASE("Facts, arithmetic and lost people of the specification come out of a claims.csv") {
  const Folder folder;
  folder.file("review.toml", head);
  folder.file(
      "claims.csv",
      "id,claimant,claimant_type,commercial_interest,paraphrase,type,asserted_direction,percent_text,events,n,"
      "n_followed,n_started,time_point_weeks,stated_value,fact_estimate,fact_low,fact_high,"
      "fact_source\n"
      "B01,C,clinic,unknown,Millions are said to have it.,prevalence,none,,,,,,,5000000,3410000,1238000,"
      "8499000,Tian 2023\n"
      "F2,C,clinic,unknown,Millions are said to have it.,prevalence,none,,,,,,,9000000,3410000,1238000,"
      "8499000,Tian 2023\n"
      "F3,C,clinic,unknown,Millions are said to have it.,prevalence,none,,,,,,,1000000,3410000,1238000,"
      "8499000,Tian 2023\n"
      "F4,C,clinic,unknown,Millions are said to have it.,prevalence,none,,,,,,,1000000,,,,\n"
      "G1,C,clinic,unknown,Some are better.,response_proportion,benefit,75,,13,,,,,,,,\n"
      "G2,C,clinic,unknown,Some are better.,response_proportion,benefit,12.5,3,40,,,,,,,,\n"
      "G3,C,clinic,unknown,Some are better.,response_proportion,benefit,68,,32,,,,,,,,\n"
      "G4,C,clinic,unknown,Some are better.,response_proportion,benefit,75,,,,,,,,,,\n"
      "D1,C,clinic,unknown,It is said to last.,durability,benefit,,90,,120,200,104,,,,,\n"
      "D2,C,clinic,unknown,It is said to last.,durability,benefit,,,200,,,104,,,,,\n"
      "T1,C,clinic,unknown,One person is said to walk.,testimonial,none,,,,,,,,,,,\n"
      "T2,C,clinic,unknown,Both are said to walk.,response_proportion,benefit,,2,2,,,,,,,,\n");
  const Findings findings = findings_of(folder);
  const auto verdict = [&](std::size_t i) { return findings.claims[i].verdict; };
  CHECK(verdict(0) == "FACT_CONSISTENT");
  CHECK(findings.claims[0].fact->ratio == Approx(1.466).margin(.001));
  CHECK(verdict(1) == "FACT_TOO_HIGH");
  CHECK(verdict(2) == "FACT_TOO_LOW");
  CHECK(verdict(3) == "FACT_UNCHECKED");
  CHECK(verdict(4) == "ARITHMETIC_INCONSISTENT");
  CHECK(verdict(5) == "ARITHMETIC_INCONSISTENT");
  CHECK(verdict(6) == "NO_CONTROLLED_EVIDENCE");
  CHECK(verdict(7) == "NO_CONTROLLED_EVIDENCE");
  CHECK_FALSE(findings.claims[7].share.has_value());
  CHECK(verdict(8) == "NO_CONTROLLED_EVIDENCE");
  // N31
  CHECK(findings.claims[8].attrition->observed == Approx(.75));
  CHECK(findings.claims[8].attrition->range.low == Approx(.45));
  CHECK(findings.claims[8].attrition->range.high == Approx(.85));
  CHECK(verdict(9) == "NOT_TESTABLE");
  CHECK(verdict(10) == "SINGLE_CASE_ONLY");
  CHECK(verdict(11) == "SINGLE_CASE_ONLY");
}
