// Effects of one study: which they are, and one made of several.
#include "analysis/clusters.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace steelyard {

namespace {

void count_each_study_once(Effects& effects) {
  std::map<int, Counted> largest;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const Counted row = counted_in(effects.data[i]);
    Counted& study = largest[effects.clusters.front().group[i]];
    if (row.people > study.people || (row.people == study.people && row.events > study.events))
      study = row;
  }
  effects.participants = effects.events = 0;
  for (const auto& [group, study] : largest) {
    effects.participants += study.people;
    effects.events += study.events;
  }
}

Eigen::MatrixXd covariance_of(const Effects& effects, const std::vector<Eigen::Index>& rows) {
  Eigen::MatrixXd V = Eigen::VectorXd(effects.v(rows)).asDiagonal();
  const auto place = [&](std::size_t row) {
    return std::ranges::find(rows, static_cast<Eigen::Index>(row)) - rows.begin();
  };
  const auto n = static_cast<Eigen::Index>(rows.size());
  for (const CorrelatedEffects& pair : effects.covariances)
    if (const auto a = place(pair.a), b = place(pair.b); a < n && b < n)
      V(a, b) = V(b, a) = pair.covariance;
  return V;
}

}  // namespace

void set_clusters(Effects& effects, const std::vector<Study>& studies,
                  const std::vector<std::string>& columns) {
  effects.clusters.clear();
  for (std::size_t level = 0; level < columns.size(); ++level) {
    Grouping grouping{columns[level], {}};
    std::map<std::vector<std::string>, int> numbers;
    for (const std::size_t i : effects.study) {
      // Rows that were not read from a table are studies of their own.
      std::vector<std::string> path = studies[i].clusters;
      path.resize(columns.size(), studies[i].name);
      path.resize(level + 1);
      grouping.group.push_back(numbers.emplace(path, static_cast<int>(numbers.size())).first->second);
    }
    effects.clusters.push_back(std::move(grouping));
  }
  count_each_study_once(effects);
}

Notices impossible_correlation(const Effects& effects, const std::vector<Study>& studies, double rho) {
  if (effects.clusters.empty()) return {};
  std::map<int, std::vector<std::size_t>> members;  // of the innermost groups, whose errors correlate
  for (std::size_t i = 0; i < effects.study.size(); ++i)
    members[effects.clusters.back().group[i]].push_back(effects.study[i]);
  const auto largest = std::ranges::max_element(
      members, {}, [](const auto& each) { return each.second.size(); });
  if (largest == members.end()) return {};
  const auto m = static_cast<double>(largest->second.size());
  if (1 + (m - 1) * rho > 0) return {};
  const Study& first = studies[largest->second.front()];
  return {{Severity::error, first.where,
           fmt::format("rho is {}, but {} effects of one study, from {} on, cannot all correlate by so "
                       "little: above {:.3g}",
                       rho, m, first.name, -1 / (m - 1)),
           "", 0, "sampling errors of effects measured in the same people mostly correlate positively"}};
}

Effects one_for_each_study(const Effects& effects, const std::vector<Study>& studies, Combine how,
                           double rho) {
  Effects result;
  result.measure = effects.measure;
  result.context = effects.context;
  result.left_out = effects.left_out;
  result.participants = effects.participants;
  result.events = effects.events;
  std::vector<std::vector<Eigen::Index>> rows;
  for (std::size_t i = 0; i < effects.study.size(); ++i) {
    const auto cluster = static_cast<std::size_t>(effects.clusters.front().group[i]);
    if (cluster >= rows.size()) rows.resize(cluster + 1);
    rows[cluster].push_back(static_cast<Eigen::Index>(i));
  }
  std::vector<CombinedEffect> found;
  for (const std::vector<Eigen::Index>& members : rows) {
    const auto first = static_cast<std::size_t>(members.front());
    const std::size_t study = effects.study[first];
    const std::string name =
        studies[study].clusters.empty() ? effects.name[first] : studies[study].clusters.front();
    const auto one =
        effects.covariances_known
            ? combined_effect(effects.y(members), covariance_of(effects, members), how)
            : combined_effect(effects.y(members), effects.v(members), rho, how);
    if (!one) {
      result.left_out.push_back(
          {study, name,
           effects.covariances_known
               ? fmt::format("its {} effects cannot have these covariances", members.size())
               : fmt::format("its {} effects cannot all correlate by {}", members.size(), rho)});
      continue;
    }
    found.push_back(*one);
    result.name.push_back(name);
    result.study.push_back(study);
    if (members.size() == 1)
      result.data.push_back(effects.data[first]);
    else
      result.data.emplace_back(GivenEffect{one->y, one->v});
  }
  const auto k = static_cast<Eigen::Index>(found.size());
  result.y.resize(k);
  result.v.resize(k);
  for (Eigen::Index i = 0; i < k; ++i) {
    result.y[i] = found[static_cast<std::size_t>(i)].y;
    result.v[i] = found[static_cast<std::size_t>(i)].v;
  }
  return result;
}

}  // namespace steelyard
