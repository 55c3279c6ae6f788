// Times the methods that users wait for, on made-up data that are the same on every machine.
//
//   steelyard_methods_bench FOLDER
//
// Writes the data to FOLDER for methods_bench.R; prints one line a task: its name, the number of studies
// or rows, and microseconds of processor time.
#include <fmt/core.h>

#include <cmath>
#include <fstream>
#include <string>

#include "bench.h"
#include "steelyard/bias/selection.h"
#include "steelyard/bias/trim_and_fill.h"
#include "steelyard/multilevel/multilevel.h"
#include "steelyard/pool/glmm.h"
#include "steelyard/regression/permutation.h"
#include "steelyard/sensitivity/gosh.h"
#include "steelyard/sensitivity/leave_out.h"

namespace steelyard {

namespace {

double sink = 0;

void say(const std::string& task, int k, double microseconds) {
  fmt::print("{} {} {:.2f}\n", task, k, microseconds);
}

// For what takes milliseconds and more: the middle of three.
double slow(const auto& work) {
  std::vector<double> rounds;
  for (int i = 0; i < 3; ++i) rounds.push_back(bench::microseconds_of(work, 1));
  std::ranges::sort(rounds);
  return rounds[1];
}

void write(const std::string& folder, const Effects& effects) {
  std::ofstream file(fmt::format("{}/effects{}.csv", folder, effects.k()));
  file << "y,v\n";
  for (Eigen::Index i = 0; i < effects.k(); ++i)
    file << fmt::format("{},{}\n", effects.y[i], effects.v[i]);
}

void single_fits(const std::string& folder, int k) {
  const Effects effects = bench::made_up(k);
  write(folder, effects);
  const auto fit = [&](const char* task, const char* tau2, const char* interval) {
    Method method;
    method.tau2 = find_row(tau2_estimators(), tau2);
    method.interval = find_row(interval_methods(), interval);
    say(task, k, bench::typical([&] { sink += *pool(effects, method).estimate; }));
  };
  const Tau2Estimator& reml = *find_row(tau2_estimators(), "REML");
  say("reml-kernel", k,
      bench::typical([&] { sink += reml.estimate(effects.y, effects.v).value; }));
  fit("REML", "REML", "wald");
  fit("PM", "PM", "wald");
  fit("HK", "REML", "hartung-knapp");
  say("Q-profile", k, bench::typical([&] { sink += q_profile(effects.y, effects.v, 0.95)->low; }));
  std::string why;
  Method method;
  say("trim-and-fill", k, bench::typical([&] {
        const auto filled = trim_and_fill(effects, method, {.side = FillSide::left}, why);
        if (filled) sink += filled->missing;
      }));
  const Refitter refitter(effects, method);
  say("leave-one-out", k, bench::typical([&] { sink += *leave_one_out(refitter).front().estimate; }));
}

void many_fits() {
  const Effects effects = bench::made_up(20);
  Eigen::MatrixXd X = Eigen::MatrixXd::Ones(20, 2);
  for (Eigen::Index i = 0; i < 20; ++i) X(i, 1) = static_cast<double>((7 * i) % 20);
  std::string why;
  MixedEffectsSettings settings;
  settings.tau2 = find_row(tau2_estimators(), "REML");
  PermutationSettings permutation;
  permutation.draws = 100'000;
  say("permutations", 20, slow([&] {
        sink += permutation_test(effects.y, effects.v, X, settings, permutation, why)->p[1];
      }));
  say("gosh", 20, slow([&] {
        sink += static_cast<double>(gosh(effects, {}, 1'000'000, 1, 0.0, why)->subsets);
      }));
}

void mixed_models(const std::string& folder) {
  bench::Random random;
  std::vector<TwoByTwo> tables;
  std::ofstream counts(folder + "/counts.csv");
  counts << "ai,n1i,ci,n2i\n";
  for (int i = 0; i < 20; ++i) {
    TwoByTwo t{0, 100 + 10.0 * (i % 7), 0, 100 + 10.0 * (i % 5)};
    const double level = 0.02 + 0.1 * random.uniform(), effect = std::exp(-0.4 + 0.3 * random.normal());
    t.c_events = std::floor(t.c_n * level);
    t.e_events = std::floor(t.e_n * std::min(0.9, level * effect));
    tables.push_back(t);
    counts << fmt::format("{},{},{},{}\n", t.e_events, t.e_n, t.c_events, t.c_n);
  }
  std::string why;
  const auto glmm = [&](const char* task, GlmmModel model) {
    GlmmSettings settings;
    settings.model = model;
    settings.tau2_interval = false;
    say(task, 20, slow([&] { sink += fit_glmm(tables, settings, why)->estimate; }));
  };
  glmm("CM.AL", GlmmModel::conditional_approximate);
  glmm("UM.FS", GlmmModel::fixed_studies);
  glmm("CM.EL", GlmmModel::conditional);

  MultilevelData data;
  const int rows = 1000;
  data.y.resize(rows);
  data.v.resize(rows);
  data.X = Eigen::MatrixXd::Ones(rows, 1);
  data.names = {"intercept"};
  Grouping study{"study", {}}, effect{"effect", {}};
  std::ofstream nested(folder + "/nested.csv");
  nested << "y,v,study\n";
  double shared = 0;
  for (int i = 0; i < rows; ++i) {
    if (i % 4 == 0) shared = 0.2 * random.normal();
    data.v[i] = 0.02 + 0.1 * random.uniform();
    data.y[i] = 0.3 + shared + 0.15 * random.normal() + std::sqrt(data.v[i]) * random.normal();
    study.group.push_back(i / 4);
    effect.group.push_back(i);
    nested << fmt::format("{},{},{}\n", data.y[i], data.v[i], i / 4);
  }
  data.levels = {study, effect};
  say("three-level", rows,
      slow([&] { sink += fit_multilevel(data, {}, why)->coefficients[0].estimate; }));
}

void selection() {
  const Effects effects = bench::made_up(30);
  std::string why;
  SelectionSettings settings;
  settings.model = find_row(selection_models(), "stepfun");
  settings.steps = {0.025};
  say("steps", 30, slow([&] { sink += fit_selection(effects.y, effects.v, settings, why)->estimate; }));
  settings.model = find_row(selection_models(), "beta");
  settings.steps = {};
  say("beta", 30, slow([&] { sink += fit_selection(effects.y, effects.v, settings, why)->estimate; }));
}

}  // namespace

int time_methods(const std::string& folder) {
  for (const int k : {5, 30, 1000}) single_fits(folder, k);
  many_fits();
  mixed_models(folder);
  selection();
  return std::isfinite(sink) ? 0 : 1;
}

}  // namespace steelyard

int main(int count, char** words) {
  if (count != 2) {
    fmt::print(stderr, "usage: steelyard_methods_bench FOLDER\n");
    return 64;
  }
  return steelyard::time_methods(words[1]);
}
