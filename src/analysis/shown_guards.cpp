// What a report shows of an analysis where the asked method would mislead. `pool` gives the method
// as asked. Source: the project's claim specification, sections 3.4 and 8 (errors 7 to 12).
#include "analysis/shown_guards.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/display.h"
#include "analysis/judge.h"
#include "steelyard/base/table.h"
#include "steelyard/claim/single_trial.h"
#include "steelyard/effect/measure.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/study/unit.h"

namespace steelyard {

namespace {

double width(const Interval& interval) {
  return interval.high - interval.low;
}

void note(AnalysisFinding& finding, std::string code, std::string text) {
  finding.synthesis.notes.push_back({std::move(code), std::move(text)});
}

// Hartung and Knapp's interval shrinks where results happen to agree, above all those of two
// studies. Source: rover2015
bool too_narrow(const Effects& effects, const Synthesis& synthesis) {
  const Method& method = synthesis.method;
  const bool plain = method.interval != nullptr && method.interval->id == "hartung-knapp";
  const bool generic = method.pooling == nullptr ||
                       (method.pooling->fit == nullptr && method.pooling->synthesise == nullptr);
  if (!plain || !generic || method.model != Model::random || !synthesis.interval ||
      !effects.clusters.empty())
    return false;
  if (synthesis.k == 2) return true;
  Method common = method;
  common.model = Model::common;
  common.pooling = nullptr;
  common.interval = nullptr;
  const Synthesis fixed = pool(effects, common);
  return fixed.interval && width(*synthesis.interval) < width(*fixed.interval);
}

// The same synthesis with the guarded interval. Gives: whether anything changed.
bool guard_interval(const Effects& effects, Synthesis& synthesis) {
  if (!too_narrow(effects, synthesis)) return false;
  Method guarded = synthesis.method;
  guarded.interval = find_row(interval_methods(), "hartung-knapp-adhoc");
  const Synthesis again = pool(effects, guarded);
  if (!again.interval || !(width(*again.interval) > width(*synthesis.interval))) return false;
  synthesis.interval = again.interval;
  synthesis.method.interval = again.method.interval;
  return true;
}

std::string guard_text(const std::string& what, int k) {
  return what + (k == 2 ? "with two studies the Hartung–Knapp interval can come out far too narrow"
                        : "the Hartung–Knapp interval came out narrower than that of one common effect") +
         ", so its variance is held at the ordinary one at least" +
         (k == 2 ? "; with 1 degree of freedom it is then very wide" : "");
}

// The same synthesis with the ordinary interval, where the asked one needs two studies at least: one study
// has an interval of its own.
bool use_own_interval(const Effects& effects, Synthesis& synthesis) {
  if (synthesis.k != 1 || synthesis.interval) return false;
  Method ordinary = synthesis.method;
  ordinary.interval = find_row(interval_methods(), "wald");
  Synthesis again = pool(effects, ordinary);
  if (!again.interval) return false;
  synthesis = std::move(again);
  return true;
}

void guard_lone_study(AnalysisFinding& finding) {
  const std::string words = "the interval is that of the one study, because the method asked for needs two";
  if (!finding.pooled && use_own_interval(finding.effects, finding.synthesis)) {
    finding.pooled = shown(finding.effects, finding.synthesis);
    finding.absolute = absolute_effect(finding);
    note(finding, "interval-of-one-study", words);
  }
  for (SubgroupFinding& group : finding.subgroups) {
    const Effects part = part_of(finding.effects, group.members);
    if (group.pooled || !use_own_interval(part, group.synthesis)) continue;
    group.pooled = shown(part, group.synthesis);
    note(finding, "interval-of-one-study", "subgroup " + group.name + ": " + words);
  }
}

void guard_intervals(AnalysisFinding& finding) {
  if (finding.pooled && guard_interval(finding.effects, finding.synthesis)) {
    finding.pooled = shown(finding.effects, finding.synthesis);
    finding.absolute = absolute_effect(finding);
    note(finding, "interval-guarded", guard_text("", finding.synthesis.k));
  }
  for (SubgroupFinding& group : finding.subgroups) {
    const Effects part = part_of(finding.effects, group.members);
    if (!group.pooled || !guard_interval(part, group.synthesis)) continue;
    group.pooled = shown(part, group.synthesis);
    note(finding, "interval-guarded", guard_text(group.name + ": ", group.synthesis.k));
  }
}

void set_single(AnalysisFinding& finding, double low, double high) {
  finding.pooled->low = low;
  finding.pooled->high = high;
  StudyFinding& study = finding.studies.front();
  study.interval = {low, high};
  study.shown.low = low;
  study.shown.high = high;
  finding.absolute = absolute_effect(finding);
}

// One trial: score interval for its risk difference, t for its difference of means.
void guard_single(AnalysisFinding& finding) {
  if (finding.effects.k() != 1 || finding.studies.size() != 1 || !finding.effects.clusters.empty())
    return;
  const Data& data = finding.effects.data.front();
  const Measure& measure = *finding.plan.measure;
  const double level = finding.plan.method.level;
  if (const auto* table = std::get_if<TwoByTwo>(&data)) {
    const double difference = table->e_events / table->e_n - table->c_events / table->c_n;
    const Bounds limits = newcombe_difference(*table, level);
    finding.trial_difference = Shown{difference, limits.low, limits.high};
    const bool raw = finding.pooled && std::abs(finding.pooled->estimate - difference) < 1e-9;
    if (finding.synthesis.k != 1 || measure.id != "RD" || !raw) return;
    const bool wider = limits.high - limits.low > finding.pooled->high - finding.pooled->low;
    set_single(finding, limits.low, limits.high);
    note(finding, "newcombe", wider ? "the interval of this one trial is Newcombe's: the ordinary one is too "
                                      "narrow with few people or events"
                                    : "the interval of this one trial is Newcombe's, which keeps its level "
                                      "with few people or events too");
  } else if (const auto* means = std::get_if<TwoMeans>(&data)) {
    const double df = means->e_n + means->c_n - 2;
    if (finding.synthesis.k != 1 || measure.id != "MD" || !finding.pooled || !(df >= 1)) return;
    const double half =
        t_quantile(1 - (1 - level) / 2, df) * std::sqrt(finding.studies.front().v);
    set_single(finding, finding.pooled->estimate - half, finding.pooled->estimate + half);
    note(finding, "t-of-one-trial",
         fmt::format("the interval of this one trial uses the t distribution with {} degree{} of "
                     "freedom",
                     std::lround(df), std::lround(df) == 1 ? "" : "s"));
  }
}

// Names of the studies whose own estimate rests on an addition to their cells.
void note_additions(AnalysisFinding& finding) {
  const Effects& effects = finding.effects;
  if (!effects.clusters.empty()) return;
  EffectContext without = effects.context;
  without.zero_cells.to = AddTo::none;
  bool all_empty = effects.k() > 0;
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const auto* table = std::get_if<TwoByTwo>(&effects.data[i]);
    if (table == nullptr) {
      all_empty = false;
      continue;
    }
    const bool none = table->e_events == 0 && table->c_events == 0;
    const bool everybody = table->e_events == table->e_n && table->c_events == table->c_n;
    all_empty = all_empty && (none || everybody);
    std::string why;
    const auto plain = finding.plan.measure->from(effects.data[i], without, why);
    if (!plain || plain->y != effects.y[static_cast<Eigen::Index>(i)])
      finding.corrected.push_back(effects.name[i]);
  }
  if (!all_empty || !finding.plan.measure->scale.ratio) return;
  finding.pooled.reset();
  finding.absolute.reset();
  note(finding, "no-events", "no estimate: without a single event, or with nothing but events, in "
                             "either group of any study, a ratio says nothing");
}

// Where τ² is estimated as nothing, or next to it, the prediction interval would only repeat the
// confidence interval, as if differences between places had been excluded.
void guard_prediction(AnalysisFinding& finding) {
  const Synthesis& synthesis = finding.synthesis;
  if (!finding.prediction || !synthesis.prediction || !synthesis.interval ||
      synthesis.method.model != Model::random)
    return;
  if (!finding.pooled) {  // nothing that it could be beside
    finding.prediction.reset();
    return;
  }
  constexpr double repeats = 1.1;  // times the confidence interval
  const double predicted = synthesis.prediction->high - synthesis.prediction->low;
  if (predicted > repeats * width(*synthesis.interval)) return;
  finding.prediction.reset();
  if (finding.absolute) finding.absolute->elsewhere.reset();
  note(finding, "prediction-withheld",
       "no prediction interval: τ² is estimated as 0 or next to it, and the interval would only "
       "repeat the confidence interval, as if differences between places were excluded");
}

}  // namespace

void guard_unit(AnalysisFinding& finding, const std::vector<Study>& studies) {
  for (const std::size_t study : finding.effects.study) {
    const std::string unit = unit_counted(studies[study]);
    if (unit.empty()) continue;
    finding.absolute.reset();
    finding.effects.participants = 0;
    const bool design = !studies[study].cell("icc").empty();
    note(finding, "not-people",
         studies[study].name + " counts " + unit + ", not people, so nothing is told of people" +
             (design ? "" : "; one person can be counted more than once, and the interval, which takes "
                            "every count for another person, is then too narrow"));
    return;
  }
}

void guard_shown(AnalysisFinding& finding) {
  guard_lone_study(finding);
  note_additions(finding);
  guard_intervals(finding);
  guard_single(finding);
  guard_prediction(finding);
  // Source: schwarzer2019
  if (finding.plan.measure->id == "PFT")
    note(finding, "double-arcsine", "the double arcsine transformation can be far off when it is "
                                    "taken back; PLO pools shares on the logit scale");
}

}  // namespace steelyard
