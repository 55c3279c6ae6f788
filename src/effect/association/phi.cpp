// The phi coefficient of a fourfold table: raw, and Fisher's z of it.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

struct Margins {
  double n = 0, p1 = 0, p2 = 0, q1 = 0, q2 = 0;  // shares of the rows and of the columns
};

//   v = (1 − φ² + φ (1 + φ²/2) (p1 − p2)(q1 − q2)/√(p1 p2 q1 q2)
//        − ¾ φ² ((p1 − p2)²/(p1 p2) + (q1 − q2)²/(q1 q2)))/n: yule1912, page 603
double cross_sectional(const Margins& m, double phi) {
  const double rows = (m.p1 - m.p2) / std::sqrt(m.p1 * m.p2);
  const double columns = (m.q1 - m.q2) / std::sqrt(m.q1 * m.q2);
  return (1 - phi * phi + phi * (1 + phi * phi / 2) * rows * columns -
          0.75 * phi * phi * (rows * rows + columns * columns)) /
         m.n;
}

// The sizes of the groups are fixed: by the delta method from the two risks π1, π2, of which
//   φ = (π1 − π2) √(p1 p2/(q1 q2)) is a function, with q1 = p1 π1 + p2 π2
double stratified(const FourCells& t, const Margins& m) {
  const double risk1 = t.a / t.n1(), risk2 = t.c / t.n2();
  const double spread = m.q1 * m.q2;
  const double bend = (risk1 - risk2) * (m.q2 - m.q1) / (2 * spread);
  const double root = std::sqrt(m.p1 * m.p2 / spread);
  const double slope1 = root * (1 - m.p1 * bend), slope2 = -root * (1 + m.p2 * bend);
  return slope1 * slope1 * risk1 * (t.b / t.n1()) / t.n1() +
         slope2 * slope2 * risk2 * (t.d / t.n2()) / t.n2();
}

//   φ = (a d − b c)/√(n1 n2 m1 m2)
std::optional<Effect> coefficient(const Data& data, const EffectContext& context,
                                  std::string& why) {
  const auto* counts = std::get_if<TwoByTwo>(&data);
  if (!counts) return std::nullopt;
  const auto t = corrected(*counts, context, Need::none, why);
  if (!t) return std::nullopt;
  const double n = t->n1() + t->n2();
  const Margins m{n, t->n1() / n, t->n2() / n, (t->a + t->c) / n, (t->b + t->d) / n};
  const double phi =
      (t->a / n * (t->d / n) - t->b / n * (t->c / n)) / std::sqrt(m.p1 * m.p2 * m.q1 * m.q2);
  const bool fixed = context.formula.variance == VarianceType::ST;
  return checked_effect(phi, fixed ? stratified(*t, m) : cross_sectional(m, phi),
                        m.q1 == 0 || m.q2 == 0 ? zero_cell_reason(*counts)
                                               : "its two variables are the same",
                        why);
}

//   y = atanh φ,  v = v(φ)/(1 − φ²)²
std::optional<Effect> fisher_z(const Data& data, const EffectContext& context, std::string& why) {
  const auto phi = coefficient(data, context, why);
  if (!phi) return std::nullopt;
  return z_of_correlation(*phi, why);
}

constexpr std::array variances{VarianceType::ST, VarianceType::CS};

}  // namespace

namespace measure {
extern const Measure phi{
    .id = "PHI",
    .label = "phi coefficient",
    .source = "yule1912",
    .shape = shape::counts,
    .scale = scale::difference,
    .from = coefficient,
    .variances = variances,
};
extern const Measure phi_z{
    .id = "ZPHI",
    .label = "phi coefficient (Fisher's z)",
    .source = "yule1912",
    .shape = shape::counts,
    .scale = scale::fisher_z,
    .from = fisher_z,
    .variances = variances,
};
}  // namespace measure

}  // namespace steelyard
