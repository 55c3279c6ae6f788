// The plot that stands beside the rows of a table: lines, marks, axis and what is under it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "draw/favours.h"
#include "draw/plot_marks.h"

namespace steelyard {
namespace {

constexpr double axis_drop = 2;  // axis line below the last row
constexpr double tick_length = 3;
constexpr double arrow_length = 7;  // of the small arrows beside "favours …"
constexpr double middle_gap = 3.5;  // either side of the null line

double line_height(const PlotStyle& style) {
  return 1.25 * style.tick_size;
}

class PlotPainter {
 public:
  PlotPainter(const PlotColumn& plot, const PlotStyle& style, const FontMetrics& fonts,
              double bottom)
      : plot_(plot),
        style_(style),
        fonts_(fonts),
        bottom_(bottom),
        frame_{plot.axis, 0, plot.width, plot.width} {
    // Room for half a tick label or a square with its arrow beyond either end of the axis.
    double left = mark_margin;
    double right = mark_margin;
    for (std::size_t t = 0; t < plot.axis.ticks.size(); ++t) {
      const double x = plot.axis.position(plot.axis.ticks[t], plot.width);
      const double half = width(plot.axis.tick_labels[t], style.tick_size) / 2;
      left = std::max(left, half - x);
      right = std::max(right, x + half - plot.width);
    }
    // Either label under the axis gets its own side of the null line.
    margins_ = favours_margins(plot, style, fonts,
                               {std::min(left, 0.2 * plot.width), std::min(right, 0.2 * plot.width)});
    frame_.left = margins_.left;
    frame_.length = plot.width - margins_.left - margins_.right;
  }

  Drawing paint(const std::vector<RowSpan>& rows) {
    drawing_.size = {plot_.width, bottom_ + axis_height(plot_, style_)};
    put_lines(rows);
    for (const RowSpan& row : rows) put_row_mark(drawing_.marks, row, frame_, style_);
    put_axis();
    put_title();
    return std::move(drawing_);
  }

 private:
  double width(const std::string& text, double size) const {
    return fonts_.width(text, Face::regular, size);
  }
  double axis_y() const { return bottom_ + axis_drop; }
  bool shows(double value) const {
    return std::isfinite(value) && value >= plot_.axis.low && value <= plot_.axis.high;
  }

  void put_vertical(double value, const Stroke& stroke, double from) {
    const double x = frame_.x(value);
    drawing_.marks.push_back(Line{{x, from}, {x, axis_y()}, stroke});
  }

  void put_lines(const std::vector<RowSpan>& rows) {
    const double top = rows.empty() ? 0 : rows.front().top;
    for (const double tick : plot_.axis.ticks)
      if (shows(tick) && !(plot_.null_value && std::fabs(tick - *plot_.null_value) < 1e-12))
        put_vertical(tick, {style_.grid, 0.4, {}, false}, top);
    if (plot_.null_value && shows(*plot_.null_value))
      put_vertical(*plot_.null_value, {style_.null_line, 0.8, {}, false}, top);
    if (plot_.summary && shows(*plot_.summary))
      put_vertical(*plot_.summary, {style_.pooled, 0.8, {2.4, 1.8}, false}, top);
  }

  void put_axis() {
    const double y = axis_y();
    const Stroke stroke{style_.text, 0.7, {}, false};
    drawing_.marks.push_back(Line{{frame_.left, y}, {frame_.right(), y}, stroke});
    const double baseline = y + tick_length + 1 + 0.78 * style_.tick_size;
    double free_from = -1e9;  // labels that would touch are left out, their ticks stay
    for (std::size_t t = 0; t < plot_.axis.ticks.size(); ++t) {
      if (!shows(plot_.axis.ticks[t])) continue;
      const double x = frame_.x(plot_.axis.ticks[t]);
      drawing_.marks.push_back(Line{{x, y}, {x, y + tick_length}, stroke});
      const std::string& text = plot_.axis.tick_labels[t];
      const double half = width(text, style_.tick_size) / 2;
      if (x - half < free_from) continue;
      free_from = x + half + 2;
      put_label(text, {x, baseline}, style_.tick_size, style_.text, Anchor::middle);
    }
  }

  void put_label(const std::string& text, Point at, double size, Colour colour, Anchor anchor) {
    drawing_.marks.push_back(Label{at, text, Face::regular, size, colour, anchor});
  }

  void put_title() {
    double y = axis_y() + tick_length + 1 + line_height(style_) + 3 + 0.78 * style_.tick_size;
    const std::size_t lines = favours_lines(plot_, style_);
    if (lines > 0) {
      put_favours(favours(plot_, style_, fonts_, margins_), y);
      y += static_cast<double>(lines) * line_height(style_) + 2;
    }
    if (plot_.axis_title.empty()) return;
    double size = style_.tick_size;
    const double wide = width(plot_.axis_title, size);
    if (wide > plot_.width) size *= plot_.width / wide;
    const double half = std::min(wide, plot_.width) / 2;
    const double x = std::clamp(frame_.left + frame_.length / 2, half, plot_.width - half);
    put_label(plot_.axis_title, {x, y}, size, style_.muted, Anchor::middle);
  }

  // Width of one side with its arrow and gaps.
  double side_width(const std::vector<std::string>& lines, double size) const {
    double widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, width(line, size));
    return lines.empty() ? 0 : widest + favours_beside;
  }

  void put_favours(const Favours& labels, double y) {
    const double size = labels.size;
    const double left = side_width(labels.left, size);
    const double right = side_width(labels.right, size);
    const double middle = plot_.null_value ? frame_.x(*plot_.null_value)
                                           : frame_.left + frame_.length / 2;
    put_side(labels.left, left, middle, -1, size, y);
    put_side(labels.right, right, middle, 1, size, y);
  }

  void put_side(const std::vector<std::string>& lines, double wide, double middle, int direction, double size,
                double y) {
    if (lines.empty()) return;
    const Anchor anchor = direction < 0 ? Anchor::end : Anchor::start;
    double line_y = y;
    for (const std::string& line : lines) {
      put_label(line, {middle + direction * middle_gap, line_y}, size, style_.muted, anchor);
      line_y += line_height(style_);
    }
    const double tip = middle + direction * wide;
    const double back = tip - direction * arrow_length;
    const double height = y - 0.32 * size + (line_y - y - line_height(style_)) / 2;
    drawing_.marks.push_back(
        Line{{back, height}, {tip - direction * 2.5, height}, {style_.muted, 0.6, {}, false}});
    drawing_.marks.push_back(arrowhead({tip, height}, direction, 3.6, 1.7, style_.muted));
  }

  const PlotColumn& plot_;
  const PlotStyle& style_;
  const FontMetrics& fonts_;
  double bottom_;
  AxisMargins margins_;
  PlotFrame frame_;
  Drawing drawing_;
};

}  // namespace

double axis_height(const PlotColumn& plot, const PlotStyle& style) {
  double height = axis_drop + tick_length + 1 + line_height(style) + 3;
  const std::size_t lines = favours_lines(plot, style);
  if (lines > 0) height += static_cast<double>(lines) * line_height(style) + 2;
  if (!plot.axis_title.empty()) height += line_height(style);
  return height;
}

Drawing draw_plot(const PlotColumn& plot, const std::vector<RowSpan>& rows, const PlotStyle& style,
                  const FontMetrics& fonts) {
  double bottom = 0;
  for (const RowSpan& row : rows) bottom = std::max(bottom, row.top + row.height);
  return PlotPainter(plot, style, fonts, bottom).paint(rows);
}

}  // namespace steelyard
