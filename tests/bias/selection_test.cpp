// Selection models: plain integration, published and R's values, properties, hard cases.
#include "bias/selection_data.h"

namespace steelyard::support {

TEST_CASE("The likelihood of every selection model is that of plain integration") {
  struct One {
    const char* id;
    std::vector<double> delta;
    std::vector<double> steps;
  };
  const std::vector<One> all{
      {"stepfun",   {1, 0.4, 0.2},  {0.025, 0.5}     },
      {"stepfun",   {1, 2, 0, 0.3}, {0.01, 0.02, 0.5}},
      {"beta",      {0.5, 4},       {}               },
      {"beta",      {1.7, 0.3},     {}               },
      {"halfnorm",  {3},            {}               },
      {"negexp",    {40},           {}               },
      {"negexp",    {2},            {0.05}           },
      {"logistic",  {5},            {}               },
      {"power",     {0.4},          {}               },
      {"power",     {6},            {0.1}            },
      {"negexppow", {2, 0.6},       {}               },
      {"negexppow", {3, 5},         {}               }
  };
  const std::array<SelectionSide, 3> sides{SelectionSide::greater, SelectionSide::less,
                                           SelectionSide::two_sided};
  for (const One& one : all)
    for (const SelectionSide side : sides) {
      if (std::ranges::count(one.delta, 0) > 0 && side != SelectionSide::greater) continue;
      const SelectionSettings settings = by(one.id, one.steps, side);
      CAPTURE(one.id, one.delta[0], static_cast<int>(side));
      for (const double tau2 : {0.0, 0.03, 2.0}) {
        const double ours = selection_log_likelihood(hackshaw_y(), hackshaw_v(), settings, 0.2,
                                                     tau2, values(one.delta));
        // A power below 1 has a kink where 1 − p is held at 1e-5; quadrature across it is less exact.
        const bool kink = std::string_view(one.id) == "power" && one.delta[0] < 1;
        CHECK(apart(ours, plainly(settings, one.delta, 0.2, tau2)) < (kink ? 1e-5 : 1e-10));
      }
    }
}

TEST_CASE("No point around the estimate has a higher likelihood") {
  for (const char* id : {"stepfun", "beta", "halfnorm", "negexppow"}) {
    if (run::slowed() && std::string_view(id) == "negexppow") continue;
    const SelectionSettings settings = by(
        id, std::string(id) == "stepfun" ? std::vector<double>{0.05, 0.5} : std::vector<double>{});
    std::string why;
    const auto fit = fit_selection(hackshaw_y(), hackshaw_v(), settings, why);
    REQUIRE(fit);
    ArrayXd delta(static_cast<Eigen::Index>(fit->delta.size()));
    for (Eigen::Index j = 0; j < delta.size(); ++j)
      delta[j] = fit->delta[static_cast<std::size_t>(j)].value;
    const auto at = [&](double mu, double tau2, const ArrayXd& d) {
      return selection_log_likelihood(hackshaw_y(), hackshaw_v(), settings, mu, tau2, d);
    };
    CAPTURE(id);
    CHECK(apart(at(fit->estimate, fit->tau2, delta), fit->log_likelihood) < 1e-12);
    for (const double a : {-1.0, -0.1, -0.01, 0.0, 0.01, 0.1, 1.0})
      for (const double b : {0.0, 0.5, 0.99, 1.0, 1.01, 2.0})
        for (Eigen::Index j = 0; j < delta.size(); ++j)
          for (const double c : {0.5, 0.99, 1.0, 1.01, 2.0}) {
            ArrayXd other = delta;
            if (!fit->delta[static_cast<std::size_t>(j)].fixed) other[j] *= c;
            CHECK(at(fit->estimate + a * fit->se.value_or(0.1), fit->tau2 * b, other) <=
                  fit->log_likelihood + 1e-10);
          }
  }
}

TEST_CASE("Published selection models are reproduced") {
  // Test values of the R package metafor (tests/testthat/test_misc_selmodel.r), six digits.
  std::string why;
  const auto steps =
      fit_selection(hackshaw_y(), hackshaw_v(), by("stepfun", {0.05, 0.1, 0.5}), why);
  REQUIRE(steps);
  const double step_delta[] = {1, 2.422079, 0.977543, 0.396713};
  const double step_se[] = {0, 1.66085, 0.820387, 0.469235};
  const int step_k[] = {7, 8, 16, 6};
  for (std::size_t j = 0; j < 4; ++j) {
    CHECK(std::abs(steps->delta[j].value - step_delta[j]) < 1e-5);
    CHECK(steps->delta[j].k == step_k[j]);
    if (j > 0) CHECK(std::abs(steps->delta[j].se.value() - step_se[j]) < 1e-4);
  }
  CHECK(steps->delta[0].fixed);
  CHECK(std::abs(steps->tau2 - 0.03071325) < 1e-6);
  CHECK(std::abs(steps->lrt.value() - 7.066137) < 1e-5);
  CHECK(steps->lrt_df == 3);

  // Baskerville, Liddy and Hogg 2012, in Citkowicz and Vevea 2017, whose δ are 0.47 and 4.46.
  const ArrayXd by_y =
      values({1.01, 0.82, 0.59, 0.44, 0.84, 0.73, 1.12, 0.04, 0.24, 0.32, 1.04, 1.31,
              0.59, 0.66, 0.62, 0.47, 1.08, 0.98, 0.26, 0.39, 0.60, 0.94, 0.11});
  const ArrayXd by_se =
      values({0.52, 0.46, 0.23, 0.18, 0.29, 0.29, 0.36, 0.37, 0.15, 0.40, 0.32, 0.57,
              0.29, 0.19, 0.31, 0.27, 0.32, 0.32, 0.18, 0.18, 0.31, 0.53, 0.27});
  const auto beta = fit_selection(by_y, by_se.square(), by("beta"), why);
  REQUIRE(beta);
  CHECK(std::abs(beta->delta[0].value - 0.4731131) < 1e-3 * 0.2352);
  CHECK(std::abs(beta->delta[1].value - 4.4613162) < 1e-3 * 2.1842);
  // metafor stops at a τ² of 2.4e-6, we at 0.
  CHECK(apart(beta->delta[0].se.value(), 0.2352481) < 5e-3);
  CHECK(apart(beta->delta[1].se.value(), 2.1841983) < 5e-3);
  CHECK(std::abs(beta->lrt.value() - 7.846907) < 5e-4);
  CHECK(beta->tau2 < 1e-5);

  // Hahn and others 2001, odds ratios, common effect, in Preston, Ashby and Smyth 2004.
  const double counts[][4] = {
      {4,  19,  5,  19 },
      {34, 341, 50, 334},
      {7,  71,  16, 69 },
      {6,  45,  5,  44 },
      {1,  94,  8,  96 },
      {11, 88,  12, 82 },
      {2,  82,  7,  84 },
      {0,  15,  1,  20 },
      {33, 221, 43, 218}
  };
  ArrayXd y(9), v(9);
  for (Eigen::Index i = 0; i < 9; ++i) {
    const double* row = counts[i];
    const double add = row[0] == 0 ? 0.5 : 0;
    const double a = row[0] + add, b = row[1] - row[0] + add;
    const double c = row[2] + add, d = row[3] - row[2] + add;
    y[i] = std::log(a * d / (b * c));
    v[i] = 1 / a + 1 / b + 1 / c + 1 / d;
  }
  // Of power weights metafor prints an SE of 1.393725; numDeriv on integrals split at the points
  // where the weight breaks gives 1.353706.
  const struct {
    const char* id;
    double delta, se;
  } preston[] = {
      {"halfnorm", 3.162948, 2.988922},
      {"negexp",   2.656714, 2.347468},
      {"logistic", 3.339338, 2.388776},
      {"power",    1.458923, 1.353706}
  };
  for (const auto& one : preston) {
    SelectionSettings settings = by(one.id, {}, SelectionSide::less);
    settings.random = false;
    const auto fit = fit_selection(y, v, settings, why);
    CAPTURE(one.id);
    REQUIRE(fit);
    CHECK(std::abs(fit->delta[0].value - one.delta) < 1e-3 * one.se);
    CHECK(apart(fit->delta[0].se.value(), one.se) < 1e-3);
    CHECK(fit->tau2 == 0);
  }
  SelectionSettings settings = by("negexppow", {}, SelectionSide::less);
  settings.random = false;
  const auto power = fit_selection(y, v, settings, why);
  REQUIRE(power);
  CHECK(std::abs(power->delta[0].value - 2.673818) < 1e-3 * 2.363403);
  CHECK(std::abs(power->delta[1].value - 1.153199) < 1e-3 * 2.143849);
}

TEST_CASE("Selection models agree with R's metafor, whose likelihood is never higher") {
  // Where the references differ: at τ² = 0 metafor stops at a small τ² above 0, so that the
  // likelihood is lower by up to 0.0015 and parameters move with it; its Hessian of beta weights
  // comes from integrals of few digits; where δ runs to its bound of 100 it stops earlier.
  int compared = 0, fits = 0, slow = 0;
  for (const char* file : {"selection", "selection_types"})
    for (const auto& set : reference(file)) {
      const ArrayXd y = values(numbers(set.at("yi"))), v = values(numbers(set.at("vi")));
      for (const auto& theirs : set.at("fits")) {
        const std::string type = theirs.at("type").get<std::string>();
        CAPTURE(set.at("view").get<std::string>(), type, theirs.dump());
        if (run::slowed() && type != "stepfun" && ++slow % 12 != 1) continue;
        std::string why;
        const auto ours = fit_selection(y, v, settings_of(theirs), why);
        REQUIRE(ours);
        ++fits;
        if (!theirs.contains("b")) continue;
        CHECK(ours->log_likelihood > theirs.at("ll").get<double>() - 1e-7);
        const bool same_top = ours->log_likelihood < theirs.at("ll").get<double>() + 1e-6;
        CHECK(ours->log_likelihood < theirs.at("ll").get<double>() + (same_top ? 1e-4 : 0.25));
        if (!same_top || !theirs.at("se").is_number() || !ours->se) continue;
        const double se = theirs.at("se").get<double>();
        CHECK(std::abs(ours->estimate - theirs.at("b").get<double>()) < 1e-3 * se);
        CHECK(apart(*ours->se, se) < 1e-3);
        compared += 2;
        if (theirs.at("se_tau2").is_number() && ours->tau2_se) {
          CHECK(std::abs(ours->tau2 - theirs.at("tau2").get<double>()) < 1e-3 * *ours->tau2_se);
          CHECK(apart(*ours->tau2_se, theirs.at("se_tau2").get<double>()) < 2e-3);
          compared += 2;
        }
        if (theirs.contains("delta"))
          for (std::size_t j = 0; j < ours->delta.size(); ++j)
            if (theirs.at("se_delta").at(j).is_number() && ours->delta[j].se) {
              const double error = theirs.at("se_delta").at(j).get<double>();
              CHECK(std::abs(ours->delta[j].value - theirs.at("delta").at(j).get<double>()) <
                    1e-3 * error);
              CHECK(apart(*ours->delta[j].se, error) < 2e-3);
              compared += 2;
            }
        if (theirs.contains("LRT") && theirs.at("LRT").is_number() && ours->lrt) {
          CHECK(std::abs(*ours->lrt - theirs.at("LRT").get<double>()) < 1e-4);
          ++compared;
        }
      }
    }
  CHECK(fits >= (run::slowed() ? 4 : 60));
  CHECK(compared >= (run::slowed() ? 10 : 200));
}

}  // namespace steelyard::support
