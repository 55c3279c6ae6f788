// Key findings: one line an outcome, numbers first.
#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "steelyard/base/text.h"

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

std::string estimate(const SectionContext& context, const AnalysisFinding& finding) {
  const Measure& measure = *finding.plan.measure;
  if (shows_difference_instead(finding)) {
    const Shown& difference = *finding.trial_difference;
    return context.layout.phrases.text(
        "key.difference", {{"estimate", decimal(100 * difference.estimate, 1)},
                           {"level", level_text(finding.plan.method.level)},
                           {"low", decimal(100 * difference.low, 1)},
                           {"high", decimal(100 * difference.high, 1)}});
  }
  const std::string unit = measure.percent ? "%" : "";
  std::string range = range_text(measure, finding.pooled->low, finding.pooled->high);
  return context.layout.phrases.text(
      "key.estimate", {{"measure", std::string(measure.label)},
                       {"estimate", effect_text(measure, finding.pooled->estimate) + unit},
                       {"level", level_text(finding.plan.method.level)},
                       {"range", range + unit}});
}

std::string comma_separated(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Runs line(const SectionContext& context, const AnalysisFinding& finding) {
  const Phrases& say = context.layout.phrases;
  Runs runs = bold(title_of(context.findings, finding) + ". ");
  if (!finding.pooled) {
    append(runs, plain(say.text("key.none")));
    return runs;
  }
  std::string text = raw_counts(context, finding);
  text += capitalised(estimate(context, finding));
  text += say.text("key.size", {{"size", size_text(context.findings, finding)}});
  if (finding.prediction)
    text += " " + say.text("key.prediction",
                           {{"range", range_text(*finding.plan.measure, finding.prediction->low,
                                                 finding.prediction->high) +
                                          (finding.plan.measure->percent ? "%" : "")}});
  if (!finding.corrected.empty() && !shows_difference_instead(finding))
    text += " " + say.text("key.corrected", {{"add", shortest(finding.plan.zero_cells.add)},
                                             {"studies", comma_separated(finding.corrected)}});
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
