// What each analysis was asked for beside its pooled effect: numbers, small tables, notes.
#include <algorithm>

#include "report/blocks.h"
#include "report/figures/funnel.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/quantity_text.h"
#include "report/section_rows.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace {

// Larger tables would fill pages; they are in results.json.
constexpr std::size_t most_rows = 18, most_columns = 9;

Block printed_table(const QuantityTable& table, QuantityTableText text) {
  Table result;
  result.caption = plain(table.label + ".");
  for (std::size_t i = 0; i < text.head.size(); ++i) {
    Column column;
    column.title = bold(capitalised(text.head[i]));
    if (i == 0)
      column.stretch = 1;
    else
      column.align = Align::right;
    result.columns.push_back(std::move(column));
  }
  for (const std::vector<std::string>& line : text.lines) {
    Row row;
    for (std::size_t i = 0; i < line.size(); ++i)
      row.cells.push_back(i == 0 ? row_header(plain(line[i])) : cell(line[i]));
    result.rows.push_back(std::move(row));
  }
  return {std::move(result)};
}

// "24 rows in results.json", with what the estimates in them run over.
std::string named_table(const Phrases& say, const QuantityTable& table, const Measure& measure) {
  const std::string rows = counted(static_cast<double>(table.rows.size()), "row", "rows");
  const auto column = std::ranges::find_if(table.columns, [](const QuantityColumn& each) {
    return each.id == "estimate" && each.kind == QuantityKind::effect;
  });
  if (column == table.columns.end())
    return say.text("further.elsewhere", {{"table", table.label}, {"rows", rows}});
  const auto at = static_cast<std::size_t>(column - table.columns.begin());
  std::optional<double> low, high;
  for (const QuantityRow& row : table.rows) {
    if (at >= row.shown.size() || !row.shown[at]) continue;
    low = std::min(low.value_or(*row.shown[at]), *row.shown[at]);
    high = std::max(high.value_or(*row.shown[at]), *row.shown[at]);
  }
  if (!low) return say.text("further.elsewhere", {{"table", table.label}, {"rows", rows}});
  return say.text("further.elsewhere_range",
                  {{"table", table.label},
                   {"rows", rows},
                   {"range", range_text(measure, *low, *high)}});
}

// A column's code at the start stays as it is typed.
std::string note_text(const FitNote& note) {
  const bool code = note.text.substr(0, note.text.find(' ')).find('_') != std::string::npos;
  return (code ? note.text : capitalised(note.text)) + (note.text.ends_with('.') ? "" : ".");
}

void add_further_finding(std::vector<Block>& result, const SectionContext& context,
                         const AnalysisFinding& finding, const FurtherFinding& further) {
  const Phrases& say = context.layout.phrases;
  const Measure& measure = *finding.plan.measure;
  const double level = finding.plan.method.level;
  std::string name = capitalised(std::string(further.analysis->label));
  if (!further.argument.empty()) name += ": " + further.argument;
  Runs runs = bold(name + ". ");
  const std::string numbers = quantities_line(further.quantities, measure, level);
  if (!numbers.empty()) append(runs, plain(capitalised(numbers) + "."));
  std::vector<Block> tables;
  for (const QuantityTable& table : further.tables) {
    if (table.label.empty() || table.rows.empty()) continue;
    QuantityTableText text = quantity_table_text(table, measure, level);
    if (table.rows.size() <= most_rows && text.head.size() <= most_columns)
      tables.push_back(printed_table(table, std::move(text)));
    else
      append(runs, plain(" " + named_table(say, table, measure)));
  }
  std::optional<Figure> figure;
  if (further.analysis->id == "funnel") figure = funnel_figure(context, finding, further);
  if (figure) {  // its numbers stand in the caption, which no page parts from it
    append(runs, plain(" "));
    figure->caption.insert(figure->caption.begin(), runs.begin(), runs.end());
    result.push_back({std::move(*figure)});
  } else {
    result.push_back(paragraph(std::move(runs)));
  }
  for (Block& table : tables) result.push_back(std::move(table));
  std::string notes;
  for (const FitNote& note : further.notes) notes += (notes.empty() ? "" : " ") + note_text(note);
  if (!notes.empty()) result.push_back(paragraph(plain(notes), ParagraphRole::note));
}

std::vector<Block> further_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    const bool beyond = finding.plan.beyond.has_value() && !finding.synthesis.fit.empty();
    if (finding.further.empty() && !beyond) continue;
    if (result.empty()) result.push_back(heading(2, say.text("further.heading")));
    result.push_back(heading(3, title_of(context.findings, finding)));
    if (!finding.synthesis.fit.empty()) {
      Runs runs = bold(say.text("further.fit") + " ");
      append(runs, plain(quantities_line(finding.synthesis.fit, *finding.plan.measure,
                                         finding.plan.method.level) + "."));
      result.push_back(paragraph(std::move(runs)));
    }
    for (const FurtherFinding& further : finding.further)
      add_further_finding(result, context, finding, further);
  }
  return result;
}

}  // namespace

namespace section {
const Section further{"further", "Sensitivity and further analyses", "", further_blocks};
}

}  // namespace steelyard
