// How many trials a finding has, and what they may be called.
#include "report/fair_tests.h"

#include <algorithm>
#include <cmath>

#include "report/names.h"
#include "steelyard/base/text.h"
#include "steelyard/study/allocation.h"

namespace steelyard {

namespace {

// What a page for patients tells of: what claims are set against, and what is shown by itself.
bool is_told(const Findings& findings, const AnalysisFinding& finding) {
  if (findings.review.analyses[finding.request].in_plain || &finding == main_plain_finding(findings))
    return true;
  return std::ranges::any_of(findings.claims, [&](const Appraisal& appraisal) {
    return appraisal.controlled && appraisal.analysis == finding.request;
  });
}

}  // namespace

int trial_count(const Findings& findings, const AnalysisFinding& finding) {
  int count = finding.synthesis.studies;
  for (const std::size_t row : finding.effects.study) {
    const auto trials = parse_number(findings.review.analyses[finding.request].studies[row].cell("trials"));
    constexpr double most = 1000;  // more is another thing that the column counts
    if (trials && *trials > 1 && *trials <= most && *trials == std::floor(*trials))
      count += static_cast<int>(*trials) - 1;
  }
  return count;
}

bool all_randomised(const Findings& findings, const AnalysisFinding& finding) {
  const AnalysisRequest& request = findings.review.analyses[finding.request];
  if (!request.judgements.randomised || (request.certainty && request.certainty->starts_low)) return false;
  // Left blank in a table that tells it of others, it was not forgotten by the whole table: it is not known.
  const bool said = std::ranges::any_of(request.studies, design_is_said);
  return std::ranges::all_of(finding.effects.study, [&](std::size_t row) {
    const Study& study = request.studies[row];
    return may_be_random(study) && (!said || design_is_said(study));
  });
}

Phrases worded_for(const Findings& findings, const Phrases& phrases) {
  const bool fair = std::ranges::all_of(findings.analyses, [&](const AnalysisFinding& finding) {
    return !finding.plan.measure->scale.no_effect || !is_told(findings, finding) ||
           all_randomised(findings, finding);
  });
  if (fair) return phrases;
  return phrases.reworded(phrases.text("tests.fair"), phrases.text("tests.controlled"))
      .reworded(capitalised(phrases.text("tests.fair")), capitalised(phrases.text("tests.controlled")));
}

}  // namespace steelyard
