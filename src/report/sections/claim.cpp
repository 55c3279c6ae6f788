// Each claim set against what the controlled data say: claimed, expected, shown, verdict, what fails.
#include <algorithm>
#include <tuple>

#include "report/blocks.h"
#include "report/claim_columns.h"
#include "report/claim_numbers.h"
#include "report/claim_settings.h"
#include "report/claim_strip.h"
#include "report/figures/ranges.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/other_outcomes.h"
#include "report/ratio_words.h"
#include "report/section_rows.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

std::string byline(const Phrases& say, const Claim& claim) {
  return say.text("claim.byline", {{"claimant", claim.claimant},
                                   {"date", claim.date_published ? date_text(*claim.date_published)
                                                                 : say.text("claim.undated")}});
}

// What fails, but for what a table tells of all its rows.
std::string failed_line(const SectionContext& context, const Appraisal& appraisal,
                        const std::vector<std::string>& told_above = {}) {
  const Phrases& say = context.layout.phrases;
  auto items = failed_items(say, context.findings.review.claims[appraisal.claim], appraisal);
  std::erase_if(items, [&](const std::string& item) { return std::ranges::count(told_above, item) > 0; });
  return items.empty() ? "" : say.text("claim.failed", {{"list", joined_texts(items, "; ")}});
}

// Numbers of this claim that do not fit those of other claims about the same study.
std::string page_line(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  std::vector<std::string> remarks;
  for (const PageRemark& remark : appraisal.page_remarks) {
    if (remark.explained) continue;
    remarks.push_back(say.text("page_check." + std::string(remark.code),
                               {{"value", whole(static_cast<double>(remark.value))},
                                {"limit", whole(static_cast<double>(remark.limit))},
                                {"other", context.findings.review.claims[remark.other].id}}));
  }
  return remarks.empty() ? "" : say.text("claim.page", {{"list", joined_texts(remarks, "; ")}});
}

// Levels with a real minus sign; answers as they are.
std::string side_text(const std::string& side) {
  return side.starts_with('-') ? "\u2212" + side.substr(1) : side;
}

// What a person put beside what is suggested, with both.
std::string overrides_line(const SectionContext& context, const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  std::vector<std::string> entries;
  for (const ShownOverride& shown : appraisal.overrides) {
    const Override& each = claim.overrides[shown.index];
    const ChecklistItem* item = find_row(checklist_items(), each.field);
    const std::string field =
        item != nullptr ? std::string(item->label) : say.text("domain." + each.field) + ":";
    entries.push_back(say.text(
        shown.stale ? "claim.override_stale" : "claim.override",
        {{"field", field},
         {"suggested", shown.suggested.empty() ? say.text("claim.override_nothing") : side_text(shown.suggested)},
         {"from", side_text(each.from)},
         {"to", item != nullptr ? capitalised(each.to) : side_text(each.to)},
         {"reason", each.reason},
         {"role", each.role},
         {"date", each.date ? date_text(*each.date) : ""}}));
  }
  if (entries.empty()) return "";
  return say.text("claim.overrides", {{"list", joined_texts(entries, " ")}});
}

// What the claimant answered, or that no answer came; empty where the review does not say.
std::string reply_line(const Phrases& say, const Claim& claim) {
  const std::string reply = reply_text(claim);
  return reply.empty() ? "" : say.text("claim.reply", {{"reply", reply}});
}

void add_panel(std::vector<Block>& result, const SectionContext& context,
               const Appraisal& appraisal) {
  const Phrases& say = context.layout.phrases;
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  Panel panel;
  panel.role = PanelRole::claim;
  panel.blocks.push_back(
      heading(3, say.text("claim.title", {{"id", claim.id}, {"paraphrase", claim.paraphrase}})));
  Runs strip = bold(verdict_strip(say, appraisal) + ". ");
  append(strip, plain(signing_line(say, claim) + " "));
  append(strip, muted(byline(say, claim)));
  panel.blocks.push_back(paragraph(std::move(strip), ParagraphRole::body));
  panel.blocks.push_back(paragraph(plain(technical_sentence(context, appraisal))));
  const std::string others = other_outcomes_line(context, appraisal);
  if (!others.empty()) {
    Runs runs = bold(say.text("claim.others_title") + " ");
    append(runs, plain(others));
    panel.blocks.push_back(paragraph(std::move(runs)));
  }
  panel.blocks.push_back({claim_columns(context, appraisal)});
  if (auto ranges = range_table(context, appraisal))
    panel.blocks.push_back({std::move(*ranges)});
  if (const std::string ratio = ratio_sentence(context, appraisal); !ratio.empty())
    panel.blocks.push_back(paragraph(plain(ratio)));
  const std::string failed = failed_line(context, appraisal);
  if (!failed.empty()) {
    Runs runs = bold(say.text("claim.failed_title") + " ");
    append(runs, plain(failed));
    panel.blocks.push_back(paragraph(std::move(runs)));
  }
  if (const std::string overrides = overrides_line(context, appraisal); !overrides.empty())
    panel.blocks.push_back(paragraph(plain(overrides)));
  if (const std::string page = page_line(context, appraisal); !page.empty())
    panel.blocks.push_back(paragraph(plain(page)));
  if (const std::string reply = reply_line(say, claim); !reply.empty())
    panel.blocks.push_back(paragraph(plain(reply)));
  if (may_replace_care(claim, appraisal)) panel.blocks.push_back(paragraph(bold(say.text("claim.safety"))));
  result.push_back({std::move(panel)});
}

