// Item 32 of the checklist: items 3 to 12 put to the studies that the claim is set against.
// Source: the project's claim specification, section 5.
#include <algorithm>
#include <cmath>

#include "steelyard/base/one_of.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/checklist.h"

namespace steelyard {

namespace {

std::string_view first_cell(const Study& study, std::initializer_list<std::string_view> columns) {
  for (const std::string_view column : columns)
    if (const std::string_view found = study.cell(column); !found.empty()) return found;
  return "";
}

bool two_groups(const Study& study) {
  return std::ranges::none_of(study.data, [](const Data& data) {
    return std::holds_alternative<OneProportion>(data) || std::holds_alternative<OneMean>(data) ||
           std::holds_alternative<OneRate>(data);
  });
}

// Printed percentages beside the counts of their groups.
Answer arithmetic_of(const Study& study) {
  const auto* table = study.as<TwoByTwo>();
  if (table == nullptr) return Answer::yes;
  const auto bad = [](std::string_view percent, double events, double n) {
    const bool counts = events == std::floor(events) && n == std::floor(n) && n >= 1 && n < 1e9;
    if (percent.empty() || !counts || !parse_number(percent)) return false;
    const ArithmeticCheck check =
        check_arithmetic(percent, static_cast<long>(n), static_cast<long>(events), false);
    return check.code == Arithmetic::inconsistent || check.denominator_switch;
  };
  const bool wrong = bad(first_cell(study, {"e_percent", "e_pct"}), table->e_events, table->e_n) ||
                     bad(first_cell(study, {"c_percent", "c_pct"}), table->c_events, table->c_n);
  return wrong ? Answer::no : Answer::yes;
}

Answer risk_of_bias_of(const Study& study) {
  const std::string rating = lower_case(study.cell("risk_of_bias"));
  if (rating.starts_with("low")) return Answer::yes;
  return is_one_of(rating, {"high", "serious", "critical"}) ? Answer::no : Answer::unclear;
}

Answer blinding_of(const Study& study) {
  const std::string text =
      lower_case(first_cell(study, {"blinding", "assessor", "design"}));
  if (text.find("open") != std::string::npos || text.find("unblind") != std::string::npos ||
      text.find("not blind") != std::string::npos)
    return Answer::no;
  return text.find("blind") != std::string::npos ? Answer::yes : Answer::unclear;
}

// Everybody who was randomised, where the table says how many that were.
Answer counted_of(const Study& study) {
  const auto* table = study.as<TwoByTwo>();
  const auto e = parse_number(study.cell("e_randomised")), c = parse_number(study.cell("c_randomised"));
  if (table == nullptr || !e || !c) return Answer::unclear;
  return table->e_n >= *e && table->c_n >= *c ? Answer::yes : Answer::no;
}

}  // namespace

std::vector<SelfCheck> check_own_evidence(const AnalysisRequest& analysis, const Outcome* outcome) {
  std::vector<SelfCheck> found;
  for (const Study& study : analysis.studies) {
    if (study.data.empty()) continue;  // shown as not pooled: nothing is concluded from it
    const auto put = [&](std::string_view item, Answer answer) {
      if (answer != Answer::yes) found.push_back({study.name, item, answer});
    };
    const auto either = [](bool good) { return good ? Answer::yes : Answer::no; };
    put("outcome-defined", either(outcome != nullptr && !outcome->name.empty()));
    put("time-given", either((outcome != nullptr && outcome->time_weeks) ||
                             !first_cell(study, {"timepoint_weeks", "time_weeks", "time"}).empty()));
    put("arithmetic-holds", arithmetic_of(study));
    put("source-named",
        either(!first_cell(study, {"doi", "pmid", "nct", "registry", "source", "reference", "url",
                                   "source_location"})
                    .empty()));
    put("comparison-group", either(two_groups(study)));
    put("allocation", risk_of_bias_of(study));
    put("blinding", blinding_of(study));
    put("all-counted", counted_of(study));
  }
  return found;
}

}  // namespace steelyard
