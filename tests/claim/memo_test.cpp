// Appraisals that share their work are the appraisals made one by one.
#include "steelyard/claim/memo.h"

#include <cmath>

#include "steelyard/claim/pooled_odds.h"
#include "steelyard/effect/effects.h"
#include "support/catch.h"

namespace {

using steelyard::Claim;

Claim claim_of(long n, const char* percent) {
  Claim claim;
  claim.id = "c";
  claim.type = "response_proportion";
  claim.asserted_direction = "benefit";
  claim.asserted_size = "number_given";
  claim.outcome_defined = true;
  claim.n = n;
  claim.percent_text = percent;
  return claim;
}

}  // namespace

TEST_CASE("Claims appraised together get what each gets alone") {
  steelyard::Scenario scenario;
  scenario.id = "s";
  scenario.outcome = steelyard::Match::same;
  for (const auto& [events, n] : {std::pair{33.0, 72.0}, {41.0, 75.0}, {98.0, 185.0}}) {
    steelyard::Study study;
    study.name = std::to_string(static_cast<int>(n));
    study.data = {steelyard::OneProportion{events, n}};
    scenario.studies.push_back(study);
  }
  const std::vector<steelyard::Scenario> scenarios{scenario};
  const steelyard::Expectation expectation = steelyard::expect(scenario, 0, {});
  steelyard::Study trial;
  trial.name = "t";
  trial.data = {steelyard::TwoByTwo{9, 12, 5, 6}};
  const steelyard::Effects effects =
      steelyard::compute_effects(std::vector{trial}, *steelyard::measures().front());
  steelyard::LinkedEvidence linked;
  linked.effects = &effects;
  linked.grade = steelyard::Grade::high;
  linked.routes = steelyard::effect_routes(effects);
  const steelyard::Outcome outcome;
  const auto implied = steelyard::implied_routes(linked, expectation);
  steelyard::ClaimEvidence evidence;
  evidence.linked = &linked;
  evidence.outcome = &outcome;
  evidence.scenarios = &scenarios;
  evidence.expectations = {&expectation};
  evidence.implied = &implied;
  steelyard::AppraisalMemo memo;
  for (const auto& [n, percent] : {std::pair{200L, "75"}, {200L, "50"}, {40L, "95"}, {200L, "75"}}) {
    const Claim claim = claim_of(n, percent);
    const auto together = steelyard::appraise(claim, evidence, memo);
    const auto alone = steelyard::appraise(claim, evidence);
    CHECK(together.verdict == alone.verdict);
    CHECK(together.badge == alone.badge);
    REQUIRE(together.scenarios.size() == 1);
    REQUIRE(together.scenarios[0].priors.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(together.scenarios[0].priors[i].counts->mid == alone.scenarios[0].priors[i].counts->mid);
      CHECK(together.scenarios[0].priors[i].robust->mid == alone.scenarios[0].priors[i].robust->mid);
    }
    CHECK(together.scenarios[0].naive->excess.median == alone.scenarios[0].naive->excess.median);
    REQUIRE(together.controlled);
    CHECK(together.controlled->low == alone.controlled->low);
    CHECK(together.controlled->implied.front().counts.mid ==
          alone.controlled->implied.front().counts.mid);
  }
}

TEST_CASE("The integral over baselines on a shared grid is the integral around each mode") {
  // Posterior of the log odds ratio against a plain sum over baseline and effect, step 0.02.
  for (const steelyard::TwoByTwo& trial :
       {steelyard::TwoByTwo{9, 12, 5, 6}, {30, 100, 20, 100}, {0, 20, 4, 22}, {1, 30, 0, 300}}) {
    const double step = 0.02;
    double total = 0, mean = 0;
    for (int j = -800; j <= 800; ++j) {
      const double d = j * step;
      double sum = 0;
      for (int i = -2000; i <= 800; ++i) {
        const double b = i * step, t = b + d;
        const auto part = [](double events, double others, double x) {
          return -events * std::log1p(std::exp(-x)) - others * std::log1p(std::exp(x));
        };
        sum += std::exp(part(trial.c_events, trial.c_n - trial.c_events, b) +
                        part(trial.e_events, trial.e_n - trial.e_events, t) - b * b / 200);
      }
      const double weight = sum * std::exp(-d * d / (2 * 2.82 * 2.82));
      total += weight;
      mean += weight * d;
    }
    mean /= total;
    const steelyard::LogitDistribution found = steelyard::single_trial_odds(trial);
    double found_mean = 0;
    for (std::size_t i = 0; i < found.density.size(); ++i)
      found_mean += found.density[i] * found.step *
                    (found.low + found.step * static_cast<double>(i));
    INFO(trial.e_events << "/" << trial.e_n << " and " << trial.c_events << "/" << trial.c_n);
    CHECK(std::abs(found_mean - mean) < 1e-5);
  }
}
