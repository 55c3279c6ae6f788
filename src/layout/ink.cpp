// Moving what is painted, and turning the marks of a drawing into items of a page.
#include <utility>

#include "layout/strip.h"

namespace steelyard {
namespace {

struct Move {
  double dx, dy;

  void operator()(Point& point) const {
    point.x += dx;
    point.y += dy;
  }
  void operator()(TextPiece& text) const { (*this)(text.at); }
  void operator()(Line& line) const {
    (*this)(line.from);
    (*this)(line.to);
  }
  void operator()(Rectangle& rectangle) const {
    rectangle.box.x += dx;
    rectangle.box.y += dy;
  }
  void operator()(Circle& circle) const { (*this)(circle.centre); }
  void operator()(Polygon& polygon) const {
    for (Point& point : polygon.points) (*this)(point);
  }
  void operator()(People& people) const {
    for (Point& point : people.at) (*this)(point);
  }
};

// A mark as ink, scaled about the origin.
struct ToInk {
  double scale;
  const FontMetrics& fonts;

  [[nodiscard]] Point scaled(Point point) const { return {point.x * scale, point.y * scale}; }
  [[nodiscard]] Stroke scaled(Stroke stroke) const {
    stroke.width *= scale;
    for (double& length : stroke.dash) length *= scale;
    return stroke;
  }
  [[nodiscard]] std::optional<Stroke> scaled(const std::optional<Stroke>& stroke) const {
    return stroke ? std::optional<Stroke>(scaled(*stroke)) : std::nullopt;
  }

  Ink operator()(const Line& line) const {
    return Line{scaled(line.from), scaled(line.to), scaled(line.stroke)};
  }
  Ink operator()(const Rectangle& mark) const {
    const Box& box = mark.box;
    return Rectangle{
        {box.x * scale, box.y * scale, box.width * scale, box.height * scale},
        mark.fill,
        scaled(mark.stroke),
        mark.radius * scale
    };
  }
  Ink operator()(const Circle& mark) const {
    return Circle{scaled(mark.centre), mark.radius * scale, mark.fill, scaled(mark.stroke)};
  }
  Ink operator()(Polygon mark) const {
    for (Point& point : mark.points) point = scaled(point);
    mark.stroke = scaled(mark.stroke);
    return mark;
  }
  Ink operator()(People mark) const {
    for (Point& point : mark.at) point = scaled(point);
    mark.height *= scale;
    mark.stroke = scaled(mark.stroke);
    return mark;
  }
  Ink operator()(const Label& label) const {
    TextPiece text;
    text.text = label.text;
    text.face = label.face;
    text.size = label.size * scale;
    text.colour = label.colour;
    text.width = fonts.width(text.text, text.face, text.size);
    text.at = scaled(label.at);
    if (label.anchor == Anchor::middle) text.at.x -= text.width / 2;
    if (label.anchor == Anchor::end) text.at.x -= text.width;
    return text;
  }
};

}  // namespace

void move_by(Ink& ink, double dx, double dy) {
  std::visit(Move{dx, dy}, ink);
}

void put_drawing(std::vector<Item>& items, const Drawing& drawing, Point corner, double scale,
                 int tag, const FontMetrics& fonts) {
  for (const Mark& mark : drawing.marks) {
    Ink ink = std::visit(ToInk{scale, fonts}, mark);
    move_by(ink, corner.x, corner.y);
    items.push_back({std::move(ink), tag, false});
  }
}

}  // namespace steelyard
