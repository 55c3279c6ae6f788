// Where lines and pages end.
#include "steelyard/layout/pages.h"

#include <algorithm>

#include "support/catch.h"
#include "support/fixed_width_metrics.h"
#include "support/overlap.h"
#include "support/sample_documents.h"

namespace steelyard {
namespace {

const Style style;
const double text_width = style.page.width - style.margin_left - style.margin_right;

Pages laid_out(std::vector<Block> blocks) {
  return lay_out(sample::document(std::move(blocks)), style, FixedWidthMetrics());
}

// The text of each line of a page, top to bottom; pieces on one baseline are one line.
std::vector<std::string> lines(const Page& page) {
  std::vector<std::string> result;
  double baseline = -1;
  for (const Item& item : page.items) {
    const auto* piece = std::get_if<TextPiece>(&item.ink);
    if (piece == nullptr || item.tag < 0) continue;
    if (piece->at.y != baseline) result.emplace_back();
    baseline = piece->at.y;
    result.back() += piece->text;
  }
  return result;
}

std::vector<std::string> lines_of(const std::string& words) {
  return lines(laid_out({sample::paragraph(words)}).pages.at(0));
}

bool has_line(const Page& page, const std::string& start) {
  const auto all = lines(page);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& line) { return line.rfind(start, 0) == 0; });
}

}  // namespace

TEST_CASE("Broken lines end in a space, the last line does not") {
  const auto broken = lines_of(sample::words(60));
  REQUIRE(broken.size() > 2);
  std::string joined;
  for (std::size_t l = 0; l < broken.size(); ++l) {
    CHECK((broken[l].back() == ' ') == (l + 1 < broken.size()));
    joined += broken[l];
  }
  CHECK(joined == sample::words(60));
}

TEST_CASE("No line ends at a no-break space, a no-break hyphen or a minus before a digit") {
  for (int before = 60; before < 100; ++before) {
    const std::string words(static_cast<std::size_t>(before), 'x');
    for (const std::string together :
         {"12\u00A0345", "12\u202F345", "a\u2011b", "P\u00A0<\u00A00.001", "-5"}) {
      const auto broken = lines_of(words + " " + together + " end");
      CHECK(std::any_of(broken.begin(), broken.end(), [&](const std::string& line) {
        return line.find(together) != std::string::npos;
      }));
    }
  }
}

TEST_CASE("A line may end after a hyphen, a slash or a dash, without a space added") {
  const std::string start(60, 'x');
  const std::string end(60, 'b');
  for (const std::string joint : {"-", "/", "\u2013"}) {
    const auto broken = lines_of(start + " aaaaaaaaaa" + joint + end);
    REQUIRE(broken.size() == 2);
    CHECK(broken[0] == start + " aaaaaaaaaa" + joint);
    CHECK(broken[1] == end);
  }
}

TEST_CASE("The right edge is as even as it goes") {
  // Greedy setting would put both a and b on the first line and leave c alone on the second.
  const std::string a(60, 'a');
  const std::string b(30, 'b');
  const std::string c(40, 'c');
  const std::string d(60, 'd');
  const auto broken = lines_of(a + " " + b + " " + c + " " + d + " end");
  CHECK(broken == std::vector<std::string>{a + " ", b + " " + c + " ", d + " end"});
  CHECK(lines_of("").empty());
}

TEST_CASE("A line feed ends a line") {
  const auto broken = lines_of("one\ntwo\n\nthree");
  CHECK(broken == std::vector<std::string>{"one", "two", "three"});
}

TEST_CASE("An address is broken at its joints") {
  const std::string address =
      "https://example.org/" + std::string(70, 'a') + "/" + std::string(60, 'b') + "/index.html";
  const auto broken = lines_of(address);
  REQUIRE(broken.size() == 2);
  CHECK(broken[0] == "https://example.org/" + std::string(70, 'a') + "/");
}

TEST_CASE("At least two lines of a paragraph stand on either side of a page break") {
  for (int filler = 30; filler < 52; ++filler) {
    std::vector<Block> blocks;
    for (int f = 0; f < filler; ++f) blocks.push_back(sample::paragraph("Filler."));
    blocks.push_back(sample::paragraph("LONG " + sample::words(150)));
    const Pages pages = laid_out(std::move(blocks));
    for (const Page& page : pages.pages) {
      const auto all = lines(page);
      const auto count = std::count_if(all.begin(), all.end(), [](const std::string& line) {
        return line.find("Filler") == std::string::npos;
      });
      CHECK((count == 0 || count >= 2));
    }
  }
}

TEST_CASE("A heading never ends a page") {
  for (int filler = 20; filler < 52; ++filler) {
    for (const bool before_table : {false, true}) {
      std::vector<Block> blocks;
      for (int f = 0; f < filler; ++f) blocks.push_back(sample::paragraph("Filler."));
      blocks.push_back(sample::heading(2, "HEADING"));
      if (before_table)
        blocks.push_back({sample::forest(30)});
      else
        blocks.push_back(sample::paragraph(sample::words(100)));
      const Pages pages = laid_out(std::move(blocks));
      for (const Page& page : pages.pages) {
        const auto all = lines(page);
        for (std::size_t l = 0; l < all.size(); ++l)
          if (all[l] == "HEADING") CHECK(l + (before_table ? 5 : 2) < all.size());
      }
    }
  }
}

