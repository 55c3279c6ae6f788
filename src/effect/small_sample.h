// The correction of standardized differences for small samples.
#pragma once

namespace steelyard {

/// J(m) = Γ(m/2) / (√(m/2) Γ((m − 1)/2)): hedges1981, equation 6e.  Takes: m > 1.
double small_sample_factor(double m);

}  // namespace steelyard
