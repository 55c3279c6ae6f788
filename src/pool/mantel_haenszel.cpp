// Mantel–Haenszel pooling of odds ratios, risk ratios, risk differences, rate ratios and rate
// differences.
#include "pool/mantel_haenszel.h"

#include <cmath>

#include "steelyard/pool/method.h"

namespace steelyard {

namespace measure {
extern const Measure odds_ratio;
extern const Measure risk_ratio;
extern const Measure risk_difference;
extern const Measure rate_ratio;
extern const Measure rate_difference;
}  // namespace measure

namespace {

constexpr std::string_view no_ratio = "a group has no events in any study, so there is no ratio";

// Uncorrected cells: events and non-events of each arm, N people.
struct Cells {
  double a = 0, b = 0, c = 0, d = 0, n1 = 0, n2 = 0, N = 0;
};

Cells cells(const TwoByTwo& t) {
  return {t.e_events, t.e_n - t.e_events, t.c_events, t.c_n - t.c_events, t.e_n,
          t.c_n,      t.e_n + t.c_n};
}

// Variance: robins1986.
std::optional<ModelFit> pooled_odds_ratio(std::span<const Data> tables, std::string& why) {
  ModelFit fit;
  double R = 0, S = 0, PR = 0, PSQR = 0, QS = 0;
  for (const Data& data : tables) {
    const Cells t = cells(std::get<TwoByTwo>(data));
    const double P = (t.a + t.d) / t.N, Q = (t.b + t.c) / t.N;
    const double r = t.a * t.d / t.N, s = t.b * t.c / t.N;
    R += r;
    S += s;
    PR += P * r;
    PSQR += P * s + Q * r;
    QS += Q * s;
    fit.weights.push_back(s);
  }
  if (!(R > 0) || !(S > 0)) {
    why = "a group has no events, or only events, in any study, so there is no odds ratio";
    return std::nullopt;
  }
  fit.estimate = std::log(R / S);
  fit.se = std::sqrt((PR / (R * R) + PSQR / (R * S) + QS / (S * S)) / 2);
  return fit;
}

// Variance: greenland1985.
std::optional<ModelFit> pooled_risk_ratio(std::span<const Data> tables, std::string& why) {
  ModelFit fit;
  double R = 0, S = 0, M = 0;
  for (const Data& data : tables) {
    const Cells t = cells(std::get<TwoByTwo>(data));
    R += t.a * (t.n2 / t.N);
    S += t.c * (t.n1 / t.N);
    M += (t.n1 / t.N) * (t.n2 / t.N) * (t.a + t.c) - t.a * t.c / t.N;
    fit.weights.push_back(t.c * (t.n1 / t.N));
  }
  if (!(R > 0) || !(S > 0)) {
    why = no_ratio;
    return std::nullopt;
  }
  fit.estimate = std::log(R / S);
  fit.se = std::sqrt(M / (R * S));
  return fit;
}

// Variance: sato1989.
std::optional<ModelFit> pooled_risk_difference(std::span<const Data> tables, std::string&) {
  ModelFit fit;
  double sum = 0, W = 0, P = 0, Q = 0;
  for (const Data& data : tables) {
    const Cells t = cells(std::get<TwoByTwo>(data));
    const double f1 = t.n1 / t.N, f2 = t.n2 / t.N;
    sum += t.a * f2 - t.c * f1;
    W += t.n1 * f2;
    P += t.c * f1 * f1 - t.a * f2 * f2 + f1 * f2 * (t.n2 - t.n1) / 2;
    Q += (t.a * (t.d / t.N) + t.c * (t.b / t.N)) / 2;
    fit.weights.push_back(t.n1 * f2);
  }
  fit.estimate = sum / W;
  fit.se = std::sqrt(fit.estimate * P + Q) / W;
  return fit;
}

// Variance: greenland1985.
std::optional<ModelFit> pooled_rate_ratio(std::span<const Data> tables, std::string& why) {
  ModelFit fit;
  double R = 0, S = 0, M = 0;
  for (const Data& data : tables) {
    const auto& t = std::get<PersonTime>(data);
    const double T = t.e_time + t.c_time;
    R += t.e_events * (t.c_time / T);
    S += t.c_events * (t.e_time / T);
    M += (t.e_time / T) * (t.c_time / T) * (t.e_events + t.c_events);
    fit.weights.push_back(t.c_events * (t.e_time / T));
  }
  if (!(R > 0) || !(S > 0)) {
    why = no_ratio;
    return std::nullopt;
  }
  fit.estimate = std::log(R / S);
  fit.se = std::sqrt(M / (R * S));
  return fit;
}

// Variance: greenland1985.
std::optional<ModelFit> pooled_rate_difference(std::span<const Data> tables, std::string&) {
  ModelFit fit;
  double sum = 0, W = 0, V = 0;
  for (const Data& data : tables) {
    const auto& t = std::get<PersonTime>(data);
    const double T = t.e_time + t.c_time;
    const double f1 = t.e_time / T, f2 = t.c_time / T;
    sum += t.e_events * f2 - t.c_events * f1;
    W += t.e_time * f2;
    V += t.e_events * f2 * f2 + t.c_events * f1 * f1;
    fit.weights.push_back(t.e_time * f2);
  }
  fit.estimate = sum / W;
  fit.se = std::sqrt(V) / W;
  return fit;
}

struct Formula {
  const Measure* measure;
  std::optional<ModelFit> (*fit)(std::span<const Data> tables, std::string& why);
};

constexpr Formula formulas[] = {
    {&measure::odds_ratio,      pooled_odds_ratio     },
    {&measure::risk_ratio,      pooled_risk_ratio     },
    {&measure::risk_difference, pooled_risk_difference},
    {&measure::rate_ratio,      pooled_rate_ratio     },
    {&measure::rate_difference, pooled_rate_difference},
};

const Formula* formula_for(const Measure& measure) {
  for (const Formula& formula : formulas)
    if (formula.measure == &measure) return &formula;
  return nullptr;
}

std::string unsuited(const Measure& measure, Model model) {
  if (!formula_for(measure))
    return "Mantel–Haenszel pooling is defined for RR, OR, RD, IRR and IRD, but the measure is " +
           std::string(measure.id);
  if (model == Model::random)
    return "Mantel–Haenszel pooling assumes one common effect, but the model is random";
  return "";
}

std::optional<ModelFit> mantel_haenszel(const Effects& effects, const Method& /*method*/,
                                        std::string& why) {
  const auto tables = all_tables(effects, why);
  if (!tables) return std::nullopt;
  auto fit = mantel_haenszel_fit(*effects.measure, *tables, why);
  if (fit) set_study_q(effects, *fit);
  return fit;
}

}  // namespace

std::optional<std::vector<Data>> all_tables(const Effects& effects, std::string& why) {
  for (std::size_t i = 0; i < effects.data.size(); ++i) {
    const Data& data = effects.data[i];
    if (std::holds_alternative<TwoByTwo>(data) || std::holds_alternative<PersonTime>(data))
      continue;
    why = "Mantel–Haenszel pooling needs the counts of every study, but " + effects.name[i] +
          " gives only an effect";
    return std::nullopt;
  }
  // The method needs no correction: tables without an effect of their own are pooled all the same.
  std::vector<Data> tables = effects.data;
  for (const WithoutEffect& each : effects.without_effect) tables.push_back(each.data);
  return tables;
}

void set_study_q(const Effects& effects, ModelFit& fit) {
  EffectContext context = effects.context;
  context.zero_cells.drop00 = true;
  for (const Data& data : effects.data) {
    std::string unused;
    const auto effect = effects.measure->from(data, context, unused);
    if (!effect) continue;
    const double distance = effect->y - fit.estimate;
    fit.q += distance * distance / effect->v;
    ++fit.q_k;
  }
}

std::optional<ModelFit> mantel_haenszel_fit(const Measure& measure, std::span<const Data> tables, std::string& why) {
  const Formula* formula = formula_for(measure);
  auto fit = formula != nullptr ? formula->fit(tables, why) : std::nullopt;
  if (!fit) return std::nullopt;
  if (!std::isfinite(fit->estimate) || !(fit->se > 0) || !std::isfinite(fit->se)) {
    why = "the pooled counts give no positive variance";
    return std::nullopt;
  }
  return fit;
}

namespace pooling {
extern const PoolingMethod mantel_haenszel{
    .id = "mantel-haenszel",
    .label = "Mantel–Haenszel",
    .source = "mantel1959",
    .unsuited = unsuited,
    .fit = steelyard::mantel_haenszel,
    .from_counts = true,
    .q_centres = true,
};
}

}  // namespace steelyard
