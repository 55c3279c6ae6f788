// Points and ranges of a claim on one scale.
#include "report/figures/ranges.h"

#include <cmath>

#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/claim_settings.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

// Quarters where they are whole people, else a round number of people; a tick stands where its label says.
double tick_step(double all) {
  if (std::fmod(all, 4) == 0) return all / 4;
  constexpr double most = 5;
  for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0})
    if (all <= most * step) return step;
  return all;
}

// From nobody to everybody, so that no range looks large because its scale is short.
Axis whole_scale(double all) {
  constexpr double apart = 0.6;  // of a step: closer to the end, labels would touch
  Axis axis;
  axis.high = all;
  const double step = tick_step(all);
  for (double tick = 0; tick <= all - apart * step; tick += step) axis.ticks.push_back(tick);
  axis.ticks.push_back(all);
  for (const double tick : axis.ticks) axis.tick_labels.push_back(whole(tick));
  return axis;
}

std::string range_words(const Phrases& say, const PeopleCount& count) {
  if (!count.bound.empty()) return say.text("ranges." + count.bound, {{"point", whole(count.point)}});
  if (!count.range) return say.text("ranges.point", {{"point", whole(count.point)}});
  return say.text("ranges.range", {{"point", whole(count.point)},
                                   {"low", whole(count.range->low)},
                                   {"high", whole(count.range->high)}});
}

}  // namespace

std::optional<Table> range_table(const SectionContext& context, const Appraisal& appraisal) {
  const Findings& findings = context.findings;
  const Review& review = findings.review;
  const Phrases& say = context.layout.phrases;
  const SideBySide numbers =
      side_by_side(findings, appraisal, people_claimed(review.claims[appraisal.claim], appraisal));
  Table table;
  table.zebra = false;
  table.text_size = 9;
  const auto add = [&](const std::string& title, const std::optional<PeopleCount>& count) {
    if (!count) return;
    // All that a limit allows is drawn, and the row says that it is one.
    const bool limit = !count->bound.empty();
    const Bounds range = count->bound == "at_most"    ? Bounds{0, count->point}
                         : count->bound == "at_least" ? Bounds{count->point, numbers.all}
                                                      : count->range.value_or(Bounds{count->point, count->point});
    const std::string name = limit ? title + " (" + range_words(say, *count) + ")" : title;
    Row row;
    row.cells = {row_header(plain(name))};
    row.mark = IntervalMark{count->point, range.low, range.high, 1};
    table.plot_alt += (table.plot_alt.empty() ? "" : " ") +
                      say.text("ranges.alt", {{"name", title}, {"count", range_words(say, *count)}});
    table.rows.push_back(std::move(row));
  };
  add(say.text("claim.page_says"), numbers.page);
  add(say.text("claim.expected"), numbers.expected);
  if (numbers.trials) {
    const AnalysisFinding* finding = linked_finding(findings, appraisal);
    const AnalysisRequest empty{};
    const AnalysisRequest& request = finding != nullptr ? review.analyses[finding->request] : empty;
    add(say.text("ranges.trials", {{"name", e_name(review, request)}}), numbers.trials->with);
    add(say.text("ranges.trials", {{"name", c_name(review, request)}}), numbers.trials->without);
  }
  if (table.rows.size() < 2) return std::nullopt;
  Column name;
  name.title = muted(say.text("ranges.title", {{"level", range_level(say, findings)}}));
  table.columns = {name};
  PlotColumn plot;
  plot.axis = whole_scale(numbers.all);
  plot.axis_title = say.text("ranges.axis", {{"all", whole(numbers.all)}});
  plot.width = 290;
  table.plot = std::move(plot);
  table.plot_after = 1;
  return table;
}

}  // namespace steelyard
