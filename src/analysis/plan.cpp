// Typed settings to a plan: the one place where names are compared.
#include "steelyard/analysis/plan.h"

#include <algorithm>
#include <array>

#include "analysis/plan_clusters.h"
#include "analysis/resolver.h"
#include "steelyard/analysis/preset.h"
#include "analysis/selection_choice.h"
#include "analysis/unused_settings.h"
#include "effect/shapes.h"

namespace steelyard {

namespace {

void read_model(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("model");
  if (plan.method.pooling != nullptr && plan.method.pooling->model)
    plan.method.model = *plan.method.pooling->model;
  if (setting == nullptr) return;
  const std::string model = lower_case(setting->text);
  if (model == "common" || model == "fixed" || model == "equal")
    plan.method.model = Model::common;
  else if (model == "random")
    plan.method.model = Model::random;
  else
    resolver.complain("model", "common or random", "");
}

void read_tau2(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("tau2");
  const auto rows = tau2_estimators();
  plan.method.tau2 = find_row(rows, "REML");
  if (plan.method.pooling != nullptr && plan.method.pooling->tau2 != nullptr)
    plan.method.tau2 = plan.method.pooling->tau2;
  if (setting == nullptr) return;
  if (const auto number = parse_number(setting->text)) {
    plan.method.fixed_tau2 = *number;
    if (*number < 0) resolver.complain("tau2", "0 or more", "");
    return;
  }
  plan.method.tau2 = resolver.row("tau2", rows, plan.method.tau2, "an estimator or a number");
}

void read_level(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("level");
  if (setting == nullptr) return;
  const auto level = parse_number(setting->text);
  if (!level || *level < 50 || *level >= 100)
    resolver.complain("level", "a percentage from 50 to below 100", "the usual level is 95");
  else
    plan.method.level = *level / 100;
}

void read_zero_cells(Resolver& resolver, Plan& plan) {
  if (const Setting* setting = resolver.find("add")) {
    const auto add = parse_number(setting->text);
    if (!add || *add < 0)
      resolver.complain("add", "0 or more", "0.5 is usual");
    else
      plan.zero_cells.add = *add;
    plan.zero_cells.add_given = true;
  }
  if (const Setting* setting = resolver.find("to")) {
    constexpr std::array<std::string_view, 4> choices{"only0", "all", "if0all", "none"};
    const auto found = std::ranges::find(choices, lower_case(setting->text));
    if (found == choices.end())
      resolver.complain("to", "only0, all, if0all or none", "");
    else
      plan.zero_cells.to = static_cast<AddTo>(found - choices.begin());
  }
  if (const Setting* setting = resolver.find("drop00")) {
    if (const auto drop = truth(setting->text))
      plan.zero_cells.drop00 = *drop;
    else
      resolver.complain("drop00", "true or false", "");
  }
  if (const Setting* setting = resolver.find("correct-difference")) {
    const auto correct = truth(setting->text);
    if (!correct)
      resolver.complain("correct-difference", "true or false", "");
    else if (!*correct && plan.measure != nullptr && plan.measure->id != "RD" && plan.measure->id != "PR" &&
             plan.measure->id != "IRD")
      resolver.complain("correct-difference", "true with " + std::string(plan.measure->id),
                        "only differences of risks and of rates and raw proportions are known where cells are zero");
    else
      plan.zero_cells.variance_alone = !*correct;
  }
  if (const Setting* setting = resolver.find("correct-ratio")) {
    const std::string what = lower_case(setting->text);
    if (what != "cells" && what != "events")
      resolver.complain("correct-ratio", "cells or events", "");
    else if (what == "events" && plan.measure != nullptr && plan.measure->id != "RR" && plan.measure->id != "PLN")
      resolver.complain("correct-ratio", "cells with " + std::string(plan.measure->id),
                        "only a risk ratio or the logarithm of a proportion is known with the events alone corrected");
    else
      plan.zero_cells.events_alone = what == "events";
  }
  if (const Setting* setting = resolver.find("add-by")) {
    const std::string share = lower_case(setting->text);
    if (share != "cell" && share != "group-size")
      resolver.complain("add-by", "cell or group-size", "");
    else if (share == "group-size" && plan.measure != nullptr && plan.measure->shape != shape::counts)
      resolver.complain("add-by", "cell with " + std::string(plan.measure->id),
                        "sizes of two groups divide what is added to their counts");
    else
      plan.zero_cells.by_group_size = share == "group-size";
  }
  if (const Setting* setting = resolver.find("all-events")) {
    const std::string rule = lower_case(setting->text);
    if (rule != "equal" && rule != "corrected")
      resolver.complain("all-events", "corrected or equal", "");
    else if (rule == "equal" && plan.measure != nullptr && plan.measure->id != "RR")
      resolver.complain("all-events", "corrected with " + std::string(plan.measure->id),
                        "only a risk ratio is known where everybody had an event");
    else
      plan.zero_cells.all_events_equal = rule == "equal";
  }
}

void read_variance(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("vtype");
  if (setting == nullptr || plan.measure == nullptr) return;
  std::vector<std::string_view> known;
  for (const VarianceName& name : variance_names()) {
    const bool knows = name.type == VarianceType::LS ||
                       std::ranges::find(plan.measure->variances, name.type) !=
                           plan.measure->variances.end();
    if (!knows) continue;
    known.push_back(name.id);
    if (lower_case(name.id) == lower_case(setting->text)) {
      plan.formula.variance = name.type;
      return;
    }
  }
  resolver.complain("vtype", listed(known, "or") + " with " + std::string(plan.measure->id), "");
}

void read_correct(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("correct");
  if (setting == nullptr || plan.measure == nullptr) return;
  const auto correct = truth(setting->text);
  if (!correct) {
    resolver.complain("correct", "true or false", "");
  } else if (!*correct && !plan.measure->corrects) {
    resolver.complain("correct", "true with " + std::string(plan.measure->id),
                      "this measure has no correction that could be left away");
  } else {
    plan.formula.correct = *correct;
  }
}

void read_formulas(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("formulas");
  if (setting == nullptr || plan.measure == nullptr) return;
  const std::string which = lower_case(setting->text);
  if (which != "current" && which != "metafor-3")
    resolver.complain("formulas", "current or metafor-3", "");
  else if (which == "metafor-3" && !plan.measure->changed)
    resolver.complain("formulas", "current with " + std::string(plan.measure->id),
                      "metafor 3.8 computes this measure in the same way");
  else
    plan.formula.older = which == "metafor-3";
}

// What it means is done while tables are read.
void check_quantiles(Resolver& resolver) {
  const Setting* setting = resolver.find("quantiles");
  if (setting == nullptr) return;
  const std::string way = lower_case(setting->text);
  if (way != "formulas" && way != "fitted") resolver.complain("quantiles", "formulas or fitted", "");
}

void read_by_id(Resolver& resolver, const Setting& setting, const FurtherAnalysis& analysis,
                Plan& plan) {
  const std::string setting_name(analysis.setting);
  std::vector<const FurtherAnalysis*> rows;
  for (const FurtherAnalysis* row : further_analyses())
    if (row->setting == analysis.setting) rows.push_back(row);
  if (rows.front() != &analysis) return;  // the first row reads for all
  const std::span<const FurtherAnalysis* const> known(rows);
  std::vector<const FurtherAnalysis*> asked;
  for (const std::string& part : split(setting.text, ',')) {
    const std::string_view id = trimmed(part);
    if (lower_case(id) == "all") {
      asked = rows;
    } else if (const FurtherAnalysis* row = find_row(known, id)) {
      asked.push_back(row);
    } else {
      resolver.complain(setting_name, "all, or ids with commas between them",
                        suggestion(known, id));
      return;
    }
  }
  for (const FurtherAnalysis* row : rows)
    if (std::ranges::find(asked, row) != asked.end()) plan.further.push_back({row, ""});
}

void read_further(Resolver& resolver, Plan& plan) {
  for (const FurtherAnalysis* row : further_analyses()) {
    const std::string name(row->setting);
    const Setting* setting = resolver.find(name);
    if (setting == nullptr) continue;
    if (row->asked == Asked::by_id) {
      read_by_id(resolver, *setting, *row, plan);
    } else if (row->asked == Asked::by_argument) {
      const std::string must_be = row->must_be != nullptr ? row->must_be(setting->text) : "";
      if (!must_be.empty())
        resolver.complain(name, must_be, "");
      else
        plan.further.push_back({row, setting->text});
    } else if (const auto asked = truth(setting->text); !asked) {
      resolver.complain(name, "true or false", "");
    } else if (*asked) {
      plan.further.push_back({row, ""});
    }
  }
}

// The pooling, or the one that another setting calls for.
void read_pooling(Resolver& resolver, Plan& plan) {
  Method& method = plan.method;
  method.interval =
      resolver.row<IntervalMethod>("interval", interval_methods(), nullptr, "an interval method");
  if (const Setting* setting = resolver.find("weights")) plan.weights = setting->text;
  const PoolingMethod* fallback = nullptr;
  if (!plan.weights.empty()) fallback = find_row(pooling_methods(), "weights");
  if (method.interval != nullptr && method.interval->pooling != nullptr)
    fallback = method.interval->pooling;
  method.pooling =
      resolver.row<PoolingMethod>("pooling", pooling_methods(), fallback, "a pooling method");
}

void read_heterogeneity(Resolver& resolver, Plan& plan) {
  plan.method.tau2_interval = resolver.row<Tau2Interval>("tau2-interval", tau2_intervals(), nullptr,
                                                         "an interval for τ²");
  if (const Setting* setting = resolver.find("i2")) {
    const std::string from = lower_case(setting->text);
    plan.method.i2_from_q = from == "q";
    if (from != "q" && from != "tau2") resolver.complain("i2", "tau2 or q", "");
  }
  if (const Setting* setting = resolver.find("q-centre")) {
    const std::string centre = lower_case(setting->text);
    plan.method.q_from_effects = centre == "inverse";
    if (centre != "inverse" && centre != "pooled")
      resolver.complain("q-centre", "pooled or inverse", "");
    else if (plan.method.pooling != nullptr && !plan.method.pooling->q_centres)
      resolver.complain("q-centre", "given with Mantel–Haenszel pooling", "other poolings have one centre");
  }
  if (const Setting* setting = resolver.find("subgroup-tau2")) {
    const std::string which = lower_case(setting->text);
    plan.common_tau2 = which == "common";
    if (which != "common" && which != "separate")
      resolver.complain("subgroup-tau2", "separate or common", "");
  }
  if (const Setting* setting = resolver.find("subgroup-test")) {
    const std::string which = lower_case(setting->text);
    plan.subgroup_by_interval = which == "interval";
    if (which != "model" && which != "interval") resolver.complain("subgroup-test", "model or interval", "");
  }
  if (const Setting* setting = resolver.find("beyond")) {
    plan.beyond = parse_number(setting->text);
    if (!plan.beyond) resolver.complain("beyond", "a number on the display scale", "");
  }
}

void read_study_interval(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("study-interval");
  if (setting == nullptr || lower_case(our_name("study-interval", setting->text)) == "normal") return;
  plan.study_interval = resolver.row<ProportionInterval>(
      "study-interval", proportion_intervals(), nullptr,
      "normal, or one of `steelyard list study-intervals`");
  if (plan.study_interval != nullptr && plan.measure != nullptr && plan.measure->shape != shape::one_count)
    resolver.complain("study-interval", "normal with " + std::string(plan.measure->id),
                      "the others are of single proportions");
}

// Settings of a preset, where nothing is given explicitly.
Settings unfolded(const Settings& settings, const Place& where, Notices& notices) {
  Resolver resolver(settings, where);
  const auto* preset =
      resolver.row<Preset>("preset", presets(), nullptr, "a preset from `steelyard list presets`");
  append(notices, resolver.notices);
  if (preset == nullptr) return settings;
  const Setting* measure = resolver.find("measure");
  const Setting* model = resolver.find("model");
  const Measure* row = measure != nullptr ? find_measure(our_name("measure", measure->text)) : nullptr;
  PresetContext context;
  if (row != nullptr) context.measure = row->id;
  if (row != nullptr) context.changed = row->changed;
  const Setting* tau2 = resolver.find("tau2");
  const std::string estimator = tau2 != nullptr ? std::string(our_name("tau2", tau2->text)) : "";
  if (const Tau2Estimator* known = find_row(tau2_estimators(), estimator)) context.tau2 = known->id;
  const Setting* pooling = resolver.find("pooling");
  if (pooling != nullptr) context.pooling = pooling->text;
  const std::string kind = model != nullptr ? lower_case(model->text) : "";
  context.common = kind == "common" || kind == "fixed" || kind == "equal";
  // Models of several levels and of counts have estimators and intervals of their own.
  const bool own_model = resolver.find("cluster") != nullptr || resolver.find("multivariate") != nullptr ||
                         context.pooling.starts_with("glmm");
  const auto of_independent_effects = [](std::string_view name) {
    return name == "tau2" || name == "interval" || name == "prediction" || name == "tau2-interval" || name == "i2" ||
           name == "pooling" || name == "q-centre" || name == "subgroup-test";
  };
  Settings all = settings;
  for (const auto& [name, text] : preset->settings(context))
    if (resolver.find(std::string(name)) == nullptr && !(own_model && of_independent_effects(name)))
      all[std::string(name)] = {std::string(text), resolver.find("preset")->where, ""};
  return all;
}

}  // namespace

Checked<Plan> make_plan(const Settings& given, const Place& where) {
  Notices preset_notices;
  const Settings settings = unfolded(given, where, preset_notices);
  Resolver resolver(settings, where);
  resolver.notices = preset_notices;
  Plan plan;
  if (resolver.find("measure") == nullptr)
    resolver.complain("measure", "a code from `steelyard list measures`", "RR is the risk ratio");
  else
    plan.measure = resolver.row<Measure>("measure", measures(), nullptr,
                                         "a code from `steelyard list measures`");
  read_pooling(resolver, plan);
  read_model(resolver, plan);
  read_tau2(resolver, plan);
  read_level(resolver, plan);
  read_zero_cells(resolver, plan);
  read_variance(resolver, plan);
  read_correct(resolver, plan);
  read_formulas(resolver, plan);
  check_quantiles(resolver);
  read_heterogeneity(resolver, plan);
  read_study_interval(resolver, plan);
  plan.method.prediction = resolver.row<PredictionMethod>("prediction", prediction_methods(),
                                                          nullptr, "a prediction interval method");
  read_clusters(resolver, plan);
  if (const Setting* setting = resolver.find("subgroup")) plan.subgroup = setting->text;
  if (const Setting* setting = resolver.find("moderators")) plan.moderators = setting->text;
  if (plan.moderators.empty() && resolver.find("predict-at") != nullptr)
    resolver.complain("moderators", "given with predict-at", "");
  if (const Setting* setting = resolver.find("risk-of-bias")) plan.risk_of_bias = setting->text;
  if (const Setting* setting = resolver.find("force")) {
    if (const auto force = truth(setting->text))
      plan.force = *force;
    else
      resolver.complain("force", "true or false", "");
  }
  read_further(resolver, plan);
  add_variance_components(resolver, plan);
  read_selection(resolver, plan);
  refuse_unused(resolver, given, plan);
  if (plan.measure != nullptr && plan.method.pooling != nullptr) {
    const std::string why = plan.method.pooling->unsuited(*plan.measure, plan.method.model);
    if (!why.empty()) resolver.complain("pooling", "a method that suits: " + why, "");
  }
  if (plan.method.interval != nullptr && plan.method.interval->unsuited != nullptr) {
    const std::string why = plan.method.interval->unsuited(plan.method);
    if (!why.empty()) resolver.complain("interval", "a method that suits: " + why, "");
  }
  return {plan, resolver.notices};
}

}  // namespace steelyard
