// Likelihoods and information criteria of a pooled analysis: against metafor, and against densities multiplied out.
#include <cmath>
#include <numbers>

#include "published/trials_of_bcg.h"
#include "steelyard/analysis/analysis.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

AnalysisFinding analysed(const std::vector<Study>& studies, std::initializer_list<std::pair<std::string, std::string>> more) {
  Settings settings;
  settings["measure"] = {"RR", {}, ""};
  for (const auto& [name, text] : more) settings[name] = {text, {}, ""};
  const auto plan = make_plan(settings, {});
  REQUIRE(plan.notices.empty());
  return analyse_studies(studies, plan.value);
}

double value(const AnalysisFinding& finding, const std::string& id) {
  for (const Quantity& each : finding.information)
    if (each.id == id) return each.value.value_or(std::nan(""));
  return std::nan("");
}

double log_density(double y, double mean, double variance) {
  return -(std::log(2 * std::numbers::pi * variance) + (y - mean) * (y - mean) / variance) / 2;
}

}  // namespace

// metafor 3.8-1: fitstats(rma(yi, vi, data = escalc("RR", …, data = dat.bcg)), REML = FALSE and TRUE). Its τ² stops early,
// where the likelihood is flat.
TEST_CASE("Likelihoods of the BCG trials are those of metafor") {
  const AnalysisFinding finding = analysed(trials_of_bcg(), {});
  CHECK(std::abs(value(finding, "log_likelihood") - -12.687771749860513) < 1e-5);
  CHECK(std::abs(value(finding, "aic") - 29.375543499721026) < 2e-5);
  CHECK(std::abs(value(finding, "bic") - 30.505442214644098) < 2e-5);
  CHECK(std::abs(value(finding, "aicc") - 30.575543499721025) < 2e-5);
  CHECK(std::abs(value(finding, "log_likelihood_restricted") - -12.202371415493651) < 1e-9);
  CHECK(std::abs(value(finding, "aic_restricted") - 28.404742830987303) < 1e-9);
  CHECK(std::abs(value(finding, "bic_restricted") - 29.374556130563303) < 1e-9);
  CHECK(std::abs(value(finding, "aicc_restricted") - 29.738076164320635) < 1e-9);
}

TEST_CASE("Likelihoods are products of densities, the restricted one with the mean integrated out") {
  for (const char* model : {"common", "random"}) {
    const AnalysisFinding finding = analysed(trials_of_bcg(), {
                                                                  {"model", model}
    });
    const Synthesis& s = finding.synthesis;
    const double tau2 = s.heterogeneity->tau2.value_or(0), mean = *s.estimate;
    const auto at = [&](double mu) {
      double sum = 0;
      for (const StudyFinding& study : finding.studies) sum += log_density(study.y, mu, study.v + tau2);
      return sum;
    };
    CHECK(apart(value(finding, "log_likelihood"), at(mean)) < closed_form);
    double integral = 0;
    constexpr int steps = 4000;
    const double reach = 10 * *s.se, step = 2 * reach / steps;
    for (int i = 0; i < steps; ++i) integral += step * std::exp(at(mean - reach + (i + 0.5) * step) - at(mean));
    const double restricted = at(mean) + std::log(integral) + std::log(static_cast<double>(s.k)) / 2;
    CHECK(apart(value(finding, "log_likelihood_restricted"), restricted) < 1e-9);
    const double parameters = tau2 > 0 ? 2 : 1;
    CHECK(apart(value(finding, "aic"), 2 * parameters - 2 * at(mean)) < closed_form);
    CHECK(apart(value(finding, "bic"), parameters * std::log(13.0) - 2 * at(mean)) < closed_form);
  }
}

TEST_CASE("Poolings without a likelihood of effects give none, nor does one study") {
  CHECK(analysed(trials_of_bcg(), {
                                      {"pooling", "mantel-haenszel"},
                                      {"model",   "common"         }
  }).information.empty());
  CHECK(analysed({trials_of_bcg().front()}, {}).information.empty());
  // A τ² that was given is no parameter.
  const AnalysisFinding given = analysed(trials_of_bcg(), {
                                                              {"tau2", "0.3"}
  });
  CHECK(apart(value(given, "aic"), 2 - 2 * value(given, "log_likelihood")) < closed_form);
}

}  // namespace steelyard::support
