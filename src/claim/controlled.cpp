// The controlled comparison by every admissible route, benefit positive.
#include "steelyard/claim/controlled.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "claim/routes.h"
#include "steelyard/claim/memo.h"
#include "steelyard/claim/verdict_alone.h"
#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {


// A difference of risks with its limits, in shares of people, higher = more events.
struct Difference {
  double middle = 0, low = 0, high = 0;
};

// The single-trial model with benefit positive: where fewer events are better, everything mirrors.
WeakModel oriented_model(const TwoByTwo& trial, const Outcome& outcome, const ClaimRules& rules) {
  const double prior = rules.log_odds_prior, tail = rules.tail();
  const double benefit = outcome.important.benefit_per_1000 / 1000;
  const double harm = outcome.important.harm_per_1000 / 1000;
  if (outcome.better == Better::higher) 
    return weakly_informative(trial, benefit, harm, prior, tail);
  WeakModel model = weakly_informative(trial, harm, benefit, prior, tail);
  std::swap(model.p_above, model.p_below);
  model.difference = -model.difference;
  model.difference_interval = {-model.difference_interval.high, -model.difference_interval.low};
  return model;
}

// A relative effect at a fixed baseline: only the effect is uncertain.
Difference at_baseline(const EffectRoute& route, double baseline, double tail) {
  const auto treated = [&](double effect) {
    if (route.id == "risk-ratio") return std::min(1.0, baseline * std::exp(effect));
    return expit(std::log(baseline / (1 - baseline)) + effect);
  };
  const auto at = [&](double p) { return treated(route.pooled.quantile(p)) - baseline; };
  return {at(0.5), at(tail), at(1 - tail)};
}

class Builder {
 public:
  Builder(const Outcome& outcome, ClaimedDirection direction)
      : sign_(outcome.better == Better::higher ? 1 : -1),
        benefit_(outcome.important.benefit_per_1000),
        harm_(outcome.important.harm_per_1000),
        mirrored_(direction == ClaimedDirection::harm) {}

  [[nodiscard]] double sign() const { return sign_; }

  [[nodiscard]] Position where(double low, double high) const {
    return mirrored_ ? position(-high, -low, harm_, benefit_) : position(low, high, benefit_, harm_);
  }
  [[nodiscard]] bool near(double low, double high) const {
    return near_threshold(low, high, benefit_, harm_);
  }

  [[nodiscard]] Variant variant(std::string id, const Difference& d) const {
    Variant result;
    result.id = std::move(id);
    result.rd = 1000 * sign_ * d.middle;
    result.low = 1000 * (sign_ > 0 ? d.low : -d.high);
    result.high = 1000 * (sign_ > 0 ? d.high : -d.low);
    result.where = where(result.low, result.high);
    return result;
  }

 private:
  double sign_, benefit_, harm_;
  bool mirrored_;
};

// A way to variants, in the order of the time that it takes.
enum class Way { newcombe, miettinen, own_method, risk_ratio, odds };

// Which ways the number of trials and the baseline admit, and the variants that each gives.
// Source: specification, section 3.4
class Ways {
 public:
  Ways(const LinkedEvidence& linked, const Builder& build, const TwoByTwo& only, bool with_care,
       double baseline)
      : linked_(&linked), build_(&build), only_(&only), baseline_(baseline) {
    const bool usable_baseline = baseline > 0 && baseline < 1;
    const bool single = linked.effects->k() == 1;
    if (single) all_ = {Way::newcombe, Way::miettinen};
    // Only a baseline of other trials makes this a second look at a single trial; the trial's own
    // would repeat it.
    if (usable_baseline && (!single || with_care)) {
      all_.push_back(Way::odds);
      all_.push_back(Way::risk_ratio);
    }
    if (!single && linked.difference) all_.push_back(Way::own_method);
  }

  /// In the order in which a report shows them.
  [[nodiscard]] const std::vector<Way>& all() const { return all_; }

