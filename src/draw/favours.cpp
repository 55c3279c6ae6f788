// The labels under an axis: each on its own side of the null line, as large as it fits on few lines,
// cut where it never would.
#include "draw/favours.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "steelyard/base/text.h"

namespace steelyard {
namespace {

constexpr std::size_t most_lines = 3;
constexpr double smallest_type = 6;       // points; smaller is not read in print
constexpr double one_line_type = 7;        // points; below it a label goes on two lines
constexpr double size_step = 0.25;        // points
constexpr double average_advance = 0.5;   // em a character, when no font is at hand
constexpr double tick_overhang = 0.03;    // of the plot: half a tick label beyond the axis, about
// How much of the plot one side may ask for: to stand well, and in the smallest type.
constexpr double comfortable_side = 0.44, widest_side = 0.46;
constexpr std::size_t comfortable_lines = 2;  // a word a line is hard to read
constexpr int kept_characters = 7;        // "Favours"
constexpr std::string_view ellipsis = "\u2026";

using Words = std::vector<std::string>;
/// Points that the text of either label has beside the null line.
struct FavoursRoom {
  double left = 0, right = 0;
};
/// Width of a text in type of one point.
using TextWidth = std::function<double(const std::string&)>;

// Lines of words as wide as they may be; nothing if they are more than `most`. `next` becomes the
// smallest width at which they would run otherwise.
std::optional<Words> filled(const Words& words, double width, std::size_t most,
                            const TextWidth& measure, double& next) {
  next = std::numeric_limits<double>::infinity();
  Words lines;
  for (const std::string& word : words) {
    const std::string longer = lines.empty() ? word : lines.back() + ' ' + word;
    const double wide = measure(longer);
    if (!lines.empty() && wide <= width) {
      lines.back() = longer;
      continue;
    }
    if (!lines.empty()) next = std::min(next, wide);
    if (lines.size() == most) return std::nullopt;
    lines.push_back(word);
  }
  return lines;
}

// A label on at most `most` lines that are as narrow as can be; nothing if they are wider than
// `widest`.
std::optional<Words> wrapped(const std::string& label, std::size_t most, double widest,
                             const TextWidth& measure) {
  if (label.empty()) return Words{};
  const Words words = split(label, ' ');
  double width = 0;
  for (const std::string& word : words) width = std::max(width, measure(word));
  while (width <= widest) {
    double next = 0;
    if (auto lines = filled(words, width, most, measure, next)) return lines;
    width = next;
  }
  return std::nullopt;
}

double width_of(const Words& lines, const TextWidth& measure) {
  double widest = 0;
  for (const std::string& line : lines) widest = std::max(widest, measure(line));
  return widest;
}

// The narrowest that a label gets on so many lines.
double narrowest(const std::string& label, std::size_t most, const TextWidth& measure) {
  const auto lines = wrapped(label, most, std::numeric_limits<double>::infinity(), measure);
  return lines ? width_of(*lines, measure) : 0;
}

// A label on as few lines as its side has room for.
std::optional<Words> fewest(const std::string& label, std::size_t most, double room,
                            const TextWidth& measure) {
  for (std::size_t lines = 1; lines <= most; ++lines)
    if (auto result = wrapped(label, lines, room, measure)) return result;
  return std::nullopt;
}

// What one label asks of its side of the null line, in points with its arrow and gaps.
double asked(const std::string& label, const PlotColumn& plot, const PlotStyle& style,
             const TextWidth& measure) {
  if (label.empty()) return 0;
  const double wide = narrowest(label, comfortable_lines, measure);
  const double well = std::min(wide * style.tick_size + favours_beside, comfortable_side * plot.width);
  const double narrow = narrowest(label, most_lines, measure);
  const double least = std::min(narrow * std::min(smallest_type, style.tick_size) + favours_beside,
                                widest_side * plot.width);
  return std::max(well, least);
}

double null_fraction(const PlotColumn& plot) {
  return plot.null_value ? std::clamp(plot.axis.position(*plot.null_value, 1), 0.0, 1.0) : 0.5;
}

FavoursRoom room_beside(const PlotColumn& plot, const AxisMargins& margins) {
  const double null_x =
      margins.left + null_fraction(plot) * (plot.width - margins.left - margins.right);
  return {std::max(0.0, null_x - favours_beside),
          std::max(0.0, plot.width - null_x - favours_beside)};
}

AxisMargins margins_with(const PlotColumn& plot, const PlotStyle& style, AxisMargins margins,
                         const TextWidth& measure) {
  const double left = asked(plot.favours_left, plot, style, measure);
  const double right = asked(plot.favours_right, plot, style, measure);
  const double at = null_fraction(plot);
  const double null_x = margins.left + at * (plot.width - margins.left - margins.right);
  // Both sides ask for less than half, so at most one of them is short.
  if (null_x < left)
    margins.left = (left - at * (plot.width - margins.right)) / (1 - at);
  else if (plot.width - null_x < right)
    margins.right = (right - (1 - at) * (plot.width - margins.left)) / at;
  return margins;
}

// As much of a word as fits with an ellipsis after it.
std::string cut_word(const std::string& word, double width, const TextWidth& measure) {
  std::string result;
  for (std::size_t at = 0; at < word.size();) {
    std::string longer = result;
    append_utf8(longer, next_code_point(word, at));
    if (measure(longer + std::string(ellipsis)) > width) break;
    result = std::move(longer);
  }
  return result + std::string(ellipsis);
}

// The words of a label that fit on so many lines, with an ellipsis for the others. A word that is
// wider than a line is cut itself: its start says more than nothing.
Words shortened(const std::string& label, std::size_t most, double width, const TextWidth& measure) {
  if (label.empty()) return {};
  Words lines;
  for (const std::string& word : split(label, ' ')) {
    const std::string longer = lines.empty() ? word : lines.back() + ' ' + word;
    if (!lines.empty() && measure(longer) <= width) {
      lines.back() = longer;
    } else if (lines.size() < most && measure(word) <= width) {
      lines.push_back(word);
    } else if (lines.size() < most) {
      lines.push_back(cut_word(word, width, measure));
      return lines;
    } else {
      std::string& last = lines.back();
      while (measure(last + std::string(ellipsis)) > width && last.find(' ') != std::string::npos)
        last.erase(last.rfind(' '));
      last = measure(last + std::string(ellipsis)) <= width ? last + std::string(ellipsis)
                                                            : cut_word(last, width, measure);
      return lines;
    }
  }
  return lines;
}

// Width of the start of a label that is never cut away: "Favours" and an ellipsis.
double least_of(const std::string& label, const TextWidth& measure) {
  std::string start;
  for (std::size_t at = 0; at < label.size() && label[at] != ' ';) {
    append_utf8(start, next_code_point(label, at));
    if (code_point_count(start) == kept_characters) break;
  }
  return label.empty() ? 0 : measure(start + std::string(ellipsis));
}

}  // namespace

AxisMargins favours_margins(const PlotColumn& plot, const PlotStyle& style,
                            const FontMetrics& fonts, const AxisMargins& least) {
  return margins_with(plot, style, least, [&fonts](const std::string& text) {
    return fonts.width(text, Face::regular, 1);
  });
}

std::size_t favours_lines(const PlotColumn& plot, const PlotStyle& style) {
  if (plot.favours_left.empty() && plot.favours_right.empty()) return 0;
  const TextWidth measure = [](const std::string& text) {
    return average_advance * code_point_count(text);
  };
  const double edge = tick_overhang * plot.width;
  const FavoursRoom room = room_beside(plot, margins_with(plot, style, {edge, edge}, measure));
  const auto left = fewest(plot.favours_left, most_lines, room.left / style.tick_size, measure);
  const auto right = fewest(plot.favours_right, most_lines, room.right / style.tick_size, measure);
  return left && right ? std::max(left->size(), right->size()) : most_lines;
}

Favours favours(const PlotColumn& plot, const PlotStyle& style, const FontMetrics& fonts,
                const AxisMargins& margins) {
  const std::size_t most = favours_lines(plot, style);
  if (most == 0) return {};
  const TextWidth measure = [&fonts](const std::string& text) {
    return fonts.width(text, Face::regular, 1);
  };
  const FavoursRoom room = room_beside(plot, margins);
  Favours result;
  const auto fits = [&](std::size_t lines, double size) {
    auto left = fewest(plot.favours_left, lines, room.left / size, measure);
    auto right = fewest(plot.favours_right, lines, room.right / size, measure);
    if (!left || !right) return false;
    result = {std::move(*left), std::move(*right), size};
    return true;
  };
  const double least = std::min(smallest_type, style.tick_size);
  // A little smaller on one line reads better than a word under the other.
  for (double size = style.tick_size; size >= std::min(one_line_type, style.tick_size); size -= size_step)
    if (fits(1, size)) return result;
  for (double size = style.tick_size; size >= least; size -= size_step)
    if (fits(most, size)) return result;
  // Only in a plot too narrow for the first words themselves is type smaller still.
  double size = least;
  const double first_left = least_of(plot.favours_left, measure);
  const double first_right = least_of(plot.favours_right, measure);
  if (first_left > 0) size = std::min(size, room.left / first_left);
  if (first_right > 0) size = std::min(size, room.right / first_right);
  return {shortened(plot.favours_left, most, room.left / size, measure),
          shortened(plot.favours_right, most, room.right / size, measure), size};
}

}  // namespace steelyard
