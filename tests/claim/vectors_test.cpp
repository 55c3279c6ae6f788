// The vectors of the claim specification, section 10, through files: a review folder is written, read,
// analysed and its claims appraised, as the program does it.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "steelyard/analysis/analysis.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

using namespace steelyard;

namespace {

namespace fs = std::filesystem;

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("steelyard-vector-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  void file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Findings findings_of(const Folder& folder) {
  Checked<Review> review = read_review(folder.path());
  INFO(to_text(review.notices));
  REQUIRE_FALSE(has_errors(review.notices));
  return analyse(std::move(review.value), std::nullopt);
}

const std::string head =
    "title = \"Vector\"\nsearched = 2026-11-01\n[question]\npopulation = \"p\"\n"
    "intervention = \"i\"\ncomparator = \"c\"\n";

// Standard care: three arms of the specification, whose predictions for 200 people are in its
// section 3.3; forty alike arms, whose prediction is narrow.
const std::string three_arms = "study,events,n\nLUNAR,33,72\nBELONG,41,75\nALMS,98,185\n";
std::string alike_arms(const std::string& counts) {
  std::string table = "study,events,n\n";
  for (int i = 1; i <= 40; ++i)
    table.append("Arm ").append(std::to_string(i)).append(",").append(counts).append("\n");
  return table;
}

enum class Beside { nothing, alike, three, undefined };

struct Vector {
  const char* id;
  // Nothing: no trial is linked. Two numbers: a risk difference per 1,000 with these limits, as a
  // paper may report it. Four: one trial, e_events, e_n, c_events, c_n.
  std::vector<double> evidence;
  const char* grade;
  Beside beside;
  int claimed;  // of 200 people; 0: no number is claimed
  const char* size;
  const char* direction;
  const char* badge_arms;  // events,n of each of the alike arms
  const char* verdict;
};

// Just inside of a limit that belongs to the row: what the limit itself gives is in verdict_test.cpp.
constexpr double hair = 1e-9;

const std::vector<Vector> vectors{
    {"V01", {9, 12, 5, 6}, "very low", Beside::undefined, 150, "number_given", "benefit", "", "UNCERTAIN"},
    {"V02", {}, "", Beside::alike, 100, "number_given", "benefit", "100,200", "NOT_DISTINGUISHABLE"},
    {"V03", {}, "", Beside::alike, 190, "number_given", "benefit", "100,200", "UNEXPLAINED_EXCESS"},
    {"V04", {}, "", Beside::three, 150, "number_given", "benefit", "", "NO_CONTROLLED_EVIDENCE"},
    {"V05", {120, 260}, "moderate", Beside::alike, 190, "important", "benefit", "100,200", "SUPPORTED"},
    {"V06", {610, 1000, 420, 1000}, "high", Beside::alike, 196, "number_given", "benefit", "84,200", "OVERSTATED"},
    {"V07", {120, 260}, "low", Beside::alike, 190, "important", "benefit", "100,200", "PARTLY_SUPPORTED"},
    {"V08", {9, 252}, "moderate", Beside::three, 150, "important", "benefit", "", "PARTLY_SUPPORTED"},
    {"V09", {71, 125, 52, 125}, "low", Beside::alike, 196, "number_given", "benefit", "84,200", "OVERSTATED"},
    {"V10", {10, 80}, "high", Beside::alike, 190, "important", "benefit", "100,200", "OVERSTATED"},
    {"V11", {10, 80}, "high", Beside::alike, 190, "any", "benefit", "100,200", "PARTLY_SUPPORTED"},
    {"V12", {2550, 5000, 2500, 5000}, "high", Beside::alike, 196, "important", "benefit", "100,200", "CONTRADICTED"},
    {"V13", {2550, 5000, 2500, 5000}, "low", Beside::alike, 196, "important", "benefit", "100,200", "LITTLE_OR_NO_DIFFERENCE"},
    {"V14", {-60, 180}, "moderate", Beside::alike, 190, "important", "benefit", "100,200", "UNCERTAIN"},
    {"V15", {-220, 70}, "moderate", Beside::alike, 190, "important", "benefit", "100,200", "CONTRADICTED"},
    {"V16", {-220, 70}, "low", Beside::alike, 100, "important", "benefit", "100,200", "NOT_DISTINGUISHABLE"},
    {"V17", {-300, -120}, "high", Beside::alike, 190, "important", "benefit", "100,200", "CONTRADICTED"},
    {"V18", {-300, -20}, "low", Beside::alike, 190, "important", "benefit", "100,200", "UNCERTAIN"},
    {"V19", {-397, 345}, "very low", Beside::alike, 100, "important", "benefit", "100,200", "NOT_DISTINGUISHABLE"},
    {"V20", {100 + hair, 250}, "moderate", Beside::alike, 190, "important", "benefit", "100,200", "SUPPORTED"},
    {"V21", {-hair, 250}, "moderate", Beside::alike, 190, "important", "benefit", "100,200", "UNCERTAIN"},
    {"V22", {-300, -100 - hair}, "moderate", Beside::alike, 190, "important", "benefit", "100,200", "CONTRADICTED"},
    {"V23", {-300, -120}, "high", Beside::nothing, 0, "important", "harm", "", "SUPPORTED"},
    {"V24", {-40, 60}, "moderate", Beside::nothing, 0, "none", "no_difference", "", "SUPPORTED"},
    {"V25", {-397, 345}, "very low", Beside::nothing, 0, "none", "no_difference", "", "UNCERTAIN"},
    {"V26", {-150, 150}, "moderate", Beside::nothing, 0, "none", "no_difference", "", "UNCERTAIN"},
};

void write_evidence(const Folder& folder, const Vector& v, std::string& toml) {
  const bool counts = v.evidence.size() == 4;
  toml.append("[[outcome]]\nid = \"o\"\nname = \"Better\"\nbetter = \"higher\"\n");
  if (counts) {
    std::string table = "study,e_events,e_n,c_events,c_n\nTrial";
    for (const double each : v.evidence) table.append(",").append(shortest(each));
    folder.file("trials.csv", table.append("\n"));
  } else {
    toml.append("unit = \"per 1000 people\"\nimportant = { benefit = 100, harm = 100, source = \"s\" }\n");
    const double low = v.evidence[0], high = v.evidence[1];
    std::string table = "study,estimate,ci_low,ci_high\nTrial,";
    table.append(shortest((low + high) / 2)).append(",").append(shortest(low)).append(",");
    folder.file("trials.csv", table.append(shortest(high)).append("\n"));
  }
  toml.append("[[analysis]]\nid = \"a\"\noutcome = \"o\"\ndata = \"trials.csv\"\nmeasure = \"");
  toml.append(counts ? "RR" : "MD").append("\"\ninterval = \"wald\"\n[analysis.certainty]\nlevel = \"");
  toml.append(v.grade).append("\"\nreasons = [\"r\"]\n");
}

void write_care(const Folder& folder, const Vector& v, std::string& toml) {
  if (v.beside == Beside::nothing) return;
  folder.file("care.csv", v.beside == Beside::alike ? alike_arms(v.badge_arms) : three_arms);
  toml.append("[[scenario]]\nid = \"s\"\nlabel = \"care\"\nreason = \"r\"\ndata = \"care.csv\"\n");
  toml.append("outcome_match = \"").append(v.beside == Beside::undefined ? "unknown" : "same");
  toml.append("\"\n");
}

std::string claim_of(const Vector& v) {
  std::string row = v.id;
  row.append(",Clinic,clinic,unknown,They are said to be better.,");
  row.append(v.claimed > 0 ? "response_proportion," : "comparative,");
  row.append(v.direction).append(",").append(v.size).append(",");
  row.append(v.beside == Beside::undefined ? "no," : "yes,");
  if (v.claimed > 0) row.append(std::to_string(v.claimed)).append(",200");
  else row.append(",");
  row.append(v.evidence.empty() ? "," : ",a").append(v.beside == Beside::nothing ? "," : ",s");
  return row.append("\n");
}

const std::string claim_titles =
    "id,claimant,claimant_type,commercial_interest,paraphrase,type,asserted_direction,asserted_size,"
    "outcome_defined,events,n,against,scenarios\n";

}  // namespace

