// The correlation of two quantities: Fisher's z, and raw.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"

namespace steelyard {

namespace {

constexpr std::string_view perfect = "its correlation is 1 or −1";

bool usable(const Correlation& t, std::string& why) {
  if (!(t.r >= -1 && t.r <= 1)) why = "its correlation is not between −1 and 1";
  if (!(t.n > 3)) why = "its group has too few people for a correlation";
  return why.empty();
}

//   y = ½ ln((1 + r)/(1 − r)),  v = 1/(n − 3)
std::optional<Effect> fisher_z(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<Correlation>(&data);
  if (!t || !usable(*t, why)) return std::nullopt;
  return checked_effect(std::atanh(t->r), 1 / (t->n - 3), perfect, why);
}

//   y = r,  v = (1 − r²)²/(n − 1)
std::optional<Effect> raw(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<Correlation>(&data);
  if (!t || !usable(*t, why)) return std::nullopt;
  const double rest = (1 - t->r) * (1 + t->r);
  return checked_effect(t->r, rest * rest / (t->n - 1), perfect, why);
}

}  // namespace

namespace measure {
extern const Measure fisher_correlation{
    .id = "ZCOR",
    .label = "correlation (Fisher's z)",
    .source = "fisher1921",
    .shape = "a correlation",
    .scale = scale::fisher_z,
    .from = fisher_z,
};
extern const Measure correlation{
    .id = "COR",
    .label = "correlation",
    .source = "borenstein2009",
    .shape = "a correlation",
    .scale = scale::difference,
    .from = raw,
};
}  // namespace measure

}  // namespace steelyard