Column titled(const std::string& title, double stretch) {
  Column column;
  column.title = bold(title);
  column.stretch = stretch;
  return column;
}

bool somebody_signed(const Findings& findings, const std::vector<const Appraisal*>& rows) {
  return std::ranges::any_of(rows, [&](const Appraisal* each) {
    return !findings.review.claims[each->claim].extracted_by_role.empty();
  });
}

// The verdict in a table. Where somebody signed one of its rows, each row says who signed.
Cell verdict_cell(const Phrases& say, const Claim& claim, Runs strip, bool some_signed) {
  if (some_signed) append(strip, muted(". " + signing_line(say, claim)));
  return cell(std::move(strip));
}

// Claims whose comparison stands in words already, in the order of the report.
using Told = std::vector<const Appraisal*>;

bool same_numbers(const ControlledEvidence& one, const ControlledEvidence& other) {
  const auto numbers = [](const ControlledEvidence& each) {
    return std::tuple(each.k, each.rd, each.low, each.high, each.level, each.baseline_per_1000, each.benefit,
                      each.harm, each.default_thresholds, each.method, each.unit);
  };
  return numbers(one) == numbers(other) &&
         std::ranges::equal(one.variants, other.variants, {},
                            [](const Variant& each) { return std::tuple(each.rd, each.low, each.high); },
                            [](const Variant& each) { return std::tuple(each.rd, each.low, each.high); });
}

// What a claim is judged by may differ from that of another claim about the same trials: the number that is
// expected without the treatment, and the thresholds.
const Appraisal* told_before(const Told& told, const Appraisal& appraisal) {
  const auto found = std::ranges::find_if(told, [&](const Appraisal* each) {
    return each->analysis == appraisal.analysis && each->fragile == appraisal.fragile &&
           same_numbers(*each->controlled, *appraisal.controlled);
  });
  return found == told.end() ? nullptr : *found;
}

// Statements without numbers of their own: one a row, with the reason.
Table without_numbers(const SectionContext& context, const std::vector<const Appraisal*>& rows,
                      Told told) {
  const Phrases& say = context.layout.phrases;
  Table table;
  table.caption = plain(say.text("claim.without_numbers"));
  const bool some_signed = somebody_signed(context.findings, rows);
  table.columns = {titled(say.text("claim.others_id"), 0), titled(say.text("claim.others_statement"), 1.2),
                   titled(say.text(some_signed ? "claim.others_some_signed" : "claim.others_verdict"), 0.7), titled(say.text("claim.others_why"), 2)};
  for (const Appraisal* appraisal : rows) {
    const Claim& claim = context.findings.review.claims[appraisal->claim];
    std::string why;
    const bool compared = appraisal->by_evidence && appraisal->analysis && appraisal->controlled;
    const Appraisal* before = compared ? told_before(told, *appraisal) : nullptr;
    if (before != nullptr) {
      why = same_comparison(context, *appraisal, context.findings.review.claims[before->claim].id);
    } else {
      why = joined_texts({technical_sentence(context, *appraisal),
                    other_outcomes_line(context, *appraisal)}, " ");
      if (compared) told.push_back(appraisal);
    }
    const std::string numbers = appraisal->verdict == "ARITHMETIC_INCONSISTENT"
                                    ? arithmetic_sentence(context, *appraisal)
                                    : "";
    const std::string failed = failed_line(context, *appraisal);
    Row row;
    row.cells = {row_header(plain(claim.id)), cell(plain(claim.paraphrase)),
                 verdict_cell(say, claim, bold(verdict_strip(say, *appraisal)), some_signed),
                 cell(plain(joined_texts({numbers, why, page_line(context, *appraisal),
                                    failed.empty() ? "" : say.text("claim.fails", {{"list", failed}}),
                                    overrides_line(context, *appraisal), reply_line(say, claim),
                                    may_replace_care(claim, *appraisal) ? say.text("claim.safety") : ""},
                                   " ")))};
    table.rows.push_back(std::move(row));
  }
  return table;
}

