// Effects that a paper reports itself: estimate with a standard error, an interval or a P value.
#include <algorithm>
#include <cmath>
#include <type_traits>

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

std::string_view after_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

}  // namespace

// The column that holds what a row means: ratios stand in their own columns, as logarithms in ours.
Number RowReader::printed(Number which) const {
  if (!natural_ratio_) return which;
  if (which == estimate) return ratio;
  if (which == ci_low && value(ratio_ci_low)) return ratio_ci_low;
  if (which == ci_high && value(ratio_ci_high)) return ratio_ci_high;
  return which;
}

// A ratio and its limits become logarithms; false if one of them has none.
bool RowReader::take_logarithms() {
  bool possible = true;
  const auto take = [&](Number from, Number to) {
    if (!value(from)) return;
    if (number(from) > 0) {
      values_[static_cast<std::size_t>(to)] = std::log(number(from));
      return;
    }
    possible = false;
    if (number(from) == 0)
      leave_out(from, "above 0, as ratios are");
    else
      complain(Severity::error, from, "above 0, as ratios are",
               "if it is a logarithm, name the columns estimate, ci_low and ci_high");
  };
  natural_ratio_ = true;
  take(printed(ci_low), ci_low);
  take(printed(ci_high), ci_high);
  take(ratio, estimate);
  return possible;
}

void RowReader::read_given(Study& study) {
  natural_ratio_ = false;
  if (value(ratio) && !value(estimate)) {
    if (!take_logarithms()) return;
  } else if (!value(estimate)) {
    const bool begun = value(se) || value(ci_low) || value(ci_high) || value(ratio_ci_low) ||
                       value(ratio_ci_high) || (value(variance) && !value(o_minus_e));
    const bool logs = columns_.has(estimate);
    if (begun) study.gaps.push_back(gap(logs ? std::array{estimate} : std::array{ratio}));
    return;
  }
  constexpr std::size_t form = 8;  // GivenEffect in the variant
  static_assert(std::is_same_v<std::variant_alternative_t<form, Data>, GivenEffect>);
  const bool interval_possible = check_interval();
  const std::optional<double> found = given_variance(study);
  if (found && interval_possible) {
    add(study, GivenEffect{number(estimate), *found}, true);
    if (natural_ratio_) record_derivation(study, form, "log_of_ratio");
  }
  if (found || wrong_.any()) return;
  std::vector<std::string> titles;
  for (const Number each :
       {se, variance, ci_low, ci_high, ratio_ci_low, ratio_ci_high, z_value, t_value, p})
    if (columns_.has(each) && !value(each)) titles.push_back(title(each));
  const std::vector<std::string_view> views(titles.begin(), titles.end());
  const bool half = value(ci_low).has_value() != value(ci_high).has_value();
  if (half) {
    const bool natural = natural_ratio_ && columns_.has(ratio_ci_low);
    study.gaps.push_back(gap(natural ? std::array{ratio_ci_low, ratio_ci_high}
                                     : std::array{ci_low, ci_high}));
  } else if (!titles.empty()) {
    study.gaps.push_back(titles.size() == 1 ? titles.front() + " is missing"
                                            : listed(views, "and") + " are missing");
  }
}

// Limits in the wrong order, an estimate outside of them, a lopsided interval.
bool RowReader::check_interval() {
  if (!value(ci_low) || !value(ci_high)) return true;
  const Number of_low = printed(ci_low), of_high = printed(ci_high), of_middle = printed(estimate);
  const auto as_printed = [&](Number which) {
    const double y = number(which);
    return natural_ratio_ ? std::exp(y) : y;
  };
  const auto shown = [&](Number which, Number column) {
    return natural_ratio_ ? std::string(field(column).text) : shortest(number(which));
  };
  const std::string both = title(of_low) + " to " + title(of_high);
  if (number(ci_low) >= number(ci_high)) {
    const std::string must_be = "below " + shown(ci_high, of_high) + " (" + title(of_high) + ")";
    if (number(ci_low) == number(ci_high) && number(estimate) == number(ci_low))
      leave_out(of_low, must_be);
    else
      complain(Severity::error, of_low, must_be,
               number(ci_low) > number(ci_high)
                   ? "are " + title(of_low) + " and " + title(of_high) + " swapped?"
                   : "");
    return false;
  }
  if (number(estimate) < number(ci_low) || number(estimate) > number(ci_high)) {
    complain(Severity::error, of_middle,
             shown(ci_low, of_low) + " to " + shown(ci_high, of_high) + " (" + both + ")");
    return false;
  }
  const double low = as_printed(ci_low), high = as_printed(ci_high), middle = as_printed(estimate);
  double unit = 0;
  for (const Number each : {of_middle, of_low, of_high})
    unit = std::max(unit, last_digit(field(each).text));
  const bool ratio_fits = low > 0 && !ratio_off_centre(middle, low, high, unit);
  if (natural_ratio_ ? ratio_fits : !off_centre(middle, low, high, unit)) return true;
  const double down = number(estimate) - number(ci_low), up = number(ci_high) - number(estimate);
  const std::string halves =
      natural_ratio_ ? " on the log scale (" + fixed(down, 3) + " below it, " + fixed(up, 3) +
                           " above it)"
                     : " (" + rounded_to(unit, down) + " below it, " + rounded_to(unit, up) +
                           " above it)";
  const double centre = natural_ratio_ ? std::sqrt(low) * std::sqrt(high) : (low + high) / 2;
  const bool looks_like_ratio = !natural_ratio_ && ratio_fits;
  complain(Severity::warning, of_middle,
           "near " + rounded_to(unit, centre) + ", the middle of " + both + halves,
           looks_like_ratio ? "these look like ratios: name their columns ratio, ratio_ci_low and "
                              "ratio_ci_high"
                            : "do the three numbers belong together?");
  return true;
}

