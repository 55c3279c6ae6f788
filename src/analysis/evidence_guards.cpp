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
  void warn(const std::string& text, const std::string& hint) {
    notices_.push_back({Severity::warning, analysis_.where, "analysis " + analysis_.id + ": " + text,
                        analysis_.source, 1, hint});
  }

  void refuse(const std::string& text, const std::string& hint) {
    notices_.push_back({Severity::error, analysis_.where, "analysis " + analysis_.id + ": " + text,
                        analysis_.source, 1, hint});
  }

  // The names of rows that may share a group, "A, B and C": one text for each group of people.
  static std::vector<std::string> alike(const std::vector<ArmConflict>& conflicts, std::string_view code) {
    std::vector<std::vector<std::string_view>> groups;
    for (const ArmConflict& conflict : conflicts) {
      if (conflict.certain || conflict.code != code) continue;
      const auto group = std::ranges::find_if(groups, [&](const auto& names) {
        return std::ranges::find(names, conflict.first) != names.end();
      });
      if (group == groups.end())
        groups.push_back({conflict.first, conflict.second});
      else if (std::ranges::find(*group, conflict.second) == group->end())
        group->push_back(conflict.second);
    }
    std::vector<std::string> texts;
    for (const auto& names : groups) texts.push_back(listed(names, "and"));
    return texts;
  }

  // An arm used twice makes the interval of a verdict too short.
  void check_arms() {
    const std::vector<ArmConflict> conflicts = arms_used_twice(analysis_);
    for (const std::string& rows : alike(conflicts, "REPORTED_TWICE"))
      warn(rows + " have the same numbers in both groups, and would count twice if they are one trial",
           "keep one of the rows, or give each trial its registration (nct)");
    for (const std::string& rows : alike(conflicts, "CONTROL_TWICE"))
      warn(rows + " have the same numbers in their control groups, which would count more than once if they "
                  "are one group of people",
           "if they are, give the rows the same text under shared_control; if not, give each trial its "
           "registration (nct)");
    for (const ArmConflict& conflict : conflicts) {
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
