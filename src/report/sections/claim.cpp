// Each claim set against what the controlled data say: claimed, shown, verdict, what fails.
#include <cmath>

#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

void add_row(Table& table, const std::string& name, Runs value) {
  Row row;
  row.cells = {row_header(bold(name)), cell(std::move(value))};
  table.rows.push_back(std::move(row));
}

void add_row(Table& table, const std::string& name, const std::string& value) {
  if (!value.empty()) add_row(table, name, plain(value));
}

std::string share_text(const Phrases& say, const ClaimedShare& share) {
  const auto range = [](const Bounds& bounds) {
    return percent(100 * bounds.low, 1) + " to " + percent(100 * bounds.high, 1);
  };
  return say.text("claim.share_value", {{"y", count(share.events)},
                                        {"n", count(share.n)},
                                        {"wilson", range(share.wilson)},
                                        {"exact", range(share.exact)},
                                        {"jeffreys", range(share.jeffreys)}});
}

// The numbers of one controlled trial, by every method preferred for a single trial.
void add_trial_rows(Table& table, const Phrases& say, const ControlledEvidence& evidence) {
  const auto per_1000 = [](double low, double high) {
    return per_1000_text(low) + " to " + per_1000_text(high);
  };
  add_row(table, say.text("claim.rd"),
          say.text("claim.rd_value", {{"rd", per_1000_text(evidence.rd)},
                                      {"level", level_text(evidence.level)},
                                      {"range", per_1000(evidence.low, evidence.high)},
                                      {"method", say.text("rd_method." + evidence.method)}}));
  if (evidence.rd_cross_check)
    add_row(table, say.text("claim.rd_check"),
            say.text("claim.rd_check_value", {{"range", per_1000(evidence.rd_cross_check->low,
                                                                 evidence.rd_cross_check->high)}}));
  if (evidence.rr && evidence.rr_interval)
    add_row(table, say.text("claim.rr"),
            decimal(*evidence.rr, 2) + " (" + decimal(evidence.rr_interval->low, 2) + " to " +
                decimal(evidence.rr_interval->high, 2) + ")");
  if (evidence.odds)
    add_row(table, say.text("claim.odds"),
            decimal(evidence.odds->low, 3) + " to " +
                (evidence.odds->high ? decimal(*evidence.odds->high, 1) : "∞"));
  if (evidence.model) {
    const WeakModel& model = *evidence.model;
    add_row(table, say.text("claim.model"),
            say.text("claim.model_value",
                     {{"or", decimal(model.odds_ratio, 2)},
                      {"or_range", decimal(model.odds_ratio_interval.low, 3) + " to " +
                                       decimal(model.odds_ratio_interval.high, 1)},
                      {"rd", decimal(1000 * model.difference, 0)},
                      {"rd_range", per_1000(1000 * model.difference_interval.low,
                                            1000 * model.difference_interval.high)}}));
  }
}

std::string one_needed(const NumberNeeded& needed) {
  const bool whole_number = needed.people == std::floor(needed.people);
  return (needed.to_harm ? "NNTH " : "NNTB ") + decimal(needed.people, whole_number ? 0 : 1);
}

// Altman's form: the interval runs through infinity where the difference may be none.
// Source: altman1998
std::string needed_text(const NumberNeededInterval& found) {
  const std::string low = one_needed(found.low), high = one_needed(found.high);
  const std::string range =
      found.through_infinity ? low + " to ∞ to " + high : low + " to " + high;
  return (found.point ? one_needed(*found.point) : "∞") + " (" + range + ")";
}

// What usual care is expected to show, and what would explain the gap: orientation, no effect.
void add_standard_care(Table& table, const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const auto people = [](long number) { return whole(static_cast<double>(number)); };
  for (const BesideScenario& each : appraisal.scenarios) {
    const Scenario& scenario = context.findings.review.scenarios[each.scenario];
    std::string text;
    for (const BesidePrior& prior : each.priors) {
      if (!prior.counts) continue;
      const PredictedCounts& counts = *prior.counts;
      text += (text.empty() ? "" : " ") +
              say.text(text.empty() ? "claim.care_value" : "claim.care_wide",
                       {{"median", people(counts.median)},
                        {"low", people(counts.low)},
                        {"high", people(counts.high)},
                        {"n", people(counts.n)},
                        {"k", counted(each.k, "arm", "arms")},
                        {"label", scenario.label},
                        {"tau", decimal(prior.tau_sd, 1)},
                        {"mid", decimal(100 * counts.mid, 1)}});
    }
    for (const auto& [tau, counts] : each.published)
      text += (text.empty() ? say.text("claim.care_published", {{"label", scenario.label},
                                                               {"source", scenario.source}})
                            : ";") +
              " " + say.text("claim.care_grid", {{"tau", decimal(tau, 1)},
                                                 {"low", people(counts.low)},
                                                 {"high", people(counts.high)},
                                                 {"n", people(counts.n)}});
    if (text.empty()) continue;
    text += each.priors.empty() ? "." : "";
    if (!scenario.chosen) text += " " + say.text("claim.care_post_hoc");
    if (!each.left_out.empty()) {
      std::string names;
      for (const std::string& name : each.left_out) names += (names.empty() ? "" : ", ") + name;
      text += " " + say.text("claim.care_left_out", {{"names", names}});
    }
    add_row(table, say.text(each.gating ? "claim.care" : "claim.care_orientation"), text);
  }
  if (appraisal.controlled && !appraisal.controlled->implied.empty()) {
    const ImpliedCounts& implied = appraisal.controlled->implied.front();
    add_row(table, say.text("claim.implied"),
            say.text("claim.implied_value", {{"median", people(implied.counts.median)},
                                             {"low", people(implied.counts.low)},
                                             {"high", people(implied.counts.high)},
                                             {"n", people(implied.counts.n)},
                                             {"method", say.text("rd_method." + std::string(implied.id))}}));
  }
  if (appraisal.controlled && appraisal.controlled->needed)
    add_row(table, say.text("claim.needed"), needed_text(*appraisal.controlled->needed));
}

