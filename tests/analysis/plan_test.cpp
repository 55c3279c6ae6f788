#include "steelyard/analysis/plan.h"

#include "support/catch.h"

namespace {

using steelyard::Settings;

std::string complaints(const Settings& settings) {
  return steelyard::to_text(steelyard::make_plan(settings, {"review.toml", 12, 1}).notices);
}

steelyard::Setting typed(const std::string& text) { return {text, {"review.toml", 14, 11}, ""}; }

}  // namespace

TEST_CASE("A plan holds the rows that its settings name, whatever their case") {
  const auto plan = steelyard::make_plan({{"measure", typed("rr")},
                                          {"model", typed("random")},
                                          {"tau2", typed("reml")},
                                          {"interval", typed("Hartung-Knapp")},
                                          {"level", typed("90")},
                                          {"to", typed("all")},
                                          {"drop00", typed("true")}},
                                         {});
  REQUIRE(plan.notices.empty());
  CHECK(plan.value.measure->id == "RR");
  CHECK(plan.value.method.tau2->id == "REML");
  CHECK(plan.value.method.interval->id == "hartung-knapp");
  CHECK(plan.value.method.level == Approx(0.9));
  CHECK(plan.value.zero_cells.to == steelyard::AddTo::all);
  CHECK(plan.value.zero_cells.drop00);
}

TEST_CASE("A number fixes tau squared") {
  const auto plan = steelyard::make_plan({{"measure", typed("OR")}, {"tau2", typed("0.25")}}, {});
  CHECK(plan.notices.empty());
  CHECK(plan.value.method.fixed_tau2 == 0.25);
}

TEST_CASE("A wrong name is answered with its place and a suggestion") {
  CHECK(complaints({{"measure", typed("RR")}, {"tau2", typed("RMEL")}}) ==
        "review.toml:14:11: error: tau2 is \"RMEL\", but must be an estimator or a number\n"
        "  hint: did you mean 'REML'?\n");
  CHECK(complaints({{"measure", typed("RRR")}}) ==
        "review.toml:14:11: error: measure is \"RRR\", but must be a code from `steelyard list "
        "measures`\n  hint: did you mean 'RR'?\n");
  CHECK(complaints({}) ==
        "review.toml:12:1: error: measure is missing, but must be a code from `steelyard list "
        "measures`\n  hint: RR is the risk ratio\n");
  CHECK(complaints({{"measure", typed("RR")}, {"level", typed("0.95")}}) ==
        "review.toml:14:11: error: level is \"0.95\", but must be a percentage from 50 to below "
        "100\n  hint: the usual level is 95\n");
  CHECK(complaints({{"measure", typed("RR")}, {"model", typed("mixed")}}) ==
        "review.toml:14:11: error: model is \"mixed\", but must be common or random\n");
}

TEST_CASE("A pooling method that does not suit the measure is refused") {
  const auto plan = steelyard::make_plan({{"measure", typed("MD")}, {"pooling", typed("peto")}}, {});
  CHECK(steelyard::has_errors(plan.notices));
}

TEST_CASE("A measure is asked only for formulas that it knows") {
  const auto plan = steelyard::make_plan(
      {{"measure", typed("SMD")}, {"vtype", typed("ub")}, {"correct", typed("false")}}, {});
  REQUIRE(plan.notices.empty());
  CHECK(plan.value.formula.variance == steelyard::VarianceType::UB);
  CHECK_FALSE(plan.value.formula.correct);
  CHECK(complaints({{"measure", typed("PHI")}, {"vtype", typed("UB")}}) ==
        "review.toml:14:11: error: vtype is \"UB\", but must be LS, ST or CS with PHI\n");
  CHECK(complaints({{"measure", typed("RD")}, {"correct", typed("false")}})
            .find("correct is \"false\", but must be true with RD") != std::string::npos);
}
