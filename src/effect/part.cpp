// Some of the studies of an analysis.
#include <algorithm>

#include "steelyard/effect/effects.h"

namespace steelyard {

Effects part_of(const Effects& all, const std::vector<std::size_t>& members) {
  Effects part;
  part.measure = all.measure;
  part.context = all.context;
  for (const Grouping& level : all.clusters) {
    Grouping some{level.name, {}};
    for (const std::size_t from : members) some.group.push_back(level.group[from]);
    part.clusters.push_back(std::move(some));
  }
  part.covariances_known = all.covariances_known;
  for (const CorrelatedEffects& pair : all.covariances) {
    const auto a = std::ranges::find(members, pair.a), b = std::ranges::find(members, pair.b);
    if (a == members.end() || b == members.end()) continue;
    const auto i = static_cast<std::size_t>(a - members.begin());
    const auto j = static_cast<std::size_t>(b - members.begin());
    part.covariances.push_back({std::min(i, j), std::max(i, j), pair.covariance});
  }
  const auto k = static_cast<Eigen::Index>(members.size());
  part.y.resize(k);
  part.v.resize(k);
  if (all.weights.size() > 0) part.weights.resize(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    const std::size_t from = members[static_cast<std::size_t>(i)];
    part.y[i] = all.y[static_cast<Eigen::Index>(from)];
    part.v[i] = all.v[static_cast<Eigen::Index>(from)];
    if (all.weights.size() > 0) part.weights[i] = all.weights[static_cast<Eigen::Index>(from)];
    part.data.push_back(all.data[from]);
    part.study.push_back(all.study[from]);
    part.name.push_back(all.name[from]);
  }
  return part;
}

}  // namespace steelyard
