// A funnel plot with contours of P, in greys, and its key.
#include "steelyard/draw/funnel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace steelyard {
namespace {

// In points; judged by eye on an A4 page.
constexpr double funnel_width = 320, funnel_height = 210;
constexpr double funnel_left = 30, funnel_top = 16;  // room for the labels of the standard error and its title
constexpr double key_gap = 16, key_width = 118, key_step = 15, swatch_width = 16, swatch_height = 9;
constexpr double funnel_tick = 3, point_radius = 2.9, crowded_radius = 2.2;
constexpr std::size_t crowd = 40;  // from so many points on they are smaller

constexpr Colour paper{1, 1, 1};
// From the inside out: told apart in print without colour, and light enough for points on them.
constexpr std::array<Colour, 4> shades{{{1, 1, 1}, {0.70, 0.70, 0.72}, {0.82, 0.82, 0.84}, {0.92, 0.92, 0.93}}};

class FunnelPainter {
 public:
  FunnelPainter(const FunnelPlot& plot, const PlotStyle& style) : plot_(plot), style_(style) {}

  Drawing paint() {
    drawing_.size = {funnel_left + funnel_width + key_gap + key_width,
                     bottom() + funnel_tick + 3 + 2.6 * style_.tick_size};
    put_regions();
    put_lines();
    put_points();
    put_axes();
    put_key();
    return std::move(drawing_);
  }

 private:
  [[nodiscard]] double x(double effect) const {
    return funnel_left + plot_.effect.position(effect, funnel_width);
  }
  [[nodiscard]] double y(double se) const { return funnel_top + funnel_height * se / plot_.deepest; }
  [[nodiscard]] static double right() { return funnel_left + funnel_width; }
  [[nodiscard]] static double bottom() { return funnel_top + funnel_height; }

  // Points across for one standard error.
  [[nodiscard]] double per_se() const {
    const Axis& axis = plot_.effect;
    const double length = axis.logarithmic ? std::log(axis.high) - std::log(axis.low)
                                           : axis.high - axis.low;
    return funnel_width / length;
  }

  void fill(std::vector<Point> points, Colour colour) {
    drawing_.marks.push_back(Polygon{std::move(points), true, colour, std::nullopt});
  }

  // A cone below the line of no effect, cut at the sides of the plot.
  void put_cone(double z, Colour colour) {
    const double tip = x(*plot_.null_value);
    const double reach = z * plot_.deepest * per_se();
    std::vector<Point> points{{tip, funnel_top}};
    const auto side = [&](double edge, double direction) {
      const double room = std::fabs(edge - tip);
      if (reach <= room) return std::vector<Point>{{tip + direction * reach, bottom()}};
      return std::vector<Point>{{edge, funnel_top + funnel_height * room / reach}, {edge, bottom()}};
    };
    for (const Point& point : side(right(), 1)) points.push_back(point);
    auto left = side(funnel_left, -1);
    std::ranges::reverse(left);
    points.insert(points.end(), left.begin(), left.end());
    fill(std::move(points), colour);
  }

  void put_regions() {
    if (!plot_.null_value || plot_.contours.empty()) return;
    fill({{funnel_left, funnel_top}, {right(), funnel_top}, {right(), bottom()}, {funnel_left, bottom()}},
         shade(plot_.contours.size()));
    for (std::size_t i = plot_.contours.size(); i-- > 0;) put_cone(plot_.contours[i].z, shade(i));
  }

  [[nodiscard]] static Colour shade(std::size_t region) {
    return shades.at(std::min(region, shades.size() - 1));
  }

  void put_vertical(double effect, const Stroke& stroke) {
    drawing_.marks.push_back(Line{{x(effect), funnel_top}, {x(effect), bottom()}, stroke});
  }

  void put_lines() {
    if (plot_.null_value) put_vertical(*plot_.null_value, {style_.null_line, 0.8, {}, false});
    if (plot_.summary) put_vertical(*plot_.summary, summary_stroke());
  }

  [[nodiscard]] Stroke summary_stroke() const { return {style_.pooled, 1, {3.2, 2.2}, false}; }

  void put_point(Point at, bool filled, double radius) {
    if (filled)
      drawing_.marks.push_back(Circle{at, radius, paper, Stroke{style_.study, 1, {}, false}});
    else
      drawing_.marks.push_back(Circle{at, radius, style_.study, Stroke{paper, 0.5, {}, false}});
  }

