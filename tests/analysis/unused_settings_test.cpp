// Settings that the model of the plan cannot follow are refused by name, never passed over.
#include "steelyard/analysis/analysis.h"
#include "steelyard/read/reader.h"
#include "support/catch.h"

namespace steelyard::support {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string complaint(const Pairs& base, const Pairs& more) {
  Settings settings{{"measure", {"OR", {}, ""}}};
  for (const Pairs* pairs : {&base, &more})
    for (const auto& [name, text] : *pairs) settings[name] = {text, {}, ""};
  return to_text(make_plan(settings, {}).notices);
}

struct Model {
  Pairs settings;
  Pairs refused;  // each alone
  Pairs followed;
};

const Pairs levels{{"cluster", "trial"}}, robust{{"cluster", "trial"}, {"cluster-method", "robust"}},
    multivariate{{"cluster", "trial"}, {"multivariate", "out"}}, common{{"model", "common"}},
    mantel_haenszel{{"pooling", "mantel-haenszel"}, {"model", "common"}},
    mantel_haenszel_random{{"pooling", "mantel-haenszel-random"}}, glmm{{"pooling", "glmm-um-fs"}},
    penalised{{"pooling", "penalised-logistic"}, {"model", "common"}};

}  // namespace

TEST_CASE("Every interval for τ² is refused by name where the model has another") {
  for (const Pairs& base : {levels, multivariate, common, mantel_haenszel, penalised, glmm})
    for (const Tau2Interval* row : tau2_intervals()) {
      const std::string id(row->id);
      if (base == glmm && id == "PL-ML") continue;  // that is its own
      CAPTURE(base.front().first, id);
      CHECK(complaint(base, {{"tau2-interval", id}}).find("tau2-interval is \"" + id + "\", but must be") !=
            std::string::npos);
    }
  for (const Pairs& base : {robust, mantel_haenszel_random, Pairs{}})
    for (const Tau2Interval* row : tau2_intervals())
      CHECK(complaint(base, {{"tau2-interval", std::string(row->id)}}).empty());
}

TEST_CASE("What else a model passes over is refused, and what it follows is not") {
  const std::vector<Model> models{
      {levels,
       {{"prediction", "HK"}, {"prediction", "KR-PR"}, {"prediction", "NNF"}, {"i2", "q"}, {"weights", "w"}},
       {{"prediction", "k-2"}, {"prediction", "V"}, {"i2", "tau2"}, {"tau2", "ML"}}},
      {robust,
       {{"prediction", "HK"}, {"prediction", "KR"}, {"prediction", "V"}, {"prediction", "NNF"}},
       {{"prediction", "k-1"}, {"tau2", "DL"}, {"tau2", "0.1"}, {"i2", "q"}}},
      {common,
       {{"tau2", "DL"}, {"tau2", "0.1"}, {"prediction", "HTS"}},
       {{"interval", "t"}, {"i2", "q"}}},
      {mantel_haenszel, {{"tau2", "ML"}, {"prediction", "k-1"}, {"weights", "w"}}, {{"i2", "q"}}},
      {mantel_haenszel_random, {{"tau2", "ML"}, {"tau2", "0.1"}, {"weights", "w"}}, {{"tau2", "DL"}}},
      {glmm,
       {{"tau2", "DL"}, {"tau2", "0.1"}, {"i2", "q"}, {"weights", "w"}},
       {{"tau2", "ML"}, {"tau2-interval", "PL-ML"}, {"prediction", "k-1"}}},
      {{{"pooling", "unweighted"}}, {{"weights", "w"}}, {{"tau2", "DL"}}},
  };
  for (const Model& model : models) {
    CAPTURE(model.settings.empty() ? "" : model.settings.front().second);
    CHECK(complaint(model.settings, {}).empty());
    for (const auto& each : model.refused) {
      CAPTURE(each.first, each.second);
      CHECK(complaint(model.settings, {each}).find(each.first + " is \"" + each.second + "\", but must be ") !=
            std::string::npos);
    }
    for (const auto& each : model.followed) {
      CAPTURE(each.first, each.second);
      CHECK(complaint(model.settings, {each}).empty());
    }
  }
}

TEST_CASE("What a preset brings is not held against the other settings") {
  for (const char* preset : {"metafor", "meta", "revman5", "revman-web", "iqwig6"}) {
    CAPTURE(preset);
    CHECK(complaint({{"preset", preset}, {"model", "common"}}, {}).empty());
    CHECK_FALSE(complaint({{"preset", preset}, {"model", "common"}}, {{"prediction", "V"}}).empty());
  }
}

TEST_CASE("Estimators of τ² stay where a further analysis may take them, own weights where τ² does") {
  CHECK(complaint(common, {{"tau2", "DL"}, {"compare-models", "true"}}).empty());
  CHECK(complaint({{"pooling", "inverse"}, {"weights", "w"}}, {{"tau2", "GENQ"}}).empty());
  CHECK(complaint({{"pooling", "inverse"}, {"weights", "w"}}, {{"tau2-interval", "GENQ"}}).empty());
  CHECK_FALSE(complaint({{"pooling", "inverse"}, {"weights", "w"}}, {}).empty());
}

TEST_CASE("An interval that brings a pooling of its own is refused by its own name for effects in clusters") {
  const std::string text = complaint(levels, {{"interval", "henmi-copas"}});
  CHECK(text.find("interval is \"henmi-copas\", but must be another one") != std::string::npos);
  CHECK(text.find("pooling is missing") == std::string::npos);
  CHECK(text.find("tau2 is missing") == std::string::npos);
}

TEST_CASE("Settings of an analysis that nobody asked for are refused with what they belong to") {
  CHECK(complaint({}, {{"subgroup-tau2", "common"}}).find("but must be given with subgroup") != std::string::npos);
  CHECK(complaint({{"subgroup", "g"}}, {{"subgroup-tau2", "common"}}).empty());
  CHECK(complaint({}, {{"force", "true"}}).find("but must be given with bias") != std::string::npos);
  CHECK(complaint({{"bias", "egger"}}, {{"force", "true"}}).empty());
  CHECK(complaint({}, {{"force", "false"}}).empty());
  CHECK(complaint({}, {{"pooling", "weights"}}).find("weights is missing") != std::string::npos);
  CHECK(complaint({{"weights", "w"}}, {{"pooling", "weights"}}).empty());
}

}  // namespace steelyard::support
