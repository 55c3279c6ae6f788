// Cohen's d, from means or as it is printed.
#include "effect/two_means/cohens_d.h"

#include <cmath>

#include "effect/two_means/two_means.h"

namespace steelyard {

std::optional<CohensD> cohens_d(const Data& data, std::string& why) {
  CohensD group;
  if (const auto* printed = std::get_if<StandardizedDifference>(&data)) {
    group = {printed->d, printed->e_n, printed->c_n};
    if (!(group.n1 > 0) || !(group.n2 > 0)) why = "a group has no people";
  } else if (const auto* t = std::get_if<TwoMeans>(&data)) {
    why = unusable(*t);
    group = {(t->e_mean - t->c_mean) / pooled_sd(*t), t->e_n, t->c_n};
  } else {
    return std::nullopt;
  }
  if (why.empty() && !(group.m() > 1))
    why = "its groups have too few people for a standardized difference";
  if (!why.empty()) return std::nullopt;
  return group;
}

}  // namespace steelyard
