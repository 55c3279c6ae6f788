// Plain document: what fair tests show, in counts of people and icon arrays.
#include <algorithm>
#include <cmath>
#include <functional>

#include "report/blocks.h"
#include "report/claim_numbers.h"
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

bool is_share(const AnalysisFinding& finding) {
  return finding.plan.measure->percent && !finding.plan.measure->scale.no_effect;
}

// For a screen reader: the lines of a title are one sentence.
std::string in_one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// What people of other tests are expected to show with usual care alone.
PeoplePanel usual_care_panel(const Phrases& say, const PeopleCount& expected, double people) {
  PeoplePanel panel;
  panel.elsewhere = true;
  panel.estimate = expected.point;
  panel.low = expected.range->low;
  panel.high = expected.range->high;
  panel.title = say.text("plain.icons_expected", {{"count", whole(panel.estimate)},
                                                  {"all", whole(people)},
                                                  {"low", whole(*panel.low)},
                                                  {"high", whole(*panel.high)}});
  panel.alt = say.text("plain.icons_alt_range", {{"title", in_one_line(panel.title)},
                                                 {"count", whole(panel.estimate)},
                                                 {"all", whole(people)},
                                                 {"low", whole(*panel.low)},
                                                 {"high", whole(*panel.high)}});
  return panel;
}

// The two groups side by side, out of the same people, with their ranges; usual care before them,
// where it is another group of people.
Block arrays(const SectionContext& context, const TwoGroups& groups,
             const std::optional<PeopleCount>& expected) {
  const Phrases& say = context.layout.phrases;
  const double people = people_shown(context.findings);
  std::vector<PeoplePanel> panels;
  if (expected && groups.own_counts && expected->range)
    panels.push_back(usual_care_panel(say, *expected, people));
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
  return people_columns(context, panels, people);
}

Block share_array(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  PeoplePanel panel;
  const double people = people_shown(context.findings);
  panel.estimate = people * finding.pooled->estimate;
  panel.low = people * finding.pooled->low;
  panel.high = people * finding.pooled->high;
  panel.title = say.text("plain.icons_share", {{"count", whole(panel.estimate)},
                                               {"all", whole(people)},
                                               {"low", whole(*panel.low)},
                                               {"high", whole(*panel.high)}});
  panel.alt = say.text("plain.icons_alt_range", {{"title", in_one_line(panel.title)},
                                                 {"count", whole(panel.estimate)},
                                                 {"all", whole(people)},
                                                 {"low", whole(*panel.low)},
                                                 {"high", whole(*panel.high)}});
  return people_columns(context, {panel}, people);
}

// One line of counts; nothing for results that are no counts of people.
Runs line_of(const SectionContext& context, const AnalysisFinding& finding) {
  if (!finding.pooled) return {};
  if (is_share(finding)) return share_line(context, finding);
  if (finding.synthesis.k == 1 && all_data_are<TwoByTwo>(finding))
    return one_trial_line(context, finding);
  return finding.absolute ? pooled_line(context, finding) : Runs{};
}

// What one claim says and is set beside, for the row of its outcome.
struct ClaimSide {
  std::optional<PeopleCount> page, expected;
  std::optional<TwoGroups> trials;  ///< as they entered the verdict
};

ClaimSide claim_side(const SectionContext& context, std::optional<std::size_t> request) {
  ClaimSide side;
  const Findings& findings = context.findings;
  for (const Appraisal& appraisal : findings.claims) {
    if (findings.review.claims[appraisal.claim].plain.empty() || appraisal.analysis != request)
      continue;
    const SideBySide numbers = side_by_side(findings, appraisal, people_shown(findings));
    if (!side.page) side.page = numbers.page;
    if (!side.expected) side.expected = numbers.expected;
    if (!side.trials) side.trials = numbers.trials;
  }
  return side;
}

// One row of the fact box.
struct FactRow {
  std::string outcome;
  ClaimSide claim;
  std::optional<TwoGroups> trials;
  bool tested = false;  // in fair tests, even if they give no counts of people
  bool better_higher = true;
};

std::vector<FactRow> fact_rows(const SectionContext& context) {
  const Findings& findings = context.findings;
  std::vector<FactRow> rows;
  const double all = people_shown(findings);
  const AnalysisFinding* main = main_plain_finding(findings);
  for (const AnalysisFinding& finding : findings.analyses) {
    const bool shown = findings.review.analyses[finding.request].in_plain || &finding == main;
    if (!shown || !finding.outcome || is_share(finding)) continue;
    FactRow row;
    row.outcome = capitalised(plain_outcome(findings, finding));
    row.claim = claim_side(context, finding.request);
    row.trials = row.claim.trials ? row.claim.trials : groups_of(finding, all);
    row.tested = !finding.studies.empty() || finding.e_n > 0 || !finding.effects.left_out.empty();
    row.better_higher = findings.review.outcomes[*finding.outcome].better == Better::higher;
    if (row.trials || row.claim.page) rows.push_back(std::move(row));
  }
  // Claims with numbers that no trial is linked to.
  const ClaimSide alone = claim_side(context, std::nullopt);
  if (alone.page)
    rows.push_back({context.layout.phrases.text("plain.box_claimed"), alone, std::nullopt, false, true});
  // Benefits first, then harms.
  std::ranges::stable_sort(rows, std::greater<>{}, &FactRow::better_higher);
  constexpr std::size_t most = 5;  // what stands beside the claims on two pages
  if (rows.size() > most) rows.resize(most);
  return rows;
}

