// Linear and logarithmic axes: what they show and where their ticks are.
#include "steelyard/draw/axis.h"

#include <algorithm>
#include <cmath>

#include "steelyard/base/text.h"

namespace steelyard {
namespace {

// What follows was judged by eye on plots 140 to 240 points wide.
constexpr double decades_shown = 3;      // on a log axis, unless the bulk needs more
constexpr double share_left_out = 0.35;  // of the values at most; estimates are a third of them
constexpr double fence = 2.5;            // quartile ranges beyond the quartiles: an outlier
constexpr double few_decades = 0.55;     // below this, equal steps read better than 1-2-5
constexpr double many_decades = 2.3;     // above this, only powers of ten
constexpr double tick_nearby = 0.12;     // of the axis: it is lengthened to reach such a tick

double quantile(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

struct Range {
  double low = 0, high = 1;
};

// The range of the bulk, on the scale of the axis (logs to base ten on a log axis).
Range bulk(std::vector<double> values, bool logarithmic) {
  std::sort(values.begin(), values.end());
  const double low_quartile = quantile(values, 0.25);
  const double high_quartile = quantile(values, 0.75);
  const double reach = fence * std::max(high_quartile - low_quartile, logarithmic ? 0.2 : 0.0);
  std::size_t first = 0;
  std::size_t last = values.size() - 1;
  const auto may_go = static_cast<std::size_t>(share_left_out * static_cast<double>(values.size()));
  const auto left_out = [&] { return first + (values.size() - 1 - last); };
  while (left_out() < may_go && values[first] < low_quartile - reach) ++first;
  while (left_out() < may_go && values[last] > high_quartile + reach) --last;
  const double middle = quantile(values, 0.5);
  while (logarithmic && left_out() < may_go && values[last] - values[first] > decades_shown)
    (values[last] - middle > middle - values[first]) ? --last : ++first;
  return {values[first], values[last]};
}

// 1, 2 or 5 times a power of ten: the step that cuts `length` into about five.
double nice_step(double length) {
  const double rough = length / 5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= 0.85 * rough) return factor * power;
  return 10 * power;
}

std::vector<double> equal_ticks(double low, double high) {
  const double step = nice_step(high - low);
  std::vector<double> ticks;
  const double slack = 1e-9;
  for (double n = std::ceil(low / step - slack); n <= std::floor(high / step + slack); ++n)
    ticks.push_back(n == 0 ? 0 : n * step);
  return ticks;
}

std::vector<double> ticks_125(double low, double high) {
  std::vector<double> ticks;
  const double slack = 1e-9;
  const double decades = high - low;
  const int every = decades > many_decades ? static_cast<int>(std::ceil(decades / 6)) : 1;
  for (int power = static_cast<int>(std::floor(low)); power <= std::ceil(high); ++power)
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (decades > many_decades && (factor > 1 || power % every != 0)) continue;
      const double at = power + std::log10(factor);
      // A power of ten below one is written as a quotient: 0.1 exactly, not 0.1 and a bit.
      if (at >= low - slack && at <= high + slack)
        ticks.push_back(power < 0 ? factor / std::pow(10, -power) : factor * std::pow(10, power));
    }
  return ticks;
}

// No useless zeros, a real minus, thousands apart from five digits on.
std::string tick_label(double tick, double smallest_step) {
  int decimals = 0;
  if (smallest_step > 0)
    decimals = std::clamp(static_cast<int>(1 - std::floor(std::log10(smallest_step))), 0, 12);
  std::string text = fixed(std::fabs(tick), decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  const std::size_t whole = std::min(text.find('.'), text.size());
  if (whole >= 5)
    for (std::size_t at = whole; at > 3; at -= 3) text.insert(at - 3, at > 3 ? "\u202F" : "");
  return tick < 0 && text != "0" ? "\u2212" + text : text;
}

void label_ticks(Axis& axis) {
  double step = axis.ticks.empty() ? 1 : std::fabs(axis.ticks.front());
  for (std::size_t t = 0; t + 1 < axis.ticks.size(); ++t) {
    const double apart = axis.ticks[t + 1] - axis.ticks[t];
    step = step > 0 ? std::min(step, apart) : apart;
  }
  for (const double tick : axis.ticks) axis.tick_labels.push_back(tick_label(tick, step));
}

// A tick just outside makes a tidy end.
void reach_for_tick(Range& range, bool logarithmic) {
  const double length = range.high - range.low;
  const Range wider{range.low - tick_nearby * length, range.high + tick_nearby * length};
  std::vector<double> ticks;
  if (!logarithmic) {
    // The step must stay that of the range itself.
    const double step = nice_step(length);
    for (const double n : {std::floor(range.low / step), std::ceil(range.high / step)})
      ticks.push_back(n * step);
  } else if (length >= few_decades) {
    for (const double tick : ticks_125(wider.low, wider.high)) ticks.push_back(std::log10(tick));
  }
  const Range inner = range;
  const double slack = 1e-9;
  for (const double tick : ticks) {
    if (tick < inner.low - slack && tick >= wider.low) range.low = tick;
    if (tick > inner.high + slack && tick <= wider.high && range.high == inner.high)
      range.high = tick;
  }
}

}  // namespace

double Axis::position(double value, double length) const {
  if (logarithmic)
    return length * (std::log(value) - std::log(low)) / (std::log(high) - std::log(low));
  return length * (value - low) / (high - low);
}

Axis choose_axis(bool logarithmic, const std::vector<double>& values,
                 std::optional<double> must_show) {
  const auto usable = [logarithmic](double value) {
    return std::isfinite(value) && (!logarithmic || value > 0);
  };
  const auto scaled = [logarithmic](double value) {
    return logarithmic ? std::log10(value) : value;
  };
  std::vector<double> known;
  for (const double value : values)
    if (usable(value)) known.push_back(scaled(value));
  const bool has_line = must_show && usable(*must_show);
  if (known.empty()) known.push_back(has_line ? scaled(*must_show) : 0);

  Range range = bulk(known, logarithmic);
  if (has_line) {
    range.low = std::min(range.low, scaled(*must_show));
    range.high = std::max(range.high, scaled(*must_show));
  }
  const double least = logarithmic ? 0.15 : std::max(0.02 * std::fabs(range.high), 1e-9);
  if (range.high - range.low < least) {
    const double more = logarithmic ? 0.3 : std::max(0.5 * std::fabs(range.high), 1.0);
    range = {range.low - more, range.high + more};
  }
  const double margin = 0.02 * (range.high - range.low);
  range = {range.low - margin, range.high + margin};
  reach_for_tick(range, logarithmic);

  Axis axis;
  axis.logarithmic = logarithmic;
  axis.low = logarithmic ? std::pow(10, range.low) : range.low;
  axis.high = logarithmic ? std::pow(10, range.high) : range.high;
  axis.ticks = logarithmic && range.high - range.low >= few_decades
                   ? ticks_125(range.low, range.high)
                   : equal_ticks(axis.low, axis.high);
  label_ticks(axis);
  return axis;
}

}  // namespace steelyard
