// Standard errors out of intervals and P values.
#include "given_effect.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steelyard {

namespace {

// Polynomial with the constant term first.
template <std::size_t count>
double polynomial(const std::array<double, count>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = count; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

}  // namespace

// Algorithm AS 241, routine PPND16, accurate to about 1 part in 10^16. Source: Wichura MJ (1988)
// The percentage points of the normal distribution. Applied Statistics 37, 477-484.
double normal_quantile(double probability) {
  constexpr std::array<double, 8> a{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                    1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                    4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                    3.3430575583588128105e+4, 2.5090809287301226727e+3};
  constexpr std::array<double, 8> b{1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
  constexpr std::array<double, 8> c{1.42343711074968357734e0,  4.63033784615654529590e0,
                                    5.76949722146069140550e0,  3.64784832476320460504e0,
                                    1.27045825245236838258e0,  2.41780725177450611770e-1,
                                    2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr std::array<double, 8> d{1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9};
  constexpr std::array<double, 8> e{6.65790464350110377720e0,  5.46378491116411436990e0,
                                    1.78482653991729133580e0,  2.96560571828504891230e-1,
                                    2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                    2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr std::array<double, 8> f{1.0,
                                    5.99832206555887937690e-1,
                                    1.36929880922735805310e-1,
                                    1.48753612908506148525e-2,
                                    7.86869131145613259100e-4,
                                    1.84631831751005468180e-5,
                                    1.42151175831644588870e-7,
                                    2.04426310338993978564e-15};
  const double q = probability - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? probability : 1 - probability));
  const double z = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6)
                          : polynomial(e, r - 5) / polynomial(f, r - 5);
  return q < 0 ? -z : z;
}

double se_from_interval(double low, double high, double level) {
  return (high - low) / (2 * normal_quantile(0.5 + level / 200));
}

std::optional<double> se_from_p(double estimate, double p) {
  // The lower tail keeps its precision however small p is.
  const double z = -normal_quantile(p / 2);
  if (z <= 0 || estimate == 0) return std::nullopt;
  return std::abs(estimate) / z;
}

// A ratio whose interval was symmetric on the logarithm stands tanh(w/4)/2 of the width off the
// middle, w being the width of the logarithms: more than 5 % as soon as the upper limit is 1.5
// times the lower one. Rounding of three printed numbers moves it by one unit at most.
bool off_centre(double estimate, double low, double high, double unit) {
  constexpr double tolerated = 0.05;  // share of the width, derived above
  return std::abs(estimate - (low + high) / 2) > tolerated * (high - low) + unit;
}

double last_digit(std::string_view text) {
  if (text.find_first_of("eE") != std::string_view::npos) return 0;
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos) return 1;
  return std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

}  // namespace steelyard
