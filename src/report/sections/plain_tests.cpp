// Plain document: what fair tests show, in counts of people and icon arrays.
#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "report/figures/people.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "steelyard/claim/proportion.h"

namespace steelyard {

namespace {

std::string plain_outcome(const Findings& findings, const AnalysisFinding& finding) {
  if (!finding.outcome) return title_of(findings, finding);
  const Outcome& outcome = findings.review.outcomes[*finding.outcome];
  return outcome.plain_name.empty() ? outcome.name : outcome.plain_name;
}

// A rate per 1000 as people out of the number that the document shows.
std::string people_of(const SectionContext& context, double per_1000) {
  return whole(per_1000 * people_shown(context.findings) / 1000);
}

// One trial: the counts themselves say more than any rate.
Runs one_trial_line(const SectionContext& context, const AnalysisFinding& finding) {
  return context.layout.phrases.runs(
      "plain.one_trial", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                          {"e", of(finding.e_events, finding.e_n)},
                          {"c", of(finding.c_events, finding.c_n)},
                          {"treatment", plain_e(context.findings.review)},
                          {"comparator", plain_c(context.findings.review)}});
}

Runs pooled_line(const SectionContext& context, const AnalysisFinding& finding) {
  const AbsoluteEffect& absolute = *finding.absolute;
  return context.layout.phrases.runs(
      "plain.pooled", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                       {"with", people_of(context, absolute.with_per_1000)},
                       {"low", people_of(context, absolute.with_low)},
                       {"high", people_of(context, absolute.with_high)},
                       {"without", people_of(context, absolute.control_per_1000)},
                       {"all", whole(people_shown(context.findings))},
                       {"tests", in_words(finding.synthesis.studies)},
                       {"people", whole(finding.effects.participants)},
                       {"treatment", plain_e(context.findings.review)},
                       {"comparator", plain_c(context.findings.review)}});
}

// A share among people in comparison groups says what they had.
std::string share_of(const SectionContext& context, const AnalysisFinding& finding) {
  const AnalysisRequest& request = context.findings.review.analyses[finding.request];
  const std::string comparator = plain_c(context.findings.review);
  for (const StudyFinding& study : finding.studies)
    if (request.studies[study.study].cell("c_events").empty()) return "";
  return comparator.empty() ? "" : " with " + comparator;
}

Runs share_line(const SectionContext& context, const AnalysisFinding& finding) {
  return context.layout.phrases.runs(
      "plain.share", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                      {"comparator", share_of(context, finding)},
                      {"share", people_of(context, 1000 * finding.pooled->estimate)},
                      {"all", whole(people_shown(context.findings))},
                      {"low", people_of(context, 1000 * finding.pooled->low)},
                      {"high", people_of(context, 1000 * finding.pooled->high)},
                      {"tests", in_words(finding.synthesis.studies)},
                      {"people", whole(finding.effects.participants)}});
}

// Events of one trial's group as a share of 100, with the range that chance leaves.
void fill_from_counts(PeoplePanel& panel, double events, double n) {
  const Bounds range = wilson(events, n, 0.95);
  panel.estimate = 100 * events / n;
  panel.low = 100 * range.low;
  panel.high = 100 * range.high;
}

