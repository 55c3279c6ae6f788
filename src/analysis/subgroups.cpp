// Subgroups, each pooled by itself, and the test between them.
#include "analysis/subgroups.h"

#include <algorithm>

#include "analysis/display.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// Studies that do not say are pooled and shown, but are no group to be compared.
constexpr std::string_view not_stated = "not stated";

std::string group_of(const Study& study, const std::string& column) {
  const std::string_view cell = study.cell(column);
  return std::string(cell.empty() ? not_stated : cell);
}

std::optional<SubgroupTest> test_between(const std::vector<SubgroupFinding>& groups) {
  double sum_w = 0, sum_wy = 0;
  int count = 0;
  for (const SubgroupFinding& group : groups) {
    if (group.name == not_stated) continue;
    if (!group.synthesis.estimate || !group.synthesis.se || *group.synthesis.se <= 0)
      return std::nullopt;
    const double w = 1 / (*group.synthesis.se * *group.synthesis.se);
    sum_w += w;
    sum_wy += w * *group.synthesis.estimate;
    ++count;
  }
  if (count < 2) return std::nullopt;
  SubgroupTest test;
  for (const SubgroupFinding& group : groups) {
    if (group.name == not_stated) continue;
    const double distance = (*group.synthesis.estimate - sum_wy / sum_w) / *group.synthesis.se;
    test.q += distance * distance;
  }
  test.df = count - 1;
  test.p = chi_squared_upper(test.q, test.df);
  return test;
}

}  // namespace

void add_subgroups(AnalysisFinding& finding, const std::vector<Study>& studies) {
  if (finding.plan.subgroup.empty()) return;
  for (std::size_t i = 0; i < finding.studies.size(); ++i) {
    const std::string name = group_of(studies[finding.studies[i].study], finding.plan.subgroup);
    auto group = std::ranges::find(finding.subgroups, name, &SubgroupFinding::name);
    if (group == finding.subgroups.end()) {
      finding.subgroups.push_back({name, {}, {}, {}});
      group = finding.subgroups.end() - 1;
    }
    group->members.push_back(i);
  }
  for (SubgroupFinding& group : finding.subgroups) {
    Effects part = part_of(finding.effects, group.members);
    for (const WithoutEffect& each : finding.effects.without_effect)
      if (group_of(studies[each.study], finding.plan.subgroup) == group.name)
        part.without_effect.push_back(each);
    group.synthesis = pool(part, finding.plan.method);
    group.pooled = shown(part, group.synthesis);
  }
  finding.subgroup_test = test_between(finding.subgroups);
}

}  // namespace steelyard
