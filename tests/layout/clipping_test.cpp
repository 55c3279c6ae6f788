// Nothing is ever clipped, overprinted or pushed off the page, whatever the document holds.
#include "steelyard/layout/pages.h"
#include "support/catch.h"
#include "support/fixed_width_metrics.h"
#include "support/overlap.h"
#include "support/sample_documents.h"

namespace steelyard {
namespace {

const Style style;

std::string all_text(const Pages& pages) {
  std::string text;
  for (const Page& page : pages.pages)
    for (const Item& item : page.items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (item.tag >= 0) text += piece->text;
  return text;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

Pages checked(std::vector<Block> blocks) {
  Pages pages = lay_out(sample::document(std::move(blocks)), style, FixedWidthMetrics());
  const auto found = overlap::faults(pages, style);
  INFO(overlap::listed(found));
  CHECK(found.empty());
  return pages;
}

Table wide_table(int columns, const std::string& cell) {
  Table table;
  table.caption = sample::text("A table wider than the page");
  for (int c = 0; c < columns; ++c)
    table.columns.push_back({sample::text("Column " + std::to_string(c + 1)),
                             {},
                             c % 3 == 2 ? Align::right : Align::left,
                             0,
                             0,
                             c < 2 ? "Both" : ""});
  for (int r = 0; r < 12; ++r) {
    Row row;
    for (int c = 0; c < columns; ++c) row.cells.push_back({sample::text(cell), c == 0, 1});
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace

TEST_CASE("A full report has nothing over anything else") {
  const Pages pages = lay_out(sample::report(), style, FixedWidthMetrics());
  const auto found = overlap::faults(pages, style);
  INFO(overlap::listed(found));
  CHECK(found.empty());
  CHECK(pages.pages.size() >= 2);
}

TEST_CASE("Forest plots of any length stay inside their pages") {
  for (const std::size_t rows : {1U, 2U, 3U, 12U, 36U, 37U, 38U, 39U, 60U, 200U}) {
    INFO(rows << " rows");
    checked({sample::heading(2, "Results"),
             {sample::forest(rows)},
             sample::paragraph(sample::words(50))});
  }
}

TEST_CASE("A table may start anywhere on a page") {
  for (int lines = 0; lines < 60; lines += 3) {
    INFO(lines << " paragraphs before");
    std::vector<Block> blocks;
    for (int l = 0; l < lines; ++l) blocks.push_back(sample::paragraph("One line."));
    blocks.push_back(sample::heading(2, "Results"));
    blocks.push_back({sample::forest(20)});
    checked(std::move(blocks));
  }
}

TEST_CASE("Long, Greek and Polish study names wrap in their column") {
  for (const char* name :
       {"Grzegorz Brzęczyszczykiewicz i współpracownicy z Łodzi oraz Krakowa 2019",
        "Παπαδοπούλου-Χατζηγεωργίου και συνεργάτες, Αθήνα και Θεσσαλονίκη 2004",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft 1990"}) {
    Table table = sample::forest(6);
    for (Row& row : table.rows)
      if (row.role == RowRole::body) row.cells[0].text = sample::text(name);
    INFO(name);
    const Pages pages = checked({{table}});
    CHECK(without_spaces(all_text(pages)).find(without_spaces(name)) != std::string::npos);
  }
}

TEST_CASE("A table wider than the page still shows all it holds") {
  for (const int columns : {6, 11, 16, 24}) {
    INFO(columns << " columns");
    const Pages pages = checked({{wide_table(columns, "some 12 words here")}});
    std::size_t shown = 0;
    const std::string text = without_spaces(all_text(pages));
    for (std::size_t at = text.find("words"); at != std::string::npos;
         at = text.find("words", at + 1))
      ++shown;
    CHECK(shown == static_cast<std::size_t>(12 * columns));
  }
  checked({{wide_table(9, "https://example.org/a/very/long/address?with=query&and=more")}});
}

TEST_CASE("Empty columns, empty rows and tables without rows are laid out") {
  checked({{wide_table(5, "")}});
  Table table = wide_table(4, "x");
  table.rows.clear();
  checked({{table}});
  Table bare = sample::forest(3);
  bare.rows.clear();
  checked({{bare}});
  for (Column& column : table.columns) column = Column{};
  checked({{table}});
  checked({{Table{}}});
  checked({{List{}}, {Columns{}}, {Panel{}}, {Paragraph{}}, {Heading{}}, {PageBreak{}}});
}

TEST_CASE("A row taller than a page is split between its lines and loses none") {
  Table table = wide_table(3, "short");
  table.rows[1].cells[1].text = sample::text(sample::words(1500) + " END");
  const Pages pages = checked({{table}});
  CHECK(pages.pages.size() > 1);
  CHECK(all_text(pages).find("END") != std::string::npos);
}

TEST_CASE("Rows that all want to stay together are split where the page ends") {
  Table table = sample::forest(120);
  for (Row& row : table.rows) row.role = RowRole::summary;
  CHECK(checked({{table}}).pages.size() >= 3);
  for (Row& row : table.rows) row.role = RowRole::subgroup;
  CHECK(checked({{table}}).pages.size() >= 3);
  for (Row& row : table.rows) row.role = RowRole::note;
  checked({{table}});
  std::vector<Block> headings;
  for (int h = 0; h < 80; ++h) headings.push_back(sample::heading(2, "Heading"));
  CHECK(checked(std::move(headings)).pages.size() >= 2);
}

TEST_CASE("A plot may stand first or last and beside a row taller than a page") {
  for (const int after : {0, 3, 8}) {
    INFO("after column " << after);
    Table table = sample::forest(30);
    table.plot_after = after;
    checked({{table}});
    table.rows[2].cells[0].text = sample::text(sample::words(900));
    checked({{table}});
  }
}

TEST_CASE("Words and addresses longer than the line are broken, never clipped") {
  const std::string word(400, 'x');
  const std::string address =
      "https://www.example.org/" + std::string(90, 'a') + "/" + std::string(90, 'b') + ".html";
  Document document = sample::document({sample::heading(1, word),
                                        sample::paragraph(word),
                                        sample::paragraph(address),
                                        {List{true, {sample::text(word), sample::text("short")}}}});
  document.blocks.push_back({
      Panel{PanelRole::claim, {sample::paragraph(word)}}
  });
  const Pages pages = checked(document.blocks);
  CHECK(all_text(pages).find(std::string(50, 'x')) != std::string::npos);
}

TEST_CASE("A figure larger than the page is scaled down as a whole") {
  for (const Size size : {
           Size{2000, 300 },
           Size{300,  2000},
           Size{2000, 2000},
           Size{100,  50  }
  }) {
    Figure figure;
    figure.drawing.size = size;
    figure.drawing.marks = {
        Rectangle{{0, 0, size.width, size.height}, Colour{}, {}, 0             },
        Label{ {size.width / 2, size.height / 2}, "middle",                        Face::regular, 20, {}, Anchor::middle}
    };
    figure.alt = "A box";
    figure.caption = sample::text(sample::words(40));
    const Pages pages = checked({sample::heading(2, "A figure"), {figure}});
    CHECK(pages.pages.size() == 1);
  }
}

TEST_CASE("A panel longer than a page is split and its box painted on each") {
  std::vector<Block> inner;
  for (int p = 0; p < 30; ++p) inner.push_back(sample::paragraph(sample::words(60)));
  inner.push_back({sample::forest(50)});
  const Pages pages = checked({sample::paragraph("Before."),
                               {Panel{PanelRole::claim, inner}},
                               sample::paragraph("After.")});
  REQUIRE(pages.pages.size() > 2);
  for (const Page& page : pages.pages) {
    bool has_box = false;
    for (const Item& item : page.items)
      if (const auto* box = std::get_if<Rectangle>(&item.ink))
        has_box = has_box || (box->fill == style.panel && box->box.height > 50);
    CHECK(has_box);
  }
}

TEST_CASE("Panels in columns in panels stand inside each other") {
  Columns columns;
  columns.columns = {{sample::claim_panel()}, {sample::paragraph(sample::words(60))}};
  checked({{Panel{PanelRole::warning, {sample::paragraph("Outer."), {columns}}}}});
  Columns many;
  for (int c = 0; c < 9; ++c) many.columns.push_back({sample::paragraph(sample::words(20))});
  checked({{many}});
  Columns tall;
  tall.columns = {{sample::paragraph(sample::words(1500))}, {{sample::forest(40)}}};
  const Pages pages = checked({{tall}, sample::paragraph("After.")});
  CHECK(all_text(pages).find("After.") != std::string::npos);
}

TEST_CASE("Long running heads, footers and watermarks stay in the margins") {
  Document document = sample::report();
  document.running_head = sample::words(90);
  document.footer = sample::words(90);
  document.watermark = "DRAFT, NOT FOR DISTRIBUTION";
  const Pages pages = lay_out(document, style, FixedWidthMetrics());
  const auto found = overlap::faults(pages, style);
  INFO(overlap::listed(found));
  CHECK(found.empty());
}

TEST_CASE("A running head that is too long ends in an ellipsis, never in type below 7 points") {
  Document document = sample::report();
  document.running_head = sample::words(90);
  const Pages pages = lay_out(document, style, FixedWidthMetrics());
  bool cut = false;
  for (const Page& page : pages.pages)
    for (const Item& item : page.items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink)) {
        CHECK(piece->size >= 7);
        cut = cut || piece->text.find("\u2026") != std::string::npos;
      }
  CHECK(cut);
}

}  // namespace steelyard
