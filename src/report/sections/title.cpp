// Title block: question, search date, version, status.
#include "report/blocks.h"
#include "report/numbers.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

void add_fact(Table& table, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  Row row;
  row.cells = {row_header(bold(name)), cell(value)};
  table.rows.push_back(std::move(row));
}

std::vector<Block> title_blocks(const SectionContext& context) {
  const Review& review = context.findings.review;
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  result.push_back(heading(1, review.title));
  Table table;
  table.zebra = false;
  Column name, value;
  name.min_width = 92;
  value.stretch = 1;
  table.columns = {name, value};
  add_fact(table, say.text("title.population"), review.question.population);
  add_fact(table, say.text("title.intervention"), review.question.intervention);
  add_fact(table, say.text("title.comparator"), review.question.comparator);
  if (review.searched)
    add_fact(table, say.text("title.searched"),
             date_text(*review.searched) +
                 (review.search_note.empty() ? "" : ". " + review.search_note));
  else
    add_fact(table, say.text("title.searched"), review.search_note);
  std::string version = review.version;
  if (context.findings.dated)
    version += (version.empty() ? "" : ", ") + date_text(context.findings.date);
  add_fact(table, say.text("title.version"), version);
  add_fact(table, say.text("title.status"), review.status);
  result.push_back({std::move(table)});
  return result;
}

}  // namespace

namespace section {
const Section title{"title", "Title block", "", title_blocks};
}

}  // namespace steelyard
