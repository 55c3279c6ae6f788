// What the measures of two means share.
#pragma once
#include <string>

#include "steelyard/study/study.h"

namespace steelyard {

/// "" if sizes are positive and standard deviations not negative, otherwise what is wrong.
inline std::string unusable(const TwoMeans& means) {
  if (!(means.e_n > 0) || !(means.c_n > 0)) return "a group has no people";
  if (!(means.e_sd >= 0) || !(means.c_sd >= 0)) return "a standard deviation is negative";
  return "";
}

}  // namespace steelyard
