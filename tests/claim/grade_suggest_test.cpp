// Suggested ratings of certainty: every rule, its limits, and what no rule may do.
#include "steelyard/claim/grade_suggest.h"

#include <cmath>
#include <set>
#include <string>

#include "steelyard/claim/follow_up.h"
#include "support/catch.h"
#include "support/close_to.h"

using namespace steelyard;

namespace {

using Risk = RatedTrial::Risk;

// Two trials that agree, precise, on the question: nothing to rate down.
GradeRecord sound() {
  GradeRecord r;
  r.trials = {{50, Risk::low, 150, 120, 180}, {50, Risk::low, 160, 125, 195}};
  r.estimate = 155;
  r.low = 120;
  r.high = 190;
  r.i2 = 0;
  r.participants = 4000;
  r.baseline = 0.5;
  r.relative = 1.2;
  r.judged.population = r.judged.intervention = r.judged.comparator = r.judged.outcome =
      r.judged.time = Match::same;
  return r;
}

const GradeSuggestion& of(const GradeSuggestions& all, Domain domain) {
  return all.domains[static_cast<std::size_t>(domain)];
}

std::string rule(const GradeRecord& record, Domain domain, const GradeRules& rules = {}) {
  const auto all = grade_suggest(record, rules);
  return std::string(of(all, domain).rule);
}

int levels(const GradeRecord& record, Domain domain, const GradeRules& rules = {}) {
  const auto all = grade_suggest(record, rules);
  return of(all, domain).levels.value_or(99);
}

constexpr int silent = 99;

}  // namespace

