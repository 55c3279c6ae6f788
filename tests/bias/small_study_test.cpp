// Small-study effects: second formulas written plainly, properties, printed results, hard cases.
#include <algorithm>
#include <numeric>

#include "published/trials_of_bcg.h"
#include "stats/matrices.h"
#include "steelyard/analysis/analysis.h"
#include "steelyard/bias/adjusted.h"
#include "steelyard/bias/excess_significance.h"
#include "steelyard/bias/fail_safe_n.h"
#include "steelyard/bias/trim_and_fill.h"
#include "steelyard/stats/distributions.h"
#include "steelyard/stats/least_squares.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

const std::vector<double> y{-0.89, -1.59, -1.35, -1.44, -0.22, -0.79, -1.62,
                            0.01,  -0.47, -1.37, -0.34, 0.45,  -0.02};
const std::vector<double> v{0.33,   0.19,  0.42,  0.020, 0.051, 0.0069, 0.22,
                            0.0040, 0.056, 0.073, 0.012, 0.53,  0.071};

Eigen::ArrayXd array(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

Effects times(double c) {
  auto cy = y, cv = v;
  for (double& each : cy) each *= c;
  for (double& each : cv) each *= c * c;
  return effects_of(cy, cv);
}

Effects shuffled() {
  auto ry = y, rv = v;
  std::ranges::reverse(ry);
  std::ranges::reverse(rv);
  std::swap(ry[2], ry[9]);
  std::swap(rv[2], rv[9]);
  return effects_of(ry, rv);
}

// Trim and fill under a common effect, written from the definition.
int missing_on_the_left(std::vector<std::pair<double, double>> studies, FillEstimator estimator,
                        double& filled_mean) {
  std::ranges::sort(studies);
  const int k = static_cast<int>(studies.size());
  const auto mean = [](const auto& some) {
    double sum = 0, weight = 0;
    for (const auto& [effect, variance] : some) {
      sum += effect / variance;
      weight += 1 / variance;
    }
    return sum / weight;
  };
  int k0 = 0;
  double centre = 0;
  for (int last = -1; last != k0;) {
    last = k0;
    centre = mean(std::vector(studies.begin(), studies.end() - k0));
    int S = 0, most_negative_rank = 0;
    for (const auto& [effect, variance] : studies) {
      int rank = 0;
      for (const auto& [other, ignored] : studies)
        if (std::abs(other - centre) <= std::abs(effect - centre)) ++rank;
      if (effect > centre) S += rank;
      if (effect < centre) most_negative_rank = std::max(most_negative_rank, rank);
    }
    double estimate = 0;
    if (estimator == FillEstimator::L0) estimate = (4.0 * S - k * (k + 1)) / (2 * k - 1);
    if (estimator == FillEstimator::R0) estimate = k - most_negative_rank - 1;
    if (estimator == FillEstimator::Q0)
      estimate = k - 0.5 - std::sqrt(2.0 * k * k - 4.0 * S + 0.25);
    k0 = std::max(0, static_cast<int>(std::lround(estimate)));
  }
  auto filled = studies;
  for (int i = 0; i < k0; ++i) {
    const auto& [effect, variance] = studies[studies.size() - 1 - static_cast<std::size_t>(i)];
    filled.emplace_back(2 * centre - effect, variance);
  }
  filled_mean = mean(filled);
  return k0;
}

}  // namespace

TEST_CASE("A weighted line solves the normal equations") {
  const Eigen::ArrayXd x = array(v).sqrt(), w = 1 / array(v);
  const auto line = weighted_line(x, array(y), w);
  Eigen::MatrixXd X(x.size(), 2);
  X << Eigen::VectorXd::Ones(x.size()), x.matrix();
  const Eigen::MatrixXd WX = w.matrix().asDiagonal() * X;
  const Eigen::MatrixXd inverse = inverse_of(transposed_product(X, WX));
  const Eigen::VectorXd b = product(inverse, transposed_product(WX, Eigen::VectorXd(array(y))));
  CHECK(apart(line->intercept, b[0]) < closed_form);
  CHECK(apart(line->slope, b[1]) < closed_form);
  CHECK(apart(line->intercept_se, std::sqrt(inverse(0, 0))) < closed_form);
  CHECK(apart(line->slope_se, std::sqrt(inverse(1, 1))) < closed_form);
  CHECK(apart(line->covariance, inverse(0, 1)) < closed_form);
  const double residual = (w * (array(y) - product(X, b).array()).square()).sum();
  CHECK(apart(line->residual, residual) < closed_form);
}

