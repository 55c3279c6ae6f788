// Typed settings to a plan: the one place where names are compared.
#include "steelyard/analysis/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::array<std::string_view, 12> names{
    "measure", "model", "tau2", "pooling", "interval", "prediction",
    "level",   "add",   "to",   "drop00",  "subgroup", "moderators"};

class Resolver {
 public:
  Resolver(const Settings& settings, const Place& where) : settings_(settings), where_(where) {}

  [[nodiscard]] const Setting* find(const std::string& name) const {
    const auto found = settings_.find(name);
    return found == settings_.end() || found->second.text.empty() ? nullptr : &found->second;
  }

  void complain(const std::string& name, const std::string& must_be, const std::string& hint) {
    const Setting* setting = find(name);
    Notice notice;
    notice.where = setting != nullptr ? setting->where : where_;
    notice.text = setting != nullptr
                      ? fmt::format("{} is \"{}\", but must be {}", name, setting->text, must_be)
                      : fmt::format("{} is missing, but must be {}", name, must_be);
    if (setting != nullptr) {
      notice.source = setting->source;
      notice.caret_length = code_point_count(setting->text);
    }
    notice.hint = hint;
    notices.push_back(std::move(notice));
  }

  // The row that a setting names; `fallback` where it is not set.
  template <class Row>
  const Row* row(const std::string& name, std::span<const Row* const> rows, const Row* fallback,
                 const std::string& must_be) {
    const Setting* setting = find(name);
    if (setting == nullptr) return fallback;
    const Row* found = find_row(rows, setting->text);
    if (found == nullptr) complain(name, must_be, suggestion(rows, setting->text));
    return found;
  }

  Notices notices;

 private:
  const Settings& settings_;
  const Place& where_;
};

// "true" and "yes" as TOML and spreadsheets write them.
std::optional<bool> truth(std::string_view text) {
  const std::string small = lower_case(text);
  if (small == "true" || small == "yes") return true;
  if (small == "false" || small == "no") return false;
  return std::nullopt;
}

void read_model(Resolver& resolver, Plan& plan) {
  const Setting* setting = resolver.find("model");
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
}

}  // namespace

std::span<const std::string_view> setting_names() {
  return names;
}

Checked<Plan> make_plan(const Settings& settings, const Place& where) {
  Resolver resolver(settings, where);
  Plan plan;
  if (resolver.find("measure") == nullptr)
    resolver.complain("measure", "a code from `steelyard list measures`", "RR is the risk ratio");
  else
    plan.measure = resolver.row<Measure>("measure", measures(), nullptr,
                                         "a code from `steelyard list measures`");
  read_model(resolver, plan);
  read_tau2(resolver, plan);
  read_level(resolver, plan);
  read_zero_cells(resolver, plan);
  plan.method.pooling =
      resolver.row<PoolingMethod>("pooling", pooling_methods(), nullptr, "a pooling method");
  plan.method.interval =
      resolver.row<IntervalMethod>("interval", interval_methods(), nullptr, "an interval method");
  plan.method.prediction = resolver.row<PredictionMethod>("prediction", prediction_methods(),
                                                          nullptr, "a prediction interval method");
  if (const Setting* setting = resolver.find("subgroup")) plan.subgroup = setting->text;
  if (const Setting* setting = resolver.find("moderators")) {
    Notice notice{Severity::warning, setting->where,
                  "moderators is set, but this version makes no meta-regression; the analysis is "
                  "done without them",
                  setting->source, code_point_count(setting->text), ""};
    resolver.notices.push_back(std::move(notice));
  }
  if (plan.measure != nullptr && plan.method.pooling != nullptr) {
    const std::string why = plan.method.pooling->unsuited(*plan.measure, plan.method.model);
    if (!why.empty()) resolver.complain("pooling", "a method that suits: " + why, "");
  }
  return {plan, resolver.notices};
}

}  // namespace steelyard
