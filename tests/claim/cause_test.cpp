// Which treatment a sentence makes responsible for its result.
#include "steelyard/claim/cause.h"

#include "support/catch.h"

namespace {

steelyard::Question about_cells() {
  steelyard::Question question;
  question.intervention = "Mesenchymal stem cells added to standard medicines";
  question.intervention_short = "cells";
  question.plain_intervention = "stem cells plus standard drugs";
  return question;
}

std::string cause(const char* sentence) {
  return steelyard::other_cause(sentence, about_cells());
}

}  // namespace

TEST_CASE("A result that came from another treatment is told by that treatment") {
  CHECK(cause("60% of patients improved on prednisone") == "prednisone");
  CHECK(cause("24 of 40 patients improved with physiotherapy") == "physiotherapy");
  CHECK(cause("Steroids double the chance of remission") == "steroids");
  CHECK(cause("60% of patients on high-dose methotrexate improved") == "methotrexate");
  CHECK(cause("Physical therapy helped 24 of 40 patients") == "physical therapy");
  CHECK(cause("60% responded to rituximab") == "rituximab");
  CHECK(cause("Thanks to regular exercise 60% improved") == "exercise");
}

TEST_CASE("A treatment that is not the cause of the result is passed over") {
  CHECK(cause("60% improved when the drug was added to prednisone").empty());
  CHECK(cause("60% were in remission without steroids").empty());
  CHECK(cause("60% of patients off steroids were in remission").empty());
  CHECK(cause("60% came off steroids").empty());
  CHECK(cause("60% of patients who did not respond to methotrexate improved").empty());
  CHECK(cause("60% of patients who had failed steroids improved").empty());
  CHECK(cause("It works better than steroids").empty());
  CHECK(cause("More people improved than with prednisone").empty());
  CHECK(cause("60% of patients went into remission").empty());
}

TEST_CASE("The treatment of the review beside another one is the claim's own") {
  CHECK(cause("Stem cells plus prednisone brought 60% into remission").empty());
  CHECK(cause("60% of patients given cells on top of prednisone improved").empty());
  CHECK(cause("60% of patients on prednisone improved with stem cells").empty());
  steelyard::Question drug;
  drug.intervention = "Rituximab";
  CHECK(steelyard::other_cause("60% responded to rituximab", drug).empty());
}
