// Plain document: its title, what was claimed, and the verdict in plain words.
#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

std::vector<Block> title_blocks(const SectionContext& context) {
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

// The claims that a patient meets first: those with words of their own.
std::vector<Block> claim_blocks(const SectionContext& context) {
  const Findings& findings = context.findings;
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  for (const Appraisal& appraisal : findings.claims) {
    const Claim& claim = findings.review.claims[appraisal.claim];
    if (claim.plain.empty()) continue;
    if (result.empty()) result.push_back(heading(2, say.text("plain.claim_heading")));
    Panel panel;
    panel.role = PanelRole::verdict;
    Runs said = bold(say.text("plain.said") + " ");
    append(said, plain(claim.plain));
    panel.blocks.push_back(paragraph(std::move(said)));
    Runs found = bold(say.text("plain.found") + " ");
    append(found, plain(plain_sentences(context, appraisal)));
    panel.blocks.push_back(paragraph(std::move(found)));
    result.push_back({std::move(panel)});
  }
  return result;
}

}  // namespace

namespace section {
const Section plain_title{"plain_title", "Plain title", "", title_blocks};
const Section plain_claim{"plain_claim", "What was claimed", "", claim_blocks};
}  // namespace section

}  // namespace steelyard
