// Cohen's d, from means or as it is printed: what the standardized measures start from.
#pragma once
#include <optional>
#include <string>

#include "steelyard/effect/measure.h"

namespace steelyard {

struct CohensD {
  double d = 0, n1 = 0, n2 = 0;

  [[nodiscard]] double m() const { return n1 + n2 - 2; }
};

/// d = (m1 − m2) / sd_pooled. Absent, with the reason, if the data cannot give one or fewer than
/// four people leave no correction for small samples.
std::optional<CohensD> cohens_d(const Data& data, std::string& why);

/// Why an effect made of d may be missing all the same.
inline constexpr std::string_view no_spread = "both standard deviations are 0";

}  // namespace steelyard
