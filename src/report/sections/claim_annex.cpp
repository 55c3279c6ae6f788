// Annex: every number behind a claim's panel, with its formula and source.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "report/annex_rows.h"
#include "report/blocks.h"
#include "report/claim_numbers.h"
#include "report/claim_settings.h"
#include "report/claim_strip.h"
#include "report/names.h"
#include "report/numbers.h"
#include "report/section_rows.h"
#include "report/verdict_words.h"

namespace steelyard {

namespace {

std::string share(double value) { return percent(100 * value, 1); }

std::string range_of(const Bounds& limits, double n) {
  return share_of(limits.low, n) + " to " + share_of(limits.high, n);
}

std::string points(double value) { return decimal(100 * value, 1); }

std::string people(long number) { return whole(static_cast<double>(number)); }

std::string with_range(const std::string& point, const std::string& low, const std::string& high) {
  return point + " (" + low + " to " + high + ")";
}

std::string spread(const Spread& spread) {
  return with_range(share(spread.median), share(spread.low), share(spread.high));
}

std::string counts_text(const PredictedCounts& counts) {
  return with_range(people(counts.median), people(counts.low), people(counts.high)) + " of\u00A0" + people(counts.n);
}

// What stands in the annex already: it is told once, with the first claim.
struct AnnexTold {
  std::set<std::size_t> scenarios;
  std::map<std::size_t, std::string> analyses;  // and the claim that tells of each
};

// The rows of one claim. Each quantity has a name and a formula in the phrases.
class Annex {
 public:
  Annex(const SectionContext& context, const Appraisal& appraisal, AnnexTold& told)
      : context_(context),
        told_(told),
        say_(context.layout.phrases),
        appraisal_(appraisal),
        claim_(context.findings.review.claims[appraisal.claim]) {}

  Table table() {
    add_claimed();
    add_none_seen();
    add_attrition();
    for (const BesideScenario* each : nearest_first()) add_scenario(*each);
    if (appraisal_.scenarios.empty() && appraisal_.controlled) add_baseline_arms();
    if (appraisal_.controlled) add_or_name_trials(*appraisal_.controlled);
    add_rows(certainty_rows(context_, appraisal_));
    Table table;
    for (const char* title : {"annex.quantity", "annex.value", "annex.how", "annex.source"}) {
      Column column;
      column.title = bold(say_.text(title));
      table.columns.push_back(column);
    }
    table.columns[0].stretch = 0.9;
    table.columns[1].stretch = 1;
    table.columns[2].stretch = 2.1;
    table.rows = std::move(rows_);
    return table;
  }

 private:
  void add(const std::string& key, const std::string& value,
           std::initializer_list<std::string_view> sources, const std::string& about = "") {
    std::string cites;
    for (const std::string_view source : sources)
      cites += (cites.empty() ? "" : " ") + context_.citations.cite(source);
    Row row;
    row.cells = {row_header(plain(say_.text("annex." + key + ".name"))), cell(value),
                 cell(how(key, about)), cell(cites)};
    rows_.push_back(std::move(row));
  }

  std::string how(const std::string& key, const std::string& about) const {
    const ClaimRules& rules = context_.findings.review.claim_rules;
    return say_.text("annex." + key + ".how",
                     {{"about", about},
                      {"expected", expected_level(context_.findings)},
                      {"logit_prior", shortest(rules.logit_prior)},
                      {"odds_prior", shortest(rules.log_odds_prior)}});
  }

  void add_rows(std::vector<Row> more) {
    for (Row& row : more) rows_.push_back(std::move(row));
  }

  void subtitle(const std::string& text) {
    Row row;
    row.role = RowRole::subgroup;
    row.cells = {cell(text)};
    rows_.push_back(std::move(row));
  }

  void add_claimed() {
    const ArithmeticCheck& check = appraisal_.arithmetic;
    if (check.events_low && check.events_high && !claim_.percent_text.empty())
      add("printed", people(*check.events_low) + " to " + people(*check.events_high), {"brown2017"},
          check.power ? percent(100 * *check.power, 0) : "–");
    // A printed limit is no result of a group that chance would move.
    if (!appraisal_.share || appraisal_.none_seen || !claim_.bound.empty()) return;
    const ClaimedShare& share = *appraisal_.share;
    add("wilson", range_of(share.wilson, share.n), {"wilson1927"});
    add("exact", range_of(share.exact, share.n), {"clopper1934"});
    add("jeffreys", range_of(share.jeffreys, share.n), {"brown2001"});
  }

