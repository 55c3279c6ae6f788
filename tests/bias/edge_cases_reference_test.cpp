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

// metafor keeps a study with a variance of 0 or below, which we leave out.
bool same_studies(const nlohmann::json& record) {
  const std::vector<double> y = numbers(record["yi"]), v = numbers(record["vi"]);
  for (std::size_t i = 0; i < y.size(); ++i)
    if (std::isfinite(y[i]) && (!std::isfinite(v[i]) || !(v[i] > 0))) return false;
  return true;
}

}  // namespace

TEST_CASE("Asymmetry, trim and fill and leave-one-out of degenerate input agree with metafor") {
  int ranks = 0, slopes = 0, fills = 0, left = 0;
  for (const auto& record : reference("edge_cases")) {
    const std::string name = record["case"], code = record["measure"];
    CAPTURE(name, code);
    if (!same_studies(record)) continue;
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
        CHECK(std::abs(slope->statistic - statistic) < 2e-3 * std::max(1.0, std::abs(statistic)));
        ++slopes;
      }
    }
    if (record.contains("trimfill")) {
      const auto filled = trim_and_fill(effects, {}, {}, why);
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
        CHECK(std::abs(*answers[i].estimate - expected[i]) < 2e-3 * *answers[i].se);
        ++left;
      }
    }
  }
  CHECK(ranks > 40);
  CHECK(slopes > 40);
  CHECK(fills > 40);
  CHECK(left > 150);
}

}  // namespace steelyard::support
