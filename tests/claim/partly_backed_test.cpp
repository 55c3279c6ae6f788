// Which part of a claim is backed, and how sure the page is of it.
#include <string>

#include "claim/numbers_review.h"
#include "support/catch.h"

using namespace numbers_review;
using namespace steelyard;

TEST_CASE("A claim that is partly backed says which part, and one analysis is trusted alike beside all its claims") {
  const std::string helps = "Fair tests back one part of this claim: that the treatment helps.";
  CHECK(says(remission(), "plain", helps));
  CHECK_FALSE(says(remission(), "plain", "Fair tests back part of this claim"));
  Review percent = remission();
  percent.claims[0].percent_text = "75";
  CHECK(says(percent, "plain", helps + " They do not back the number on the page."));
  CHECK(says(percent, "plain", "In one such group the number is likely to be "));
  CHECK(says(asserting(with(alike(), 50, 250), "no_difference"), "plain",
             "about as many people had this with the treatment as without it."));
  Review low = remission();
  low.analyses[0].certainty->imprecision = -2;
  CHECK(says(low, "plain", "Fair tests point to one part of this claim: that the treatment helps. They leave doubt"));
  // Overstated and partly supported by the same tests: sure that it differs, not how much.
  Review size = review(52, 40, 100, Better::higher);
  CHECK(verdict(with(size, 52, 100)) == "PARTLY_SUPPORTED");
  CHECK(says(with(size, 52, 100), "plain", "They do not settle how much."));
  CHECK(verdict(with(size, 95, 100)) == "OVERSTATED");
  for (const long events : {52L, 95L}) {
    CHECK(says(with(size, events, 100), "plain", "there is a difference, but not how large it is."));
    CHECK_FALSE(says(with(size, events, 100), "plain", "sure of this result"));
  }
}
