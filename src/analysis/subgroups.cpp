// Subgroups, each pooled by itself, and the test between them.
#include "analysis/subgroups.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/display.h"
#include "steelyard/regression/mixed_effects.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// Studies that do not say are pooled and shown, but are no group to be compared.
constexpr std::string_view not_stated = "not stated";

std::string group_of(const Study& study, const std::string& column) {
  const std::string_view cell = study.cell(column);
  return std::string(cell.empty() ? not_stated : cell);
}

struct GroupEstimate {
  double estimate = 0, se = 0;
};

std::optional<SubgroupTest> test_between(const std::vector<GroupEstimate>& groups) {
  if (groups.size() < 2) return std::nullopt;
  double sum_w = 0, sum_wy = 0;
  for (const auto& [estimate, se] : groups) {
    sum_w += 1 / (se * se);
    sum_wy += estimate / (se * se);
  }
  SubgroupTest test;
  for (const auto& [estimate, se] : groups) {
    const double distance = (estimate - sum_wy / sum_w) / se;
    test.q += distance * distance;
  }
  test.df = static_cast<double>(groups.size()) - 1;
  test.p = chi_squared_upper(test.q, test.df);
  if (!std::isfinite(test.q)) return std::nullopt;
  return test;
}

// Between the groups as pooled; absent if a group with effects could not be pooled.
std::optional<SubgroupTest> test_between(const std::vector<SubgroupFinding>& groups,
                                         const std::vector<Synthesis>& syntheses, bool by_interval) {
  std::vector<GroupEstimate> compared;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].name == not_stated) continue;
    const Synthesis& synthesis = syntheses[i];
    const bool of_interval = by_interval && synthesis.interval.has_value();
    if (synthesis.estimate && synthesis.se && *synthesis.se > 0)
      compared.push_back({*synthesis.estimate, of_interval ? synthesis.interval->se : *synthesis.se});
    else if (!groups[i].members.empty())
      return std::nullopt;
  }
  return test_between(compared);
}

// τ² within subgroups, the same in all: what is left when each group has its own mean.
std::optional<double> common_tau2(const AnalysisFinding& finding, std::string& why) {
  const Effects& effects = finding.effects;
  const Method& method = finding.synthesis.method;
  if (method.fixed_tau2) return method.fixed_tau2;
  if (!effects.clusters.empty()) {
    why = "a common τ² of subgroups is for independent effects";
    return std::nullopt;
  }
  if (method.model != Model::random || method.pooling->fit || method.pooling->own) {
    why = "a common τ² of subgroups is for random effects by inverse variance";
    return std::nullopt;
  }
  std::vector<std::string> names;
  Eigen::MatrixXd X =
      Eigen::MatrixXd::Zero(effects.k(), static_cast<Eigen::Index>(finding.subgroups.size()));
  for (std::size_t g = 0; g < finding.subgroups.size(); ++g) {
    names.push_back(finding.subgroups[g].name);
    for (const std::size_t i : finding.subgroups[g].members)
      X(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(g)) = 1;
  }
  MixedEffectsSettings settings;
  settings.tau2 = method.tau2;
  const auto fit = fit_mixed_effects(effects.y, effects.v, X, names, settings, why);
  if (!fit) return std::nullopt;
  return fit->tau2;
}

// Why the χ² test between the groups would take what depends for independent; empty if it would not.
std::string dependent_groups(const AnalysisFinding& finding) {
  const Effects& effects = finding.effects;
  if (effects.clusters.empty()) return "";
  if (finding.plan.cluster_method->id == "robust")
    return "its standard errors take the effects of one study for independent";
  std::map<int, std::size_t> group_of_study;
  const std::vector<int>& study = effects.clusters.front().group;
  for (std::size_t g = 0; g < finding.subgroups.size(); ++g)
    for (const std::size_t i : finding.subgroups[g].members)
      if (group_of_study.emplace(study[i], g).first->second != g)
        return "some studies have effects in several subgroups, which are not independent";
  return "";
}

void form_groups(AnalysisFinding& finding, const std::vector<Study>& studies) {
  const auto group_named = [&](const std::string& name) -> SubgroupFinding& {
    auto group = std::ranges::find(finding.subgroups, name, &SubgroupFinding::name);
    if (group != finding.subgroups.end()) return *group;
    finding.subgroups.emplace_back().name = name;
    return finding.subgroups.back();
  };
  for (std::size_t i = 0; i < finding.studies.size(); ++i) {
    SubgroupFinding& group =
        group_named(group_of(studies[finding.studies[i].study], finding.plan.subgroup));
    group.members.push_back(i);
    group.weight += finding.studies[i].weight;
  }
  if (!finding.synthesis.method.pooling->from_counts) return;
  for (const WithoutEffect& each : finding.effects.without_effect)
    group_named(group_of(studies[each.study], finding.plan.subgroup));
}

}  // namespace

void add_subgroups(AnalysisFinding& finding, const std::vector<Study>& studies) {
  if (finding.plan.subgroup.empty()) return;
  form_groups(finding, studies);
  Method method = finding.plan.method;
  std::string why;
  if (finding.plan.common_tau2 && method.model == Model::random) {
    finding.subgroup_tau2 = common_tau2(finding, why);
    if (finding.subgroup_tau2)
      method.fixed_tau2 = finding.subgroup_tau2;
    else
      finding.synthesis.notes.push_back(
          {"common-tau2-withheld", "each subgroup has a τ² of its own: " + why});
  }
  Method common = method;
  common.model = Model::common;
  common.interval = nullptr;
  if (method.model == Model::random) common.pooling = nullptr;
  std::vector<Synthesis> syntheses, commons;
  for (SubgroupFinding& group : finding.subgroups) {
    Effects part = part_of(finding.effects, group.members);
    for (const WithoutEffect& each : finding.effects.without_effect)
      if (group_of(studies[each.study], finding.plan.subgroup) == group.name)
        part.without_effect.push_back(each);
    group.synthesis = pool(part, method);
    if (finding.subgroup_tau2 && group.synthesis.heterogeneity) {
      group.synthesis.heterogeneity->tau2_ci.reset();  // of τ² in this group alone
      group.synthesis.heterogeneity->i2_ci.reset();
      group.synthesis.heterogeneity->h2_ci.reset();
    }
    group.pooled = shown(part, group.synthesis);
    syntheses.push_back(group.synthesis);
    if (method.model == Model::random) commons.push_back(pool(part, common));
  }
  if (const std::string dependent = dependent_groups(finding); !dependent.empty()) {
    finding.synthesis.notes.push_back(
        {"subgroup-test-withheld",
         "the test between subgroups is withheld, because " + dependent + "; moderators = [\"factor(" +
             finding.plan.subgroup + ")\"] tests them by a model of all effects"});
    return;
  }
  finding.subgroup_test = test_between(finding.subgroups, syntheses, finding.plan.subgroup_by_interval);
  if (method.model == Model::random)
    finding.subgroup_test_common = test_between(finding.subgroups, commons, false);
}

}  // namespace steelyard
