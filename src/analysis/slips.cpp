// Slips that only the finished analysis shows: each would change what a document says without a word.
#include "analysis/slips.h"

#include <algorithm>
#include <cmath>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// Whether all that an analysis pools is of this kind.
template <class Form>
bool pools_only(const AnalysisFinding& finding) {
  const auto is_form = [](const Data& data) { return std::holds_alternative<Form>(data); };
  return !finding.effects.data.empty() && std::ranges::all_of(finding.effects.data, is_form);
}

}  // namespace

Notices begun_rows_left_out(const AnalysisFinding& finding, const AnalysisRequest& request) {
  Notices notices;
  for (const LeftOut& left : finding.effects.left_out) {
    const bool begun = left.reason.ends_with("is missing") || left.reason.ends_with("are missing");
    if (!begun || left.counts_pooled) continue;
    notices.push_back({Severity::warning, request.studies[left.study].where,
                       left.name + ": left out of analysis " + request.id + ", because " + left.reason, "", 0,
                       "give it; a study that does not report its numbers leaves all of them out"});
  }
  return notices;
}

Notices thresholds_without_people(const Findings& findings) {
  Notices notices;
  for (std::size_t o = 0; o < findings.review.outcomes.size(); ++o) {
    const Outcome& outcome = findings.review.outcomes[o];
    if (outcome.important.is_default || outcome.important.benefit_in_units) continue;
    const auto of_outcome = [&](const AnalysisFinding& each) { return each.outcome == o; };
    if (std::ranges::none_of(findings.analyses, of_outcome)) continue;
    const auto all_of_it = [&](auto&& is_so) {
      return std::ranges::all_of(
          findings.analyses, [&](const AnalysisFinding& each) { return !of_outcome(each) || is_so(each); });
    };
    const std::string gives = "outcome " + outcome.id + ": important gives benefit_per_1000 and harm_per_1000, but its ";
    if (all_of_it(pools_only<TwoMeans>))
      notices.push_back({Severity::error, outcome.where,
                         gives + "analyses compare means, not numbers of people", "", 0,
                         "give benefit and harm, as differences of means" +
                             (outcome.unit.empty() ? std::string() : " in " + outcome.unit)});
    // An estimate and its standard error tell no share of people from which to count per 1000.
    else if (all_of_it(pools_only<GivenEffect>))
      notices.push_back({Severity::error, outcome.where,
                         gives + "analyses hold estimates without numbers of people", "", 0,
                         "leave important out, or give the people of each group (e_events, e_n, c_events, c_n)"});
  }
  return notices;
}

Notices contradictory_claims(const Findings& findings) {
  Notices notices;
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (!claim.events || !claim.n || claim.percent_text.empty() || *claim.n <= 0) continue;
    if (appraisal.arithmetic.code != Arithmetic::inconsistent) continue;
    const double share = 100 * static_cast<double>(*claim.events) / static_cast<double>(*claim.n);
    notices.push_back({Severity::warning, claim.where,
                       "claim " + claim.id + ": contradictory numbers: events is " + std::to_string(*claim.events) +
                           " and n is " + std::to_string(*claim.n) + ", which is " +
                           shortest(std::round(10 * share) / 10) + "%, but percent_text is " + claim.percent_text,
                       "", 0, "if the page prints them so, nothing is wrong: the verdict says it"});
  }
  return notices;
}

}  // namespace steelyard
