// The fairness checklist and suggested ratings as JSON.
#include "steelyard/base/date.h"
#include "steelyard/claim/overrides.h"
#include "write/json_values.h"

namespace steelyard {

namespace {

std::string basis_name(Basis basis) {
  constexpr std::string_view names[] = {"nobody", "fields", "suggested", "person"};
  return std::string(names[static_cast<std::size_t>(basis)]);
}

std::string grade_name(Grade grade) {
  constexpr std::string_view names[] = {"very low", "low", "moderate", "high"};
  return std::string(names[static_cast<std::size_t>(grade)]);
}

}  // namespace

void add_checklist(Json& claim, const Findings& findings, const Appraisal& appraisal) {
  claim["checklist"] = Json::array();
  for (const CheckedItem& each : appraisal.checklist)
    claim["checklist"].push_back(json_object({{"item", std::string(each.item->id)},
                                              {"number", each.item->number},
                                              {"question", std::string(each.item->label)},
                                              {"answer", std::string(answer_name(each.answer))},
                                              {"basis", basis_name(each.basis)},
                                              {"suggested", std::string(answer_name(each.suggested))},
                                              {"failed", each.failed},
                                              {"flags", each.flags},
                                              {"reason", text_or_null(each.reason)},
                                              {"note", text_or_null(each.note)}}));
  claim["overrides"] = Json::array();
  const Claim& record = findings.review.claims[appraisal.claim];
  for (const ShownOverride& each : appraisal.overrides) {
    const Override& entry = record.overrides[each.index];
    claim["overrides"].push_back(json_object({{"field", entry.field},
                                              {"from", entry.from},
                                              {"to", entry.to},
                                              {"suggested", text_or_null(each.suggested)},
                                              {"stale", each.stale},
                                              {"reason", entry.reason},
                                              {"role", entry.role},
                                              {"date", entry.date ? Json(iso_date(*entry.date)) : Json(nullptr)}}));
  }
  claim["own_evidence"] = Json::array();
  for (const SelfCheck& each : appraisal.own_evidence)
    claim["own_evidence"].push_back(json_object({{"study", each.study},
                                                 {"item", std::string(each.item)},
                                                 {"answer", std::string(answer_name(each.answer))}}));
  claim["page_checks"] = Json::array();
  for (const PageRemark& each : appraisal.page_remarks)
    claim["page_checks"].push_back(json_object({{"code", std::string(each.code)},
                                                {"other", findings.review.claims[each.other].id},
                                                {"value", each.value},
                                                {"limit", each.limit},
                                                {"explained", each.explained}}));
  claim["suggested_certainty"] = suggestions_json(appraisal.suggested_grade);
}

Json suggestions_json(const std::optional<GradeSuggestions>& suggested) {
  if (!suggested) return nullptr;
  Json domains = Json::object(), open = Json::array();
  for (const GradeSuggestion& each : suggested->domains) {
    Json values = Json::object();
    if (!each.levels) open.push_back(std::string(domain_name(each.domain)));
    for (const auto& [name, value] : each.values) values[std::string(name)] = json_number(value);
    domains[std::string(domain_name(each.domain))] = json_object({{"levels", each.levels ? Json(*each.levels) : Json(nullptr)},
                                                                  {"rule", std::string(each.rule)},
                                                                  {"values", std::move(values)}});
  }
  return json_object({{"start", grade_name(suggested->start)},
                      {"level", grade_name(suggested->level)},
                      {"not_judged", std::move(open)},
                      {"information_size", json_number(suggested->information_size)},
                      {"domains", std::move(domains)}});
}

}  // namespace steelyard