  void add_none_seen() {
    if (!appraisal_.none_seen) return;
    const NoneSeen& none = *appraisal_.none_seen;
    add("none_one_sided", share(none.upper_one_sided), {"hanley1983"});
    add("none_two_sided", share(none.upper_two_sided), {"hanley1983"});
    add("rule_of_three", share(none.rule_of_three), {"hanley1983"});
    add("missed",
        share(none.missed_at_1_percent) + "; " + share(none.missed_at_half_percent) + "; " +
            share(none.missed_at_1_per_1000),
        {"hanley1983"});
    if (none.background_expected && none.chance_of_none_at_background)
      add("background",
          decimal(*none.background_expected, 1) + "; " + share(*none.chance_of_none_at_background),
          {"steelyard-claims"}, claim_.background_source);
  }

  void add_attrition() {
    if (!appraisal_.attrition) return;
    const AttritionBounds& bounds = *appraisal_.attrition;
    const auto started = static_cast<double>(claim_.n_started.value_or(claim_.n.value_or(0)));
    add("observed", share_of(bounds.observed, static_cast<double>(claim_.n_followed.value_or(0))), {"akl2013"});
    if (lost_some(appraisal_)) add("lost", range_of(bounds.range, started), {"akl2013"});
    if (bounds.tipping_point) add("tipping", share(*bounds.tipping_point), {"akl2013"});
  }

  // The ladder of standard care: by outcome, people and time, as near to the claim as they were called.
  [[nodiscard]] std::vector<const BesideScenario*> nearest_first() const {
    std::vector<const BesideScenario*> ladder;
    for (const BesideScenario& each : appraisal_.scenarios) ladder.push_back(&each);
    const auto distance = [&](const BesideScenario* each) {
      const Scenario& scenario = context_.findings.review.scenarios[each->scenario];
      return std::tuple(scenario.treated, scenario.outcome, scenario.population, scenario.time);
    };
    std::ranges::stable_sort(ladder, {}, distance);
    return ladder;
  }

  void add_scenario(const BesideScenario& beside) {
    const Scenario& scenario = context_.findings.review.scenarios[beside.scenario];
    std::string left_out;
    for (const std::string& name : beside.left_out) left_out += (left_out.empty() ? "" : ", ") + name;
    std::string about = scenario.label;
    if (!left_out.empty()) about += "; " + say_.text("annex.left_out", {{"names", left_out}});
    if (beside.post_hoc) about += "; " + say_.text("annex.post_hoc");
    subtitle(say_.text(beside.treated ? "annex.treated" : "annex.scenario", {{"label", about}}));
    if (told_.scenarios.insert(beside.scenario).second) add_rows(arm_rows(scenario, beside.left_out));
    if (beside.published.empty() && scenario.published_percent)
      add("published_share", percent(*scenario.published_percent, 1), {"steelyard-claims"},
          scenario.source);
    for (const BesidePrior& prior : beside.priors) {
      if (beside.treated && &prior != &beside.priors.front()) break;
      const std::string sd = prior_text(prior.tau_sd);
      add("pooled_care", spread(prior.pooled), {"neuenschwander2010", "schmidli2014"}, sd);
      if (prior.counts)
        add("care", counts_text(*prior.counts), {"neuenschwander2010", "weber2021"}, sd);
      else
        add("care", spread(prior.new_group), {"neuenschwander2010", "weber2021"}, sd);
      if (prior.counts && appraisal_.share)
        add("percentile", points(prior.counts->mid), {"steelyard-claims"}, sd);
    }
    if (!beside.treated && !beside.priors.empty() && beside.priors.front().robust)
      add("robust", counts_text(*beside.priors.front().robust), {"schmidli2014"});
    if (!beside.treated && beside.likelihood) add_likelihood(*beside.likelihood);
    for (const auto& [tau, counts] : beside.published)
      add("published", counts_text(counts), {"steelyard-claims"},
          decimal(tau, 1) + "; " + scenario.source);
    if (beside.naive) add_naive(*beside.naive);
  }

  void add_likelihood(const BesideLikelihood& likelihood) {
    add("likelihood", spread(likelihood.pooled), {"hamza2008"}, variance_text(likelihood.fit.tau2));
    for (const auto& [df, counts] : likelihood.predicted)
      add("likelihood_counts", counts_text(counts), {"higgins2009"}, people(df));
  }

