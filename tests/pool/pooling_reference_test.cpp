// Pooled results of every reference view, estimator and interval, against metafor 5.0-1.
//
// Each record is checked twice: our τ² against the exact one (found without any package where the
// file has it), and everything that follows from τ² with metafor's own τ² held fixed, so that a
// peer that stopped early is still compared to the last digits.
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// metafor lets SJ use studies with a variance of 0, as there are in these two records; such a
// variance is not possible, and we leave the studies out.
bool has_impossible_variance(const nlohmann::json& record) {
  const auto v = numbers(record["vi"]);
  return std::ranges::any_of(v, [](double each) { return !(each > 0); });
}

// The exact τ² of a record. For the proportions of crisafulli2020 (variances near 1e-9) the file's
// independent value is itself only good to 3e-8; these were found with 40 digits.
double exact_tau2(const nlohmann::json& record, const nlohmann::json& fit) {
  if (record["view"] == "crisafulli2020" && record["measure"] == "PR") {
    if (fit["method"] == "REML") return 7.9311199640740609807e-10;
    if (fit["method"] == "PM" || fit["method"] == "EB") return 5.0546795218601882443e-10;
  }
  return number(fit.contains("tau2_independent") ? fit["tau2_independent"] : fit["tau2"]);
}

Synthesis pooled(const Effects& effects, std::string_view interval, std::string_view prediction,
                 const std::optional<double>& tau2) {
  Method method;
  method.interval = find_row(interval_methods(), interval);
  method.prediction = find_row(prediction_methods(), prediction);
  method.fixed_tau2 = tau2;
  method.model = tau2 ? Model::random : Model::common;
  return pool(effects, method);
}

void check_interval(const Synthesis& s, const nlohmann::json& test, double width) {
  REQUIRE(s.interval);
  CHECK(apart(s.interval->low, number(test["lb"]), width) < closed_form);
  CHECK(apart(s.interval->high, number(test["ub"]), width) < closed_form);
  if (test.contains("p")) {
    const double p = number(test["p"]);
    CHECK(apart(s.interval->p, p, 1e-290) < 1e-9);  // p multiplies the error of z by about z²
  }
}

void check_prediction(const Synthesis& s, const nlohmann::json& bounds, double width) {
  REQUIRE(s.prediction);
  CHECK(apart(s.prediction->low, number(bounds[0]), width) < closed_form);
  CHECK(apart(s.prediction->high, number(bounds[1]), width) < closed_form);
}

void check_fit(const Effects& effects, const nlohmann::json& fit) {
  std::optional<double> tau2;
  if (fit["method"] != "EE") tau2 = number(fit["tau2"]);
  const auto wald = pooled(effects, "wald", "normal", tau2);
  const auto& z = fit["z"];
  const double width = number(z["ub"]) - number(z["lb"]);
  REQUIRE(wald.estimate);
  CHECK(apart(*wald.estimate, number(z["b"]), width) < closed_form);
  CHECK(apart(*wald.se, number(z["se"])) < closed_form);
  check_interval(wald, z, width);
  const Heterogeneity& h = *wald.heterogeneity;
  CHECK(apart(h.q, number(fit["QE"]), 1e-3 * static_cast<double>(effects.k())) < 1e-9);
  CHECK(apart(h.q_p, number(fit["QEp"]), 1e-290) < 1e-7);  // far tails magnify the error of Q
  CHECK(apart(h.i2, number(fit["I2"]), 1e-3) < 1e-9);
  CHECK(apart(h.h2, number(fit["H2"])) < 1e-9);
  if (z.contains("pi_default")) check_prediction(wald, z["pi_default"], width);
  if (z.contains("pi_riley"))
    check_prediction(pooled(effects, "wald", "k-2", tau2), z["pi_riley"], width);
  if (z.contains("pi_t")) check_prediction(pooled(effects, "wald", "k-1", tau2), z["pi_t"], width);
  for (const auto& [name, id] : {std::pair("t", "t"), std::pair("knha", "hartung-knapp"),
                                 std::pair("adhoc", "hartung-knapp-adhoc")}) {
    if (!fit.contains(name)) continue;
    CAPTURE(id);
    const auto& test = fit[name];
    const auto s = pooled(effects, id, "by-interval", tau2);
    check_interval(s, test, number(test["ub"]) - number(test["lb"]));
    if (test.contains("pi_default")) check_prediction(s, test["pi_default"], width);
    if (test.contains("pi_riley"))
      check_prediction(pooled(effects, id, "k-2", tau2), test["pi_riley"], width);
  }
}

}  // namespace

TEST_CASE("Estimates of the between-study variance agree with exact solutions and with metafor") {
  int checked = 0;
  for (const auto& record : reference("pooling")) {
    if (has_impossible_variance(record)) continue;
    const auto effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
    std::vector<double> v(effects.v.begin(), effects.v.end());
    std::ranges::sort(v);
    const double small = 1e-3 * v[v.size() / 2];  // below this τ² is zero beside the variances
    for (const auto& fit : record["fits"]) {
      const std::string code = fit["method"];
      if (code == "EE") continue;
      CAPTURE(std::string(record["view"]), std::string(record["measure"]), code);
      const auto* row = find_row(tau2_estimators(), code);
      REQUIRE(row);
      const Tau2 ours = row->estimate(effects.y, effects.v);
      const double peer = number(fit["tau2"]);
      const double exact = exact_tau2(record, fit);
      CHECK(ours.converged);
      CHECK(apart(ours.value, exact, small) < iterated);
      if (apart(peer, exact, small) < iterated && fit.contains("se_tau2")) {
        REQUIRE(ours.se);
        CHECK(apart(*ours.se, number(fit["se_tau2"])) < iterated);
      }
      ++checked;
    }
  }
  CHECK(checked > 1500);
}

TEST_CASE("Everything that follows from the between-study variance agrees with metafor") {
  for (const auto& record : reference("pooling")) {
    if (has_impossible_variance(record)) continue;
    const auto effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
    for (const auto& fit : record["fits"]) {
      CAPTURE(std::string(record["view"]), std::string(record["measure"]),
              std::string(fit["method"]));
      check_fit(effects, fit);
    }
  }
}

}  // namespace steelyard::support
