// Review → Findings: one analysis after another, then the claims.
#include <algorithm>
#include <cmath>

#include "analysis/beyond.h"
#include "analysis/claims.h"
#include "analysis/clusters.h"
#include "analysis/covariances.h"
#include "analysis/display.h"
#include "analysis/information.h"
#include "analysis/judge.h"
#include "analysis/shown_guards.h"
#include "analysis/slips.h"
#include "analysis/subgroups.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/base/text.h"
#include "steelyard/stats/distributions.h"

namespace steelyard {

namespace {

// The limits that were asked for, of the proportion itself.
void use_proportion_interval(StudyFinding& study, const Data& data, const Plan& plan) {
  const auto* counts = std::get_if<OneProportion>(&data);
  const auto on_scale = plan.measure->scale.from_share;
  if (counts == nullptr || on_scale == nullptr) return;
  const Bounds limits = plan.study_interval->interval(counts->events, counts->n, plan.method.level);
  study.interval = {on_scale(limits.low, counts->n), on_scale(limits.high, counts->n)};
  study.shown = {counts->events / counts->n, limits.low, limits.high};
}

void add_study_findings(AnalysisFinding& finding) {
  const Measure& measure = *finding.plan.measure;
  const double z = normal_quantile(1 - (1 - finding.plan.method.level) / 2);
  const Effects& effects = finding.effects;
  for (std::size_t i = 0; i < effects.study.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    StudyFinding study;
    study.study = effects.study[i];
    study.name = effects.name[i];
    study.y = effects.y[at];
    study.v = effects.v[at];
    const double half = z * std::sqrt(study.v);
    study.interval = {study.y - half, study.y + half};
    const auto n = size_on_scale(effects.data[i]);
    const Bounds limits = to_display(measure, study.interval, n);
    study.shown = {to_display(measure, study.y, n), limits.low, limits.high};
    if (finding.plan.study_interval != nullptr) use_proportion_interval(study, effects.data[i], finding.plan);
    if (i < finding.synthesis.weights.size()) study.weight = finding.synthesis.weights[i];
    finding.studies.push_back(std::move(study));
  }
}

void add_raw_totals(AnalysisFinding& finding) {
  if (finding.plan.cluster_method != nullptr) return;  // rows may count the same people
  const auto add = [&](const Data& data) {
    if (const auto* table = std::get_if<TwoByTwo>(&data)) {
      finding.e_events += table->e_events;
      finding.e_n += table->e_n;
      finding.c_events += table->c_events;
      finding.c_n += table->c_n;
    }
  };
  for (const Data& data : finding.effects.data) add(data);
  if (!finding.synthesis.method.pooling->from_counts) return;
  for (const WithoutEffect& each : finding.effects.without_effect) add(each.data);
}

// The user's own weights; none, with a note, unless every pooled study has one.
void add_weights(Effects& effects, const std::vector<Study>& studies, const std::string& column,
                 std::vector<FitNote>& notes) {
  if (column.empty()) return;
  Eigen::ArrayXd weights(effects.k());
  for (Eigen::Index i = 0; i < effects.k(); ++i) {
    const Study& study = studies[effects.study[static_cast<std::size_t>(i)]];
    const auto weight = parse_number(study.cell(column));
    if (!weight || !(*weight > 0) || !std::isfinite(*weight)) {
      notes.push_back({"weights-missing", study.name + " has no positive number in the column of "
                                                       "weights, " + column});
      return;
    }
    weights[i] = *weight;
  }
  effects.weights = weights;
}

}  // namespace

Severity severity_of(const FitNote& note) {
  const bool fact = note.code == "k1" || note.code == "k2" || note.code == "k3" ||
                    note.code == "counts-without-effect" || note.code == "newcombe" ||
                    note.code == "t-of-one-trial" || note.code == "interval-of-one-study" || note.code == "interval-guarded" ||
                    note.code == "prediction-withheld" || note.code == "empty-tau2-interval";
  return fact ? Severity::note : Severity::warning;
}

// A column that every study lacks, in the words of the reader.
std::string missing_column(const Effects& effects, std::size_t studies) {
  constexpr std::string_view no_column = "the table has no column";
  if (effects.left_out.empty() || effects.left_out.size() < studies) return "";
  const std::string& first = effects.left_out.front().reason;
  const bool all = first.starts_with(no_column) &&
                   std::ranges::all_of(effects.left_out, [&](const LeftOut& each) {
                     return each.reason == first;
                   });
  return all ? first : "";
}

std::string wanted_shape(const AnalysisFinding& finding, const std::vector<Study>& studies) {
  if (finding.effects.k() > 0) return "";
  if (const std::string column = missing_column(finding.effects, studies.size()); !column.empty())
    return column + ", so no study gives an effect";
  const auto has_numbers = [](const Study& study) { return !study.data.empty(); };
  const bool usable = std::ranges::any_of(studies, [&](const Study& study) {
    return std::ranges::any_of(study.data, [&](const Data& data) {
      return shape_name(data.index()) == finding.plan.measure->shape;
    });
  });
  if (usable || std::ranges::none_of(studies, has_numbers)) return "";
  return std::string(finding.plan.measure->id) + " needs " +
         std::string(finding.plan.measure->shape) + ", but no row of the table gives them";
}

namespace {

// Peto's odds ratio is defined with zero cells; what is added to them pulls it towards no effect.
void note_corrected_peto(AnalysisFinding& finding) {
  const ZeroCells& asked = finding.plan.zero_cells;
  if (finding.plan.measure->id != "PETO" || finding.synthesis.method.pooling->from_counts ||
      !finding.effects.context.any_zero_cell || asked.add_given || asked.to != AddTo::only0)
    return;
  finding.synthesis.notes.push_back(
      {"peto-corrected",
       shortest(asked.add) + " was added to the cells of tables with a zero, as for other odds ratios; Peto's "
       "own method adds nothing: pooling = \"peto\" under a common effect, or add = 0"});
}

}  // namespace

AnalysisFinding analyse_studies(const std::vector<Study>& studies, const Plan& plan) {
  AnalysisFinding finding;
  finding.plan = plan;
  finding.effects = compute_effects(studies, *plan.measure, plan.zero_cells, plan.formula);
  if (plan.cluster_method != nullptr) {
    set_clusters(finding.effects, studies, plan.cluster);
    if (plan.covariances) finding.notices = set_covariances(finding.effects, studies);
    if (plan.cluster_method->combine)
      finding.effects = one_for_each_study(finding.effects, studies, *plan.cluster_method->combine,
                                           plan.method.rho);
    else if (!plan.covariances)
      append(finding.notices,
             impossible_correlation(finding.effects, studies, plan.method.rho));
  }
  std::vector<FitNote> notes;
  add_weights(finding.effects, studies, plan.weights, notes);
  finding.synthesis = pool(finding.effects, plan.method);
  finding.synthesis.notes.insert(finding.synthesis.notes.begin(), notes.begin(), notes.end());
  finding.information = information_of(finding.effects, finding.synthesis);
  if (finding.synthesis.method.pooling->from_counts) count_without_effect(finding.effects);
  add_study_findings(finding);
  add_raw_totals(finding);
  finding.pooled = shown(finding.effects, finding.synthesis);
  // Two studies say next to nothing of the spread between studies: specification, section 8, error 10
  constexpr int least_studies = 3;
  if (finding.synthesis.prediction && finding.synthesis.k >= least_studies)
    finding.prediction = within_all(
        *plan.measure,
        to_display(*plan.measure, *finding.synthesis.prediction, harmonic_mean_size(finding.effects)));
  note_too_great(finding);
  note_corrected_peto(finding);
  finding.absolute = absolute_effect(finding);
  add_beyond(finding);
  add_subgroups(finding, studies);
  for (const FurtherRequest& request : plan.further) {
    FurtherFinding further;
    if (finding.effects.clusters.empty() || request.analysis->takes_clusters)
      further = request.analysis->compute({finding, studies, request.argument});
    else
      further.notes.push_back({"dependent-effects",
                               "withheld, because it takes every effect for an independent study; "
                               "cluster-method = \"aggregate\" makes one effect of each study"});
    further.analysis = request.analysis;
    further.argument = request.argument;
    show(finding.effects, further);
    finding.further.push_back(std::move(further));
  }
  return finding;
}

namespace {

// Differences in the unit of an outcome say nothing about numbers of people; a default in their place
// would be credited to who chose them.
Notices check_thresholds(const AnalysisFinding& finding, const Outcome& outcome,
                         const AnalysisRequest& request) {
  const ImportantDifference& important = outcome.important;
  if (!important.is_default || !important.benefit_in_units || !median_control_risk(finding.effects))
    return {};
  return {{Severity::error, outcome.where,
           "outcome " + outcome.id + ": important gives benefit and harm in the outcome's unit, but "
           "analysis " + request.id + " counts people",
           "", 0, "give benefit_per_1000 and harm_per_1000, in people per 1000"}};
}

}  // namespace

std::optional<Date> newest_date(const Review& review) {
  std::optional<Date> newest = review.searched;
  const auto consider = [&](const std::optional<Date>& date) {
    if (date && (!newest || *date > *newest)) newest = date;
  };
  for (const Claim& claim : review.claims) {
    consider(claim.date_seen);
    consider(claim.date_published);
  }
  return newest;
}

Findings analyse(Review review, std::optional<Date> date, unsigned threads) {
  Findings findings;
  const std::optional<Date> printed = date ? date : newest_date(review);
  findings.date = printed.value_or(Date{1970, 1, 1});
  findings.dated = printed.has_value();
  findings.review = std::move(review);
  for (std::size_t i = 0; i < findings.review.analyses.size(); ++i) {
    const AnalysisRequest& request = findings.review.analyses[i];
    Checked<Plan> plan = make_plan(request.settings, request.where);
    append(findings.notices, plan.notices);
    if (has_errors(plan.notices)) continue;
    AnalysisFinding finding = analyse_studies(request.studies, plan.value);
    finding.request = i;
    guard_shown(finding);
    guard_unit(finding, request.studies);
    Better better = Better::higher;
    for (std::size_t o = 0; o < findings.review.outcomes.size(); ++o)
      if (findings.review.outcomes[o].id == request.outcome) {
        finding.outcome = o;
        better = findings.review.outcomes[o].better;
      }
    if (const std::string wanted = wanted_shape(finding, request.studies); !wanted.empty())
      findings.notices.push_back(
          {Severity::error, request.where,
           "analysis " + request.id + ": " + wanted, request.source, 1,
           wanted.starts_with("the table")
               ? "rename the column, or tell which it is: columns = { e_events = \"your title\" }"
               : "steelyard list measures tells what each measure is"});
    append(findings.notices, finding.notices);
    append(findings.notices, begun_rows_left_out(finding, request));
    finding.favours = judge_direction(*finding.plan.measure, finding.pooled, better);
    if (request.certainty) finding.certainty = judge_certainty(*request.certainty);
    if (finding.outcome)
      append(findings.notices,
             check_thresholds(finding, findings.review.outcomes[*finding.outcome], request));
    for (const FitNote& note : finding.synthesis.notes)
      findings.notices.push_back({severity_of(note), request.where,
                                  "analysis " + request.id + ": " + note.text, "", 0, ""});
    findings.analyses.push_back(std::move(finding));
  }
  append(findings.notices, thresholds_without_people(findings));
  appraise_claims(findings, threads);
  append(findings.notices, contradictory_claims(findings));
  return findings;
}

}  // namespace steelyard
