// Key findings: one line an outcome, numbers first.
#include <algorithm>

#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "steelyard/base/text.h"
#include "steelyard/study/unit.h"

namespace steelyard {

namespace {

// "9 of 12 with cells and 5 of 6 with placebo": raw counts, for a single study only.
std::string raw_counts(const SectionContext& context, const AnalysisFinding& finding) {
  if (finding.synthesis.k != 1 || !all_data_are<TwoByTwo>(finding)) return "";
  const Review& review = context.findings.review;
  const AnalysisRequest& request = review.analyses[finding.request];
  const std::string unit = unit_counted(context.findings, finding);
  return context.layout.phrases.text("key.counts",
                                     {{"e", of(finding.e_events, finding.e_n) +
                                                (unit.empty() ? "" : " " + unit)},
                                      {"c", of(finding.c_events, finding.c_n)},
                                      {"e_name", e_name(review, request)},
                                      {"c_name", c_name(review, request)}});
}

// "proportion", without the scale on which it was pooled.
std::string measure_name(const Measure& measure) {
  const std::string label(measure.label);
  return label.ends_with("scale)") ? label.substr(0, label.find(" (")) : label;
}

// Which sign is the better one, where the groups differ by an amount and not by a factor.
std::string direction(const SectionContext& context, const AnalysisFinding& finding) {
  const Measure& measure = *finding.plan.measure;
  const bool amount = measure.scale.no_effect && *measure.scale.no_effect == 0 && !measure.percent;
  if (!amount || !finding.outcome || !compares_groups(finding)) return "";
  const Review& review = context.findings.review;
  const bool lower = review.outcomes[*finding.outcome].better == Better::lower;
  return context.layout.phrases.text(
      lower ? "key.below" : "key.above",
      {{"e_name", e_name(review, review.analyses[finding.request])}});
}

std::string estimate(const SectionContext& context, const AnalysisFinding& finding) {
  const bool instead = shows_difference_instead(finding);
  const Measure& measure = *finding.plan.measure;
  const Shown& shown = instead ? *finding.trial_difference : *finding.pooled;
  const Phrases& say = context.layout.phrases;
  const std::string level = level_text(finding.plan.method.level);
  // In the unit of the summary of findings.
  if (instead || (measure.percent && measure.scale.no_effect))
    return say.text("key.difference", {{"estimate", whole(1000 * shown.estimate)},
                                       {"level", level},
                                       {"low", whole(1000 * shown.low)},
                                       {"high", whole(1000 * shown.high)}});
  const std::string sign = measure.percent ? "%" : "";
  std::string unit;
  if (is_mean_difference(context.findings, finding))
    unit = " " + context.findings.review.outcomes[*finding.outcome].unit;
  return say.text("key.estimate",
                  {{"measure", measure_name(measure)},
                   {"estimate", effect_text(measure, shown.estimate) + sign + unit},
                   {"level", level},
                   {"range", range_text(measure, shown.low, shown.high) + sign},
                   {"direction", direction(context, finding)}});
}

// Nobody had the event in any group: that is a result, though no effect can be told.
std::string nobody(const SectionContext& context, const AnalysisFinding& finding) {
  const Review& review = context.findings.review;
  const AnalysisRequest& request = review.analyses[finding.request];
  const std::string unit = unit_counted(context.findings, finding);
  return context.layout.phrases.text(
      "key.nobody", {{"e", of(0, finding.e_n) + (unit.empty() ? "" : " " + unit)},
                     {"c", of(0, finding.c_n)},
                     {"e_name", e_name(review, request)},
                     {"c_name", c_name(review, request)},
                     {"size", size_text(context.findings, finding)}});
}

// All names, as long as they are few.
std::string comma_separated(const std::vector<std::string>& names) {
  constexpr std::size_t most = 3;
  if (names.size() > most) return counted(static_cast<double>(names.size()), "study", "studies");
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// What was added to cells, and for which studies.
std::string corrected_text(const Phrases& say, const AnalysisFinding& finding) {
  const ZeroCells& asked = finding.plan.zero_cells;
  return say.text(asked.by_group_size ? "key.corrected_by_size" : "key.corrected",
                  {{"add", shortest(asked.by_group_size ? 2 * asked.add : asked.add)},
                   {"studies", comma_separated(finding.corrected)}});
}

// One person can stand for several counts, and nothing allows for it.
bool counted_twice(const Findings& findings, const AnalysisFinding& finding) {
  const AnalysisRequest& request = findings.review.analyses[finding.request];
  return !unit_counted(findings, finding).empty() &&
         std::ranges::any_of(finding.effects.study, [&](std::size_t row) {
           return !unit_counted(request.studies[row]).empty() && request.studies[row].cell("icc").empty();
         });
}

Runs line(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  Runs runs = bold(title_of(context.findings, finding) + ". ");
  const bool none_seen = nobody_had_it(finding);
  if (!finding.pooled && !none_seen && !shows_difference_instead(finding)) {
    append(runs, plain(say.text("key.none")));
    return runs;
  }
  std::string text = none_seen ? nobody(context, finding) : raw_counts(context, finding);
  if (!none_seen) {
    text += capitalised(estimate(context, finding));
    text += say.text("key.size", {{"size", size_text(context.findings, finding)}});
  }
  if (finding.prediction && !none_seen)
    text += " " + say.text("key.prediction",
                           {{"range", range_text(*finding.plan.measure, finding.prediction->low,
                                                 finding.prediction->high) +
                                          (finding.plan.measure->percent ? "%" : "")}});
  if (!finding.corrected.empty() && !shows_difference_instead(finding) && !none_seen)
    text += " " + corrected_text(say, finding);
  if (counted_twice(context.findings, finding)) text += " " + say.text("key.counted_twice");
  append(runs, plain(text));
  if (finding.certainty)
    append(runs, plain(" " + say.text("key.certainty",
                                      {{"level", level_name(finding.certainty->level)}})));
  return runs;
}

std::vector<Block> key_findings_blocks(const SectionContext& context) {
  if (context.findings.analyses.empty()) return {};
  Panel panel;
  panel.role = PanelRole::key;
  panel.blocks.push_back(heading(2, context.layout.phrases.text("key.heading")));
  List list;
  for (const AnalysisFinding& finding : context.findings.analyses)
    if (!is_check(context.findings.review.analyses[finding.request]))
      list.items.push_back(line(context, finding));
  if (list.items.empty()) return {};
  panel.blocks.push_back({std::move(list)});
  return {{std::move(panel)}};
}

}  // namespace

namespace section {
const Section key_findings{"key_findings", "Key findings", "", key_findings_blocks};
}

}  // namespace steelyard
