// What people put beside suggestions, set against what is suggested now.
#include "steelyard/claim/overrides.h"

#include <algorithm>

namespace steelyard {

std::string_view answer_name(Answer answer) {
  constexpr std::string_view names[] = {"yes", "no", "unclear", "not applicable", "not judged"};
  return names[static_cast<std::size_t>(answer)];
}

std::vector<ShownOverride> shown_overrides(const Claim& claim, const Appraisal& appraisal) {
  std::vector<ShownOverride> shown;
  for (std::size_t i = 0; i < claim.overrides.size(); ++i) {
    const Override& each = claim.overrides[i];
    ShownOverride result;
    result.index = i;
    for (const CheckedItem& item : appraisal.checklist)
      if (item.item->id == each.field && item.suggested != Answer::not_judged)
        result.suggested = answer_name(item.suggested);
    if (appraisal.suggested_grade)
      for (const GradeSuggestion& domain : appraisal.suggested_grade->domains)
        if (domain_name(domain.domain) == each.field && domain.levels)
          result.suggested = std::to_string(*domain.levels);
    result.stale = result.suggested != each.from;
    shown.push_back(std::move(result));
  }
  return shown;
}

}  // namespace steelyard