TEST_CASE("The verdict vectors of the specification come out of review folders") {
  for (const Vector& v : vectors) {
    CAPTURE(v.id);
    const Folder folder;
    std::string toml = head;
    if (!v.evidence.empty()) write_evidence(folder, v, toml);
    write_care(folder, v, toml);
    folder.file("review.toml", toml);
    folder.file("claims.csv", claim_titles + claim_of(v));
    const Findings findings = findings_of(folder);
    REQUIRE(findings.claims.size() == 1);
    const Appraisal& found = findings.claims.front();
    CHECK(found.verdict == v.verdict);
    CHECK(found.controlled.has_value() == !v.evidence.empty());
    CHECK_FALSE(found.fragile);
    CHECK(found.harm_signal == (std::string(v.id) == "V18"));
    if (v.evidence.size() == 2) {
      // The limits that the verdict looks at are those of the file, with benefit positive.
      CHECK(found.controlled->low == Approx(v.evidence[0]).epsilon(1e-13).margin(1e-12));
      CHECK(found.controlled->high == Approx(v.evidence[1]).epsilon(1e-13).margin(1e-12));
    }
    const std::string id = v.id;
    if (id == "V06" || id == "V09" || id == "V12" || id == "V13") {
      REQUIRE_FALSE(found.controlled->implied.empty());
      for (const ImpliedCounts& each : found.controlled->implied) CHECK(each.over);
    }
    if (v.beside == Beside::alike)
      CHECK(found.badge == (v.claimed > 100 ? Badge::above : Badge::within));
    if (v.beside == Beside::three) CHECK(found.badge == Badge::mixed);
    if (v.beside == Beside::undefined) CHECK(found.badge == Badge::illustrative);
  }
}

