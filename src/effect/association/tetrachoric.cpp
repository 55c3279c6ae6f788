// The tetrachoric correlation of a fourfold table by maximum likelihood: raw, and Fisher's z of it.
#include <cmath>
#include <numbers>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "steelyard/stats/bivariate_normal.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/roots.h"

namespace steelyard {

namespace {

// Two normal variables, cut at h and k, give the four cells. The table has as many cells as the
// model has parameters, so the likelihood is highest where they agree exactly:
//   Φ(h) = p1 = (a + b)/n,  Φ(k) = q1 = (a + c)/n,  Φ₂(h, k; r) = a/n
// The variance is that of r as a function of the shares of a multinomial sample:
//   dr = (d(a/n) − A dp1 − B dq1)/φ₂,  A = Φ((k − r h)/√(1 − r²)),  B = Φ((h − r k)/√(1 − r²))
std::optional<Effect> coefficient(const Data& data, const EffectContext& context,
                                  std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::none, why);
  if (!t) return std::nullopt;
  const double n = t->n1() + t->n2();
  const double a = t->a / n, b = t->b / n, c = t->c / n, d = t->d / n;
  if (a + c == 0 || b + d == 0) {
    why = zero_cell_reason(*counts);
    return std::nullopt;
  }
  if (a == 0 || b == 0 || c == 0 || d == 0) {
    why = "a cell without people makes its correlation −1 or 1, which has no variance";
    return std::nullopt;
  }
  const double h = normal_quantile(a + b), k = normal_quantile(a + c);
  const double excess = a * d - b * c;  // a/n − p1 q1
  const auto too_much = [&](double angle) {
    return bivariate_normal_excess(h, k, angle) - excess;
  };
  constexpr double right = std::numbers::pi / 2;
  // At angles of ±90° the excess is min(b, c) above, or min(a, d) below, what is wanted.
  const double angle =
      root_between(too_much, -right, -std::min(a, d), right, std::min(b, c));
  const double r = std::sin(angle), s = std::cos(angle);
  const double x = (k - r * h) / s;
  const double density =
      std::exp(-(h * h + x * x) / 2) / (2 * std::numbers::pi * s);
  const double A = normal_cdf(x), B = normal_cdf((h - r * k) / s);
  const double mean = a * (1 - A - B) - b * A - c * B;
  const double square = a * (1 - A - B) * (1 - A - B) + b * A * A + c * B * B;
  return checked_effect(r, (square - mean * mean) / n / (density * density),
                        "its correlation is too near −1 or 1 for a variance", why);
}

//   y = atanh r,  v = v(r)/(1 − r²)²
std::optional<Effect> fisher_z(const Data& data, const EffectContext& context, std::string& why) {
  const auto r = coefficient(data, context, why);
  if (!r) return std::nullopt;
  return z_of_correlation(*r, why);
}

}  // namespace

namespace measure {
extern const Measure tetrachoric{
    .id = "RTET",
    .label = "tetrachoric correlation",
    .source = "pearson1900",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = coefficient,
};
extern const Measure tetrachoric_z{
    .id = "ZTET",
    .label = "tetrachoric correlation (Fisher's z)",
    .source = "pearson1900",
    .shape = shape::counts,
    .scale = scale::fisher_z,
    .from = fisher_z,
};
}  // namespace measure

}  // namespace steelyard
