// Pages set by hand, with every kind of tag and mark: what the PDF tests write.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "steelyard/layout/pages.h"
#include "steelyard/write/fonts.h"

namespace sample {

// Puts tags and items onto pages.
class Setter {
 public:
  explicit Setter(const steelyard::FontSet& fonts) : fonts_(fonts) {
    pages.size = {595.276, 841.89};
    pages.title = "Sample";
    pages.subject = "A subject";
    pages.author = "An author";
    pages.lang = "en-GB";
    pages.date = {2026, 11, 1};
    pages.tags.push_back({.type = "Document"});
    pages.pages.emplace_back();
  }

  int tag(steelyard::Tag tag, int parent = 0) {
    tag.parent = parent;
    pages.tags.push_back(std::move(tag));
    return static_cast<int>(pages.tags.size()) - 1;
  }

  void ink(steelyard::Ink ink, int tag, bool pagination = false) {
    pages.pages.back().items.push_back({std::move(ink), tag, pagination});
  }

  // Returns where the text ends.
  double text(double x, double y, const std::string& words, int tag,
              steelyard::Face face = steelyard::Face::regular, double size = 10,
              steelyard::Colour colour = {0.11, 0.12, 0.15}) {
    const double width = fonts_.width(words, face, size);
    ink(steelyard::TextPiece{{x, y}, words, face, size, colour, width}, tag);
    return x + width;
  }

  steelyard::Pages pages;

