// The readable form of pages.
#include "steelyard/layout/pages.h"
#include "support/catch.h"
#include "support/fixed_width_metrics.h"
#include "support/sample_documents.h"

namespace steelyard {

TEST_CASE("Pages are dumped as their structure and one line an item") {
  Document document;
  document.title = "Title";
  Table table;
  table.columns = {
      {sample::text("A"), {}, Align::left,  0, 0, ""},
      {sample::text("B"), {}, Align::right, 0, 0, ""}
  };
  Row row;
  row.cells = {
      {sample::text("one"), true,  1},
      {sample::text("2"),   false, 1}
  };
  table.rows = {row};
  document.blocks = {sample::heading(2, "Found"), {table}};
  Style style;
  style.page = {200, 300};
  CHECK(dump(lay_out(document, style, FixedWidthMetrics())) ==
        "pages 200.0 x 300.0: Title\n"
        "\n"
        "structure\n"
        "  0 Document\n"
        "    1 H1\n"
        "    2 Table\n"
        "      3 THead\n"
        "        4 TR\n"
        "          5 TH scope Column id t1c1\n"
        "          6 TH scope Column id t1c2\n"
        "      7 TBody\n"
        "        8 TR\n"
        "          9 TH scope Row id t1r1\n"
        "          10 TD headers t1c2 t1r1\n"
        "bookmark 1, page 1 at 60.0: Found\n"
        "\n"
        "page 1\n"
        "  H1 1: text 57.0,73.0 w38.5 14.0pt bold \"Found\"\n"
        "  TH 5: text 61.0,93.4 w4.6 8.3pt bold \"A\"\n"
        "  TH 6: text 81.5,93.4 w4.6 8.3pt bold \"B\"\n"
        "  (decoration): line 57.0,99.4 to 90.1,99.4\n"
        "  TH 9: text 61.0,109.9 w12.5 8.3pt \"one\"\n"
        "  TD 10: text 82.0,109.9 w4.2 8.3pt \"2\"\n"
        "  (decoration): line 57.0,115.0 to 90.1,115.0\n"
        "  (page): line 57.0,252.0 to 143.0,252.0\n"
        "  (page): text 99.0,264.0 w44.0 8.0pt \"Page 1 of 1\"\n");
}

}  // namespace steelyard
