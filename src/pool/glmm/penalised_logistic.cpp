// Penalised logistic regression: one common odds ratio and a level for each study.
//
//   ln L(α, θ) + ½ ln |I(α, θ)|
//
// Firth's penalty removes the first-order bias and keeps every estimate finite, with zero cells too.
// One table alone gives its odds ratio with ½ added to each cell.
#include <cmath>

#include "steelyard/pool/method.h"

namespace steelyard {

namespace measure {
extern const Measure odds_ratio;
}

namespace {

struct Table {
  TwoByTwo counts;
  double level = 0;  // α: the logit of the second group
};

double risk(double eta) {
  return eta > 0 ? 1 / (1 + std::exp(-eta)) : std::exp(eta) / (1 + std::exp(eta));
}
double log_one_plus_exp(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

// The information has an arrow's shape: determinant and inverse in closed form.
struct PenalisedState {
  double height = 0;       // penalised log-likelihood
  double information = 0;  // of θ, levels profiled out: Σ w₁w₂/(w₁ + w₂)
  double score = 0;        // of θ, likewise
  std::vector<double> level_score, level_information, share;
};

PenalisedState state_of(const std::vector<Table>& tables, double theta) {
  PenalisedState state;
  struct Arms {
    double p1, p2, w1, w2;
  };
  std::vector<Arms> arms;
  for (const Table& table : tables) {
    const TwoByTwo& t = table.counts;
    const double eta1 = table.level + theta, eta2 = table.level;
    Arms a{risk(eta1), risk(eta2), 0, 0};
    a.w1 = t.e_n * a.p1 * risk(-eta1);
    a.w2 = t.c_n * a.p2 * risk(-eta2);
    state.height += t.e_events * eta1 - t.e_n * log_one_plus_exp(eta1) + t.c_events * eta2 -
                    t.c_n * log_one_plus_exp(eta2) + std::log(a.w1 + a.w2) / 2;
    state.information += a.w1 * (a.w2 / (a.w1 + a.w2));
    arms.push_back(a);
  }
  state.height += std::log(state.information) / 2;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const TwoByTwo& t = tables[i].counts;
    const Arms& a = arms[i];
    const double d = a.w1 + a.w2, share1 = a.w1 / d, share2 = a.w2 / d;
    // Leverages w x′I⁻¹x of the two groups.
    const double h1 = share1 + a.w1 * share2 * share2 / state.information;
    const double h2 = share2 + a.w2 * share1 * share1 / state.information;
    const double s1 = t.e_events - t.e_n * a.p1 + h1 * (0.5 - a.p1);
    const double s2 = t.c_events - t.c_n * a.p2 + h2 * (0.5 - a.p2);
    state.level_score.push_back(s1 + s2);
    state.level_information.push_back(d);
    state.share.push_back(share1);
    state.score += s1 - share1 * (s1 + s2);
  }
  return state;
}

std::string unsuited(const Measure& measure, Model model) {
  if (&measure != &measure::odds_ratio)
    return "penalised logistic regression is defined for OR, but the measure is " +
           std::string(measure.id);
  if (model == Model::random)
    return "penalised logistic regression assumes one common effect, but the model is random";
  return "";
}

std::optional<ModelFit> fit_tables(std::vector<Table> tables, std::string& why) {
  double theta = 0;
  PenalisedState now = state_of(tables, theta);
  constexpr int most_steps = 1000, most_halvings = 60;
  constexpr double last_step = 1e-26;  // squared, in standard errors
  bool converged = false;
  for (int i = 0; i < most_steps && !converged; ++i) {
    const double step = now.score / now.information;
    double gain = now.score * step, share = 1;
    for (std::size_t s = 0; s < tables.size(); ++s)
      gain += now.level_score[s] * now.level_score[s] / now.level_information[s];
    std::vector<Table> next = tables;
    PenalisedState then;
    for (int halving = 0; halving < most_halvings; ++halving, share /= 2) {
      for (std::size_t s = 0; s < tables.size(); ++s)
        next[s].level = tables[s].level + share * (now.level_score[s] / now.level_information[s] -
                                                   now.share[s] * step);
      then = state_of(next, theta + share * step);
      const double rounding = 1e-13 * (1 + std::abs(now.height));
      if (then.height >= now.height - rounding) break;
    }
    if (!std::isfinite(then.height)) break;
    theta += share * step;
    tables = std::move(next);
    now = std::move(then);
    converged = gain < last_step;
  }
  if (!converged || !(now.information > 0)) {
    why = "the penalised likelihood has no maximum that could be found";
    return std::nullopt;
  }
  ModelFit fit;
  fit.estimate = theta;
  fit.se = 1 / std::sqrt(now.information);
  fit.more.push_back({"penalised_log_likelihood", "penalised log-likelihood, but for a constant",
                      now.height});
  return fit;
}

std::optional<ModelFit> penalised_logistic(const Effects& effects, const Method& /*method*/,
                                           std::string& why) {
  std::vector<Table> tables;
  const auto add = [&](const TwoByTwo& t) {
    constexpr double half = 0.5;
    tables.push_back({t, std::log((t.e_events + t.c_events + half) /
                                  (t.e_n - t.e_events + t.c_n - t.c_events + half))});
  };
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const auto* table = std::get_if<TwoByTwo>(&effects.data[i]);
    if (table == nullptr) {
      why = "penalised logistic regression needs the counts of every study, but " +
            effects.name[i] + " gives only an effect";
      return std::nullopt;
    }
    add(*table);
  }
  for (const WithoutEffect& each : effects.without_effect)
    if (const auto* table = std::get_if<TwoByTwo>(&each.data)) add(*table);
  return fit_tables(std::move(tables), why);
}

}  // namespace

namespace pooling {
extern const PoolingMethod penalised_logistic{
    .id = "penalised-logistic",
    .label = "penalised logistic regression",
    .source = "firth1993",
    .unsuited = unsuited,
    .fit = steelyard::penalised_logistic,
    .from_counts = true,
};
}

}  // namespace steelyard
