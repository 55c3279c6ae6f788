// Means and standard deviations of a row out of medians, quartiles and ranges.
#include <cmath>

#include "quantile_fit.h"
#include "quantiles.h"
#include "rows.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using enum Number;

struct Arm {
  Number mean, sd, n, median, q1, q3, min, max, se;
};
constexpr std::array<Arm, 3> arms{
    {{e_mean, e_sd, e_n, e_median, e_q1, e_q3, e_min, e_max, e_se},
     {c_mean, c_sd, c_n, c_median, c_q1, c_q3, c_min, c_max, c_se},
     {mean, sd, n, one_median, one_q1, one_q3, one_min, one_max, mean_se}}
};

// The quartiles of fewer than five people are hardly more than the people themselves; below, the
// approximations of Wan 2014 and Luo 2018 were never examined (their smallest n is 5).
constexpr double fewest_people = 5;

}  // namespace

void RowReader::derive_from_quantiles() {
  estimated_ = {};
  no_sd_.clear();
  for (std::size_t i = 0; i < arms.size(); ++i)
    if (matters_.test(static_cast<std::size_t>(arms.at(i).median))) {
      derive_sd_from_se(i);
      derive_arm(i);
    }
}

//   SD = SE √n: Cochrane Handbook 6.5.2.2
void RowReader::derive_sd_from_se(std::size_t index) {
  const Arm& arm = arms.at(index);
  if (value(arm.sd) || !value(arm.se) || !(number(arm.n) > 0)) return;
  if (number(arm.se) < 0) {
    complain(Severity::error, arm.se, "above 0");
  } else if (number(arm.se) == 0) {
    leave_out(arm.se, "above 0");
  } else {
    values_[static_cast<std::size_t>(arm.sd)] = number(arm.se) * std::sqrt(number(arm.n));
    estimated_.at(index)[1] = "sd_from_se";
  }
}

// The mean and SD of the best distribution; data that look skewed need no warning, as it may be.
void RowReader::take_fit(std::size_t index, const Quantiles& printed) {
  const Arm& arm = arms.at(index);
  const QuantileFit fit = fit_quantiles(printed);
  if (!(fit.sd > 0) || !std::isfinite(fit.sd) || !std::isfinite(fit.mean)) {
    no_sd_ = "no distribution could be fitted to the quantiles of " + title(arm.median);
    return;
  }
  const std::string_view way = fit.family == "normal"       ? "fitted_normal"
                               : fit.family == "log-normal" ? "fitted_log_normal"
                               : fit.family == "gamma"      ? "fitted_gamma"
                               : fit.family == "weibull"    ? "fitted_weibull"
                                                            : "fitted_beta";
  const auto take = [&](Number which, double found, std::size_t slot) {
    if (value(which)) return;
    values_[static_cast<std::size_t>(which)] = found;
    estimated_.at(index).at(slot) = way;
  };
  take(arm.mean, fit.mean, 0);
  take(arm.sd, fit.sd, 1);
}

void RowReader::derive_arm(std::size_t index) {
  const Arm& arm = arms.at(index);
  if ((value(arm.mean) && value(arm.sd)) || !value(arm.median) || !value(arm.n)) return;
  Quantiles printed;
  printed.median = number(arm.median);
  printed.n = number(arm.n);
  if (value(arm.q1) && value(arm.q3)) {
    printed.q1 = value(arm.q1);
    printed.q3 = value(arm.q3);
  }
  if (value(arm.min) && value(arm.max)) {
    printed.minimum = value(arm.min);
    printed.maximum = value(arm.max);
  }
  if (!printed.quartiles() && !printed.range()) return;
  const std::array<Number, 5> order{arm.min, arm.q1, arm.median, arm.q3, arm.max};
  std::optional<Number> before;
  for (const Number each : order) {
    if (!value(each)) continue;
    if (before && number(each) < number(*before)) {
      complain(Severity::error, each,
               shortest(number(*before)) + " (" + title(*before) + ") or more",
               "a quartile or limit as its distance from the median?");
      return;
    }
    before = each;
  }
  if (printed.n < fewest_people) {
    no_sd_ = "mean and SD are not estimated from quantiles of fewer than five people (" +
             title(arm.n) + ")";
    return;
  }
  const double found = sd_from(printed);
  if (!(found > 0)) {
    no_sd_ = "no SD can be estimated, because " +
             (printed.quartiles() ? title(arm.q1) + " and " + title(arm.q3)
                                  : title(arm.min) + " and " + title(arm.max)) +
             " are equal";
    return;
  }
  if (columns_.fit_quantiles) return take_fit(index, printed);
  const std::size_t scenario = printed.quartiles() ? (printed.range() ? 2 : 1) : 0;
  constexpr std::array<std::array<std::string_view, 3>, 2> names{
      {{"mean_from_range", "mean_from_quartiles", "mean_from_five_numbers"},
       {"sd_from_range", "sd_from_quartiles", "sd_from_five_numbers"}}
  };
  if (!value(arm.mean)) {
    values_[static_cast<std::size_t>(arm.mean)] = mean_from(printed);
    estimated_.at(index)[0] = names[0].at(scenario);
  }
  if (!value(arm.sd)) {
    values_[static_cast<std::size_t>(arm.sd)] = found;
    estimated_.at(index)[1] = names[1].at(scenario);
  }
  if (skewed(printed))
    complain(Severity::warning, arm.median,
             "nearer the middle of " +
                 (printed.quartiles() ? title(arm.q1) + " to " + title(arm.q3)
                                      : title(arm.min) + " to " + title(arm.max)),
             "the data look skewed (test of Shi 2023): a mean and SD estimated from them may mislead");
}

}  // namespace steelyard
