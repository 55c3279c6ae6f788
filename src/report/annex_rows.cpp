// Parts of the annex: the groups of standard care, where a baseline comes from, numbers needed to treat.
#include "report/annex_rows.h"

#include <algorithm>
#include <cmath>

#include "report/blocks.h"
#include "report/claim_columns.h"
#include "report/claim_numbers.h"
#include "report/claim_settings.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/suggested_certainty.h"
#include "steelyard/base/text.h"
#include "steelyard/claim/expectation.h"

namespace steelyard {

namespace {

std::string one_needed(const NumberNeeded& needed) {
  constexpr double told_whole = 10;  // a tenth of a person matters only to small numbers
  const bool whole_number = needed.people == std::floor(needed.people) || needed.people >= told_whole;
  return (needed.to_harm ? "NNTH " : "NNTB ") + (whole_number ? whole(std::ceil(needed.people)) : decimal(needed.people, 1));
}

// Certainty is that of a statement: on which side of a threshold the true difference lies.
// Source: specification, section 7
std::string rated_statement(const Phrases& say, const Appraisal& appraisal) {
  if (!appraisal.controlled) return "";
  const ControlledEvidence& evidence = *appraisal.controlled;
  const auto amount = [&](double number) {
    if (evidence.unit.empty()) return say.text("annex.per_1000", {{"number", whole(number)}});
    return say.text("annex.in_unit", {{"number", decimal(number, 1)}, {"unit", evidence.unit}});
  };
  const char* key = evidence.rd >= evidence.benefit ? "annex.statement_benefit"
                    : evidence.rd <= -evidence.harm ? "annex.statement_harm"
                                                    : "annex.statement_little";
  return say.text(key, {{"benefit", amount(evidence.benefit)}, {"harm", amount(evidence.harm)}});
}

}  // namespace

std::vector<Row> arm_rows(const Scenario& scenario, const std::vector<std::string>& left_out) {
  std::vector<Row> rows;
  for (const CareArm& arm : care_arms(scenario)) {
    if (std::ranges::find(left_out, arm.name) != left_out.end()) continue;
    Row row;
    row.cells = {row_header(plain(arm.name)),
                 cell(of(arm.events, arm.n) + " = " + share_of(arm.events / arm.n, arm.n)), cell(""),
                 cell("")};
    for (const Study& study : scenario.studies) {
      if (study.name != arm.name) continue;
      const auto weeks = parse_number(study.cell("timepoint_weeks"));
      const std::vector<std::string> parts{std::string(study.cell("outcome")),
                                           weeks ? weeks_text(*weeks) : "",
                                           std::string(study.cell("note"))};
      Runs how = plain(capitalised(joined_texts(parts, "; ")));
      const Runs where = identifiers(study);
      if (!where.empty()) append(how, plain("; "));
      how.insert(how.end(), where.begin(), where.end());
      row.cells[2] = cell(std::move(how));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

const Scenario* baseline_care(const Review& review, const Appraisal& appraisal) {
  if (const BesideScenario* first = first_scenario(appraisal)) return &review.scenarios[first->scenario];
  for (const std::string& id : review.claims[appraisal.claim].scenarios)
    for (const Scenario& scenario : review.scenarios)
      if (scenario.id == id && !scenario.treated && !care_arms(scenario).empty()) return &scenario;
  return nullptr;
}

std::string baseline_source(const SectionContext& context, const Appraisal& appraisal) {
  const Scenario* care = baseline_care(context.findings.review, appraisal);
  return care == nullptr ? context.layout.phrases.text("annex.of_trials") : care->label;
}

std::vector<Row> certainty_rows(const SectionContext& context, const Appraisal& appraisal) {
  if (!appraisal.suggested_grade) return {};
  const Phrases& say = context.layout.phrases;
  const GradeSuggestions& suggested = *appraisal.suggested_grade;
  Row title;
  title.role = RowRole::subgroup;
  title.cells = {cell(say.text(
      "annex.certainty",
      {{"level", suggested_level(say, suggested)},
       {"rated", appraisal.grade ? level_name(static_cast<CertaintyLevel>(*appraisal.grade))
                                 : say.text("sof.not_rated")},
       {"statement", rated_statement(say, appraisal)}}))};
  std::vector<Row> rows{std::move(title)};
  for (const DomainLine& line : domain_lines(say, suggested, baseline_source(context, appraisal))) {
    Row row;
    row.cells = {row_header(plain(line.domain)), cell(line.levels), cell(capitalised(line.reason)),
                 cell(context.citations.cite(line.source))};
    rows.push_back(std::move(row));
  }
  return rows;
}

// Source: specification, section 3.8
std::string share_without_text(const Phrases& say, const Spread& share) {
  const std::string ratio = decimal(share.median, 2) + " (" + decimal(share.low, 2) + " to " + decimal(share.high, 2) + ")";
  const auto capped = [](double value) { return percent(100 * std::min(1.0, value), 0); };
  return say.text("annex.share_by_ratio.value", {{"share", capped(share.median)},
                                                 {"low", capped(share.low)},
                                                 {"high", capped(share.high)},
                                                 {"ratio", ratio}});
}

std::string variant_text(const Phrases& say, const Variant& variant) {
  std::string method = route_name(say, variant.id);
  const std::string id = variant.id.starts_with("odds") ? "odds" : variant.id;
  if (say.has("annex_formula." + id)) method += ": " + say.text("annex_formula." + id);
  if (variant.counts.empty()) return method;
  return say.text("annex.recounted_" + std::string(variant.counts), {{"method", method}});
}

std::string share_of_means_text(const ShareOfMeans& share) {
  const std::string middle = percent(100 * share.share, 0);
  if (!share.interval) return middle;
  return middle + " (" + percent(100 * share.interval->low, 0) + " to " + percent(100 * share.interval->high, 0) + ")";
}

// Altman's form: the interval runs through infinity where the difference may be none.
// Source: altman1998
std::string needed_text(const NumberNeededInterval& found) {
  const std::string low = one_needed(found.low), high = one_needed(found.high);
  return (found.point ? one_needed(*found.point) : "∞") + " (" + low +
         (found.through_infinity ? " to ∞ to " : " to ") + high + ")";
}

}  // namespace steelyard
