// What R's package meta 8.3-0 gives, with the preset of that name and the settings that stand for its own: measures of
// one and of two groups, Mantel–Haenszel with every correction, Peto, sample size weights, intervals of proportions.
#include <algorithm>
#include <cmath>
#include <map>

#include "steelyard/analysis/analysis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

Settings settings_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Settings settings;
  for (const auto& [name, text] : pairs) settings[name] = {text, {}, ""};
  return settings;
}

// `common` is what only the common effect takes.
struct Variant {
  std::vector<std::pair<std::string, std::string>> both, random, common;
};

const std::pair<std::string, std::string> inverse{"pooling", "inverse"}, dl{"tau2", "DL"}, pm{"tau2", "PM"};

const std::map<std::string, Variant> variants{
    {"default",                    {}                                                                              },
    {"inverse-DL",                 {{inverse}, {dl}, {}}                                                           },
    {"inverse-PM-HK",              {{inverse}, {pm, {"interval", "hartung-knapp"}}, {}}                            },
    {"inverse-REML-HK",            {{inverse}, {{"interval", "hartung-knapp"}}, {}}                                },
    {"inverse-REML-KR",            {{inverse}, {{"interval", "kenward-roger"}, {"prediction", "KR"}}, {}}          },
    {"inverse-DL-HK-adhoc-se",     {{inverse}, {dl, {"interval", "hartung-knapp-adhoc"}}, {}}                      },
    {"inverse-DL-HK-adhoc-ci",     {{inverse}, {dl, {"interval", "hartung-knapp-ci"}}, {}}                         },
    {"inverse-DL-HK-adhoc-IQWiG6", {{inverse}, {dl, {"interval", "hartung-knapp-iqwig6"}}, {}}                     },
    {"predict-V",                  {{inverse}, {{"prediction", "V"}}, {}}                                          },
    {"predict-HTS",                {{inverse}, {{"prediction", "HTS"}}, {}}                                        },
    {"predict-HK",                 {{inverse}, {{"prediction", "HK"}}, {}}                                         },
    {"predict-KR",                 {{inverse}, {{"prediction", "KR"}}, {}}                                         },
    {"predict-S",                  {{inverse}, {{"prediction", "S"}}, {}}                                          },
    {"MH-exact",                   {{}, {}, {{"pooling", "mantel-haenszel"}}}                                      },
    {"MH-allincr",                 {{{"to", "all"}}, {}, {}}                                                       },
    {"MH-TACC",                    {{{"add-by", "group-size"}}, {}, {}}                                            },
    {"inverse-TACC",               {{inverse, {"add-by", "group-size"}}, {dl}, {}}                                 },
    {"Peto",                       {}                                                                              },
    {"SSW",                        {{{"pooling", "sample-size"}}, {}, {}}                                          },
    {"pooledvar",                  {{{"vtype", "HO"}}, {dl}, {}}                                                   },
    {"smd-Hedges-exact",           {{{"vtype", "UB"}}, {dl}, {}}                                                   },
    {"smd-Hedges-approx",          {{{"vtype", "RM"}}, {dl}, {}}                                                   },
    {"smd-Cohen-exact",            {{{"correct", "false"}, {"vtype", "WT"}}, {dl}, {}}                             },
    {"smd-Cohen-approx",           {{{"correct", "false"}, {"vtype", "LS"}}, {dl}, {}}                             },
    {"smd-Glass-exact",            {{{"correct", "false"}, {"vtype", "WT"}}, {dl}, {}}                             },
    {"smd-Glass-approx",           {{{"correct", "false"}, {"vtype", "WT"}}, {dl}, {}}                             },
};

AnalysisFinding analysed(const nlohmann::json& record, const std::vector<Study>& studies, bool random) {
  const std::string name = record["variant"];
  std::string measure = record["measure"];
  if (name == "Peto") measure = "PETO";
  if (name.starts_with("smd-Glass")) measure = "SMD1";
  Settings settings = settings_of({
      {"preset",  "meta"                       },
      {"measure", measure                      },
      {"model",   random ? "random" : "common"}
  });
  const Variant variant = name.starts_with("ci-") ? Variant{{inverse, {"study-interval", name.substr(3)}}, {}, {}}
                                                  : variants.at(name);
  for (const auto& more : {variant.both, random ? variant.random : variant.common})
    for (const auto& [key, setting] : settings_of(more)) settings[key] = setting;
  // meta's variance of the pooled difference is not metafor's.
  if (name == "MH-exact" && !random && measure == "RD") settings["pooling"] = {"mantel-haenszel-greenland", {}, ""};
  const auto plan = make_plan(settings, {});
  INFO(to_text(plan.notices));
  REQUIRE(plan.notices.empty());
  return analyse_studies(studies, plan.value);
}

std::map<std::string, std::vector<Study>> studies_by_view() {
  std::map<std::string, std::vector<Study>> views;
  for (const auto& view : reference("studies")) views[view["view"]] = studies_of(view);
  return views;
}

// One record of meta, and how near to it is near enough.
class Agreement {
 public:
  Agreement(const nlohmann::json& record, double tolerance) : record_(record), tolerance_(tolerance) {}

  void check(const char* key, std::optional<double> ours, double scale = 0) const {
    if (!record_.contains(key)) return;
    const double peer = number(record_[key]);
    if (std::isnan(peer)) return;
    CAPTURE(key, peer);
    REQUIRE(ours.has_value());
    CHECK(apart(*ours, peer, scale) < tolerance_);
  }

 private:
  const nlohmann::json& record_;
  double tolerance_;
};

