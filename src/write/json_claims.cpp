// Appraised claims as JSON.
#include "write/json_values.h"

namespace steelyard {

namespace {

Json whole(const std::optional<long>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string_view arithmetic_name(Arithmetic code) {
  constexpr std::string_view names[] = {"OK",           "ROUNDING_ONLY", "INCONSISTENT",
                                        "APPROX",       "PERCENT_ONLY",  "N_ONLY",
                                        "EVENTS_ONLY",  "COUNTS",        "NONE"};
  return names[static_cast<std::size_t>(code)];
}

std::string position_name(Position position) {
  constexpr std::string_view names[] = {
      "IMPORTANT_BENEFIT", "BENEFIT_SIZE_UNCERTAIN", "SMALL_BENEFIT",
      "TRIVIAL",           "INCONCLUSIVE_NO_HARM",   "INCONCLUSIVE",
      "NO_IMPORTANT_BENEFIT", "HARM_SIZE_UNCERTAIN", "IMPORTANT_HARM"};
  return std::string(names[static_cast<std::size_t>(position)]);
}

std::string badge_name(Badge badge) {
  constexpr std::string_view names[] = {"WITHIN", "BELOW", "ABOVE", "MIXED", "ILLUSTRATIVE", "NA"};
  return std::string(names[static_cast<std::size_t>(badge)]);
}

Json grade_name(const std::optional<Grade>& grade) {
  constexpr std::string_view names[] = {"very low", "low", "moderate", "high"};
  return grade ? Json(std::string(names[static_cast<std::size_t>(*grade)])) : Json(nullptr);
}

Json spread_json(const Spread& spread) {
  return json_object({{"median", json_number(spread.median)},
                      {"interval", json_pair(Bounds{spread.low, spread.high})}});
}

Json counts_json(const std::optional<PredictedCounts>& found, bool claimed) {
  if (!found) return nullptr;
  const PredictedCounts& c = *found;
  return json_object({{"n", c.n},
                      {"median", c.median},
                      {"interval", Json::array({c.low, c.high})},
                      {"interval_80", Json::array({c.low80, c.high80})},
                      {"mean", json_number(c.mean)},
                      {"p_at_least_claimed", claimed ? json_number(c.upper_tail) : Json(nullptr)},
                      {"mid_percentile", claimed ? json_number(100 * c.mid) : Json(nullptr)}});
}

Json needed_json(const std::optional<NumberNeededInterval>& found) {
  if (!found) return nullptr;
  const auto one = [](const NumberNeeded& needed) {
    return json_object({{"people", json_number(needed.people)},
                        {"to", needed.to_harm ? "harm" : "benefit"}});
  };
  return json_object({{"estimate", found->point ? one(*found->point) : Json(nullptr)},
                      {"limits", Json::array({one(found->low), one(found->high)})},
                      {"through_infinity", found->through_infinity}});
}

Json model_json(const std::optional<WeakModel>& model) {
  if (!model) return nullptr;
  return json_object({{"or", json_number(model->odds_ratio)},
                      {"or_ci", json_pair(model->odds_ratio_interval)},
                      {"rd_per_1000", json_number(1000 * model->difference)},
                      {"rd_ci_per_1000", json_pair(Bounds{1000 * model->difference_interval.low, 1000 * model->difference_interval.high})},
                      {"p_important_benefit", json_number(model->p_above)},
                      {"p_unimportant", json_number(model->p_within)},
                      {"p_important_harm", json_number(model->p_below)}});
}

// Benefit positive like the limits beside it, also where the claim is one of harm.
auto position_shown(const ControlledEvidence& evidence, double low, double high) {
  return position_name(position(low, high, evidence.benefit, evidence.harm));
}

Json variants_json(const ControlledEvidence& evidence) {
  Json list = Json::array();
  for (const Variant& variant : evidence.variants)
    list.push_back(json_object({{"id", variant.id},
                                {"difference", json_number(variant.rd)},
                                {"ci", json_pair(Bounds{variant.low, variant.high})},
                                {"position", position_shown(evidence, variant.low, variant.high)},
                                {"over", variant.over},
                                {"counts", text_or_null(std::string(variant.counts))},
                                {"verdict", text_or_null(std::string(variant.verdict))}}));
  return list;
}

Json implied_json(const ControlledEvidence& evidence, bool claimed) {
  Json list = Json::array();
  for (const ImpliedCounts& each : evidence.implied)
    list.push_back(json_object({{"route", std::string(each.id)},
                                {"counts", counts_json(each.counts, claimed)},
                                {"capped", json_number(each.capped)},
                                {"difference", spread_json(each.difference)},
                                {"share_without", spread_json(each.share)},
                                {"over", each.over}}));
  return list;
}

Json among_treated_json(const ControlledEvidence& evidence) {
  Json list = Json::array();
  for (const AmongTreated& each : evidence.among_treated)
    list.push_back(json_object({{"tau_sd", json_number(each.tau_sd)},
                                {"counts", counts_json(each.counts, true)},
                                {"over", each.over}}));
  return list;
}

// Two trials: the intervals that disagree there.
Json ratios_json(const ControlledEvidence& evidence) {
  Json list = Json::array();
  for (const RatioInterval& each : evidence.ratios)
    list.push_back(json_object({{"method", std::string(each.id)},
                                {"rr", json_number(each.ratio)},
                                {"ci", json_pair(each.limits)}}));
  return list;
}

Json controlled_json(const std::optional<ControlledEvidence>& found, bool claimed) {
  if (!found) return nullptr;
  const ControlledEvidence& e = *found;
  Json json = json_object({{"k", e.k}});
  if (e.unit.empty()) {
    json["treatment"] = json_object({{"events", json_count(e.e_events)}, {"n", json_count(e.e_n)}});
    json["control"] = json_object({{"events", json_count(e.c_events)}, {"n", json_count(e.c_n)}});
    json["rd_per_1000"] = json_number(e.rd);
    json["rd_ci_per_1000"] = json_pair(Bounds{e.low, e.high});
    json["rd_method"] = e.method;
    json["baseline_per_1000"] = json_number(e.baseline_per_1000);
    json["rd_miettinen_nurminen_per_1000"] = json_pair(e.rd_cross_check);
  } else {
    json["mean_difference"] = json_number(e.rd);
    json["mean_difference_ci"] = json_pair(Bounds{e.low, e.high});
    json["unit"] = e.unit;
  }
  json["position"] = position_shown(e, e.low, e.high);
  json["smallest_important"] = json_object({{"benefit", json_number(e.benefit)},
                                            {"harm", json_number(e.harm)},
                                            {"default", e.default_thresholds}});
  json["near_threshold"] = e.near;
  json["rr"] = json_number(e.rr);
  json["rr_ci"] = json_pair(e.rr_interval);
  json["rr_intervals"] = ratios_json(e);
  json["share_without"] = nullptr;  // of those who respond, as 1/RR
  if (e.share_without) json["share_without"] = spread_json(*e.share_without);
  json["or_exact_ci"] = nullptr;
  if (e.odds)
    json["or_exact_ci"] = Json::array({json_number(e.odds->low), json_number(e.odds->high)});
  json["weakly_informative"] = model_json(e.model);
  json["number_needed"] = needed_json(e.needed);
  json["variants"] = variants_json(e);
  json["implied"] = implied_json(e, claimed || e.compared);
  json["among_treated"] = among_treated_json(e);
  return json;
}

Json bias_json(const std::optional<BiasNeeded>& found) {
  if (!found) return nullptr;
  return json_object({{"shift", json_number(found->shift)},
                      {"uncounted", json_number(found->uncounted)},
                      {"lenient", json_number(found->lenient)}});
}

Json naive_json(const std::optional<NaiveComparison>& found) {
  if (!found) return nullptr;
  return json_object({{"not_an_effect", true},
                      {"excess", spread_json(found->excess)},
                      {"share_without", spread_json(found->share)},
                      {"bias_to_median", bias_json(found->to_median)},
                      {"bias_to_upper", bias_json(found->to_upper)},
                      {"ratio", json_number(found->ratio)},
                      {"e_value", json_number(e_value(found->ratio))},
                      {"ratio_at_upper", json_number(found->ratio_at_upper)},
                      {"e_value_at_upper", json_number(found->ratio_at_upper > 1 ? e_value(found->ratio_at_upper) : 1)}});
}

Json likelihood_json(const std::optional<BesideLikelihood>& found, bool claimed) {
  if (!found) return nullptr;
  Json predicted = Json::array();
  for (const auto& [df, counts] : found->predicted)
    predicted.push_back(json_object({{"df", df}, {"counts", counts_json(counts, claimed)}}));
  return json_object({{"logit", json_number(found->fit.logit)},
                      {"se", json_number(found->fit.se)},
                      {"tau2", json_number(found->fit.tau2)},
                      {"pooled", spread_json(found->pooled)},
                      {"predicted", std::move(predicted)}});
}

Json scenarios_json(const Findings& findings, const Appraisal& appraisal) {
  Json list = Json::array();
  for (const BesideScenario& each : appraisal.scenarios) {
    const Scenario& scenario = findings.review.scenarios[each.scenario];
    Json priors = Json::array();
    const bool claimed = appraisal.share.has_value();
    for (const BesidePrior& prior : each.priors)
      priors.push_back(json_object({{"tau_prior_sd", prior.tau_sd},
                                    {"mean_tau", json_number(prior.mean_tau)},
                                    {"pooled", spread_json(prior.pooled)},
                                    {"new_group", spread_json(prior.new_group)},
                                    {"counts", counts_json(prior.counts, claimed)},
                                    {"robust_counts", counts_json(prior.robust, claimed)},
                                    {"badge", badge_name(prior.badge)}}));
    Json published = Json::array();
    for (const auto& [tau, counts] : each.published)
      published.push_back(json_object({{"tau", tau}, {"counts", counts_json(counts, claimed)}}));
    list.push_back(json_object({{"id", scenario.id},
                                {"label", scenario.label},
                                {"k", each.k},
                                {"gating", each.gating},
                                {"treated", each.treated},
                                {"time_mismatch", each.time_mismatch},
                                {"post_hoc", each.post_hoc},
                                {"left_out", each.left_out},
                                {"priors", std::move(priors)},
                                {"maximum_likelihood", likelihood_json(each.likelihood, claimed)},
                                {"published_grid", std::move(published)},
                                {"naive", naive_json(each.naive)}}));
  }
  return list;
}

Json none_seen_json(const std::optional<NoneSeen>& found) {
  if (!found) return nullptr;
  return json_object({{"upper_one_sided", json_number(found->upper_one_sided)},
                      {"upper_two_sided", json_number(found->upper_two_sided)},
                      {"rule_of_three", json_number(found->rule_of_three)},
                      {"tolerable", json_number(found->tolerable)},
                      {"missed_at_1_percent", json_number(found->missed_at_1_percent)},
                      {"missed_at_half_percent", json_number(found->missed_at_half_percent)},
                      {"missed_at_1_per_1000", json_number(found->missed_at_1_per_1000)},
                      {"background_expected", json_number(found->background_expected)},
                      {"chance_of_none_at_background", json_number(found->chance_of_none_at_background)}});
}

// A claimed ratio in shares of people.
Json relative_json(const Findings& findings, const std::optional<RelativeClaim>& found) {
  if (!found) return nullptr;
  constexpr std::string_view from[] = {"standard_care", "trials", "examples"};
  Json at = Json::array();
  for (const RelativeAtBaseline& each : found->at)
    at.push_back(json_object({{"without", json_number(each.without)},
                              {"with", json_number(each.with)},
                              {"beyond_all", each.beyond_all}}));
  return json_object({{"ratio", json_number(found->ratio)},
                      {"same_events", found->same_events},
                      {"baselines_from", std::string(from[static_cast<std::size_t>(found->from)])},
                      {"scenario", found->scenario ? Json(findings.review.scenarios[*found->scenario].id) : Json(nullptr)},
                      {"baselines", std::move(at)},
                      {"over", found->over}});
}

Json arithmetic_json(const ArithmeticCheck& check) {
  return json_object({{"code", std::string(arithmetic_name(check.code))},
                      {"events_low", whole(check.events_low)},
                      {"events_high", whole(check.events_high)},
                      {"events_likely", whole(check.events_likely)},
                      {"denominator_switch", check.denominator_switch},
                      {"implied_n", whole(check.implied_n)},
                      {"smallest_n", whole(check.smallest_n)},
                      {"power", json_number(check.power)}});
}

}  // namespace

Json claim_json(const Findings& findings, const Appraisal& appraisal) {
  const Claim& claim = findings.review.claims[appraisal.claim];
  Json json = json_object({{"claim_id", claim.id},
                           {"bundle_id", text_or_null(claim.bundle)},
                           {"claimant", claim.claimant},
                           {"paraphrase", claim.paraphrase},
                           {"reply", text_or_null(claim.reply)},
                           {"type", claim.type},
                           {"bound", text_or_null(claim.bound)},
                           {"against", text_or_null(claim.against)},
                           {"verdict", std::string(appraisal.verdict)},
                           {"status", appraisal.is_signed ? "signed" : "suggested"},
                           {"gate", text_or_null(appraisal.gate)},
                           {"reason", text_or_null(appraisal.reason)},
                           {"pending", text_or_null(claim.pending)},
                           {"fragile", appraisal.fragile},
                           {"badge", badge_name(appraisal.badge)},
                           {"certainty", grade_name(appraisal.grade)},
                           {"flags", appraisal.flags},
                           {"harm_signal", appraisal.harm_signal},
                           {"decided_by_evidence", appraisal.by_evidence}});
  json["claim"] = claim_record_json(claim);
  add_checklist(json, findings, appraisal);
  json["arithmetic"] = arithmetic_json(appraisal.arithmetic);
  json["share"] = nullptr;
  if (appraisal.share)
    json["share"] = json_object({{"events", json_count(appraisal.share->events)},
                                 {"n", json_count(appraisal.share->n)},
                                 {"wilson", json_pair(appraisal.share->wilson)},
                                 {"exact", json_pair(appraisal.share->exact)},
                                 {"jeffreys", json_pair(appraisal.share->jeffreys)}});
  json["zero_events"] = none_seen_json(appraisal.none_seen);
  json["attrition"] = nullptr;
  if (appraisal.attrition)
    json["attrition"] = json_object({{"observed", json_number(appraisal.attrition->observed)},
                                     {"range", json_pair(appraisal.attrition->range)},
                                     {"tipping_point", json_number(appraisal.attrition->tipping_point)}});
  json["relative"] = relative_json(findings, appraisal.relative);
  json["fact"] = nullptr;
  if (appraisal.fact)
    json["fact"] = json_object({{"stated", json_number(claim.stated_value)},
                                {"estimate", json_number(claim.fact->estimate)},
                                {"interval", json_pair(Bounds{claim.fact->low, claim.fact->high})},
                                {"ratio", json_number(appraisal.fact->ratio)},
                                {"source", claim.fact->source}});
  json["scenarios"] = scenarios_json(findings, appraisal);
  json["because_of_treatment"] = json_pair(appraisal.because_of_treatment);
  json["share_of_means"] = nullptr;
  if (appraisal.share_of_means)
    json["share_of_means"] = json_object({{"share", json_number(appraisal.share_of_means->share)},
                                          {"interval", json_pair(appraisal.share_of_means->interval)}});
  json["controlled"] = controlled_json(appraisal.controlled, appraisal.share.has_value());
  return json;
}

}  // namespace steelyard
