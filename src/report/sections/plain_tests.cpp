// Plain document: what fair tests show, in counts of people and icon arrays.
#include <algorithm>
#include <cmath>
#include <set>

#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/fact_box.h"
#include "report/fair_tests.h"
#include "report/figures/people.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

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

// What is counted is not people: the counts themselves, out of no other number.
Runs units_line(const SectionContext& context, const AnalysisFinding& finding) {
  if (finding.synthesis.k != 1 || !all_data_are<TwoByTwo>(finding)) return {};
  return context.layout.phrases.runs(
      "plain.units", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                      {"unit", unit_counted(context.findings, finding)},
                      {"e", of(finding.e_events, finding.e_n)},
                      {"c", of(finding.c_events, finding.c_n)},
                      {"treatment", plain_e(context.findings.review)},
                      {"comparator", plain_c(context.findings.review)}});
}

// A ratio of rates: how many with the treatment for every hundred without it.
Runs rates_line(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const Shown& ratio = *finding.pooled;
  Runs runs = say.runs("plain.rates", {{"outcome", capitalised(plain_outcome(context.findings, finding))},
                                       {"with", whole(100 * ratio.estimate)},
                                       {"low", whole(100 * ratio.low)},
                                       {"high", whole(100 * ratio.high)},
                                       {"treatment", plain_e(context.findings.review)},
                                       {"comparator", plain_c(context.findings.review)}});
  if (ratio.low <= 1 && ratio.high >= 1)
    append(runs, plain(" " + say.text("plain.other_one_unsure")));
  return runs;
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
                       {"tests", in_words(trial_count(context.findings, finding))},
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
                      {"tests", in_words(trial_count(context.findings, finding))},
                      {"people", whole(finding.effects.participants)}});
}

// "1.4 points better", by what is better in this outcome.
std::string better_or_worse(const SectionContext& context, const Outcome& outcome, double difference) {
  const double better = outcome.better == Better::higher ? difference : -difference;
  const int decimals = std::abs(difference) >= 100 ? 0 : 1;
  return context.layout.phrases.text(
      better < 0 ? "plain.mean_worse" : "plain.mean_better",
      {{"size", decimal(std::abs(difference), decimals)}, {"unit", outcome.unit}});
}

// Groups that differ by so many points, in words that tell which way.
Runs mean_line(const SectionContext& context, const AnalysisFinding& finding) {
  const Outcome& outcome = context.findings.review.outcomes[*finding.outcome];
  const Shown& pooled = *finding.pooled;
  const bool higher = outcome.better == Better::higher;
  return context.layout.phrases.runs(
      trial_count(context.findings, finding) == 1 ? "plain.mean_one" : "plain.means",
      {{"outcome", capitalised(plain_outcome(context.findings, finding))},
       {"tests", in_words(trial_count(context.findings, finding))},
       {"people", whole(finding.effects.participants)},
       {"unit", outcome.unit},
       {"size", better_or_worse(context, outcome, pooled.estimate)},
       {"low", better_or_worse(context, outcome, higher ? pooled.low : pooled.high)},
       {"high", better_or_worse(context, outcome, higher ? pooled.high : pooled.low)},
       {"treatment", plain_e(context.findings.review)},
       {"comparator", plain_c(context.findings.review)}});
}

bool is_share(const AnalysisFinding& finding) {
  return finding.plan.measure->percent && !finding.plan.measure->scale.no_effect;
}

// For a screen reader: the lines of a title are one sentence.
std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// The title, and the words for those who hear the page, of a panel with a range.
void set_words(PeoplePanel& panel, const Phrases& say, const std::string& title, double people) {
  panel.title = say.text(title, {{"count", whole(panel.estimate)},
                                 {"all", whole(people)},
                                 {"low", whole(*panel.low)},
                                 {"high", whole(*panel.high)}});
  panel.alt = say.text("plain.icons_alt_range", {{"title", in_one_line(panel.title)},
                                                 {"count", whole(panel.estimate)},
                                                 {"all", whole(people)},
                                                 {"low", whole(*panel.low)},
                                                 {"high", whole(*panel.high)}});
}

