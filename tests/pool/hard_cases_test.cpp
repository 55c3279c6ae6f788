// Every row of the registers of pooling on hard cases: a finite value, or none with a note.
#include <cmath>

#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

using Numbers = std::vector<double>;

struct HardCase {
  const char* name;
  Numbers y, v;
};

const std::vector<HardCase> hard_cases{
    {"no study",                        {},                          {}                              },
    {"one study",                       {0.3},                       {0.04}                          },
    {"two studies",                     {0.3, -0.9},                 {0.04, 0.09}                    },
    {"two equal studies",               {0.3, 0.3},                  {0.04, 0.04}                    },
    {"three studies",                   {0.1, 0.9, -0.4},            {0.02, 0.03, 0.01}              },
    {"equal effects",                   {0.2, 0.2, 0.2, 0.2},        {0.02, 0.07, 0.013, 0.4}        },
    {"effects of 0",                    {0, 0, 0},                   {0.1, 0.2, 0.3}                 },
    {"variances from 1e-12 to 1e12",    {1, 2, 3, 4, 5},             {1e-12, 1e-6, 1, 1e6, 1e12}     },
    {"the same, no effect in between",  {0, 0, 0, 1e6, 0},           {1e-12, 1e-6, 1, 1e6, 1e12}     },
    {"99.9% of the weight in one",      {0.5, 3, -3, 10},            {1e-4, 1, 1, 1}                 },
    {"all but 1e-9 of the weight",      {0.5, 3, -3, 10},            {1e-10, 1, 1, 1}                },
    {"effects of 1e8",                  {1e8, -2e8, 3e8, 0.5e8},     {1e15, 2e16, 1e15, 3e16}        },
    {"effects far beyond their errors", {1e8, -1e8, 3e8, 0},         {1e-12, 1e-12, 1e-10, 1}        },
    {"effects of 1e-8",                 {1e-8, -2e-8, 3e-8},         {1e-17, 2e-16, 1e-17}           },
    {"nearly equal effects",            {1, 1 + 1e-15, 1 - 1e-15},   {0.1, 0.2, 0.3}                 },
    {"the smallest variances",          {0, 1e-150, -1e-150, 2e-150}, {1e-300, 1e-300, 2e-300, 1e-299}},
};

// A finite value, or none; where there is none, a note.
void check_answer(const Synthesis& s) {
  const auto finite = [](double x) { return std::isfinite(x); };
  CHECK((!s.estimate || finite(*s.estimate)));
  CHECK((!s.se || (finite(*s.se) && *s.se > 0)));
  CHECK((s.estimate || !s.notes.empty()));
  CHECK((s.interval || !s.notes.empty()));
  if (s.interval) {
    CHECK((finite(s.interval->low) && finite(s.interval->high)));
    CHECK(s.interval->low <= s.interval->high);
    CHECK((s.interval->p >= 0 && s.interval->p <= 1));
  }
  if (s.prediction) {
    CHECK((finite(s.prediction->low) && finite(s.prediction->high)));
    CHECK(s.prediction->low <= s.prediction->high);
  }
  CHECK((s.prediction || s.method.model == Model::common || !s.notes.empty()));
  double weights = 0;
  for (const double weight : s.weights) {
    CHECK((finite(weight) && weight >= 0));
    weights += weight;
  }
  CHECK(weights < 100 + 1e-9);
  for (const Quantity& each : s.fit) {
    INFO(each.id);
    CHECK((!each.value || finite(*each.value)));
  }
  if (!s.heterogeneity) return;
  const Heterogeneity& h = *s.heterogeneity;
  for (const double each : {h.q, h.q_df, h.q_p, h.i2, h.i2_from_q, h.h2}) CHECK(finite(each));
  CHECK((h.i2 >= 0 && h.i2 <= 100));
  if (h.tau2) CHECK((finite(*h.tau2) && *h.tau2 >= 0));
  if (h.tau2_se) CHECK(finite(*h.tau2_se));
  for (const auto& bounds : {h.tau2_ci, h.i2_ci, h.h2_ci}) {
    if (!bounds) continue;
    CHECK((finite(bounds->low) && finite(bounds->high) && bounds->low <= bounds->high));
  }
}

