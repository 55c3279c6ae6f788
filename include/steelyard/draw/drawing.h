/// A figure as marks in points, relative to its own top left corner. Nothing left to resolve.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "steelyard/draw/colour.h"
#include "steelyard/draw/fonts.h"
#include "steelyard/draw/geometry.h"

namespace steelyard {

struct Stroke {
  Colour colour;
  double width = 0.75;
  std::vector<double> dash;  ///< lengths on, off, …; empty: solid
  bool round = false;        ///< round caps and joins
};

struct Line {
  Point from, to;
  Stroke stroke;
};

struct Rectangle {
  Box box;
  std::optional<Colour> fill;
  std::optional<Stroke> stroke;
  double radius = 0;  ///< of the corners
};

struct Circle {
  Point centre;
  double radius = 0;
  std::optional<Colour> fill;
  std::optional<Stroke> stroke;
};

struct Polygon {
  std::vector<Point> points;
  bool closed = true;
  std::optional<Colour> fill;
  std::optional<Stroke> stroke;
};

enum class Anchor { start, middle, end };

struct Label {
  Point at;  ///< on the baseline
  std::string text;
  Face face = Face::regular;
  double size = 8;
  Colour colour;
  Anchor anchor = Anchor::start;
};

/// Many identical pictograms of a person (head and shoulders), painted as one shape.
struct People {
  std::vector<Point> at;   ///< centres of their boxes
  double height = 8;
  std::optional<Colour> fill;      ///< solid people
  std::optional<Stroke> stroke;    ///< outlined people
};

using Mark = std::variant<Line, Rectangle, Circle, Polygon, Label, People>;

struct Drawing {
  Size size;
  std::vector<Mark> marks;  ///< painted in this order
};

}  // namespace steelyard