 private:
  const steelyard::FontSet& fonts_;
};

// One page with one paragraph.
inline steelyard::Pages line_of(const steelyard::FontSet& fonts, const std::string& words,
                                steelyard::Face face = steelyard::Face::regular) {
  Setter set(fonts);
  set.text(57, 100, words, set.tag({.type = "P"}), face);
  return set.pages;
}

// Two pages: headings, paragraphs with a link, a table, a list, a figure, running heads.
inline steelyard::Pages report(const steelyard::FontSet& fonts) {
  using namespace std::string_literals;
  using steelyard::Face;
  const steelyard::Colour blue{0.07, 0.29, 0.52}, rust{0.72, 0.24, 0.09}, grey{0.62, 0.64, 0.68},
      pale{0.957, 0.961, 0.973}, white{1, 1, 1};
  Setter set(fonts);
  set.pages.title = "BCG vaccine <&> \"tuberculosis\": τ² and I²";

  const auto furniture = [&](const std::string& number) {
    set.ink(steelyard::TextPiece{{57, 810}, "Running foot", Face::regular, 8, grey, 0}, -1, true);
    set.ink(steelyard::TextPiece{{520, 810}, number, Face::regular, 8, grey, 0}, -1, true);
  };
  set.text(57, 80, "Heterogeneity: τ² = 0.04; χ² = 12.3; I² = 27%", set.tag({.type = "H1"}),
           Face::bold, 20);
  const int paragraph = set.tag({.type = "P"});
  set.text(57, 110, "Pooled odds ratio 0.78, p ≤ 0.05, −1.25 ± 0.3, ≥ 10 × events; Łódź,", paragraph);
  double x = set.text(57, 125, "Ελληνικά, Ørsted, µ (micro) and μ (mu). See ", paragraph);
  const int link = set.tag({.type = "Link", .link = "https://example.org/protocol?a=1&b=(2)"},
                           paragraph);
  x = set.text(x, 125, "the protocol", link, Face::regular, 10, blue);
  set.text(x, 125, " for more.", paragraph);

  const int table = set.tag({.type = "Table", .summary = "Three studies — odds ratios"});
  set.text(57, 160, "Table 1. Study results", set.tag({.type = "Caption"}, table), Face::semibold, 9);
  const int head = set.tag({.type = "THead"}, table);
  const int head_row = set.tag({.type = "TR"}, head);
  const double columns[] = {57, 220, 300};
  const std::string titles[] = {"Study", "Odds ratio", "95% CI"};
  for (int i = 0; i < 3; ++i)
    set.text(columns[i], 180, titles[i],
             set.tag({.type = "TH", .scope = "Column", .id = "c" + std::to_string(i)}, head_row),
             Face::bold, 8.3);
  set.ink(steelyard::Line{{57, 184}, {400, 184}, {grey, 0.6, {}, false}}, -1);
  const int body = set.tag({.type = "TBody"}, table);
  const std::string rows[][3] = {{"Ångström 2019", "0.71", "0.52 to 0.97"},
                                 {"Brown 2020", "0.92", "0.70 to 1.21"},
                                 {"Çelik 2021", "0.66", ""}};
  for (int r = 0; r < 3; ++r) {
    const double y = 198 + 15.2 * r;
    if (r % 2 == 1)
      set.ink(steelyard::Rectangle{{57, y - 11, 343, 15.2}, pale, std::nullopt, 3}, -1);
    const int row = set.tag({.type = "TR"}, body);
    const std::string id = "r" + std::to_string(r);
    set.text(columns[0], y, rows[r][0], set.tag({.type = "TH", .scope = "Row", .id = id}, row),
             Face::regular, 8.3);
    for (int c = 1; c < 3; ++c) {
      const int cell = set.tag({.type = "TD", .headers = {"c" + std::to_string(c), id}}, row);
      if (!rows[r][c].empty()) set.text(columns[c], y, rows[r][c], cell, Face::regular, 8.3);
    }
  }
  const int list = set.tag({.type = "L"});
  double y = 270;
  for (const std::string& point : {"First point"s, "Second point"s}) {
    const int item = set.tag({.type = "LI"}, list);
    set.text(60, y, "•", set.tag({.type = "Lbl"}, item));
    set.text(72, y, point, set.tag({.type = "LBody"}, item), Face::italic);
    y += 15;
  }
  furniture("1");

  set.pages.pages.emplace_back();
  set.text(57, 80, "A figure with alternative text", set.tag({.type = "H2"}), Face::bold, 14);
  const int figure =
      set.tag({.type = "Figure", .alt = "Forest plot of two studies; the pooled odds ratio is 0.78."});
  set.ink(steelyard::Line{{260, 100}, {260, 190}, {rust, 0.8, {3, 2}, false}}, figure);
  for (int i = 0; i < 2; ++i) {
    const double row = 120 + 25.0 * i;
    set.ink(steelyard::Line{{180 + 20.0 * i, row}, {320 + 20.0 * i, row}, {blue, 1, {}, true}}, figure);
    set.ink(steelyard::Rectangle{{235 + 10.0 * i, row - 5, 10, 10}, blue,
                                 steelyard::Stroke{white, 0.5, {}, false}, 0}, figure);
    set.text(57, row + 3, "Study " + std::to_string(i + 1), figure, Face::regular, 8);
  }
  set.ink(steelyard::Polygon{{{230, 175}, {260, 169}, {290, 175}, {260, 181}}, true, rust, std::nullopt},
          figure);
  set.ink(steelyard::Polygon{{{60, 220}, {120, 200}, {180, 215}}, false, std::nullopt,
                             steelyard::Stroke{blue, 1.5, {}, true}}, figure);
  set.ink(steelyard::Circle{{210, 210}, 8, pale, steelyard::Stroke{blue, 1, {}, false}}, figure);
  steelyard::People solid{{}, 24, rust, std::nullopt}, outlined{{}, 24, std::nullopt,
                                                                  steelyard::Stroke{grey, 0.8, {}, false}};
  for (int i = 0; i < 10; ++i) (i < 4 ? solid : outlined).at.push_back({70 + 18.0 * i, 260});
  set.ink(solid, figure);
  set.ink(outlined, figure);
  set.text(57, 300, "Figure 1. Forest plot and people.", set.tag({.type = "P"}), Face::italic, 9);
  set.ink(steelyard::Rectangle{{57, 320, 200, 40}, pale, steelyard::Stroke{blue, 1, {}, false}, 8}, -1);
  furniture("2");
  set.pages.bookmarks = {{"Heterogeneity τ²", 1, 0, 60}, {"Figure", 2, 1, 60}, {"End", 1, 1, 290}};
  return set.pages;
}

}  // namespace sample
