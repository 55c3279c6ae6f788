// Selection models: plain integration, published and R's values, properties, hard cases.
#include "bias/selection_data.h"

namespace steelyard::support {

TEST_CASE("Weights fixed beforehand move the estimate as Vevea and Woods say") {
  // With weights of 1 the model is that without selection.
  SelectionSettings settings = by("stepfun", {0.025, 0.5});
  settings.delta = {1, 1, 1};
  std::string why;
  const auto none = fit_selection(hackshaw_y(), hackshaw_v(), settings, why);
  CAPTURE(why);
  REQUIRE(none);
  CHECK(apart(none->log_likelihood, none->log_likelihood_without) < 1e-12);
  CHECK(apart(none->estimate, none->estimate_without) < 1e-8);
  CHECK_FALSE(none->lrt.has_value());
  double last = none->estimate;
  for (const char* id : {"moderate-one-tailed", "severe-one-tailed"}) {
    for (const SelectionWeights& set : selection_weights()) {
      if (set.id != id) continue;
      settings.steps.assign(set.steps.begin(), set.steps.end());
      settings.delta.assign(set.delta.begin(), set.delta.end());
    }
    const auto fit = fit_selection(hackshaw_y(), hackshaw_v(), settings, why);
    REQUIRE(fit);
    CHECK(fit->estimate < last);
    last = fit->estimate;
  }
}

TEST_CASE("Selection does not depend on units, direction or the order of studies") {
  for (const char* id : {"stepfun", "negexp"}) {
    if (run::slowed() && std::string_view(id) == "negexp") continue;
    const std::vector<double> steps =
        std::string(id) == "stepfun" ? std::vector<double>{0.05} : std::vector<double>{};
    std::string why;
    const ArrayXd y = hackshaw_y(), v = hackshaw_v();
    const auto fit = fit_selection(y, v, by(id, steps), why);
    REQUIRE(fit);
    CAPTURE(id);
    for (const double c : {1e-6, 1e8}) {
      const auto other = fit_selection(c * y, c * c * v, by(id, steps), why);
      REQUIRE(other);
      CAPTURE(c);
      CHECK(apart(other->estimate, c * fit->estimate, c * *fit->se) < 1e-8);
      CHECK(apart(other->tau2, c * c * fit->tau2, c * c * 1e-3) < 1e-7);
      CHECK(apart(other->delta.back().value, fit->delta.back().value) < 1e-7);
      CHECK(apart(other->se.value(), c * *fit->se) < 1e-6);
    }
    const auto mirrored = fit_selection(-y, v, by(id, steps, SelectionSide::less), why);
    REQUIRE(mirrored);
    CHECK(mirrored->estimate == -fit->estimate);
    CHECK(mirrored->log_likelihood == fit->log_likelihood);
    const auto turned = fit_selection(y.reverse(), v.reverse(), by(id, steps), why);
    REQUIRE(turned);
    CHECK(apart(turned->estimate, fit->estimate, *fit->se) < 1e-8);
  }
}

TEST_CASE("A likelihood that rises towards extreme weights is not called highest without selection") {
  ArrayXd y(10), v(10);
  y << 0.29291937844756161, -0.13077756493095222, 0.29332765884221423, 0.34914091154978122,
      0.04635889787949371, 0.19041241782771423, -1.1058418103868646, -0.68248469615920215,
      0.038651356773142437, 0.24770785115033048;
  v << 0.031391125311819763, 0.060974629632790989, 0.040885023941030531, 0.18546891200167115,
      0.009151362595605169, 0.07049842034323181, 0.25165132898313658, 0.29271865745068959,
      0.0096534203581608805, 0.12360239022190853;
  std::string why;
  SelectionSettings settings = by("negexppow");
  const auto fit = fit_selection(y, v, settings, why);
  REQUIRE(fit);
  // At a point of the range the likelihood is higher than without selection, by plain integration in R
  // (−1.21752 beside −1.24373).
  const double there = selection_log_likelihood(y, v, settings, 0.0707, 0, ArrayXd{{100, 0.00133}});
  CHECK(there > fit->log_likelihood + 0.02);
  bool rises = false, highest = false;
  for (const FitNote& note : fit->notes) {
    rises = rises || note.code == "no-global-maximum";
    highest = highest || note.text.find("the likelihood is highest") != std::string::npos;
  }
  CHECK(rises);
  CHECK_FALSE(highest);
  // What rounding leaves of no gain is no gain; τ² at the end of its range says that it is.
  for (const char* id : {"halfnorm", "negexp", "logistic"}) {
    const auto none = fit_selection(y, v, by(id), why);
    REQUIRE(none);
    CAPTURE(id);
    CHECK((none->lrt == 0.0 || *none->lrt > 1e-10));
    if (!none->tau2_se)
      CHECK(std::ranges::find(none->notes, "tau2-without-se", &FitNote::code) != none->notes.end());
  }
}

TEST_CASE("Degenerate data give an answer or a reason, never NaN") {
  const double tiny = 1e-12, huge = 1e12;
  const std::vector<std::pair<std::vector<double>, std::vector<double>>> sets{
      {{},                   {}                      },
      {{0.4},                {0.1}                   },
      {{0.4, 0.5},           {0.1, 0.1}              },
      {{0.4, 0.4, 0.4, 0.4}, {0.1, 0.1, 0.1, 0.1}    },
      {{0, 0, 0, 0, 0},      {1, 1, 1, 1, 1}         },
      {{0.4, -0.5, 0.3, 2},  {tiny, tiny, tiny, tiny}},
      {{0.4, -0.5, 0.3, 2},  {huge, huge, huge, huge}},
      {{3e5, 0.5, 0.3, 2},   {tiny, 1, huge, 1}      },
      {{-3, -4, -5, -6, -4}, {1, 1, 1, 1, 1}         },
      {{30, 40, 50, 60, 40}, {1, 1, 1, 1, 1}         }
  };
  int turn = 0;
  for (const auto& [y, v] : sets)
    for (const SelectionModel* model : selection_models()) {
      if (run::slowed() && model->least_steps == 0 && ++turn % 25 != 1) continue;
      SelectionSettings settings = by(
          model->id, model->least_steps > 0 ? std::vector<double>{0.025} : std::vector<double>{});
      std::string why;
      CAPTURE(y, v, std::string(model->id));
      const auto fit = fit_selection(values(y), values(v), settings, why);
      if (!fit) {
        CHECK_FALSE(why.empty());
        continue;
      }
      CHECK(std::isfinite(fit->estimate));
      CHECK(std::isfinite(fit->se.value_or(0)));
      CHECK(fit->tau2 >= 0);
      CHECK(std::isfinite(fit->tau2_se.value_or(0)));
      CHECK(std::isfinite(fit->log_likelihood));
      CHECK(std::isfinite(fit->lrt.value_or(0)));
      for (const SelectionDelta& delta : fit->delta) {
        CHECK((delta.value >= 0 && delta.value <= 100));
        CHECK(std::isfinite(delta.se.value_or(0)));
      }
    }
}

TEST_CASE("Steps that make no sense are refused with a reason") {
  std::string why;
  const ArrayXd y = hackshaw_y(), v = hackshaw_v();
  CHECK_FALSE(fit_selection(y, v, by("stepfun"), why));
  CHECK(why.find("at least one step") != std::string::npos);
  CHECK_FALSE(fit_selection(y, v, by("stepfun", {0.5, 0.1}), why));
  CHECK_FALSE(fit_selection(y, v, by("negexp", {0.1, 0.5}), why));
  CHECK_FALSE(fit_selection(y, v, by("beta", {0.1}), why));
  SelectionSettings settings = by("stepfun", {0.5});
  settings.delta = {1};
  CHECK_FALSE(fit_selection(y, v, settings, why));
}

TEST_CASE("An interval of P without studies is named") {
  std::string why;
  const auto fit = fit_selection(hackshaw_y(), hackshaw_v(), by("stepfun", {1e-9, 0.05, 0.5}), why);
  REQUIRE(fit);
  CHECK(std::ranges::any_of(fit->notes,
                            [](const FitNote& note) { return note.code == "empty-interval"; }));
}

TEST_CASE("Weights of two parameters reach their highest likelihood along ridges and from edges") {
  // Highest values that nlminb found in R, over integrals by Gauss and Legendre. In the first set
  // the steps once ended at δ₂ = 0, which selects nothing (−4.0789); in the second the search with
  // τ² = 0 stopped on the ridge where only δ₁/δ₂ is known.
  const struct {
    std::vector<double> y, v;
    SelectionSide side;
    double log_likelihood, estimate, lrt_tau2;
  } sets[] = {
      {{-0.311, 0.116, 0.108, -0.31, -0.168, 0.205, -0.905, 0.177, 0.183, 0.138, -0.069, -0.78,
        0.006},
       {0.0993, 0.0829, 0.2938, 0.2382, 0.1934, 0.1184, 0.2566, 0.0426, 0.1926, 0.1562, 0.0475,
        0.1016, 0.049},
       SelectionSide::less,
       -1.638623,
       0.288812,  0.691225},
      {{0.999,  1.165, -0.159, 0.695, 0.55,   0.494, 0.113, 0.411, 1.176,  0.142,
        -1.353, 0.389, 0.574,  0.165, 0.766,  0.959, 0.689, 0.215, 0.293,  -0.069,
        0.026,  0.579, 0.771,  0.18,  -1.128, 0.828, 2.314, 2.045, -0.045, 0.791},
       {0.2675, 0.1502, 0.0281, 0.2246, 0.2335, 0.0185, 0.0369, 0.1361, 0.1295, 0.2756,
        0.241,  0.2858, 0.0331, 0.1308, 0.2078, 0.2311, 0.224,  0.1607, 0.0887, 0.1244,
        0.2267, 0.1674, 0.0326, 0.0624, 0.2606, 0.0362, 0.2207, 0.2703, 0.1683, 0.1713},
       SelectionSide::greater,
       -29.335461,
       -0.243451,
       3.581300           }
  };
  for (const auto& set : sets) {
    std::string why;
    const auto fit =
        fit_selection(values(set.y), values(set.v), by("negexppow", {}, set.side), why);
    REQUIRE(fit);
    CHECK(std::abs(fit->log_likelihood - set.log_likelihood) < 2e-6);
    CHECK(std::abs(fit->estimate - set.estimate) < 2e-6);
    CHECK(std::abs(fit->lrt_tau2.value() - set.lrt_tau2) < 5e-6);
  }
}

TEST_CASE("Where no selection is likeliest, the answer is that without selection") {
  // One very precise study: without selection μ stands next to it.
  std::string why;
  const ArrayXd y = values({0.3, 0.31, 0.1, -0.4, -1.1, 0.2}),
                v = values({1e-6, 0.1, 0.2, 0.3, 0.3, 0.4});
  const auto fit = fit_selection(y, v, by("negexppow"), why);
  REQUIRE(fit);
  CHECK(fit->delta[0].value == 0);
  CHECK(fit->lrt.value() == 0);
  CHECK(apart(fit->estimate, fit->estimate_without) < 1e-8);
  CHECK(std::ranges::any_of(
      fit->notes, [](const FitNote& note) { return note.code == "delta-without-meaning"; }));
}

}  // namespace steelyard::support
