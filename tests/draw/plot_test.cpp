// Marks and labels of the plot beside a table.
#include <algorithm>
#include <cmath>

#include "steelyard/document/style.h"
#include "steelyard/draw/axis.h"
#include "support/catch.h"
#include "support/fixed_width_metrics.h"
#include "support/overlap.h"

namespace steelyard {
namespace {

const Style style;
const FixedWidthMetrics fonts;

PlotColumn plot() {
  PlotColumn result;
  result.axis = choose_axis(true, {0.1, 0.5, 1, 2, 5}, 1.0);
  result.null_value = 1;
  result.favours_left = "favours vaccine";
  result.favours_right = "favours control";
  result.width = 160;
  return result;
}

Drawing drawn(const RowMark& mark) {
  return draw_plot(plot(),
                   {
                       {0, 15.2, mark}
  },
                   style.plot, fonts);
}

template <class Shape>
std::vector<Shape> all(const Drawing& drawing, Colour colour) {
  std::vector<Shape> result;
  for (const Mark& mark : drawing.marks)
    if (const auto* shape = std::get_if<Shape>(&mark))
      if (shape->fill == colour) result.push_back(*shape);
  return result;
}

bool points_to(const Polygon& arrow, double edge_side) {
  double mean = 0;
  for (const Point& point : arrow.points) mean += point.x / 3;
  return arrow.points.size() == 3 && (arrow.points[0].x - mean) * edge_side > 0;
}

struct LabelBox {
  Box box;
  std::string text;
};

std::vector<LabelBox> labels(const Drawing& drawing) {
  std::vector<LabelBox> result;
  for (const Mark& mark : drawing.marks)
    if (const auto* label = std::get_if<Label>(&mark)) {
      const double width = fonts.width(label->text, label->face, label->size);
      double x = label->at.x;
      if (label->anchor == Anchor::middle) x -= width / 2;
      if (label->anchor == Anchor::end) x -= width;
      result.push_back({
          {x, label->at.y - 0.74 * label->size, width, 0.94 * label->size},
          label->text
      });
    }
  return result;
}

}  // namespace

TEST_CASE("The area of a square is proportional to the weight, down to three points a side") {
  const auto side = [](double weight) {
    return all<Rectangle>(drawn(IntervalMark{1, 0.3, 3, weight}), style.plot.study).at(0).box.width;
  };
  CHECK(side(0.5) / side(1) == Approx(std::sqrt(0.5)));
  CHECK(side(0) == 3);
  CHECK(side(NAN) == 3);
}

TEST_CASE("An interval within the axis has no arrowhead, a clipped one has") {
  CHECK(all<Polygon>(drawn(IntervalMark{1, 0.3, 3, 1}), style.plot.study).empty());
  const auto left = all<Polygon>(drawn(IntervalMark{1, 0.001, 3, 1}), style.plot.study);
  REQUIRE(left.size() == 1);
  CHECK(points_to(left[0], -1));
  const auto both = all<Polygon>(drawn(IntervalMark{1, 0, INFINITY, 1}), style.plot.study);
  CHECK(both.size() == 2);
}

TEST_CASE("An estimate outside the axis does not vanish") {
  const auto far = drawn(IntervalMark{1000, 500, 2000, 1});
  const auto arrows = all<Polygon>(far, style.plot.study);
  REQUIRE(arrows.size() == 1);
  CHECK(points_to(arrows[0], 1));
  CHECK(all<Rectangle>(far, style.plot.study).empty());
  CHECK_FALSE(all<Polygon>(drawn(IntervalMark{1000, 0.5, 2000, 1}), style.plot.study).empty());
  CHECK(all<Polygon>(drawn(DiamondMark{0.001, 0.0005, 0.002}), style.plot.pooled).size() == 1);
  CHECK(all<Polygon>(drawn(BarMark{100, 200}), style.plot.pooled).size() == 1);
}

TEST_CASE("A clipped prediction bar has an arrowhead at each clipped end") {
  CHECK(all<Polygon>(drawn(BarMark{0.3, 3}), style.plot.pooled).empty());
  CHECK(all<Polygon>(drawn(BarMark{0.001, 3}), style.plot.pooled).size() == 1);
  CHECK(all<Polygon>(drawn(BarMark{0.001, 3000}), style.plot.pooled).size() == 2);
}

TEST_CASE("A diamond spans its interval and is cut at the axis with arrow shoulders") {
  const auto whole = all<Polygon>(drawn(DiamondMark{1, 0.5, 2}), style.plot.pooled);
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].points.size() == 4);
  CHECK(whole[0].points[1].x == Approx((whole[0].points[0].x + whole[0].points[2].x) / 2));
  const auto cut = all<Polygon>(drawn(DiamondMark{1, 0.0001, 2}), style.plot.pooled);
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].points.size() == 8);
}

