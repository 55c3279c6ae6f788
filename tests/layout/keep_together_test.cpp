// What a page may not tear apart: panels, notes, what introduces a table.
#include <algorithm>

#include "steelyard/layout/pages.h"
#include "support/catch.h"
#include "support/fixed_width_metrics.h"
#include "support/overlap.h"
#include "support/sample_documents.h"

namespace steelyard {
namespace {

const Style style;
const double page_height = style.page.height - style.margin_top - style.margin_bottom;

Pages laid_out(int filler, std::vector<Block> blocks) {
  std::vector<Block> all;
  for (int f = 0; f < filler; ++f) all.push_back(sample::paragraph("Filler."));
  all.insert(all.end(), blocks.begin(), blocks.end());
  Pages pages = lay_out(sample::document(std::move(all)), style, FixedWidthMetrics());
  const auto found = overlap::faults(pages, style);
  INFO(filler << " paragraphs before; " << overlap::listed(found));
  CHECK(found.empty());
  return pages;
}

// Which page a text starts on; -1: none.
int page_of(const Pages& pages, const std::string& start) {
  for (std::size_t p = 0; p < pages.pages.size(); ++p)
    for (const Item& item : pages.pages[p].items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (item.tag >= 0 && piece->text.rfind(start, 0) == 0) return static_cast<int>(p);
  return -1;
}

// The lowest baseline on a page.
double lowest(const Page& page) {
  double y = 0;
  for (const Item& item : page.items)
    if (const auto* piece = std::get_if<TextPiece>(&item.ink))
      if (item.tag >= 0) y = std::max(y, piece->at.y);
  return y;
}

Paragraph note(const std::string& words) {
  return {sample::text(words), ParagraphRole::note};
}

std::string label(int item) {
  return "Item" + std::to_string(100 + item);
}

Panel findings(int items) {
  List list;
  for (int i = 0; i < items; ++i)
    list.items.push_back(sample::text(label(i) + " " + sample::words(50) + " end" + label(i)));
  return {
      PanelRole::key, {sample::heading(2, "HEADING"), {list}}
  };
}

bool has_box(const Page& page) {
  return std::any_of(page.items.begin(), page.items.end(), [](const Item& item) {
    const auto* box = std::get_if<Rectangle>(&item.ink);
    return box != nullptr && box->fill == style.panel && box->box.height > 40;
  });
}

}  // namespace

TEST_CASE("A panel splits between its items rather than leave much of a page empty") {
  constexpr int items = 10;
  bool was_split = false;
  for (int filler = 0; filler < 36; ++filler) {
    const Pages pages = laid_out(filler, {{findings(items)}});
    INFO(filler << " paragraphs before");
    REQUIRE(pages.pages.size() <= 2);
    if (pages.pages.size() == 1) continue;
    // A quarter of the page, and as much as the next item would have taken.
    CHECK(lowest(pages.pages[0]) > style.margin_top + 0.6 * page_height);
    const bool is_split = page_of(pages, "HEADING") == 0;
    was_split = was_split || is_split;
    CHECK(page_of(pages, "HEADING") == page_of(pages, label(1)));
    CHECK(page_of(pages, label(items - 2)) == page_of(pages, label(items - 1)));
    CHECK(has_box(pages.pages[0]) == is_split);
    CHECK(has_box(pages.pages[1]));
    // Every item stands whole: the first line of a page is that of an item.
    for (const Item& item : pages.pages[1].items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (item.tag >= 0) {
          if (is_split) CHECK(piece->text == "\u2022");
          break;
        }
  }
  CHECK(was_split);
}

TEST_CASE("A panel that starts low on a page moves to the next as a whole") {
  const Pages pages = laid_out(28, {{findings(6)}});
  REQUIRE(pages.pages.size() == 2);
  CHECK(page_of(pages, "HEADING") == 1);
  CHECK_FALSE(has_box(pages.pages[0]));
}

TEST_CASE("A note never starts a page without what it explains") {
  for (int filler = 0; filler < 40; ++filler) {
    INFO(filler << " paragraphs before");
    const Pages text = laid_out(filler, {sample::paragraph("BEFORE " + sample::words(40)),
                                         {note("NOTE one line.")},
                                         {note("SECOND one line.")}});
    CHECK(page_of(text, "NOTE") == page_of(text, "BEFORE"));
    CHECK(page_of(text, "SECOND") == page_of(text, "BEFORE"));
    const Pages table = laid_out(filler, {{sample::forest(12)}, {note("NOTE one line.")}});
    CHECK(page_of(table, "NOTE") == page_of(table, "Random-effects"));
  }
}

TEST_CASE("Many notes in a row do not hold each other back") {
  std::vector<Block> notes;
  for (int n = 0; n < 30; ++n) notes.push_back({note("NOTE one line.")});
  const Pages pages = laid_out(20, notes);
  REQUIRE(pages.pages.size() == 2);
  CHECK(page_of(pages, "NOTE") == 0);
}

TEST_CASE("A heading and the sentence under it take the start of their table along") {
  for (int filler = 20; filler < 40; ++filler) {
    INFO(filler << " paragraphs before");
    const Pages pages = laid_out(filler, {sample::heading(2, "HEADING"),
                                          sample::paragraph("These files were read."),
                                          {sample::forest(40)}});
    CHECK(page_of(pages, "HEADING") == page_of(pages, "These"));
    CHECK(page_of(pages, "HEADING") == page_of(pages, "Aronson"));
  }
}

TEST_CASE("A short table of text splits rather than leave much of a page empty") {
  Table table;
  table.columns.resize(2);
  constexpr int rows = 10;
  for (int r = 0; r < rows; ++r) {
    Row row;
    row.cells = {{sample::text(label(r)), true, 1}, {sample::text("a few words"), false, 1}};
    table.rows.push_back(row);
  }
  bool was_split = false, was_moved = false;
  for (int filler = 18; filler < 40; ++filler) {
    std::vector<Block> blocks{sample::heading(2, "HEADING"), {table}};
    // Two pages after it: a document of two, or with little on its last, would be set tighter.
    for (int page = 0; page < 2; ++page) {
      blocks.push_back({PageBreak{}});
      for (int f = 0; f < 15; ++f) blocks.push_back(sample::paragraph("After."));
    }
    const Pages pages = laid_out(filler, blocks);
    INFO(filler << " paragraphs before");
    REQUIRE(pages.pages.size() <= 4);
    CHECK(page_of(pages, "HEADING") == page_of(pages, label(0)));
    if (pages.pages.size() == 3) continue;
    CHECK(lowest(pages.pages[0]) > style.margin_top + 0.75 * page_height);
    (page_of(pages, label(0)) == 0 ? was_split : was_moved) = true;
    // At least two rows stand on either side.
    CHECK(page_of(pages, label(0)) == page_of(pages, label(1)));
    CHECK(page_of(pages, label(rows - 2)) == page_of(pages, label(rows - 1)));
  }
  CHECK(was_split);
  CHECK(was_moved);
}

TEST_CASE("A heading and the sentence under it take a list or columns along") {
  Columns columns;
  columns.columns = {{sample::paragraph("LEFT " + sample::words(40))}, {sample::paragraph("RIGHT")}};
  List list;
  for (int i = 0; i < 4; ++i) list.items.push_back(sample::text(label(i)));
  for (int filler = 20; filler < 52; ++filler) {
    const Pages side =
        laid_out(filler, {sample::heading(2, "HEADING"), sample::paragraph("INTRO"), {columns}});
    CHECK(page_of(side, "HEADING") == page_of(side, "LEFT"));
    const Pages items =
        laid_out(filler, {sample::heading(2, "HEADING"), sample::paragraph("INTRO"), {list}});
    CHECK(page_of(items, "HEADING") == page_of(items, label(1)));
  }
}

TEST_CASE("The summary of a subgroup stays with its last studies") {
  Table forest = sample::forest(30);
  Row summary = forest.rows[4];
  summary.cells[0] = {sample::text("GROUP summary"), true, 1};
  summary.mark = DiamondMark{1, 0.5, 2};
  forest.rows.insert(forest.rows.begin() + 12, summary);
  for (int filler = 20; filler < 52; ++filler) {
    const Pages pages = laid_out(filler, {{forest}});
    const int page = page_of(pages, "GROUP");
    REQUIRE(page >= 0);
    std::size_t above = 0;  // texts of the table over the summary
    for (const Item& item : pages.pages[static_cast<std::size_t>(page)].items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink)) {
        if (piece->text.rfind("GROUP", 0) == 0) break;
        if (item.tag >= 0) ++above;
      }
    CHECK(above >= 2 * forest.columns.size());
  }
}

TEST_CASE("What goes on over a page says what it is: a panel, a table, a group of rows") {
  const auto continued = [](std::vector<Block> blocks) {
    Document document = sample::document(std::move(blocks));
    document.continued = "(continued)";
    Pages pages = lay_out(document, style, FixedWidthMetrics());
    CHECK(overlap::faults(pages, style).empty());
    return pages;
  };
  // Everything on a page but its head and foot, the titles that stand again marked by a star.
  const auto text_on = [](const Page& page) {
    std::string text;
    for (const Item& item : page.items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (piece->at.y > style.margin_top && piece->at.y < style.page.height - style.margin_bottom + 1)
          text += (item.tag < 0 ? "*" : "") + piece->text + " ";
    return text;
  };
  const auto has = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  std::vector<Block> filler(12, sample::paragraph("Filler."));
  std::vector<Block> panel = filler;
  panel.push_back({findings(10)});
  const Pages split = continued(panel);
  REQUIRE(split.pages.size() == 2);
  CHECK_FALSE(has(text_on(split.pages[0]), "continued"));
  CHECK(text_on(split.pages[1]).rfind("*HEADING", 0) == 0);
  CHECK(has(text_on(split.pages[1]), "(continued)"));
  const Pages table = continued({sample::heading(2, "OUTCOME"), {sample::forest(60)}});
  REQUIRE(table.pages.size() == 2);
  CHECK_FALSE(has(text_on(table.pages[0]), "continued"));
  const std::string second = text_on(table.pages[1]);
  // The name of the plot first, the group of rows under the header.
  CHECK(second.rfind("*OUTCOME", 0) == 0);
  CHECK(second.find("*Study") < second.find("*Systematic"));
  CHECK(has(second, "*Systematic"));
  // A new group at the top of a page is not said to go on.
  CHECK_FALSE(has(second, "*Random"));
  // Without a word for it nothing stands again but the header.
  const Pages silent = laid_out(0, {sample::heading(2, "OUTCOME"), {sample::forest(60)}});
  CHECK_FALSE(has(text_on(silent.pages[1]), "*OUTCOME"));
  CHECK(has(text_on(silent.pages[1]), "*Study"));
}

TEST_CASE("Type grows where the pages of a short document have room, and only there") {
  const auto size_of_type = [](int paragraphs, bool may_grow) {
    std::vector<Block> blocks;
    for (int p = 0; p < paragraphs; ++p) {
      if (p % 8 == 0) blocks.push_back(sample::heading(2, "Part"));
      blocks.push_back(sample::paragraph("Filler."));
    }
    Document document = sample::document(blocks);
    document.may_grow = may_grow;
    const Pages pages = lay_out(document, style, FixedWidthMetrics());
    CHECK(overlap::faults(pages, style).empty());
    for (const Item& item : pages.pages[0].items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (piece->text == "Filler.") return std::make_pair(pages.pages.size(), piece->size);
    return std::make_pair(pages.pages.size(), 0.0);
  };
  CHECK(size_of_type(46, false) == std::make_pair(std::size_t{2}, style.body.size));
  const auto [pages, size] = size_of_type(46, true);
  CHECK(pages == 2);
  CHECK(size > style.body.size);
  CHECK(size_of_type(140, true).second == style.body.size);
}

TEST_CASE("A nearly empty last page is saved by less space, or shares with the page before") {
  int one_page = 0, even = 0;
  for (int filler = 20; filler < 70; ++filler) {
    std::vector<Block> blocks;
    for (int f = 0; f < filler; ++f) {
      if (f % 8 == 0) blocks.push_back(sample::heading(2, "Part"));
      blocks.push_back(sample::paragraph("Filler."));
    }
    const Pages pages = lay_out(sample::document(blocks), style, FixedWidthMetrics());
    CHECK(overlap::faults(pages, style).empty());
    // So many lines are more than a page in the usual spacing.
    if (pages.pages.size() == 1 && filler >= 30) ++one_page;
    if (pages.pages.size() != 2) continue;
    const double first = lowest(pages.pages[0]), second = lowest(pages.pages[1]);
    if (second > page_height / 3) ++even;
    CHECK(first >= second - page_height / 8);
    CHECK(second > page_height / 4);
  }
  CHECK(one_page > 0);
  CHECK(even > 0);
}

}  // namespace steelyard