// The two groups side by side. One trial: each group's own share and range, both as prominent. More:
// the effect applied to the median share without the treatment.
Block arrays(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const AbsoluteEffect& absolute = *finding.absolute;
  PeoplePanel without, with;
  with.treated = true;
  if (finding.synthesis.k == 1) {
    fill_from_counts(without, finding.c_events, finding.c_n);
    fill_from_counts(with, finding.e_events, finding.e_n);
  } else {
    const double scale = people_shown(context.findings) / 1000;
    without.estimate = absolute.control_per_1000 * scale;
    with.estimate = absolute.with_per_1000 * scale;
    with.low = absolute.with_low * scale;
    with.high = absolute.with_high * scale;
  }
  for (PeoplePanel* panel : {&without, &with}) {
    const std::string low = whole(panel->low.value_or(0)), high = whole(panel->high.value_or(0));
    const std::string count = whole(panel->estimate), all = whole(people_shown(context.findings));
    panel->title = say.text(panel->treated ? "plain.icons_with"
                            : panel->low   ? "plain.icons_without_range"
                                           : "plain.icons_without",
                            {{"count", count},
                             {"all", all},
                             {"low", low},
                             {"high", high},
                             {"treatment", plain_e(context.findings.review)},
                             {"comparator", plain_c(context.findings.review)}});
    panel->alt = say.text(panel->low ? "plain.icons_alt_range" : "plain.icons_alt",
                          {{"title", panel->title},
                           {"count", count},
                           {"all", all},
                           {"low", low},
                           {"high", high}});
  }
  return people_columns(context, {without, with}, people_shown(context.findings));
}

Block share_array(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  PeoplePanel panel;
  panel.estimate = 100 * finding.pooled->estimate;
  panel.low = 100 * finding.pooled->low;
  panel.high = 100 * finding.pooled->high;
  panel.title = say.text("plain.icons_share", {{"count", whole(panel.estimate)},
                                               {"all", "100"},
                                               {"low", whole(*panel.low)},
                                               {"high", whole(*panel.high)}});
  panel.alt = say.text("plain.icons_alt_range", {{"title", panel.title},
                                                 {"count", whole(panel.estimate)},
                                                 {"all", "100"},
                                                 {"low", whole(*panel.low)},
                                                 {"high", whole(*panel.high)}});
  return people_columns(context, {panel}, 100);
}

bool is_share(const AnalysisFinding& finding) {
  return finding.plan.measure->percent && !finding.plan.measure->scale.no_effect;
}

// One line of counts; nothing for results that are no counts of people.
Runs line_of(const SectionContext& context, const AnalysisFinding& finding) {
  if (!finding.pooled) return {};
  if (is_share(finding)) return share_line(context, finding);
  if (finding.synthesis.k == 1 && all_data_are<TwoByTwo>(finding))
    return one_trial_line(context, finding);
  return finding.absolute ? pooled_line(context, finding) : Runs{};
}

// The main result with its icon arrays; the others are one line each, so that two pages suffice.
std::vector<Block> blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("plain.tests_heading"))};
  const AnalysisFinding* main = main_plain_finding(context.findings);
  if (main == nullptr || line_of(context, *main).empty()) {
    const bool any = std::ranges::any_of(context.findings.analyses, [](const auto& finding) {
      return !finding.studies.empty() && finding.plan.measure->scale.no_effect;
    });
    result.push_back(paragraph(plain(say.text(any ? "plain.no_counts" : "plain.no_tests"))));
    return result;
  }
  result.push_back(paragraph(line_of(context, *main)));
  if (is_share(*main)) {
    result.push_back(share_array(context, *main));
  } else {
    result.push_back(paragraph(plain(say.text("plain.icons_intro", {{"all", whole(people_shown(context.findings))}}))));
    result.push_back(arrays(context, *main));
  }
  const bool one = main->synthesis.k == 1;
  result.push_back(paragraph(plain(say.text(one ? "plain.icons_key_one" : "plain.icons_key")),
                             ParagraphRole::note));
  List others;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    if (&finding == main || !context.findings.review.analyses[finding.request].in_plain) continue;
    Runs line = line_of(context, finding);
    if (!line.empty()) others.items.push_back(std::move(line));
  }
  if (!others.items.empty()) {
    result.push_back(paragraph(bold(say.text("plain.others")), ParagraphRole::body));
    result.push_back({std::move(others)});
  }
  return result;
}

}  // namespace

namespace section {
const Section plain_tests{"plain_tests", "What fair tests show", "", blocks};
}

}  // namespace steelyard
