// Boxes around text and shapes, lines with their width.
#include "write/ink_bounds.h"

#include <algorithm>
#include <span>

namespace steelyard {

namespace {

Box around(std::span<const Point> points) {
  if (points.empty()) return {};
  const auto [left, right] =
      std::ranges::minmax(points, {}, [](const Point& point) { return point.x; });
  const auto [top, bottom] =
      std::ranges::minmax(points, {}, [](const Point& point) { return point.y; });
  return {left.x, top.y, right.x - left.x, bottom.y - top.y};
}

Box grown(const Box& box, double by) {
  return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

Box grown(const Box& box, const std::optional<Stroke>& stroke) {
  return stroke ? grown(box, stroke->width / 2) : box;
}

struct BoundsOf {
  const FontSet& fonts;

  Box operator()(const TextPiece& piece) const {
    const double ascent = fonts.ascent(piece.face, piece.size);
    const double width =
        piece.width > 0 ? piece.width : fonts.width(piece.text, piece.face, piece.size);
    return {piece.at.x, piece.at.y - ascent, width, ascent + fonts.descent(piece.face, piece.size)};
  }
  Box operator()(const Line& line) const {
    const Point ends[] = {line.from, line.to};
    return grown(around(ends), line.stroke.width / 2);
  }
  Box operator()(const Rectangle& rectangle) const {
    return grown(rectangle.box, rectangle.stroke);
  }
  Box operator()(const Circle& circle) const {
    return grown(grown(Box{circle.centre.x, circle.centre.y, 0, 0}, circle.radius), circle.stroke);
  }
  Box operator()(const Polygon& polygon) const {
    return grown(around(polygon.points), polygon.stroke);
  }
  Box operator()(const People& people) const {
    return grown(grown(around(people.at), people.height / 2), people.stroke);
  }
};

}  // namespace

Box bounds(const Ink& ink, const FontSet& fonts) {
  return std::visit(BoundsOf{fonts}, ink);
}

Box united(const Box& a, const Box& b) {
  const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace steelyard
