// What an analysis must be before a claim may be set against it.
// Source: the project's claim specification, section 8.
#include "analysis/evidence_guards.h"

#include <algorithm>

#include "steelyard/base/text.h"
#include "steelyard/claim/arm_ledger.h"
#include "steelyard/study/unit.h"

namespace steelyard {

namespace {

class Evidence {
 public:
  Evidence(const AnalysisRequest& analysis, Notices& notices)
      : analysis_(analysis), notices_(notices) {}

  void check() {
    check_arms();
    check_units();
    check_outcomes();
    check_measure();
  }

 private:
  void refuse(const std::string& text, const std::string& hint) {
    notices_.push_back({Severity::error, analysis_.where, "analysis " + analysis_.id + ": " + text,
                        analysis_.source, 1, hint});
  }

  // An arm used twice makes the interval of a verdict too short.
  void check_arms() {
    for (const ArmConflict& conflict : arms_used_twice(analysis_)) {
      if (!conflict.certain) continue;
      const std::string rows = conflict.second + " and " + conflict.first;
      if (conflict.code == "REPORTED_TWICE")
        refuse(rows + " are one trial with the same two groups, and would count twice",
               "keep one of the two rows");
      else
        refuse(rows + " have the same control group, which would count twice",
               "give both rows the same text under shared_control");
    }
  }

  // Joints, eyes or visits of one person are not independent.
  void check_units() {
    if (analysis_.settings.contains("cluster")) return;
    for (const Study& study : analysis_.studies) {
      const std::string unit = unit_counted(study);
      if (unit.empty() || !study.cell("icc").empty() || study.data.empty()) continue;
      refuse(study.name + " counts " + unit + ", which are not people",
             "give its icc and cluster_size, or its data as pairs, or leave it out");
    }
  }

  // One pool, one definition of the result.
  void check_outcomes() {
    const Study* first = nullptr;
    for (const Study& study : analysis_.studies) {
      const std::string_view code = study.cell("outcome_code");
      if (code.empty() || study.data.empty()) continue;
      if (first == nullptr) {
        first = &study;
      } else if (lower_case(code) != lower_case(first->cell("outcome_code"))) {
        refuse(study.name + " has the outcome_code " + std::string(code) + ", but " + first->name +
                   " has " + std::string(first->cell("outcome_code")),
               "pool one definition at a time; where in [[analysis]] chooses rows");
        return;
      }
    }
  }

  // Source: schwarzer2019
  void check_measure() {
    const auto measure = analysis_.settings.find("measure");
    if (measure == analysis_.settings.end() || lower_case(measure->second.text) != "pft") return;
    notices_.push_back({Severity::warning, analysis_.where,
                        "analysis " + analysis_.id +
                            ": the double arcsine transformation can be far off when it is taken "
                            "back, and a claim is set against it",
                        analysis_.source, 1, "PLO pools on the logit scale"});
  }

  const AnalysisRequest& analysis_;
  Notices& notices_;
};

}  // namespace

void refuse_unfair_evidence(Findings& findings) {
  const Review& review = findings.review;
  for (const AnalysisRequest& analysis : review.analyses)
    if (std::ranges::count(review.claims, analysis.id, &Claim::against) > 0)
      Evidence(analysis, findings.notices).check();
}

}  // namespace steelyard
