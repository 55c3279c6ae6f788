/// How large the studies behind the effects are.
#pragma once
#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "steelyard/effect/effects.h"

namespace steelyard {

/// Sizes of the two groups of each study.
struct GroupSizes {
  Eigen::ArrayXd e, c;
};

/// People in each study; absent if some study does not tell, with the reason in `why`.
std::optional<Eigen::ArrayXd> total_sizes(const Effects& effects, std::string& why);

/// People in each of the two groups; absent if some study does not tell, with the reason in `why`.
std::optional<GroupSizes> group_sizes(const Effects& effects, std::string& why);

/// The fourfold table of each study; empty if some study gives none, with the reason in `why`.
std::vector<TwoByTwo> fourfold_tables(const Effects& effects, std::string& why);

}  // namespace steelyard
