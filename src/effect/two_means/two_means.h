// What the measures of two means share.
#pragma once
#include <cmath>
#include <string>

#include "steelyard/study/study.h"

namespace steelyard {

/// "" if sizes are positive and standard deviations not negative, otherwise what is wrong.
inline std::string unusable(const TwoMeans& means) {
  if (!(means.e_n > 0) || !(means.c_n > 0)) return "a group has no people";
  if (!(means.e_sd >= 0) || !(means.c_sd >= 0)) return "a standard deviation is negative";
  return "";
}

/// √(((n1 − 1) sd1² + (n2 − 1) sd2²) / (n1 + n2 − 2))
inline double pooled_sd(const TwoMeans& t) {
  return std::sqrt(((t.e_n - 1) * t.e_sd * t.e_sd + (t.c_n - 1) * t.c_sd * t.c_sd) /
                   (t.e_n + t.c_n - 2));
}

}  // namespace steelyard
