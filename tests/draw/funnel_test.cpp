// The funnel: points where their numbers say, contours at their P, nothing shaded without a line of no effect.
#include "steelyard/draw/funnel.h"

#include <algorithm>
#include <cmath>

#include "steelyard/document/style.h"
#include "support/catch.h"

namespace steelyard {
namespace {

const Style style;

FunnelPlot funnel() {
  FunnelPlot plot;
  plot.effect = choose_axis(true, {0.1, 10}, 1.0);
  plot.deepest = 1;
  plot.null_value = 1;
  plot.contours = {{1.6449, "0.10 or more"}, {1.96, "0.05 to 0.10"}, {2.5758, "0.01 to 0.05"}};
  plot.beyond = "below 0.01";
  plot.summary = 0.5;
  plot.points = {{0.5, 0.2, false}, {0.25, 0.6, false}, {1, 0.5, true}};
  return plot;
}

template <class Shape>
std::vector<Shape> shapes(const Drawing& drawing) {
  std::vector<Shape> result;
  for (const Mark& mark : drawing.marks)
    if (const auto* shape = std::get_if<Shape>(&mark)) result.push_back(*shape);
  return result;
}

bool has_label(const Drawing& drawing, const std::string& text) {
  return std::ranges::any_of(shapes<Label>(drawing), [&](const Label& label) { return label.text == text; });
}

double span(const Polygon& shape) {
  const auto [least, most] = std::ranges::minmax(shape.points, {}, &Point::x);
  return most.x - least.x;
}

}  // namespace

TEST_CASE("Studies stand in the funnel by effect and standard error, added ones hollow", "[funnel]") {
  const Drawing drawing = draw_funnel(funnel(), style.plot);
  const auto circles = shapes<Circle>(drawing);
  REQUIRE(circles.size() == 5);  // three studies, two in the key
  // Added studies are painted first, so that they hide none that was found.
  CHECK(circles[0].fill == Colour{1, 1, 1});
  CHECK(circles[1].fill == style.plot.study);
  CHECK(circles[1].centre.y < circles[2].centre.y);
  // On the log axis a ratio of 0.25 is as far from 0.5 as 0.5 from 1.
  CHECK(circles[1].centre.x - circles[2].centre.x ==
        Approx(circles[0].centre.x - circles[1].centre.x).epsilon(1e-6));
  for (const Circle& circle : circles) {
    CHECK(circle.centre.x < drawing.size.width);
    CHECK(circle.centre.y < drawing.size.height);
  }
}

TEST_CASE("A contour is so many standard errors wide, and the greys between contours differ", "[funnel]") {
  const FunnelPlot plot = funnel();
  const auto regions = shapes<Polygon>(draw_funnel(plot, style.plot));
  REQUIRE(regions.size() == 4);  // all, then 2.58, 1.96 and 1.64 standard errors
  const double per_unit = span(regions[0]) / (std::log(plot.effect.high) - std::log(plot.effect.low));
  CHECK(span(regions[3]) == Approx(2 * 1.6449 * per_unit).epsilon(1e-4));
  CHECK(span(regions[2]) == Approx(2 * 1.96 * per_unit).epsilon(1e-4));
  for (std::size_t i = 0; i + 1 < regions.size(); ++i)
    CHECK(std::fabs(regions[i].fill->red - regions[i + 1].fill->red) > 0.08);
}

TEST_CASE("A funnel without a line of no effect has no shades and no key to them", "[funnel]") {
  FunnelPlot plot = funnel();
  plot.null_value.reset();
  const Drawing drawing = draw_funnel(plot, style.plot);
  CHECK(shapes<Polygon>(drawing).empty());
  CHECK_FALSE(has_label(drawing, "below 0.01"));
  CHECK(has_label(draw_funnel(funnel(), style.plot), "below 0.01"));
}

}  // namespace steelyard