std::optional<double> RowReader::interval_level() {
  constexpr double usual = 95;  // per cent; stated in datasets/README.md
  const double given = value(level).value_or(usual);
  if (given >= 1 && given < 100) return given;
  complain(Severity::error, level, "1 to 99.9 (percent)",
           given > 0 && given < 1
               ? "write " + shortest(100 * given) + " for " + shortest(100 * given) + "%"
               : "");
  return std::nullopt;
}

std::optional<double> RowReader::given_variance(Study& study) {
  constexpr std::size_t form = 8;  // GivenEffect in the variant
  if (value(variance) && columns_.has(variance) && !value(o_minus_e)) return value(variance);
  if (value(se)) {
    if (number(se) >= smallest_se) return number(se) * number(se);
    const bool positive = number(se) > 0;
    leave_out(se, positive ? "1e-150 or more" : "above 0",
              positive ? "the standard error is too small to square" : "");
    return std::nullopt;
  }
  if (value(degrees) && !(number(degrees) > 0)) {
    complain(Severity::error, degrees, "above 0");
    return std::nullopt;
  }
  if (value(ci_low) && value(ci_high)) {
    const auto of_interval = interval_level();
    if (!of_interval) return std::nullopt;
    const double found =
        se_from_interval(number(ci_low), number(ci_high), *of_interval, value(degrees));
    if (found >= smallest_se) {
      record_derivation(study, form,
                        value(degrees) ? "variance_from_t_interval" : "variance_from_interval");
      return found * found;
    }
    if (number(ci_low) < number(ci_high))
      leave_out(printed(ci_high), "further above " + title(printed(ci_low)),
                "the standard error is too small to square");
    return std::nullopt;
  }
  return variance_of_test(study);
}

// estimate / statistic: Cochrane Handbook 6.5, sections 6.3.1 and 6.5.2.3.
std::optional<double> RowReader::variance_of_test(Study& study) {
  constexpr std::size_t form = 8;  // GivenEffect in the variant
  std::optional<double> found;
  Number source = z_value;
  std::string_view way = "variance_from_z";
  if (value(z_value) || value(t_value)) {
    if (!value(z_value)) {
      source = t_value;
      way = "variance_from_t";
    }
    const double statistic = number(source);
    if (statistic != 0 && number(estimate) != 0) found = std::abs(number(estimate) / statistic);
    if (found && (statistic > 0) != (number(estimate) > 0))
      complain(Severity::warning, source,
               std::string(number(estimate) > 0 ? "above 0" : "below 0") + ", as " +
                   title(printed(estimate)) + (natural_ratio_ ? " is on the log scale" : " is"),
               "only its size is used");
  } else {
    source = p;
    const std::optional<double> p_value = exact_p();
    if (!p_value) return std::nullopt;
    way = value(degrees) ? "variance_from_p_of_t" : "variance_from_p";
    found = se_from_p(number(estimate), *p_value, value(degrees));
  }
  const std::string name = source == p ? "P value" : "test statistic";
  if (!found) {
    const bool zero = number(estimate) == 0;
    std::string must_be = source == p ? "below 1 to give a variance" : "other than 0 to give a variance";
    if (zero)
      must_be = (natural_ratio_ ? "other than 1, because a " : "other than 0, because a ") + name +
                " alone gives it no variance";
    leave_out(zero ? printed(estimate) : source, must_be, "give se, or ci_low and ci_high");
    return std::nullopt;
  }
  if (*found >= smallest_se && *found < 1e150) {
    record_derivation(study, form, way);
    return *found * *found;
  }
  const bool small = *found < smallest_se;
  leave_out(printed(estimate), small ? "further from 0" : "nearer to 0",
            small ? "the standard error is too small to square"
                  : "the standard error is too large to square");
  return std::nullopt;
}

// "0.03", "= 0.03", "P = 0.03"; a bound is no exact value.
std::optional<double> RowReader::exact_p() {
  if (!columns_.has(p)) return std::nullopt;
  std::string_view text = field(p).text;
  if (text.starts_with('p') || text.starts_with('P')) text = after_blanks(text.substr(1));
  const bool bound = text.starts_with('<') || text.starts_with('>') ||
                     text.starts_with("\xE2\x89") || lower_case(text) == "ns";
  if (bound) {
    leave_out(p, "an exact P value",
              "a bound cannot be turned into a variance; give se, or ci_low and ci_high");
    return std::nullopt;
  }
  if (text.starts_with('=')) text = after_blanks(text.substr(1));
  const CellText cell = read_cell(text, csv_.separator() != ',');
  values_[static_cast<std::size_t>(p)] = cell.number;
  if (!cell.must_be.empty()) complain(Severity::error, p, cell.must_be, cell.hint);
  if (!value(p)) return std::nullopt;
  if (number(p) == 0) {
    leave_out(p, "above 0 and at most 1",
              "a P value printed as 0 is a bound; give se, or ci_low and ci_high");
    return std::nullopt;
  }
  if (number(p) < 0 || number(p) > 1) {
    complain(Severity::error, p, "above 0 and at most 1");
    return std::nullopt;
  }
  return value(p);
}

}  // namespace steelyard
