// The readable form of a document.
#include "steelyard/document/document.h"
#include "support/catch.h"

namespace steelyard {

TEST_CASE("A document is dumped one line a block") {
  Document document;
  document.title = "Title";
  document.watermark = "DRAFT";
  Table table;
  table.caption = {
      {"Table 1", Face::bold, Tone::normal, ""}
  };
  table.columns = {
      {{{"Study", Face::regular, Tone::normal, ""}}, {}, Align::left,  0, 0, ""       },
      {{{"N", Face::regular, Tone::normal, ""}},     {}, Align::right, 0, 0, "Vaccine"}
  };
  Row row;
  row.cells = {
      {{{"Aronson", Face::regular, Tone::normal, ""}}, true,  1},
      {{{"123", Face::regular, Tone::muted, ""}},      false, 1}
  };
  row.mark = IntervalMark{0.41, 0.13, 1.26, 0.5};
  table.rows = {row};
  document.blocks = {
      {Heading{2, {{"Found", Face::regular, Tone::normal, ""}}}},
      {Panel{PanelRole::claim,
             {{Paragraph{{{"See ", Face::regular, Tone::normal, ""},
                          {"here", Face::italic, Tone::normal, "https://example.org"}},
                         ParagraphRole::note}}}}},
      {table},
      {PageBreak{}}};
  CHECK(dump(document) ==
        "document: Title\n"
        "watermark: DRAFT\n"
        "heading 2: Found\n"
        "panel claim\n"
        "  note: See [_here_](https://example.org)\n"
        "table: **Table 1**\n"
        "  columns: Study | Vaccine / N\n"
        "  row: # Aronson | {muted 123}  <square 0.41 [0.13, 1.26] weight 0.500>\n"
        "page break\n");
}

}  // namespace steelyard
