// The pooled answer without all effects of each study in turn.
#include <algorithm>

#include "steelyard/analysis/findings.h"
#include "steelyard/analysis/further.h"

namespace steelyard {

namespace {

FurtherFinding leave_one_cluster_out(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  if (effects.clusters.empty()) {
    result.notes.push_back({"no-clusters", "one effect for each study: leave-one-out does this"});
    return result;
  }
  const std::vector<int>& group = effects.clusters.front().group;
  const int clusters = group.empty() ? 0 : *std::ranges::max_element(group) + 1;
  if (clusters < 2) {
    result.notes.push_back({"too-few", "leaving one study out needs at least two"});
    return result;
  }
  QuantityTable table{"studies",
                      "Without all effects of each study in turn",
                      "without",
                      {{"effects", "effects", QuantityKind::count},
                       {"estimate", "estimate", QuantityKind::effect},
                       {"ci_low", "lower limit", QuantityKind::effect},
                       {"ci_high", "upper limit", QuantityKind::effect},
                       {"p", "P", QuantityKind::p_value},
                       {"tau2", "τ²", QuantityKind::variance},
                       {"i2", "I²", QuantityKind::percent}},
                      {}};
  for (int out = 0; out < clusters; ++out) {
    std::vector<std::size_t> members;
    std::string name;
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (group[i] != out) {
        members.push_back(i);
        continue;
      }
      const std::vector<std::string>& texts = input.studies[effects.study[i]].clusters;
      if (name.empty()) name = texts.empty() ? effects.name[i] : texts.front();
    }
    const Synthesis synthesis = pool(part_of(effects, members), input.finding.plan.method);
    QuantityRow row{name, std::vector<std::optional<double>>(7)};
    row.values[0] = static_cast<double>(group.size() - members.size());
    row.values[1] = synthesis.estimate;
    if (synthesis.interval) {
      row.values[2] = synthesis.interval->low;
      row.values[3] = synthesis.interval->high;
      row.values[4] = synthesis.interval->p;
    }
    if (synthesis.heterogeneity) {
      row.values[5] = synthesis.heterogeneity->tau2;
      row.values[6] = synthesis.heterogeneity->i2;
    }
    if (!synthesis.estimate && !synthesis.notes.empty())
      result.notes.push_back({"not-computed", "without " + name + ": " + synthesis.notes.back().text});
    table.rows.push_back(std::move(row));
  }
  result.tables.push_back(std::move(table));
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis leave_one_cluster_out{
    .id = "leave-one-cluster-out",
    .label = "without all effects of each study in turn",
    .source = "viechtbauer2010outliers",
    .setting = "dependence",
    .group = "dependence",
    .asked = Asked::by_id,
    .compute = steelyard::leave_one_cluster_out,
    .takes_clusters = true,
};
}

}  // namespace steelyard