  [[nodiscard]] std::vector<Variant> variants(Way way) const {
    const double rd = only_->e_events / only_->e_n - only_->c_events / only_->c_n;
    switch (way) {
      case Way::newcombe: {
        const Bounds limits = newcombe_difference(*only_, linked_->rules.level_share());
        return {build_->variant("newcombe1998", {rd, limits.low, limits.high})};
      }
      case Way::miettinen: {
        const Bounds limits = miettinen_nurminen_difference(*only_, linked_->rules.level_share());
        return {build_->variant("miettinen1985", {rd, limits.low, limits.high})};
      }
      case Way::own_method:
        return {build_->variant("pooled-at-median-control-risk",
                                {*linked_->difference / 1000, *linked_->difference_low / 1000,
                                 *linked_->difference_high / 1000})};
      case Way::risk_ratio:
        if (linked_->routes.empty()) {
          const auto route = risk_ratio_route(*linked_->effects, linked_->rules);
          return route ? at_baseline_each({*route}) : std::vector<Variant>();
        }
        break;
      case Way::odds:
        if (linked_->routes.empty())
          return at_baseline_each(odds_routes(*linked_->effects, false, linked_->rules));
        break;
    }
    std::vector<EffectRoute> kept;
    for (const EffectRoute& route : linked_->routes)
      if ((route.id == "risk-ratio") == (way == Way::risk_ratio)) kept.push_back(route);
    return at_baseline_each(kept);
  }

 private:
  [[nodiscard]] std::vector<Variant> at_baseline_each(const std::vector<EffectRoute>& routes) const {
    std::vector<Variant> result;
    for (const EffectRoute& route : routes)
      result.push_back(build_->variant(std::string(route.id), at_baseline(route, baseline_, linked_->rules.tail())));
    return result;
  }

  const LinkedEvidence* linked_;
  const Builder* build_;
  const TwoByTwo* only_;
  double baseline_;
  std::vector<Way> all_;
};

double baseline_for(const LinkedEvidence& linked, const Expectation* first) {
  const bool with_care = first != nullptr && !first->models.empty();
  return with_care ? expit(first->models.front().new_group.quantile(0.5)) : linked.median_control;
}

// A difference of means, where the reviewers said what difference matters, in its unit.
std::optional<ControlledEvidence> from_means(const LinkedEvidence& linked, const Outcome& outcome,
                                             ClaimedDirection direction) {
  const ImportantDifference& important = outcome.important;
  if (!linked.mean_difference || !linked.mean_interval || !important.benefit_in_units)
    return std::nullopt;
  const double benefit = *important.benefit_in_units;
  const double harm = important.harm_in_units.value_or(benefit);
  const bool higher = outcome.better == Better::higher;
  ControlledEvidence evidence;
  evidence.k = static_cast<int>(linked.effects->k());
  evidence.level = linked.rules.level_share();
  evidence.method = "means";
  evidence.unit = outcome.unit.empty() ? "units" : outcome.unit;
  evidence.benefit = benefit;
  evidence.harm = harm;
  evidence.default_thresholds = false;
  evidence.rd = higher ? *linked.mean_difference : -*linked.mean_difference;
  evidence.low = higher ? linked.mean_interval->low : -linked.mean_interval->high;
  evidence.high = higher ? linked.mean_interval->high : -linked.mean_interval->low;
  evidence.where = direction == ClaimedDirection::harm
                       ? position(-evidence.high, -evidence.low, harm, benefit)
                       : position(evidence.low, evidence.high, benefit, harm);
  evidence.variants.push_back(
      {"means", evidence.rd, evidence.low, evidence.high, evidence.where, false, {}, {}});
  return evidence;
}

// True where more of the counted events is what the claim speaks of.
bool more_is_claimed(double sign, ClaimedDirection direction) {
  return (sign > 0) == (direction != ClaimedDirection::harm);
}

bool beyond(const PredictedCounts& counts, long claimed, bool more) {
  return more ? claimed > counts.high : claimed < counts.low;
}

