// The structure of the pages: who is whose parent, what names what, what is read when.
#include <map>
#include <set>

#include "steelyard/layout/pages.h"
#include "support/catch.h"
#include "support/fixed_width_metrics.h"
#include "support/sample_documents.h"

namespace steelyard {
namespace {

const Style style;

Pages laid_out(std::vector<Block> blocks) {
  return lay_out(sample::document(std::move(blocks)), style, FixedWidthMetrics());
}

const Tag& tag_of(const Pages& pages, int tag) {
  return pages.tags.at(static_cast<std::size_t>(tag));
}

std::vector<int> children(const Pages& pages, int parent) {
  std::vector<int> result;
  for (std::size_t t = 0; t < pages.tags.size(); ++t)
    if (pages.tags[t].parent == parent) result.push_back(static_cast<int>(t));
  return result;
}

std::string types_under(const Pages& pages, int parent) {
  std::string result;
  for (const int child : children(pages, parent))
    result += (result.empty() ? "" : " ") + tag_of(pages, child).type;
  return result;
}

int first_of(const Pages& pages, const std::string& type) {
  for (std::size_t t = 0; t < pages.tags.size(); ++t)
    if (pages.tags[t].type == type) return static_cast<int>(t);
  FAIL("no " << type);
  return -1;
}

std::string text_of(const Pages& pages, int tag) {
  std::string text;
  for (const Page& page : pages.pages)
    for (const Item& item : page.items)
      if (item.tag == tag)
        if (const auto* piece = std::get_if<TextPiece>(&item.ink)) text += piece->text;
  return text;
}

}  // namespace

TEST_CASE("Parents stand before children and the Document is the only root") {
  const Pages pages = lay_out(sample::report(), style, FixedWidthMetrics());
  REQUIRE(pages.tags.at(0).type == "Document");
  CHECK(pages.tags[0].parent == -1);
  for (std::size_t t = 1; t < pages.tags.size(); ++t) {
    CHECK(pages.tags[t].parent >= 0);
    CHECK(pages.tags[t].parent < static_cast<int>(t));
  }
  CHECK(types_under(pages, 0) == "H1 P Div H2 P Table Figure H2 Div P H3 L P L");
}

TEST_CASE("A list has a label and a body for each item") {
  const Pages pages = laid_out({{List{true, {sample::text("One."), sample::text("Two.")}}}});
  CHECK(types_under(pages, first_of(pages, "L")) == "LI LI");
  CHECK(types_under(pages, first_of(pages, "LI")) == "Lbl LBody");
  CHECK(text_of(pages, first_of(pages, "Lbl")) == "1.");
  CHECK(text_of(pages, first_of(pages, "LBody")) == "One.");
}

TEST_CASE("A heading may not skip a level in the structure") {
  const Pages pages = laid_out({sample::heading(1, "A"), sample::heading(3, "B"),
                                sample::heading(4, "C"), sample::heading(2, "D")});
  CHECK(types_under(pages, 0) == "H1 H2 H3 H2");
}

TEST_CASE("Every row of a table has as many cells as the table has columns") {
  const Pages pages = laid_out({{sample::forest()}});
  std::set<std::string> ids;
  for (std::size_t t = 0; t < pages.tags.size(); ++t) {
    const Tag& tag = pages.tags[t];
    if (tag.type == "TR") {
      int columns = 0;
      for (const int cell : children(pages, static_cast<int>(t)))
        columns += tag_of(pages, cell).column_span;
      CHECK(columns == 8);
    }
    if (tag.type == "TH") {
      CHECK((tag.scope == "Row" || tag.scope == "Column"));
      CHECK(ids.insert(tag.id).second);
    }
  }
  for (const Tag& tag : pages.tags)
    for (const std::string& header : tag.headers) CHECK(ids.count(header) == 1);
  const int table = first_of(pages, "Table");
  CHECK(types_under(pages, table) == "Caption THead TBody");
}

TEST_CASE("A cell names its column, its group of columns and its row as headers") {
  const Pages pages = laid_out({{sample::forest(3)}});
  for (std::size_t t = 0; t < pages.tags.size(); ++t)
    if (pages.tags[t].type == "TD" && text_of(pages, static_cast<int>(t)) == "306") {
      CHECK(pages.tags[t].headers == std::vector<std::string>{"t1g2", "t1c3", "t1r2"});
      return;
    }
  FAIL("the cell 306 is not there");
}

TEST_CASE("A plot is one figure for each page of its table, after the table") {
  const Pages pages = laid_out({{sample::forest(90)}, sample::paragraph("After.")});
  REQUIRE(pages.pages.size() == 3);
  CHECK(types_under(pages, 0) == "Table Figure Figure Figure P");
  for (const int child : children(pages, 0))
    if (tag_of(pages, child).type == "Figure") CHECK_FALSE(tag_of(pages, child).alt.empty());
}

TEST_CASE("The header of a table is repeated as decoration of the page") {
  const Pages pages = laid_out({{sample::forest(90)}});
  for (std::size_t p = 0; p < pages.pages.size(); ++p) {
    int headers = 0;
    for (const Item& item : pages.pages[p].items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (piece->text == "Weight") {
          ++headers;
          CHECK((item.tag >= 0) == (p == 0));
          CHECK(item.pagination == (p > 0));
        }
    CHECK(headers == 1);
  }
}

TEST_CASE("A link broken over lines is one link") {
  Paragraph paragraph;
  paragraph.text = {
      {sample::words(10) + " ", Face::regular, Tone::normal, ""                   },
      {sample::words(30),       Face::regular, Tone::normal, "https://example.org"},
      {" after.",               Face::regular, Tone::normal, ""                   }
  };
  const Pages pages = laid_out({{paragraph}});
  const int link = first_of(pages, "Link");
  CHECK(tag_of(pages, link).link == "https://example.org");
  CHECK(text_of(pages, link) == sample::words(30));
  CHECK(types_under(pages, first_of(pages, "P")) == "Link");
}

TEST_CASE("All but decoration is tagged, and the reading order of text is the document's") {
  const Pages pages = lay_out(sample::report(), style, FixedWidthMetrics());
  std::map<int, int> block_of;
  for (std::size_t t = 1; t < pages.tags.size(); ++t) {
    const int parent = pages.tags[t].parent;
    block_of[static_cast<int>(t)] = parent == 0 ? static_cast<int>(t) : block_of[parent];
  }
  int last = 0;
  for (const Page& page : pages.pages)
    for (const Item& item : page.items) {
      if (item.tag < 0) continue;
      CHECK(item.tag < static_cast<int>(pages.tags.size()));
      // The parts of a split table come in turn with their plots.
      const std::string& type = tag_of(pages, block_of[item.tag]).type;
      if (type == "Figure" || type == "Table") continue;
      CHECK(block_of[item.tag] >= last);
      last = block_of[item.tag];
    }
}

TEST_CASE("Headings from the second level on are bookmarks") {
  const Pages pages = laid_out({sample::heading(1, "Title"),
                                sample::heading(2, "One"),
                                {PageBreak{}},
                                sample::heading(3, "Two")});
  REQUIRE(pages.bookmarks.size() == 2);
  CHECK(pages.bookmarks[0].title == "One");
  CHECK(pages.bookmarks[0].level == 1);
  CHECK(pages.bookmarks[0].page == 0);
  CHECK(pages.bookmarks[1].level == 2);
  CHECK(pages.bookmarks[1].page == 1);
  CHECK(pages.bookmarks[1].y == Approx(style.margin_top));
}

}  // namespace steelyard
