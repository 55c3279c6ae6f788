// Degenerate input: tests of asymmetry, trim and fill and leave-one-out against metafor, where it gives a
// result. Its REML stops at its default settings, so that what rests on τ² agrees to 1e-3 of a standard
// error or so.
#include <algorithm>
#include <set>

#include "steelyard/bias/asymmetry.h"
#include "steelyard/bias/trim_and_fill.h"
#include "steelyard/sensitivity/leave_out.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// Effects as metafor had them: all that are finite with a variance above 0.
Effects given(const nlohmann::json& record) {
  std::vector<double> y, v;
  const std::vector<double> all_y = numbers(record["yi"]), all_v = numbers(record["vi"]);
  for (std::size_t i = 0; i < all_y.size(); ++i) {
    if (!std::isfinite(all_y[i]) || !std::isfinite(all_v[i]) || !(all_v[i] > 0)) continue;
    y.push_back(all_y[i]);
    v.push_back(all_v[i]);
  }
  return effects_of(y, v);
}

// Two pairs of mirror images: the slope is 0, and sides and ranks hang on the last bit of metafor's
// variances.
constexpr std::string_view mirrored = "tiny-arms";

// metafor keeps a study with a variance of 0 or below, which we leave out.
bool same_studies(const nlohmann::json& record) {
  const std::vector<double> y = numbers(record["yi"]), v = numbers(record["vi"]);
  for (std::size_t i = 0; i < y.size(); ++i)
    if (std::isfinite(y[i]) && (!std::isfinite(v[i]) || !(v[i] > 0))) return false;
  return true;
}

std::vector<double> kept(const Eigen::ArrayXd& values) { return {values.begin(), values.end()}; }

// The fit once more by its definition: the highest restricted likelihood over a fine lattice of τ²,
// refined by golden section; y on x, or their mean where x is empty.
struct Naive {
  double coefficient = 0, se = 0;
};
Naive by_likelihood(const std::vector<double>& y, const std::vector<double>& v,
                    const std::vector<double>& x) {
  Naive at;
  const auto likelihood = [&](double tau2) {
    double w = 0, wx = 0, wxx = 0, wy = 0, wxy = 0, logs = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double weight = 1 / (v[i] + tau2), xi = x.empty() ? 0 : x[i];
      w += weight;
      wx += weight * xi;
      wy += weight * y[i];
      logs += std::log(weight);
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double weight = 1 / (v[i] + tau2), dx = x.empty() ? 0 : x[i] - wx / w;
      wxx += weight * dx * dx;
      wxy += weight * dx * (y[i] - wy / w);
    }
    const double slope = x.empty() ? 0 : wxy / wxx;
    double squares = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double dx = x.empty() ? 0 : x[i] - wx / w, r = y[i] - wy / w - slope * dx;
      squares += r * r / (v[i] + tau2);
    }
    at = x.empty() ? Naive{wy / w, std::sqrt(1 / w)} : Naive{slope, std::sqrt(1 / wxx)};
    return (logs - std::log(w) - (x.empty() ? 0 : std::log(wxx)) - squares) / 2;
  };
  const auto [low, high] = std::ranges::minmax(y);
  const double top = 10 * (high - low) * (high - low), ratio = 1.02;
  double best = 0, most = likelihood(0);
  for (double t = 1e-9 * std::ranges::min(v); t < top; t *= ratio)
    if (const double l = likelihood(t); l > most) {
      most = l;
      best = t;
    }
  constexpr double golden = 0.6180339887498949;
  double a = best / ratio, b = best * ratio;
  while (best > 0 && b - a > 1e-12 * b) {
    const double left = b - golden * (b - a), right = a + golden * (b - a);
    (likelihood(left) > likelihood(right) ? b : a) = likelihood(left) > likelihood(right) ? right : left;
  }
  likelihood(best > 0 ? (a + b) / 2 : 0);
  return at;
}

// metafor's REML ends where a step of τ² is below 1e-5, whatever its unit, or not at all. Where its
// answer is another, ours has to be the maximum of the likelihood.
constexpr double ended_early = 2e-3, located = 1e-4;

}  // namespace

TEST_CASE("Asymmetry, trim and fill and leave-one-out of degenerate input agree with metafor") {
  int ranks = 0, slopes = 0, fills = 0, left = 0, metafor_off = 0;
  for (const auto& record : reference("edge_cases")) {
    const std::string name = record["case"], code = record["measure"];
    CAPTURE(name, code);
    // metafor stops at negative counts: no effects stand there to compare.
    if (name == mirrored || !record.contains("yi") || !same_studies(record)) continue;
    const Effects effects = given(record);
    std::string why;
    if (record.contains("ranktest")) {
      const auto begg = begg_test(effects, why);
      const double tau = number(record["ranktest"]["stat"]);
      if (effects.k() >= 3 && std::isfinite(tau)) {
        REQUIRE(begg);
        CHECK(std::abs(begg->tau - tau) < 1e-9);
        ++ranks;
      }
    }
    if (record.contains("regtest") && effects.k() >= 3) {
      MixedEffectsSettings settings;
      settings.tau2 = tau2_estimators().front();
      const auto slope = mixed_asymmetry(effects, StudySize::se, settings, why);
      const double statistic = number(record["regtest"]["stat"]);
      if (slope && std::isfinite(statistic)) {
        if (std::abs(slope->statistic - statistic) >
            ended_early * std::max(1.0, std::abs(statistic))) {
          const std::vector<double> y = kept(effects.y), v = kept(effects.v);
          std::vector<double> se;
          for (const double each : v) se.push_back(std::sqrt(each));
          const Naive naive = by_likelihood(y, v, se);
          CHECK(std::abs(slope->statistic - naive.coefficient / naive.se) <
                located * std::max(1.0, std::abs(slope->statistic)));
          ++metafor_off;
        }
        ++slopes;
      }
    }
    if (record.contains("trimfill")) {
      // These records are of DerSimonian–Laird's estimator.
      const auto filled =
          trim_and_fill(effects, {.tau2 = find_row(tau2_estimators(), "DL")}, {}, why);
      REQUIRE(filled);
      CHECK(filled->missing == record["trimfill"]["k0"]);
      CHECK((filled->side == FillSide::left) == (record["trimfill"]["side"] == "left"));
      CHECK(std::abs(*filled->synthesis.estimate - number(record["trimfill"]["b"])) <
            2e-3 * *filled->synthesis.se);
      ++fills;
    }
    if (record.contains("leave1out")) {
      const auto answers = leave_one_out(Refitter(effects, {}));
      const std::vector<double> expected = numbers(record["leave1out"]["b"]);
      REQUIRE(answers.size() == expected.size());
      for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i].estimate || !std::isfinite(expected[i])) continue;
        CAPTURE(i);
        if (std::abs(*answers[i].estimate - expected[i]) > ended_early * *answers[i].se) {
          std::vector<double> y = kept(effects.y), v = kept(effects.v);
          y.erase(y.begin() + static_cast<long>(i));
          v.erase(v.begin() + static_cast<long>(i));
          const Naive naive = by_likelihood(y, v, {});
          CHECK(std::abs(*answers[i].estimate - naive.coefficient) < located * naive.se);
          ++metafor_off;
        }
        ++left;
      }
    }
  }
  CHECK(ranks > 40);
  CHECK(slopes > 40);
  CHECK(fills > 40);
  CHECK(left > 150);
  CHECK(metafor_off < 30);  // of more than 200
}

}  // namespace steelyard::support
