// A claimed count beside what people under standard care are expected to show.
#include "steelyard/claim/expectation.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "steelyard/claim/arm_ledger.h"
#include "steelyard/claim/memo.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

constexpr double robust_weight = 0.2;   // specification, section 3.3
constexpr long most_people = 100000;    // of a predicted group

std::optional<CareArm> care_arm(const Study& study, bool treated) {
  if (const auto* group = study.as<OneProportion>())
    return CareArm{study.name, group->events, group->n};
  if (const auto* trial = study.as<TwoByTwo>())
    return treated ? CareArm{study.name, trial->e_events, trial->e_n}
                   : CareArm{study.name, trial->c_events, trial->c_n};
  return std::nullopt;
}

Badge badge_at(double mid, double tail) {
  if (mid > 1 - tail) return Badge::above;
  return mid < tail ? Badge::below : Badge::within;
}

NaiveComparison naive_comparison(const ResponseModel& model, const Spread& expected, double events,
                                 double n, double tail) {
  const double claimed = events / n;
  NaiveComparison result;
  const NaiveSpreads naive = naive_spreads(model.new_group, events, n, tail);
  result.excess = naive.excess;
  result.share = naive.share;
  result.to_median = bias_needed(claimed, expected.median, n);
  result.to_upper = bias_needed(claimed, expected.high, n);
  result.ratio = 1 / result.share.median;
  result.ratio_at_upper = 1 / result.share.high;
  return result;
}

BesideLikelihood beside_likelihood(const LikelihoodCare& fit, std::optional<long> n, long claimed,
                                   const ClaimRules& rules, AppraisalMemo& memo) {
  const double half = normal_quantile(1 - rules.tail()) * fit.se;
  BesideLikelihood result{
      fit, {expit(fit.logit), expit(fit.logit - half), expit(fit.logit + half)}, {}};
  if (!n) return result;
  for (const int df : {fit.k - 1, fit.k - 2})
    result.predicted.push_back({df, summary_of(memo.counts(fit, df, *n), claimed, rules)});
  return result;
}

}  // namespace

std::vector<CareArm> care_arms(const Scenario& scenario) {
  std::vector<CareArm> arms;
  for (const Study& study : scenario.studies)
    if (auto arm = care_arm(study, scenario.treated)) arms.push_back(std::move(*arm));
  return arms;
}

Expectation expect(const Scenario& scenario, std::size_t index,
                   std::span<const Study* const> linked, const ClaimRules& rules) {
  Expectation result;
  result.rules = rules;
  result.scenario = index;
  for (const Study& study : scenario.studies) {
    auto arm = care_arm(study, scenario.treated);
    if (!arm) continue;
    // Treated people lend no baseline, so the linked trial's own may stand among them.
    const bool used = !scenario.treated && std::ranges::any_of(
        linked, [&](const Study* other) { return same_trial(*other, study) || same_group(*other, study); });
    if (used)
      result.left_out.push_back(std::move(arm->name));
    else
      result.arms.push_back(std::move(*arm));
  }
  result.models = standard_care(result.arms, rules.tau_priors, rules.logit_prior);
  result.likelihood = likelihood_care(result.arms);
  const bool near = scenario.outcome == Match::same || scenario.outcome == Match::similar;
  result.treated = scenario.treated;
  result.gating = near && !result.treated && std::ssize(result.arms) >= rules.least_arms;
  return result;
}

PredictedCounts summary_of(const CountPrediction& prediction, long claimed, const ClaimRules& rules) {
  const double tail = rules.expected_tail();
  return {prediction.n,
          prediction.median,
          prediction.quantile(tail),
          prediction.quantile(1 - tail),
          prediction.low80,
          prediction.high80,
          prediction.mean,
          prediction.upper_tail(claimed),
          prediction.mid_percentile(claimed)};
}

bool time_mismatch(std::optional<double> claimed_weeks, std::optional<double> weeks,
                   const ClaimRules& rules) {
  if (!claimed_weeks || !weeks) return false;
  return std::abs(*claimed_weeks - *weeks) >
         std::max(rules.time_weeks, rules.time_percent / 100 * *claimed_weeks);
}

