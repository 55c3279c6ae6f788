/// The pooled answer without a study, without a group of studies, and as studies came in.
#pragma once
#include <string>
#include <vector>

#include "steelyard/sensitivity/refit.h"

namespace steelyard {

/// One answer for each member of `refitter`: the pooled answer without it.
/// Source: viechtbauer2010outliers
std::vector<Refit> leave_one_out(const Refitter& refitter);

/// The members outside each group, pooled. `group[i]` is the number of member i's group, from 0; a
/// member with the number −1 is in none and always stays.
std::vector<Refit> leave_groups_out(const Refitter& refitter, const std::vector<int>& group);

/// One answer for each member: the pooled answer of all members up to it in this order.
/// Source: lau1992
std::vector<Refit> cumulative(const Refitter& refitter, const std::vector<std::size_t>& order);

/// Members by the text of each: as numbers if all are numbers, otherwise as text. Equal ones keep
/// their order; members without a text come last.
std::vector<std::size_t> order_by(const std::vector<std::string>& texts);

/// Members by their sampling variances, the most precise first; those without an effect come last.
std::vector<std::size_t> order_by_precision(const Refitter& refitter, const Eigen::ArrayXd& v);

}  // namespace steelyard
