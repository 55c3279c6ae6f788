// Cumulative meta-analysis: the pooled answer as studies came in.
#include <algorithm>

#include "analysis/further/refit_rows.h"
#include "steelyard/analysis/findings.h"
#include "steelyard/base/text.h"
#include "steelyard/sensitivity/leave_out.h"

namespace steelyard {

namespace {

// Not a column: the most precise study first.
constexpr std::string_view by_precision = "precision";

FurtherFinding one_after_another(const FurtherInput& input) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  const Refitter refitter(effects, input.finding.plan.method);
  if (refitter.members() == 0) {
    result.notes.push_back({"too-few", "no study gives an effect, so nothing can add up"});
    return result;
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < refitter.members(); ++i)
    texts.emplace_back(input.studies[refitter.study(i)].cell(input.argument));
  const bool named = std::ranges::any_of(texts, [](const auto& text) { return !text.empty(); });
  const bool precision = !named && lower_case(input.argument) == by_precision;
  if (!named && !precision) {
    result.notes.push_back({"no-order", "no study has an entry in " + input.argument});
    return result;
  }
  const std::vector<std::size_t> order =
      precision ? order_by_precision(refitter, effects.v) : order_by(texts);
  if (named && texts[order.back()].empty())
    result.notes.push_back(
        {"no-order", "studies without an entry in " + input.argument + " come last"});
  start_refits(result, "studies", "Studies added one after another", "added");
  const std::vector<Refit> answers = cumulative(refitter, order);
  for (std::size_t i = 0; i < order.size(); ++i)
    add_refit(result, std::string(refitter.name(order[i])), answers[i]);
  return result;
}

}  // namespace

namespace further {
extern const FurtherAnalysis cumulative{
    .id = "cumulative",
    .label = "cumulative meta-analysis",
    .source = "lau1992",
    .setting = "cumulative",
    .group = "sensitivity",
    .asked = Asked::by_argument,
    .compute = one_after_another,
};
}

}  // namespace steelyard