void add_implied(ControlledEvidence& evidence, const std::vector<ImpliedRoute>& routes, long n,
                 bool more, const ClaimRules& rules, AppraisalMemo& memo) {
  const auto& claimed = evidence.compared;
  for (const ImpliedRoute& route : routes) {
    ImpliedCounts counts;
    counts.id = route.id;
    counts.counts = summary_of(memo.counts(route.response, n), claimed ? claimed->events : -1, rules);
    counts.capped = route.response.capped;
    counts.difference = route.response.difference;
    counts.share = route.response.share;
    counts.over = claimed && beyond(counts.counts, claimed->events, more);
    evidence.implied.push_back(std::move(counts));
  }
}

// Without a baseline of other trials the treated arms themselves say what such groups show: no arm is
// then used twice. Source: specification, sections 3.5 and 3.6
void add_among_treated(ControlledEvidence& evidence, const LinkedEvidence& linked, bool more,
                       AppraisalMemo& memo) {
  const ComparedCount& claimed = *evidence.compared;
  for (const ResponseModel& model : linked.treated) {
    AmongTreated group{model.tau_sd, summary_of(memo.counts(model.new_group, claimed.n), claimed.events, linked.rules)};
    group.over = beyond(group.counts, claimed.events, more);
    evidence.among_treated.push_back(std::move(group));
  }
}

// Whether the number is, by every prior, no better than the middle of what people without the treatment
// show (no worse, for a claimed harm): then it is no number of a benefit in this outcome.
bool on_wrong_side(const ComparedCount& claimed, const LinkedEvidence& linked,
                   const Expectation* first, bool more, AppraisalMemo& memo) {
  const bool with_care = first != nullptr && !first->models.empty();
  const std::vector<ResponseModel>& care = with_care ? first->models : linked.control;
  if (care.empty()) return false;
  return std::ranges::all_of(care, [&](const ResponseModel& model) {
    const long middle = summary_of(memo.counts(model.new_group, claimed.n), claimed.events).median;
    return more ? claimed.events <= middle : claimed.events >= middle;
  });
}

}  // namespace

namespace {

// How many of those who respond would have responded anyway, by the trials' own risk ratio.
// Source: specification, section 3.8
std::optional<Spread> share_by_ratio(const LinkedEvidence& linked, const Outcome& outcome) {
  if (outcome.better != Better::higher || !linked.rr || !linked.rr_interval) return std::nullopt;
  if (!(*linked.rr > 0 && linked.rr_interval->low > 0)) return std::nullopt;
  return Spread{1 / *linked.rr, 1 / linked.rr_interval->high, 1 / linked.rr_interval->low};
}

// All but what the claimed count and group size decide.
std::optional<ControlledEvidence> comparison(const LinkedEvidence& linked, const Outcome& outcome,
                                             ClaimedDirection direction,
                                             const Expectation* first) {
  const Effects& effects = *linked.effects;
  ControlledEvidence evidence;
  evidence.k = static_cast<int>(effects.k());
  const TwoByTwo* only = nullptr;
  for (const Data& data : effects.data)
    if (const auto* table = std::get_if<TwoByTwo>(&data)) {
      only = table;
      evidence.e_events += table->e_events;
      evidence.e_n += table->e_n;
      evidence.c_events += table->c_events;
      evidence.c_n += table->c_n;
    }
  if (only == nullptr) return from_means(linked, outcome, direction);
  evidence.level = linked.rules.level_share();
  const Builder build(outcome, direction);
  const bool with_care = first != nullptr && !first->models.empty();
  const double baseline = baseline_for(linked, first);
  evidence.baseline_per_1000 = 1000 * baseline;
  evidence.benefit = outcome.important.benefit_per_1000;
  evidence.harm = outcome.important.harm_per_1000;
  evidence.default_thresholds = outcome.important.is_default;
  if (evidence.k == 1) {
    const Bounds check = miettinen_nurminen_difference(*only, evidence.level);
    const Variant shown = build.variant("miettinen1985", {0, check.low, check.high});
    evidence.rd_cross_check = Bounds{shown.low, shown.high};
    evidence.odds = exact_odds_ratio(*only, evidence.level);
    evidence.model = oriented_model(*only, outcome, linked.rules);
  }
  const Ways ways(linked, build, *only, with_care, baseline);
  for (const Way way : ways.all())
    for (Variant& variant : ways.variants(way)) evidence.variants.push_back(std::move(variant));
  if (evidence.variants.empty()) return std::nullopt;
  const Variant& main = evidence.variants.front();
  evidence.method = main.id;
  evidence.rd = main.rd;
  evidence.low = main.low;
  evidence.high = main.high;
  evidence.where = main.where;
  evidence.near = build.near(main.low, main.high);
  evidence.rr = linked.rr;
  evidence.rr_interval = linked.rr_interval;
  evidence.ratios = ratio_intervals(effects, linked.rules);
  evidence.share_without = share_by_ratio(linked, outcome);
  evidence.needed =
      number_needed(evidence.rd / 1000, {evidence.low / 1000, evidence.high / 1000});
  return evidence;
}

}  // namespace

