// Mean and variance of Fisher's noncentral hypergeometric distribution, summed outwards from the
// mode, so that nothing overflows and the tails stop early.
#include "bias/hypergeometric.h"

#include <algorithm>
#include <cmath>

namespace steelyard {

MeanAndVariance noncentral_hypergeometric(double n1, double n2, double m, double psi) {
  const double least = std::max(0.0, m - n2), most = std::min(n1, m);
  if (!(most > least)) return {least, 0};
  // P(x + 1)/P(x)
  const auto step = [&](double x) {
    return (n1 - x) / (x + 1) * ((m - x) / (n2 - m + x + 1)) * psi;
  };
  // The last x that is likelier than the one before; the ratio falls with x.
  double low = least, high = most;
  while (high - low > 0.5) {
    const double middle = std::floor((low + high) / 2);
    if (step(middle) >= 1)
      low = middle + 1;
    else
      high = middle;
  }
  const double mode = low;
  constexpr double negligible = 1e-22;
  double sum = 1, first = 0, second = 0;  // moments about the mode
  double p = 1;
  for (double x = mode; x < most; ++x) {
    p *= step(x);
    const double d = x + 1 - mode;
    sum += p;
    first += p * d;
    second += p * d * d;
    if (p * d * d < negligible) break;
  }
  p = 1;
  for (double x = mode; x > least; --x) {
    p /= step(x - 1);
    const double d = x - 1 - mode;
    sum += p;
    first += p * d;
    second += p * d * d;
    if (p * d * d < negligible) break;
  }
  const double shift = first / sum;
  return {mode + shift, std::max(second / sum - shift * shift, 0.0)};
}

}  // namespace steelyard
