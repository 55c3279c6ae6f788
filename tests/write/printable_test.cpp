// Documents whose words are known to be printable without being laid out.
#include "steelyard/write/fonts.h"
#include "support/catch.h"
#include "write/printable.h"

namespace {

using namespace steelyard;

Document with(const std::string& text) {
  Document document;
  document.title = "A report";
  Panel panel;
  panel.blocks.push_back({Paragraph{{{text, Face::bold, Tone::normal, ""}}, ParagraphRole::body}});
  Columns columns;
  columns.columns.push_back({{panel}});
  document.blocks.push_back({columns});
  return document;
}

}  // namespace

TEST_CASE("A document is surely printable if every character has a glyph and no text is long") {
  const FontSet fonts;
  CHECK(surely_printable(with("75% of 200 people – about three in four, τ² = 0.1"), fonts));
  CHECK_FALSE(surely_printable(with("all \U0001FAD8 well"), fonts));
  CHECK_FALSE(surely_printable(with("a\tb"), fonts));
  CHECK_FALSE(surely_printable(with(std::string(20000, 'a')), fonts));
  Document label = with("all well");
  Figure figure;
  figure.alt = "a figure";
  Label mark;
  mark.text = "\U0001FAD8";
  figure.drawing.marks.push_back(mark);
  label.blocks.push_back({figure});
  CHECK_FALSE(surely_printable(label, fonts));
}
