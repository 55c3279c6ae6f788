// How analysis scales are shown to people.
#pragma once
#include "steelyard/effect/measure.h"

namespace steelyard::scale {

double same(double y);
double exponential(double y);
double logistic(double y);
double hyperbolic_tangent(double y);
double squared_sine(double y);            ///< of the angle held within 0 and π/2
double square(double y);                  ///< 0 for negative y
double normal_share(double y);            ///< P(Z ≤ y)
double alpha_of_cube_root(double y);      ///< 1 − (1 − y)³
double alpha_of_logarithm(double y);      ///< 1 − exp(−y)
double squared_tangent(double y);         ///< tanh² y; 0 for negative y
double one_minus_inverse_cosh(double y);  ///< 1 − 1/cosh(√2 y); 0 for negative y

/// (asin √(x/(n + 1)) + asin √((x + 1)/(n + 1))) / 2
double freeman_tukey(double x, double n);
/// The share x/n whose double arcsine is y in a group of n people; 0 or 1 beyond the ends.
double inverse_freeman_tukey(double y, double n);

/// Shares on the scales of single groups: share, ln, logit, Φ⁻¹, asin √, double arcsine.
double same_share(double share, double n);
double log_of_share(double share, double n);
double logit_of_share(double share, double n);
double probit_of_share(double share, double n);
double arcsine_of_share(double share, double n);
double double_arcsine_of_share(double share, double n);

/// (√(x/t) + √((x + 1)/t)) / 2
double freeman_tukey_rate(double x, double t);
/// The rate x/t whose double root is y in the person-time t; 0 below its lower end.
double inverse_freeman_tukey_rate(double y, double t);

inline constexpr Scale log_ratio{
    .name = "log", .to_display = exponential, .no_effect = 1, .ratio = true};
inline constexpr Scale difference{.name = "identity", .to_display = same, .no_effect = 0};
inline constexpr Scale angle_difference{.name = "arcsine", .to_display = same, .no_effect = 0};
inline constexpr Scale one_value{.name = "identity", .to_display = same, .no_effect = std::nullopt};
inline constexpr Scale one_share{
    .name = "identity", .to_display = same, .no_effect = std::nullopt, .from_share = same_share};
inline constexpr Scale log_value{
    .name = "log", .to_display = exponential, .no_effect = std::nullopt, .ratio = true};
inline constexpr Scale fisher_z{
    .name = "Fisher's z", .to_display = hyperbolic_tangent, .no_effect = 0};
inline constexpr Scale logit{
    .name = "logit", .to_display = logistic, .no_effect = std::nullopt, .from_share = logit_of_share};
inline constexpr Scale double_arcsine{.name = "double arcsine",
                                      .to_display = squared_sine,
                                      .no_effect = std::nullopt,
                                      .to_display_n = inverse_freeman_tukey,
                                      .from_share = double_arcsine_of_share};

inline constexpr Scale root_difference{.name = "square root", .to_display = same, .no_effect = 0};
inline constexpr Scale log_share{
    .name = "log", .to_display = exponential, .no_effect = std::nullopt, .from_share = log_of_share};
inline constexpr Scale probit{
    .name = "probit", .to_display = normal_share, .no_effect = std::nullopt, .from_share = probit_of_share};
inline constexpr Scale arcsine{
    .name = "arcsine", .to_display = squared_sine, .no_effect = std::nullopt, .from_share = arcsine_of_share};
inline constexpr Scale square_root{
    .name = "square root", .to_display = square, .no_effect = std::nullopt};
inline constexpr Scale double_root{.name = "double square root",
                                   .to_display = square,
                                   .no_effect = std::nullopt,
                                   .to_display_n = inverse_freeman_tukey_rate};
inline constexpr Scale cube_root_alpha{
    .name = "cube root", .to_display = alpha_of_cube_root, .no_effect = std::nullopt};
inline constexpr Scale log_alpha{
    .name = "log", .to_display = alpha_of_logarithm, .no_effect = std::nullopt};
inline constexpr Scale z_of_r2{
    .name = "Fisher's z of R", .to_display = squared_tangent, .no_effect = std::nullopt};
inline constexpr Scale arcosh_r2{
    .name = "arcosh", .to_display = one_minus_inverse_cosh, .no_effect = std::nullopt};

}  // namespace steelyard::scale
