// The marks of a forest plot. Sizes in points; judged by eye at 15 points a row.
#include "draw/plot_marks.h"

#include <algorithm>
#include <cmath>

namespace steelyard {
namespace {

constexpr Colour white{1, 1, 1};
constexpr double interval_width = 0.9;
constexpr double cap_half = 2.4;
constexpr double arrow_head = 5;
constexpr double arrow_half = 2.5;
constexpr double smallest_square = 3;
constexpr double square_share = 0.58;  // of the row, for the heaviest study
constexpr double tallest_square = 10;
constexpr double arrow_clear = 2;       // an arrow stands out this far from a square at the edge
constexpr double arrow_outline = 0.7;   // white, where it lies on a square
constexpr double diamond_share = 0.31;  // of the row, half a diamond
constexpr double tallest_diamond = 6;
constexpr double bar_half = 1.6;

class RowPainter {
 public:
  RowPainter(std::vector<Mark>& marks, const RowSpan& row, const PlotFrame& frame,
             const PlotStyle& style)
      : marks_(marks), row_(row), frame_(frame), style_(style), y_(row.top + row.height / 2) {}

  void operator()(std::monostate) const {}

  void operator()(const IntervalMark& mark) const {
    const double estimate = frame_.x(mark.estimate);
    const double low = frame_.x(mark.low);
    const double high = frame_.x(mark.high);
    const bool has_interval = !std::isnan(low) && !std::isnan(high);
    if (has_interval) {
      put_interval(low, high);
      // An interval that lies outside as a whole is all arrow.
      if (high < frame_.left || low > frame_.right()) return;
    }
    if (std::isnan(estimate)) return;
    if (estimate < frame_.left - 0.01 || estimate > frame_.right() + 0.01) {
      put_arrow(estimate < frame_.left ? -1 : 1, style_.study, 1.3);
      return;
    }
    const double weight = std::clamp(std::isfinite(mark.weight) ? mark.weight : 0.0, 0.0, 1.0);
    const double largest = std::min(square_share * row_.height, tallest_square);
    const double side = std::max(smallest_square, largest * std::sqrt(weight));
    marks_.push_back(Rectangle{
        {estimate - side / 2, y_ - side / 2, side, side },
        style_.study,
        Stroke{white,               0.5,           {},   false},
        0
    });
    if (has_interval && high - low < side)
      marks_.push_back(Line{
          {std::max(low,                estimate - side / 2 + 0.4), y_},
          {     std::min(high, estimate + side / 2 - 0.4),                         y_  },
          { white,                         0.9,                                              {},   false}
      });
    if (!has_interval) return;
    if (low < frame_.left - 0.01) put_arrow_over(estimate - side / 2, -1);
    if (high > frame_.right() + 0.01) put_arrow_over(estimate + side / 2, 1);
  }

  void operator()(const DiamondMark& mark) const {
    const double estimate = frame_.x(mark.estimate);
    const double low = frame_.x(mark.low);
    const double high = frame_.x(mark.high);
    if (std::isnan(estimate)) return;
    if (estimate < frame_.left || estimate > frame_.right()) {
      put_arrow(estimate < frame_.left ? -1 : 1, style_.pooled, 1.5);
      return;
    }
    const double half = std::min(diamond_share * row_.height, tallest_diamond);
    Polygon diamond;
    diamond.fill = style_.pooled;
    // Left tip or cut, top, right tip or cut, bottom.
    put_side(diamond, estimate, std::isnan(low) ? estimate - half : low, frame_.left, half, -1);
    diamond.points.push_back({estimate, y_ - half});
    put_side(diamond, estimate, std::isnan(high) ? estimate + half : high, frame_.right(), half, 1);
    diamond.points.push_back({estimate, y_ + half});
    marks_.push_back(diamond);
  }

  void operator()(const BarMark& mark) const {
    const double low = frame_.x(mark.low);
    const double high = frame_.x(mark.high);
    if (std::isnan(low) || std::isnan(high)) return;
    if (high < frame_.left || low > frame_.right()) {
      put_arrow(high < frame_.left ? -1 : 1, style_.pooled, 1.3);
      return;
    }
    const bool cut_low = low < frame_.left - 0.01;
    const bool cut_high = high > frame_.right() + 0.01;
    const double from = cut_low ? frame_.left + arrow_head : low;
    const double to = cut_high ? frame_.right() - arrow_head : high;
    const double width = std::max(to - from, 0.8);
    marks_.push_back(Rectangle{
        {from, y_ - bar_half, width, 2 * bar_half},
        style_.pooled, std::nullopt, 0
    });
    if (cut_low) put_arrow(-1, style_.pooled, 1.35);
    if (cut_high) put_arrow(1, style_.pooled, 1.35);
    const Stroke cap{style_.pooled, interval_width, {}, false};
    if (!cut_low)
      marks_.push_back(Line{
          {low, y_ - 3.2},
          {low, y_ + 3.2},
          cap
      });
    if (!cut_high)
      marks_.push_back(Line{
          {high, y_ - 3.2},
          {high, y_ + 3.2},
          cap
      });
  }

