// The strip of a claim: its verdict, who signed it, what fails, what it may do.
#include "report/claim_strip.h"

#include <algorithm>

#include "report/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard {

std::string verdict_name(const Phrases& say, const Appraisal& appraisal) {
  const std::string verdict(appraisal.verdict);
  const bool below = verdict == "NOT_DISTINGUISHABLE" && appraisal.badge == Badge::below;
  const std::string key = "verdict_label." + verdict + "_" + (below ? "below" : appraisal.reason);
  for (const std::string& each : {key, "verdict_label." + verdict})
    if (say.has(each)) return say.text(each);
  return std::string(find_verdict(verdict)->label);
}

std::string verdict_strip(const Phrases& say, const Appraisal& appraisal) {
  return say.text("verdict_shape." + std::string(appraisal.verdict)) + "\u00A0" +
         verdict_name(say, appraisal);
}

std::string signing_line(const Phrases& say, const Claim& claim) {
  const bool extracted = !claim.extracted_by_role.empty(), checked = !claim.checked_by_role.empty();
  return say.text(extracted && checked ? "claim.signed"
                  : extracted          ? "claim.signed_half"
                                       : "claim.unsigned",
                  {{"extractor", claim.extracted_by_role}, {"reviewer", claim.checked_by_role}});
}

std::string reply_text(const Claim& claim) {
  const std::string text(trimmed(claim.reply));
  const bool ended = text.empty() || std::string_view(".!?").find(text.back()) != std::string_view::npos ||
                     text.ends_with("”");
  return ended ? text : text + ".";
}

namespace {

// How many of the references an item of the citation audit speaks of; nothing for other items.
std::optional<long> audited(const CitationAudit& audit, std::string_view flag) {
  return flag == "CITATION_DUPLICATED"      ? audit.distinct
         : flag == "CITATION_PRECLINICAL"   ? audit.preclinical
         : flag == "CITATION_OTHER_DISEASE" ? audit.other_disease
         : flag == "CITATION_OTHER_PRODUCT" ? audit.other_product
         : flag == "CITATION_UNCONTROLLED"  ? audit.uncontrolled
                                            : std::nullopt;
}

}  // namespace

std::vector<std::string> failed_items(const Phrases& say, const Claim& claim, const Appraisal& appraisal) {
  std::vector<std::string> items;
  const CitationAudit& audit = claim.citations;
  for (const std::string& flag : appraisal.flags) {
    const auto count = audited(audit, flag);
    // Parts are counted of the different references, and those of the ones that are listed.
    const auto all = flag == "CITATION_DUPLICATED" || !audit.distinct ? audit.listed : audit.distinct;
    const bool counted = count && all;
    items.push_back(say.text((counted ? "flag_counted." : "flag.") + flag,
                             {{"count", counted ? whole(static_cast<double>(*count)) : ""},
                              {"all", counted ? whole(static_cast<double>(*all)) : ""}}));
  }
  return items;
}

bool may_replace_care(const Claim& claim, const Appraisal& appraisal) {
  return claim.add_on == "replacement" ||
         std::ranges::find(appraisal.flags, "SUBSTITUTION_CLAIM") != appraisal.flags.end();
}

bool cannot_be_checked(const Appraisal& appraisal) {
  return appraisal.verdict == "NOT_TESTABLE" || appraisal.verdict == "SINGLE_CASE_ONLY" ||
         appraisal.verdict == "FACT_UNCHECKED";
}

bool has_own_numbers(const Appraisal& appraisal) {
  return appraisal.share || appraisal.none_seen || appraisal.attrition || appraisal.relative;
}

bool has_annex(const Appraisal& appraisal) {
  const bool linked = appraisal.suggested_grade && appraisal.controlled;
  return appraisal.verdict != "ARITHMETIC_INCONSISTENT" && appraisal.verdict != "NOT_TESTABLE" &&
         appraisal.verdict != "SINGLE_CASE_ONLY" &&
         (has_own_numbers(appraisal) || linked || !appraisal.scenarios.empty());
}

bool awaits_signature(const Findings& findings) {
  return std::ranges::any_of(findings.claims, [](const Appraisal& each) { return !each.is_signed; });
}

bool all_signed(const Findings& findings) {
  return !findings.claims.empty() && !awaits_signature(findings);
}

}  // namespace steelyard