  void put_points() {
    const double radius = plot_.points.size() > crowd ? crowded_radius : point_radius;
    for (const bool filled : {true, false})  // what was found is never hidden by what was added
      for (const FunnelPoint& point : plot_.points)
        if (point.filled == filled) put_point({x(point.effect), y(point.se)}, filled, radius);
  }

  void put_label(const std::string& text, Point at, Anchor anchor, Colour colour) {
    drawing_.marks.push_back(Label{at, text, Face::regular, style_.tick_size, colour, anchor});
  }

  void put_axes() {
    const Stroke stroke{style_.text, 0.7, {}, false};
    const double low_baseline = bottom() + funnel_tick + 1 + 0.8 * style_.tick_size;
    drawing_.marks.push_back(Line{{funnel_left, bottom()}, {right(), bottom()}, stroke});
    drawing_.marks.push_back(Line{{funnel_left, funnel_top}, {funnel_left, bottom()}, stroke});
    const Axis& across = plot_.effect;
    double free_from = -1e9;
    for (std::size_t t = 0; t < across.ticks.size(); ++t) {
      const double at = x(across.ticks[t]);
      if (!(at >= funnel_left - 0.01 && at <= right() + 0.01)) continue;
      drawing_.marks.push_back(Line{{at, bottom()}, {at, bottom() + funnel_tick}, stroke});
      // No font is at hand here; digits are a little over half an em wide.
      const double half = 0.3 * style_.tick_size * static_cast<double>(across.tick_labels[t].size());
      if (at - half < free_from) continue;
      free_from = at + half + 2;
      put_label(across.tick_labels[t], {at, low_baseline}, Anchor::middle, style_.text);
    }
    const Axis down = choose_axis(false, {0, plot_.deepest}, 0);
    for (std::size_t t = 0; t < down.ticks.size(); ++t) {
      if (down.ticks[t] < 0 || down.ticks[t] > plot_.deepest) continue;
      const double at = y(down.ticks[t]);
      drawing_.marks.push_back(Line{{funnel_left - funnel_tick, at}, {funnel_left, at}, stroke});
      put_label(down.tick_labels[t], {funnel_left - funnel_tick - 2, at + 0.35 * style_.tick_size}, Anchor::end,
                style_.text);
    }
    put_label(plot_.se_title, {0, 0.8 * style_.tick_size}, Anchor::start, style_.muted);
    put_label(plot_.effect_title,
              {funnel_left + funnel_width / 2, low_baseline + 1.4 * style_.tick_size}, Anchor::middle,
              style_.muted);
  }

  void put_key() {
    const double left = right() + key_gap;
    const double text_left = left + swatch_width + 6;
    double middle = funnel_top + 8;
    const auto put_text = [&](const std::string& text) {
      put_label(text, {text_left, middle + 0.35 * style_.tick_size}, Anchor::start, style_.text);
      middle += key_step;
    };
    const auto is_filled = [](const FunnelPoint& point) { return point.filled; };
    put_point({left + swatch_width / 2, middle}, false, point_radius);
    put_text(plot_.study_label);
    if (std::ranges::any_of(plot_.points, is_filled)) {
      put_point({left + swatch_width / 2, middle}, true, point_radius);
      put_text(plot_.filled_label);
    }
    if (plot_.summary) {
      drawing_.marks.push_back(Line{{left, middle}, {left + swatch_width, middle}, summary_stroke()});
      put_text(plot_.summary_label);
    }
    if (!plot_.null_value || plot_.contours.empty()) return;
    middle += 6;
    put_label(plot_.key_title, {left, middle + 0.35 * style_.tick_size}, Anchor::start, style_.muted);
    middle += key_step;
    for (std::size_t region = 0; region <= plot_.contours.size(); ++region) {
      drawing_.marks.push_back(Rectangle{{left, middle - swatch_height / 2, swatch_width, swatch_height},
                                         shade(region),
                                         Stroke{style_.muted, 0.5, {}, false},
                                         0});
      put_text(region < plot_.contours.size() ? plot_.contours[region].label : plot_.beyond);
    }
  }

  const FunnelPlot& plot_;
  const PlotStyle& style_;
  Drawing drawing_;
};

}  // namespace

Drawing draw_funnel(const FunnelPlot& plot, const PlotStyle& style) {
  return FunnelPainter(plot, style).paint();
}

}  // namespace steelyard