TEST_CASE("A line through points of one place is none, and an exact line says so") {
  const Eigen::ArrayXd one = Eigen::ArrayXd::Constant(5, 0.1), w = Eigen::ArrayXd::Ones(5);
  CHECK_FALSE(weighted_line(one, w, w));
  const Eigen::ArrayXd x = Eigen::ArrayXd::LinSpaced(5, 1, 5);
  CHECK(weighted_line(x, 0.1 + 0.3 * x, w)->exact);
  CHECK_FALSE(weighted_line(x, 0.1 + 0.3 * x.square(), w)->exact);
}

TEST_CASE("Egger's bias is the intercept of effects in standard errors on precision") {
  std::string why;
  const auto ours = weighted_asymmetry(effects_of(y, v), StudySize::se, 0.95, why);
  const Eigen::ArrayXd precision = array(v).rsqrt(), one = Eigen::ArrayXd::Ones(13);
  const auto radial = weighted_line(precision, array(y) * precision, one);
  CHECK(apart(ours->bias, radial->intercept) < closed_form);
  CHECK(apart(ours->bias_se, radial->intercept_se * std::sqrt(radial->dispersion)) < closed_form);
  CHECK(apart(ours->intercept, radial->slope) < closed_form);
}

TEST_CASE("The exact P of Kendall's S counts all orders") {
  std::vector<int> order(7);
  std::iota(order.begin(), order.end(), 0);
  std::vector<int> scores;
  do {
    int S = 0;
    for (std::size_t i = 1; i < order.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) S += order[i] > order[j] ? 1 : -1;
    scores.push_back(S);
  } while (std::ranges::next_permutation(order).found);
  for (int S = -21; S <= 21; S += 2) {
    const auto far =
        std::ranges::count_if(scores, [&](int each) { return std::abs(each) >= std::abs(S); });
    const double p = static_cast<double>(far) / static_cast<double>(scores.size());
    CHECK(apart(kendall_exact_p(S, 7), p) < closed_form);
  }
}

TEST_CASE("Trim and fill does what its definition says") {
  for (const FillEstimator estimator : {FillEstimator::L0, FillEstimator::R0, FillEstimator::Q0})
    for (const FillSide side : {FillSide::left, FillSide::right}) {
      std::vector<std::pair<double, double>> studies;
      const double sign = side == FillSide::left ? 1 : -1;
      for (std::size_t i = 0; i < y.size(); ++i) studies.emplace_back(sign * y[i], v[i]);
      double mean = 0;
      const int missing = missing_on_the_left(studies, estimator, mean);
      std::string why;
      const auto ours = trim_and_fill(effects_of(y, v), {.model = Model::common},
                                      {.estimator = estimator, .side = side}, why);
      REQUIRE(ours);
      CHECK(ours->missing == missing);
      CHECK(apart(*ours->synthesis.estimate, sign * mean) < closed_form);
      CHECK(ours->synthesis.k == 13 + missing);
      CHECK(ours->mirrored.size() == static_cast<std::size_t>(missing));
    }
}

TEST_CASE("The exact P of excess significance sums over all outcomes of the studies") {
  const Eigen::ArrayXd some_y = array(y).head(8), some_v = array(v).head(8);
  std::string why;
  const auto ours = excess_significance(some_y, some_v, -0.4, 0.1, why);
  REQUIRE(ours);
  double p = 0;
  for (unsigned outcome = 0; outcome < 256; ++outcome) {
    double chance = 1;
    int significant = 0;
    for (Eigen::Index i = 0; i < 8; ++i) {
      const bool hit = (outcome >> i & 1U) != 0;
      chance *= hit ? ours->power[i] : 1 - ours->power[i];
      significant += hit ? 1 : 0;
    }
    if (significant >= ours->observed) p += chance;
  }
  CHECK(apart(ours->p, p) < closed_form);
  REQUIRE(ours->theta_limit);
  CHECK(apart(excess_significance(some_y, some_v, *ours->theta_limit, 0.1, why)->p, 0.10) < 1e-9);
}

