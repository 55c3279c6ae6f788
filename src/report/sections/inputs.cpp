// The files the report was made from, with their fingerprints.
#include "report/blocks.h"
#include "report/numbers.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

std::vector<Block> inputs_blocks(const SectionContext& context) {
  Table table;
  Column name, size, hash;
  name.title = bold("File");
  size.title = bold("Bytes");
  size.align = Align::right;
  hash.title = bold("SHA-256");
  hash.stretch = 1;
  table.columns = {name, size, hash};
  table.text_size = 7.5;
  for (const Input& input : context.findings.review.inputs) {
    Row row;
    row.cells = {row_header(plain(input.name)), cell(whole(static_cast<double>(input.bytes))),
                 cell(input.sha256)};
    table.rows.push_back(std::move(row));
  }
  const Phrases& say = context.layout.phrases;
  return {heading(2, say.text("inputs.heading")), paragraph(plain(say.text("inputs.text"))),
          {std::move(table)}};
}

}  // namespace

namespace section {
const Section inputs{"inputs", "Input files", "", inputs_blocks};
}

}  // namespace steelyard