TEST_CASE("Each domain stands once, in its order, and sound trials stay high") {
  const auto all = grade_suggest(sound());
  REQUIRE(all.domains.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(all.domains[i].domain == static_cast<Domain>(i));
  CHECK(all.start == Grade::high);
  CHECK(all.level == Grade::high);
}

TEST_CASE("Deng 2017 is suggested very low, as the specification works out") {
  GradeRecord deng;
  deng.trials = {{100, Risk::some_concerns, -83, -397, 345}};
  deng.estimate = -83.3;
  deng.low = -397;
  deng.high = 344.9;
  deng.participants = 18;
  deng.baseline = 0.5162;
  deng.relative = 0.9;
  deng.claim_outcome_undefined = true;
  const auto all = grade_suggest(deng);
  CHECK(of(all, Domain::risk_of_bias).levels == 0);
  CHECK_FALSE(of(all, Domain::inconsistency).levels.has_value());
  CHECK(of(all, Domain::inconsistency).rule == "inconsistency_one_study");
  CHECK(of(all, Domain::indirectness).levels == -1);
  CHECK(of(all, Domain::imprecision).levels == -3);
  CHECK(of(all, Domain::imprecision).rule == "imprecision_both_few");
  CHECK(all.level == Grade::very_low);
  // 229 in each group: N27 of the specification, to the person.
  CHECK(all.information_size == 458);
}

TEST_CASE("The information size is that of the specification and of its formula written out") {
  CHECK(std::ceil(information_size(0.5162, 0.5162 * 1.25, 0.05, 0.80)) == 229);
  CHECK(std::ceil(information_size(0.5162, 0.5162 * 1.20, 0.05, 0.80)) == 361);
  CHECK(std::ceil(information_size(0.5162, 0.6162, 0.05, 0.80)) == 385);
  const double p0 = 0.3, p1 = 0.375, mean = (p0 + p1) / 2;
  const double top = 1.959963984540054 * std::sqrt(2 * mean * (1 - mean)) +
                     0.8416212335729143 * std::sqrt(p0 * (1 - p0) + p1 * (1 - p1));
  CHECK(support::apart(information_size(p0, p1, 0.05, 0.80), top * top / (0.075 * 0.075)) < 1e-10);
}

TEST_CASE("Trials at high risk count from half of the weight") {
  GradeRecord r = sound();
  r.trials = {{50.1, Risk::low, 150, 120, 180}, {49.9, Risk::high, 160, 125, 195}};
  CHECK(levels(r, Domain::risk_of_bias) == 0);
  r.trials[0].weight = r.trials[1].weight = 7;
  CHECK(levels(r, Domain::risk_of_bias) == -1);
  CHECK(rule(r, Domain::risk_of_bias) == "rob_high_weight");
  GradeRules stricter;
  stricter.high_risk_weight = 60;
  CHECK(levels(r, Domain::risk_of_bias, stricter) == 0);
  r.without_high_risk = Position::inconclusive;
  CHECK(rule(r, Domain::risk_of_bias, stricter) == "rob_moves_position");
  r.without_high_risk = Position::important_benefit;
  CHECK(levels(r, Domain::risk_of_bias, stricter) == 0);
  r.worst_case = Position::trivial;
  CHECK(rule(r, Domain::risk_of_bias, stricter) == "rob_missing_data");
  CHECK(levels(r, Domain::risk_of_bias) == -2);
  r.worst_case.reset();
  r.trials[0].risk = Risk::high;
  CHECK(levels(r, Domain::risk_of_bias) == -1);
  r.judged.open_label_patient_reported = true;
  CHECK(levels(r, Domain::risk_of_bias) == -2);
}

TEST_CASE("What is not recorded is not judged") {
  GradeRecord r = sound();
  r.trials[0].risk = r.trials[1].risk = Risk::unknown;
  CHECK(levels(r, Domain::risk_of_bias) == silent);
  CHECK(rule(r, Domain::risk_of_bias) == "rob_not_recorded");
  r.trials[0].risk = Risk::low;
  CHECK(rule(r, Domain::risk_of_bias) == "rob_partly_recorded");
  r.trials[0].weight = 51;
  r.trials[1].weight = 49;
  CHECK(levels(r, Domain::risk_of_bias) == 0);
  r.judged = {};
  CHECK(levels(r, Domain::indirectness) == silent);
  r.estimate.reset();
  CHECK(levels(r, Domain::imprecision) == silent);
  CHECK(levels(r, Domain::inconsistency) == silent);
  const auto nothing = grade_suggest({});
  CHECK(nothing.level == Grade::high);
  for (const GradeSuggestion& each : nothing.domains)
    CHECK((each.domain == Domain::rating_up || !each.levels.has_value()));
}

TEST_CASE("I² alone never rates down") {
  GradeRecord r = sound();
  r.i2 = 99.9;
  CHECK(levels(r, Domain::inconsistency) == 0);
  r.prediction = Bounds{110, 210};  // the same position as the interval
  CHECK(levels(r, Domain::inconsistency) == 0);
  r.prediction = Bounds{-50, 360};
  CHECK(levels(r, Domain::inconsistency) == -1);
  r.i2 = 60;
  CHECK(levels(r, Domain::inconsistency) == -1);
  r.i2 = 59.9;
  CHECK(levels(r, Domain::inconsistency) == 0);
}

TEST_CASE("Trials on both sides of a threshold that hardly overlap disagree") {
  GradeRecord r = sound();
  r.estimate = 105;
  r.trials = {{50, Risk::low, 190, 150, 230}, {50, Risk::low, 20, -20, 60}};
  CHECK(rule(r, Domain::inconsistency) == "inconsistency_sides");
  r.trials[1].high = 155;  // their intervals meet
  CHECK(levels(r, Domain::inconsistency) == 0);
  r.trials[1].high = 60;
  r.i2 = 90;
  r.prediction = Bounds{-50, 360};
  CHECK(levels(r, Domain::inconsistency) == -2);
  r.judged.subgroup_explains = true;
  CHECK(levels(r, Domain::inconsistency) == -1);
}

TEST_CASE("Indirectness counts the elements that differ or are not known") {
  GradeRecord r = sound();
  CHECK(levels(r, Domain::indirectness) == 0);
  r.judged.time = Match::similar;
  CHECK(levels(r, Domain::indirectness) == 0);
  r.judged.population = Match::different;
  CHECK(levels(r, Domain::indirectness) == -1);
  r.judged.outcome = Match::unknown;
  CHECK(levels(r, Domain::indirectness) == -2);
  r.claim_outcome_undefined = true;  // the outcome is counted already
  CHECK(levels(r, Domain::indirectness) == -2);
  r = sound();
  r.claim_replaces = true;
  CHECK(rule(r, Domain::indirectness) == "indirectness_replaces");
  CHECK(levels(r, Domain::indirectness) == -1);
}

TEST_CASE("Imprecision follows the limits as the table of positions takes them") {
  GradeRecord r = sound();
  r.relative = 1.2;
  const auto at = [&](double low, double high) {
    r.low = low;
    r.high = high;
    return levels(r, Domain::imprecision);
  };
  CHECK(at(100, 190) == 0);   // a limit on the threshold: an important benefit is shown
  CHECK(at(99.999, 190) == -1);
  CHECK(at(-99.999, 99.999) == 0);
  CHECK(at(-99.999, 100) == -1);
  CHECK(at(-100, 50) == -1);
  CHECK(at(-300, -100) == 0);
  CHECK(at(-100, 100) == -2);
  r.baseline = 0.5162;
  r.participants = 46;  // a tenth of the 458 needed
  CHECK(at(-100, 100) == -2);
  r.participants = 45;
  CHECK(at(-100, 100) == -3);
}

TEST_CASE("A large effect in few people is doubted") {
  GradeRecord r = sound();
  r.baseline = 0.5162;
  r.relative = 1.5;
  r.participants = 457;
  CHECK(levels(r, Domain::imprecision) == -1);
  r.participants = 137;
  CHECK(levels(r, Domain::imprecision) == -2);
  r.participants = 458;
  CHECK(levels(r, Domain::imprecision) == 0);
  r.participants = 137;
  r.relative = 1.29;  // not more than 30%
  CHECK(levels(r, Domain::imprecision) == 0);
  r.relative = 0.6;
  CHECK(levels(r, Domain::imprecision) == -2);
}

TEST_CASE("A funnel of fewer than ten trials says nothing about publication") {
  GradeRecord r = sound();
  r.asymmetry_p = 0.001;
  CHECK(levels(r, Domain::publication_bias) == silent);
  r.trials.resize(10, r.trials[0]);
  CHECK(levels(r, Domain::publication_bias) == -1);
  r.asymmetry_p = 0.10;
  CHECK(levels(r, Domain::publication_bias) == 0);
  r.judged.pending_percent = 25;
  CHECK(levels(r, Domain::publication_bias) == 0);
  r.judged.pending_percent = 25.1;
  CHECK(levels(r, Domain::publication_bias) == -1);
  r = sound();
  r.judged.small_and_industry = true;
  CHECK(rule(r, Domain::publication_bias) == "publication_industry");
}

TEST_CASE("Only non-randomised evidence that is rated down nowhere is rated up") {
  GradeRecord r = sound();
  r.relative = 6;
  CHECK(levels(r, Domain::rating_up) == 0);
  r.judged.randomised = false;
  auto all = grade_suggest(r);
  CHECK(all.start == Grade::low);
  CHECK(of(all, Domain::rating_up).levels == 2);
  CHECK(all.level == Grade::high);
  r.relative = 2;
  CHECK(levels(r, Domain::rating_up) == 0);
  r.relative = 2.1;
  CHECK(levels(r, Domain::rating_up) == 1);
  r.relative = 0.19;
  r.participants = 1e6;
  CHECK(levels(r, Domain::rating_up) == 2);
  r.judged.population = Match::different;
  CHECK(rule(r, Domain::rating_up) == "up_rated_down");
  r = sound();
  r.uncontrolled = true;
  CHECK(grade_suggest(r).level == Grade::very_low);
}

TEST_CASE("Mirrored evidence gets the same certainty, and the order of trials does not matter") {
  for (const double low : {-300.0, -150.0, -50.0, 20.0, 120.0})
    for (const double width : {40.0, 150.0, 400.0}) {
      GradeRecord r = sound();
      r.relative = 1;
      r.low = low + 0.5;
      r.high = low + width + 0.25;
      r.estimate = (*r.low + *r.high) / 2;
      r.trials = {{30, Risk::low, *r.estimate + 60, *r.estimate + 20, *r.estimate + 100},
                  {70, Risk::high, *r.estimate - 70, *r.estimate - 130, *r.estimate - 10}};
      GradeRecord mirrored = r;
      mirrored.low = -*r.high;
      mirrored.high = -*r.low;
      mirrored.estimate = -*r.estimate;
      for (RatedTrial& trial : mirrored.trials)
        trial = {trial.weight, trial.risk, -trial.estimate, -trial.high, -trial.low};
      GradeRecord turned = r;
      std::swap(turned.trials[0], turned.trials[1]);
      INFO(low << " " << width);
      CHECK(grade_suggest(r).level == grade_suggest(mirrored).level);
      CHECK(grade_suggest(r).level == grade_suggest(turned).level);
    }
}
