// Refits against pool(), orders of cumulative pooling, diagnostics against their definitions.
#include "steelyard/sensitivity/leave_out.h"

#include <cmath>
#include <numeric>

#include "steelyard/sensitivity/influence.h"
#include "steelyard/stats/random.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

Effects made_up(std::size_t k, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> y, v;
  for (std::size_t i = 0; i < k; ++i) {
    v.push_back(0.02 + 0.3 * random.uniform());
    y.push_back(0.3 + std::sqrt(v.back() + 0.1) * random.normal());
  }
  return effects_of(y, v);
}

void check_same(const Refit& refit, const Synthesis& whole) {
  REQUIRE(refit.estimate.has_value() == whole.estimate.has_value());
  CHECK(refit.k == whole.k);
  if (!whole.estimate) return;
  CHECK(*refit.estimate == *whole.estimate);
  CHECK(*refit.se == *whole.se);
  REQUIRE(refit.interval.has_value() == whole.interval.has_value());
  if (whole.interval) {
    CHECK(refit.interval->low == whole.interval->low);
    CHECK(refit.interval->high == whole.interval->high);
    CHECK(refit.interval->p == whole.interval->p);
  }
  REQUIRE(refit.q.has_value() == whole.heterogeneity.has_value());
  if (!whole.heterogeneity) return;
  CHECK(refit.tau2 == whole.heterogeneity->tau2);
  CHECK(*refit.i2 == whole.heterogeneity->i2);
  CHECK(*refit.h2 == whole.heterogeneity->h2);
  CHECK(*refit.q == whole.heterogeneity->q);
  CHECK(*refit.q_p == whole.heterogeneity->q_p);
}

std::vector<std::size_t> all_but(std::size_t k, std::size_t out) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < k; ++i)
    if (i != out) members.push_back(i);
  return members;
}

}  // namespace

TEST_CASE("Leaving a study out gives what pooling the others gives, by every method") {
  const Effects effects = made_up(7, 1);
  for (const Model model : {Model::common, Model::random})
    for (const Tau2Estimator* tau2 : tau2_estimators())
      for (const IntervalMethod* interval : interval_methods()) {
        INFO(tau2->id << " " << interval->id);
        Method method;
        method.model = model;
        method.tau2 = tau2;
        method.interval = interval;
        const auto answers = leave_one_out(Refitter(effects, method));
        REQUIRE(answers.size() == 7);
        for (std::size_t out = 0; out < 7; ++out)
          check_same(answers[out], pool(part_of(effects, all_but(7, out)), method));
      }
}

TEST_CASE("Leave-one-out of pooled counts leaves out tables without an effect, too") {
  std::vector<Study> studies;
  const TwoByTwo tables[] = {
      {4,  20, 9,  22},
      {0,  15, 3,  14},
      {0,  30, 0,  31},
      {12, 80, 20, 78},
      {7,  50, 6,  40}
  };
  for (const TwoByTwo& table : tables) {
    Study study;
    study.name = std::string(1, static_cast<char>('A' + studies.size()));
    study.data = {table};
    studies.push_back(study);
  }
  ZeroCells none;
  none.to = AddTo::none;
  for (const char* code : {"OR", "RD"})
    for (const char* pooling : {"mantel-haenszel", "peto"}) {
      Method method;
      method.model = Model::common;
      method.pooling = find_row(pooling_methods(), pooling);
      const Measure& measure = *find_measure(std::string_view(pooling) == "peto" ? "PETO" : code);
      if (!method.pooling->unsuited(measure, method.model).empty()) continue;
      const Effects effects = compute_effects(studies, measure, none);
      const Refitter refitter(effects, method);
      const auto answers = leave_one_out(refitter);
      REQUIRE(answers.size() == refitter.members());
      REQUIRE(answers.size() == effects.study.size() + effects.without_effect.size());
      for (std::size_t out = 0; out < answers.size(); ++out) {
        std::vector<Study> others = studies;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(refitter.study(out)));
        INFO(code << " " << pooling << " without " << refitter.name(out));
        CHECK(refitter.name(out) == studies[refitter.study(out)].name);
        const Synthesis whole = pool(compute_effects(others, measure, none), method);
        REQUIRE(answers[out].estimate.has_value() == whole.estimate.has_value());
        if (!whole.estimate) continue;
        CHECK(apart(*answers[out].estimate, *whole.estimate) < closed_form);
        CHECK(apart(*answers[out].se, *whole.se) < closed_form);
      }
    }
}

TEST_CASE("Cumulative pooling ends with all studies, and a group left out with the rest") {
  const Effects effects = made_up(9, 2);
  const Refitter refitter(effects, {});
  std::vector<std::size_t> order(9);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto answers = cumulative(refitter, order);
  REQUIRE(answers.size() == 9);
  check_same(answers.front(), pool(part_of(effects, {0}), {}));
  check_same(answers.back(), pool(effects, {}));
  const auto groups = leave_groups_out(refitter, {0, 1, 1, 0, 2, 2, -1, 0, 1});
  REQUIRE(groups.size() == 3);
  check_same(groups[1], pool(part_of(effects, {0, 3, 4, 5, 6, 7}), {}));
}

TEST_CASE("Studies are added by number or by text; equal ones keep their order, blanks come last") {
  using Order = std::vector<std::size_t>;
  CHECK(order_by({"1999", "985", "", "1999", "-3"}) == Order{4, 1, 0, 3, 2});
  CHECK(order_by({"b", "a", "10", "b", ""}) == Order{2, 1, 0, 3, 4});
  CHECK(order_by({}).empty());
  const Effects effects = effects_of({1, 2, 3}, {0.3, 0.1, 0.3});
  CHECK(order_by_precision(Refitter(effects, {}), effects.v) == Order{1, 0, 2});
}

