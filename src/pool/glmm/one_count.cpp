// Models with one count a study: one group, or two groups given the events of both.
#include <algorithm>
#include <cmath>

#include "pool/glmm/maximum.h"
#include "pool/glmm/two_groups.h"

namespace steelyard {

namespace {

// η = μ + τ z
GlmmIngredients one_effect() {
  GlmmIngredients model;
  model.common.parameters = 1;
  model.common.of[0] = {{1, 0}, -1};
  model.random = model.common;
  model.random.parameters = 2;
  model.random.axes = 1;
  model.random.of[1] = {{1, 0}, 0};
  model.saturated = saturated_counts;
  return model;
}

std::optional<GlmmFit> fit(std::vector<Term> terms, const OwnEffects& own, double start,
                           const GlmmSettings& settings, std::string_view of, std::string& why) {
  GlmmIngredients model = one_effect();
  bool all_low = true, all_high = true;
  for (Term& term : terms) {
    if (term.empty()) {
      ++model.uninformative;
      continue;
    }
    all_low = all_low && term.at_lower_end();
    all_high = all_high && term.at_upper_end();
    StudyCounts& study = model.studies.emplace_back();
    study.term[0] = std::move(term);
  }
  if (model.studies.empty() || all_low || all_high) {
    why = why_infinite(model.studies.empty(), of);
    return std::nullopt;
  }
  model.observations = static_cast<int>(model.studies.size());
  model.start.shared = GlmmVector::Constant(1, start);
  model.unit = own.least_variance;
  model.reach = own.range();
  const auto result = glmm_maximum(model, settings, why);
  if (!result) return std::nullopt;
  return result->fit;
}

}  // namespace

std::string why_infinite(bool nothing_said, std::string_view of) {
  return nothing_said ? "no study tells anything about the " + std::string(of)
                      : "the counts of all studies point to an infinite " + std::string(of);
}

std::optional<GlmmFit> fit_conditional(std::span<const TwoByTwo> tables, bool exact,
                                       const GlmmSettings& settings, std::string& why) {
  std::vector<Term> terms;
  double R = half, S = half;
  OwnEffects own;
  for (const TwoByTwo& t : tables) {
    const double a = t.e_events, b = t.e_n - a, c = t.c_events, d = t.c_n - c, m = a + c;
    if (exact && (a != std::floor(a) || b != std::floor(b) || c != std::floor(c) ||
                  d != std::floor(d))) {
      why = "the exact conditional likelihood needs whole counts";
      return std::nullopt;
    }
    // Where everybody had an event the margins allow one table alone, of which the approximation knows nothing.
    const bool only_events = b + d == 0;
    terms.push_back(exact         ? Term::hypergeometric(a, t.e_n, t.c_n, m)
                    : only_events ? Term::binomial(0, 0)
                                  : Term::binomial(a, m, std::log(t.e_n / t.c_n)));
    if (m == 0 || only_events) continue;
    R += a * d / (t.e_n + t.c_n);
    S += b * c / (t.e_n + t.c_n);
    own.add(std::log((a + half) * (d + half) / ((b + half) * (c + half))),
            1 / (a + half) + 1 / (b + half) + 1 / (c + half) + 1 / (d + half));
  }
  return fit(std::move(terms), own, std::log(R / S), settings, "odds ratio", why);
}

std::optional<GlmmFit> fit_conditional(std::span<const PersonTime> tables,
                                       const GlmmSettings& settings, std::string& why) {
  std::vector<Term> terms;
  double R = half, S = half;
  OwnEffects own;
  for (const PersonTime& t : tables) {
    const double x1 = t.e_events, x2 = t.c_events, T = t.e_time + t.c_time;
    terms.push_back(Term::binomial(x1, x1 + x2, std::log(t.e_time / t.c_time)));
    if (x1 + x2 == 0) continue;
    R += x1 * (t.c_time / T);
    S += x2 * (t.e_time / T);
    own.add(std::log((x1 + half) / t.e_time) - std::log((x2 + half) / t.c_time),
            1 / (x1 + half) + 1 / (x2 + half));
  }
  return fit(std::move(terms), own, std::log(R / S), settings, "rate ratio", why);
}

std::optional<GlmmFit> fit_glmm(std::span<const OneProportion> groups,
                                const GlmmSettings& settings, std::string& why) {
  std::vector<Term> terms;
  double events = half, others = half;
  OwnEffects own;
  for (const OneProportion& group : groups) {
    terms.push_back(Term::binomial(group.events, group.n));
    events += group.events;
    others += group.n - group.events;
    own.add(std::log((group.events + half) / (group.n - group.events + half)),
            1 / (group.events + half) + 1 / (group.n - group.events + half));
  }
  return fit(std::move(terms), own, std::log(events / others), settings, "logit", why);
}

std::optional<GlmmFit> fit_glmm(std::span<const OneRate> groups, const GlmmSettings& settings,
                                std::string& why) {
  std::vector<Term> terms;
  double events = 0, time = 0;
  OwnEffects own;
  for (const OneRate& group : groups) {
    terms.push_back(Term::poisson(group.events, group.time));
    events += group.events;
    time += group.time;
    own.add(std::log((group.events + half) / group.time), 1 / (group.events + half));
  }
  return fit(std::move(terms), own, std::log((events + half) / time), settings, "log rate",
             why);
}

}  // namespace steelyard
