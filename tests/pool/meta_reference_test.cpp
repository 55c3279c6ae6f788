// Guards of Hartung–Knapp, Kenward–Roger, prediction intervals, intervals of H and I² and sample size
// weights against R's package meta 8.3-0.
#include <map>

#include "steelyard/pool/synthesis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

struct Rows {
  const char *tau2, *interval, *prediction;
};

const std::map<std::string, Rows> variants{
    {"inverse-DL",                 {"DL", "wald", "V"}                  },
    {"inverse-REML-KR",            {"REML", "kenward-roger", "KR"}      },
    {"inverse-DL-HK-adhoc-ci",     {"DL", "hartung-knapp-ci", "V"}      },
    {"inverse-DL-HK-adhoc-IQWiG6", {"DL", "hartung-knapp-iqwig6", "V"}  },
    {"predict-V",                  {"REML", "hartung-knapp", "V"}       },
    {"predict-HTS",                {"REML", "hartung-knapp", "HTS"}     },
    {"predict-HK",                 {"REML", "wald", "HK"}               },
    {"predict-KR",                 {"REML", "wald", "KR"}               },
    {"predict-S",                  {"REML", "hartung-knapp", "S"}       },
};

Method method_of(const Rows& rows) {
  Method method;
  method.tau2 = find_row(tau2_estimators(), rows.tau2);
  method.interval = find_row(interval_methods(), rows.interval);
  method.prediction = find_row(prediction_methods(), rows.prediction);
  return method;
}

// meta's τ² is metafor's, which is not iterated to the end where the variances are tiny.
constexpr double by_tau2 = 1e-6;

void check_from_q(const Effects& effects, const nlohmann::json& record) {
  Method method = method_of(variants.at("inverse-DL"));
  method.tau2_interval = find_row(tau2_intervals(), "J");
  const Synthesis s = pool(effects, method);
  REQUIRE(s.heterogeneity->tau2_ci);
  // metafor's uniroot stops within 1.3e-4.
  CHECK(apart(s.heterogeneity->tau2_ci->low, number(record["lower_tau2"]), 1) < 1.3e-4);
  CHECK(apart(s.heterogeneity->tau2_ci->high, number(record["upper_tau2"]), 1) < 1.3e-4);
  if (!record.contains("lower_I2")) return;
  method.tau2_interval = find_row(tau2_intervals(), "HT");
  const Heterogeneity h = *pool(effects, method).heterogeneity;
  REQUIRE(h.i2_ci);
  CHECK(apart(h.i2_ci->low, 100 * number(record["lower_I2"]), 1e-3) < 1e-9);
  CHECK(apart(h.i2_ci->high, 100 * number(record["upper_I2"]), 1e-3) < 1e-9);
  CHECK(apart(std::sqrt(h.h2_ci->low), number(record["lower_H"])) < 1e-9);
  CHECK(apart(std::sqrt(h.h2_ci->high), number(record["upper_H"])) < 1e-9);
}

void check_interval(const Effects& effects, const nlohmann::json& record, const Method& method) {
  const Synthesis s = pool(effects, method);
  const double width = number(record["upper_random"]) - number(record["lower_random"]);
  // meta shows an infinite interval, or one of a million standard errors; here it is absent, with the reason.
  if (!std::isfinite(width) || width > 2e6 * number(record["seTE_random"])) {
    CHECK_FALSE(s.interval);
    return;
  }
  REQUIRE(s.interval);
  CHECK(apart(*s.estimate, number(record["TE_random"]), width) < by_tau2);
  CHECK(apart(s.interval->se, number(record["seTE_random"])) < by_tau2);
  CHECK(apart(s.interval->low, number(record["lower_random"]), width) < by_tau2);
  CHECK(apart(s.interval->high, number(record["upper_random"]), width) < by_tau2);
  CHECK(apart(s.interval->df.value_or(HUGE_VAL), number(record["df_random"])) < by_tau2);
}

}  // namespace

TEST_CASE("Intervals and prediction intervals agree with R's meta") {
  std::map<std::pair<std::string, std::string>, Effects> effects;
  for (const auto& record : reference("pooling"))
    effects[{record["view"], record["measure"]}] =
        effects_of(numbers(record["yi"]), numbers(record["vi"]));
  int checked = 0;
  for (const auto& record : reference("meta")) {
    const std::string view = record["view"], measure = record["measure"];
    const std::string variant = record["variant"];
    CAPTURE(view, measure, variant);
    const Effects& e = effects.at({view, measure});
    // meta leaves out double zeros, corrects risk differences and has its own variances of SMD.
    const Synthesis common = pool(e, {.model = Model::common});
    if (!variants.contains(variant) || e.k() < 2 ||
        apart(*common.estimate, number(record["common"])) > 1e-9)
      continue;
    const double peer = number(record["tau2"]);
    const Method method = method_of(variants.at(variant));
    const Synthesis s = pool(e, method);
    const bool peer_is_exact =
        apart(*s.heterogeneity->tau2, peer, 1e-3 * *s.heterogeneity->typical) < 1e-7;
    if (!peer_is_exact) continue;
    if (variant == "inverse-DL") check_from_q(e, record);
    if (record.contains("TE_random")) check_interval(e, record, method);
    if (record.contains("lower_predict") && std::isfinite(number(record["lower_predict"]))) {
      const double width = number(record["upper_predict"]) - number(record["lower_predict"]);
      if (s.se && width > 2e6 * std::hypot(*s.se, std::sqrt(peer))) {
        CHECK_FALSE(s.prediction);
        continue;
      }
      REQUIRE(s.prediction);
      CHECK(apart(s.prediction->low, number(record["lower_predict"]), width) < by_tau2);
      CHECK(apart(s.prediction->high, number(record["upper_predict"]), width) < by_tau2);
    }
    ++checked;
  }
  CHECK(checked > 450);
}

TEST_CASE("Sample size weights agree with R's meta") {
  std::map<std::string, nlohmann::json> views;
  for (const auto& view : reference("studies")) views[view["view"]] = view;
  int checked = 0;
  for (const auto& record : reference("meta")) {
    if (record["variant"] != "SSW" || !views.contains(record["view"])) continue;
    const std::string view = record["view"], code = record["measure"];
    CAPTURE(view, code);
    const Effects effects =
        compute_effects(studies_of(views.at(view)), *find_measure(code), {.drop00 = true});
    if (effects.k() != static_cast<int>(number(record["k"]))) continue;
    Method method;
    method.pooling = find_row(pooling_methods(), "sample-size");
    method.fixed_tau2 = number(record["tau2"]);
    const Synthesis random = pool(effects, method);
    REQUIRE(random.estimate);
    CHECK(apart(*random.estimate, number(record["TE_common"]), 1e-3) < 1e-9);
    // With a double zero, whose error is infinite there, meta's errors are infinite too.
    if (record.contains("seTE_random") && std::isfinite(number(record["seTE_random"])))
      CHECK(apart(*random.se, number(record["seTE_random"])) < 1e-9);
    ++checked;
  }
  CHECK(checked > 20);
}

}  // namespace steelyard::support
