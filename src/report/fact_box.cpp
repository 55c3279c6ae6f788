// Plain document: the fact box, what the page says beside usual care and fair tests.
#include "report/fact_box.h"

#include <algorithm>
#include <functional>
#include <set>

#include "report/blocks.h"
#include "report/fair_tests.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/patient_claims.h"
#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

// One person's story, or that of a few, is no count of people, and a count at another time, or in
// place of other care, does not stand beside that of the trials. Source: the project's claim specification, sections 3.14, 6.3 and 6.4
bool counts_people(const Claim& claim, const Appraisal& appraisal) {
  constexpr long fewest = 10;
  const bool other_question =
      is_one_of(appraisal.reason, {"other_time", "time_unknown", "not_at_that_time", "replacement"});
  return appraisal.verdict != "SINGLE_CASE_ONLY" && claim.type != "testimonial" && !other_question &&
         (!claim.n || *claim.n >= fewest);
}

// "at most 5": a printed limit is told as one.
std::string limited(const Phrases& say, const std::string& bound, const std::string& count) {
  return bound.empty() ? count : say.text("plain.box_" + bound, {{"count", count}});
}

// Where claims are told, what the page says has its column, also if that is "not said".
// Source: the project's claim specification, section 6.3, nos. 2 and 3
bool page_speaks(const ClaimSide& side) { return side.numberless || side.page.has_value() || side.counts_others; }

}  // namespace

ClaimSide claim_side(const SectionContext& context, std::optional<std::size_t> request) {
  ClaimSide side;
  const Findings& findings = context.findings;
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (appraisal.analysis != request || words_for_patients(findings.review, claim).empty()) continue;
    const SideBySide numbers = side_by_side(findings, appraisal, people_shown(findings));
    side.counts_others = side.counts_others || numbers.counts_others;
    side.numberless = side.numberless || !numbers.page;
    if (!side.page && counts_people(claim, appraisal)) {
      side.page = numbers.page;
      if (side.page && appraisal.share && appraisal.share->n != numbers.all)
        side.page_own = limited(context.layout.phrases, claim.bound,
                                of(appraisal.share->events, appraisal.share->n));
    }
    if (!side.expected && numbers.expected) {
      side.expected = numbers.expected;
      side.rough = appraisal.badge == Badge::illustrative ||
                   (numbers.scenario != nullptr ? !numbers.scenario->gating : !claim.outcome_defined);
    }
    if (!side.trials) side.trials = numbers.trials;
  }
  return side;
}

