// Summary of findings: absolute effects at the median control risk, relative effect, certainty.
// The layout follows the Cochrane Handbook, chapter 14.
#include <algorithm>

#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/measure_code.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "report/suggested_certainty.h"

namespace steelyard {

namespace {

Column column(const std::string& title, const std::string& subtitle, double stretch) {
  Column result;
  result.title = bold(title);
  if (!subtitle.empty()) result.subtitle = muted(subtitle);
  result.stretch = stretch;
  return result;
}

std::string on_one_line(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == ' ' ? "\u00A0" : std::string(1, c);
  return result;
}

// "95% CI" where all intervals have one level, else "CI".
std::string interval_name(const Findings& findings) {
  std::optional<double> level;
  for (const AnalysisFinding& finding : findings.analyses) {
    if (level && *level != finding.plan.method.level) return "CI";
    level = finding.plan.method.level;
  }
  return level ? level_text(*level) + " CI" : "CI";
}

std::string risk_with_range(double point, double low, double high) {
  return whole(point) + " (" + whole(low) + " to " + whole(high) + ")";
}

std::string risk_with_range(const PeopleCount& shown) {
  return shown.range ? risk_with_range(shown.point, shown.range->low, shown.range->high) : whole(shown.point);
}

// Events per 1000 in the two groups; dashes where nobody was counted.
struct Risks {
  std::string control = "–", with = "–";
};

// The effect on the risk of the comparison group. Where nobody there had the event, the range of that
// zero stands beside it; where nobody at all had it, both.
Risks risks_of(const Findings& findings, const AnalysisFinding& finding) {
  Risks risks;
  const auto groups = groups_of(findings, finding, 1000);
  if (!groups) return risks;
  if (nobody_had_it(finding)) return {risk_with_range(groups->without), risk_with_range(groups->with)};
  double control = 0;
  if (shows_difference_instead(finding)) {
    const Shown& difference = *finding.trial_difference;
    const auto risk = [&](double by) { return std::clamp(control + 1000 * by, 0.0, 1000.0); };
    control = groups->without.point;
    risks.with = risk_with_range(risk(difference.estimate), risk(difference.low), risk(difference.high));
  } else if (finding.absolute) {
    const AbsoluteEffect& absolute = *finding.absolute;
    control = absolute.control_per_1000;
    risks.with = risk_with_range(absolute.with_per_1000, absolute.with_low, absolute.with_high);
  } else {
    return risks;
  }
  risks.control = control == 0 && finding.c_events == 0 ? risk_with_range(groups->without) : whole(control);
  return risks;
}

Row row(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  Row result;
  Runs name = plain(title_of(context.findings, finding));
  if (finding.outcome) {
    const Outcome& outcome = context.findings.review.outcomes[*finding.outcome];
    if (outcome.time_weeks && !names_time(title_of(context.findings, finding))) append(name, muted(", " + on_one_line(weeks_text(*outcome.time_weeks))));
  }
  result.cells.push_back(row_header(std::move(name)));
  std::string relative = say.text(nobody_had_it(finding) ? "sof.nobody" : "sof.not_estimable");
  const Risks risks = risks_of(context.findings, finding);
  const Measure& measure = *finding.plan.measure;
  const bool instead = shows_difference_instead(finding);
  if (instead || (finding.pooled && measure.percent)) {
    const Shown& shown = instead ? *finding.trial_difference : *finding.pooled;
    // In the unit of the columns beside it.
    relative = (instead ? "RD " : measure_code(measure) + " ") + whole(1000 * shown.estimate) +
               " per 1000 (" + whole(1000 * shown.low) + " to " + whole(1000 * shown.high) + ")";
  } else if (finding.pooled) {
    relative = measure_code(measure) + " " + effect_text(measure, finding.pooled->estimate) +
               " (" + range_text(measure, finding.pooled->low, finding.pooled->high) + ")";
    if (finding.outcome && measure.id == "MD") {
      const std::string& unit = context.findings.review.outcomes[*finding.outcome].unit;
      if (!unit.empty()) relative += " " + unit;
    }
  }
  result.cells.push_back(cell(risks.control));
  result.cells.push_back(cell(risks.with));
  result.cells.push_back(cell(relative));
  result.cells.push_back(
      cell((!unit_counted(context.findings, finding).empty()
                ? participants_text(context.findings, finding)
            : finding.effects.participants > 0 ? whole(finding.effects.participants)
                                               : "–") + " (" +
           counted(finding.synthesis.studies, "study", "studies") + ")"));
  Runs certainty = muted(say.text("sof.not_rated"));
  if (finding.certainty) {
    certainty = plain(level_symbols(finding.certainty->level) + "\u00A0" +
                      on_one_line(level_name(finding.certainty->level)));
  }
  result.cells.push_back(cell(std::move(certainty)));
  return result;
}

std::vector<Block> summary_of_findings_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  const Review& review = context.findings.review;
  const std::string ci = interval_name(context.findings);
  Table table;
  table.caption = plain(say.text("sof.caption"));
  const std::string c = review.question.comparator_short.empty() ? "control"
                                                                 : review.question.comparator_short;
  const std::string e = review.question.intervention_short.empty()
                            ? "treatment"
                            : review.question.intervention_short;
  table.columns = {column("Outcome", "", 1.6),
                   column(say.text("sof.with", {{"name", c}}), "per 1000", 0.7),
                   column(say.text("sof.with", {{"name", e}}), "per 1000 (" + ci + ")", 1),
                   column("Effect", "(" + ci + ")", 1.1),
                   column("People", "(studies)", 0.8),
                   column("Certainty", "GRADE", 0.9)};
  for (const AnalysisFinding& finding : context.findings.analyses)
    if (finding.plan.measure->scale.no_effect && !is_check(review.analyses[finding.request]))
      table.rows.push_back(row(context, finding));
  if (table.rows.empty()) return {};
  std::string note = say.text("sof.note");
  const auto any = [&](const auto& is) {
    return std::ranges::any_of(
        table.rows, [&](const Row& each) { return is(each.cells[1].text.front().text); });
  };
  if (any([](const std::string& risk) { return risk.starts_with("0 ("); }))
    note += " " + say.text("sof.note_none_seen", {{"cite", context.citations.cite("wilson1927")}});
  if (any([](const std::string& risk) { return risk == "–"; }))
    note += " " + say.text("sof.note_no_people");
  table.note = plain(note);
  std::vector<Block> result;
  result.push_back(heading(2, say.text("sof.heading")));
  result.push_back({std::move(table)});
  List reasons;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    if (!finding.certainty || finding.certainty->rating.reasons.empty()) continue;
    if (is_check(review.analyses[finding.request])) continue;
    Runs item = bold(title_of(context.findings, finding) + ": ");
    std::string text;
    for (const std::string& reason : finding.certainty->rating.reasons)
      text += (text.empty() ? "" : " ") + reason + (reason.ends_with('.') ? "" : ".");
    append(item, plain(text));
    reasons.items.push_back(std::move(item));
  }
  if (!reasons.items.empty()) {
    result.push_back(heading(3, say.text("sof.reasons")));
    result.push_back({std::move(reasons)});
  }
  for (Block& block : suggested_certainty(context)) result.push_back(std::move(block));
  return result;
}

}  // namespace

namespace section {
const Section summary_of_findings{"summary_of_findings", "Summary of findings", "handbook-14",
                                  summary_of_findings_blocks};
}

}  // namespace steelyard
