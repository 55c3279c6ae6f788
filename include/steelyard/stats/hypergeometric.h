/// Gauss's hypergeometric function, as the distribution of correlations needs it.
#pragma once

namespace steelyard {

/// F(½, ½; (n − 2)/2; 1 − r²).  Takes: n > 3, 0 < |r| ≤ 1; r = 0 only if n > 4.
double hypergeometric_half(double n, double r);

/// F(1, 1; n/2; 1 − r²).  Takes: n > 3, −1 ≤ r ≤ 1; r = 0 only if n > 4.
double hypergeometric_one(double n, double r);

}  // namespace steelyard
