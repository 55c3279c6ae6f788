// Sentences that tell of a treatment by itself: trials that added it to others do not test that.
#include "steelyard/claim/alone.h"

#include "app/claim_evidence.h"
#include "steelyard/claim/comparable.h"
#include "support/catch.h"
#include "support/paths.h"

TEST_CASE("A treatment that is said to have worked alone is not set against trials that added it to drugs") {
  for (const char* sentence :
       {"80% of 50 patients reached remission without any drugs",
        "80% of 50 patients reached remission with stem cells alone",
        "80% of 50 patients reached remission with no other medicines",
        "Stem cells alone brought remission to 80% of 50 patients",
        "80% of 50 patients reached drug-free remission", "80% of 50 patients reached remission without steroids",
        "80% of 50 patients reached remission with stem cells as the only treatment",
        "With stem cell monotherapy, 80% of 50 patients reached remission",
        "Given alone, the cells led to remission in 30 of 50 patients",
        "On its own, the infusion put 30 of 40 patients into remission",
        "30 of 40 patients who got only the cells went into remission",
        "Stem cells alone work better than standard drugs"}) {
    INFO(sentence);
    CHECK(steelyard::stands_alone(sentence));
    const auto setting = steelyard::claim_setting(steelyard::read_sentence(sentence),
                                                  (run::project() / "datasets/lupus-msc#remission").string());
    CHECK(setting.how == steelyard::Comparable::replacement);
    CHECK(setting.review.value.claims.front().against.empty());
  }
  for (const char* sentence :
       {"75% of 200 benefited", "Stem cells work better than drugs alone",
        "80% of 50 patients who had not responded to drugs reached remission",
        "80% of 50 patients reached remission, more than with drugs alone",
        "80% of 50 patients with no drug-related problems reached remission",
        "30 of 40 patients who got only one infusion went into remission",
        "The cells plus steroids brought 30 of 50 patients into remission"}) {
    INFO(sentence);
    CHECK_FALSE(steelyard::stands_alone(sentence));
  }
}

TEST_CASE("Where the trials gave nothing else, a treatment alone is what they tested") {
  const auto setting = steelyard::claim_setting(steelyard::read_sentence("BCG alone halves the risk of tuberculosis"),
                                                (run::project() / "datasets/bcg-vaccine#risk-ratio").string());
  CHECK(setting.how == steelyard::Comparable::same);
}