TEST_CASE("Mirroring claim and trial mirrors the verdict, through files too") {
  for (const auto& [low, high, verdict] :
       {std::tuple(120.0, 260.0, "SUPPORTED"), std::tuple(-40.0, 60.0, "CONTRADICTED"),
        std::tuple(-220.0, 70.0, "CONTRADICTED"), std::tuple(-150.0, 150.0, "UNCERTAIN")})
    for (const bool harm : {false, true}) {
      const Vector v{"M01", {harm ? -high : low, harm ? -low : high}, "high", Beside::nothing, 0,
                     "important", harm ? "harm" : "benefit", "", verdict};
      const Folder folder;
      std::string toml = head;
      write_evidence(folder, v, toml);
      folder.file("review.toml", toml);
      folder.file("claims.csv", claim_titles + claim_of(v));
      CAPTURE(low, high, harm);
      CHECK(findings_of(folder).claims.front().verdict == std::string(verdict));
    }
}

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
  // N24, N25, N26
  CHECK(findings.claims[0].because_of_treatment->low == Approx(.312).margin(.001));
  CHECK(findings.claims[0].because_of_treatment->high == Approx(.645).margin(.001));
  const NaiveComparison& naive = *findings.claims[0].scenarios.front().naive;
  CHECK(naive.ratio == Approx(1.4529).margin(.002));
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
      "id,claimant,claimant_type,commercial_interest,paraphrase,type,percent_text,events,n,"
      "n_followed,n_started,time_point_weeks,stated_value,fact_estimate,fact_low,fact_high,"
      "fact_source\n"
      "B01,C,clinic,unknown,Millions are said to have it.,prevalence,,,,,,,5000000,3410000,1238000,"
      "8499000,Tian 2023\n"
      "F2,C,clinic,unknown,Millions are said to have it.,prevalence,,,,,,,9000000,3410000,1238000,"
      "8499000,Tian 2023\n"
      "F3,C,clinic,unknown,Millions are said to have it.,prevalence,,,,,,,1000000,3410000,1238000,"
      "8499000,Tian 2023\n"
      "F4,C,clinic,unknown,Millions are said to have it.,prevalence,,,,,,,1000000,,,,\n"
      "G1,C,clinic,unknown,Some are better.,response_proportion,75,,13,,,,,,,,\n"
      "G2,C,clinic,unknown,Some are better.,response_proportion,12.5,3,40,,,,,,,,\n"
      "G3,C,clinic,unknown,Some are better.,response_proportion,68,,32,,,,,,,,\n"
      "G4,C,clinic,unknown,Some are better.,response_proportion,75,,,,,,,,,,\n"
      "D1,C,clinic,unknown,It is said to last.,durability,,90,,120,200,104,,,,,\n"
      "D2,C,clinic,unknown,It is said to last.,durability,,,200,,,104,,,,,\n"
      "T1,C,clinic,unknown,One person is said to walk.,testimonial,,,,,,,,,,,\n"
      "T2,C,clinic,unknown,Both are said to walk.,response_proportion,,2,2,,,,,,,,\n");
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

