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

namespace {

steelyard::Comparable beside(const std::string& sentence, const std::string& name,
                             const std::string& plain) {
  steelyard::Outcome outcome;
  outcome.name = name;
  outcome.plain_name = plain;
  outcome.better = steelyard::Better::lower;
  return steelyard::comparable(steelyard::read_sentence(sentence), outcome, false);
}

}  // namespace

TEST_CASE("Deaths of one cause, and survival of an organ or without an event, are other events") {
  for (const char* sentence :
       {"Progression-free survival was 90%", "Relapse-free survival was 90%",
        "Disease-free survival was 90%", "Event-free survival was 90%", "Graft survival was 90%",
        "Kidney survival was 90%", "Implant survival was 90%", "Transplant survival was 90%",
        "450 of 500 patients survived without relapse", "450 of 500 patients survived cancer-free",
        "90% survived with a functioning graft", "90% were alive and relapse-free",
        "90% survived one year without the disease", "90% survived in good health",
        "10 of 500 patients died in a car crash", "10 of 500 patients died of COVID-19",
        "10 of 500 patients died from heart disease", "10 of 500 patients died in hospital",
        "10 of 500 patients died by suicide", "The pill cuts cardiovascular deaths by half",
        "The pill cuts deaths from cancer by half"}) {
    INFO(sentence);
    CHECK(beside(sentence, "Death", "people died") == steelyard::Comparable::other);
  }
  for (const char* sentence : {"450 of 500 patients survived", "Overall survival was 90%",
                               "450 of 500 patients survived the first year"}) {
    INFO(sentence);
    CHECK(beside(sentence, "Death", "people died") == steelyard::Comparable::complement);
  }
  for (const char* sentence :
       {"10 of 500 patients died", "10 of 500 patients died of any cause",
        "10 of 500 patients died in the study", "The pill cuts deaths by half",
        "The pill lowers the death rate by nearly half"}) {
    INFO(sentence);
    CHECK(beside(sentence, "Death", "people died") == steelyard::Comparable::same);
  }
  CHECK(beside("10 of 500 patients died of COVID-19", "Death from COVID-19", "people died of COVID-19") ==
        steelyard::Comparable::same);
}

TEST_CASE("Another stage of an illness, or dying of it, is not getting it") {
  const auto tuberculosis = [](const char* sentence) {
    return beside(sentence, "Tuberculosis", "checks found tuberculosis (TB)");
  };
  for (const char* sentence :
       {"BCG reduced TB deaths by 71%", "BCG cuts tuberculosis mortality by 71%",
        "BCG cuts TB infection by half", "BCG cuts the risk of TB meningitis by half",
        "Latent TB infection was found in 5 of 100 people",
        "10 of 500 vaccinated people died of tuberculosis"}) {
    INFO(sentence);
    CHECK(tuberculosis(sentence) == steelyard::Comparable::other);
  }
  CHECK(tuberculosis("BCG cuts tuberculosis by half") == steelyard::Comparable::same);
  CHECK(tuberculosis("10 of 500 vaccinated people got tuberculosis") == steelyard::Comparable::same);
}

TEST_CASE("That an event was serious does not make it any serious event") {
  const auto serious = [](const char* sentence) {
    return beside(sentence, "Serious adverse events", "people had a serious side effect");
  };
  for (const char* sentence :
       {"5% of patients had a serious infection", "10 of 500 patients had a severe rash",
        "10 of 500 patients had major bleeding"}) {
    INFO(sentence);
    CHECK(serious(sentence) == steelyard::Comparable::other);
  }
  CHECK(serious("10 of 500 patients had a serious adverse event") == steelyard::Comparable::same);
  CHECK(serious("SAEs: 0 of 500") == steelyard::Comparable::same);
}