// What people of other tests are expected to show with usual care alone.
PeoplePanel usual_care_panel(const Phrases& say, const PeopleCount& expected, bool rough, double people) {
  PeoplePanel panel;
  panel.elsewhere = true;
  panel.estimate = expected.point;
  panel.low = expected.range->low;
  panel.high = expected.range->high;
  set_words(panel, say, rough ? "plain.icons_expected_rough" : "plain.icons_expected", people);
  return panel;
}

// The two groups side by side, out of the same people, with their ranges; usual care after them,
// where it is another group of people: it is no part of what fair tests show.
Block arrays(const SectionContext& context, const TwoGroups& groups, const ClaimSide& claim) {
  const Phrases& say = context.layout.phrases;
  const double people = people_shown(context.findings);
  std::vector<PeoplePanel> panels;
  for (const bool treated : {false, true}) {
    const PeopleCount& shown = treated ? groups.with : groups.without;
    PeoplePanel panel;
    panel.treated = treated;
    panel.estimate = shown.point;
    if (shown.range) {
      panel.low = shown.range->low;
      panel.high = shown.range->high;
    }
    const std::string low = whole(panel.low.value_or(0)), high = whole(panel.high.value_or(0));
    const std::string count = whole(panel.estimate), all = whole(people);
    panel.title = say.text(treated      ? "plain.icons_with"
                           : panel.low ? "plain.icons_without_range"
                                       : "plain.icons_without",
                           {{"count", count},
                            {"all", all},
                            {"low", low},
                            {"high", high},
                            {"treatment", plain_e(context.findings.review)},
                            {"comparator", plain_c(context.findings.review)}});
    panel.alt = say.text(panel.low ? "plain.icons_alt_range" : "plain.icons_alt",
                         {{"title", in_one_line(panel.title)},
                          {"count", count},
                          {"all", all},
                          {"low", low},
                          {"high", high}});
    panels.push_back(std::move(panel));
  }
  if (claim.expected && groups.own_counts && claim.expected->range)
    panels.push_back(usual_care_panel(say, *claim.expected, claim.rough, people));
  return people_columns(context, panels, people);
}

Block share_array(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  PeoplePanel panel;
  const double people = people_shown(context.findings);
  panel.estimate = people * finding.pooled->estimate;
  panel.low = people * finding.pooled->low;
  panel.high = people * finding.pooled->high;
  set_words(panel, say, "plain.icons_share", people);
  return people_columns(context, {panel}, people);
}

// One line of counts; nothing for results that are no counts of people.
Runs line_of(const SectionContext& context, const AnalysisFinding& finding) {
  if (!finding.pooled) return {};
  if (is_share(finding)) return share_line(context, finding);
  if (is_mean_difference(context.findings, finding)) return mean_line(context, finding);
  if (!unit_counted(context.findings, finding).empty()) return units_line(context, finding);
  if (finding.plan.measure->id == "IRR" && !finding.absolute) return rates_line(context, finding);
  if (finding.synthesis.k == 1 && all_data_are<TwoByTwo>(finding))
    return one_trial_line(context, finding);
  return finding.absolute ? pooled_line(context, finding) : Runs{};
}

// What the figures show, and when it was measured.
std::string intro(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  const Outcome& outcome = context.findings.review.outcomes[*finding.outcome];
  const std::string name = plain_outcome(context.findings, finding);
  const bool timed = outcome.time_weeks && !names_time(name);
  std::string text = say.text(timed ? "plain.icons_intro_time" : "plain.icons_intro",
                              {{"outcome", name},
                               {"time", timed ? weeks_text(*outcome.time_weeks) : ""},
                               {"all", whole(people_shown(context.findings))}});
  if (finding.synthesis.k > 1 && finding.effects.participants > 0)
    text += " " + say.text("plain.icons_from",
                           {{"tests", in_words(trial_count(context.findings, finding))},
                            {"people", whole(finding.effects.participants)}});
  return text;
}

// What one more place may show, where tests in several places differed.
std::string prediction_line(const SectionContext& context, const AnalysisFinding& finding,
                            const TwoGroups& groups) {
  if (!finding.absolute || !finding.absolute->elsewhere || groups.own_counts || groups.on_expected)
    return "";
  const Bounds& range = *finding.absolute->elsewhere;
  return context.layout.phrases.text(
      "plain.elsewhere", {{"low", people_of(context, std::min(range.low, range.high))},
                          {"high", people_of(context, std::max(range.low, range.high))},
                          {"without", whole(groups.without.point)},
                          {"treatment", plain_e(context.findings.review)},
                          {"comparator", plain_c(context.findings.review)},
                          {"all", whole(people_shown(context.findings))}});
}

