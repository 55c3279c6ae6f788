// Degenerate input: where metafor gives a result, so do we, and where ours differs it says why.
#include <set>

#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

// metafor's fits here stop at its default settings; REML, ML, EB and PM are checked for the value
// of their own equation in the tests of the estimators.
const std::set<std::string> closed{"EE", "DL", "SJ", "HE", "HS"};

// Cases in which a study is left out that metafor keeps, or fails on.
const std::set<std::string> refused{
    "all-zero-variance",  // a variance of 0 is not possible
    "inf-yi",             // metafor stops with an error of its linear algebra
    "negative-vi",        // a variance below 0 is not possible
    "cont-sd-zero-both",  // MD and ROM of standard deviations of 0 have a variance of 0
    "negative-counts",    // metafor stops with an error
    "na-vi",              // the study without variance is dropped by both
};

void check_finite(const Synthesis& s) {
  if (s.estimate) CHECK(std::isfinite(*s.estimate));
  if (s.se) CHECK((std::isfinite(*s.se) && *s.se > 0));
  if (s.interval) CHECK((std::isfinite(s.interval->low) && std::isfinite(s.interval->high)));
  if (s.prediction) CHECK((std::isfinite(s.prediction->low) && std::isfinite(s.prediction->high)));
  for (const double weight : s.weights) CHECK(std::isfinite(weight));
  if (!s.estimate || !s.interval) CHECK_FALSE(s.notes.empty());
  if (!s.heterogeneity) return;
  const Heterogeneity& h = *s.heterogeneity;
  for (const double each : {h.q, h.q_df, h.q_p, h.i2, h.i2_from_q, h.h2})
    CHECK(std::isfinite(each));
  if (h.tau2) CHECK((std::isfinite(*h.tau2) && *h.tau2 >= 0));
}

}  // namespace

TEST_CASE("Degenerate input never gives NaN, and every absent value has a note") {
  for (const auto& record : reference("edge_cases")) {
    const std::string name = record["case"], code = record["measure"];
    CAPTURE(name, code);
    const auto effects = compute_effects(studies_of(record["data"]), *find_measure(code));
    for (const Model model : {Model::common, Model::random})
      for (const Tau2Estimator* tau2 : tau2_estimators())
        for (const IntervalMethod* interval : interval_methods())
          for (const PredictionMethod* prediction : prediction_methods()) {
            // One that stands on neither estimator nor interval is tried once.
            const bool first = tau2 == tau2_estimators().front() && interval == interval_methods().front();
            if (prediction->own != nullptr && !first) continue;
            check_finite(pool(
                effects,
                {.model = model, .tau2 = tau2, .interval = interval, .prediction = prediction}));
          }
    for (const auto& left : effects.left_out) CHECK_FALSE(left.reason.empty());
  }
}

TEST_CASE("Closed formulas agree with metafor on degenerate input") {
  int checked = 0;
  for (const auto& record : reference("edge_cases")) {
    const std::string name = record["case"], code = record["measure"];
    if (refused.contains(name)) continue;
    const auto effects = compute_effects(studies_of(record["data"]), *find_measure(code));
    for (const auto& [id, fit] : record["fits"].items()) {
      CAPTURE(name, code, id);
      if (!closed.contains(id) || fit.contains("error")) continue;
      Method method;
      method.model = id == "EE" ? Model::common : Model::random;
      method.tau2 = find_row(tau2_estimators(), id == "EE" ? "DL" : id);
      const Synthesis s = pool(effects, method);
      REQUIRE(s.estimate);
      const double width = number(fit["ub"]) - number(fit["lb"]);
      CHECK(apart(*s.estimate, number(fit["b"]), width) < 1e-9);
      CHECK(apart(*s.se, number(fit["se"])) < 1e-9);
      REQUIRE(s.interval);
      CHECK(apart(s.interval->low, number(fit["lb"]), width) < 1e-9);
      CHECK(apart(s.interval->high, number(fit["ub"]), width) < 1e-9);
      ++checked;
      if (effects.k() < 2) continue;
      CHECK(apart(s.heterogeneity->q, number(fit["QE"]), 1e-3) < 1e-9);
      CHECK(apart(s.heterogeneity->i2, number(fit["I2"]), 1e-3) < 1e-8);
      if (id != "EE")
        CHECK(apart(*s.heterogeneity->tau2, number(fit["tau2"]), effects.v.mean() * 1e-3) < 1e-9);
    }
  }
  CHECK(checked > 250);
}

}  // namespace steelyard::support