std::optional<ControlledEvidence> controlled_evidence(
    const LinkedEvidence& linked, const Outcome& outcome, ClaimedDirection direction,
    const Expectation* first, const std::vector<ImpliedRoute>* implied,
    const std::optional<ComparedCount>& claimed, std::optional<long> n, AppraisalMemo& memo) {
  std::optional<ControlledEvidence> evidence = memo.controlled(
      linked, first, direction, outcome.important,
      [&] { return comparison(linked, outcome, direction, first); });
  constexpr long most_people = 100000;  // of a predicted group
  const std::optional<long> people = claimed ? std::optional(claimed->n) : n;
  if (!evidence || !evidence->unit.empty() || !people || *people < 1 || *people > most_people)
    return evidence;
  const bool more = more_is_claimed(Builder(outcome, direction).sign(), direction);
  evidence->compared = claimed;
  if (implied != nullptr && !implied->empty())
    add_implied(*evidence, *implied, *people, more, linked.rules, memo);
  else if (claimed)
    add_among_treated(*evidence, linked, more, memo);
  if (claimed && direction != ClaimedDirection::no_difference) {
    const double share = 1000 * static_cast<double>(claimed->events) / static_cast<double>(claimed->n);
    const double without = evidence->baseline_per_1000;
    evidence->wrong_side = (more ? share <= without : share >= without) ||
                           on_wrong_side(*claimed, linked, first, more, memo);
  }
  return evidence;
}

std::optional<ControlledEvidence> controlled_evidence(
    const LinkedEvidence& linked, const Outcome& outcome, ClaimedDirection direction,
    const Expectation* first, const std::vector<ImpliedRoute>* implied,
    const std::optional<ComparedCount>& claimed, std::optional<long> n) {
  AppraisalMemo memo;
  return controlled_evidence(linked, outcome, direction, first, implied, claimed, n, memo);
}

std::vector<std::string_view> verdicts_until(
    const LinkedEvidence& linked, const Outcome& outcome, const Expectation* first,
    VerdictInput input, const std::function<bool(std::span<const std::string_view>)>& enough) {
  std::vector<std::string_view> found;
  const TwoByTwo* only = nullptr;
  for (const Data& data : linked.effects->data)
    if (const auto* table = std::get_if<TwoByTwo>(&data)) only = table;
  if (only == nullptr) return found;
  const Builder build(outcome, input.direction);
  const bool with_care = first != nullptr && !first->models.empty();
  const Ways ways(linked, build, *only, with_care, baseline_for(linked, first));
  std::vector<Way> from_cheapest = ways.all();
  std::ranges::sort(from_cheapest);
  input.controlled = true;
  for (const Way way : from_cheapest) {
    for (const Variant& variant : ways.variants(way)) {
      input.where = variant.where;
      found.push_back(decide(input));
    }
    if (!found.empty() && enough(found)) break;
  }
  return found;
}

}  // namespace steelyard
