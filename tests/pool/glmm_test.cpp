// Models of counts against R's rma.glmm, against plain integration, and at the edges.
#include "steelyard/pool/glmm.h"

#include <cmath>
#include <string>
#include <vector>

#include "steelyard/effect/effects.h"
#include "support/catch.h"
#include "support/reference.h"

namespace {

using steelyard::GlmmFit;
using steelyard::GlmmModel;
using steelyard::GlmmSettings;

template <class Shape>
std::vector<Shape> shapes(const std::vector<steelyard::Study>& studies) {
  std::vector<Shape> result;
  for (const auto& study : studies)
    if (const auto* found = study.as<Shape>()) result.push_back(*found);
  return result;
}

std::optional<GlmmFit> fit(const nlohmann::json& row, const std::vector<steelyard::Study>& studies,
                           std::string& why) {
  GlmmSettings settings;
  settings.random = row["method"] == "ML";
  const std::string model = row["model"];
  if (model == "UM.FS") settings.model = GlmmModel::fixed_studies;
  if (model == "CM.AL") settings.model = GlmmModel::conditional_approximate;
  settings.tau2_interval = false;
  const std::string measure = row["measure"];
  if (measure == "OR")
    return steelyard::fit_glmm(shapes<steelyard::TwoByTwo>(studies), settings, why);
  if (measure == "IRR")
    return steelyard::fit_glmm(shapes<steelyard::PersonTime>(studies), settings, why);
  if (measure == "PLO")
    return steelyard::fit_glmm(shapes<steelyard::OneProportion>(studies), settings, why);
  return steelyard::fit_glmm(shapes<steelyard::OneRate>(studies), settings, why);
}

// ln L of the binomial–normal model by a fine sum over z.
double naive(const std::vector<steelyard::OneProportion>& groups, double mu, double tau) {
  double total = 0;
  for (const auto& group : groups) {
    double sum = 0;
    const double constant = std::lgamma(group.n + 1) - std::lgamma(group.events + 1) -
                            std::lgamma(group.n - group.events + 1);
    for (double z = -9; z <= 9; z += 0.002) {
      const double logit = mu + tau * z;
      sum += std::exp(-z * z / 2 + constant - group.events * std::log1p(std::exp(-logit)) -
                      (group.n - group.events) * std::log1p(std::exp(logit)));
    }
    total += std::log(sum * 0.002 / std::sqrt(2 * M_PI));
  }
  return total;
}

}  // namespace

TEST_CASE("Models of counts agree with R's rma.glmm to a thousandth of the standard error") {
  // glmer said that it had not converged for these three, and their likelihood is lower than ours.
  const std::vector<std::string> not_converged{"roberge2017.pe", "pagliaro1992.sclero",
                                               "graves2010"};
  const auto data = steelyard::support::reference("studies");
  int compared = 0, apart = 0;
  for (const auto& row : steelyard::support::reference("glmm")) {
    const std::string view = row["view"];
    if (view == "caffeine") continue;  // one study has a group of nobody
    if (row["model"] == "UM.FS" && row["method"] == "ML" &&
        std::ranges::find(not_converged, view) != not_converged.end())
      continue;
    for (const auto& each : data) {
      if (each["view"] != view) continue;
      INFO(row.dump());
      std::string why;
      const auto ours = fit(row, steelyard::support::studies_of(each), why);
      INFO(why);
      REQUIRE(ours);
      const double b = row["b"], se = row["se"];
      ++compared;
      if (std::abs(ours->estimate - b) > 1e-3 * se) {
        ++apart;
        WARN(view << " " << row["model"] << " " << row["method"] << ": " << ours->estimate << " for "
                  << b << " (" << se << "), log-likelihood " << ours->log_likelihood);
      }
      if (row.contains("QE_LRT") && ours->likelihood_ratio)
        CHECK(std::abs(ours->likelihood_ratio->statistic - row["QE_LRT"].get<double>()) <
              1e-3 * std::max(1.0, row["QE_LRT"].get<double>()));
    }
  }
  CHECK(compared > 100);
  CHECK(apart == 0);
}

TEST_CASE("The binomial–normal fit is at the top of a plainly integrated likelihood") {
  const std::vector<steelyard::OneProportion> groups{{3, 20}, {8, 25}, {1, 30}, {14, 40}, {0, 12}};
  std::string why;
  const auto ours = steelyard::fit_glmm(groups, {}, why);
  REQUIRE(ours);
  REQUIRE(ours->tau2);
  const double mu = ours->estimate, tau = std::sqrt(ours->tau2->value);
  const double top = naive(groups, mu, tau);
  CHECK(std::abs(top - ours->log_likelihood) < 1e-6);
  for (const double step : {0.003, -0.003}) {
    CHECK(naive(groups, mu + step, tau) < top);
    CHECK(naive(groups, mu, tau + step) < top);
  }
  // The curvature of the profile likelihood is the standard error.
  const auto swapped = [&] {
    std::vector<steelyard::OneProportion> other;
    for (const auto& group : groups) other.push_back({group.n - group.events, group.n});
    return steelyard::fit_glmm(other, {}, why);
  }();
  REQUIRE(swapped);
  CHECK(std::abs(swapped->estimate + mu) < 1e-6);
  CHECK(std::abs(swapped->se - ours->se) < 1e-5);
}