TEST_CASE("An interval narrower than its square is drawn across it in white") {
  const Drawing narrow = drawn(IntervalMark{1, 0.98, 1.02, 1});
  const auto white = std::count_if(narrow.marks.begin(), narrow.marks.end(), [](const Mark& mark) {
    const auto* line = std::get_if<Line>(&mark);
    return line != nullptr && line->stroke.colour == Colour{1, 1, 1};
  });
  CHECK(white == 1);
}

TEST_CASE("The arrow of an interval that goes on is seen beside a square at the edge of the axis") {
  const Axis axis = plot().axis;
  for (const double weight : {0.0, 0.3, 1.0})
    for (const bool right : {true, false}) {
      INFO("weight " << weight << (right ? ", right" : ", left"));
      const double edge = right ? axis.high : axis.low;
      const Drawing drawing = drawn(right ? IntervalMark{edge, 0.5, 400, weight}
                                          : IntervalMark{edge, 0.001, 2, weight});
      const Polygon* arrow = nullptr;
      for (const Mark& mark : drawing.marks)
        if (const auto* shape = std::get_if<Polygon>(&mark))
          if (shape->stroke) arrow = shape;
      REQUIRE(arrow != nullptr);
      CHECK(points_to(*arrow, right ? 1 : -1));
      const Box square = all<Rectangle>(drawing, style.plot.study).at(0).box;
      const double tip = arrow->points[0].x;
      CHECK((right ? tip - square.right() : square.x - tip) > 1);
      CHECK(tip >= 0);
      CHECK(tip <= drawing.size.width);
    }
}

TEST_CASE("Long labels of either side stay readable, at most three lines, and say they are cut") {
  for (const double width : {100.0, 130.0, 180.0, 240.0}) {
    PlotColumn column = plot();
    column.width = width;
    column.favours_left =
        "Favours placebo infusion with standard immunosuppression and care of all";
    column.favours_right = "Favours allogeneic umbilical-cord-derived mesenchymal stem cells";
    const Drawing drawing = draw_plot(column,
                                      {
                                          {0, 15, {}}
    },
                                      style.plot, fonts);
    int favours = 0;
    int lines = 0;
    bool is_cut = false;
    for (const Mark& mark : drawing.marks)
      if (const auto* label = std::get_if<Label>(&mark)) {
        CHECK(label->size >= 6);
        if (label->anchor == Anchor::middle) continue;  // of a tick
        favours += label->text.rfind("Favours", 0) == 0 ? 1 : 0;
        ++lines;
        is_cut = is_cut || label->text.find("\u2026") != std::string::npos;
      }
    INFO("width " << width);
    CHECK(favours == 2);
    CHECK(lines <= 6);
    CHECK(is_cut == (width < 150));
    CHECK(all<Polygon>(drawing, style.plot.muted).size() == 2);
  }
}