  void add_naive(const NaiveComparison& naive) {
    subtitle(say_.text("annex.naive"));
    add("excess", with_range(points(naive.excess.median), points(naive.excess.low),
                             points(naive.excess.high)),
        {"steelyard-claims"});
    add("share_without", spread(naive.share), {"steelyard-claims"});
    if (appraisal_.because_of_treatment)
      add("because", range_of(*appraisal_.because_of_treatment, appraisal_.share ? appraisal_.share->n : 0),
          {"tian2000"});
    if (naive.to_median)
      add("bias", bias_text(*naive.to_median), {"steelyard-claims"}, say_.text("annex.median"));
    if (naive.to_upper)
      add("bias", bias_text(*naive.to_upper), {"steelyard-claims"}, say_.text("annex.upper"));
    if (naive.ratio > 0 && std::isfinite(naive.ratio))
      add("e_value",
          decimal(e_value(naive.ratio), 2) + "; " +
              decimal(naive.ratio_at_upper > 1 ? e_value(naive.ratio_at_upper) : 1, 2),
          {"vanderweele2017"}, decimal(naive.ratio, 2));
  }

  std::string bias_text(const BiasNeeded& needed) const {
    return say_.text("annex.bias_value", {{"shift", points(needed.shift)},
                                          {"uncounted", decimal(needed.uncounted, 0)},
                                          {"lenient", share(needed.lenient)}});
  }

  std::string rd_range(double rd, double low, double high) const {
    return with_range(per_1000_text(rd), per_1000_text(low), per_1000_text(high));
  }

  // Without numbers of its own a claim rests on what stands beside another claim already.
  void add_or_name_trials(const ControlledEvidence& evidence) {
    const std::size_t analysis = appraisal_.analysis.value_or(0);
    const auto there = told_.analyses.find(analysis);
    if (there != told_.analyses.end() && there->second != claim_.id && !has_own_numbers(appraisal_)) {
      subtitle(say_.text("annex.trials_there", {{"id", there->second}}));
      return;
    }
    told_.analyses.emplace(analysis, claim_.id);
    add_trials(evidence);
  }

  void add_trials(const ControlledEvidence& evidence) {
    subtitle(say_.text("annex.trials"));
    const AnalysisFinding* finding = linked_finding(context_.findings, appraisal_);
    if (!evidence.unit.empty()) {
      add("means", with_range(decimal(evidence.rd, 2), decimal(evidence.low, 2),
                              decimal(evidence.high, 2)) + " " + evidence.unit,
          {"steelyard-claims"});
      if (appraisal_.share_of_means)
        add("share_of_means", share_of_means_text(*appraisal_.share_of_means), {"steelyard-claims"});
      return;
    }
    const SideBySide numbers =
        side_by_side(context_.findings, appraisal_, people_claimed(claim_, appraisal_));
    if (numbers.trials && numbers.trials->own_counts) {
      const auto group = [&](const PeopleCount& count, double events, double n) {
        return of(events, n) + ": " + with_range(whole(count.point), whole(count.range->low),
                                                 whole(count.range->high)) + " of\u00A0" + whole(numbers.all);
      };
      add("group_with", group(numbers.trials->with, evidence.e_events, evidence.e_n),
          {"wilson1927"}, whole(numbers.all));
      add("group_without", group(numbers.trials->without, evidence.c_events, evidence.c_n),
          {"wilson1927"}, whole(numbers.all));
    }
    if (evidence.baseline_per_1000 > 0 || !numbers.trials || !numbers.trials->own_counts)
      add("baseline", per_1000_text(evidence.baseline_per_1000), {"steelyard-claims"},
          baseline_source(context_, appraisal_));
    for (const Variant& variant : evidence.variants)
      add("variant",
          rd_range(variant.rd, variant.low, variant.high) + ": " +
              position_name(say_, variant.where, claim_.asserted_direction == "harm") +
              (variant.verdict.empty()
                   ? ""
                   : ", " + std::string(find_verdict(variant.verdict)->label)),
          {source_of(variant.id)}, variant_text(say_, variant));
    // Without its time a number needed to treat means nothing: specification, section 8, error 16
    const auto weeks = finding != nullptr && finding->outcome
                           ? context_.findings.review.outcomes[*finding->outcome].time_weeks
                           : std::nullopt;
    if (evidence.needed && weeks)
      add("needed", needed_text(*evidence.needed), {"altman1998", "bender2001"}, weeks_text(*weeks));
    if (evidence.rr && evidence.rr_interval)
      add("rr", with_range(decimal(*evidence.rr, 2), decimal(evidence.rr_interval->low, 2),
                           decimal(evidence.rr_interval->high, 2)),
          {"katz1978"});
    for (const RatioInterval& each : evidence.ratios)
      add("ratio_" + std::string(each.id),
          with_range(decimal(each.ratio, 2), decimal(each.limits.low, 2), decimal(each.limits.high, 2)),
          {each.id == "common" ? "katz1978" : each.id == "hartung-knapp" ? "hartung2001" : "rover2015"});
    if (evidence.share_without)
      add("share_by_ratio", share_without_text(say_, *evidence.share_without), {"steelyard-claims"});
    if (evidence.odds)
      add("odds", decimal(evidence.odds->low, 3) + " to " +
                      (evidence.odds->high ? decimal(*evidence.odds->high, 1) : "∞"),
          {"fisher1935"});
    if (evidence.model) add_model(*evidence.model);
    for (const ImpliedCounts& implied : evidence.implied)
      add("implied",
          counts_text(implied.counts) +
              (appraisal_.share ? "; " + points(implied.counts.mid) : ""),
          {"gunhan2020"}, route_name(say_, implied.id));
    if (evidence.share_without)
      for (const ImpliedCounts& implied : evidence.implied)
        add("share_implied", spread(implied.share), {"steelyard-claims"}, route_name(say_, implied.id));
    for (const AmongTreated& group : evidence.among_treated)
      add("among_treated", counts_text(group.counts) + "; " + points(group.counts.mid),
          {"neuenschwander2010", "weber2021"}, prior_text(group.tau_sd));
    if (finding != nullptr && finding->outcome) add_thresholds(evidence);
  }

