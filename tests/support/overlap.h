// What no page may show: text over text, anything outside its place.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "steelyard/base/text.h"
#include "steelyard/document/style.h"
#include "steelyard/layout/pages.h"

namespace overlap {

using steelyard::Box;

constexpr double slack = 0.6;  // points: rounding of kerning, half a line's width

inline std::string shown(const Box& box) {
  using steelyard::fixed;
  return fixed(box.x, 1) + "," + fixed(box.y, 1) + " to " + fixed(box.right(), 1) + "," +
         fixed(box.bottom(), 1);
}

// The height of letters, not of the font's box: lines are meant to stand close.
inline Box box_of(const steelyard::TextPiece& text) {
  return {text.at.x, text.at.y - 0.74 * text.size, text.width, 0.94 * text.size};
}

inline Box around(const std::vector<steelyard::Point>& points, double more) {
  if (points.empty()) return {};
  double left = points[0].x;
  double right = left;
  double top = points[0].y;
  double bottom = top;
  for (const steelyard::Point& point : points) {
    left = std::fmin(left, point.x);
    right = std::fmax(right, point.x);
    top = std::fmin(top, point.y);
    bottom = std::fmax(bottom, point.y);
  }
  return {left - more, top - more, right - left + 2 * more, bottom - top + 2 * more};
}

struct BoxOf {
  Box operator()(const steelyard::TextPiece& text) const { return box_of(text); }
  Box operator()(const steelyard::Line& line) const { return around({line.from, line.to}, 0); }
  Box operator()(const steelyard::Rectangle& mark) const { return mark.box; }
  Box operator()(const steelyard::Circle& mark) const { return around({mark.centre}, mark.radius); }
  Box operator()(const steelyard::Polygon& mark) const { return around(mark.points, 0); }
  Box operator()(const steelyard::People& people) const {
    return people.at.empty() ? Box{} : around(people.at, 0.25 * people.height);
  }
};

inline bool meet(const Box& a, const Box& b) {
  return a.x < b.right() - slack && b.x < a.right() - slack && a.y < b.bottom() - slack &&
         b.y < a.bottom() - slack;
}

inline bool inside(const Box& box, const Box& room) {
  return std::isfinite(box.x + box.y + box.width + box.height) && box.x >= room.x - slack &&
         box.right() <= room.right() + slack && box.y >= room.y - slack &&
         box.bottom() <= room.bottom() + slack;
}

/// Everything that is wrong with the places of items, one sentence each.
inline std::vector<std::string> faults(const steelyard::Pages& pages,
                                       const steelyard::Style& style) {
  std::vector<std::string> found;
  const Box text_area{style.margin_left, style.margin_top,
                      pages.size.width - style.margin_left - style.margin_right,
                      pages.size.height - style.margin_top - style.margin_bottom};
  const Box paper{0, 0, pages.size.width, pages.size.height};
  for (std::size_t p = 0; p < pages.pages.size(); ++p) {
    const auto& items = pages.pages[p].items;
    const std::string where = "page " + std::to_string(p + 1) + ": ";
    std::vector<const steelyard::TextPiece*> texts;
    for (const steelyard::Item& item : items) {
      const Box box = std::visit(BoxOf{}, item.ink);
      const Box& room = item.pagination ? paper : text_area;
      if (!inside(box, room)) found.push_back(where + "outside its place: " + shown(box));
      if (const auto* text = std::get_if<steelyard::TextPiece>(&item.ink)) {
        if (text->text.empty()) found.push_back(where + "empty text at " + shown(box));
        if (item.tag < 0 && !item.pagination)
          found.push_back(where + "text that is decoration: " + text->text);
        texts.push_back(text);
      }
    }
    for (std::size_t a = 0; a < texts.size(); ++a)
      for (std::size_t b = a + 1; b < texts.size(); ++b)
        if (meet(box_of(*texts[a]), box_of(*texts[b])))
          found.push_back(where + "\"" + texts[a]->text + "\" (" + shown(box_of(*texts[a])) +
                          ") over \"" + texts[b]->text + "\" (" + shown(box_of(*texts[b])) + ")");
  }
  return found;
}

inline std::string listed(const std::vector<std::string>& found) {
  std::string text;
  for (std::size_t f = 0; f < found.size() && f < 8; ++f) text += found[f] + "\n";
  return text;
}

}  // namespace overlap
