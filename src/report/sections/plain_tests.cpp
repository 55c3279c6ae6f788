// Plain document: what fair tests show, in counts of people and icon arrays.
#include <cmath>

#include "report/blocks.h"
#include "report/figures/people.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

std::string plain_outcome(const Findings& findings, const AnalysisFinding& finding) {
  if (!finding.outcome) return title_of(findings, finding);
  const Outcome& outcome = findings.review.outcomes[*finding.outcome];
  return outcome.plain_name.empty() ? outcome.name : outcome.plain_name;
}

std::string of_100(double per_1000) { return whole(per_1000 / 10); }

// One trial: the counts themselves say more than any rate.
Runs one_trial_line(const SectionContext& context, const AnalysisFinding& finding) {
  return context.layout.phrases.runs(
      "plain.one_trial", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                          {"e", of(finding.e_events, finding.e_n)},
                          {"c", of(finding.c_events, finding.c_n)},
                          {"treatment", context.findings.review.question.plain_intervention},
                          {"comparator", context.findings.review.question.plain_comparator}});
}

Runs pooled_line(const SectionContext& context, const AnalysisFinding& finding) {
  const AbsoluteEffect& absolute = *finding.absolute;
  return context.layout.phrases.runs(
      "plain.pooled", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                       {"with", of_100(absolute.with_per_1000)},
                       {"low", of_100(absolute.with_low)},
                       {"high", of_100(absolute.with_high)},
                       {"without", of_100(absolute.control_per_1000)},
                       {"tests", in_words(static_cast<int>(finding.studies.size()))},
                       {"people", whole(finding.effects.participants)},
                       {"treatment", context.findings.review.question.plain_intervention},
                       {"comparator", context.findings.review.question.plain_comparator}});
}

Runs share_line(const SectionContext& context, const AnalysisFinding& finding) {
  return context.layout.phrases.runs(
      "plain.share", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                      {"share", whole(100 * finding.pooled->estimate)},
                      {"low", whole(100 * finding.pooled->low)},
                      {"high", whole(100 * finding.pooled->high)},
                      {"tests", in_words(static_cast<int>(finding.studies.size()))},
                      {"people", whole(finding.effects.participants)}});
}

Block arrays(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const AbsoluteEffect& absolute = *finding.absolute;
  const Question& question = context.findings.review.question;
  PeoplePanel without, with;
  without.estimate = absolute.control_per_1000 / 10;
  without.title = say.text("plain.icons_without", {{"count", of_100(absolute.control_per_1000)},
                                                   {"comparator", question.plain_comparator}});
  without.alt = say.text("plain.icons_alt",
                         {{"title", without.title}, {"count", of_100(absolute.control_per_1000)}});
  with.estimate = absolute.with_per_1000 / 10;
  with.low = absolute.with_low / 10;
  with.high = absolute.with_high / 10;
  with.treated = true;
  with.title = say.text("plain.icons_with", {{"count", of_100(absolute.with_per_1000)},
                                             {"low", of_100(absolute.with_low)},
                                             {"high", of_100(absolute.with_high)},
                                             {"treatment", question.plain_intervention}});
  with.alt = say.text("plain.icons_alt_range", {{"title", with.title},
                                                {"count", of_100(absolute.with_per_1000)},
                                                {"low", of_100(absolute.with_low)},
                                                {"high", of_100(absolute.with_high)}});
  return people_columns(context, {without, with});
}

Block share_array(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  PeoplePanel panel;
  panel.estimate = 100 * finding.pooled->estimate;
  panel.low = 100 * finding.pooled->low;
  panel.high = 100 * finding.pooled->high;
  panel.title = say.text("plain.icons_share", {{"count", whole(panel.estimate)},
                                               {"low", whole(*panel.low)},
                                               {"high", whole(*panel.high)}});
  panel.alt = say.text("plain.icons_alt_range", {{"title", panel.title},
                                                 {"count", whole(panel.estimate)},
                                                 {"low", whole(*panel.low)},
                                                 {"high", whole(*panel.high)}});
  return people_columns(context, {panel});
}

// Icon arrays for the main outcome only: the first that the reviewer shows to patients and that
// has counts. The others are one line each, so that two pages suffice.
std::vector<Block> blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  List others;
  bool main_shown = false;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    if (!context.findings.review.analyses[finding.request].in_plain || !finding.pooled) continue;
    Runs line;
    bool drawn = false;
    const bool share = finding.plan.measure->percent && !finding.plan.measure->scale.no_effect;
    if (share)
      line = share_line(context, finding);
    else if (finding.studies.size() == 1 && all_data_are<TwoByTwo>(finding))
      line = one_trial_line(context, finding);
    else if (finding.absolute)
      line = pooled_line(context, finding);
    else
      continue;
    if (result.empty()) result.push_back(heading(2, say.text("plain.tests_heading")));
    if (!main_shown) {
      result.push_back(paragraph(line));
      if (share) {
        result.push_back(share_array(context, finding));
        drawn = true;
      } else if (finding.absolute) {
        result.push_back(paragraph(plain(say.text("plain.icons_intro"))));
        result.push_back(arrays(context, finding));
        drawn = true;
      }
      if (drawn)
        result.push_back(paragraph(
            plain(say.text(finding.studies.size() == 1 ? "plain.icons_key_one" : "plain.icons_key")),
            ParagraphRole::note));
      main_shown = true;
    } else {
      others.items.push_back(line);
    }
  }
  if (!others.items.empty()) {
    result.push_back(paragraph(bold(say.text("plain.others")), ParagraphRole::body));
    result.push_back({std::move(others)});
  }
  if (result.empty()) {
    result.push_back(heading(2, say.text("plain.tests_heading")));
    result.push_back(paragraph(plain(say.text("plain.no_tests"))));
  }
  return result;
}

}  // namespace

namespace section {
const Section plain_tests{"plain_tests", "What fair tests show", "", blocks};
}

}  // namespace steelyard