Runs count_cell(const SectionContext& context, const std::optional<PeopleCount>& shown,
                const char* absent) {
  const Phrases& say = context.layout.phrases;
  if (!shown) return muted(say.text(absent));
  Runs runs = bold(whole(shown->point));
  append(runs, bold("\n" + (shown->range ? say.text("plain.box_range",
                                                    {{"low", whole(shown->range->low)},
                                                     {"high", whole(shown->range->high)}})
                                         : say.text("plain.box_no_range"))));
  return runs;
}

// What the page says, what usual care is expected to show, what fair tests found: the same number
// of people in every column. Source: mcdowell2016
Table fact_box(const SectionContext& context, const std::vector<FactRow>& rows) {
  const Phrases& say = context.layout.phrases;
  const std::string all = whole(people_shown(context.findings));
  const bool any_page = std::ranges::any_of(rows, [](const FactRow& row) { return row.claim.page.has_value(); });
  const bool any_expected =
      std::ranges::any_of(rows, [](const FactRow& row) { return row.claim.expected.has_value(); });
  Table table;
  table.caption = bold(say.text("plain.box_caption", {{"all", all}}));
  const auto add_column = [&](const std::string& title, double stretch) {
    Column column;
    if (!title.empty()) column.title = bold(title);
    column.stretch = stretch;
    table.columns.push_back(column);
  };
  add_column("", 1.5);
  if (any_page) add_column(say.text("plain.box_page"), 1);
  if (any_expected) add_column(say.text("plain.box_expected"), 1);
  add_column(say.text("plain.box_without"), 1);
  add_column(say.text("plain.box_with"), 1);
  for (const FactRow& fact : rows) {
    Row row;
    row.cells.push_back(row_header(plain(fact.outcome)));
    if (any_page) row.cells.push_back(cell(count_cell(context, fact.claim.page, "plain.box_not_said")));
    if (any_expected)
      row.cells.push_back(cell(count_cell(context, fact.claim.expected, "plain.box_not_known")));
    if (fact.trials) {
      row.cells.push_back(cell(count_cell(context, fact.trials->without, "plain.box_not_known")));
      row.cells.push_back(cell(count_cell(context, fact.trials->with, "plain.box_not_known")));
    } else {
      Cell none = cell(muted(say.text(fact.tested ? "plain.box_no_count" : "plain.box_no_test")));
      none.span = 2;
      row.cells.push_back(std::move(none));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// How the numbers of the box came about.
std::string box_note(const SectionContext& context, const std::vector<FactRow>& rows,
                     const AnalysisFinding* main) {
  const Phrases& say = context.layout.phrases;
  std::string note = say.text("plain.box_note");
  if (main != nullptr && main->synthesis.k == 1 && main->e_n > 0 && main->c_n > 0)
    note += " " + say.text("plain.box_scaled", {{"people", whole(main->e_n + main->c_n)},
                                                {"e", whole(main->e_n)},
                                                {"c", whole(main->c_n)},
                                                {"all", whole(people_shown(context.findings))}});
  const bool expected =
      std::ranges::any_of(rows, [](const FactRow& row) { return row.claim.expected.has_value(); });
  const bool unclear = std::ranges::any_of(context.findings.claims, [](const Appraisal& each) {
    return each.badge == Badge::illustrative;
  });
  if (expected && unclear) note += " " + say.text("plain.box_unclear");
  return note;
}

// The main result with its icon arrays; the others are rows of the fact box.
std::vector<Block> blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("plain.tests_heading"))};
  const AnalysisFinding* main = main_plain_finding(context.findings);
  const std::vector<FactRow> rows = fact_rows(context);
  const bool main_is_share = main != nullptr && is_share(*main);
  std::optional<TwoGroups> groups;
  if (main != nullptr && !main_is_share) {
    groups = claim_side(context, main->request).trials;
    if (!groups) groups = groups_of(*main, people_shown(context.findings));
  }
  if (rows.empty() && !main_is_share) {
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
  if (main_is_share) {
    result.push_back(paragraph(line_of(context, *main)));
    result.push_back(share_array(context, *main));
    result.push_back(paragraph(plain(say.text("plain.icons_key")), ParagraphRole::note));
  }
  if (groups) {
    result.push_back(paragraph(plain(
        say.text("plain.icons_intro", {{"outcome", plain_outcome(context.findings, *main)},
                                       {"all", whole(people_shown(context.findings))}}))));
    result.push_back(arrays(context, *groups, claim_side(context, main->request).expected));
    const bool both = groups->without.range.has_value();
    result.push_back(paragraph(plain(say.text(both ? "plain.icons_key_one" : "plain.icons_key")),
                               ParagraphRole::note));
  }
  if (!rows.empty()) {
    result.push_back({fact_box(context, rows)});
    result.push_back(paragraph(plain(box_note(context, rows, main)), ParagraphRole::note));
  }
  List others;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    const bool in_box = finding.outcome && !is_share(finding) &&
                        groups_of(finding, people_shown(context.findings)).has_value();
    if (&finding == main || in_box || !context.findings.review.analyses[finding.request].in_plain)
      continue;
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
