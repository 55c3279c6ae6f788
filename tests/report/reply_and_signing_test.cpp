// Who signed a verdict, and what the claimant replied, stand beside the claim in both documents.
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "steelyard/report/compose.h"
#include "steelyard/report/template.h"
#include "steelyard/write/json.h"
#include "support/catch.h"
#include "support/paths.h"

namespace {

using steelyard::Claim;
using steelyard::Findings;

template <class Change>
Findings lupus(const Change& change) {
  steelyard::Review review = steelyard::read_review(run::project() / "datasets/lupus-msc").value;
  for (Claim& claim : review.claims) change(claim);
  return steelyard::analyse(std::move(review), std::nullopt);
}

// The dump without its line breaks.
std::string document(const Findings& findings, const std::string& audience) {
  const auto layout = steelyard::load_template(run::project() / "templates", audience, "en");
  std::string text;
  for (const char c : steelyard::dump(steelyard::compose(findings, layout)))
    if (c != '\n' && c != ' ')
      text += c;
    else if (!text.ends_with(' '))
      text += ' ';
  return text;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void sign(Claim& claim) {
  claim.extracted_by_role = "first reviewer";
  claim.checked_by_role = "second reviewer";
}

}  // namespace

TEST_CASE("A reply is printed beside its claim in both documents and in the results") {
  const Findings findings = lupus([](Claim& claim) { claim.reply = "The clinic was asked and sent no data"; });
  const std::string reviewer = document(findings, "reviewer"), plain = document(findings, "plain");
  CHECK(holds(reviewer, "Reply of the claimant: The clinic was asked and sent no data."));
  CHECK(holds(plain, "Their reply: **The clinic was asked and sent no data."));
  CHECK(holds(steelyard::write_results_json(findings, {}), "The clinic was asked and sent no data"));
  for (const auto& appraisal : findings.claims)
    for (const auto& item : appraisal.checklist)
      if (item.item->id == "reply-offered") CHECK(item.answer == steelyard::Answer::yes);
  const Findings none = lupus([](Claim&) {});
  CHECK_FALSE(holds(document(none, "reviewer"), "Reply of the claimant"));
  CHECK_FALSE(holds(document(none, "plain"), "Their reply"));
}

TEST_CASE("Words that no reply was offered answer the item with no") {
  const Findings findings = lupus([](Claim& claim) { claim.reply = "A reply was not offered."; });
  for (const auto& appraisal : findings.claims)
    for (const auto& item : appraisal.checklist)
      if (item.item->id == "reply-offered") CHECK(item.answer == steelyard::Answer::no);
}

TEST_CASE("A signed claim in a table is marked with who signed it") {
  bool first = true;
  const Findings one = lupus([&](Claim& claim) {
    if (claim.type == "response_proportion" && first) return;
    sign(claim);
  });
  const std::string text = document(one, "reviewer");
  CHECK(holds(text, "Signed by the first reviewer and the second reviewer."));
  CHECK(holds(text, "some are signed, and it is said by whom"));
  CHECK_FALSE(holds(text, "Suggested verdict"));
  CHECK(holds(document(lupus([](Claim&) {}), "reviewer"), "Suggested verdict"));
}

TEST_CASE("Where every claim is signed, no document says that a signature is missing") {
  const Findings draft = lupus(sign);
  const std::string reviewer = document(draft, "reviewer"), plain = document(draft, "plain");
  CHECK(holds(reviewer, "The verdicts are signed by the two roles"));
  CHECK_FALSE(holds(reviewer, "DRAFT until signed"));
  CHECK_FALSE(holds(reviewer, "DRAFT, not yet signed"));
  CHECK(holds(plain, "This is a draft. It may still change."));
  CHECK_FALSE(holds(plain, "has not been signed"));
}
