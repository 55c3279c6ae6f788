// The arithmetic gate: can the printed numbers all be right?
#include "steelyard/claim/arithmetic.h"

#include <algorithm>
#include <cmath>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// A percentage as printed: 33.5 is 335 in units of 10^-1 percent.
struct Printed {
  long units = 0;
  int decimals = 0;
  long scale = 1;  // 10^decimals
  double value = 0;
};

std::optional<Printed> read_percent(std::string_view text) {
  const auto number = parse_number(text);
  if (!number || *number < 0) return std::nullopt;
  Printed printed;
  printed.value = *number;
  if (const std::size_t point = text.find('.'); point != std::string_view::npos)
    printed.decimals = static_cast<int>(text.size() - point - 1);
  if (printed.decimals > 6) return std::nullopt;
  for (int i = 0; i < printed.decimals; ++i) printed.scale *= 10;
  printed.units = std::lround(*number * static_cast<double>(printed.scale));
  return printed;
}

struct Fit {
  bool nearest = false;  // half up or half to even
  bool any = false;      // also truncated or rounded up
};

// Whether x of n prints as `printed`; whole-number arithmetic, so that halves are exact. Groups of
// more people than there are on Earth would overflow it; the reader refuses them.
Fit fits(long x, long n, const Printed& printed) {
  const long numerator = x * 100 * printed.scale;
  const long quotient = numerator / n;
  const long remainder = numerator % n;
  const long half_up = quotient + (2 * remainder >= n ? 1 : 0);
  const bool tie_to_odd = 2 * remainder == n && quotient % 2 != 0;
  const long half_even = quotient + (2 * remainder > n || tie_to_odd ? 1 : 0);
  const long up = quotient + (remainder > 0 ? 1 : 0);
  Fit fit;
  fit.nearest = printed.units == half_up || printed.units == half_even;
  fit.any = fit.nearest || printed.units == quotient || printed.units == up;
  return fit;
}

// Candidates near the printed percentage; nothing further away can print it.
void fit_whole_numbers(ArithmeticCheck& check, const Printed& printed, long n) {
  const double target = printed.value * static_cast<double>(n) / 100;
  const double reach = static_cast<double>(n) / (100.0 * static_cast<double>(printed.scale)) + 1;
  const long first = std::max(0L, static_cast<long>(std::floor(target - reach)));
  const long last = std::min(n, static_cast<long>(std::ceil(target + reach)));
  bool nearest = false;
  for (long x = first; x <= last; ++x) {
    const Fit fit = fits(x, n, printed);
    if (!fit.any) continue;
    nearest = nearest || fit.nearest;
    if (!check.events_low) check.events_low = x;
    check.events_high = x;
    const auto distance = [&](long y) { return std::abs(static_cast<double>(y) - target); };
    if (!check.events_likely || distance(x) < distance(*check.events_likely))
      check.events_likely = x;
  }
  if (nearest)
    check.code = Arithmetic::ok;
  else
    check.code = check.events_low ? Arithmetic::rounding_only : Arithmetic::inconsistent;
}

// Absent for more than four decimals: no group is as large as that would take.
std::optional<long> smallest_n_for(const Printed& printed) {
  if (printed.decimals > 4) return std::nullopt;
  const long most = 100 * printed.scale;  // 10^d percent steps are reached at this n at the latest
  for (long n = 1; n < most; ++n) {
    const long near = std::lround(printed.value * static_cast<double>(n) / 100);
    for (const long x : {near - 1, near, near + 1})
      if (x >= 0 && x <= n && fits(x, n, printed).nearest) return n;
  }
  return most;
}

void approximate_range(ArithmeticCheck& check, const Printed& printed, long n) {
  constexpr double width = 2.5;  // percentage points either way: claim-appraisal rule 2 of the gate
  const double people = static_cast<double>(n);
  check.code = Arithmetic::approximate;
  check.events_low = std::max(0L, std::lround(std::ceil((printed.value - width) * people / 100)));
  check.events_high = std::min(n, std::lround(std::floor((printed.value + width) * people / 100)));
  check.events_likely = std::clamp(std::lround(printed.value * people / 100), 0L, n);
}

}  // namespace

ArithmeticCheck check_arithmetic(std::string_view percent, std::optional<long> n,
                                 std::optional<long> events, bool approximate) {
  ArithmeticCheck check;
  const auto printed = read_percent(percent);
  if (!printed) {
    if (n && events) check.code = *events <= *n ? Arithmetic::counts : Arithmetic::inconsistent;
    if (n && !events) check.code = Arithmetic::n_only;
    if (!n && events) check.code = Arithmetic::events_only;
    if (check.code == Arithmetic::counts)
      check.events_low = check.events_high = check.events_likely = events;
    return check;
  }
  if (printed->value > 100) {
    check.code = Arithmetic::inconsistent;
    return check;
  }
  if (!n && !events) {
    check.code = Arithmetic::percent_only;
    check.smallest_n = smallest_n_for(*printed);
    return check;
  }
  constexpr long most_people = 10'000'000'000;  // keeps 100 · 10^6 · n within a long
  if (n && (*n < 1 || *n > most_people)) {
    check.code = Arithmetic::inconsistent;
    return check;
  }
  if (n)
    check.power =
        std::max(0.0, 1 - static_cast<double>(*n) / (100.0 * static_cast<double>(printed->scale)));
  if (events && printed->value > 0) {
    const long implied = std::lround(100.0 * static_cast<double>(*events) / printed->value);
    const bool rounds_back =
        implied >= std::max(1L, *events) && fits(*events, implied, *printed).any;
    const bool stated_fits = n && *events <= *n && fits(*events, *n, *printed).any;
    if (!n) check.code = Arithmetic::events_only;
    if (rounds_back && !stated_fits) check.implied_n = implied;
    check.denominator_switch = n && check.implied_n.has_value();
  }
  if (!n) return check;
  if (events) {
    const Fit fit = *events <= *n && *events >= 0 ? fits(*events, *n, *printed) : Fit{};
    check.code = fit.nearest ? Arithmetic::ok
                 : fit.any   ? Arithmetic::rounding_only
                             : Arithmetic::inconsistent;
    check.events_low = check.events_high = check.events_likely = events;
    return check;
  }
  fit_whole_numbers(check, *printed, *n);
  if (check.code == Arithmetic::inconsistent && approximate) approximate_range(check, *printed, *n);
  return check;
}

}  // namespace steelyard
