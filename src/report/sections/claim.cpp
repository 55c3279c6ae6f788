// Each claim set against what the controlled data say: claimed, shown, verdict, what fails.
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
  if (!appraisal.flags.empty()) {
    std::string text;
    for (const std::string& flag : appraisal.flags)
      text += (text.empty() ? "" : "; ") + say.text("flag." + flag);
    add_row(table, say.text("claim.flags"), capitalised(text) + ".");
  }
  result.push_back({std::move(panel)});
  result.push_back({std::move(table)});
}

std::vector<Block> blocks(const SectionContext& context) {
  if (context.findings.claims.empty()) return {};
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("claim.heading")),
                            paragraph(plain(say.text("claim.lead")))};
  for (const Appraisal& appraisal : context.findings.claims)
    add_claim(result, context, appraisal);
  result.push_back(paragraph(plain(say.text("claim.caption")), ParagraphRole::note));
  return result;
}

}  // namespace

namespace section {
const Section claim{"claim", "Claims against controlled evidence", "", blocks};
}

}  // namespace steelyard
