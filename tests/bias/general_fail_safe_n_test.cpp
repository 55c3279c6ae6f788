// The general fail-safe N against models of the studies and the null studies, and against Rosenberg's.
#include "steelyard/bias/general_fail_safe_n.h"

#include <cmath>

#include "steelyard/bias/fail_safe_n.h"
#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

GeneralFailSafeN general(const Effects& effects, const Method& method,
                         std::optional<double> target = std::nullopt) {
  std::string why;
  const auto fit = general_fail_safe_n(effects, method, target, why);
  CAPTURE(why);
  REQUIRE(fit);
  return *fit;
}

}  // namespace

TEST_CASE("The general fail-safe N is where metafor's model of all studies is no longer significant") {
  // metafor's own fsn() approximates this number (by default) and is up to a tenth lower.
  int fits = 0;
  for (const auto& record : reference("general_fail_safe_n"))
    for (const auto& fit : record["fits"]) {
      const std::string id = record["id"], estimator = fit["tau2_method"], test = fit["test"];
      CAPTURE(id, estimator, test);
      const Effects effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
      Method method;
      method.tau2 = find_row(tau2_estimators(), estimator);
      method.interval = find_row(interval_methods(), test == "z" ? "wald" : "hartung-knapp");
      const GeneralFailSafeN ours = general(effects, method);
      REQUIRE(ours.studies);
      CHECK(*ours.studies == fit["n"].get<int>());
      if (*ours.studies > 0) {
        // metafor's REML stops at steps of 1e-12 in τ², whatever its size.
        constexpr double stopped = 1e-6;
        CHECK(apart(*ours.p_with, number(fit["p"])) < stopped);
        CHECK(apart(*ours.estimate_with, number(fit["estimate"])) < stopped);
        CHECK(apart(*ours.tau2_with, number(fit["tau2"]), 1e-3) < stopped);
      }
      const GeneralFailSafeN half = general(effects, method, ours.estimate / 2);
      REQUIRE(half.studies);
      CHECK(*half.studies == fit["half"].get<int>());
      ++fits;
    }
  CHECK(fits == 28);
}

TEST_CASE("Under a common effect the general fail-safe N is Rosenberg's, and to half the effect Orwin's") {
  for (const auto& record : reference("general_fail_safe_n")) {
    const Effects effects = effects_of(numbers(record["yi"]), numbers(record["vi"]));
    std::string why;
    const auto plain = fail_safe_n(effects.y, effects.v, 0, std::nullopt, why);
    REQUIRE(plain);
    const Method common{.model = Model::common};
    CHECK(*general(effects, common).studies == plain->rosenberg);
    CHECK(*general(effects, common, plain->target).studies == plain->orwin);
  }
}

TEST_CASE("The general fail-safe N follows neither order, unit nor sign, and says what it cannot give") {
  const auto record = reference("general_fail_safe_n")[0];
  const std::vector<double> y = numbers(record["yi"]), v = numbers(record["vi"]);
  const int plain = *general(effects_of(y, v), {}).studies;
  std::vector<double> some_y(y.rbegin(), y.rend()), some_v(v.rbegin(), v.rend());
  for (double& each : some_y) each *= -1e3;
  for (double& each : some_v) each *= 1e6;
  CHECK(*general(effects_of(some_y, some_v), {}).studies == plain);
  CHECK(*general(effects_of({0.1, -0.2, 0.1}, {1, 1, 2}), {}).studies == 0);
  CHECK_FALSE(general(effects_of(y, v), {}, 0.0).studies);
  std::string why;
  CHECK_FALSE(general_fail_safe_n(effects_of({1}, {0.1}), {}, std::nullopt, why));
  CHECK(why.find("two studies") != std::string::npos);
  // A single effect that is beyond doubt: the null studies needed are more than are counted.
  const GeneralFailSafeN sure = general(effects_of({5, 5.1, 5.2}, {1e-8, 1e-8, 1e-8}),
                                        {.model = Model::common});
  CHECK_FALSE(sure.studies);
  CHECK(sure.most > 10000);
}

}  // namespace steelyard::support
