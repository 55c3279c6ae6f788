// Whether a group has more heterozygous people than its alleles let expect.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

//   y = ln(b / (2 √(a c))),  v = 1/(4 a) + 1/b + 1/(4 c)
// with a and c people homozygous and b heterozygous; 0 in Hardy and Weinberg's equilibrium. Nothing is added to
// zeros: nobody has proposed it for this measure, and metafor adds nothing either.
std::optional<Effect> relative_excess(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = std::get_if<Genotypes>(&data);
  if (!t) return std::nullopt;
  const double a = t->homozygous_dominant, b = t->heterozygous, c = t->homozygous_recessive;
  return checked_effect(std::log(b) - std::log(2 * std::sqrt(a * c)),
                        0.25 / a + 1 / b + 0.25 / c, "nobody has one of the three genotypes", why);
}

}  // namespace

namespace measure {
extern const Measure excess_heterozygosity{
    .id = "REH",
    .label = "relative excess heterozygosity",
    .source = "ziegler2011",
    .shape = shape::genotypes,
    .scale = scale::log_ratio,
    .from = relative_excess,
};
}

}  // namespace steelyard