std::optional<double> low(const std::optional<Bounds>& bounds) {
  return bounds ? std::optional(bounds->low) : std::nullopt;
}
std::optional<double> high(const std::optional<Bounds>& bounds) {
  return bounds ? std::optional(bounds->high) : std::nullopt;
}
std::optional<double> share(std::optional<double> percent) {
  return percent ? std::optional(*percent / 100) : std::nullopt;
}
std::optional<double> root(std::optional<double> square) {
  return square ? std::optional(std::sqrt(*square)) : std::nullopt;
}

void check_common(const Agreement& agreement, const Synthesis& s, double width) {
  agreement.check("TE_common", s.estimate, width);
  agreement.check("seTE_common", s.se);
  agreement.check("lower_common", s.interval->low, width);
  agreement.check("upper_common", s.interval->high, width);
  if (s.heterogeneity) agreement.check("Q", s.heterogeneity->q);
}

void check_random(const Agreement& agreement, const Synthesis& s, double width, bool predicts) {
  agreement.check("TE_random", s.estimate, width);
  agreement.check("seTE_random", s.interval->se);
  agreement.check("lower_random", s.interval->low, width);
  agreement.check("upper_random", s.interval->high, width);
  if (predicts) {
    agreement.check("lower_predict", low(s.prediction), width);
    agreement.check("upper_predict", high(s.prediction), width);
  }
  if (!s.heterogeneity) return;
  const Heterogeneity& h = *s.heterogeneity;
  agreement.check("tau2", h.tau2, h.typical.value_or(0));
  agreement.check("Rb", share(h.rb), 1);
  agreement.check("I2", h.i2_from_q / 100, 1);
  agreement.check("lower_I2", share(low(h.i2_ci)), 1);
  agreement.check("upper_I2", share(high(h.i2_ci)), 1);
  agreement.check("H", std::sqrt(std::max(h.h2, 1.0)));
  agreement.check("lower_H", root(low(h.h2_ci)));
  agreement.check("upper_H", root(high(h.h2_ci)));
}

// metafor's root search, which meta uses, stops within 1.3e-4 of the value itself and looks no further than 100, or
// ten times the standard error.
void check_tau2_limits(const nlohmann::json& record, const Heterogeneity& h) {
  if (!h.tau2_ci || !record.contains("upper_tau2") || !std::isfinite(number(record["upper_tau2"]))) return;
  CHECK(std::abs(h.tau2_ci->low - number(record["lower_tau2"])) < 1.3e-4);
  const double peer = number(record["upper_tau2"]);
  if (h.tau2_ci->high < 50) CHECK(std::abs(h.tau2_ci->high - peer) < 1.3e-4);
}

}  // namespace

TEST_CASE("The preset meta, with settings for its arguments, gives what R's meta gives") {
  const auto views = studies_by_view();
  int compared = 0;
  for (const auto& record : reference("meta_variants")) {
    const std::string view = record["view"], code = record["measure"], variant = record["variant"];
    if (variant.starts_with("ci-")) continue;
    CAPTURE(view, code, variant);
    const auto& studies = views.at(view);
    const Synthesis random = analysed(record, studies, true).synthesis;
    const Synthesis common = analysed(record, studies, false).synthesis;
    CHECK(random.k == record["k"]);
    const double width = number(record["upper_common"]) - number(record["lower_common"]);
    // With a table without events sample size weights have an infinite error in meta.
    const bool infinite = !std::isfinite(width);
    if (infinite) {
      CHECK(variant == "SSW");
      continue;
    }
    REQUIRE(common.interval);
    check_common({record, 1e-8}, common, width);
    if (!record.contains("TE_random") || !random.interval) {
      CHECK_FALSE(std::isfinite(number(record.value("upper_random", nlohmann::json(nullptr)))));
      continue;
    }
    const double wide = number(record["upper_random"]) - number(record["lower_random"]);
    // τ² by DL has a closed form; the rest of meta's stops early.
    const bool closed = variant.find("DL") != std::string::npos || variant.starts_with("smd") || variant == "pooledvar";
    // meta predicts around inverse-variance weights whatever the weights of the pooled effect are.
    check_random({record, closed ? 1e-8 : 5e-6}, random, wide, variant != "SSW");
    check_tau2_limits(record, *random.heterogeneity);
    ++compared;
  }
  CHECK(compared > 1500);
}

TEST_CASE("Effects and variances of the studies are those of R's meta") {
  const auto views = studies_by_view();
  int compared = 0;
  for (const auto& record : reference("meta_variants")) {
    if (!record.contains("studies")) continue;
    const std::string view = record["view"], code = record["measure"], variant = record["variant"];
    CAPTURE(view, code, variant);
    const auto found = analysed(record, views.at(view), true).studies;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::size_t row = found[i].study;
      const auto peer = [&](const char* key) { return number(record["studies"][key][row]); };
      CHECK(apart(found[i].y, peer("TE"), 1e-3) < 1e-9);
      CHECK(apart(found[i].v, peer("seTE") * peer("seTE")) < 1e-9);
      const OneProportion* counts = views.at(view)[row].as<OneProportion>();
      const bool nobody = counts != nullptr && counts->events == 0;
      const bool everybody = counts != nullptr && counts->events == counts->n;
      // meta's corrected score limits exclude a proportion of 0 or 1 that was seen. Source: newcombe1998proportion
      const bool corrected = variant == "ci-WSCC";
      if (corrected && nobody) CHECK(found[i].interval.low == 0);
      else CHECK(apart(found[i].interval.low, peer("lower"), 1e-3) < 1e-9);
      if (corrected && everybody) CHECK(found[i].interval.high == 1);
      else CHECK(apart(found[i].interval.high, peer("upper"), 1e-3) < 1e-9);
      ++compared;
    }
  }
  CHECK(compared > 800);
}

}  // namespace steelyard::support
