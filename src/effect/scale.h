// How analysis scales are shown to people.
#pragma once
#include "steelyard/effect/measure.h"

namespace steelyard::scale {

double same(double y);
double exponential(double y);
double logistic(double y);
double hyperbolic_tangent(double y);
double squared_sine(double y);  ///< of the angle held within 0 and π/2

/// (asin √(x/(n + 1)) + asin √((x + 1)/(n + 1))) / 2
double freeman_tukey(double x, double n);
/// The share x/n whose double arcsine is y in a group of n people; 0 or 1 beyond the ends.
double inverse_freeman_tukey(double y, double n);

inline constexpr Scale log_ratio{
    .name = "log", .to_display = exponential, .no_effect = 1, .ratio = true};
inline constexpr Scale difference{.name = "identity", .to_display = same, .no_effect = 0};
inline constexpr Scale angle_difference{.name = "arcsine", .to_display = same, .no_effect = 0};
inline constexpr Scale one_value{.name = "identity", .to_display = same, .no_effect = std::nullopt};
inline constexpr Scale log_value{
    .name = "log", .to_display = exponential, .no_effect = std::nullopt, .ratio = true};
inline constexpr Scale fisher_z{
    .name = "Fisher's z", .to_display = hyperbolic_tangent, .no_effect = 0};
inline constexpr Scale logit{.name = "logit", .to_display = logistic, .no_effect = std::nullopt};
inline constexpr Scale double_arcsine{.name = "double arcsine",
                                      .to_display = squared_sine,
                                      .no_effect = std::nullopt,
                                      .to_display_n = inverse_freeman_tukey};

}  // namespace steelyard::scale
