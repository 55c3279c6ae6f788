// Made-up literatures: trials with a known truth, and which of them are published.
#include "analysis/calibration/literature.h"

#include <array>
#include <cmath>

#include "steelyard/stats/logistic.h"

namespace steelyard {

namespace {

// Settings of the calibration, stated in docs/calibration.md; none is taken from a paper.
constexpr double typical_control_risk = 0.4;
constexpr double control_logit_sd = 0.3;               // between trials
constexpr std::array<int, 4> group_sizes{24, 48, 100, 200};  // people a group, equally likely
constexpr int small_below = 100;       // people a group
constexpr double unseen = 0.8;         // of small trials that do not significantly favour it
constexpr int looks = 4;               // at each quarter of the people, the last one included
constexpr double favours = 1.96;       // z that counts as favouring the treatment

double logit(double p) { return std::log(p / (1 - p)); }

int events_among(Random& random, int people, double risk) {
  int events = 0;
  for (int i = 0; i < people; ++i) events += random.uniform() < risk ? 1 : 0;
  return events;
}

// The difference of two shares over its standard error if there were none.
double z_of(const TwoByTwo& t) {
  const double p = (t.e_events + t.c_events) / (t.e_n + t.c_n);
  if (p <= 0 || p >= 1) return 0;
  return (t.e_events / t.e_n - t.c_events / t.c_n) /
         std::sqrt(p * (1 - p) * (1 / t.e_n + 1 / t.c_n));
}

TwoByTwo draw_trial(Random& random, const CalibrationCell& cell, double log_odds_ratio) {
  const int planned = group_sizes[random.below(group_sizes.size())];
  const double control = logit(typical_control_risk) + control_logit_sd * random.normal();
  const double effect = log_odds_ratio + (cell.tau > 0 ? cell.tau * random.normal() : 0);
  const double p0 = expit(control), p1 = expit(control + effect);
  const int parts = cell.selection == Selection::early_stopping ? looks : 1;
  TwoByTwo trial;
  for (int part = 0; part < parts; ++part) {
    const int people = planned / parts;
    trial.e_n += people;
    trial.c_n += people;
    trial.e_events += events_among(random, people, p1);
    trial.c_events += events_among(random, people, p0);
    if (parts > 1 && z_of(trial) >= favours) break;
  }
  return trial;
}

bool is_published(Random& random, const CalibrationCell& cell, const TwoByTwo& trial) {
  if (cell.selection != Selection::small_studies) return true;
  if (trial.e_n >= small_below || z_of(trial) >= favours) return true;
  return random.uniform() >= unseen;
}

}  // namespace

double true_log_odds_ratio(double effect_per_1000) {
  return logit(typical_control_risk + effect_per_1000 / 1000) - logit(typical_control_risk);
}

void draw_literature(Random& random, const CalibrationCell& cell, std::vector<TwoByTwo>& trials) {
  const double effect = true_log_odds_ratio(cell.effect_per_1000);
  trials.clear();
  while (static_cast<int>(trials.size()) < cell.trials) {
    const TwoByTwo trial = draw_trial(random, cell, effect);
    if (is_published(random, cell, trial)) trials.push_back(trial);
  }
}

}  // namespace steelyard