TEST_CASE(
    "Adding as many null studies as a fail-safe N says brings P to 0.05, one fewer does not") {
  std::string why;
  const auto ours = fail_safe_n(array(y), array(v), 0, std::nullopt, why);
  REQUIRE(ours->rosenberg > 1);
  const double typical = 13 / (1 / array(v)).sum();
  const auto p_with = [&](double n) {
    auto more_y = y, more_v = v;
    for (double i = 0; i < n; ++i) {
      more_y.push_back(0);
      more_v.push_back(typical);
    }
    return pool(effects_of(more_y, more_v), {.model = Model::common}).interval->p;
  };
  CHECK(p_with(ours->rosenberg) >= 0.05);
  CHECK(p_with(ours->rosenberg - 1) < 0.05);
  CHECK(ours->orwin == 13);
}

TEST_CASE("Rosenthal 1979: 345 studies with a mean Z of 1.22 stand against 65,123 in drawers") {
  // The paper takes z² as 2.706; the table value has four digits.
  std::string why;
  const auto ours = fail_safe_n(Eigen::ArrayXd::Constant(345, 1.22), Eigen::ArrayXd::Ones(345), 0,
                                std::nullopt, why);
  CHECK(apart(ours->rosenthal, 65123) < 3e-4);
}

TEST_CASE("The BCG trials: results that metafor's manual prints") {
  const Effects effects = compute_effects(trials_of_bcg(), *find_measure("RR"));
  std::string why;
  CHECK(fail_safe_n(effects.y, effects.v, 0, std::nullopt, why)->rosenthal == 598);
  const auto rank = begg_test(effects, why);
  CHECK(std::abs(rank->tau - 0.0256) < 0.00005);
  CHECK(std::abs(*rank->p_exact - 0.9524) < 0.00005);
  MixedEffectsSettings settings;
  settings.tau2 = find_row(tau2_estimators(), "REML");
  const auto slope = mixed_asymmetry(effects, StudySize::se, settings, why);
  CHECK(std::abs(slope->statistic - -0.8033) < 0.00005);
  CHECK(std::abs(slope->p - 0.4218) < 0.00005);
  CHECK(std::abs(slope->intercept - -0.5104) < 0.00005);
  const auto filled = trim_and_fill(effects, {}, {}, why);
  CHECK(filled->missing == 1);
  CHECK(filled->side == FillSide::right);
}

TEST_CASE(
    "Without variance between studies limit meta-analysis is Egger's line without dispersion") {
  std::string why;
  const Effects effects = effects_of(y, v);
  const auto limit = limit_meta_analysis(effects, 0, 0.95, why);
  const auto egger = weighted_asymmetry(effects, StudySize::se, 0.95, why);
  CHECK(apart(limit->estimate, egger->intercept) < closed_form);
  CHECK(apart(limit->alpha, egger->bias) < closed_form);
  CHECK(apart(limit->q, pool(effects, {}).heterogeneity->q) < closed_form);
  const double slope_over_se = limit->alpha / limit->alpha_se;
  CHECK(apart(limit->q_small, slope_over_se * slope_over_se) < closed_form);
  // With variance between studies: y − β − √(v + τ²) α leaves nothing correlated with either
  // column.
  const auto wide = limit_meta_analysis(effects, 0.3, 0.95, why);
  const Eigen::ArrayXd s = (array(v) + 0.3).sqrt();
  const Eigen::ArrayXd e = (array(y) - wide->beta - s * wide->alpha) / s.square();
  CHECK(std::abs(e.sum()) < 1e-10 * (array(y) / s.square()).abs().sum());
  CHECK(std::abs((e * s).sum()) < 1e-10 * (array(y) / s).abs().sum());
  CHECK(apart(wide->estimate, wide->beta + std::sqrt(0.3) * wide->alpha) < closed_form);
}