TEST_CASE("Under the common effect the diagnostics have closed forms") {
  const Effects effects = made_up(8, 3);
  Method method;
  method.model = Model::common;
  std::string why;
  const auto studies = influence(effects, method, why);
  const Synthesis whole = pool(effects, method);
  double hats = 0, parts = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto& s = studies[i];
    const double h = *s.hat, r = *s.residual, v = effects.v[static_cast<Eigen::Index>(i)];
    hats += h;
    parts += *s.baujat_x;
    // The study's own residual and the one from the others differ by 1 − h.
    CHECK(apart(*s.rstandard, r / std::sqrt(v * (1 - h))) < closed_form);
    CHECK(apart(*s.rstudent, *s.rstandard) < closed_form);
    CHECK(apart(*s.dffits, *s.rstudent * std::sqrt(h / (1 - h))) < closed_form);
    CHECK(apart(*s.dfbetas, *s.dffits) < closed_form);
    CHECK(apart(*s.cook, *s.dffits * *s.dffits) < closed_form);
    CHECK(apart(*s.cov_ratio, 1 / (1 - h)) < closed_form);
    CHECK(apart(*s.q_without, whole.heterogeneity->q - *s.rstandard * *s.rstandard) < closed_form);
  }
  CHECK(apart(hats, 1) < closed_form);
  CHECK(apart(parts, whole.heterogeneity->q) < closed_form);  // baujat2002, equation 2
}

TEST_CASE("Diagnostics do not depend on the unit and the origin of the effects") {
  const Effects effects = made_up(9, 4);
  std::string why;
  const auto plain = influence(effects, {}, why);
  const auto plain_blups = best_predictions(effects, {}, why);
  for (const double c : {1e-8, 1e8}) {
    Effects scaled = effects;
    scaled.y *= c;
    scaled.v *= c * c;
    const auto other = influence(scaled, {}, why);
    const auto blups = best_predictions(scaled, {}, why);
    for (std::size_t i = 0; i < 9; ++i) {
      CHECK(apart(*other[i].rstudent, *plain[i].rstudent) < iterated);
      CHECK(apart(*other[i].dffits, *plain[i].dffits) < iterated);
      CHECK(apart(*other[i].cook, *plain[i].cook) < iterated);
      CHECK(other[i].influential == plain[i].influential);
      CHECK(apart(blups[i].estimate, c * plain_blups[i].estimate) < iterated);
    }
  }
}

TEST_CASE("A study of hardly any weight has a small influence, known to many digits") {
  Effects effects = made_up(6, 5);
  effects.v[2] = 1e12;
  effects.y[2] = 0.9;
  Method method;
  method.model = Model::common;
  std::string why;
  const StudyInfluence study = influence(effects, method, why)[2];
  const double h = *study.hat;
  CHECK(h < 1e-12);
  CHECK(apart(*study.dffits, *study.rstandard * std::sqrt(h)) < 1e-9);
}

TEST_CASE("Predictions of the studies lie between their own effect and the pooled one") {
  const Effects effects = made_up(8, 6);
  const Synthesis whole = pool(effects, {});
  std::string why;
  const auto studies = best_predictions(effects, {}, why);
  const double tau2 = *whole.heterogeneity->tau2;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const double y = effects.y[at], v = effects.v[at];
    // The normal posterior with the prior N(μ, τ²), as a sum of precisions.
    const double posterior = (y / v + *whole.estimate / tau2) / (1 / v + 1 / tau2);
    CHECK(apart(studies[i].estimate, posterior) < 1e-10);
    CHECK((studies[i].estimate - y) * (studies[i].estimate - *whole.estimate) <= 0);
    CHECK(studies[i].low < studies[i].estimate);
  }
}

TEST_CASE("Degenerate studies give finite or absent numbers, with a reason") {
  const std::vector<std::pair<std::vector<double>, std::vector<double>>> hard{
      {{},                 {}                 },
      {{0.4},              {0.1}              },
      {{0.4, 0.5},         {0.1, 0.2}         },
      {{1, 1, 1},          {0.1, 0.1, 0.1}    },
      {{1, 2, 3, 4},       {1e-12, 1, 1, 1e12}},
      {{1e8, -1e8, 3},     {1e-12, 1e-12, 1}  },
      {{1e300, 0, -1e300}, {1e-300, 1, 1e-300}},
  };
  for (const auto& [y, v] : hard) {
    const Effects effects = effects_of(y, v);
    for (const char* id : {"wald", "hartung-knapp"}) {
      Method method;
      method.interval = find_row(interval_methods(), id);
      for (const Refit& refit : leave_one_out(Refitter(effects, method)))
        CHECK((refit.estimate ? std::isfinite(*refit.estimate) : !refit.why.empty()));
      std::string why;
      const auto studies = influence(effects, method, why);
      CHECK((!studies.empty() || !why.empty()));
      for (const auto& s : studies)
        for (const auto& value :
             {s.residual, s.residual_se, s.rstandard, s.rstudent, s.dffits, s.cook, s.cov_ratio,
              s.tau2_without, s.q_without, s.hat, s.dfbetas, s.baujat_x, s.baujat_y})
          CHECK((!value || std::isfinite(*value)));
      why.clear();
      const auto blups = best_predictions(effects, method, why);
      CHECK((!blups.empty() || !why.empty()));
      for (const auto& s : blups) CHECK((std::isfinite(s.estimate) && std::isfinite(s.high)));
    }
  }
}

}  // namespace steelyard::support