TEST_CASE("The labels stand on either side of the null line wherever it is") {
  for (const char* treatment : {"Favours medicine", "Favours umbilical-cord-derived mesenchymal cells"})
    for (const double null_value : {0.1, 0.2, 1.0, 3.0, 5.0})
      for (const double width : {110.0, 160.0, 220.0}) {
        PlotColumn column = plot();
        column.null_value = null_value;
        column.favours_left = "Favours placebo";
        column.favours_right = treatment;
        column.width = width;
        const Drawing drawing = draw_plot(column,
                                          {
                                              {0, 15, {}}
        },
                                          style.plot, fonts);
        double null_x = -1;
        for (const Mark& mark : drawing.marks)
          if (const auto* line = std::get_if<Line>(&mark))
            if (line->stroke.colour == style.plot.null_line) null_x = line->from.x;
        INFO(treatment << ", null " << null_value << " at " << null_x << ", width " << width);
        REQUIRE(null_x >= 0);
        for (const Mark& mark : drawing.marks)
          if (const auto* label = std::get_if<Label>(&mark)) {
            if (label->anchor == Anchor::end) CHECK(label->at.x < null_x);
            if (label->anchor == Anchor::start) CHECK(label->at.x > null_x);
          }
        for (const LabelBox& label : labels(drawing)) {
          CHECK(label.box.x >= -0.01);
          CHECK(label.box.right() <= width + 0.01);
          if (std::string_view(treatment) == "Favours medicine")
            CHECK(label.text.find("\u2026") == std::string::npos);
        }
      }
}

TEST_CASE("Whatever is drawn stays inside the plot") {
  for (const char* favours :
       {"", "favours A", "favours the intensified treatment programme of all",
        "Favours WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"})
    for (const double null_value : {0.1, 1.0, 5.0})
      for (const double width : {60.0, 110.0, 200.0}) {
        PlotColumn column = plot();
        column.null_value = null_value;
        column.favours_left = favours;
        column.favours_right = favours;
        column.axis_title = "risk ratio, a rather long title of an axis that goes on";
        column.width = width;
        const std::vector<RowSpan> rows{
            {0,  15, IntervalMark{1, 0.001, 3000, 1} },
            {15, 15, IntervalMark{0.1, 0.09, 0.11, 1}},
            {30, 15, IntervalMark{5, 4, 6, 0.1}      },
            {45, 15, DiamondMark{1, 0.0001, 90}      },
            {60, 15, BarMark{0.0001, 90}             }
        };
        const Drawing drawing = draw_plot(column, rows, style.plot, fonts);
        CHECK(drawing.size.height == Approx(75 + axis_height(column, style.plot)));
        const Box room{0, 0, drawing.size.width, drawing.size.height};
        INFO(favours << ", null " << null_value << ", width " << width);
        const auto texts = labels(drawing);
        for (const LabelBox& label : texts) {
          INFO(label.text << " " << overlap::shown(label.box));
          CHECK(overlap::inside(label.box, room));
        }
        for (std::size_t a = 0; a < texts.size(); ++a)
          for (std::size_t b = a + 1; b < texts.size(); ++b) {
            INFO(texts[a].text << " | " << texts[b].text);
            CHECK_FALSE(overlap::meet(texts[a].box, texts[b].box));
          }
        for (const Mark& mark : drawing.marks)
          if (const auto* shape = std::get_if<Polygon>(&mark))
            CHECK(overlap::inside(overlap::around(shape->points, 0), room));
      }
}

TEST_CASE("A short name of several words stands on two lines, wherever the null line is") {
  for (const double width : {118.0, 150.0, 190.0})
    for (const std::vector<double>& values : {std::vector<double>{0.05, 0.2, 0.9}, {0.5, 1, 2}, {1.1, 5, 20}}) {
      PlotColumn narrow = plot();
      narrow.width = width;
      narrow.axis = choose_axis(true, values, 1.0);
      narrow.favours_left = "Favours cells";
      narrow.favours_right = "Favours usual care";
      std::vector<double> heights;
      for (const LabelBox& each : labels(draw_plot(narrow, {{0, 15.2, {}}}, style.plot, fonts)))
        if (each.text.find_first_of("Fuc") != std::string::npos &&
            std::ranges::find(heights, each.box.y) == heights.end())
          heights.push_back(each.box.y);
      INFO(width << ", " << values.front());
      CHECK(heights.size() <= 2);
    }
}

}  // namespace steelyard