TEST_CASE("Three doses that share one placebo group are one comparison, as N23 says") {
  const Checked<Review> review = read_review(fs::path(STEELYARD_PROJECT) / "datasets" / "ra-msc");
  REQUIRE_FALSE(has_errors(review.notices));
  const Findings findings = analyse(Review(review.value), std::nullopt);
  const AnalysisFinding& week4 = findings.analyses.front();
  CHECK(week4.synthesis.k == 1);
  CHECK(week4.pooled->estimate == Approx(1.1413).margin(5e-5));
  CHECK(week4.pooled->low == Approx(.3294).margin(5e-5));
  CHECK(week4.pooled->high == Approx(3.955).margin(5e-4));
  // The same rows without the mark would count 7 people three times: they are pointed out.
  const auto repeated = parse_table(
      "study,nct,e_events,e_n,c_events,c_n\nA,NCT1,9,20,2,7\nB,NCT1,4,20,2,7\nC,NCT1,2,6,2,7\n",
      "a.csv", {});
  CHECK(to_text(repeated.notices).find("would count twice") != std::string::npos);
}

TEST_CASE("Every statement of the two pages has a record, and those with data their verdict") {
  // Section 4.7 of the specification; the others are said to be unfit for a check, or wait.
  const std::vector<std::pair<std::string, std::string>> specified{
      {"B01", "FACT_CONSISTENT"}, {"B10", "UNCERTAIN"}, {"B11", "UNCERTAIN"},
      {"B12", "NOT_TESTABLE"}, {"B13", "NOT_TESTABLE"}, {"B14", "ZERO_SEEN_RISK_NOT_EXCLUDED"},
      {"B16", "NO_CONTROLLED_EVIDENCE"}, {"B20", "SINGLE_CASE_ONLY"}, {"B21", "SINGLE_CASE_ONLY"},
      {"B22", "SINGLE_CASE_ONLY"}, {"A01", "NOT_TESTABLE"}, {"A05", "NOT_TESTABLE"},
      {"A06", "UNCERTAIN"}, {"A09", "UNCERTAIN"}, {"A10", "NOT_TESTABLE"},
      {"A12", "PENDING_EXTRACTION"}, {"B05", "NOT_TESTABLE"}, {"B06", "NOT_TESTABLE"},
      {"B07", "NOT_TESTABLE"}, {"B08", "NOT_TESTABLE"}};
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& entry : fs::directory_iterator(fs::path(STEELYARD_PROJECT) / "datasets")) {
    if (!fs::exists(entry.path() / "review.toml")) continue;
    Checked<Review> review = read_review(entry.path());
    CHECK_FALSE(has_errors(review.notices));
    const Findings findings = analyse(std::move(review.value), std::nullopt);
    for (const Appraisal& each : findings.claims) {
      const Claim& claim = findings.review.claims[each.claim];
      found.emplace_back(claim.bundle.empty() ? claim.id : claim.bundle, each.verdict);
    }
  }
  const auto placed = [&](const std::string& id) {
    return std::ranges::count(found, id, &std::pair<std::string, std::string>::first) > 0;
  };
  for (int i = 1; i <= 25; ++i) CHECK(placed((i < 10 ? "B0" : "B") + std::to_string(i)));
  for (int i = 1; i <= 16; ++i) CHECK(placed((i < 10 ? "A0" : "A") + std::to_string(i)));
  for (const auto& [id, verdict] : specified)
    for (const auto& [claim, is] : found)
      if (claim == id) {
        INFO(id);
        CHECK(is == verdict);
      }
}
