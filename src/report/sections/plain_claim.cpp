// Plain document: its title, what was claimed, and the verdict in plain words.
#include <algorithm>
#include <set>

#include "report/blocks.h"
#include "report/claim_strip.h"
#include "report/fair_tests.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/other_outcomes.h"
#include "report/patient_claims.h"
#include "report/ratio_words.h"
#include "report/section_rows.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

std::vector<Block> claim_title_blocks(const SectionContext& context) {
  const Review& review = context.findings.review;
  std::vector<Block> result{
      heading(1, review.plain_title.empty() ? review.title : review.plain_title)};
  const Phrases& say = context.layout.phrases;
  const Question& question = review.question;
  if (!question.plain_population.empty() && !question.plain_intervention.empty())
    result.push_back(
        paragraph(plain(say.text(question.plain_comparator.empty() ? "plain.about_one"
                                                                   : "plain.about",
                                 {{"people", question.plain_population},
                                  {"treatment", plain_e(review)},
                                  {"comparator", plain_c(review)}})),
                  ParagraphRole::lead));
  return result;
}

constexpr std::size_t most_claims = 3;  // two pages hold no more beside what fair tests show; the
                                        // last section says how many more there are

// What was found; shorter where a claim before it told of the same tests.
std::string found_text(const SectionContext& context, const Appraisal& appraisal, bool first) {
  const Claim& claim = context.findings.review.claims[appraisal.claim];
  // What is special to this claim, or points to harm, is never left out.
  const bool special = !appraisal.reason.empty() || appraisal.harm_signal ||
                       claim.asserted_direction == "harm";
  if (first || special || !appraisal.by_evidence || appraisal.verdict != "UNCERTAIN")
    return plain_sentences(context, appraisal);
  const bool compares_with_nothing =
      claim.type == "comparative" && claim.comparator_stated != "named";
  std::string key = compares_with_nothing ? "plain.same_tests_comparative" : "plain.same_tests";
  const AnalysisFinding* linked = linked_finding(context.findings, appraisal);
  if (linked != nullptr && trial_count(context.findings, *linked) == 1) key += "_one";
  return context.layout.phrases.text(key);
}

Panel claim_panel(const SectionContext& context, const Appraisal& appraisal, bool first) {
  const Phrases& say = context.layout.phrases;
  Panel panel;
  panel.role = PanelRole::verdict;
  Runs said = bold(say.text("plain.said") + " ");
  const Review& review = context.findings.review;
  append(said, plain(words_for_patients(review, review.claims[appraisal.claim])));
  panel.blocks.push_back(paragraph(std::move(said)));
  Runs found = bold(verdict_strip(say, appraisal) + ". ");
  append(found, plain(found_text(context, appraisal, first)));
  if (const std::string ratio = plain_ratio(context, appraisal); !ratio.empty())
    append(found, plain(" " + ratio));
  panel.blocks.push_back(paragraph(std::move(found)));
  if (const std::string reply = reply_text(context.findings.review.claims[appraisal.claim]); !reply.empty()) {
    Runs runs = bold(say.text("plain.reply") + " ");
    append(runs, plain(reply));
    panel.blocks.push_back(paragraph(std::move(runs)));
  }
  const std::string others = first && appraisal.by_evidence ? plain_other_outcomes(context, appraisal) : "";
  if (!others.empty()) {
    Runs runs = bold(say.text("plain.other_title") + " ");
    append(runs, plain(others));
    panel.blocks.push_back(paragraph(std::move(runs)));
  }
  return panel;
}

bool about_harm(const Claim& claim) {
  return claim.type.starts_with("safety") || claim.asserted_direction == "harm";
}

// The claims with words of their own; where there are too many, those that could be judged, and one about
// harm if there is any, in the order of the page.
std::vector<const Appraisal*> told_claims(const Findings& findings) {
  std::vector<const Appraisal*> told;
  for (const Appraisal& appraisal : findings.claims)
    if (!words_for_patients(findings.review, findings.review.claims[appraisal.claim]).empty())
      told.push_back(&appraisal);
  if (told.size() <= most_claims) return told;
  const auto claim_of = [&](const Appraisal* each) -> const Claim& {
    return findings.review.claims[each->claim];
  };
  std::ranges::stable_partition(told, [](const Appraisal* each) { return !cannot_be_checked(*each); });
  const auto harm = std::ranges::find_if(told, [&](const Appraisal* each) {
    return about_harm(claim_of(each)) && !cannot_be_checked(*each);
  });
  if (harm != told.end() && harm - told.begin() >= static_cast<std::ptrdiff_t>(most_claims))
    std::iter_swap(harm, told.begin() + most_claims - 1);
  told.resize(most_claims);
  std::ranges::sort(told);  // appraisals stand in the order of the claims
  return told;
}

// The claims that a patient meets first.
std::vector<Block> plain_claim_blocks(const SectionContext& context) {
  const Findings& findings = context.findings;
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  const std::vector<const Appraisal*> told = told_claims(findings);
  if (told.empty()) return result;
  result.push_back(heading(2, say.text("plain.claim_heading")));
  std::set<std::size_t> analyses;
  for (const Appraisal* appraisal : told) {
    const bool first = !appraisal->analysis || !analyses.contains(*appraisal->analysis);
    // Only what looked at the tests told of them.
    if (appraisal->analysis && appraisal->by_evidence) analyses.insert(*appraisal->analysis);
    result.push_back({claim_panel(context, *appraisal, first)});
  }
  const ClaimRules& rules = findings.review.claim_rules;
  if (!changed_rules(rules).empty())
    result.push_back(paragraph(
        plain(say.text(laxer_rules(rules).empty() ? "plain.rules_changed" : "plain.rules_laxer")), ParagraphRole::note));
  const bool unsafe = std::ranges::any_of(findings.claims, [&](const Appraisal& appraisal) {
    return may_replace_care(findings.review.claims[appraisal.claim], appraisal);
  });
  if (unsafe) {
    Panel warning;
    warning.role = PanelRole::warning;
    warning.blocks.push_back(paragraph(bold(say.text("plain.safety"))));
    result.push_back({std::move(warning)});
  }
  return result;
}

}  // namespace

namespace section {
const Section plain_title{"plain_title", "Plain title", "", claim_title_blocks};
const Section plain_claim{"plain_claim", "What was claimed", "", plain_claim_blocks};
}  // namespace section

}  // namespace steelyard
