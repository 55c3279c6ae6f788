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
    pages.tags.emplace_back().type = "Document";
    pages.pages.emplace_back();
  }

  int tag(const std::string& type, int parent = 0) {
    steelyard::Tag& tag = pages.tags.emplace_back();
    tag.type = type;
    tag.parent = parent;
    return static_cast<int>(pages.tags.size()) - 1;
  }

  steelyard::Tag& at(int tag) { return pages.tags[static_cast<std::size_t>(tag)]; }

  int header(const std::string& scope, const std::string& id, int parent) {
    const int header = tag("TH", parent);
    at(header).scope = scope;
    at(header).id = id;
    return header;
  }

  int cell(const std::string& column, const std::string& row, int parent) {
    const int cell = tag("TD", parent);
    at(cell).headers = {column, row};
    return cell;
  }

  static steelyard::Stroke stroke(const steelyard::Colour& colour, double width) {
    steelyard::Stroke stroke;
    stroke.colour = colour;
    stroke.width = width;
    return stroke;
  }

  void line(double x1, double y1, double x2, double y2, const steelyard::Stroke& stroke, int tag) {
    steelyard::Line line;
    line.from.x = x1;
    line.from.y = y1;
    line.to.x = x2;
    line.to.y = y2;
    line.stroke = stroke;
    ink(line, tag);
  }

  steelyard::Rectangle& box(double x, double y, double width, double height,
                            const steelyard::Colour& fill, int tag) {
    steelyard::Rectangle box;
    box.box = steelyard::Box{x, y, width, height};
    box.fill = fill;
    ink(box, tag);
    return std::get<steelyard::Rectangle>(pages.pages.back().items.back().ink);
  }

  void furniture(double x, const std::string& words) {
    steelyard::TextPiece piece;
    piece.at = steelyard::Point{x, 810};
    piece.text = words;
    piece.size = 8;
    ink(piece, -1, true);
  }

  void ink(steelyard::Ink ink, int tag, bool pagination = false) {
    pages.pages.back().items.push_back({std::move(ink), tag, pagination});
  }

  // Returns where the text ends.
  double text(double x, double y, const std::string& words, int tag,
              steelyard::Face face = steelyard::Face::regular, double size = 10,
              steelyard::Colour colour = {0.11, 0.12, 0.15}) {
    const double width = fonts_.width(words, face, size);
    ink(
        steelyard::TextPiece{
            {x, y},
            words, face, size, colour, width
    },
        tag);
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
  set.text(57, 100, words, set.tag("P"), face);
  return set.pages;
}

// A table of three studies at a height of the page.
inline void set_table(Setter& set, double top) {
  using steelyard::Face;
  const steelyard::Colour grey{0.62, 0.64, 0.68}, pale{0.957, 0.961, 0.973};
  const int table = set.tag("Table");
  set.at(table).summary = "Three studies — odds ratios";
  set.text(57, top, "Table 1. Study results", set.tag("Caption", table), Face::semibold, 9);
  const int head = set.tag("THead", table);
  const int head_row = set.tag("TR", head);
  const std::vector<double> columns{57, 220, 300};
  const std::vector<std::string> titles{"Study", "Odds ratio", "95% CI"};
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const int cell = set.header("Column", "c" + std::to_string(i), head_row);
    set.text(columns[i], top + 20, titles[i], cell, Face::bold, 8.3);
  }
  set.line(57, top + 24, 400, top + 24, Setter::stroke(grey, 0.6), -1);
  const int body = set.tag("TBody", table);
  std::vector<std::vector<std::string>> rows(3);
  rows[0] = {"Ångström 2019", "0.71", "0.52 to 0.97"};
  rows[1] = {"Brown 2020", "0.92", "0.70 to 1.21"};
  rows[2] = {"Çelik 2021", "0.66", ""};
  double y = top + 38;
  for (const std::vector<std::string>& cells : rows) {
    if (cells[0].starts_with("Brown")) set.box(57, y - 11, 343, 15.2, pale, -1).radius = 3;
    const int row = set.tag("TR", body);
    set.text(columns[0], y, cells[0], set.header("Row", cells[0], row), Face::regular, 8.3);
    for (std::size_t c = 1; c < cells.size(); ++c) {
      const int cell = set.cell("c" + std::to_string(c), cells[0], row);
      if (!cells[c].empty()) set.text(columns[c], y, cells[c], cell, Face::regular, 8.3);
    }
    y += 15.2;
  }
}

