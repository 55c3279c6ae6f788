// Who signed a verdict, and what the claimant replied, stand beside the claim in both documents.
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "steelyard/write/json.h"
#include "support/catch.h"
#include "support/one_line.h"
#include "support/paths.h"

namespace {

using run::document_on_one_line;
using steelyard::Claim;
using steelyard::Findings;

template <class Change>
Findings lupus(const Change& change) {
  steelyard::Review review = steelyard::read_review(run::project() / "datasets/lupus-msc").value;
  for (Claim& claim : review.claims) change(claim);
  return steelyard::analyse(std::move(review), std::nullopt);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void sign(Claim& claim) {
  claim.extracted_by_role = "first reviewer";
  claim.checked_by_role = "second reviewer";
}

}  // namespace

TEST_CASE("A reply is printed beside its claim in both documents and in the results") {
  const Findings findings = lupus([](Claim& claim) { claim.reply = "The clinic was asked and sent no data"; });
  const std::string reviewer = document_on_one_line(findings, "reviewer");
  const std::string plain = document_on_one_line(findings, "plain");
  CHECK(holds(reviewer, "Reply of the claimant: The clinic was asked and sent no data."));
  CHECK(holds(plain, "Their reply: **The clinic was asked and sent no data."));
  CHECK(holds(steelyard::write_results_json(findings, {}), "The clinic was asked and sent no data"));
  for (const auto& appraisal : findings.claims)
    for (const auto& item : appraisal.checklist)
      if (item.item->id == "reply-offered") CHECK(item.answer == steelyard::Answer::yes);
  const Findings none = lupus([](Claim&) {});
  CHECK_FALSE(holds(document_on_one_line(none, "reviewer"), "Reply of the claimant"));
  CHECK_FALSE(holds(document_on_one_line(none, "plain"), "Their reply"));
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
  const std::string text = document_on_one_line(one, "reviewer");
  CHECK(holds(text, "Signed by the first reviewer and the second reviewer."));
  CHECK(holds(text, "some are signed, and it is said by whom"));
  CHECK_FALSE(holds(text, "Suggested verdict"));
  CHECK(holds(document_on_one_line(lupus([](Claim&) {}), "reviewer"), "Suggested verdict"));
}

TEST_CASE("Where every claim is signed, no document says that a signature is missing") {
  const Findings draft = lupus(sign);
  const std::string reviewer = document_on_one_line(draft, "reviewer");
  const std::string plain = document_on_one_line(draft, "plain");
  CHECK(holds(reviewer, "The verdicts are signed by the two roles"));
  CHECK_FALSE(holds(reviewer, "DRAFT until signed"));
  CHECK_FALSE(holds(reviewer, "DRAFT, not yet signed"));
  CHECK(holds(plain, "This is a draft. It may still change."));
  CHECK_FALSE(holds(plain, "has not been signed"));
}
