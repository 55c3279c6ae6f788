// What the words of a table tell of chance.
#include "steelyard/study/allocation.h"

#include <string>

#include "support/catch.h"

using namespace steelyard;

TEST_CASE("Designs without allocation at random are known by their words") {
  for (const char* text :
       {"single-arm", "before-after", "controlled before-after", "Retrospective", "registry", "NRSI",
        "propensity score", "non randomised", "non-randomized", "CCT", "pseudo-randomised", "quasi-RCT",
        "cohort", "case-control", "observational", "patients randomly selected from a registry",
        "Mendelian randomization", "open-label controlled, random allocation not stated",
        "retrospective, matched controls, not randomised (Chinese)", "alternation"}) {
    INFO(text);
    CHECK(allocation_by_design(text) == Allocation::not_random);
    CHECK(allocation_by_column(text) == Allocation::not_random);
  }
}

TEST_CASE("Designs with allocation at random are known by their words") {
  for (const char* text :
       {"randomised", "Randomized controlled trial", "RCT", "cluster-randomised", "stratified random",
        "minimisation", "Minimization", "drawn by lot", "coin toss", "computer generated",
        "computer-generated sequence", "registry-based randomised trial", "double-blind placebo-controlled RCT",
        "randomised, retrospectively registered", "patients were randomly selected and randomised to groups"}) {
    INFO(text);
    CHECK(allocation_by_design(text) == Allocation::random);
    CHECK(allocation_by_column(text) == Allocation::random);
  }
}

TEST_CASE("Words that tell nothing of chance are taken for none in the column of allocation alone") {
  for (const char* text : {"double-blind, placebo-controlled", "systematic", "sealed envelopes"}) {
    INFO(text);
    CHECK(allocation_by_design(text) == Allocation::unsaid);
    CHECK(allocation_by_column(text) == Allocation::not_random);
  }
  CHECK(allocation_by_column(" ") == Allocation::unsaid);
}

TEST_CASE("A design that is not stated is none by chance") {
  for (const char* text : {"not stated", "Not reported", "unclear"})
    CHECK(allocation_by_design(text) == Allocation::not_random);
  CHECK(allocation_by_design("randomised, blinding not stated") == Allocation::random);
}

TEST_CASE("A row whose design and allocation disagree is no fair test") {
  const auto row = [](const char* design, const char* allocation) {
    Study study;
    study.cells = {{"design", design}, {"allocation", allocation}};
    return study;
  };
  for (const char* design : {"cohort", "case-control", "non-randomized", "observational"}) {
    CHECK(allocation_in_conflict(row(design, "random")));
    CHECK_FALSE(may_be_random(row(design, "random")));
  }
  CHECK(allocation_in_conflict(row("randomised", "alternate")));
  CHECK_FALSE(may_be_random(row("randomised", "alternate")));
  CHECK_FALSE(allocation_in_conflict(row("randomised", "minimisation")));
  CHECK(may_be_random(row("randomised", "minimisation")));
  CHECK(may_be_random(row("double-blind", "coin toss")));
  CHECK(may_be_random(Study{}));
}
