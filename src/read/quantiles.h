// Mean and standard deviation estimated from the median with quartiles, range or both.
#pragma once
#include <optional>

namespace steelyard {

// What a paper prints of one arm; quartiles and range are each complete or absent.
struct Quantiles {
  double median = 0;
  std::optional<double> q1, q3, minimum, maximum;
  double n = 0;

  [[nodiscard]] bool quartiles() const { return q1 && q3; }
  [[nodiscard]] bool range() const { return minimum && maximum; }
};

// Luo 2018: optimal weights for each of the three summaries.
double mean_from(const Quantiles& printed);
// Wan 2014; Shi 2020 where quartiles and range are both given.
double sd_from(const Quantiles& printed);
// Whether the summary is too lopsided for normal data, by a test on the 5% level: Shi 2023.
bool skewed(const Quantiles& printed);

}  // namespace steelyard
