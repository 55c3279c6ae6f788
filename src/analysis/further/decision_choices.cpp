// Which choices are defensible, and why.
#include "analysis/further/decision_choices.h"

#include <algorithm>
#include <array>

namespace steelyard {

namespace {

// What else the same data support. Mean differences may be standardised, but standardised effects
// may come from different instruments, which no plain difference joins.
// Source: handbook-10, sections 10.4 and 10.5; handbook-6, section 6.5.1
struct OtherMeasures {
  std::string_view of;
  std::array<std::string_view, 3> others;
};
constexpr OtherMeasures other_measures[] = {
    {"RR",   {"OR", "RD", ""}  },
    {"OR",   {"RR", "RD", ""}  },
    {"RD",   {"RR", "OR", ""}  },
    {"PETO", {"OR", "RR", "RD"}},
    {"MD",   {"SMD", "ROM", ""}},
    {"SMD",  {"ROM", "", ""}   },
    {"ROM",  {"SMD", "", ""}   },
    {"IRR",  {"IRD", "", ""}   },
    {"IRD",  {"IRR", "", ""}   },
};

// REML and Paule–Mandel do best in simulations; DerSimonian–Laird is the estimator of most
// published reviews; Sidik–Jonkman is never zero. Left out: ML, Hunter–Schmidt (biased towards
// zero) and Hedges (wide scatter where the studies differ in size). Source: langan2019;
// veroniki2016
constexpr std::array<std::string_view, 4> estimators{"REML", "PM", "DL", "SJ"};

// Wald's interval is too narrow when few studies differ. With no heterogeneity found,
// Hartung–Knapp's can be narrower than that of the common effect, and with two studies it is too
// wide to tell anything. Source: inthout2014; handbook-10, section 10.10.4; rover2015
constexpr int enough_studies = 10;

bool t_suits(int k, double) {
  return k >= 3;
}
bool hartung_knapp_suits(int k, double tau2) {
  return k >= 3 && tau2 > 0;
}
bool always_suits(int, double) {
  return true;
}

void add_models(const Plan& plan, DecisionChoices& choices) {
  const Method& own = plan.method;
  const auto poolings = pooling_methods();
  const PoolingMethod* inverse = poolings.front();
  const auto known = [&](const ModelChoice& choice) {
    return std::ranges::any_of(choices.models, [&](const ModelChoice& each) {
      return each.model == choice.model && each.pooling == choice.pooling &&
             (each.model == Model::common || each.tau2 == choice.tau2) &&
             each.fixed_tau2.has_value() == choice.fixed_tau2.has_value();
    });
  };
  const auto add = [&](ModelChoice choice) {
    if (choice.pooling == nullptr || known(choice)) return;
    const bool plain = choice.pooling == inverse;
    if (choice.model == Model::common)
      choice.label = plain ? "common effect, inverse variance"
                           : "common effect, " + std::string(choice.pooling->label);
    else if (choice.fixed_tau2)
      choice.label = "random effects, τ² given";
    else
      choice.label =
          "random effects, " + std::string(plain ? choice.tau2->id : choice.pooling->label);
    choices.models.push_back(std::move(choice));
  };
  add({"", own.model, own.pooling != nullptr ? own.pooling : inverse,
       own.tau2 != nullptr ? own.tau2 : tau2_estimators().front(), own.fixed_tau2});
  add({"", Model::common, inverse, nullptr, std::nullopt});
  add({"", Model::common, find_row(poolings, "mantel-haenszel"), nullptr, std::nullopt});
  for (const std::string_view id : estimators)
    add({"", Model::random, inverse, find_row(tau2_estimators(), id), std::nullopt});
}

void add_intervals(const Plan& plan, DecisionChoices& choices) {
  const auto rows = interval_methods();
  const IntervalMethod* own =
      plan.method.model == Model::random
          ? plan.method.interval != nullptr ? plan.method.interval : rows.front()
          : nullptr;
  if (own != nullptr) choices.intervals.push_back({own, always_suits});
  const std::pair<std::string_view, bool (*)(int, double)> others[] = {
      {"hartung-knapp-adhoc", t_suits            },
      {"hartung-knapp",       hartung_knapp_suits},
      {"t",                   t_suits            },
      {"wald",                wald_suits         },
  };
  for (const auto& [id, suits] : others)
    if (const IntervalMethod* row = find_row(rows, id); row != nullptr && row != own)
      choices.intervals.push_back({row, suits});
}

}  // namespace

bool wald_suits(int k, double tau2) {
  return k >= enough_studies || k == 2 || tau2 == 0;
}

DecisionChoices decision_choices(const Plan& plan, bool zero_cells, bool empty_tables) {
  DecisionChoices choices;
  choices.measures.push_back({plan.measure});
  for (const OtherMeasures& row : other_measures)
    if (row.of == plan.measure->id)
      for (const std::string_view id : row.others)
        if (const Measure* other = find_measure(id)) choices.measures.push_back({other});
  choices.zero_cells.push_back({"as in the analysis", plan.zero_cells});
  if (zero_cells) {
    // Source: handbook-10, section 10.4.4
    choices.zero_cells.push_back({"0.5 to tables with a zero", ZeroCells{}});
    choices.zero_cells.push_back({"0.5 to every table", ZeroCells{.to = AddTo::all}});
    // Source: sweeting2004
    choices.zero_cells.push_back({"1 to tables with a zero, by the sizes of the groups", ZeroCells{.by_group_size = true}});
    if (empty_tables)
      choices.zero_cells.push_back({"tables without events left out", ZeroCells{.drop00 = true}});
  }
  add_models(plan, choices);
  add_intervals(plan, choices);
  choices.reasons = {"measures: those that the same data give for every pooled study",
                     "models: the common effect (also from counts) and random effects with REML, "
                     "Paule–Mandel (PM), "
                     "DerSimonian–Laird (DL) or Sidik–Jonkman (SJ); estimators known to fall short "
                     "(ML, Hunter–Schmidt, Hedges) "
                     "only if the analysis uses them",
                     "intervals of random effects: Hartung–Knapp where τ² is above 0, "
                     "Hartung–Knapp with a factor of "
                     "at least 1 and Wald with a t quantile from three studies on; Wald from ten "
                     "studies on, with two, "
                     "or where τ² is 0, because it is too narrow otherwise"};
  return choices;
}

bool high_risk_of_bias(std::string_view cell) {
  const std::string small = lower_case(trimmed(cell));
  constexpr std::array<std::string_view, 3> words{"high", "serious", "critical"};
  return std::ranges::any_of(words, [&](std::string_view word) { return small.starts_with(word); });
}

}  // namespace steelyard
