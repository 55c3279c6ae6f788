// Findings → Document: the template's sections, one after another.
#include "steelyard/report/compose.h"

#include <algorithm>

#include "report/claim_strip.h"
#include "report/fair_tests.h"
#include "report/numbers.h"
#include "steelyard/base/error.h"
#include "steelyard/base/table.h"

namespace steelyard {

std::string Citations::cite(std::string_view source) {
  auto found = std::ranges::find(sources_, source);
  if (found == sources_.end()) {
    sources_.emplace_back(source);
    found = sources_.end() - 1;
  }
  return "[" + std::to_string(found - sources_.begin() + 1) + "]";
}

Document compose(const Findings& findings, const Template& as_written) {
  Template layout = as_written;
  layout.phrases = worded_for(findings, as_written.phrases);
  Citations citations;
  const SectionContext context{findings, layout, citations};
  const Review& review = findings.review;
  Document document;
  const bool is_plain = layout.audience == "plain";
  document.title = is_plain && !review.plain_title.empty() ? review.plain_title : review.title;
  document.subject = layout.phrases.text("document.subject", {{"title", review.title}});
  document.author = layout.phrases.text("document.author");
  document.continued = layout.phrases.text("document.continued");
  document.may_grow = is_plain;
  document.date = findings.date;
  document.running_head = document.title;
  document.footer = review.slug;
  if (!review.version.empty()) document.footer += " " + review.version;
  if (findings.dated) document.footer += " · " + date_text(findings.date);
  if (lower_case(review.status).starts_with("draft") || awaits_signature(findings))
    document.watermark = layout.phrases.text(all_signed(findings) ? "document.draft_signed" : "document.draft");
  for (const std::string& id : layout.sections) {
    const Section* section = find_row(sections(), id);
    if (section == nullptr)
      throw Error(Exit::defect, "report.toml names the section \"" + id + "\"; " +
                                    suggestion(sections(), id));
    for (Block& block : section->blocks(context)) document.blocks.push_back(std::move(block));
  }
  return document;
}

}  // namespace steelyard
