// The decision table put to every route of the controlled comparison.
// Source: the project's claim specification, section 4.4.
#include "claim/effect_table.h"

#include <algorithm>

#include "steelyard/base/one_of.h"

namespace steelyard {

namespace {

// Whether the claim lies beyond what a route implies; by each prior of the treated arms where no other
// trial gives a baseline.
std::vector<bool> over_of(const ControlledEvidence& evidence, const Variant& variant) {
  const auto& implied = evidence.implied;
  const auto same = std::ranges::find(implied, variant.id, &ImpliedCounts::id);
  if (same != implied.end()) return {same->over};
  if (!implied.empty()) return {implied.front().over};
  std::vector<bool> over;
  for (const AmongTreated& group : evidence.among_treated) over.push_back(group.over);
  return over.empty() ? std::vector<bool>{false} : over;
}

// A number of the claim that was held against what the trials let expect.
bool number_checked(const Appraisal& appraisal) {
  const ControlledEvidence& evidence = *appraisal.controlled;
  const bool count = evidence.compared && !(evidence.implied.empty() && evidence.among_treated.empty());
  const bool ratio =
      appraisal.relative && appraisal.relative->same_events && evidence.unit.empty();
  return count || ratio;
}

bool gives_number(const Appraisal& appraisal, const Claim& claim) {
  return appraisal.share || !claim.percent_text.empty() || claim.events || claim.ratio;
}

// A claim of how many, or of how many times; one of an important benefit is not, whatever it counts.
bool speaks_of_number(const Claim& claim) {
  const bool other_size = is_one_of(claim.asserted_size, {"important", "any"});
  return (claim.type == "response_proportion" && !other_size) ||
         claim.asserted_size == "number_given";
}

VerdictInput input_of(const Appraisal& appraisal, const Claim& claim) {
  VerdictInput input;
  input.controlled = appraisal.controlled.has_value();
  input.grade = appraisal.grade.value_or(Grade::very_low);
  // A size that is said to be given, but is not, was not asserted.
  input.big = claim.asserted_size == "important" ||
              (claim.asserted_size == "number_given" && gives_number(appraisal, claim));
  input.direction = direction_of(claim);
  input.badge = appraisal.badge;
  return input;
}

// An effect on the claimed side cannot back a number on the other.
void refuse_wrong_side(Appraisal& appraisal, const Claim& claim) {
  const bool supportive =
      is_one_of(appraisal.verdict, {"SUPPORTED", "PARTLY_SUPPORTED", "OVERSTATED"});
  if (!supportive || !(appraisal.controlled->wrong_side || ratio_of_nothing(claim))) return;
  appraisal.by_evidence = appraisal.fragile = false;
  appraisal.verdict = "NOT_TESTABLE";
  appraisal.reason = "wrong_side";
}

}  // namespace

ClaimedDirection direction_of(const Claim& claim) {
  if (claim.asserted_direction == "harm") return ClaimedDirection::harm;
  if (claim.asserted_direction == "no_difference") return ClaimedDirection::no_difference;
  return ClaimedDirection::benefit;
}

bool ratio_of_nothing(const Claim& claim) {
  return claim.ratio == 1.0 && direction_of(claim) != ClaimedDirection::no_difference;
}

void decide_by_table(Appraisal& appraisal, const Claim& claim,
                     const std::vector<ControlledEvidence>& other_sizes) {
  VerdictInput input = input_of(appraisal, claim);
  appraisal.by_evidence = input.controlled;
  if (!input.controlled) {
    appraisal.verdict = decide(input);
    return;
  }
  const ControlledEvidence& controlled = *appraisal.controlled;
  input.size_unchecked = speaks_of_number(claim) && !number_checked(appraisal);
  std::vector<std::string_view> verdicts;
  const bool ratio = appraisal.relative && appraisal.relative->same_events;
  for (Variant& variant : appraisal.controlled->variants) {
    const bool ratio_over =
        ratio && ratio_is_over(appraisal.relative->ratio, *appraisal.controlled, variant,
                               input.direction == ClaimedDirection::harm);
    if (ratio_over) appraisal.relative->over = true;
    input.where = variant.where;
    std::vector<bool> overs = over_of(controlled, variant);
    for (const ControlledEvidence& other : other_sizes)
      for (const bool over : over_of(other, variant)) overs.push_back(over);
    std::vector<std::string_view> found;
    for (const bool over : overs) {
      input.over = over || ratio_over;
      variant.over = variant.over || input.over;
      found.push_back(decide(input));
      appraisal.harm_signal = appraisal.harm_signal || harm_signal(input);
    }
    variant.verdict = weakest(found);
    verdicts.insert(verdicts.end(), found.begin(), found.end());
  }
  appraisal.verdict = weakest(verdicts);
  const auto& variants = appraisal.controlled->variants;
  // A single trial's own interval and the one at another baseline are to agree: specification, 3.5
  const bool moved =
      appraisal.controlled->k == 1 && std::ranges::any_of(variants, [&](const Variant& variant) {
        return variant.where != variants.front().where;
      });
  appraisal.fragile = moved || std::ranges::any_of(verdicts, [&](std::string_view verdict) {
                        return verdict != verdicts.front();
                      });
  refuse_wrong_side(appraisal, claim);
}

AmongTrials among_trials(const ControlledEvidence& evidence, std::string_view bound,
                         const std::vector<ControlledEvidence>& other_sizes) {
  std::vector<AmongTrials> found;
  const auto put = [&](const PredictedCounts& counts, long claimed) {
    const bool below = claimed < counts.low && bound != "at_least";
    const bool above = claimed > counts.high && bound != "at_most";
    found.push_back(below   ? AmongTrials::below
                    : above ? AmongTrials::above
                            : AmongTrials::within);
  };
  const auto put_all = [&](const ControlledEvidence& each) {
    if (!each.compared) return;
    for (const ImpliedCounts& implied : each.implied) put(implied.counts, each.compared->events);
    for (const AmongTreated& group : each.among_treated) put(group.counts, each.compared->events);
  };
  put_all(evidence);
  for (const ControlledEvidence& other : other_sizes) put_all(other);
  if (found.empty()) return AmongTrials::unknown;
  const bool agree = std::ranges::all_of(found, [&](AmongTrials each) { return each == found[0]; });
  return agree ? found.front() : AmongTrials::mixed;
}

}  // namespace steelyard
