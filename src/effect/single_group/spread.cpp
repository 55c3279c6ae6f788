// Logarithms and ratios of the mean and the standard deviation of one group.
#include <cmath>

#include "effect/continuity.h"
#include "effect/scale.h"
#include "effect/shapes.h"
#include "effect/small_sample.h"

namespace steelyard {

namespace {

constexpr std::string_view no_spread = "the standard deviation is 0";

const OneMean* usable(const Data& data, std::string& why) {
  const auto* t = std::get_if<OneMean>(&data);
  if (!t) return nullptr;
  if (!(t->n > 1)) why = "one person has no standard deviation";
  if (!(t->sd > 0)) why = no_spread;
  return why.empty() ? t : nullptr;
}

bool positive_mean(const OneMean& t, std::string& why) {
  if (!(t.mean > 0)) why = "its mean is not above 0";
  return why.empty();
}

//   y = J(n − 1) m/sd,  v = 1/n + y²/(2 n)
std::optional<Effect> standardized(const Data& data, const EffectContext& context,
                                   std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  if (!(t->n > 2)) {
    why = "its group has too few people for a standardized mean";
    return std::nullopt;
  }
  const double y = (context.formula.correct ? small_sample_factor(t->n - 1) : 1) * t->mean / t->sd;
  return checked_effect(y, (1 + y * y / 2) / t->n, no_spread, why);
}

//   y = ln m,  v = sd²/(n m²)
std::optional<Effect> log_mean(const Data& data, const EffectContext&, std::string& why) {
  const auto* t = usable(data, why);
  if (!t || !positive_mean(*t, why)) return std::nullopt;
  const double cv = t->sd / t->mean;
  return checked_effect(std::log(t->mean), cv * cv / t->n, no_spread, why);
}

//   y = ln sd + 1/(2 (n − 1)),  v = 1/(2 (n − 1))
std::optional<Effect> log_sd(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable(data, why);
  if (!t) return std::nullopt;
  const double v = 1 / (2 * (t->n - 1));
  return checked_effect(std::log(t->sd) + (context.formula.correct ? v : 0), v, no_spread, why);
}

//   y = ln(sd/m) + 1/(2 (n − 1)),  v = 1/(2 (n − 1)) + sd²/(n m²)
std::optional<Effect> log_cv(const Data& data, const EffectContext& context, std::string& why) {
  const auto* t = usable(data, why);
  if (!t || !positive_mean(*t, why)) return std::nullopt;
  const double cv = t->sd / t->mean, half = 1 / (2 * (t->n - 1));
  return checked_effect(std::log(cv) + (context.formula.correct ? half : 0), half + cv * cv / t->n,
                        no_spread, why);
}

}  // namespace

namespace measure {
extern const Measure standardized_mean{
    .id = "SMN",
    .label = "mean in standard deviations",
    .source = "hedges1981",
    .shape = shape::one_mean,
    .scale = scale::one_value,
    .from = standardized,
    .corrects = true,
};
extern const Measure logarithm_of_mean{
    .id = "MNLN",
    .label = "mean (log scale)",
    .source = "hedges1999",
    .shape = shape::one_mean,
    .scale = scale::log_value,
    .from = log_mean,
};
extern const Measure logarithm_of_sd{
    .id = "SDLN",
    .label = "standard deviation (log scale)",
    .source = "nakagawa2015",
    .shape = shape::one_mean,
    .scale = scale::log_value,
    .from = log_sd,
    .corrects = true,
};
extern const Measure logarithm_of_cv{
    .id = "CVLN",
    .label = "coefficient of variation (log scale)",
    .source = "nakagawa2015",
    .shape = shape::one_mean,
    .scale = scale::log_value,
    .from = log_cv,
    .corrects = true,
};
}  // namespace measure

}  // namespace steelyard