// A percentage is a number of its own, also where it is not said of how many people.
bool is_percent_only(const Appraisal& appraisal) { return appraisal.arithmetic.code == Arithmetic::percent_only; }

// What every row of a table fails, said once above it; nothing where there is one row only.
std::vector<std::string> failed_by_all(const SectionContext& context, const std::vector<const Appraisal*>& rows) {
  if (rows.size() < 2) return {};
  const auto items_of = [&](const Appraisal* each) {
    return failed_items(context.layout.phrases, context.findings.review.claims[each->claim], *each);
  };
  std::vector<std::string> common = items_of(rows.front());
  for (const Appraisal* each : rows) {
    const std::vector<std::string> items = items_of(each);
    std::erase_if(common, [&](const std::string& item) { return std::ranges::count(items, item) == 0; });
  }
  return common;
}

// Statements that nothing can be set against, one a row.
Table not_checkable(const SectionContext& context, const std::vector<const Appraisal*>& others) {
  const Phrases& say = context.layout.phrases;
  Table table;
  Column id = titled(say.text("claim.others_id"), 0);
  id.min_width = 34;
  const bool some_signed = somebody_signed(context.findings, others);
  table.columns = {id, titled(say.text("claim.others_statement"), 1.6),
                   titled(say.text(some_signed ? "claim.others_some_signed" : "claim.others_verdict"), 0.9),
                   titled(say.text("claim.others_why"), 2.3)};
  const std::vector<std::string> common = failed_by_all(context, others);
  table.caption = plain(joined_texts(
      {say.text("claim.others"),
       common.empty() ? "" : say.text("claim.all_fail", {{"list", joined_texts(common, "; ")}})}, ". "));
  for (const Appraisal* appraisal : others) {
    const Claim& claim = context.findings.review.claims[appraisal->claim];
    const std::string failed = failed_line(context, *appraisal, common);
    const std::string numbers = is_percent_only(*appraisal) ? arithmetic_sentence(context, *appraisal) : "";
    Row row;
    row.cells = {row_header(plain(claim.id)), cell(plain(claim.paraphrase)),
                 verdict_cell(say, claim, plain(verdict_strip(say, *appraisal)), some_signed),
                 cell(plain(joined_texts({numbers, technical_sentence(context, *appraisal),
                                          failed.empty() ? "" : say.text("claim.fails", {{"list", failed}}),
                                          overrides_line(context, *appraisal),
                                          reply_line(say, claim)}, " ")))};
    table.rows.push_back(std::move(row));
  }
  return table;
}

bool has_numbers(const Appraisal& appraisal) {
  return appraisal.verdict != "ARITHMETIC_INCONSISTENT" &&
         (has_own_numbers(appraisal) || is_percent_only(appraisal));
}

// What the verdicts are set against, who stands for them, and where their numbers are.
std::string claims_lead(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  const std::vector<Appraisal>& claims = context.findings.claims;
  const auto signatures = std::ranges::count_if(claims, [](const Appraisal& each) { return each.is_signed; });
  const std::string signing = say.text(signatures == 0                   ? "claim.lead_suggested"
                                       : awaits_signature(context.findings) ? "claim.lead_some_signed"
                                                                            : "claim.lead_signed");
  return joined_texts({say.text("claim.lead"), signing,
                       std::ranges::any_of(claims, has_annex) ? say.text("claim.lead_annex") : ""}, " ");
}

std::vector<Block> claim_blocks(const SectionContext& context) {
  if (context.findings.claims.empty()) return {};
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result{heading(2, say.text("claim.heading")),
                            paragraph(plain(claims_lead(context)))};
  if (const std::string changed = changed_settings(say, context.findings.review.claim_rules); !changed.empty())
    result.push_back(paragraph(plain(changed)));
  std::vector<const Appraisal*> reasoned, others;
  Told in_panels;
  bool share = false;
  for (const Appraisal& appraisal : context.findings.claims) {
    if (cannot_be_checked(appraisal)) {
      others.push_back(&appraisal);
    } else if (has_numbers(appraisal)) {
      add_panel(result, context, appraisal);
      if (appraisal.by_evidence && appraisal.analysis && appraisal.controlled)
        in_panels.push_back(&appraisal);
      share = share || appraisal.share.has_value();
    } else {
      reasoned.push_back(&appraisal);
    }
  }
  if (share) result.push_back(paragraph(plain(say.text("claim.caption")), ParagraphRole::note));
  if (!reasoned.empty()) result.push_back({without_numbers(context, reasoned, in_panels)});
  if (!others.empty()) result.push_back({not_checkable(context, others)});
  result.push_back(paragraph(plain(say.text("claim.appraisal_aid")), ParagraphRole::note));
  return result;
}

}  // namespace

namespace section {
const Section claim{"claim", "Claims against controlled evidence", "", claim_blocks};
}

}  // namespace steelyard
