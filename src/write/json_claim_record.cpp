// What was claimed, field by field. Names: the project's claim specification, section 2.
#include "steelyard/base/date.h"
#include "write/json_values.h"

namespace steelyard {

namespace {

Json day_or_null(const std::optional<Date>& date) {
  return date ? Json(iso_date(*date)) : Json(nullptr);
}

Json count_or_null(const std::optional<long>& count) { return count ? Json(*count) : Json(nullptr); }

}  // namespace

Json claim_record_json(const Claim& claim) {
  // A treatment is one text with its parts beside it, because pages seldom give more than a name.
  return json_object({{"claim_id", claim.id},
                      {"bundle_id", text_or_null(claim.bundle)},
                      {"claimant", text_or_null(claim.claimant)},
                      {"claimant_type", text_or_null(claim.claimant_type)},
                      {"commercial_interest", text_or_null(claim.commercial_interest)},
                      {"url", text_or_null(claim.url)},
                      {"date_published", day_or_null(claim.date_published)},
                      {"date_seen", day_or_null(claim.date_seen)},
                      {"snapshot_sha256", text_or_null(claim.snapshot_sha256)},
                      {"paraphrase", text_or_null(claim.paraphrase)},
                      {"language", text_or_null(claim.language)},
                      {"extracted_by_role", text_or_null(claim.extracted_by_role)},
                      {"checked_by_role", text_or_null(claim.checked_by_role)},
                      {"type", text_or_null(claim.type)},
                      {"asserted_direction", text_or_null(claim.asserted_direction)},
                      {"asserted_size", text_or_null(claim.asserted_size)},
                      {"attribution", text_or_null(claim.attribution)},
                      {"population", text_or_null(claim.population)},
                      {"intervention", text_or_null(claim.intervention)},
                      {"product_source", text_or_null(claim.product_source)},
                      {"dose", text_or_null(claim.dose)},
                      {"add_on", text_or_null(claim.add_on)},
                      {"disease", text_or_null(claim.disease)},
                      {"page_disease", text_or_null(claim.page_disease)},
                      {"comparator_stated", text_or_null(claim.comparator_stated)},
                      {"comparator_text", text_or_null(claim.comparator_text)},
                      {"outcome_text", text_or_null(claim.outcome_text)},
                      {"outcome_defined", claim.outcome_defined},
                      {"assessor", text_or_null(claim.assessor)},
                      {"time_point_weeks", json_number(claim.time_point_weeks)},
                      {"promised_weeks", json_number(claim.promised_weeks)},
                      {"events", count_or_null(claim.events)},
                      {"n", count_or_null(claim.n)},
                      {"percent_text", text_or_null(claim.percent_text)},
                      {"approx", claim.approx},
                      {"bound", text_or_null(claim.bound)},
                      {"ratio", json_number(claim.ratio)},
                      {"n_followed", count_or_null(claim.n_followed)},
                      {"n_started", count_or_null(claim.n_started)},
                      {"completers", claim.completers},
                      {"n_explained", text_or_null(claim.n_explained)},
                      {"design_claimed", text_or_null(claim.design_claimed)},
                      {"source_named", claim.source_named},
                      {"source_ref", text_or_null(claim.source_ref)},
                      {"study", text_or_null(claim.study)},
                      {"ae_scope", text_or_null(claim.ae_scope)},
                      {"background_percent", json_number(claim.background_percent)},
                      {"background_source", text_or_null(claim.background_source)},
                      {"stated_value", json_number(claim.stated_value)},
                      {"analysis_id", text_or_null(claim.against)},
                      {"citations", count_or_null(claim.citations.listed)},
                      {"citations_distinct", count_or_null(claim.citations.distinct)},
                      {"citations_preclinical", count_or_null(claim.citations.preclinical)},
                      {"citations_other_disease", count_or_null(claim.citations.other_disease)},
                      {"citations_other_product", count_or_null(claim.citations.other_product)},
                      {"citations_uncontrolled", count_or_null(claim.citations.uncontrolled)},
                      {"plain", text_or_null(claim.plain)},
                      {"unknowns", claim.unknowns},
                      {"scenario_ids", claim.scenarios}});
}

}  // namespace steelyard