TEST_CASE("A lesser or higher degree of a result is another result") {
  using steelyard::Comparable;
  const auto fits = [](const std::string& sentence, const std::string& name) {
    steelyard::Outcome outcome;
    outcome.name = name;
    outcome.better = steelyard::Better::higher;
    return steelyard::comparable(steelyard::read_sentence(sentence), outcome, false) ==
           Comparable::same;
  };
  for (const char* sentence : {"40 of 100 patients reached partial remission",
                               "40 of 100 patients had a complete or partial response"}) {
    INFO(sentence);
    CHECK_FALSE(fits(sentence, "Complete renal response"));
    CHECK(fits(sentence, "Renal response"));
  }
  CHECK(fits("40 of 100 patients reached complete remission", "Complete renal response"));
  CHECK_FALSE(fits("40 of 100 patients reached complete remission", "Complete or partial response"));
  CHECK(fits("40 of 100 patients reached ACR20", "ACR20 response at week 12"));
  for (const char* sentence : {"40 of 100 patients reached ACR50", "40 of 100 reached ACR 70",
                               "40 of 100 patients had an ACR70 response"}) {
    INFO(sentence);
    CHECK_FALSE(fits(sentence, "ACR20 response at week 12"));
  }
}

TEST_CASE("Another rule for the same result is told as such, and never compared") {
  using steelyard::Comparable;
  const auto against = [](const char* sentence, const char* name, const char* plain) {
    steelyard::Outcome outcome;
    outcome.name = name;
    outcome.plain_name = plain;
    outcome.better = steelyard::Better::higher;
    return steelyard::comparable(steelyard::read_sentence(sentence), outcome, false);
  };
  const auto either = [&](const char* sentence) {
    return against(sentence, "Renal remission (complete or partial)", "kidney disease calmed down");
  };
  for (const char* sentence :
       {"complete remission in 75% of 200", "Partial remission in 75% of 200", "9 of 12 patients responded completely",
        "75% of 200 patients went into complete remission", "9 of 12 patients reached a remission that was complete",
        "9 of 12 patients reached complete renal remission", "Near-complete remission in 60% of 50 patients",
        "complete remission was twice as likely as with placebo", "9 of 12 patients fully recovered",
        "5 of 12 patients reached ACR50"}) {
    INFO(sentence);
    CHECK(either(sentence) == Comparable::degree);
  }
  for (const char* sentence :
       {"remission in 75% of 200", "complete or partial remission in 75% of 200", "9 of 12 patients improved",
        "9 of 12 patients had at least a partial remission",
        "9 of 12 patients with complete follow-up went into remission",
        "9 of 12 patients who completed the trial went into remission"}) {
    INFO(sentence);
    CHECK(either(sentence) == Comparable::same);
  }
  const auto complete = [&](const char* sentence) {
    return against(sentence, "Complete renal remission", "kidney disease calmed down fully");
  };
  CHECK(complete("complete remission in 75% of 200") == Comparable::same);
  CHECK(complete("75% of 200 patients went into remission") == Comparable::same);
  CHECK(complete("Partial remission in 75% of 200") == Comparable::degree);
  CHECK(complete("Near-complete remission in 60% of 50 patients") == Comparable::degree);
  CHECK(complete("complete or partial remission in 75% of 200") == Comparable::degree);
  CHECK(against("9 of 12 patients had a complete response", "Overall response", "disease calmed down") ==
        Comparable::degree);
}

