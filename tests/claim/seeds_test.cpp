// The shipped claims carry what the evidence holds for them; a sentence tells whom it counts as harmed.
#include <algorithm>
#include <string>

#include "steelyard/analysis/analysis.h"
#include "steelyard/claim/sentence.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"
#include "support/paths.h"

using namespace steelyard;

TEST_CASE("Shipped claims about lupus say of how many diseases, and with what else") {
  Checked<Review> review = read_review(run::project() / "datasets/lupus-msc");
  const Findings findings = analyse(std::move(review.value), std::nullopt);
  const auto flagged = [&](const std::string& id, const char* flag) {
    for (const Appraisal& each : findings.claims)
      if (findings.review.claims[each.claim].id == id)
        return std::ranges::count(each.flags, flag) == 1;
    return false;
  };
  CHECK(flagged("A02c", "BREADTH"));
  CHECK(flagged("B22", "CO_INTERVENTION"));
}

TEST_CASE("Harms put down to the treatment are read as such") {
  CHECK(read_sentence("No treatment-related serious adverse events in 200 patients").claim.ae_scope ==
        "attributed");
  CHECK(read_sentence("None of 40 patients had serious side effects attributed to the cells").claim.ae_scope ==
        "attributed");
  CHECK(read_sentence("No serious adverse events in 200 patients").claim.ae_scope.empty());
}
