// The vectors of the claim specification, section 10, through files: a review folder is written, read,
// analysed and its claims appraised, as the program does it.
#include <filesystem>
#include <string>
#include <vector>

#include "steelyard/analysis/analysis.h"
#include "steelyard/base/file.h"
#include "steelyard/base/text.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/paths.h"
#include "support/review_folder.h"

using namespace steelyard;

namespace {

namespace fs = std::filesystem;
using namespace review_folder;

// Forty alike arms, whose prediction is narrow.
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

TEST_CASE("Three doses that share one placebo group are one comparison, as N23 says") {
  const Checked<Review> review = read_review(run::project() / "datasets" / "ra-msc");
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
  for (const auto& entry : fs::directory_iterator(run::project() / "datasets")) {
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