TEST_CASE("A result that is not known is an outcome's only in the outcome's own words") {
  using steelyard::Comparable;
  const auto activity = [](const char* sentence) {
    return beside(sentence, "Lupus still active (SLEDAI above 8)", "lupus was still active");
  };
  for (const char* sentence :
       {"Lupus was no longer active in 90 of 100 patients", "Lupus became inactive in 90 of 100",
        "Active lupus calmed down in 90 of 100", "Lupus activity normalised in 90 of 100",
        "Lupus activity fell in 80 of 100", "Lupus stopped being active in 80 of 100 patients",
        "80% of patients were free of active lupus", "Lupus got less active in 80 of 100",
        "Active lupus was gone in 80 of 100 patients", "80 of 100 had low lupus activity",
        "Lupus was not active in 80 of 100 patients", "Lupus was quiet in 80 of 100 patients"}) {
    INFO(sentence);
    const auto reading = steelyard::read_sentence(sentence);
    if (reading.refusal.empty()) CHECK(activity(sentence) == Comparable::unclear);
  }
  for (const char* sentence :
       {"Lupus was still active in 30 of 100 patients", "70 of 100 patients still had active lupus",
        "None of the 40 patients still had active lupus", "Only 3 of 12 patients had active lupus"}) {
    INFO(sentence);
    CHECK(activity(sentence) == Comparable::same);
  }
  const auto healed = [](const char* sentence) {
    steelyard::Outcome outcome;
    outcome.name = "Digital ulcer healed";
    outcome.plain_name = "a sore on the finger healed (fat put in, not cells alone)";
    outcome.better = steelyard::Better::higher;
    return steelyard::comparable(steelyard::read_sentence(sentence), outcome, false);
  };
  for (const char* sentence :
       {"No new ulcers in 20 of 25 patients", "20 of 25 patients got a new finger ulcer",
        "A sore on the finger appeared in 20 of 25 patients", "Finger ulcers reopened in 20 of 25",
        "Ulcers got smaller in 20 of 25", "Leg ulcers healed in 20 of 25 patients",
        "Burns healed in 20 of 25 patients", "Bed sores healed in 20 of 25 patients"}) {
    INFO(sentence);
    CHECK(healed(sentence) != Comparable::same);
  }
  CHECK(healed("A sore on the finger healed in 20 of 25 patients") == Comparable::same);
  CHECK(healed("Ulcers healed in 20 of 25 patients") == Comparable::same);
}

TEST_CASE("Problems that fell or eased in so many people are no problems of theirs") {
  for (const char* sentence :
       {"Major health problems fell in 80 of 100 patients", "Serious problems decreased in 80 of 100 patients",
        "Major health problems eased in 80%", "In 80 of 100 patients, major health problems dropped",
        "Major health problems were reduced in 80 of 100 patients"}) {
    INFO(sentence);
    CHECK(beside(sentence, "Major adverse event", "a major health problem was reported") ==
          steelyard::Comparable::other);
  }
}

TEST_CASE("That all survived is none seen, however it is printed") {
  steelyard::Outcome outcome;
  outcome.name = "Death";
  outcome.better = steelyard::Better::lower;
  for (const char* sentence :
       {"All 500 patients survived", "100% of 500 patients survived", "Survival was 100 percent (n=500)",
        "500 of 500 patients survived", "100.0% of 500 patients were alive", "500 of 500 patients (100%) survived"}) {
    INFO(sentence);
    const auto reading = steelyard::read_sentence(sentence);
    REQUIRE(steelyard::comparable(reading, outcome, false) == steelyard::Comparable::complement);
    const steelyard::Claim claim = steelyard::complement_of(reading.claim, outcome);
    CHECK(claim.type == "safety_zero");
    CHECK(claim.events == 0);
    CHECK(claim.n == 500);
    CHECK(claim.percent_text.empty());
  }
  const auto nearly = steelyard::read_sentence("Nearly 100% of 500 patients survived");
  CHECK(steelyard::complement_of(nearly.claim, outcome).type == "safety_rate");
}

TEST_CASE("Words of what was counted keep their denial and how grave it was") {
  const auto words = [](const char* sentence) { return steelyard::read_sentence(sentence).counted.words; };
  CHECK(words("490 of 500 vaccinated people did not get tuberculosis") == "did not get tuberculosis");
  CHECK(words("99.8% of 500 vaccinated people stayed free of tuberculosis") == "stayed free of tuberculosis");
  CHECK(words("75% of patients did not benefit") == "did not benefit");
  CHECK(words("Serious adverse events were seen in just 1 percent") == "serious adverse events");
  CHECK(words("Serious side effects are rare (0.5%)") == "serious side effects");
}

TEST_CASE("Only few without a good result claims that the others had it") {
  using steelyard::Comparable;
  const auto responded = [](const char* sentence) {
    steelyard::Outcome outcome;
    outcome.name = "Response";
    outcome.better = steelyard::Better::higher;
    return steelyard::comparable(steelyard::read_sentence(sentence), outcome, false);
  };
  CHECK(responded("Only 5% of 200 patients did not respond") == Comparable::complement);
  CHECK(responded("Just 5 of 200 patients did not respond") == Comparable::complement);
  CHECK(responded("5% of 200 patients did not respond") == Comparable::without);
}
