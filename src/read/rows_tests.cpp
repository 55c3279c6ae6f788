// Numbers out of the tests that papers report: t, F and P values.
#include <cmath>

#include "rows.h"
#include "steelyard/base/text.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

using enum Number;

}  // namespace

// The t statistic with a two-sided P value, whose sign is that of the difference.
std::optional<double> RowReader::t_of_p(double df) {
  const double p_value = number(signed_p);
  constexpr std::string_view must_be = "a P value, negative where the difference is";
  if (p_value == 0 || std::abs(p_value) > 1) {
    if (p_value == 0)
      leave_out(signed_p, must_be, "a P value printed as 0 is a bound");
    else
      complain(Severity::error, signed_p, must_be);
    return std::nullopt;
  }
  const double size = p_value == 1 || p_value == -1 ? 0 : -t_quantile(std::abs(p_value) / 2, df);
  if (!std::isfinite(size)) return std::nullopt;
  return std::copysign(size, p_value);
}

//   d = t √(1/n1 + 1/n2),  |t| = √F of two groups,  t of the P value with n1 + n2 − 2 degrees of
//   freedom: borenstein2009, chapter 7;  R² = m F/(m F + n − m − 1)
void RowReader::derive_from_tests() {
  const auto set = [&](Number which, double found) {
    values_[static_cast<std::size_t>(which)] = found;
  };
  const bool two_groups = value(e_n) && value(c_n) && number(e_n) > 0 && number(c_n) > 0;
  if (two_groups && !value(cohens_d)) {
    const double root = std::sqrt(1 / number(e_n) + 1 / number(c_n));
    const double df = number(e_n) + number(c_n) - 2;
    std::optional<double> t = value(t_value);
    if (!t && value(f_value))
      t = std::copysign(std::sqrt(std::abs(number(f_value))), number(f_value));
    if (!t && value(signed_p) && df > 0) t = t_of_p(df);
    if (t) set(cohens_d, *t * root);
  }
  if (!value(predictors) || !value(n)) return;
  const double m = number(predictors), df = number(n) - m - 1;
  if (!(m > 0) || !(df > 0)) return;
  if (!value(t_value) && value(signed_p)) {
    if (const auto t = t_of_p(df)) set(t_value, *t);
  }
  if (value(r2) || !value(f_value)) return;
  if (number(f_value) >= 0)
    set(r2, m * number(f_value) / (m * number(f_value) + df));
  else
    complain(Severity::error, f_value, "0 or more");
}

}  // namespace steelyard
