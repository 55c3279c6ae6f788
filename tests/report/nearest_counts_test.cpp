// The counts beside a percentage that no whole number of people gives.
#include "report/nearest_counts.h"

#include "support/catch.h"

using namespace steelyard;

TEST_CASE("A percentage that no count gives lies between two counts") {
  Claim claim;
  claim.percent_text = "75";
  CHECK(nearest_counts(claim).empty());
  claim.n = 13;
  CHECK(nearest_counts(claim) == "9 (69%), 10 (77%)");
  claim.percent_text = "12.5";
  claim.n = 41;
  CHECK(nearest_counts(claim) == "5 (12.2%), 6 (14.6%)");
}
