// Data and second formulas that several tests share.
#pragma once
#include "steelyard/bias/selection.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include "steelyard/analysis/analysis.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/quadrature.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/paths.h"
#include "support/reference.h"

namespace steelyard::support {

using Eigen::ArrayXd;

inline ArrayXd values(const std::vector<double>& from) {
  return Eigen::Map<const ArrayXd>(from.data(), static_cast<Eigen::Index>(from.size()));
}

// Hackshaw, Law and Wald 1997: log odds ratios of lung cancer by a spouse's smoking.
inline const nlohmann::json& hackshaw() {
  static const nlohmann::json file = reference("selection_types");
  return file.front();
}
inline ArrayXd hackshaw_y() {
  return values(numbers(hackshaw().at("yi")));
}
inline ArrayXd hackshaw_v() {
  return values(numbers(hackshaw().at("vi")));
}

inline SelectionSettings by(std::string_view id, std::vector<double> steps = {},
                     SelectionSide side = SelectionSide::greater) {
  SelectionSettings settings;
  settings.model = find_row(selection_models(), id);
  REQUIRE(settings.model != nullptr);
  settings.steps = std::move(steps);
  settings.side = side;
  return settings;
}

inline SelectionSide side_of(const nlohmann::json& name) {
  if (name == "less") return SelectionSide::less;
  return name == "two.sided" ? SelectionSide::two_sided : SelectionSide::greater;
}

inline SelectionSettings settings_of(const nlohmann::json& fit) {
  SelectionSettings settings =
      by(fit.at("type").get<std::string>(),
         fit.contains("steps") ? numbers(fit.at("steps")) : std::vector<double>(),
         side_of(fit.at("alternative")));
  if (fit.contains("fixed"))
    for (const auto& one : fit.at("fixed"))
      settings.delta.push_back(one.is_null() ? std::nullopt : std::optional(one.get<double>()));
  settings.random = !fit.contains("model") || fit.at("model") == "random";
  return settings;
}

// The weights as the papers write them.
inline double weight(const SelectionSettings& s, const std::vector<double>& d, double p) {
  const std::string_view id = s.model->id;
  if (id == "stepfun") {
    std::size_t j = 0;
    while (j < s.steps.size() && p > s.steps[j]) ++j;
    return d[j];
  }
  if (id == "beta") {
    p = std::clamp(p, 1e-5, 1 - 1e-5);
    return std::pow(p, d[0] - 1) * std::pow(1 - p, d[1] - 1);
  }
  const auto smooth = [&](double at) {
    if (id == "halfnorm") return std::exp(-d[0] * at * at);
    if (id == "negexp") return std::exp(-d[0] * at);
    if (id == "logistic") return 2 * std::exp(-d[0] * at) / (1 + std::exp(-d[0] * at));
    if (id == "power") return std::pow(1 - std::min(at, 1 - 1e-5), d[0]);
    return std::exp(-d[0] * std::pow(at, 1 / d[1]));
  };
  if (s.steps.empty()) return smooth(p);
  return p <= s.steps[0] ? 1 : smooth(p) / smooth(s.steps[0]);
}

inline double p_of(SelectionSide side, double z) {
  if (side == SelectionSide::greater) return normal_cdf(-z);
  return side == SelectionSide::less ? normal_cdf(z) : normal_p(z);
}

// The likelihood by plain integration between the points where a weight breaks.
inline double plainly(const SelectionSettings& s, const std::vector<double>& d, double mu, double tau2) {
  const ArrayXd y = hackshaw_y(), v = hackshaw_v();
  double sum = 0;
  for (Eigen::Index i = 0; i < y.size(); ++i) {
    const double se = std::sqrt(v[i]), eta = std::sqrt(v[i] + tau2);
    const auto density = [&](double x) {
      const double u = (x - mu) / eta;
      return std::exp(-u * u / 2) / (eta * std::sqrt(2 * std::numbers::pi));
    };
    std::vector<double> cuts{-9.0, -5.0, -3.0, -1.0, 0.0, 1.0, 3.0, 5.0, 9.0};
    for (double& cut : cuts) cut = mu + cut * eta;
    std::vector<double> breaks = s.steps;
    breaks.insert(breaks.end(), {1e-5, 1 - 1e-5});
    for (const double p : breaks) {
      const bool two = s.side == SelectionSide::two_sided;
      const double z = -normal_quantile(two ? p / 2 : p);
      cuts.push_back(se * z);
      cuts.push_back(-se * z);
    }
    cuts.push_back(0);
    std::ranges::sort(cuts);
    double seen = 0;
    for (std::size_t c = 0; c + 1 < cuts.size(); ++c)
      if (cuts[c] < cuts[c + 1])
        seen += integral([&](double x) { return weight(s, d, p_of(s.side, x / se)) * density(x); }, cuts[c],
                         cuts[c + 1]);
    sum +=
        std::log(weight(s, d, p_of(s.side, y[i] / se))) + std::log(density(y[i])) - std::log(seen);
  }
  return sum;
}

}  // namespace steelyard::support
