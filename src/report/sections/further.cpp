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
// More numbers than these are no sentence: they stand in a table.
constexpr std::size_t most_in_line = 12;

// Analyses do not know what the groups are called: the conclusions of a grid name the review's own.
std::string with_group_name(std::string text, const Phrases& say, const std::string& name) {
  for (const char* side : {"higher", "lower"}) {
    const std::string written = std::string("experimental ") + side;
    const std::string named = say.text(std::string("further.") + side, {{"name", name}});
    for (std::size_t at = text.find(written); at != std::string::npos; at = text.find(written, at + named.size()))
      text.replace(at, written.size(), named);
  }
  return text;
}

// "year,dose" as typed reads "year, dose".
std::string spaced(const std::string& argument) {
  std::string text;
  for (const char c : argument) {
    if (!text.empty() && (text.back() == ',' || text.back() == ';') && c != ' ') text += ' ';
    text += c;
  }
  return text;
}

// Two numbers a row, each after its label.
Block numbers_table(const Phrases& say, Runs caption,
                    const std::vector<std::pair<std::string, std::string>>& parts) {
  Table table;
  table.caption = std::move(caption);
  for (int side = 0; side < 2; ++side) {
    Column label;
    label.title = bold(say.text("further.number"));
    label.stretch = 1;
    Column value;
    value.title = bold(say.text("further.value"));
    value.align = Align::right;
    table.columns.push_back(std::move(label));
    table.columns.push_back(std::move(value));
  }
  const std::size_t rows = (parts.size() + 1) / 2;
  for (std::size_t i = 0; i < rows; ++i) {
    Row row;
    for (const std::size_t at : {i, i + rows}) {
      const bool there = at < parts.size();
      row.cells.push_back(there ? row_header(plain(capitalised(parts[at].first))) : cell(""));
      row.cells.push_back(cell(there ? parts[at].second : ""));
    }
    table.rows.push_back(std::move(row));
  }
  return {std::move(table)};
}

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
  if (!further.argument.empty()) name += ": " + spaced(further.argument);
  const std::string group = e_name(context.findings.review, context.findings.review.analyses[finding.request]);
  Runs runs = bold(name + ". ");
  std::vector<Block> tables;
  std::string elsewhere;
  const auto parts = quantity_parts(further.quantities, measure, level);
  const bool as_table = parts.size() > most_in_line;
  if (as_table)
    tables.push_back(numbers_table(say, bold(name + "."), parts));
  else if (!parts.empty())
    append(runs, plain(capitalised(quantities_line(further.quantities, measure, level)) + "."));
  for (const QuantityTable& table : further.tables) {
    if (table.label.empty() || table.rows.empty()) continue;
    QuantityTableText text = quantity_table_text(table, measure, level);
    for (std::vector<std::string>& line : text.lines)
      line.front() = with_group_name(std::move(line.front()), say, group);
    if (table.rows.size() <= most_rows && text.head.size() <= most_columns)
      tables.push_back(printed_table(table, std::move(text)));
    else
      elsewhere += (elsewhere.empty() ? "" : " ") + named_table(say, table, measure);
  }
  std::optional<Figure> figure;
  if (further.analysis->id == "funnel") figure = funnel_figure(context, finding, further);
  if (figure) {  // its numbers stand in the caption, which no page parts from it
    append(runs, plain(" "));
    figure->caption.insert(figure->caption.begin(), runs.begin(), runs.end());
    result.push_back({std::move(*figure)});
  } else if (!as_table) {
    if (!elsewhere.empty()) append(runs, plain(" " + elsewhere));
    elsewhere.clear();
    result.push_back(paragraph(std::move(runs)));
  }
  for (Block& table : tables) result.push_back(std::move(table));
  std::string notes = elsewhere;
  for (const FitNote& note : further.notes)
    notes += (notes.empty() ? "" : " ") + with_group_name(note_text(note), say, group);
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
    if (nobody_had_it(finding)) {  // every number would rest on what was added to the cells alone
      result.push_back(paragraph(plain(say.text("further.nobody"))));
      continue;
    }
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