void add_claim(std::vector<Block>& result, const SectionContext& context,
               const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Findings& findings = context.findings;
  const Claim& claim = findings.review.claims[appraisal.claim];
  Panel panel;
  panel.role = PanelRole::claim;
  const std::string label(find_verdict(appraisal.verdict)->label);
  panel.blocks.push_back(
      heading(3, say.text("claim.title", {{"id", claim.id}, {"paraphrase", claim.paraphrase}})));
  Runs verdict = bold(say.text("claim.verdict", {{"label", label}}) + " ");
  append(verdict, plain(technical_sentence(context, appraisal)));
  panel.blocks.push_back(paragraph(std::move(verdict)));
  Table table;
  table.zebra = false;
  Column name, value;
  name.min_width = 118;
  value.stretch = 1;
  table.columns = {name, value};
  const std::string seen = claim.date_published ? date_text(*claim.date_published)
                                                : say.text("claim.undated");
  add_row(table, say.text("claim.who"), say.text("claim.who_value", {{"claimant", claim.claimant},
                                                                    {"date", seen}}));
  add_row(table, say.text("claim.numbers"), arithmetic_sentence(context, appraisal));
  if (appraisal.share && claim.type == "response_proportion")
    add_row(table, say.text("claim.share"), share_text(say, *appraisal.share));
  const AnalysisFinding* finding = linked_finding(findings, appraisal);
  if (appraisal.controlled && finding != nullptr) {
    const AnalysisRequest& request = findings.review.analyses[finding->request];
    const ControlledEvidence& evidence = *appraisal.controlled;
    add_row(table, say.text("claim.shown"),
            say.text("claim.shown_value",
                     {{"e", of(evidence.e_events, evidence.e_n)},
                      {"c", of(evidence.c_events, evidence.c_n)},
                      {"e_name", e_name(findings.review, request)},
                      {"c_name", c_name(findings.review, request)},
                      {"outcome", title_of(findings, *finding)}}));
    if (claim.type == "response_proportion") add_trial_rows(table, say, evidence);
  }
  add_standard_care(table, context, appraisal);
  if (!appraisal.flags.empty()) {
    std::string text;
    for (const std::string& flag : appraisal.flags)
      text += (text.empty() ? "" : "; ") + say.text("flag." + flag);
    add_row(table, say.text("claim.flags"), capitalised(text) + ".");
  }
  result.push_back({std::move(panel)});
  result.push_back({std::move(table)});
}

// Statements that nothing can be set against, one a row.
Table other_statements(const SectionContext& context, const std::vector<const Appraisal*>& others) {
  const Phrases& say = context.layout.phrases;
  Table table;
  Column id, statement, verdict;
  id.title = plain(say.text("claim.others_id"));
  statement.title = plain(say.text("claim.others_statement"));
  verdict.title = plain(say.text("claim.others_verdict"));
  id.min_width = 34;
  statement.stretch = 3;
  verdict.stretch = 2;
  table.columns = {id, statement, verdict};
  table.caption = plain(say.text("claim.others"));
  for (const Appraisal* appraisal : others) {
    const Claim& claim = context.findings.review.claims[appraisal->claim];
    Row row;
    row.cells = {row_header(plain(claim.id)), cell(plain(claim.paraphrase)),
                 cell(plain(std::string(find_verdict(appraisal->verdict)->label)))};
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<Block> blocks(const SectionContext& context) {
  if (context.findings.claims.empty()) return {};
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("claim.heading")),
                            paragraph(plain(say.text("claim.lead")))};
  std::vector<const Appraisal*> others;
  for (const Appraisal& appraisal : context.findings.claims)
    if (appraisal.verdict == "NOT_TESTABLE" || appraisal.verdict == "SINGLE_CASE_ONLY" ||
        appraisal.verdict == "FACT_UNCHECKED")
      others.push_back(&appraisal);
    else
      add_claim(result, context, appraisal);
  if (!others.empty()) result.push_back({other_statements(context, others)});
  result.push_back(paragraph(plain(say.text("claim.caption")), ParagraphRole::note));
  return result;
}

}  // namespace

namespace section {
const Section claim{"claim", "Claims against controlled evidence", "", blocks};
}

}  // namespace steelyard