TEST_CASE("Swapping the arms turns the sign of the odds ratio, in every model of counts") {
  const std::vector<steelyard::TwoByTwo> trials{{9, 12, 5, 6}, {3, 40, 9, 42}, {0, 15, 2, 14},
                                                {11, 80, 20, 79}};
  std::vector<steelyard::TwoByTwo> turned;
  for (const auto& t : trials) turned.push_back({t.c_events, t.c_n, t.e_events, t.e_n});
  for (const GlmmModel model :
       {GlmmModel::conditional, GlmmModel::fixed_studies, GlmmModel::random_studies,
        GlmmModel::correlated_studies}) {
    std::string why;
    GlmmSettings settings;
    settings.model = model;
    const auto there = steelyard::fit_glmm(trials, settings, why);
    const auto back = steelyard::fit_glmm(turned, settings, why);
    INFO(static_cast<int>(model) << why);
    REQUIRE(there);
    REQUIRE(back);
    CHECK(std::abs(there->estimate + back->estimate) < 1e-5);
    CHECK(std::abs(there->se - back->se) < 1e-4);
  }
}

TEST_CASE("Counts that allow no finite odds ratio are refused with the reason") {
  const std::vector<std::vector<steelyard::TwoByTwo>> cases{
      {{0, 10, 0, 12}},                    // no events at all
      {{0, 10, 3, 12}, {0, 20, 5, 21}},    // separation
      {{10, 10, 12, 12}, {7, 7, 9, 9}},    // only events
      {},
  };
  for (const auto& tables : cases)
    for (const GlmmModel model :
         {GlmmModel::conditional, GlmmModel::fixed_studies, GlmmModel::random_studies}) {
      std::string why;
      GlmmSettings settings;
      settings.model = model;
      const auto found = steelyard::fit_glmm(tables, settings, why);
      if (found) {
        CHECK(std::isfinite(found->estimate));
        CHECK(std::isfinite(found->se));
      } else {
        CHECK_FALSE(why.empty());
      }
    }
}

TEST_CASE("Given all events, groups of a thousand million people are summed as exactly as small ones") {
  // R: the sum over all counts that matter, by ratios from one to the next; uniroot for the maximum.
  // Counts of 10⁹ have log-gammas whose last digit is worth 4e-6.
  const std::vector<steelyard::TwoByTwo> tables{
      {3e8, 1e9, 2.9e8, 1e9},
      {1e6, 1e9, 1.2e6, 9e8},
      {4e5, 1e6, 5e5,   1e6}
  };
  GlmmSettings settings;
  settings.random = false;
  settings.tau2_interval = false;
  std::string why;
  const auto common = steelyard::fit_glmm(tables, settings, why);
  REQUIRE(common);
  CHECK(std::abs(common->estimate - 0.045791080573) < 1e-11);
  CHECK(std::abs(common->log_likelihood - -43357.54950359) < 1e-7);
  // With τ² the same tables are three log odds ratios with hardly any variance of their own.
  settings.random = true;
  const auto random = steelyard::fit_glmm(tables, settings, why);
  REQUIRE(random);
  const double effects[] = {0.0480861867, -0.2880157951, -0.4054651081};
  CHECK(std::abs(random->estimate - (effects[0] + effects[1] + effects[2]) / 3) < 1e-4);
}

TEST_CASE("Random levels take tables without events, as the likelihood does, unless they are dropped") {
  // rma.glmm drops them unless drop00 = FALSE; the tables without events tell of the levels.
  const std::vector<steelyard::TwoByTwo> some{
      {3, 40, 6, 40}, {5, 50, 4, 50}, {2, 60, 6, 60}, {7, 80, 9, 80}
  };
  std::vector<steelyard::TwoByTwo> all = some;
  all.push_back({0, 30, 0, 30});
  all.push_back({0, 25, 0, 25});
  GlmmSettings settings;
  settings.model = GlmmModel::random_studies;
  settings.tau2_interval = false;
  std::string why;
  const auto without = steelyard::fit_glmm(some, settings, why), with = steelyard::fit_glmm(all, settings, why);
  REQUIRE((with && without));
  CHECK(std::abs(without->estimate - -0.4239447) < 1e-4);
  CHECK(std::abs(without->se - 0.3292361) < 1e-4);
  // Laplace's approximation in lme4, −15.17914 and −23.49219, lies below quadrature.
  CHECK(std::abs(without->log_likelihood - -15.17914) < 0.02);
  CHECK(std::abs(with->estimate - -0.4228457) < 1e-4);
  CHECK(std::abs(with->log_likelihood - -23.49219) < 0.02);
  CHECK(with->observations == 12);
}

// R's rma.glmm leaves such a table out of each of its models, too.
TEST_CASE("A table in which everybody had an event says nothing about the odds ratio, in every model given the events") {
  const std::vector<steelyard::TwoByTwo> telling{{3, 10, 5, 14}, {4, 14, 6, 14}, {2, 22, 5, 20}};
  std::vector<steelyard::TwoByTwo> all = telling;
  all.push_back({10, 10, 12, 12});
  std::string why;
  for (const GlmmModel model : {GlmmModel::conditional, GlmmModel::conditional_approximate, GlmmModel::fixed_studies}) {
    GlmmSettings settings;
    settings.model = model;
    const auto without = steelyard::fit_glmm(std::span<const steelyard::TwoByTwo>(telling), settings, why);
    const auto with = steelyard::fit_glmm(std::span<const steelyard::TwoByTwo>(all), settings, why);
    REQUIRE(without);
    REQUIRE(with);
    CHECK(with->estimate == without->estimate);
    CHECK(with->se == without->se);
    CHECK(with->k == 3);
    CHECK(with->uninformative == 1);
    if (model != GlmmModel::conditional_approximate) continue;
    CHECK(std::abs(with->estimate - -0.499114344) < 1e-5);  // rma.glmm(model = "CM.AL"), metafor 3.8-1
    CHECK(std::abs(with->se - 0.418159631) < 1e-5);
  }
  CHECK_FALSE(steelyard::fit_glmm(std::span<const steelyard::TwoByTwo>(all).last(1), {}, why));
}
