// What the measures of change share.
#pragma once
#include <optional>
#include <string>

#include "steelyard/study/study.h"

namespace steelyard {

/// The paired means, if there are at least two pairs, both SDs are positive and r is possible.
inline const PairedMeans* usable_pairs(const Data& data, std::string& why) {
  const auto* t = std::get_if<PairedMeans>(&data);
  if (!t) return nullptr;
  if (!(t->n > 2)) why = "it has too few pairs for a standardized change";
  if (!(t->post_sd > 0) || !(t->pre_sd > 0)) why = "a standard deviation is 0";
  if (!(t->r >= -1 && t->r <= 1)) why = "its correlation is not between −1 and 1";
  return why.empty() ? t : nullptr;
}

/// The variance of the differences: sd1² + sd2² − 2 r sd1 sd2, without cancellation.
inline double change_variance(double sd1, double sd2, double r) {
  return (sd1 - sd2) * (sd1 - sd2) + 2 * (1 - r) * sd1 * sd2;
}

}  // namespace steelyard
