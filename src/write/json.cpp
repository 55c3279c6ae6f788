// Findings as JSON. Numbers in the shortest form that reads back exactly; absent is null.
#include "steelyard/write/json.h"

#include <algorithm>
#include <string>
#include <vector>

#include "batch/parallel.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/text.h"
#include "write/json_values.h"

namespace steelyard {

namespace {

template <class Row>
Json id_of(const Row* row) {
  return row != nullptr ? Json(std::string(row->id)) : Json(nullptr);
}

std::string variance_id(VarianceType type) {
  for (const VarianceName& name : variance_names())
    if (name.type == type) return std::string(name.id);
  return "";
}

// How effects were made of the studies' data.
void add_formula(Json& json, const Plan& plan) {
  constexpr std::string_view to[] = {"only0", "all", "if0all", "none"};
  json["study_interval"] = plan.study_interval != nullptr ? std::string(plan.study_interval->id) : "normal";
  json["vtype"] = variance_id(plan.formula.variance);
  json["formulas"] = plan.formula.older ? "metafor-3" : "current";
  json["correct"] = plan.measure->corrects ? Json(plan.formula.correct) : Json(nullptr);
  json["zero_cells"] = json_object({{"add", json_number(plan.zero_cells.add)},
                                    {"to", std::string(to[static_cast<std::size_t>(plan.zero_cells.to)])},
                                    {"add_by", plan.zero_cells.by_group_size ? "group-size" : "cell"},
                                    {"drop00", plan.zero_cells.drop00},
                                    {"correct_difference", !plan.zero_cells.variance_alone},
                                    {"correct_ratio", plan.zero_cells.events_alone ? "events" : "cells"},
                                    {"all_events", plan.zero_cells.all_events_equal ? "equal" : "corrected"}});
}

std::string_view severity(Severity level) {
  constexpr std::string_view names[] = {"note", "warning", "error"};
  return names[static_cast<std::size_t>(level)];
}

std::string place(const Place& where) {
  std::string text = where.file;
  if (where.line > 0) text += ":" + std::to_string(where.line);
  if (where.line > 0 && where.column > 0) text += ":" + std::to_string(where.column);
  return text;
}

Json notices_json(const Notices& notices) {
  Json list = Json::array();
  for (const Notice& notice : sorted(notices))
    list.push_back(json_object({{"severity", std::string(severity(notice.severity))},
                                {"where", place(notice.where)},
                                {"text", notice.text},
                                {"hint", text_or_null(notice.hint)}}));
  return list;
}

Json claim_rules_json(const ClaimRules& rules) {
  Json changed = Json::array();
  for (const std::string_view key : changed_rules(rules)) changed.push_back(std::string(key));
  return {{"level", rules.level},
          {"expected_level", rules.expected_level},
          {"tau_priors", rules.tau_priors},
          {"logit_prior", rules.logit_prior},
          {"log_odds_prior", rules.log_odds_prior},
          {"least_arms", rules.least_arms},
          {"time_weeks", rules.time_weeks},
          {"time_percent", rules.time_percent},
          {"severe_per_1000", rules.severe_per_1000},
          {"changed", std::move(changed)},
          {"source", text_or_null(rules.source)},
          {"as_calibrated", rules.as_calibrated()}};
}

Json inputs_json(const std::vector<Input>& inputs) {
  Json list = Json::array();
  for (const Input& input : inputs)
    list.push_back(json_object({{"path", input.name}, {"sha256", input.sha256}}));
  return list;
}

Json heterogeneity_json(const Synthesis& synthesis) {
  if (!synthesis.heterogeneity) return nullptr;
  const Heterogeneity& h = *synthesis.heterogeneity;
  const auto root = [](const std::optional<Bounds>& of) -> std::optional<Bounds> {
    return of ? std::optional(Bounds{std::sqrt(of->low), std::sqrt(of->high)}) : std::nullopt;
  };
  return json_object({{"tau2", json_number(h.tau2)},
                      {"tau2_se", json_number(h.tau2_se)},
                      {"tau2_ci", json_pair(h.tau2_ci)},
                      {"tau2_ci_method", h.tau2_ci ? Json(std::string(synthesis.method.tau2_interval->label)) : Json(nullptr)},
                      {"tau_ci", json_pair(root(h.tau2_ci))},
                      {"q", json_number(h.q)},
                      {"q_df", json_number(h.q_df)},
                      {"q_p", json_number(h.q_p)},
                      {"i2", json_number(h.i2)},
                      {"i2_from_q", json_number(h.i2_from_q)},
                      {"i2_ci", json_pair(h.i2_ci)},
                      {"h2", json_number(h.h2)},
                      {"h2_ci", json_pair(h.h2_ci)},
                      {"rb", json_number(h.rb)},
                      {"typical_variance", json_number(h.typical)}});
}

Json synthesis_json(const Synthesis& synthesis) {
  const auto& interval = synthesis.interval;
  Json json;
  json["estimate"] = json_number(synthesis.estimate);
  json["se"] = interval ? json_number(interval->se) : json_number(synthesis.se);
  json["ci"] = interval ? json_pair(Bounds{interval->low, interval->high}) : Json(nullptr);
  json["statistic"] = interval ? json_number(interval->statistic) : Json(nullptr);
  json["df"] = interval ? json_number(interval->df) : Json(nullptr);
  json["p"] = interval ? json_number(interval->p) : Json(nullptr);
  return json;
}

Json studies_json(const AnalysisFinding& finding) {
  Json list = Json::array();
  for (const StudyFinding& study : finding.studies)
    list.push_back(json_object({{"study", study.name},
                                {"y", json_number(study.y)},
                                {"v", json_number(study.v)},
                                {"se", json_number(std::sqrt(study.v))},
                                {"ci", json_pair(study.interval)},
                                {"shown", json_object({{"estimate", json_number(study.shown.estimate)},
                                                       {"low", json_number(study.shown.low)},
                                                       {"high", json_number(study.shown.high)}})},
                                {"weight", finding.synthesis.weights.empty() ? Json(nullptr) : json_number(study.weight)}}));
  return list;
}

Json left_out_json(const AnalysisFinding& finding) {
  Json list = Json::array();
  for (const LeftOut& left : finding.effects.left_out)
    list.push_back(json_object({{"study", left.name}, {"reason", left.reason}}));
  return list;
}

Json subgroups_json(const AnalysisFinding& finding) {
  if (finding.subgroups.empty()) return nullptr;
  Json groups = Json::array();
  for (const SubgroupFinding& group : finding.subgroups) {
    Json json = json_object({{"name", group.name},
                             {"k", group.synthesis.k},
                             {"weight", finding.synthesis.weights.empty() ? Json(nullptr) : json_number(group.weight)}});
    json.update(synthesis_json(group.synthesis));
    json["heterogeneity"] = heterogeneity_json(group.synthesis);
    groups.push_back(std::move(json));
  }
  const auto test_json = [](const std::optional<SubgroupTest>& test) -> Json {
    if (!test) return nullptr;
    return json_object({{"q", json_number(test->q)},
                        {"df", json_number(test->df)},
                        {"p", json_number(test->p)}});
  };
  return json_object({{"column", finding.plan.subgroup},
                      {"groups", groups},
                      {"common_tau2", json_number(finding.subgroup_tau2)},
                      {"test", test_json(finding.subgroup_test)},
                      {"test_common_effect", test_json(finding.subgroup_test_common)}});
}

Json absolute_json(const std::optional<AbsoluteEffect>& absolute) {
  if (!absolute) return nullptr;
  return json_object({{"per", 1000},
                      {"control_risk", "median of the studies"},
                      {"control", json_number(absolute->control_per_1000)},
                      {"treatment", json_number(absolute->with_per_1000)},
                      {"treatment_ci", json_pair(Bounds{absolute->with_low, absolute->with_high})},
                      {"difference", json_number(absolute->difference)},
                      {"difference_ci", json_pair(Bounds{absolute->difference_low, absolute->difference_high})},
                      {"capped", absolute->capped},
                      {"treatment_prediction", json_pair(absolute->elsewhere)}});
}

bool counts_events(const Effects& effects) {
  for (const Data& data : effects.data)
    if (std::holds_alternative<TwoByTwo>(data) || std::holds_alternative<PersonTime>(data) ||
        std::holds_alternative<OneProportion>(data) || std::holds_alternative<OneRate>(data))
      return true;
  return false;
}

Json analysis_json(const AnalysisFinding& finding, const Notices& notices) {
  const Synthesis& synthesis = finding.synthesis;
  const Method& method = synthesis.method;
  const bool random = method.model == Model::random;
  Json json;
  json["measure"] = std::string(finding.plan.measure->id);
  json["scale"] = std::string(finding.plan.measure->scale.name);
  json["model"] = random ? "random" : "common";
  json["pooling"] = id_of(method.pooling);
  json["tau2_method"] = !random               ? Json(nullptr)
                        : method.fixed_tau2   ? Json(shortest(*method.fixed_tau2))
                                              : id_of(method.tau2);
  json["interval_method"] = id_of(method.interval);
  json["level"] = method.level;
  add_formula(json, finding.plan);
  json["k"] = synthesis.k;
  json["independent_studies"] = synthesis.studies;
  // Data that tell of no people, or of no events, give no number rather than 0.
  json["participants"] = finding.effects.participants > 0 ? json_count(finding.effects.participants)
                                                          : Json(nullptr);
  json["events"] = counts_events(finding.effects) ? json_count(finding.effects.events) : Json(nullptr);
  json.update(synthesis_json(synthesis));
  json["prediction"] = json_object({{"method", id_of(method.prediction)},
                                    {"df", json_number(synthesis.prediction_df)},
                                    {"se", json_number(synthesis.prediction_se)},
                                    {"interval", json_pair(synthesis.prediction)}});
  json["heterogeneity"] = heterogeneity_json(synthesis);
  Json display = json_object({{"name", std::string(finding.plan.measure->label)},
                              {"estimate", nullptr},
                              {"ci", nullptr},
                              {"prediction", json_pair(finding.prediction)}});
  if (finding.pooled) {
    display["estimate"] = json_number(finding.pooled->estimate);
    display["ci"] = json_pair(Bounds{finding.pooled->low, finding.pooled->high});
  }
  json["display"] = display;
  json["studies"] = studies_json(finding);
  json["left_out"] = left_out_json(finding);
  json["subgroups"] = subgroups_json(finding);
  json["absolute_effects"] = absolute_json(finding.absolute);
  std::vector<Quantity> fit = synthesis.fit;
  fit.insert(fit.end(), finding.information.begin(), finding.information.end());
  if (!fit.empty()) json["fit"] = quantities_json(fit);
  add_further(json, finding);
  Json all = notices_json(notices);
  for (const FitNote& note : synthesis.notes)
    all.push_back(json_object({{"severity", std::string(severity(severity_of(note)))},
                               {"where", ""},
                               {"text", note.text},
                               {"hint", nullptr}}));
  json["notices"] = all;
  return json;
}

Json certainty_json(const std::optional<CertaintyFinding>& certainty) {
  if (!certainty) return nullptr;
  constexpr std::string_view names[] = {"very low", "low", "moderate", "high"};
  const Certainty& rating = certainty->rating;
  return json_object({{"level", std::string(names[static_cast<std::size_t>(certainty->level)])},
                      {"risk_of_bias", rating.risk_of_bias},
                      {"inconsistency", rating.inconsistency},
                      {"indirectness", rating.indirectness},
                      {"imprecision", rating.imprecision},
                      {"publication_bias", rating.publication_bias},
                      {"reasons", rating.reasons}});
}

}  // namespace

Json json_object(std::initializer_list<JsonMember> members) {
  Json::object_t object;
  object.reserve(members.size());
  for (const JsonMember& member : members)
    object.std::vector<Json::object_t::value_type>::emplace_back(member.name, std::move(member.value));
  return object;
}

std::string program_version() { return STEELYARD_VERSION; }

std::string json_string(const std::string& text) { return Json(text).dump(); }

namespace {

// The inside of claims[], one claim after the other: as many objects at once would fill the memory.
std::vector<std::string> claims_texts(const Findings& findings, unsigned threads) {
  constexpr std::size_t worth_a_thread = 100;
  const std::size_t count = findings.claims.size();
  std::vector<std::string> texts(parts_of(count, threads, worth_a_thread));
  run_in_parts(count, texts.size(), threads, [&](std::size_t part, std::size_t from_claim, std::size_t to_claim) {
    std::string& text = texts[part];
    // Within its member, so that it is indented as far as there.
    constexpr std::string_view before = "{\n  \"claims\": [", after = "\n  ]\n}";
    for (std::size_t i = from_claim; i < to_claim; ++i) {
      Json member = json_object({{"claims", Json::array()}});
      member["claims"].push_back(claim_json(findings, findings.claims[i]));
      const std::string claim = member.dump(2, ' ', false, Json::error_handler_t::replace);
      if (i > 0) text += ',';
      text.append(claim, before.size(), claim.size() - before.size() - after.size());
    }
  });
  return texts;
}

}  // namespace

std::string write_analysis_json(const AnalysisFinding& finding, const Notices& notices,
                                const std::vector<Input>& inputs) {
  Json json = json_object({{"schema", "steelyard-results/1"}});
  json.update(analysis_json(finding, notices));
  json["version"] = program_version();
  json["inputs"] = inputs_json(inputs);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string write_results_json(const Findings& findings, const Notices& notices, unsigned threads) {
  const Review& review = findings.review;
  Json json = json_object({{"schema", "steelyard-results/1"},
                           {"review",
             json_object({{"slug", review.slug},
                          {"title", review.title},
                          {"version", review.version},
                          {"status", review.status},
                          {"searched", review.searched ? Json(iso_date(*review.searched)) : Json(nullptr)},
                          {"date", iso_date(findings.date)}})}});
  json["analyses"] = Json::array();
  for (const AnalysisFinding& finding : findings.analyses) {
    Json analysis = json_object({{"id", review.analyses[finding.request].id},
                                 {"outcome", text_or_null(review.analyses[finding.request].outcome)}});
    analysis.update(analysis_json(finding, {}));
    analysis["certainty"] = certainty_json(finding.certainty);
    analysis["suggested_certainty"] = suggestions_json(finding.suggested_grade);
    json["analyses"].push_back(std::move(analysis));
  }
  json["claim_settings"] = claim_rules_json(review.claim_rules);
  json["claims"] = Json::array();
  json["notices"] = notices_json(notices);
  json["version"] = program_version();
  json["inputs"] = inputs_json(review.inputs);
  std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  if (findings.claims.empty()) return text;
  // Text in JSON has no line breaks, so that only the member itself is found.
  constexpr std::string_view empty = "\n  \"claims\": []";
  const std::size_t at = text.find(empty) + empty.size() - 1;
  std::vector<std::string> claims = claims_texts(findings, threads);
  std::size_t length = text.size() + 3;
  for (const std::string& each : claims) length += each.size();
  std::string whole;
  whole.reserve(length);
  whole.append(text, 0, at);
  for (std::string& each : claims) {
    whole += each;
    each = {};
  }
  return whole.append("\n  ").append(text, at);
}

}  // namespace steelyard