// A figure with every kind of mark.
inline void set_figure(Setter& set) {
  const steelyard::Colour blue{0.07, 0.29, 0.52}, rust{0.72, 0.24, 0.09}, grey{0.62, 0.64, 0.68},
      white{1, 1, 1};
  const int figure = set.tag("Figure");
  set.at(figure).alt = "Forest plot: pooled odds ratio 0.78.";
  steelyard::Stroke dashed = Setter::stroke(rust, 0.8), round = Setter::stroke(blue, 1.5);
  dashed.dash = {3, 2};
  round.round = true;
  set.line(260, 100, 260, 190, dashed, figure);
  for (const int study : {1, 2}) {
    const double row = 95 + 25.0 * study;
    set.line(160 + 20.0 * study, row, 300 + 20.0 * study, row, round, figure);
    set.box(225 + 10.0 * study, row - 5, 10, 10, blue, figure).stroke = Setter::stroke(white, 0.5);
    set.text(57, row + 3, "Study " + std::to_string(study), figure, steelyard::Face::regular, 8);
  }
  steelyard::Polygon diamond, open;
  diamond.fill = rust;
  for (const double x : {230.0, 260.0, 290.0})
    diamond.points.push_back(steelyard::Point{x, x == 260 ? 169.0 : 175.0});
  diamond.points.push_back(steelyard::Point{260, 181});
  set.ink(diamond, figure);
  open.closed = false;
  open.stroke = round;
  for (const double x : {60.0, 120.0, 180.0})
    open.points.push_back(steelyard::Point{x, x == 120 ? 200.0 : 220.0});
  set.ink(open, figure);
  steelyard::Circle circle;
  circle.centre = steelyard::Point{210, 210};
  circle.radius = 8;
  circle.stroke = Setter::stroke(blue, 1);
  set.ink(circle, figure);
  steelyard::People solid, outlined;
  solid.height = outlined.height = 24;
  solid.fill = rust;
  outlined.stroke = Setter::stroke(grey, 0.8);
  for (int i = 0; i < 10; ++i)
    (i < 4 ? solid : outlined).at.push_back(steelyard::Point{70 + 18.0 * i, 260});
  set.ink(solid, figure);
  set.ink(outlined, figure);
}

// Two pages: headings, paragraphs with a link, a table, a list, a figure, running feet.
inline steelyard::Pages report(const steelyard::FontSet& fonts) {
  using steelyard::Face;
  const steelyard::Colour blue{0.07, 0.29, 0.52}, pale{0.957, 0.961, 0.973};
  Setter set(fonts);
  set.pages.title = "BCG vaccine <&> \"tuberculosis\": τ² and I²";
  set.text(57, 80, "Heterogeneity: τ² = 0.04; χ² = 12.3; I² = 27%", set.tag("H1"), Face::bold, 20);
  const int paragraph = set.tag("P");
  set.text(57, 110, "Pooled odds ratio 0.78, p ≤ 0.05, −1.25 ± 0.3, ≥ 10 × events; Łódź,",
           paragraph);
  double x = set.text(57, 125, "Ελληνικά, Ørsted, µ (micro) and μ (mu). See ", paragraph);
  const int link = set.tag("Link", paragraph);
  set.at(link).link = "https://example.org/protocol?a=1&b=(2)";
  x = set.text(x, 125, "the protocol", link, Face::regular, 10, blue);
  set.text(x, 125, " for more.", paragraph);
  set_table(set, 160);
  const int list = set.tag("L");
  double y = 270;
  for (const std::string& point : {std::string("First point"), std::string("Second point")}) {
    const int item = set.tag("LI", list);
    set.text(60, y, "•", set.tag("Lbl", item));
    set.text(72, y, point, set.tag("LBody", item), Face::italic);
    y += 15;
  }
  set.furniture(57, "Running foot");
  set.furniture(520, "1");

  set.pages.pages.emplace_back();
  set.text(57, 80, "A figure with alternative text", set.tag("H2"), Face::bold, 14);
  set_figure(set);
  set.text(57, 300, "Figure 1. Forest plot and people.", set.tag("P"), Face::italic, 9);
  steelyard::Rectangle& panel = set.box(57, 320, 200, 40, pale, -1);
  panel.stroke = Setter::stroke(blue, 1);
  panel.radius = 8;
  set.furniture(57, "Running foot");
  set.furniture(520, "2");
  set.pages.bookmarks.push_back({"Heterogeneity τ²", 1, 0, 60});
  set.pages.bookmarks.push_back({"Figure", 2, 1, 60});
  set.pages.bookmarks.push_back({"End", 1, 1, 290});
  return set.pages;
}

}  // namespace sample