TEST_CASE("Neither order nor unit changes what small-study effects are found") {
  std::string why;
  const Effects plain = times(1), mixed = shuffled();
  const auto egger = weighted_asymmetry(plain, StudySize::se, 0.95, why);
  CHECK(apart(weighted_asymmetry(mixed, StudySize::se, 0.95, why)->p, egger->p) < closed_form);
  const auto begg = begg_test(plain, why);
  CHECK(begg_test(mixed, why)->score == begg->score);
  const auto excess = excess_significance(plain.y, plain.v, -0.5, 0, why);
  for (const double c : {-1.0, 1e-6, 1e8}) {
    const Effects scaled = times(c);
    const auto line = weighted_asymmetry(scaled, StudySize::se, 0.95, why);
    CHECK(apart(line->p, egger->p) < closed_form);
    CHECK(apart(line->intercept, c * egger->intercept) < closed_form);
    CHECK(begg_test(scaled, why)->score == (c < 0 ? -1 : 1) * begg->score);
    for (const FillEstimator estimator : {FillEstimator::L0, FillEstimator::R0}) {
      const auto one = trim_and_fill(plain, {}, {.estimator = estimator}, why);
      const auto other = trim_and_fill(scaled, {}, {.estimator = estimator}, why);
      CHECK(other->missing == one->missing);
      CHECK(apart(*other->synthesis.estimate, c * *one->synthesis.estimate) < 1e-8);
    }
    const auto again = excess_significance(scaled.y, scaled.v, -0.5 * c, 0, why);
    CHECK(apart(again->p, excess->p) < 1e-9);
    const auto drawers = fail_safe_n(scaled.y, scaled.v, 0, std::nullopt, why);
    CHECK(drawers->rosenberg == fail_safe_n(plain.y, plain.v, 0, std::nullopt, why)->rosenberg);
  }
}

TEST_CASE("Swapping the arms turns the sign of bias and nothing else") {
  auto studies = trials_of_bcg();
  const Effects one = compute_effects(studies, *find_measure("OR"));
  for (Study& study : studies) {
    auto& table = std::get<TwoByTwo>(study.data.front());
    table = {table.c_events, table.c_n, table.e_events, table.e_n};
  }
  const Effects other = compute_effects(studies, *find_measure("OR"));
  std::string why;
  for (const auto test : {harbord_test, peters_test, deeks_test, pustejovsky_test}) {
    const auto a = test(one, 0.95, why), b = test(other, 0.95, why);
    CHECK(apart(a->bias, -b->bias) < 1e-9);
    CHECK(apart(a->p, b->p) < 1e-9);
  }
  CHECK(schwarzer_test(one, why)->score == -schwarzer_test(other, why)->score);
}

TEST_CASE("What cannot be tested is absent, with the reason") {
  std::string why;
  const Effects plain = effects_of(y, v);
  const auto absent = [&](const auto& result, const std::string& part) {
    CHECK_FALSE(result);
    CHECK(why.find(part) != std::string::npos);
    why.clear();
  };
  absent(harbord_test(plain, 0.95, why), "odds ratios and risk ratios");
  absent(peters_test(plain, 0.95, why), "counts in two groups");
  absent(macaskill_test(plain, 0.95, why), "number of people");
  absent(pustejovsky_test(plain, 0.95, why), "sizes of two groups");
  for (const std::vector<double>& few : {
           std::vector<double>{},
           {    1.0},
           { 1.0, 2.0}
  }) {
    const Effects effects = effects_of(few, std::vector<double>(few.size(), 0.1));
    absent(weighted_asymmetry(effects, StudySize::se, 0.95, why), "three");
    absent(begg_test(effects, why), "three");
    absent(trim_and_fill(effects, {}, {}, why), "three");
    absent(limit_meta_analysis(effects, 0, 0.95, why), "three");
  }
  const Effects same_size = effects_of({1, 2, 4}, {0.1, 0.1, 0.1});
  absent(weighted_asymmetry(same_size, StudySize::se, 0.95, why), "one size");
  absent(mixed_asymmetry(same_size, StudySize::se, {}, why), "one size");
  absent(begg_test(same_size, why), "one rank");
  absent(trim_and_fill(same_size, {}, {}, why), "no side");
  const Effects same_effect = effects_of({1, 1, 1}, {0.1, 0.2, 0.3});
  absent(weighted_asymmetry(same_effect, StudySize::se, 0.95, why), "exactly on a line");
}