namespace {

// One row of the fact box.
struct FactRow {
  std::string outcome;
  ClaimSide claim;
  std::optional<TwoGroups> trials;
  bool tested = false;  // in fair tests, even if they give no counts of people
  bool better_higher = true;
  const AnalysisFinding* finding = nullptr;  // null: a claim that no trial is linked to
};

// What tells rows of one name apart: the first of time, size, title and id that differs in all.
void tell_apart(const SectionContext& context, std::vector<FactRow>& rows) {
  const Findings& findings = context.findings;
  const auto distinction = [&](const AnalysisFinding& finding, int way) -> std::string {
    const Outcome& outcome = findings.review.outcomes[*finding.outcome];
    const int tests = trial_count(findings, finding);
    switch (way) {
      case 0:
        return outcome.time_weeks ? weeks_text(*outcome.time_weeks) : "";
      case 1:
        return context.layout.phrases.text(tests == 1 ? "plain.box_size_one" : "plain.box_size",
                                           {{"tests", in_words(tests)},
                                            {"people", whole(finding.effects.participants)}});
      case 2:
        return title_of(findings, finding);
      default:
        return findings.review.analyses[finding.request].id;
    }
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<FactRow*> same;
    for (FactRow& row : rows)
      if (row.outcome == rows[i].outcome && row.finding != nullptr) same.push_back(&row);
    for (int way = 0; same.size() > 1 && way < 4; ++way) {
      std::set<std::string> words;
      for (const FactRow* row : same) words.insert(distinction(*row->finding, way));
      if (words.size() < same.size() || words.contains("")) continue;
      for (FactRow* row : same) row->outcome += " (" + distinction(*row->finding, way) + ")";
      break;
    }
  }
}

std::vector<FactRow> fact_rows(const SectionContext& context) {
  const Findings& findings = context.findings;
  std::vector<FactRow> rows;
  const double all = people_shown(findings);
  const AnalysisFinding* main = main_plain_finding(findings);
  for (const AnalysisFinding& finding : findings.analyses) {
    const bool shown = findings.review.analyses[finding.request].in_plain || &finding == main;
    if (!shown || !finding.outcome || !finding.plan.measure->scale.no_effect) continue;
    FactRow row;
    row.finding = &finding;
    row.outcome = capitalised(plain_outcome(findings, finding));
    row.claim = claim_side(context, finding.request);
    // A difference of means has a line of its own.
    if (is_mean_difference(findings, finding) && !row.claim.page) continue;
    row.trials = row.claim.trials ? row.claim.trials : groups_of(findings, finding, all);
    row.tested = !finding.studies.empty() || finding.e_n > 0 || !finding.effects.left_out.empty();
    row.better_higher = findings.review.outcomes[*finding.outcome].better == Better::higher;
    if (row.trials || row.claim.page) rows.push_back(std::move(row));
  }
  // Claims with numbers that no trial is linked to.
  const ClaimSide alone = claim_side(context, std::nullopt);
  if (alone.page)
    rows.push_back(
        {context.layout.phrases.text("plain.box_claimed"), alone, std::nullopt, false, true, nullptr});
  // Benefits first, then harms.
  std::ranges::stable_sort(rows, std::greater<>{}, &FactRow::better_higher);
  tell_apart(context, rows);
  return rows;
}

// As many as stand beside the claims on two pages, as many harms as benefits where there are both.
bool shorten(std::vector<FactRow>& rows) {
  constexpr std::size_t most = 5;
  const bool long_box = rows.size() > most;
  while (rows.size() > most) {
    const auto benefits = std::ranges::count(rows, true, &FactRow::better_higher);
    const bool drop_benefit = 2 * static_cast<std::size_t>(benefits) > most;
    rows.erase(drop_benefit ? rows.begin() + benefits - 1 : rows.end() - 1);
  }
  return long_box;
}

// Some people, though fewer than one of the number shown, are not none.
bool rounds_away(double people) { return people > 0 && people < 0.5; }

Runs count_cell(const SectionContext& context, const std::optional<PeopleCount>& shown,
                const char* absent) {
  const Phrases& say = context.layout.phrases;
  if (!shown) return muted(say.text(absent));
  Runs runs = bold(rounds_away(shown->point)
                       ? say.text("plain.box_below_one")
                       : limited(say, shown->bound, whole(shown->point)));
  if (!shown->bound.empty()) return runs;
  if (shown->range)
    append(runs, bold("\n" + say.text("plain.box_range",
                                      {{"low", whole(shown->range->low)},
                                       {"high", rounds_away(shown->range->high)
                                                    ? whole(1)
                                                    : whole(shown->range->high)}})));
  else
    append(runs, muted("\n" + say.text("plain.box_no_range")));
  return runs;
}

// One trial's own people; the columns show its shares out of another number.
std::string own_counts(const SectionContext& context, const FactRow& fact) {
  if (!fact.trials || !fact.trials->own_counts || fact.finding == nullptr) return "";
  return context.layout.phrases.text(
      "plain.box_own", {{"e", of(fact.finding->e_events, fact.finding->e_n)},
                        {"c", of(fact.finding->c_events, fact.finding->c_n)}});
}

// How sure one can be of what the tests show; empty where they show nothing.
std::string level_of(const FactRow& row) {
  if (row.finding == nullptr || !row.trials) return "";
  return row.finding->certainty ? level_name(row.finding->certainty->level) : "unrated";
}

// True where that is the same in every row; it is then said once.
bool same_level(const std::vector<FactRow>& rows) {
  std::set<std::string> levels;
  for (const FactRow& row : rows)
    if (!level_of(row).empty()) levels.insert(level_of(row));
  return levels.size() < 2;
}

// What the page says, what usual care is expected to show, what fair tests found: the same number
// of people in every column. Source: mcdowell2016
Table table_of(const SectionContext& context, const std::vector<FactRow>& rows) {
  const Phrases& say = context.layout.phrases;
  const std::string all = whole(people_shown(context.findings));
  const bool any_page = std::ranges::any_of(rows, [](const FactRow& row) { return page_speaks(row.claim); });
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
  // Said over the column where it holds for all of it, else in its row.
  const bool rough = std::ranges::all_of(
      rows, [](const FactRow& row) { return row.claim.rough || !row.claim.expected; });
  if (any_expected) add_column(say.text(rough ? "plain.box_expected_rough" : "plain.box_expected"), 1);
  add_column(say.text("plain.box_without"), 1);
  add_column(say.text("plain.box_with"), 1);
  for (const FactRow& fact : rows) {
    Row row;
    Runs name = plain(fact.outcome);
    const std::string own = any_page || any_expected ? "" : own_counts(context, fact);
    if (!own.empty()) append(name, muted("\n" + own));
    if (!same_level(rows) && !level_of(fact).empty())
      append(name, muted("\n" + say.text("plain.box_sure." + level_of(fact))));
    row.cells.push_back(row_header(std::move(name)));
    if (any_page) {
      Runs page = count_cell(context, fact.claim.page,
                             fact.claim.counts_others ? "plain.box_counts_others" : "plain.box_not_said");
      if (!fact.claim.page_own.empty())
        append(page, muted("\n" + say.text("plain.box_page_own", {{"count", fact.claim.page_own}})));
      row.cells.push_back(cell(std::move(page)));
    }
    if (any_expected) {
      Runs expected = count_cell(context, fact.claim.expected, "plain.box_not_known");
      if (fact.claim.rough && !rough) append(expected, muted("\n" + say.text("plain.box_rough")));
      row.cells.push_back(cell(std::move(expected)));
    }
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

// Where the numbers without the treatment are from; with the rows, if they come from different places.
std::string baseline_note(const Phrases& say, const std::vector<FactRow>& rows) {
  std::string of_tests, of_care;
  for (const FactRow& row : rows) {
    if (!row.trials) continue;
    const bool of_test = !row.trials->own_counts && !row.trials->on_expected && !row.trials->without.range;
    if (!of_test && !row.trials->on_expected) continue;
    std::string& names = of_test ? of_tests : of_care;
    names += (names.empty() ? "" : ", ") + say.text("plain.box_row", {{"outcome", row.outcome}});
  }
  if (of_tests.empty() && of_care.empty()) return "";
  if (of_care.empty()) return " " + say.text("plain.box_baseline");
  if (of_tests.empty()) return " " + say.text("plain.box_baseline_expected");
  return " " + say.text("plain.box_baseline_rows", {{"rows", of_tests}}) + " " +
         say.text("plain.box_baseline_expected_rows", {{"rows", of_care}});
}

// How the numbers of the box came about.
std::string box_note(const SectionContext& context, const std::vector<FactRow>& rows,
                     const AnalysisFinding* main) {
  const Phrases& say = context.layout.phrases;
  // Nobody had it in several tests: their people are counted together, and no group stands alone.
  const auto together = [](const FactRow& row) {
    return row.trials && row.finding != nullptr && nobody_had_it(*row.finding) &&
           row.finding->synthesis.studies > 1;
  };
  const auto own = [&](const FactRow& row) {
    return row.trials && row.trials->own_counts && !together(row);
  };
  const auto pooled = [](const FactRow& row) { return row.trials && !row.trials->own_counts; };
  const bool any_other = std::ranges::any_of(rows, pooled) ||
                         std::ranges::any_of(rows, [](const FactRow& row) { return row.claim.page || row.claim.expected; });
  std::string note = say.text(!std::ranges::any_of(rows, own) ? "plain.box_note"
                              : any_other                     ? "plain.box_note_both"
                                                              : "plain.box_note_one");
  if (std::ranges::any_of(rows, together)) note += " " + say.text("plain.box_together");
  const bool beside_claims = std::ranges::any_of(rows, [](const FactRow& row) {
    return page_speaks(row.claim) || row.claim.expected;
  });
  if (beside_claims && main != nullptr && main->synthesis.k == 1 && main->e_n > 0 && main->c_n > 0)
    note += " " + say.text("plain.box_scaled", {{"people", whole(main->e_n + main->c_n)},
                                                {"e", whole(main->e_n)},
                                                {"c", whole(main->c_n)},
                                                {"all", whole(people_shown(context.findings))}});
  if (std::ranges::any_of(rows, [](const FactRow& row) { return !row.claim.page_own.empty(); }))
    note += " " + say.text("plain.box_page_scaled", {{"all", whole(people_shown(context.findings))}});
  note += baseline_note(say, rows);
  // Of a single result the section on certainty speaks.
  const auto rated = [](const FactRow& row) { return !level_of(row).empty(); };
  if (same_level(rows) && std::ranges::count_if(rows, rated) > 1)
    note += " " + say.text("plain.box_sure_all." + level_of(*std::ranges::find_if(rows, rated)));
  const bool expected =
      std::ranges::any_of(rows, [](const FactRow& row) { return row.claim.expected.has_value(); });
  const bool unclear = std::ranges::any_of(context.findings.claims, [](const Appraisal& each) {
    return each.badge == Badge::illustrative;
  });
  if (expected && unclear) note += " " + say.text("plain.box_unclear");
  return note;
}

}  // namespace

FactBox fact_box(const SectionContext& context, const AnalysisFinding* main) {
  FactBox box;
  std::vector<FactRow> rows = fact_rows(context);
  const bool shortened = shorten(rows);
  if (rows.empty()) return box;
  box.table = table_of(context, rows);
  box.note = box_note(context, rows, main);
  if (shortened) box.note += " " + context.layout.phrases.text("plain.box_more");
  return box;
}

}  // namespace steelyard
