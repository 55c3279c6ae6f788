// Studies that reported something but could not be pooled, each with its reason.
#include "report/blocks.h"
#include "report/names.h"
#include "report/section_rows.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// A reason that names columns by their codes, in words: "c_n is missing".
std::string reason_in_words(const Phrases& say, const std::string& reason) {
  const bool of_columns = reason.ends_with("is missing") || reason.ends_with("are missing") ||
                          reason.starts_with("the table has no column");
  if (!of_columns) return reason;
  std::string text;
  for (std::string word : split(reason, ' ')) {
    const std::string after = word.ends_with(',') ? "," : "";
    const std::string key = "column." + word.substr(0, word.size() - after.size());
    if (say.has(key)) word = say.text(key) + after;
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

std::vector<Block> not_pooled_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  Table table;
  Column study, outcome, reason, note;
  study.title = bold("Study");
  study.min_width = 80;
  outcome.title = bold("Outcome");
  outcome.stretch = 1;
  reason.title = bold("Why it is not pooled");
  reason.stretch = 1.2;
  note.title = bold("What is known");
  note.stretch = 2;
  table.columns = {study, outcome, reason, note};
  for (const AnalysisFinding& finding : context.findings.analyses) {
    const AnalysisRequest& request = context.findings.review.analyses[finding.request];
    for (const LeftOut& left : finding.effects.left_out) {
      if (left.counts_pooled) continue;
      const Study& about = request.studies[left.study];
      Row row;
      row.cells = {row_header(plain(left.name)), cell(title_of(context.findings, finding)),
                   cell(capitalised(reason_in_words(say, left.reason))), cell(std::string(about.cell("note")))};
      table.rows.push_back(std::move(row));
    }
  }
  std::vector<Block> result;
  const auto& pending = context.findings.review.pending;
  if (table.rows.empty() && pending.empty()) return result;
  result.push_back(heading(2, say.text("not_pooled.heading")));
  if (!table.rows.empty()) result.push_back({std::move(table)});
  if (!pending.empty()) {
    result.push_back(heading(3, say.text("not_pooled.pending")));
    List list;
    for (const std::string& trial : pending) list.items.push_back(plain(trial));
    result.push_back({std::move(list)});
  }
  return result;
}

}  // namespace

namespace section {
const Section not_pooled{"not_pooled", "Studies reported but not pooled", "", not_pooled_blocks};
}

}  // namespace steelyard