 private:
  void put_arrow(int direction, Colour colour, double scale) const {
    const double x = direction < 0 ? frame_.left : frame_.right();
    marks_.push_back(
        arrowhead({x, y_}, direction, arrow_head * scale, arrow_half * scale, colour));
  }

  // Where a square at the edge of the axis hides the arrow, one that is seen: over the square,
  // outlined, its tip beyond it.
  void put_arrow_over(double square_edge, int direction) const {
    const double end = direction < 0 ? frame_.left : frame_.right();
    if (direction * (square_edge - end) <= -arrow_head) return;
    const double beyond = square_edge + direction * arrow_clear;
    const double tip = direction < 0 ? std::max(std::min(beyond, end), 0.0)
                                     : std::min(std::max(beyond, end), frame_.width);
    Polygon arrow = arrowhead({tip, y_}, direction, arrow_head, arrow_half, style_.study);
    arrow.stroke = Stroke{white, arrow_outline, {}, false};
    marks_.push_back(arrow);
  }

  void put_interval(double low, double high) const {
    const Stroke stroke{style_.study, interval_width, {}, false};
    if (high < frame_.left || low > frame_.right()) {
      const int direction = high < frame_.left ? -1 : 1;
      const double tip = direction < 0 ? frame_.left : frame_.right();
      marks_.push_back(Line{
          {tip - 3 * arrow_head * direction,   y_},
          {tip - 0.5 * arrow_head * direction, y_},
          stroke
      });
      put_arrow(direction, style_.study, 1);
      return;
    }
    const bool cut_low = low < frame_.left - 0.01;
    const bool cut_high = high > frame_.right() + 0.01;
    const double from = cut_low ? frame_.left + 0.5 * arrow_head : low;
    const double to = cut_high ? frame_.right() - 0.5 * arrow_head : high;
    marks_.push_back(Line{
        {from, y_},
        {to,   y_},
        stroke
    });
    if (cut_low) put_arrow(-1, style_.study, 1);
    if (cut_high) put_arrow(1, style_.study, 1);
    if (!cut_low)
      marks_.push_back(Line{
          {low, y_ - cap_half},
          {low, y_ + cap_half},
          stroke
      });
    if (!cut_high)
      marks_.push_back(Line{
          {high, y_ - cap_half},
          {high, y_ + cap_half},
          stroke
      });
  }

  // One side of a diamond: its tip, or, where it leaves the axis, the height it has there; with
  // an arrowhead that says it goes on.
  void put_side(Polygon& diamond, double estimate, double tip, double edge, double half,
                int direction) const {
    if (direction * (tip - edge) <= 0.01) {
      diamond.points.push_back({tip, y_});
      return;
    }
    const double base = edge - direction * arrow_head;
    const bool beyond = direction * (estimate - base) > 0;
    const double cut = beyond ? estimate : base;
    const double share = std::isinf(tip) ? 1 : (tip - cut) / (tip - estimate);
    const double height = beyond ? half : half * share;
    const double head = std::max(half, height);
    const Point first{cut, y_ - direction * -height};
    const Point second{cut, y_ + direction * -height};
    // Clockwise: the left side comes from below, the right side from above.
    diamond.points.push_back({first.x, direction < 0 ? y_ + height : y_ - height});
    diamond.points.push_back({first.x, direction < 0 ? y_ + head : y_ - head});
    diamond.points.push_back({edge, y_});
    diamond.points.push_back({second.x, direction < 0 ? y_ - head : y_ + head});
    diamond.points.push_back({second.x, direction < 0 ? y_ - height : y_ + height});
  }

  std::vector<Mark>& marks_;
  const RowSpan& row_;
  const PlotFrame& frame_;
  const PlotStyle& style_;
  double y_;
};

}  // namespace

Polygon arrowhead(Point tip, int direction, double length, double half_height, Colour colour) {
  Polygon head;
  const double back = tip.x - direction * length;
  head.points = {
      tip, {back, tip.y - half_height},
       {back, tip.y + half_height}
  };
  head.fill = colour;
  return head;
}

void put_row_mark(std::vector<Mark>& marks, const RowSpan& row, const PlotFrame& frame,
                  const PlotStyle& style) {
  std::visit(RowPainter(marks, row, frame, style), row.mark);
}

}  // namespace steelyard
