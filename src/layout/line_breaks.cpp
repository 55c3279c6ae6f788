// Where the lines of a paragraph end: the ends that leave the right edge most even over the whole
// paragraph. Source: Knuth and Plass 1981, doi:10.1002/spe.4380111102, for ragged setting.
#include "layout/line_breaks.h"

#include <algorithm>
#include <limits>

namespace steelyard {
namespace {

constexpr double line_rounding = 0.01;     // points by which a line may be too wide: rounding only
constexpr double empty_line = 1000;    // a line with nothing on it; the unit of all penalties
constexpr double per_line = 300;       // so that evenness never costs a line; judged by eye
constexpr double lonely_end = 150;     // a last line shorter than this share of the width:
constexpr double lonely_share = 0.12;  // a word alone; judged by eye

double cost(double used, double width, bool last, bool only, Fit fit) {
  const double slack = std::max(0.0, 1 - used / width);
  if (last && fit == Fit::ragged) return !only && used < lonely_share * width ? lonely_end : 0;
  return empty_line * slack * slack;
}

}  // namespace

std::vector<std::size_t> line_ends(const std::vector<Fragment>& fragments, double width, Fit fit) {
  const std::size_t count = fragments.size();
  std::vector<double> best(count + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> start(count + 1, 0);
  best[0] = 0;
  for (std::size_t from = 0; from < count; ++from) {
    double used = 0;
    for (std::size_t to = from; to < count; ++to) {
      const Fragment& fragment = fragments[to];
      if (to > from) used += fragments[to - 1].space;
      used += fragment.width;
      if (used > width + line_rounding && to > from) break;
      const bool last = to + 1 == count || fragment.ends_line;
      const double total =
          best[from] + per_line + fragment.penalty + cost(used, width, last, from == 0, fit);
      if (total < best[to + 1]) {
        best[to + 1] = total;
        start[to + 1] = from;
      }
      if (fragment.ends_line) break;
    }
  }
  std::vector<std::size_t> ends;
  for (std::size_t end = count; end > 0; end = start[end]) ends.push_back(end);
  std::reverse(ends.begin(), ends.end());
  return ends;
}

}  // namespace steelyard