TEST_CASE("A figure, columns and a panel move to the next page as a whole") {
  for (int filler = 20; filler < 40; ++filler) {
    std::vector<Block> blocks;
    for (int f = 0; f < filler; ++f) blocks.push_back(sample::paragraph("Filler."));
    blocks.push_back({
        Panel{PanelRole::claim,
              {sample::paragraph("FIRST"), sample::paragraph(sample::words(300)),
               sample::paragraph("LAST")}}
    });
    const Pages pages = laid_out(std::move(blocks));
    for (const Page& page : pages.pages) CHECK(has_line(page, "FIRST") == has_line(page, "LAST"));
  }
}

TEST_CASE("A page break starts a new page and does nothing at the top of one") {
  const Pages pages = laid_out({{PageBreak{}},
                                sample::paragraph("A"),
                                {PageBreak{}},
                                {PageBreak{}},
                                sample::paragraph("B"),
                                {PageBreak{}}});
  REQUIRE(pages.pages.size() == 2);
  CHECK(has_line(pages.pages[0], "A"));
  CHECK(has_line(pages.pages[1], "B"));
}

TEST_CASE("The last rows of a table take more than the summary to the next page") {
  for (int filler = 0; filler < 30; ++filler) {
    std::vector<Block> blocks;
    for (int f = 0; f < filler; ++f) blocks.push_back(sample::paragraph("Filler."));
    blocks.push_back({sample::forest(30)});
    const Pages pages = laid_out(std::move(blocks));
    for (const Page& page : pages.pages) {
      const auto all = lines(page);
      const auto summary = std::find_if(all.begin(), all.end(), [](const std::string& line) {
        return line.rfind("Random-effects", 0) == 0;
      });
      if (summary != all.end()) CHECK(summary - all.begin() >= 2);
    }
  }
}

TEST_CASE("Numbers are right aligned to a hair") {
  const Pages pages = laid_out({{sample::forest(13)}});
  double edge = -1;
  for (const Item& item : pages.pages[0].items)
    if (const auto* piece = std::get_if<TextPiece>(&item.ink))
      if (item.tag >= 0 && piece->text.size() >= 4 && piece->text.back() == '%' &&
          piece->text.find('.') + 3 == piece->text.size()) {
        const double right = piece->at.x + piece->width;
        if (edge < 0) edge = right;
        CHECK(right == Approx(edge).margin(1e-6));
      }
  CHECK(edge > 0);
}

TEST_CASE("Every page has its number, its footer, its running head from the second on, its mark") {
  const Pages pages = lay_out(sample::report(), style, FixedWidthMetrics());
  const std::size_t count = pages.pages.size();
  REQUIRE(count >= 2);
  for (std::size_t p = 0; p < count; ++p) {
    std::vector<std::string> decoration;
    for (const Item& item : pages.pages[p].items)
      if (const auto* piece = std::get_if<TextPiece>(&item.ink))
        if (item.pagination) decoration.push_back(piece->text);
    const auto has = [&](const std::string& text) {
      return std::count(decoration.begin(), decoration.end(), text);
    };
    CHECK(has("Page " + std::to_string(p + 1) + " of " + std::to_string(count)) == 1);
    CHECK(has("steelyard test page, data of Colditz et al. 1994") == 1);
    CHECK(has("DRAFT") == 1);
    CHECK(has("BCG vaccine for preventing tuberculosis") == (p > 0 ? 1 : 0));
  }
}

TEST_CASE("The same document gives the same pages") {
  CHECK(dump(lay_out(sample::report(), style, FixedWidthMetrics())) ==
        dump(lay_out(sample::report(), style, FixedWidthMetrics())));
}

TEST_CASE("An empty document is one page with its number") {
  const Pages pages = laid_out({});
  REQUIRE(pages.pages.size() == 1);
  CHECK_FALSE(pages.pages[0].items.empty());
  CHECK(dump(pages).find("Page 1 of 1") != std::string::npos);
}

TEST_CASE("The check for overlaps sees them") {
  Pages pages = laid_out({sample::paragraph("One line."), sample::paragraph("Another line.")});
  CHECK(overlap::faults(pages, style).empty());
  Pages moved = pages;
  for (Item& item : moved.pages[0].items)
    if (auto* piece = std::get_if<TextPiece>(&item.ink))
      if (item.tag >= 0) piece->at.y = style.margin_top + 20;
  CHECK(overlap::faults(moved, style).size() == 1);
  for (Item& item : pages.pages[0].items)
    if (auto* piece = std::get_if<TextPiece>(&item.ink))
      if (item.tag >= 0) piece->at.x += text_width - 20;
  CHECK(overlap::faults(pages, style).size() >= 2);
}

}  // namespace steelyard
