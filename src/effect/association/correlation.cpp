// The correlation of two quantities: Fisher's z, raw, and without bias.
#include <array>
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "steelyard/stats/hypergeometric.h"

namespace steelyard {

namespace {

constexpr std::string_view perfect = "its correlation is 1 or −1";

const Correlation* usable(const Data& data, std::string& why) {
  const auto* t = std::get_if<Correlation>(&data);
  if (!t) return nullptr;
  if (!(t->r >= -1 && t->r <= 1)) why = "its correlation is not between −1 and 1";
  if (!(t->n > 3)) why = "its group has too few people for a correlation";
  return why.empty() ? t : nullptr;
}

//   y = ½ ln((1 + r)/(1 − r)),  v = 1/(n − 3)
std::optional<Effect> fisher_z(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  return checked_effect(std::atanh(t->r), 1 / (t->n - 3), perfect, why);
}

// y = r F(½, ½; (n − 2)/2; 1 − r²): olkin1958, equation 2.3
double unbiased_r(const Correlation& t) {
  return t.r * hypergeometric_half(t.n, t.r);
}

//   LS  v = (1 − y²)²/(n − 1)
//   UB  v = y² − 1 + (n − 3)/(n − 2) (1 − r²) F(1, 1; n/2; 1 − r²): hedges1989
//   AV  as LS with the average of all y, weighted by n
//   H0  v = 1/(n − 1)
double variance(const Correlation& t, double y, const EffectContext& context) {
  double plugged = y;
  switch (context.formula.variance) {
    case VarianceType::UB:
      return (t.n - 3) / (t.n - 2) * (1 - t.r) * (1 + t.r) * hypergeometric_one(t.n, t.r) -
             (1 - y) * (1 + y);
    case VarianceType::AV:
      plugged = context.average.value[0];
      break;
    case VarianceType::H0:
      plugged = 0;
      break;
    default:
      break;
  }
  const double rest = (1 - plugged) * (1 + plugged);
  return rest * rest / (t.n - 1);
}

std::optional<Effect> raw(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  return checked_effect(t->r, variance(*t, t->r, context), perfect, why);
}

std::optional<Effect> unbiased(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  const double y = unbiased_r(*t);
  return checked_effect(y, variance(*t, y, context), perfect, why);
}

std::optional<Averaged> average_raw(const Data& data, const EffectContext&) {
  std::string unused;
  const auto* t = usable(data, unused);
  if (!t) return std::nullopt;
  return Averaged{{t->r, 0}, {t->n, 0}};
}

std::optional<Averaged> average_unbiased(const Data& data, const EffectContext&) {
  std::string unused;
  const auto* t = usable(data, unused);
  if (!t) return std::nullopt;
  return Averaged{{unbiased_r(*t), 0}, {t->n, 0}};
}

constexpr std::array variances{VarianceType::UB, VarianceType::AV, VarianceType::H0};

}  // namespace

namespace measure {
extern const Measure fisher_correlation{
    .id = "ZCOR",
    .label = "correlation (Fisher's z)",
    .source = "fisher1921",
    .shape = shape::correlation,
    .scale = scale::fisher_z,
    .from = fisher_z,
};
extern const Measure correlation{
    .id = "COR",
    .label = "correlation",
    .source = "borenstein2009",
    .shape = shape::correlation,
    .scale = scale::difference,
    .from = raw,
    .variances = variances,
    .averaged = average_raw,
};
extern const Measure unbiased_correlation{
    .id = "UCOR",
    .label = "correlation (without bias)",
    .source = "olkin1958",
    .shape = shape::correlation,
    .scale = scale::difference,
    .from = unbiased,
    .variances = variances,
    .averaged = average_unbiased,
};
}  // namespace measure

}  // namespace steelyard
