// Integrals from 0 to at most π/2 of functions that are smooth but for what is near π/2.
#pragma once
#include <functional>

namespace steelyard {

/// ∫₀^high f dt, where f is given π/2 − t, which stays exact near the end.
///
/// Panels grow shorter towards π/2, each 1/√2 of the one before, so that a change of any width there
/// falls on panels of its own size. Twenty Gauss–Legendre points on each.
/// Takes: 0 ≤ high ≤ π/2; f finite but perhaps at 0
double graded_integral(const std::function<double(double)>& f, double high);

}  // namespace steelyard
