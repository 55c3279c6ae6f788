// Characteristics of studies, with where each number was read.
#include <algorithm>

#include "report/blocks.h"
#include "report/names.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

// A study stands once, however many outcomes it gives.
struct Entry {
  const Study* study = nullptr;
  std::vector<std::string> places;  // "Renal remission: Table 2"
};

std::vector<Entry> entries(const SectionContext& context) {
  std::vector<Entry> result;
  for (const AnalysisFinding& finding : context.findings.analyses) {
    const AnalysisRequest& request = context.findings.review.analyses[finding.request];
    for (const Study& study : request.studies) {
      auto entry = std::ranges::find_if(
          result, [&](const Entry& each) { return each.study->name == study.name; });
      if (entry == result.end()) {
        result.push_back({&study, {}});
        entry = result.end() - 1;
      }
      for (const std::string& part : split(study.cell("source_location"), ';')) {
        const std::string place(trimmed(part));
        if (!place.empty() && std::ranges::find(entry->places, place) == entry->places.end())
          entry->places.push_back(place);
      }
    }
  }
  return result;
}

// The columns that every table may carry and this section prints in places of its own.
std::string design_of(const Study& study) {
  std::string text(study.cell("design"));
  const std::string bias(study.cell("risk_of_bias"));
  if (!bias.empty()) text += (text.empty() ? "" : ". ") + ("Risk of bias: " + bias);
  const std::string funding(study.cell("funding"));
  if (!funding.empty() && funding != "not seen")
    text += (text.empty() ? "" : ". ") + ("Funding: " + funding);
  return text;
}

std::string comparison_of(const Study& study) {
  const std::string e(study.cell("intervention")), c(study.cell("comparator"));
  if (e.empty() || c.empty()) return e + c;
  return e + " versus " + c;
}

bool says_something(const Cell& cell) {
  return std::ranges::any_of(cell.text, [](const Run& run) { return !run.text.empty(); });
}

// What no study gives needs no column.
void drop_empty_columns(Table& table, const std::vector<bool>& used) {
  for (std::size_t c = used.size(); c-- > 0;) {
    if (used[c]) continue;
    const auto at = static_cast<std::ptrdiff_t>(c);
    table.columns.erase(table.columns.begin() + at);
    for (Row& row : table.rows) row.cells.erase(row.cells.begin() + at);
  }
}

std::vector<Block> characteristics_blocks(const SectionContext& context) {
  const auto all = entries(context);
  const bool any = std::ranges::any_of(all, [](const Entry& entry) {
    return !design_of(*entry.study).empty() || !comparison_of(*entry.study).empty() ||
           !identifiers(*entry.study).empty();
  });
  if (!any) return {};
  Table table;
  const auto add_column = [&](const char* title, double stretch) {
    Column column;
    column.title = bold(title);
    column.stretch = stretch;
    table.columns.push_back(column);
  };
  add_column("Study", 0.8);
  add_column("Design", 1.2);
  add_column("People", 1.2);
  add_column("What was compared", 1.6);
  add_column("Source of the numbers", 1.5);
  std::vector<bool> used(table.columns.size(), false);
  for (const Entry& entry : all) {
    Runs source = identifiers(*entry.study);
    for (const std::string& place : entry.places)
      append(source, plain((source.empty() ? "" : "; ") + place));
    Row row;
    row.cells = {row_header(plain(entry.study->name)), cell(capitalised(design_of(*entry.study))),
                 cell(capitalised(std::string(entry.study->cell("population")))),
                 cell(capitalised(comparison_of(*entry.study))), cell(std::move(source))};
    for (std::size_t c = 0; c < used.size(); ++c) used[c] = used[c] || says_something(row.cells[c]);
    table.rows.push_back(std::move(row));
  }
  drop_empty_columns(table, used);
  return {heading(2, context.layout.phrases.text("characteristics.heading")), {std::move(table)}};
}

}  // namespace

namespace section {
const Section characteristics{"characteristics", "Characteristics of studies", "", characteristics_blocks};
}

}  // namespace steelyard
