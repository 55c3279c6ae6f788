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

TEST_CASE("Diets, supplements, newer drugs and operations are told as other treatments") {
  steelyard::Question pill;
  pill.intervention = "Pill X";
  pill.intervention_short = pill.plain_intervention = "the pill";
  for (const char* sentence :
       {"On a gluten-free diet 60 of 100 patients were in remission",
        "Keto put 60 of 100 patients into remission",
        "The Mediterranean diet put 60 of 100 patients into remission",
        "Vitamin D put 60 of 100 patients into remission",
        "60 of 100 patients were in remission with fish oil",
        "60 of 100 patients were in remission on tocilizumab",
        "60 of 100 patients were in remission after ivermectin",
        "60 of 100 patients were in remission after stem cell transplantation",
        "60 of 100 patients were in remission after an operation",
        "Going gluten-free put 60 of 100 patients into remission",
        "60 of 100 patients were in remission thanks to omega-3"}) {
    INFO(sentence);
    CHECK_FALSE(steelyard::other_cause(sentence, pill).empty());
  }
  CHECK(cause("60 of 100 patients were in remission after stem cell transplantation").empty());
}

TEST_CASE("A treatment of the same kind with another letter is another one") {
  steelyard::Question pill;
  pill.intervention = "Pill X";
  pill.intervention_short = pill.plain_intervention = "the pill";
  CHECK(steelyard::other_cause("60% of patients on Pill Y were in remission", pill) == "pill y");
  CHECK(steelyard::other_cause("Drug B put 60% into remission", pill) == "drug b");
  CHECK(steelyard::other_cause("60% of patients on Pill X were in remission", pill).empty());
  CHECK(steelyard::other_cause("60% of patients on the pill were in remission", pill).empty());
  CHECK(steelyard::other_cause("60% on a pill a day were in remission", pill).empty());
  steelyard::Question bcg;
  bcg.intervention = "BCG vaccine";
  CHECK(steelyard::other_cause("The measles vaccine halves the risk of tuberculosis", bcg) ==
        "measles vaccine");
  CHECK(steelyard::other_cause("The TB vaccine halves the risk of tuberculosis", bcg).empty());
}

TEST_CASE("What is compared with, or was stopped, is not the cause of the result") {
  CHECK(cause("Twice as many patients were in remission as with placebo").empty());
  CHECK(cause("Three times as many patients improved as on placebo").empty());
  CHECK(cause("30 of 40 patients stopped taking prednisone").empty());
  CHECK(cause("30 of 40 patients quit taking prednisone").empty());
}
