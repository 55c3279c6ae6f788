// Plain document: how sure we are, what we do not know, when we looked.
#include <algorithm>

#include "report/blocks.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"

namespace steelyard {

namespace {

std::vector<Block> certainty_blocks(const SectionContext& context) {
  const AnalysisFinding* finding = main_plain_finding(context.findings);
  if (finding == nullptr || !finding->certainty) return {};
  const Phrases& say = context.layout.phrases;
  const std::string level = level_name(finding->certainty->level);
  std::string text = say.text("plain.sure." + level);
  for (const std::string& reason : finding->certainty->rating.plain_reasons)
    text += " " + reason + (reason.ends_with('.') ? "" : ".");
  return {heading(2, say.text("plain.sure_heading")), paragraph(plain(text))};
}

std::vector<Block> unknown_blocks(const SectionContext& context) {
  const Review& review = context.findings.review;
  List list;
  const auto add = [&](const std::string& text) {
    const bool there = std::ranges::any_of(
        list.items, [&](const Runs& item) { return item.front().text == text; });
    if (!there) list.items.push_back(plain(text));
  };
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  const auto end_list = [&](const std::string& title) {
    if (list.items.empty()) return;
    result.push_back(heading(2, title));
    result.push_back({std::move(list)});
    list = {};
  };
  for (const std::string& text : review.plain_unknowns) add(text);
  end_list(say.text("plain.unknown_heading"));
  for (const Claim& claim : review.claims)
    for (const std::string& text : claim.unknowns) add(text);
  end_list(say.text("plain.left_open_heading"));
  return result;
}

std::vector<Block> about_blocks(const SectionContext& context) {
  const Review& review = context.findings.review;
  const Phrases& say = context.layout.phrases;
  std::string text;
  if (review.searched)
    text = say.text("plain.looked", {{"date", date_text(*review.searched)}}) + " ";
  if (!review.version.empty())
    text += say.text("plain.version", {{"version", review.version}}) + " ";
  if (context.findings.dated)
    text += say.text("plain.made", {{"date", date_text(context.findings.date)}}) + " ";
  if (lower_case(review.status).starts_with("draft")) text += say.text("plain.draft");
  std::vector<Block> result{heading(2, say.text("plain.about_heading"))};
  if (!text.empty()) result.push_back(paragraph(plain(std::string(trimmed(text)))));
  result.push_back(paragraph(plain(say.text("plain.advice"))));
  return result;
}

}  // namespace

namespace section {
const Section plain_certainty{"plain_certainty", "How sure we are", "", certainty_blocks};
const Section plain_unknowns{"plain_unknowns", "What we do not know", "", unknown_blocks};
const Section plain_about{"plain_about", "When we looked", "", about_blocks};
}  // namespace section

}  // namespace steelyard
