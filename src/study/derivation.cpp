// The register of ways in which data are worked out, and their record in a study's cells.
#include "steelyard/study/derivation.h"

#include <algorithm>
#include <string>

namespace steelyard {

namespace {

constexpr DerivationWay ways[] = {
    {"variance_from_interval", "variance worked out from the confidence interval", "handbook-6"},
    {"variance_from_t_interval",
     "variance worked out from the confidence interval by the t distribution", "handbook-6"},
    {"variance_from_z", "variance worked out from the z statistic", "handbook-6"},
    {"variance_from_t", "variance worked out from the t statistic", "handbook-6"},
    {"variance_from_p", "variance worked out from the P value", "handbook-6"},
    {"variance_from_p_of_t", "variance worked out from the P value of a t test", "handbook-6"},
    {"log_of_ratio", "logarithm taken of the printed ratio", "handbook-6"},
    {"mean_from_range", "mean estimated from median and range", "luo2018"},
    {"mean_from_quartiles", "mean estimated from median and quartiles", "luo2018"},
    {"mean_from_five_numbers", "mean estimated from median, quartiles and range", "luo2018"},
    {"sd_from_range", "SD estimated from the range", "wan2014"},
    {"sd_from_quartiles", "SD estimated from the quartiles", "wan2014"},
    {"sd_from_five_numbers", "SD estimated from quartiles and range", "shi2020"},
    {"fitted_normal", "mean and SD of the normal distribution that fits the quantiles best",
     "mcgrath2020"},
    {"fitted_log_normal", "mean and SD of the log-normal distribution that fits the quantiles best",
     "mcgrath2020"},
    {"fitted_gamma", "mean and SD of the gamma distribution that fits the quantiles best",
     "mcgrath2020"},
    {"fitted_weibull", "mean and SD of the Weibull distribution that fits the quantiles best",
     "mcgrath2020"},
    {"fitted_beta", "mean and SD of the beta distribution that fits the quantiles best",
     "mcgrath2020"},
    {"sd_from_se", "SD worked out from the standard error of the mean", "handbook-6"},
    {"design_effect", "counts and sizes divided by the design effect of the clusters",
     "handbook-23"},
    {"shared_control_split", "shared control group divided among its comparisons", "handbook-23"},
    {"arms_combined", "arms with the same control group combined into one", "handbook-23"},
};

// A title that no table would have.
std::string title_of(std::size_t form) {
  return "derivation : " + std::string(shape_name(form));
}

}  // namespace

std::span<const DerivationWay> derivation_ways() {
  return ways;
}

const DerivationWay* derivation_way(std::string_view id) {
  const auto* found = std::ranges::find(ways, id, &DerivationWay::id);
  return found == std::end(ways) ? nullptr : found;
}

void record_derivation(Study& study, std::size_t form, std::string_view id) {
  const auto known = derivations(study, form);
  if (std::ranges::find(known, id) != known.end()) return;
  study.cells.emplace_back(title_of(form), id);
}

std::vector<std::string_view> derivations(const Study& study, std::size_t form) {
  std::vector<std::string_view> found;
  const std::string title = title_of(form);
  for (const auto& [each, id] : study.cells)
    if (each == title) found.emplace_back(id);
  return found;
}

}  // namespace steelyard
