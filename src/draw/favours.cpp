// The labels under an axis: as large as they fit on few lines, cut where they never would.
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
constexpr double average_advance = 0.45;  // em a character, when no font is at hand
constexpr int kept_characters = 7;        // "Favours"
constexpr std::string_view ellipsis = "\u2026";

using Words = std::vector<std::string>;
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

struct Pair {
  Words left, right;
};

// Both labels side by side within `room`: the longer one is wrapped first, fewest lines in all.
std::optional<Pair> side_by_side(const PlotColumn& plot, std::size_t most, double room,
                                 const TextWidth& measure) {
  const bool left_is_long = measure(plot.favours_left) >= measure(plot.favours_right);
  for (std::size_t lines = 1; lines <= most; ++lines)
    for (std::size_t fewer = 1; fewer <= lines; ++fewer) {
      auto left = wrapped(plot.favours_left, left_is_long ? lines : fewer, room, measure);
      auto right = wrapped(plot.favours_right, left_is_long ? fewer : lines, room, measure);
      if (!left || !right) continue;
      if (width_of(*left, measure) + width_of(*right, measure) <= room)
        return Pair{std::move(*left), std::move(*right)};
    }
  return std::nullopt;
}

double room_for(const PlotColumn& plot) {
  return plot.width - (plot.favours_left.empty() ? 0 : favours_beside) -
         (plot.favours_right.empty() ? 0 : favours_beside);
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

// About half the room each, unless one label needs less.
Pair shared_out(const PlotColumn& plot, std::size_t most, double room, const TextWidth& measure) {
  const double least_left = least_of(plot.favours_left, measure);
  const double least_right = least_of(plot.favours_right, measure);
  const double half = std::max(std::min(room / 2, room - least_right), least_left);
  const auto need = [&](const std::string& label, double width) {
    const auto lines = wrapped(label, most, width, measure);
    return lines ? width_of(*lines, measure) : width;
  };
  const double left = need(plot.favours_left, half);
  const double right = need(plot.favours_right, room - half);
  return {shortened(plot.favours_left, most, left < half ? left : room - right, measure),
          shortened(plot.favours_right, most, right < room - half ? right : room - left, measure)};
}

}  // namespace

std::size_t favours_lines(const PlotColumn& plot, const PlotStyle& style) {
  if (plot.favours_left.empty() && plot.favours_right.empty()) return 0;
  const TextWidth measure = [](const std::string& text) {
    return average_advance * code_point_count(text);
  };
  const auto pair = side_by_side(plot, most_lines, room_for(plot) / style.tick_size, measure);
  return pair ? std::max(pair->left.size(), pair->right.size()) : most_lines;
}

Favours favours(const PlotColumn& plot, const PlotStyle& style, const FontMetrics& fonts) {
  const std::size_t most = favours_lines(plot, style);
  if (most == 0) return {};
  const TextWidth measure = [&fonts](const std::string& text) {
    return fonts.width(text, Face::regular, 1);
  };
  const double room = room_for(plot);
  const double least = std::min(smallest_type, style.tick_size);
  // A little smaller on one line reads better than a word under the other.
  for (double size = style.tick_size; size >= std::min(one_line_type, style.tick_size); size -= size_step)
    if (auto pair = side_by_side(plot, 1, room / size, measure))
      return {std::move(pair->left), std::move(pair->right), size};
  for (double size = style.tick_size; size >= least; size -= size_step)
    if (auto pair = side_by_side(plot, most, room / size, measure))
      return {std::move(pair->left), std::move(pair->right), size};
  // Only in a plot too narrow for the first words themselves is type smaller still.
  const double first = least_of(plot.favours_left, measure) + least_of(plot.favours_right, measure);
  const double size = std::min(least, room / first);
  Pair pair = shared_out(plot, most, room / size, measure);
  return {std::move(pair.left), std::move(pair.right), size};
}

}  // namespace steelyard
