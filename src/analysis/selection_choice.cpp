// Settings of selection models: steps of P, fixed weights, the favoured side.
#include "analysis/selection_choice.h"

#include <algorithm>

namespace steelyard {

namespace {

void read_steps(Resolver& resolver, const Setting& setting, SelectionChoice& choice) {
  for (const std::string& part : split(setting.text, ',')) {
    const auto step = parse_number(trimmed(part));
    if (!step || !(*step > 0 && *step <= 1) ||
        (!choice.steps.empty() && *step <= choice.steps.back())) {
      resolver.complain("steps", "rising P values between 0 and 1, with commas between them",
                        "0.025 is usual for one-sided P values");
      choice.steps.clear();
      return;
    }
    choice.steps.push_back(*step);
  }
}

void read_delta(Resolver& resolver, const Setting& setting, SelectionChoice& choice) {
  for (const std::string& part : split(setting.text, ',')) {
    const std::string_view word = trimmed(part);
    const auto delta = parse_number(word);
    const bool estimated = lower_case(word) == "na";
    if (!estimated && (!delta || *delta < 0)) {
      resolver.complain("delta", "values of 0 or more, or NA for those to be estimated",
                        "one for each interval of the steps, the first of them 1");
      choice.delta.clear();
      return;
    }
    choice.delta.push_back(estimated ? std::nullopt : delta);
  }
}

}  // namespace

void read_selection(Resolver& resolver, Plan& plan) {
  const bool asked = std::ranges::any_of(plan.further, [](const FurtherRequest& request) {
    return request.analysis->setting == "select";
  });
  for (const char* name : {"steps", "delta", "alternative"})
    if (resolver.find(name) != nullptr && !asked && resolver.find("select") == nullptr)
      resolver.complain(name, "given together with select", "select = \"stepfun\" is usual");
  if (const Setting* setting = resolver.find("steps"))
    read_steps(resolver, *setting, plan.selection);
  if (const Setting* setting = resolver.find("delta"))
    read_delta(resolver, *setting, plan.selection);
  if (const Setting* setting = resolver.find("alternative")) {
    const std::string side = lower_case(setting->text);
    if (side == "greater")
      plan.selection.side = SelectionSide::greater;
    else if (side == "less")
      plan.selection.side = SelectionSide::less;
    else if (side == "two.sided" || side == "two-sided")
      plan.selection.side = SelectionSide::two_sided;
    else
      resolver.complain("alternative", "greater, less or two-sided", "");
  }
}

}  // namespace steelyard
