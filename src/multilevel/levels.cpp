// Effects in clusters as a model of one mean.
#include "multilevel/levels.h"

#include <algorithm>

namespace steelyard {

namespace {

std::size_t group_count(const Grouping& level) {
  std::vector<int> seen = level.group;
  std::ranges::sort(seen);
  const auto rest = std::ranges::unique(seen);
  return seen.size() - rest.size();
}

}  // namespace

MultilevelData one_mean(const Effects& effects) {
  MultilevelData data;
  data.y = effects.y;
  data.v = effects.v;
  data.X = Eigen::MatrixXd::Ones(effects.k(), 1);
  data.names = {"intercept"};
  return data;
}

Grouping each_effect(const Effects& effects) {
  Grouping level{"effect", {}};
  for (int i = 0; i < static_cast<int>(effects.k()); ++i) level.group.push_back(i);
  return level;
}

std::size_t cluster_count(const Effects& effects) {
  return effects.clusters.empty() ? static_cast<std::size_t>(effects.k())
                                  : group_count(effects.clusters.front());
}

ModelOfEffects model_of(const Effects& effects, double rho) {
  ModelOfEffects model{one_mean(effects), {}};
  std::vector<Grouping> levels = effects.clusters;
  levels.push_back(each_effect(effects));
  // A nested level is as fine as the next one if it has as many groups.
  std::size_t outside = 1;
  for (Grouping& level : levels) {
    const std::size_t count = group_count(level);
    const bool last = &level == &levels.back();
    if (count == 1 && !last) {
      model.notes.push_back({"one-cluster", level.name + " has one group only: the variance between "
                                                "its groups cannot be estimated"});
    } else if (count == outside && !model.data.levels.empty()) {
      // The row level below clusters that name each row is no news.
      if (!last || effects.clusters.size() == 1)
        model.notes.push_back(
            {"same-level", "each " + model.data.levels.back().name + " has one " + level.name +
                               ": their variances cannot be told apart, and are one"});
    } else {
      outside = count;
      model.data.levels.push_back(std::move(level));
    }
  }
  model.data.correlated = sampling_blocks(effects, rho);
  return model;
}

MultilevelSettings model_settings(const Method& method) {
  MultilevelSettings settings;
  settings.restricted = method.tau2 == nullptr || method.tau2->id != "ML";
  settings.level = method.level;
  return settings;
}

}  // namespace steelyard
