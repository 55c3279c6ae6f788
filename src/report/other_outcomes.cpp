// Outcomes that point the other way than the one a claim is set against.
#include "report/other_outcomes.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "report/claim_numbers.h"
#include "report/fact_box.h"
#include "report/measure_code.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/verdict_words.h"
#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

constexpr std::size_t most_in_plain = 3;  // more would hide the result itself

// 1 toward the treatment, −1 away from it, 0 where the estimate lies on no effect or there is none.
int lean(const Findings& findings, const AnalysisFinding& finding) {
  const auto& none = finding.plan.measure->scale.no_effect;
  if (!finding.pooled || !none || !finding.outcome) return 0;
  const double away = finding.pooled->estimate - *none;
  if (!(away > 0) && !(away < 0)) return 0;
  const bool higher = findings.review.outcomes[*finding.outcome].better == Better::higher;
  return (away > 0) == higher ? 1 : -1;
}

// True where the interval holds no difference: chance alone could give the estimate.
bool unsure(const AnalysisFinding& finding) {
  const double none = *finding.plan.measure->scale.no_effect;
  return finding.pooled->low <= none && finding.pooled->high >= none;
}

// A worse remission says nothing against a claim of safety: only events that people want to avoid do.
bool speaks_to(const Claim& claim, const Findings& findings, const AnalysisFinding& finding) {
  if (!is_one_of(claim.type, {"safety_zero", "safety_rate"})) return true;
  const bool lower = findings.review.outcomes[*finding.outcome].better == Better::lower;
  return lower && all_data_are<TwoByTwo>(finding);
}

}  // namespace

std::vector<OtherOutcome> other_outcomes(const Findings& findings, const Appraisal& appraisal) {
  const AnalysisFinding* linked = linked_finding(findings, appraisal);
  if (linked == nullptr || !appraisal.controlled) return {};
  const int leans = lean(findings, *linked);
  if (leans == 0) return {};
  const Review& review = findings.review;
  const AnalysisRequest& request = review.analyses[linked->request];
  std::vector<OtherOutcome> found;
  for (const AnalysisFinding& finding : findings.analyses) {
    const AnalysisRequest& other = review.analyses[finding.request];
    const bool counts = other.certainty.has_value() || other.in_plain;
    const bool same_groups = e_name(review, other) == e_name(review, request) &&
                             c_name(review, other) == c_name(review, request);
    if (&finding == linked || finding.outcome == linked->outcome || !counts || !same_groups)
      continue;
    if (lean(findings, finding) == -leans &&
        speaks_to(review.claims[appraisal.claim], findings, finding))
      found.push_back({&finding, leans < 0});
  }
  return found;
}

std::vector<const AnalysisFinding*> unwanted_beside(const Findings& findings,
                                                    const Appraisal& appraisal) {
  std::vector<const AnalysisFinding*> found;
  for (const OtherOutcome& other : other_outcomes(findings, appraisal))
    if (!other.toward_treatment && found.size() < most_in_plain) found.push_back(other.finding);
  return found;
}

std::string other_outcomes_line(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  std::string list;
  bool toward = false;
  for (const OtherOutcome& other : other_outcomes(context.findings, appraisal)) {
    const AnalysisFinding& finding = *other.finding;
    const Measure& measure = *finding.plan.measure;
    const bool shares = measure.percent && measure.scale.no_effect;  // their difference, per 1000 people
    const Shown& shown = *finding.pooled;
    std::string unit = shares ? " per 1000" : "";
    if (is_mean_difference(context.findings, finding))
      unit = " " + context.findings.review.outcomes[*finding.outcome].unit;
    toward = other.toward_treatment;
    list += (list.empty() ? "" : "; ") +
            say.text("claim.other_outcome",
                     {{"outcome", title_of(context.findings, finding)},
                      {"measure", measure_code(measure)},
                      {"estimate", (shares ? whole(1000 * shown.estimate)
                                           : effect_text(measure, shown.estimate)) + unit},
                      {"range", shares ? whole(1000 * shown.low) + " to " + whole(1000 * shown.high)
                                       : range_text(measure, shown.low, shown.high)}});
  }
  if (list.empty()) return "";
  return say.text(toward ? "claim.other_outcomes_toward" : "claim.other_outcomes_away",
                  {{"list", list}});
}

std::string plain_other_outcomes(const SectionContext& context, const Appraisal& appraisal) {
  const Findings& findings = context.findings;
  const Phrases& say = context.layout.phrases;
  std::vector<std::pair<std::string, bool>> told;  // and whether chance could explain it
  for (const OtherOutcome& other : other_outcomes(findings, appraisal)) {
    if (told.size() == most_in_plain) break;
    const AnalysisFinding& finding = *other.finding;
    const Outcome& outcome = findings.review.outcomes[*finding.outcome];
    const std::string name =
        capitalised(outcome.plain_name.empty() ? outcome.name : outcome.plain_name);
    const double all = people_shown(findings);
    // The same numbers as in the fact box, where a claim is set against this outcome too.
    const std::optional<TwoGroups> beside = claim_side(context, finding.request).trials;
    const std::optional<TwoGroups> groups = beside ? beside : groups_of(findings, finding, all);
    // Counts that round to the same number would deny the lean that they are to show.
    const bool alike = groups && !groups->own_counts &&
                       whole(groups->with.point) == whole(groups->without.point);
    std::string e, c;
    if (groups && groups->own_counts) {
      e = of(finding.e_events, finding.e_n);
      c = of(finding.c_events, finding.c_n);
    } else if (groups) {
      e = of(std::round(groups->with.point), all);
      c = of(std::round(groups->without.point), all);
    }
    const bool doubt = unsure(*other.finding);
    const std::string lean = other.toward_treatment ? "plain.other_toward" : "plain.other_away";
    const char* more = alike && groups->with.point > groups->without.point ? "plain.other_more"
                                                                           : "plain.other_less";
    told.emplace_back(say.text(alike    ? more
                               : groups ? "plain.other_counts"
                               : doubt  ? lean + "_unsure"
                                        : lean,
                               {{"outcome", name}, {"e", e}, {"c", c}}),
                      doubt);
  }
  if (told.empty()) return "";
  const bool all_doubt = std::ranges::all_of(told, [](const auto& each) { return each.second; });
  std::string text;
  for (const auto& [sentence, doubt] : told) {
    text += (text.empty() ? "" : " ") + sentence;
    if (doubt && (!all_doubt || told.size() == 1)) text += " " + say.text("plain.other_one_unsure");
  }
  if (all_doubt && told.size() > 1) text += " " + say.text("plain.other_all_unsure");
  const auto all = other_outcomes(findings, appraisal);
  return say.text(all.front().toward_treatment ? "plain.others_toward" : "plain.others_away") + " " +
         text;
}

}  // namespace steelyard
