// Whether a claim is compared with what the linked trials compared with.
#include "steelyard/claim/comparable.h"

#include <string>

#include "steelyard/claim/sentence.h"
#include "support/catch.h"

namespace {

steelyard::Question against(const std::string& comparator) {
  steelyard::Question question;
  question.population = "adults with lupus";
  question.intervention = "Pill X";
  question.intervention_short = "the pill";
  question.plain_intervention = "the pill";
  question.comparator = comparator;
  return question;
}

bool same(const std::string& sentence, const std::string& comparator) {
  return steelyard::same_comparator(steelyard::read_sentence(sentence).claim, against(comparator),
                                    {});
}

}  // namespace

TEST_CASE("Trials against placebo answer no comparison with anything else that is named") {
  for (const char* sentence :
       {"The pill works better than steroids", "The pill is as effective as biologics",
        "Steroids work better than the pill", "The pill works better than standard drugs",
        "The pill works better than before", "The pill works better than anything else",
        "Women were twice as likely to improve as men"}) {
    INFO(sentence);
    CHECK_FALSE(same(sentence, "placebo"));
  }
  for (const char* sentence : {"The pill works better than placebo", "better than a dummy pill",
                               "Patients improved more than untreated people",
                               "twice as many people responded as in the control group",
                               "The pill works", "75% of 200 patients improved"}) {
    INFO(sentence);
    CHECK(same(sentence, "placebo"));
  }
}

TEST_CASE("Trials against a named treatment, or beside standard care, answer what names it") {
  CHECK(same("The pill works better than steroids", "Steroid tablets"));
  CHECK_FALSE(same("The pill works better than placebo", "Steroid tablets"));
  CHECK(same("The pill works better than standard lupus drugs",
             "Placebo added to standard treatment"));
  CHECK(same("The pill works better than usual care", "Usual care"));
}