// One change at a time from the usual method: the rows do not depend on each other.
std::vector<Method> methods() {
  std::vector<Method> all;
  for (const Tau2Estimator* row : tau2_estimators()) all.push_back({.tau2 = row});
  for (const IntervalMethod* row : interval_methods()) {
    all.push_back({.pooling = row->pooling, .interval = row});
    all.push_back({.model = Model::common, .interval = row});
  }
  for (const PredictionMethod* row : prediction_methods()) all.push_back({.prediction = row});
  for (const Tau2Interval* row : tau2_intervals()) all.push_back({.tau2_interval = row});
  for (const PoolingMethod* row : pooling_methods())
    for (const Model model : {Model::common, Model::random})
      all.push_back({.model = model, .pooling = row});
  return all;
}

std::string name_of(const Method& method) {
  const auto id = [](const auto* row) { return row == nullptr ? std::string() : std::string(row->id).append(" "); };
  return id(method.pooling) + id(method.tau2) + id(method.interval) + id(method.prediction) +
         id(method.tau2_interval) + (method.model == Model::common ? "common" : "random");
}

// Counts of two groups in each study.
struct Tables {
  const char* name;
  std::vector<TwoByTwo> rows;
};

const std::vector<Tables> hard_tables{
    {"one table",                 {{3, 20, 5, 21}}                                              },
    {"one table without events",  {{0, 20, 0, 21}}                                              },
    {"no events anywhere",        {{0, 20, 0, 21}, {0, 30, 0, 30}, {0, 10, 0, 12}}              },
    {"only events",               {{20, 20, 21, 21}, {30, 30, 30, 30}, {10, 10, 12, 12}}        },
    {"no events in one group",    {{0, 20, 5, 21}, {0, 30, 3, 30}, {0, 10, 1, 12}}              },
    {"events in opposite groups", {{0, 20, 5, 21}, {4, 30, 0, 30}, {0, 10, 1, 12}, {2, 9, 0, 8}}},
    {"all against none",          {{20, 20, 0, 21}, {30, 30, 0, 30}}                            },
    {"one event of a million",    {{1, 1e6, 0, 1e6}, {0, 1e6, 1, 1e6}, {0, 10, 0, 10}}          },
    {"the same table again",      {{3, 20, 5, 21}, {3, 20, 5, 21}, {3, 20, 5, 21}}              },
    {"one person in a group",     {{1, 1, 0, 1}, {0, 1, 1, 1}, {1, 1, 1, 1}}                    },
};

}  // namespace

TEST_CASE("Every estimator, interval, prediction and pooling answers hard cases or says why not") {
  for (const HardCase& each : hard_cases)
    for (const Method& method : methods()) {
      CAPTURE(each.name, name_of(method));
      check_answer(pool(effects_of(each.y, each.v), method));
      Effects weighted = effects_of(each.y, each.v);
      weighted.weights = Eigen::ArrayXd::LinSpaced(weighted.k(), 1, 3);
      if (weighted.k() > 0 && method.tau2 != nullptr) check_answer(pool(weighted, method));
    }
}

TEST_CASE("Every pooling of counts answers tables with zeros or says why not") {
  for (const Tables& each : hard_tables)
    for (const char* code : {"RR", "OR", "RD", "PETO", "AS", "IRR", "IRD", "PLO", "PFT", "IRLN"})
      for (const AddTo to : {AddTo::only0, AddTo::none})
        for (const PoolingMethod* pooling : pooling_methods())
          for (const Model model : {Model::common, Model::random}) {
            const Measure* measure = find_measure(code);
            REQUIRE(measure);
            if (!pooling->unsuited(*measure, model).empty()) continue;
            CAPTURE(each.name, code, std::string(pooling->id), model == Model::random);
            std::vector<Study> studies;
            for (const TwoByTwo& table : each.rows) {
              Study study;
              study.name = "study " + std::to_string(studies.size() + 1);
              study.data = {table, PersonTime{table.e_events, table.e_n, table.c_events, table.c_n},
                            OneProportion{table.e_events, table.e_n},
                            OneRate{table.e_events, table.e_n}};
              studies.push_back(std::move(study));
            }
            check_answer(pool(compute_effects(studies, *measure, {.to = to}),
                              {.model = model, .pooling = pooling}));
          }
}

}  // namespace steelyard::support