TEST_CASE("Hard numbers give finite answers or none") {
  const std::vector<std::pair<std::vector<double>, std::vector<double>>> cases{
      {{1, 2, 3},                {1e-12, 1, 1e12}           },
      {{1e8, 2e8, -1e8, 5},      {1e-12, 1e-12, 1e-10, 1e12}},
      {{0.1, 0.2, 0.3, 5},       {1e-9, 1, 1, 1}            },
      {{0, 0, 0, 0},             {0.1, 0.2, 0.3, 0.4}       },
      {{1, 1, 1, 2},             {0.1, 0.1, 0.1, 0.2}       },
      {{1e-150, 2e-150, 4e-150}, {1e-300, 2e-300, 3e-300}   }
  };
  for (const auto& [some_y, some_v] : cases) {
    const Effects effects = effects_of(some_y, some_v);
    if (effects.k() < 3) continue;
    std::string why;
    const auto finite = [](const auto& fit) {
      if (!fit) return;
      CHECK(std::isfinite(fit->bias));
      CHECK(std::isfinite(fit->statistic));
      CHECK(std::isfinite(fit->intercept_low));
      CHECK((fit->p >= 0 && fit->p <= 1));
    };
    finite(weighted_asymmetry(effects, StudySize::se, 0.95, why));
    finite(weighted_asymmetry(effects, StudySize::variance, 0.95, why));
    finite(mixed_asymmetry(effects, StudySize::se, {.tau2 = tau2_estimators().front()}, why));
    if (const auto rank = begg_test(effects, why)) CHECK(std::isfinite(rank->tau));
    for (const FillEstimator estimator : {FillEstimator::L0, FillEstimator::R0, FillEstimator::Q0})
      for (const FillSide side : {FillSide::left, FillSide::right})
        if (const auto fill = trim_and_fill(effects, {}, {estimator, side, {}}, why))
          CHECK(std::isfinite(*fill->synthesis.estimate));
    if (const auto excess = excess_significance(effects.y, effects.v, 0.5, 0.1, why)) {
      CHECK(std::isfinite(excess->ratio));
      CHECK(std::isfinite(excess->chi_squared));
    }
    if (const auto drawers = fail_safe_n(effects.y, effects.v, 0, 0.0, why))
      CHECK(std::isfinite(drawers->orwin));
    if (const auto limit = limit_meta_analysis(effects, 0.1, 0.95, why))
      CHECK(std::isfinite(limit->estimate));
  }
}

TEST_CASE("With fewer than ten studies the tests are withheld unless force asks for them") {
  auto studies = trials_of_bcg();
  studies.resize(9);
  for (const bool force : {false, true}) {
    Settings settings{
        {"measure", {"OR", {}, ""} },
        {"bias",    {"all", {}, ""}}
    };
    if (force) settings["force"] = {"true", {}, ""};
    const AnalysisFinding finding = analyse_studies(studies, make_plan(settings, {}).value);
    REQUIRE(finding.further.size() == 10);
    for (const FurtherFinding& further : finding.further) {
      INFO(further.analysis->id);
      CHECK(further.quantities.empty() == !force);
      REQUIRE(!further.notes.empty());
      CHECK(further.notes.front().code == (force ? "forced" : "withheld"));
    }
  }
}

TEST_CASE("PET-PEESE takes PEESE where PET finds an effect") {
  std::string why;
  const auto none = pet_peese(effects_of(y, v), 0.95, why);
  CHECK(none->chose_peese == (none->pet_p < 0.10));
  auto strong = y;
  for (double& each : strong) each -= 5;
  const auto sure = pet_peese(effects_of(strong, v), 0.95, why);
  CHECK(sure->chose_peese);
  const auto line = weighted_line(array(v), array(strong), 1 / array(v));
  CHECK(apart(sure->peese.intercept, line->intercept) < closed_form);
}

}  // namespace steelyard::support
