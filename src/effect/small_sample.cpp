// The correction of standardized differences for small samples.
#include "effect/small_sample.h"

#include <cmath>

#include "steelyard/stats/distributions.h"

namespace steelyard {

double small_sample_factor(double m) {
  return 1 / (std::sqrt(m / 2) * gamma_ratio((m - 1) / 2, 0.5));
}

}  // namespace steelyard
