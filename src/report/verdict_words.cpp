// The sentences of a verdict for reviewers. Which sentence is decided by codes; the words stand in the templates.
#include "report/verdict_words.h"

#include <algorithm>
#include <cmath>

#include "report/claim_numbers.h"
#include "report/claim_settings.h"
#include "report/measure_code.h"
#include "report/names.h"
#include "report/numbers.h"
#include "steelyard/base/one_of.h"
#include "steelyard/claim/trial_times.h"

namespace steelyard {

namespace {

std::string percent_of(double share) { return percent(100 * share, 1); }

std::string scenario_labels(const Findings& findings, const Appraisal& appraisal) {
  std::string text;
  for (const BesideScenario& each : appraisal.scenarios)
    if (each.gating) text += (text.empty() ? "" : "; ") + findings.review.scenarios[each.scenario].label;
  return text;
}

std::string people_of(double people) { return whole(people); }

// "5 million", "3.4 million", "120 000"
std::string large_number(double value) {
  if (value < 1e6) return whole(value);
  const double millions = value / 1e6;
  const bool round = std::abs(millions - std::round(millions)) < 0.05;
  return decimal(millions, round ? 0 : 1) + "\u00A0million";
}

}  // namespace

// Sentences about what usual care is expected to show; "" where nothing can be said.
std::string beside_text(const SectionContext& context, const Appraisal& appraisal,
                        const std::string& key) {
  const BesideScenario* scenario = first_scenario(appraisal);
  if (scenario == nullptr || !appraisal.share) return "";
  if (!scenario->priors.front().counts || !scenario->priors.back().counts) return "";
  const PredictedCounts& counts = *scenario->priors.front().counts;
  const PredictedCounts& wide = *scenario->priors.back().counts;
  return context.layout.phrases.text(
      key, {{"y", people_of(appraisal.share->events)},
            {"n", people_of(appraisal.share->n)},
            {"median", people_of(static_cast<double>(counts.median))},
            {"low", people_of(static_cast<double>(counts.low))},
            {"high", people_of(static_cast<double>(counts.high))},
            {"expected", expected_level(context.findings)},
            {"mid", decimal(100 * counts.mid, 1)},
            {"mid_wide", decimal(100 * wide.mid, 1)},
            {"k", whole(scenario->k)},
            {"scenarios", scenario_labels(context.findings, appraisal)}});
}

std::string fact_text(const SectionContext& context, const Appraisal& appraisal,
                      const std::string& key) {
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  // A number within the range may still be far from the best estimate. Source: specification, section 3.16
  constexpr double close = 0.05;
  const double ratio = appraisal.fact->ratio;
  const std::string beside = key + (ratio > 1 + close ? "_higher" : ratio < 1 - close ? "_lower" : "");
  const Phrases& say = context.layout.phrases;
  return say.text(say.has(beside) ? beside : key, {{"stated", large_number(*claim.stated_value)},
                                           {"estimate", large_number(claim.fact->estimate)},
                                           {"low", large_number(claim.fact->low)},
                                           {"high", large_number(claim.fact->high)},
                                           {"ratio", decimal(appraisal.fact->ratio, 2)},
                                           {"source", claim.fact->source}});
}

std::string attrition_text(const SectionContext& context, const Appraisal& appraisal,
                           const std::string& key) {
  if (!appraisal.attrition) return "";
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  const double started = static_cast<double>(claim.n_started.value_or(claim.n.value_or(0)));
  const AttritionBounds& bounds = *appraisal.attrition;
  const Phrases& say = context.layout.phrases;
  // Where the page counts out of another number of people, this is put on it as well.
  const double all = people_shown(context.findings);
  const std::string counted = lost_some(appraisal) ? key : key + "_one";
  const std::string also = all == started ? counted : counted + "_of";
  return say.text(
      say.has(also) ? also : counted,
           {{"n", whole(started)},
            {"low", whole(std::round(bounds.range.low * started))},
            {"high", whole(std::round(bounds.range.high * started))},
            {"low_all", whole(std::round(bounds.range.low * all))},
            {"high_all", whole(std::round(bounds.range.high * all))},
            {"all", whole(all)},
            {"low_percent", share_of(bounds.range.low, started)},
            {"high_percent", share_of(bounds.range.high, started)}});
}

std::string position_name(const Phrases& say, Position position, bool harm_claim) {
  constexpr std::string_view names[] = {
      "important_benefit",    "benefit_size_uncertain", "small_benefit",
      "trivial",              "inconclusive_no_harm",   "inconclusive",
      "no_important_benefit", "harm_size_uncertain",    "important_harm"};
  // For a claim of harm the scale is mirrored: what was claimed to be harm then stands where
  // benefit stood.
  constexpr std::string_view mirrored[] = {
      "important_harm",    "harm_size_uncertain",     "small_harm",
      "trivial",           "inconclusive_no_benefit", "inconclusive",
      "no_important_harm", "benefit_size_uncertain",  "important_benefit"};
  const auto index = static_cast<std::size_t>(position);
  return say.text("position." + std::string(harm_claim ? mirrored[index] : names[index]));
}

namespace {

std::string weeks_of(const std::optional<double>& weeks) {
  return weeks ? shortest(std::round(10 * *weeks) / 10) : "";
}

}  // namespace

std::string linked_weeks(const Findings& findings, const Appraisal& appraisal) {
  const AnalysisFinding* finding = linked_finding(findings, appraisal);
  if (finding == nullptr || !finding->outcome) return "";
  const auto range = trial_weeks(findings.review.outcomes[*finding->outcome],
                                 findings.review.analyses[finding->request].studies,
                                 finding->effects.study);
  if (!range) return "";
  const std::string first = weeks_of(range->low), last = weeks_of(range->high);
  return first == last ? first : first + " to " + last;
}

const AnalysisFinding* linked_finding(const Findings& findings, const Appraisal& appraisal) {
  if (!appraisal.analysis) return nullptr;
  for (const AnalysisFinding& finding : findings.analyses)
    if (finding.request == *appraisal.analysis) return &finding;
  return nullptr;
}

int printed_decimals(const Claim& claim) {
  const std::size_t point = claim.percent_text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(claim.percent_text.size() - point - 1);
}

// The events as a percentage of the group, with as many decimals as the claim prints.
std::string printed_share(const Claim& claim) {
  const double share = 100 * static_cast<double>(*claim.events) / static_cast<double>(*claim.n);
  return decimal(share, printed_decimals(claim));
}

std::string unchecked_number(const Claim& claim, const Appraisal& appraisal) {
  const bool supportive =
      is_one_of(appraisal.verdict, {"SUPPORTED", "PARTLY_SUPPORTED", "OVERSTATED"});
  const bool checked = !appraisal.controlled || appraisal.controlled->compared ||
                       (appraisal.relative && appraisal.relative->same_events);
  if (!supportive || !appraisal.by_evidence || checked) return "";
  if (!claim.percent_text.empty() || claim.ratio || (claim.events && claim.n))
    return "number_unchecked";
  return claim.type == "response_proportion" || claim.asserted_size == "number_given" ? "no_number"
                                                                                      : "";
}

namespace {

// " (imprecision −3, indirectness −1)": what the reviewers rated down, most first; empty where nothing is.
std::string rated_down(const Phrases& say, const AnalysisFinding& finding) {
  if (!finding.certainty) return "";
  const Certainty& rating = finding.certainty->rating;
  std::vector<std::pair<int, std::string>> domains{{rating.risk_of_bias, "risk_of_bias"},
                                                   {rating.inconsistency, "inconsistency"},
                                                   {rating.indirectness, "indirectness"},
                                                   {rating.imprecision, "imprecision"},
                                                   {rating.publication_bias, "publication_bias"}};
  std::ranges::stable_sort(domains, {}, &std::pair<int, std::string>::first);
  std::string list = rating.starts_low ? say.text("claim.starts_low") : "";
  for (const auto& [levels, domain] : domains)
    if (levels < 0)
      list += (list.empty() ? "" : ", ") + lower_case(say.text("domain." + domain)) + " " + whole(levels);
  return list.empty() ? "" : " (" + list + ")";
}

// "; RR 0.90 (95% CI 0.55 to 1.46)": the ratio as pooled, where one stands in the results.
std::string ratio_beside(const Phrases& say, const AnalysisFinding& finding) {
  const Measure& measure = *finding.plan.measure;
  if (!finding.pooled || !measure.scale.ratio || shows_difference_instead(finding)) return "";
  return say.text("claim.ratio", {{"measure", measure_code(measure)},
                                  {"estimate", effect_text(measure, finding.pooled->estimate)},
                                  {"level", level_text(finding.plan.method.level)},
                                  {"range", range_text(measure, finding.pooled->low, finding.pooled->high)}});
}

// Whether the methods that may be used agree; nothing where there is one only.
std::string fragility(const Phrases& say, const Appraisal& appraisal) {
  const std::vector<Variant>& variants = appraisal.controlled->variants;
  if (!appraisal.fragile) return variants.size() > 1 ? " " + say.text("claim.not_fragile") : "";
  const bool verdicts_differ = std::ranges::any_of(
      variants, [&](const Variant& each) { return each.verdict != variants.front().verdict; });
  return " " + say.text(verdicts_differ ? "claim.fragile" : "claim.fragile_position");
}

// The difference is told first, this only describes it. Source: specification, section 3.8
std::string means_share(const Phrases& say, const Appraisal& appraisal) {
  if (!appraisal.share_of_means) return "";
  return " " + say.text("verdict_technical.means_share",
                        {{"share", percent(100 * appraisal.share_of_means->share, 0)}});
}

// The controlled comparison, its interval and its position.
std::string controlled_sentence(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Findings& findings = context.findings;
  const Claim& claim = findings.review.claims[appraisal.claim];
  const std::string verdict(appraisal.verdict);
  const ControlledEvidence& evidence = *appraisal.controlled;
  const AnalysisFinding* finding = linked_finding(findings, appraisal);
  const Outcome& outcome = findings.review.outcomes[*finding->outcome];
  const std::string grade =
      appraisal.grade
          ? level_name(static_cast<CertaintyLevel>(*appraisal.grade)) + rated_down(say, *finding)
          : say.text("sof.not_rated");
  const std::string fragile = fragility(say, appraisal);
  if (!evidence.unit.empty())
    return say.text("verdict_technical.means",
                    {{"k", counted(evidence.k, "controlled comparison", "controlled comparisons")},
                     {"rd", decimal(evidence.rd, 2)},
                     {"low", decimal(evidence.low, 2)},
                     {"high", decimal(evidence.high, 2)},
                     {"unit", evidence.unit},
                     {"level", level_text(evidence.level)},
                     {"benefit", decimal(evidence.benefit, 2)},
                     {"mid", outcome.important.source},
                     {"position", position_name(say, evidence.where, claim.asserted_direction == "harm")},
                     {"grade", grade}}) +
           means_share(say, appraisal) + fragile;
  return say.text(
      evidence.k == 1 ? "verdict_technical.controlled" : "verdict_technical.controlled_several",
      {{"label", std::string(find_verdict(verdict)->label)},
       {"k", counted(evidence.k, "controlled comparison", "controlled comparisons")},
       {"people", counted(evidence.e_n + evidence.c_n, "person", "people")},
       {"e", count(evidence.e_events) + "/" + count(evidence.e_n)},
       {"c", count(evidence.c_events) + "/" + count(evidence.c_n)},
       {"rd", per_1000_text(evidence.rd)},
       {"level", level_text(evidence.level)},
       {"low", per_1000_text(evidence.low)},
       {"high", per_1000_text(evidence.high)},
       {"method", route_name(say, evidence.method)},
       {"ratio", ratio_beside(say, *finding)},
       {"benefit", whole(evidence.benefit)},
       {"harm", whole(evidence.harm)},
       {"mid", threshold_source(context, appraisal)},
       {"position", position_name(say, evidence.where, claim.asserted_direction == "harm")},
       {"grade", grade}}) +
         fragile;
}

// What stands after the comparison: where a mere number lies, what points to harm, what was not checked.
std::string comparison_remarks(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  std::string text;
  if (appraisal.reason.starts_with("rate")) {
    const ControlledEvidence& evidence = *appraisal.controlled;
    const PredictedCounts* counts = !evidence.implied.empty() ? &evidence.implied.front().counts
                                    : !evidence.among_treated.empty()
                                        ? &evidence.among_treated.front().counts
                                        : nullptr;
    if (counts == nullptr)
      text += " " + say.text("verdict_technical.rate");
    else
      text += " " + say.text("verdict_technical." + appraisal.reason,
                             {{"expected", expected_level(context.findings)},
                              {"median", people_of(static_cast<double>(counts->median))},
                              {"n", people_of(static_cast<double>(counts->n))},
                              {"low", people_of(static_cast<double>(counts->low))},
                              {"high", people_of(static_cast<double>(counts->high))}});
  }
  if (appraisal.reason == "events_in_trials")
    text += " " + say.text("verdict_technical.events_in_trials",
                           {{"e", people_of(appraisal.controlled->e_events)},
                            {"n", people_of(appraisal.controlled->e_n)}});
  if (appraisal.harm_signal) text += " " + say.text("verdict_technical.harm_signal");
  for (const std::string_view flag : {"TRIAL_TIMES_VARY", "TRIAL_TIME_UNKNOWN"})
    if (std::ranges::find(appraisal.flags, flag) != appraisal.flags.end())
      text += " " + say.text("verdict_technical." + std::string(flag),
                             {{"weeks", linked_weeks(context.findings, appraisal)},
                              {"said", weeks_of(claim.time_point_weeks)}});
  const Review& review = context.findings.review;
  const Outcome* outcome =
      appraisal.analysis ? review.outcome(review.analyses[*appraisal.analysis].outcome) : nullptr;
  if (outcome != nullptr && std::ranges::find(appraisal.flags, "RESPONDER_MISMATCH") != appraisal.flags.end())
    text += " " + say.text("verdict_technical.RESPONDER_MISMATCH", {{"outcome", outcome->name}});
  if (const std::string key = unchecked_number(claim, appraisal); !key.empty())
    text += " " + say.text("verdict_technical." + key);
  return text;
}

// Which harms a claim of safety counts: those put down to the treatment are fewer.
std::string scope_text(const SectionContext& context, const Appraisal& appraisal) {
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  if (!is_one_of(claim.type, {"safety_zero", "safety_rate"})) return "";
  if (is_one_of(appraisal.verdict, {"ARITHMETIC_INCONSISTENT", "PENDING_EXTRACTION",
                                    "SINGLE_CASE_ONLY", "NOT_TESTABLE"})) return "";
  const std::string scope = claim.ae_scope.empty() ? "unknown" : claim.ae_scope;
  return " " + context.layout.phrases.text("verdict_technical.scope_" + scope);
}

// A difference of means for which nobody has chosen what matters: it is told, not judged.
std::string unjudged_means(const SectionContext& context, const Appraisal& appraisal) {
  const AnalysisFinding* finding = linked_finding(context.findings, appraisal);
  if (appraisal.reason != "not_counts" || finding == nullptr || !finding->pooled ||
      !finding->outcome || finding->plan.measure->id != "MD")
    return "";
  const Phrases& say = context.layout.phrases;
  const Outcome& outcome = context.findings.review.outcomes[*finding->outcome];
  const Measure& measure = *finding->plan.measure;
  return " " + say.text("verdict_technical.means_unjudged",
                        {{"difference", effect_text(measure, finding->pooled->estimate)},
                         {"low", effect_text(measure, finding->pooled->low)},
                         {"high", effect_text(measure, finding->pooled->high)},
                         {"level", level_text(finding->plan.method.level)},
                         {"unit", outcome.unit.empty() ? "units" : outcome.unit}}) +
         means_share(say, appraisal);
}

}  // namespace

namespace {

std::string without_scope(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Findings& findings = context.findings;
  const Claim& claim = findings.review.claims[appraisal.claim];
  const std::string verdict(appraisal.verdict);
  if (appraisal.none_seen && !appraisal.by_evidence)
    return say.text(
        "verdict_technical." + verdict + (appraisal.reason.empty() ? "" : "_" + appraisal.reason),
        {{"n", whole(static_cast<double>(*claim.n))},
         {"level", judged_level(findings)},
         {"upper", percent_of(appraisal.none_seen->upper_one_sided)},
         {"upper2", percent_of(appraisal.none_seen->upper_two_sided)},
         {"tolerable", percent_of(appraisal.none_seen->tolerable)}});
  if (appraisal.fact) return fact_text(context, appraisal, "verdict_technical." + verdict);
  if (verdict == "NOT_DISTINGUISHABLE" || verdict == "UNEXPLAINED_EXCESS") {
    const std::string beside = beside_text(context, appraisal, "verdict_technical." + verdict);
    if (!appraisal.by_evidence) return beside;
    return beside + " " + controlled_sentence(context, appraisal) +
           comparison_remarks(context, appraisal);
  }
  if (verdict == "PENDING_EXTRACTION")
    return say.text("verdict_technical." + verdict, {{"why", claim.pending}});
  if (!appraisal.by_evidence) {
    std::string key = "verdict_technical." + verdict +
                      (appraisal.reason.empty() ? "" : "_" + appraisal.reason);
    if (!claim.bound.empty() && say.has(key + "_" + claim.bound)) key += "_" + claim.bound;
    const std::string lost = attrition_text(context, appraisal, "claim.attrition");
    const std::string after = lost.empty() ? "" : " " + lost;
    const auto& searched = findings.review.searched;
    const std::string date =
        searched ? say.text("claim.searched_on", {{"date", date_text(*searched)}})
                 : say.text("claim.searched_unknown");
    const ClaimedShare share = appraisal.share.value_or(ClaimedShare{});
    if (say.has(key))
      return say.text(key, {{"searched", date},
                            {"level", judged_level(findings)},
                            {"said", weeks_of(claim.time_point_weeks)},
                            {"comparator", claim.comparator_text},
                            {"weeks", linked_weeks(findings, appraisal)},
                            {"y", people_of(share.events)},
                            {"n", people_of(share.n)},
                            {"share", share_of(share.n > 0 ? share.events / share.n : 0, share.n)},
                            {"low", share_of(printed_interval(share).low, share.n)},
                            {"high", share_of(printed_interval(share).high, share.n)}}) +
             unjudged_means(context, appraisal) + after;
    return say.has("verdict_technical." + verdict)
               ? say.text("verdict_technical." + verdict, {{"searched", date}}) + after
               : "";
  }
  return controlled_sentence(context, appraisal) + comparison_remarks(context, appraisal);
}

}  // namespace

std::string same_comparison(const SectionContext& context, const Appraisal& appraisal,
                            const std::string& other) {
  const Phrases& say = context.layout.phrases;
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  std::string text = say.text("claim.same_comparison", {{"id", other}});
  if (claim.asserted_direction == "harm")
    text += " " + say.text("claim.position_for_harm",
                           {{"position", position_name(say, appraisal.controlled->where, true)}});
  return text + comparison_remarks(context, appraisal);
}

std::string technical_sentence(const SectionContext& context, const Appraisal& appraisal) {
  const std::string text = without_scope(context, appraisal);
  return text.empty() ? text : text + scope_text(context, appraisal);
}

}  // namespace steelyard
