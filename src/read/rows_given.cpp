// Effects that a paper reports itself: estimate with a standard error, an interval or a P value.
#include <algorithm>

#include "cell.h"
#include "given_effect.h"
#include "rows.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using enum Number;

// Its square is still far above the smallest normal double, 2.2e-308.
constexpr double smallest_se = 1e-150;

// With as many decimals as the printed numbers have.
std::string rounded_to(double unit, double number) {
  int decimals = 0;
  constexpr int most = 15;  // digits of a double
  for (; unit > 0 && unit < 0.5 && decimals < most; unit *= 10) ++decimals;
  return unit > 0 ? fixed(number, decimals) : shortest(number);
}

}  // namespace

void RowReader::read_given(Study& study) {
  if (!value(estimate)) {
    const bool begun =
        value(se) || value(ci_low) || value(ci_high) || (value(variance) && !value(o_minus_e));
    if (begun) study.gaps.push_back(gap(std::array{estimate}));
    return;
  }
  const bool interval_possible = check_interval();
  const std::optional<double> found = given_variance();
  if (found && interval_possible) add(study, GivenEffect{number(estimate), *found}, true);
  if (found || wrong_.any()) return;
  std::vector<std::string> titles;
  for (const Number each : {se, variance, ci_low, ci_high, p})
    if (columns_.has(each) && !value(each)) titles.push_back(title(each));
  const std::vector<std::string_view> views(titles.begin(), titles.end());
  const bool half = value(ci_low).has_value() != value(ci_high).has_value();
  if (half) {
    study.gaps.push_back(gap(std::array{ci_low, ci_high}));
  } else {
    study.gaps.push_back(titles.size() == 1 ? titles.front() + " is missing"
                                            : listed(views, "and") + " are missing");
  }
}

// Limits in the wrong order, an estimate outside of them, a lopsided interval.
bool RowReader::check_interval() {
  if (!value(ci_low) || !value(ci_high)) return true;
  const double low = number(ci_low), high = number(ci_high), middle = number(estimate);
  const std::string both = title(ci_low) + " to " + title(ci_high);
  if (low >= high) {
    complain(Severity::error, ci_low, "below " + shortest(high) + " (" + title(ci_high) + ")",
             low > high ? "are " + title(ci_low) + " and " + title(ci_high) + " swapped?" : "");
    return false;
  }
  if (middle < low || middle > high) {
    complain(Severity::error, estimate,
             shortest(low) + " to " + shortest(high) + " (" + both + ")");
    return false;
  }
  double unit = 0;
  for (const Number each : {estimate, ci_low, ci_high})
    unit = std::max(unit, last_digit(field(each).text));
  if (off_centre(middle, low, high, unit))
    complain(Severity::warning, estimate,
             "near " + rounded_to(unit, (low + high) / 2) + ", the middle of " + both,
             low > 0 ? "if these are ratios, give the logarithms of all three"
                     : "do the three numbers belong together?");
  return true;
}

double RowReader::interval_level() {
  constexpr double usual = 95;  // per cent; stated in datasets/README.md
  const double given = value(level).value_or(usual);
  if (given >= 1 && given < 100) return given;
  complain(Severity::error, level, "1 to 99.9 (percent)",
           given > 0 && given < 1
               ? "write " + shortest(100 * given) + " for " + shortest(100 * given) + "%"
               : "");
  return usual;
}

std::optional<double> RowReader::given_variance() {
  if (value(variance) && columns_.has(variance) && !value(o_minus_e)) return value(variance);
  if (value(se)) {
    if (number(se) >= smallest_se) return number(se) * number(se);
    const bool positive = number(se) > 0;
    complain(Severity::error, se, positive ? "1e-150 or more" : "above 0",
             positive ? "the standard error is too small to square" : "");
    return std::nullopt;
  }
  if (value(ci_low) && value(ci_high)) {
    const double found = se_from_interval(number(ci_low), number(ci_high), interval_level());
    if (found >= smallest_se) return found * found;
    if (number(ci_low) < number(ci_high))
      complain(Severity::error, ci_high, "further above " + title(ci_low),
               "the standard error is too small to square");
    return std::nullopt;
  }
  if (!columns_.has(p)) return std::nullopt;
  const std::string_view text = field(p).text;
  const bool bound = text.starts_with('<') || text.starts_with('>') ||
                     text.starts_with("\xE2\x89") || lower_case(text) == "ns";
  if (bound) {
    complain(Severity::error, p, "an exact P value",
             "a bound cannot be turned into a variance; give se, or ci_low and ci_high");
    return std::nullopt;
  }
  read_value(p, true);
  if (!value(p)) return std::nullopt;
  if (number(p) <= 0 || number(p) > 1) {
    complain(
        Severity::error, p, "above 0 and at most 1",
        number(p) == 0 ? "a P value printed as 0 is a bound; give se, or ci_low and ci_high" : "");
    return std::nullopt;
  }
  const std::optional<double> found = se_from_p(number(estimate), number(p));
  if (!found) {
    const bool zero = number(estimate) == 0;
    complain(Severity::error, zero ? estimate : p,
             zero ? "other than 0, because a P value alone gives it no variance"
                  : "below 1 to give a variance",
             "give se, or ci_low and ci_high");
    return std::nullopt;
  }
  if (*found >= smallest_se) return *found * *found;
  complain(Severity::error, estimate, "further from 0",
           "the standard error is too small to square");
  return std::nullopt;
}

}  // namespace steelyard