// How sure one can be of the other results: once where that is the same for each of them.
void add_levels(std::vector<Runs>& lines, const std::vector<std::string>& levels,
                const Phrases& say) {
  const bool same = std::ranges::all_of(levels, [&](const std::string& each) { return each == levels.front(); });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (same && lines.size() > 1) continue;
    append(lines[i], plain(" " + (levels[i].empty() ? say.text("plain.need_rating")
                                                    : say.text("plain.sure." + levels[i]))));
  }
}

// The main result with its icon arrays; the others are rows of the fact box.
std::vector<Block> plain_tests_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("plain.tests_heading"))};
  const AnalysisFinding* main = main_plain_finding(context.findings);
  const FactBox box = fact_box(context, main);
  const bool main_is_share = main != nullptr && is_share(*main);
  const bool main_is_mean = main != nullptr && is_mean_difference(context.findings, *main);
  std::optional<TwoGroups> groups;
  if (main != nullptr && !main_is_share && !main_is_mean) {
    groups = claim_side(context, main->request).trials;
    if (!groups) groups = groups_of(context.findings, *main, people_shown(context.findings));
  }
  if (!box.table && !main_is_share && !main_is_mean) {
    const bool any = std::ranges::any_of(context.findings.analyses, [](const auto& finding) {
      return !finding.studies.empty() && finding.plan.measure->scale.no_effect;
    });
    const bool no_events = std::ranges::count(context.findings.claims, "no_events",
                                              &Appraisal::reason) > 0;
    result.push_back(paragraph(plain(say.text(no_events ? "plain.no_events"
                                              : any     ? "plain.no_counts"
                                                        : "plain.no_tests"))));
    return result;
  }
  if (main_is_mean) result.push_back(paragraph(line_of(context, *main)));
  if (main_is_share) {
    result.push_back(paragraph(line_of(context, *main)));
    result.push_back(share_array(context, *main));
    result.push_back(paragraph(plain(say.text("plain.icons_key")), ParagraphRole::note));
  }
  if (groups) {
    result.push_back(paragraph(plain(intro(context, *main))));
    result.push_back(arrays(context, *groups, claim_side(context, main->request)));
    const char* key = groups->own_counts       ? "plain.icons_key_one"
                      : groups->without.range ? "plain.icons_key"
                                              : "plain.icons_key_baseline";
    result.push_back(paragraph(plain(say.text(key)), ParagraphRole::note));
    if (const std::string elsewhere = prediction_line(context, *main, *groups); !elsewhere.empty())
      result.push_back(paragraph(plain(elsewhere)));
  }
  if (box.table) {
    result.push_back({*box.table});
    result.push_back(paragraph(plain(box.note), ParagraphRole::note));
  }
  List others;
  std::vector<std::string> levels;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    const bool in_box = finding.outcome && !is_share(finding) &&
                        !is_mean_difference(context.findings, finding) &&
                        groups_of(context.findings, finding, people_shown(context.findings)).has_value();
    if (&finding == main || in_box || !context.findings.review.analyses[finding.request].in_plain)
      continue;
    Runs line = line_of(context, finding);
    if (line.empty()) continue;
    others.items.push_back(std::move(line));
    levels.push_back(finding.certainty ? level_name(finding.certainty->level) : "");
  }
  if (!others.items.empty()) {
    const bool together = others.items.size() > 1 && std::set(levels.begin(), levels.end()).size() == 1;
    add_levels(others.items, levels, say);
    Runs title = bold(say.text("plain.others"));
    if (together)
      append(title, plain(" " + say.text("plain.box_sure_all." +
                                         (levels.front().empty() ? "unrated" : levels.front()))));
    result.push_back(paragraph(std::move(title), ParagraphRole::body));
    result.push_back({std::move(others)});
  }
  return result;
}

}  // namespace

namespace section {
const Section plain_tests{"plain_tests", "What fair tests show", "", plain_tests_blocks};
}

}  // namespace steelyard
