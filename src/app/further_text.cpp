// Further analyses as text: by what their numbers are; no analysis is named here.
#include "app/further_text.h"

#include <algorithm>

#include "report/names.h"
#include "report/quantity_text.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

std::size_t text_width(const std::string& text) {
  return static_cast<std::size_t>(code_point_count(text));
}

std::string table_text(const QuantityTable& table, const Measure& measure, std::size_t room) {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::string> head{capitalised(table.row_label)};
  for (const QuantityColumn& column : table.columns) head.push_back(column.label);
  cells.push_back(std::move(head));
  for (const QuantityRow& row : table.rows) {
    std::vector<std::string> line{row.name};
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      line.push_back(quantity_text(measure, table.columns[i].kind, row.values[i],
                                i < row.shown.size() ? row.shown[i] : std::nullopt));
    cells.push_back(std::move(line));
  }
  std::vector<std::size_t> widths(table.columns.size() + 1);
  for (const auto& line : cells)
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], text_width(line[i]));
  std::size_t numbers = 0;
  for (std::size_t i = 1; i < widths.size(); ++i) numbers += widths[i] + 2;
  constexpr std::size_t narrowest = 12;
  widths[0] = std::clamp(room - std::min(room, numbers + 2), narrowest,
                         std::max(narrowest, widths[0]));
  std::string text = "  " + table.label + "\n";
  for (const auto& line : cells) {
    std::string row = "  " + padded_right(shortened(line[0], widths[0]), widths[0]);
    for (std::size_t i = 1; i < line.size(); ++i) row += "  " + padded_left(line[i], widths[i]);
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

}  // namespace

std::string quantities_text(const std::vector<Quantity>& quantities, const Measure& measure) {
  std::size_t label = 0;
  for (const Quantity& quantity : quantities) label = std::max(label, text_width(quantity.label));
  std::string text;
  for (const Quantity& quantity : quantities)
    text += "  " + padded_right(quantity.label, label) + "  " +
            quantity_text(measure, quantity.kind, quantity.value, quantity.shown) + "\n";
  return text;
}

std::string further_text(const AnalysisFinding& finding, std::size_t width) {
  const Measure& measure = *finding.plan.measure;
  std::string text;
  for (const FurtherFinding& further : finding.further) {
    text += "\n" + capitalised(std::string(further.analysis->label));
    if (!further.argument.empty()) text += ": " + further.argument;
    text += "\n" + quantities_text(further.quantities, measure);
    for (const QuantityTable& table : further.tables)
      if (!table.label.empty()) text += table_text(table, measure, width);
    for (const FitNote& note : further.notes) text += wrapped("  Note: " + note.text, width);
  }
  return text;
}

}  // namespace steelyard