  void add_baseline_arms() {
    const Scenario* care = baseline_care(context_.findings.review, appraisal_);
    if (care == nullptr) return;
    const auto index = static_cast<std::size_t>(care - context_.findings.review.scenarios.data());
    if (!told_.scenarios.insert(index).second) return;
    subtitle(say_.text("annex.scenario", {{"label", care->label}}));
    add_rows(arm_rows(*care, {}));
  }

  void add_model(const WeakModel& model) {
    add("model_odds",
        with_range(decimal(model.odds_ratio, 2), decimal(model.odds_ratio_interval.low, 3),
                   decimal(model.odds_ratio_interval.high, 1)),
        {"gunhan2020"});
    add("model_difference",
        rd_range(1000 * model.difference, 1000 * model.difference_interval.low,
                 1000 * model.difference_interval.high),
        {"gunhan2020"});
    add("model_chances",
        decimal(model.p_above, 2) + "; " + decimal(model.p_within, 2) + "; " +
            decimal(model.p_below, 2),
        {"gunhan2020"});
  }

  void add_thresholds(const ControlledEvidence& evidence) {
    add("thresholds",
        per_1000_text(evidence.benefit) + "; " + per_1000_text(evidence.harm), {"steelyard-claims"},
        threshold_source(context_, appraisal_));
    if (evidence.near) add("near", say_.text("annex.yes"), {"steelyard-claims"});
  }

  static std::string_view source_of(const std::string& variant) {
    if (variant == "newcombe1998" || variant == "miettinen1985") return variant;
    if (variant.starts_with("odds")) return "gunhan2020";
    if (variant == "risk-ratio") return "knapp2003";
    return "handbook-14";
  }

  const SectionContext& context_;
  AnnexTold& told_;
  const Phrases& say_;
  const Appraisal& appraisal_;
  const Claim& claim_;
  std::vector<Row> rows_;
};

std::string annex_lead(const SectionContext& context) {
  const ClaimRules& rules = context.findings.review.claim_rules;
  return context.layout.phrases.text(
      "annex.lead", {{"upper", shortest(100 * (1 - rules.tail()))},
                     {"level", range_level(context.layout.phrases, context.findings)}});
}

std::vector<Block> claim_annex_blocks(const SectionContext& context) {
  const Phrases& say = context.layout.phrases;
  std::vector<Block> result;
  AnnexTold told;
  // Claims with numbers of their own tell of their trials in any case.
  for (const Appraisal& appraisal : context.findings.claims)
    if (has_annex(appraisal) && has_own_numbers(appraisal) && appraisal.controlled && appraisal.analysis)
      told.analyses.emplace(*appraisal.analysis, context.findings.review.claims[appraisal.claim].id);
  for (const Appraisal& appraisal : context.findings.claims) {
    if (!has_annex(appraisal)) continue;
    const Claim& claim = context.findings.review.claims[appraisal.claim];
    if (result.empty()) {
      result.push_back(heading(2, say.text("annex.heading")));
      result.push_back(paragraph(plain(annex_lead(context))));
    }
    result.push_back(heading(3, say.text("claim.title", {{"id", claim.id},
                                                         {"paraphrase", claim.paraphrase}})));
    result.push_back({Annex(context, appraisal, told).table()});
  }
  return result;
}

}  // namespace

namespace section {
const Section claim_annex{"claim_annex", "Annex: the numbers behind each claim", "", claim_annex_blocks};
}

}  // namespace steelyard