BesideScenario beside(const Claim& claim, const Scenario& scenario, const Expectation& expectation,
                      std::optional<long> claimed, std::optional<long> n, AppraisalMemo& memo) {
  const ClaimRules& rules = expectation.rules;
  BesideScenario result;
  result.scenario = expectation.scenario;
  result.k = static_cast<int>(expectation.arms.size());
  result.left_out = expectation.left_out;
  result.gating = expectation.gating;
  result.treated = expectation.treated;
  // A page may have been read as soon as it was there.
  const auto& seen = claim.date_seen ? claim.date_seen : claim.date_published;
  result.post_hoc = !scenario.chosen || (seen && *scenario.chosen > *seen);
  result.time_mismatch = time_mismatch(claim.time_point_weeks, scenario.time_weeks, rules);
  const bool countable = n && *n >= 1 && *n <= most_people;
  for (const ResponseModel& model : expectation.models) {
    BesidePrior prior;
    prior.tau_sd = model.tau_sd;
    prior.mean_tau = model.mean_tau;
    prior.pooled = memo.shares(model.pooled, rules.tail());
    prior.new_group = memo.shares(model.new_group, rules.expected_tail());
    if (countable) {
      prior.counts = summary_of(memo.counts(model.new_group, *n), claimed.value_or(-1), rules);
      prior.robust = summary_of(memo.robust_counts(model.new_group, *n, robust_weight),
                                claimed.value_or(-1), rules);
      if (claimed) prior.badge = badge_at(prior.counts->mid, rules.expected_tail());
    }
    result.priors.push_back(std::move(prior));
  }
  if (expectation.likelihood)
    result.likelihood = beside_likelihood(*expectation.likelihood, countable ? n : std::nullopt,
                                          claimed.value_or(-1), rules, memo);
  if (countable && claimed && *claimed > 0 && !expectation.models.empty() && !result.treated)
    result.naive = memo.naive(expectation.models.front(), *claimed, *n, [&] {
      return naive_comparison(expectation.models.front(), result.priors.front().new_group,
                              static_cast<double>(*claimed), static_cast<double>(*n),
                              rules.expected_tail());
    });
  if (countable && expectation.models.empty() && scenario.published_percent) {
    const double p = *scenario.published_percent / 100;
    for (const double tau : {0.2, 0.4, 0.6})
      result.published.emplace_back(
          tau, summary_of(predict_counts(normal_table(std::log(p / (1 - p)), tau), *n),
                          claimed.value_or(-1), rules));
  }
  return result;
}

BesideScenario beside(const Claim& claim, const Scenario& scenario, const Expectation& expectation,
                      std::optional<long> claimed, std::optional<long> n) {
  AppraisalMemo memo;
  return beside(claim, scenario, expectation, claimed, n, memo);
}

Badge badge_of(const std::vector<BesideScenario>& scenarios, const std::vector<Scenario>& all,
               bool outcome_defined, bool better_is_higher) {
  if (std::ranges::all_of(scenarios, &BesideScenario::treated)) return Badge::none;
  const bool unknown = std::ranges::all_of(scenarios, [&](const BesideScenario& each) {
    return each.treated || all[each.scenario].outcome == Match::unknown;
  });
  if (!outcome_defined || unknown) return Badge::illustrative;
  std::optional<Badge> common;
  for (const BesideScenario& each : scenarios) {
    if (!each.gating) continue;
    for (const BesidePrior& prior : each.priors) {
      if (prior.badge == Badge::none) return Badge::none;
      if (!common) common = prior.badge;
      if (*common != prior.badge) common = Badge::mixed;
    }
  }
  if (!common) return Badge::none;
  if (!better_is_higher && *common == Badge::above) return Badge::below;
  if (!better_is_higher && *common == Badge::below) return Badge::above;
  return *common;
}

}  // namespace steelyard
