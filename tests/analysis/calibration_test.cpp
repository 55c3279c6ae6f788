#include "steelyard/analysis/calibration.h"

#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>
#include <string>

#include "analysis/calibration/literature.h"
#include "analysis/linked.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/claim/pooled_odds.h"
#include "steelyard/claim/verdict_alone.h"
#include "support/catch.h"

using steelyard::CalibrationCell;
using steelyard::Selection;
using steelyard::VerdictCounts;

namespace {

long count_of(const VerdictCounts& counts, std::string_view verdict) {
  const auto ids = steelyard::calibrated_verdicts();
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (ids[i] == verdict) return counts.given[i];
  return -1;
}

// The same trials as a review with one claim, through everything that a report goes through.
std::string_view appraised(const std::vector<steelyard::TwoByTwo>& trials) {
  steelyard::Review review;
  steelyard::Outcome outcome;
  outcome.id = "o";
  review.outcomes = {outcome};
  steelyard::AnalysisRequest request;
  request.id = "a";
  request.outcome = "o";
  request.settings["measure"] = {"RR", {}, ""};
  for (std::size_t i = 0; i < trials.size(); ++i) {
    steelyard::Study study;
    study.name = std::to_string(i);
    study.data = {trials[i]};
    request.studies.push_back(study);
  }
  request.certainty = steelyard::Certainty{};
  request.certainty->level = "high";
  review.analyses = {request};
  steelyard::Claim claim;
  claim.id = "c";
  claim.type = "comparative";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "important";
  claim.against = "a";
  review.claims = {claim};
  return steelyard::analyse(review, std::nullopt).claims.front().verdict;
}

}  // namespace

TEST_CASE("A calibrated verdict is the verdict of a report on the same trials") {
  steelyard::Random random(5);
  steelyard::AnalysisFinding finding;
  finding.plan = steelyard::make_plan({{"measure", {"RR", {}, ""}}}, {}).value;
  steelyard::Outcome outcome;
  steelyard::VerdictInput input;
  input.grade = steelyard::Grade::high;
  input.big = true;
  std::map<std::string_view, int> seen;
  for (const int k : {1, 2, 3, 6})
    for (const double effect : {-250.0, 0.0, 50.0, 150.0, 250.0})
      for (int i = 0; i < 4; ++i) {
        const CalibrationCell cell{k, effect, 0.1, Selection::none};
        std::vector<steelyard::TwoByTwo> trials;
        steelyard::draw_literature(random, cell, trials);
        std::vector<steelyard::Study> studies(trials.size());
        for (std::size_t t = 0; t < trials.size(); ++t) studies[t].data = {trials[t]};
        const steelyard::LinkedEvidence linked = steelyard::linked_studies(finding, studies);
        const auto found = steelyard::verdicts_until(linked, outcome, nullptr, input,
                                                     steelyard::settled_by_weakest);
        const std::string_view verdict = steelyard::weakest(found);
        INFO(k << " trials, effect " << effect);
        CHECK(verdict == appraised(trials));
        ++seen[verdict];
      }
  CHECK(seen.size() >= 3);
}

TEST_CASE("Stopping when no route can make a verdict false counts the same false verdicts") {
  for (const CalibrationCell& cell :
       {CalibrationCell{3, 0, 0.4, Selection::small_studies},
        CalibrationCell{5, 100, 0.4, Selection::none}, CalibrationCell{1, 150, 0.4, Selection::none},
        CalibrationCell{2, 100, 0, Selection::early_stopping}}) {
    const VerdictCounts fast = steelyard::calibrate(cell, 1, 0, 200);
    const VerdictCounts complete = steelyard::calibrate(cell, 1, 0, 200, true);
    for (const std::string_view verdict : steelyard::calibrated_verdicts())
      if (steelyard::is_false_verdict(verdict, cell.effect_per_1000)) {
        INFO(verdict << ", " << cell.trials << " trials");
        CHECK(count_of(fast, verdict) == count_of(complete, verdict));
      }
    CHECK(std::accumulate(complete.given.begin(), complete.given.end(), 0L) == 200);
  }
}

TEST_CASE("The literatures of a block depend on the seed, the cell and the block alone") {
  const CalibrationCell cell{1, 0, 0.4, Selection::none};
  const VerdictCounts one = steelyard::calibrate(cell, 7, 3, 500);
  CHECK(one.given == steelyard::calibrate(cell, 7, 3, 500).given);
  CHECK(one.given != steelyard::calibrate(cell, 8, 3, 500).given);
  CHECK(one.given != steelyard::calibrate(cell, 7, 4, 500).given);
  // Counted by hand from the draws themselves.
  steelyard::Random random(11);
  std::vector<steelyard::TwoByTwo> trials;
  double treated = 0, control = 0, people = 0;
  for (int i = 0; i < 4000; ++i) {
    steelyard::draw_literature(random, {1, 100, 0, Selection::none}, trials);
    treated += trials.front().e_events;
    control += trials.front().c_events;
    people += trials.front().c_n;
  }
  // 40% and 50% on average, but for the variation of control risks between trials.
  CHECK(std::abs(control / people - 0.402) < 0.006);
  CHECK(std::abs(treated / people - 0.5) < 0.006);
}

TEST_CASE("An important benefit is seldom called supported where there is none") {
  for (const CalibrationCell& cell : steelyard::calibration_cells()) {
    if (cell.selection != Selection::none || cell.effect_per_1000 != 0 || cell.trials > 5) continue;
    const VerdictCounts counts = steelyard::calibrate(cell, 20261122, 0, 2000);
    const double most = 0.025, error = std::sqrt(most * (1 - most) / 2000);
    INFO(cell.trials << " trials, tau " << cell.tau);
    CHECK(static_cast<double>(count_of(counts, "SUPPORTED")) / 2000 <= most + 3 * error);
  }
}

TEST_CASE("A verdict is false where the true effect is not what it says") {
  using steelyard::is_false_verdict;
  CHECK(is_false_verdict("SUPPORTED", 0));
  CHECK(is_false_verdict("SUPPORTED", 50));
  CHECK(is_false_verdict("SUPPORTED", 100));
  CHECK_FALSE(is_false_verdict("SUPPORTED", 150));
  CHECK(is_false_verdict("CONTRADICTED", 150));
  CHECK_FALSE(is_false_verdict("CONTRADICTED", 0));
  CHECK(is_false_verdict("PARTLY_SUPPORTED", 0));
  CHECK_FALSE(is_false_verdict("PARTLY_SUPPORTED", 50));
  for (const double effect : {-300.0, 0.0, 50.0, 100.0, 150.0})
    CHECK_FALSE(is_false_verdict("UNCERTAIN", effect));
}
