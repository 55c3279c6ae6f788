// Documents for tests of layout: a forest plot of the BCG trials, panels, icon arrays, long text.
#pragma once
#include <string>
#include <vector>

#include "steelyard/base/text.h"
#include "steelyard/document/document.h"
#include "steelyard/document/style.h"
#include "steelyard/draw/icons.h"

namespace sample {

using steelyard::Block;
using steelyard::Face;
using steelyard::Runs;
using steelyard::Tone;

inline Runs text(std::string words, Face face = Face::regular, Tone tone = Tone::normal) {
  return {{std::move(words), face, tone, ""}};
}

struct Trial {
  const char* name;
  const char *vaccine_events, *vaccine_n, *control_events, *control_n;
  double estimate, low, high, weight;  // weight in per cent
};

// The 13 trials of BCG against tuberculosis: Colditz et al. 1994,
// doi:10.1001/jama.1994.03510330076038.
inline const std::vector<Trial>& bcg_trials() {
  static const std::vector<Trial> trials{
      {"Aronson 1948", "4", "123", "11", "139", 0.41, 0.13, 1.26, 5.1},
      {"Ferguson & Simes 1949", "6", "306", "29", "303", 0.20, 0.09, 0.49, 6.4},
      {"Rosenthal et al. 1960", "3", "231", "11", "220", 0.26, 0.07, 0.92, 4.4},
      {"Hart & Sutherland 1977", "62", "13 598", "248", "12 867", 0.24, 0.18, 0.31, 9.7},
      {"Frimodt-Møller et al. 1973", "33", "5069", "47", "5808", 0.80, 0.52, 1.25, 8.9},
      {"Stein & Aronson 1953", "180", "1541", "372", "1451", 0.46, 0.39, 0.54, 10.1},
      {"Vandiviere et al. 1973", "8", "2545", "10", "629", 0.20, 0.08, 0.50, 6.0},
      {"TPT Madras 1980", "505", "88 391", "499", "88 391", 1.01, 0.89, 1.14, 10.2},
      {"Coetzee & Berjak 1968", "29", "7499", "45", "7277", 0.63, 0.39, 1.00, 8.7},
      {"Rosenthal et al. 1961", "17", "1716", "65", "1665", 0.25, 0.15, 0.43, 8.4},
      {"Comstock et al. 1974", "186", "50 634", "141", "27 338", 0.71, 0.57, 0.89, 9.9},
      {"Comstock & Webster 1969", "5", "2498", "3", "2341", 1.56, 0.37, 6.53, 3.8},
      {"Comstock et al. 1976", "27", "16 913", "29", "17 854", 0.98, 0.58, 1.66, 8.4}};
  return trials;
}

inline std::string thin_spaces(std::string number) {
  const std::size_t space = number.find(' ');
  if (space != std::string::npos) number.replace(space, 1, "\u202F");
  return number;
}

inline steelyard::Row trial_row(const Trial& trial) {
  steelyard::Row row;
  const std::string interval =
      steelyard::fixed(trial.low, 2) + " to " + steelyard::fixed(trial.high, 2);
  row.cells = {{text(trial.name), true, 1},
               {text(trial.vaccine_events)},
               {text(thin_spaces(trial.vaccine_n))},
               {text(trial.control_events)},
               {text(thin_spaces(trial.control_n))},
               {text(steelyard::fixed(trial.estimate, 2))},
               {text(interval)},
               {text(steelyard::fixed(trial.weight, 1) + "%")}};
  row.mark = steelyard::IntervalMark{trial.estimate, trial.low, trial.high, trial.weight / 10.2};
  return row;
}

inline steelyard::Row whole_row(std::string words, steelyard::RowRole role) {
  steelyard::Row row;
  row.role = role;
  row.cells = {{text(std::move(words)), role == steelyard::RowRole::subgroup, 1}};
  return row;
}

inline steelyard::Row pooled_row(std::string words, std::string estimate, std::string interval,
                                 std::string weight, steelyard::RowMark mark) {
  const Face face = estimate.empty() ? Face::regular : Face::bold;
  steelyard::Row row;
  row.role = steelyard::RowRole::summary;
  row.cells = {{text(std::move(words), face), true, 5},
               {text(std::move(estimate), face)},
               {text(std::move(interval), face)},
               {text(std::move(weight), face)}};
  row.mark = mark;
  return row;
}

/// A forest plot; the trials are repeated until there are `rows`.
inline steelyard::Table forest(std::size_t rows = 13) {
  using steelyard::Align;
  steelyard::Table table;
  table.caption = text(
      "Table 1. Risk ratio for tuberculosis, BCG vaccine versus control "
      "(random effects, restricted maximum likelihood)",
      Face::bold);
  table.columns = {{text("Study"), {}, Align::left, 1, 0, ""},
                   {text("Events"), {}, Align::right, 0, 0, "BCG vaccine"},
                   {text("N"), {}, Align::right, 0, 0, "BCG vaccine"},
                   {text("Events"), {}, Align::right, 0, 0, "Control"},
                   {text("N"), {}, Align::right, 0, 0, "Control"},
                   {text("RR"), {}, Align::right, 0, 0, ""},
                   {text("95% CI"), {}, Align::right, 0, 0, ""},
                   {text("Weight"), {}, Align::right, 0, 0, ""}};
  std::vector<double> values;
  for (std::size_t r = 0; r < rows; ++r) {
    const Trial& trial = bcg_trials()[r % bcg_trials().size()];
    if (rows >= 13 && r == 0)
      table.rows.push_back(whole_row("Random allocation", steelyard::RowRole::subgroup));
    if (rows >= 13 && r == 7)
      table.rows.push_back(whole_row("Systematic allocation", steelyard::RowRole::subgroup));
    table.rows.push_back(trial_row(trial));
    for (const double value : {trial.estimate, trial.low, trial.high}) values.push_back(value);
  }
  table.rows.push_back(pooled_row("Random-effects summary", "0.49", "0.34 to 0.70", "100.0%",
                                  steelyard::DiamondMark{0.49, 0.34, 0.70}));
  table.rows.push_back(pooled_row("95% prediction interval", "", "0.15 to 1.59", "",
                                  steelyard::BarMark{0.15, 1.59}));
  table.rows.push_back(
      whole_row("τ² = 0.313; Q = 152.2 on 12 df (P < 0.001); I² = 92%", steelyard::RowRole::note));
  steelyard::PlotColumn plot;
  plot.axis = steelyard::choose_axis(true, values, 1.0);
  plot.null_value = 1;
  plot.summary = 0.49;
  plot.favours_left = "favours vaccine";
  plot.favours_right = "favours control";
  plot.width = 165;
  table.plot = plot;
  table.plot_after = 5;
  table.plot_alt =
      "Forest plot of 13 trials. Pooled risk ratio 0.49, 95% interval 0.34 to 0.70; "
      "95% prediction interval 0.15 to 1.59.";
  return table;
}

inline steelyard::Figure icons(int filled, int avoided, std::string alt) {
  const steelyard::Style style;
  steelyard::IconArray array;
  array.groups = {{filled, style.strong_accent, false}, {avoided, style.accent, true}};
  array.per_row = 20;
  return {steelyard::draw_icons(array), std::move(alt), {}};
}

inline std::vector<Block> icon_column(std::string label, int filled, int avoided) {
  return {{steelyard::Paragraph{text(label, Face::bold), steelyard::ParagraphRole::body}},
          {icons(filled, avoided, label)}};
}

inline Block side_by_side_icons() {
  steelyard::Columns columns;
  columns.columns = {icon_column("Without vaccine: 25 of 100", 25, 0),
                     icon_column("With vaccine: 12 of 100 (13 fewer)", 12, 13)};
  columns.gap = 24;
  return {columns};
}

inline std::vector<Block> claim_column(std::string label, std::string number, std::string words) {
  return {
      {steelyard::Paragraph{text(std::move(label)), steelyard::ParagraphRole::label}},
      {steelyard::Paragraph{text(std::move(number), Face::bold), steelyard::ParagraphRole::lead}},
      {steelyard::Paragraph{text(std::move(words)), steelyard::ParagraphRole::small}}};
}

inline Block claim_panel() {
  steelyard::Panel panel{steelyard::PanelRole::claim, {}};
  panel.blocks.push_back(
      {steelyard::Paragraph{text("What is claimed"), steelyard::ParagraphRole::label}});
  panel.blocks.push_back({steelyard::Paragraph{
      {{"“75% of the 200 patients who took the herb felt better within two weeks.” ", Face::italic,
        Tone::normal, ""},
       {"Producer’s web page", Face::regular, Tone::normal, "https://example.org/claims/herb"},
       {", read 3 May 2024.", Face::regular, Tone::normal, ""}},
      steelyard::ParagraphRole::lead}});
  steelyard::Columns columns;
  columns.columns = {
      claim_column("Claimed", "75%", "150 of 200 people, no control group"),
      claim_column("Expected without it", "71%",
                   "pooled from the control arms of 12 trials, 95% interval 64 to 78"),
      claim_column("Left for the herb", "4 points",
                   "95% interval −4 to 11: no effect cannot be ruled out")};
  panel.blocks.push_back({columns});
  return {panel};
}

inline std::string words(int count) {
  static constexpr const char* stock[] = {
      "Vaccinated",   "people",     "had",      "about", "half", "the",     "risk",      "of",
      "tuberculosis", "on",         "average,", "but",   "the",  "size",    "of",        "the",
      "benefit",      "differed",   "a",        "great", "deal", "between", "settings:", "the",
      "95%",          "prediction", "interval", "runs",  "from", "a",       "large",     "benefit",
      "to",           "a",          "small",    "harm."};
  std::string result;
  for (int word = 0; word < count; ++word) {
    if (word > 0) result += ' ';
    result += stock[word % 36];
  }
  return result;
}

inline steelyard::Document document(std::vector<Block> blocks) {
  steelyard::Document result;
  result.title = "BCG vaccine for preventing tuberculosis";
  result.running_head = result.title;
  result.footer = "steelyard test page, data of Colditz et al. 1994";
  result.watermark = "DRAFT";
  result.blocks = std::move(blocks);
  return result;
}

inline Block paragraph(std::string content,
                       steelyard::ParagraphRole role = steelyard::ParagraphRole::body) {
  return {steelyard::Paragraph{text(std::move(content)), role}};
}
inline Block heading(int level, std::string content) {
  return {steelyard::Heading{level, text(std::move(content))}};
}

inline steelyard::Document report() {
  steelyard::List list;
  list.items = {text("Randomised and systematically allocated trials of BCG vaccine."),
                text(words(40)), text("Outcome: any form of tuberculosis.")};
  steelyard::List steps = list;
  steps.ordered = true;
  return document(
      {heading(1, "BCG vaccine for preventing tuberculosis: what thirteen trials say"),
       paragraph(words(44), steelyard::ParagraphRole::lead),
       claim_panel(),
       heading(2, "What the trials found"),
       paragraph(words(60)),
       {forest()},
       heading(2, "What that means for 100 people"),
       side_by_side_icons(),
       paragraph("Icons: red, people who get tuberculosis; blue outline, cases avoided with the "
                 "vaccine; grey, people who do not get tuberculosis either way.",
                 steelyard::ParagraphRole::note),
       heading(3, "How studies were chosen"),
       {list},
       paragraph("The steps were:"),
       {steps}});
}

}  // namespace sample
