#include "steelyard/analysis/plan.h"

#include <array>

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

TEST_CASE("A preset gives the definitions of another program, and settings given here win") {
  const auto plan = [](std::string_view preset, const char* measure, Settings more = {}) {
    more["preset"] = typed(std::string(preset));
    more["measure"] = typed(measure);
    const auto made = steelyard::make_plan(more, {});
    INFO(steelyard::to_text(made.notices));
    CHECK(made.notices.empty());
    return made.value.method;
  };
  const auto revman = plan("revman5", "RR");
  CHECK(revman.pooling->id == "mantel-haenszel-random");
  CHECK(revman.tau2->id == "DL");
  CHECK(revman.i2_from_q);
  CHECK(plan("RevMan5", "OR", {{"model", typed("fixed")}}).pooling->id == "mantel-haenszel-corrected");
  CHECK(plan("revman5", "MD").pooling == nullptr);
  CHECK(plan("meta", "RR").prediction->id == "V");
  CHECK(plan("iqwig6", "SMD").interval->id == "hartung-knapp-iqwig6");
  CHECK(plan("iqwig6", "SMD", {{"tau2", typed("REML")}}).tau2->id == "REML");
  CHECK_FALSE(plan("metafor", "SMD").i2_from_q);
  CHECK(complaints({{"measure", typed("RR")}, {"preset", typed("revman")}}).find("revman5") !=
        std::string::npos);
}

TEST_CASE("A pooling brings its own defaults") {
  const auto method = [](Settings settings) {
    settings["measure"] = typed("SMD");
    const auto made = steelyard::make_plan(settings, {});
    CHECK(made.notices.empty());
    return made.value.method;
  };
  CHECK(method({{"pooling", typed("ivhet")}}).tau2->id == "DL");
  CHECK(method({{"pooling", typed("multiplicative")}}).model == steelyard::Model::common);
  CHECK(method({{"weights", typed("w")}}).pooling->id == "weights");
  CHECK(method({{"interval", typed("henmi-copas")}}).pooling->id == "ivhet");
  CHECK(complaints({{"measure", typed("SMD")},
                    {"interval", typed("kenward-roger")},
                    {"tau2", typed("DL")}})
            .find("defined for τ² by restricted maximum likelihood only") != std::string::npos);
}

TEST_CASE("Names of other programs mean the same rows") {
  const auto plan_of = [](const char* measure, const char* tau2, const char* interval) {
    return steelyard::make_plan(
        {{"measure", typed(measure)}, {"tau2", typed(tau2)}, {"interval", typed(interval)}}, {});
  };
  constexpr std::array<std::array<const char*, 6>, 13> same{
      {{"MRAW", "MN", "CO", "HE", "knha", "hartung-knapp"},
       {"MLN", "MNLN", "VC", "HE", "HK", "hartung-knapp"},
       {"PRAW", "PR", "MP", "PM", "z", "wald"},
       {"plogit", "PLO", "mp", "PM", "classic", "wald"},
       {"ASD", "AS", "DL", "DL", "adhoc", "hartung-knapp-adhoc"},
       {"OR2D", "OR2DL", "DL", "DL", "normal", "wald"},
       {"D2OR", "D2ORL", "DL", "DL", "hksj", "hartung-knapp"},
       {"RR", "RR", "DL", "DL", "hakn", "hartung-knapp"},
       {"RR", "RR", "DL", "DL", "KR", "kenward-roger"},
       {"RR", "RR", "DL", "DL", "HC", "henmi-copas"},
       {"RR", "RR", "DL", "DL", "IQWiG6", "hartung-knapp-iqwig6"},
       {"RR", "RR", "DL", "DL", "t", "t"},
       {"MN", "MN", "HE", "HE", "wald", "wald"}}
  };
  for (const auto& each : same) {
    CAPTURE(each[0], each[2], each[4]);
    const auto plan = plan_of(each[0], each[2], each[4]);
    CHECK(plan.value.measure != nullptr);
    if (plan.value.measure != nullptr) CHECK(plan.value.measure->id == each[1]);
    if (plan.value.method.tau2 != nullptr) CHECK(plan.value.method.tau2->id == each[3]);
    if (plan.value.method.interval != nullptr) CHECK(plan.value.method.interval->id == each[5]);
    for (const auto& notice : plan.notices) CHECK(notice.text.find("a method that suits") != std::string::npos);
  }
}

TEST_CASE("What another program calls differently, or computes otherwise, gets the right hint") {
  CHECK(complaints({{"measure", typed("VE")}}).find("vaccine efficacy is 1 − RR: pool RR") != std::string::npos);
  CHECK(complaints({{"measure", typed("DOR")}}).find("is computed as OR") != std::string::npos);
  CHECK(complaints({{"measure", typed("RR")}, {"tau2", typed("FE")}}).find("model = common") != std::string::npos);
}

TEST_CASE("A preset understands the names of measures that other programs use") {
  const auto own = steelyard::make_plan({{"measure", typed("PLO")}, {"preset", typed("meta")}}, {});
  const auto other = steelyard::make_plan({{"measure", typed("PLOGIT")}, {"preset", typed("meta")}}, {});
  REQUIRE(other.value.measure != nullptr);
  CHECK(other.value.measure->id == own.value.measure->id);
  CHECK(other.value.method.interval == own.value.method.interval);
}

TEST_CASE("Only two ways to take quantiles are known") {
  CHECK(complaints({{"measure", typed("MD")}, {"quantiles", typed("fitted")}}).empty());
  CHECK(complaints({{"measure", typed("MD")}, {"quantiles", typed("luo")}})
            .find("quantiles is \"luo\", but must be formulas or fitted") != std::string::npos);
}
