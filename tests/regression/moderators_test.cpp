// From columns of a table to models: formulas, designs, predictions, permutations, location–scale
// models, on the BCG trials; metafor is version 3.8-1 here.
#include "steelyard/regression/moderators.h"

#include <Eigen/Core>
#include <cmath>

#include "published/trials_of_bcg.h"
#include "steelyard/pool/synthesis.h"
#include "steelyard/regression/inference.h"
#include "steelyard/regression/location_scale.h"
#include "steelyard/regression/permutation.h"
#include "support/catch.h"
#include "support/close_to.h"
#include "support/reference.h"

namespace steelyard::support {

namespace {

std::vector<Study> bcg_studies() {
  const double latitude[] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};
  const double year[] = {1948, 1949, 1960, 1977, 1973, 1953, 1973,
                         1980, 1968, 1961, 1974, 1969, 1976};
  const char* allocation[] = {"random",     "random",     "random",    "random", "alternate",
                              "alternate",  "random",     "random",    "random", "systematic",
                              "systematic", "systematic", "systematic"};
  std::vector<Study> studies = trials_of_bcg();
  for (std::size_t i = 0; i < studies.size(); ++i)
    studies[i].cells = {
        {"ablat", std::to_string(static_cast<int>(latitude[i]))},
        {"alloc", allocation[i]                                },
        {"Year",  std::to_string(static_cast<int>(year[i]))    }
    };
  return studies;
}

struct Trials {
  std::vector<Study> studies = bcg_studies();
  std::vector<const Study*> rows;
  Effects effects = compute_effects(studies, *find_measure("RR"));
  Trials() {
    for (const Study& study : studies) rows.push_back(&study);
  }
  [[nodiscard]] ModeratorDesign design(std::string_view formula) const {
    std::string why;
    const auto result = design_of(parse_formula(formula), rows, why);
    INFO(why);
    REQUIRE(result);
    return *result;
  }
  [[nodiscard]] MixedEffects fit(std::string_view formula, CoefficientTest test) const {
    const ModeratorDesign built = design(formula);
    std::string why;
    const auto result = fit_mixed_effects(effects.y, effects.v, built.X, built.names,
                                          {.tau2 = tau2_estimators().front(), .test = test}, why);
    INFO(why);
    REQUIRE(result);
    return *result;
  }
};

std::string wrong(std::string_view formula) {
  return parse_formula(formula).must_be;
}

void check_all(const std::vector<double>& ours, const std::vector<double>& theirs,
               double tolerance) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(i, ours[i], theirs[i]);
    CHECK(apart(ours[i], theirs[i]) < tolerance);
  }
}

std::vector<double> estimates(const std::vector<Coefficient>& all) {
  std::vector<double> result;
  for (const Coefficient& c : all) result.push_back(c.estimate);
  return result;
}

std::vector<double> errors(const std::vector<Coefficient>& all) {
  std::vector<double> result;
  for (const Coefficient& c : all) result.push_back(c.se);
  return result;
}

}  // namespace

TEST_CASE("A formula names columns, categories and interactions") {
  const Formula crossed = parse_formula("year * factor(risk) , place*year");
  CHECK(crossed.must_be.empty());
  std::string labels;
  for (const FormulaTerm& term : crossed.terms) labels += term.label + " ";
  CHECK(labels == "year risk year:risk place place:year ");
  const Formula formula = parse_formula(" year, factor(risk of bias) ,year:risk of bias");
  CHECK(formula.must_be.empty());
  REQUIRE(formula.terms.size() == 3);
  CHECK(formula.terms[1].label == "risk of bias");
  CHECK(formula.terms[1].columns[0].factor);
  CHECK(formula.terms[2].columns[1].factor);
  CHECK(columns_of(formula) == std::vector<std::string>{"year", "risk of bias"});
  CHECK(!wrong("").empty());
  CHECK(!wrong("year,,dose").empty());
  CHECK(!wrong("factor()").empty());
  CHECK(wrong("year,Year") == "terms that differ from each other");
  CHECK(wrong("year:dose").starts_with("given with the columns of each interaction"));
}

TEST_CASE("Points of prediction are separated by semicolons or by a name that comes again") {
  CHECK(parse_points("ablat=20,ablat=40").size() == 2);
  const auto points = parse_points("ablat=20, alloc=random; ablat = 40");
  REQUIRE(points.size() == 2);
  CHECK(points[0].values[1] == std::pair<std::string, std::string>("alloc", "random"));
  CHECK(points[1].values[0].second == "40");
  CHECK(parse_points("ablat").empty());
  CHECK(parse_points("ablat=").empty());
  CHECK(parse_points("").empty());
}

TEST_CASE("Text becomes categories with the first in the alphabet as reference") {
  const Trials trials;
  const ModeratorDesign design = trials.design("ablat, alloc, ablat:alloc");
  CHECK(design.names == std::vector<std::string>{"intercept", "ablat", "alloc=random",
                                                 "alloc=systematic", "ablat:alloc=random",
                                                 "ablat:alloc=systematic"});
  CHECK(design.moderators[1].levels.front() == "alternate");
  CHECK(design.X(0, 4) == 44);
  CHECK(design.X(0, 5) == 0);
  const ModeratorDesign years = trials.design("factor(year)");
  CHECK(years.moderators[0].levels.front() == "1948");
  CHECK(years.names.size() == 12);
}

TEST_CASE("Studies without a value are left out, and columns of two minds are refused") {
  Trials trials;
  trials.studies[2].cells[0].second = "NA";
  trials.studies[5].cells.clear();
  const ModeratorDesign design = trials.design("ablat");
  CHECK(design.missing == std::vector<std::size_t>{2, 5});
  CHECK(design.X.rows() == 11);
  trials.studies[3].cells[0].second = "about 50";
  std::string why;
  CHECK_FALSE(design_of(parse_formula("ablat"), trials.rows, why));
  CHECK(why.starts_with("the column ablat holds both numbers and text (\"about 50\" in Hart"));
  CHECK_FALSE(design_of(parse_formula("dose"), trials.rows, why));
  CHECK(why == "no study has a value of every moderator");
  trials.studies[3].cells[0].second = "52,5";
  CHECK(trials.design("ablat").X(2, 1) == 52.5);
}

TEST_CASE("Blocks, collinearity, predictions and residuals agree with metafor") {
  const Trials trials;
  const ModeratorDesign design = trials.design("ablat, alloc");
  const MixedEffects fit = trials.fit("ablat, alloc", CoefficientTest::knapp_hartung);
  check_all(estimates(fit.coefficients),
            {0.2931943560033286, -0.0272757562981352, -0.2674912115129131, 0.0584612869282734},
            1e-8);
  check_all(errors(fit.coefficients),
            {0.41884262187428367, 0.00951387207097563, 0.36241070936536657, 0.39248720778129792},
            1e-8);
  const auto block = test_coefficients(fit, std::vector<std::size_t>{2, 3});
  REQUIRE(block);
  check_all({fit.qm, fit.qm_p, block->statistic, block->p},
            {3.44710676347695, 0.06500697924364, 0.600725428259951, 0.569000377430745}, 1e-8);
  check_all({*variance_inflation(fit, std::vector<std::size_t>{1}, 0),
             *variance_inflation(fit, std::vector<std::size_t>{2, 3}, 0),
             *variance_inflation(fit, std::vector<std::size_t>{2}, 0),
             *variance_inflation(fit, std::vector<std::size_t>{3}, 0)},
            {1.01510381990006, 1.01510381990006, 1.72243448175368, 1.71107289776643}, 1e-8);
  std::string why;
  const auto points = parse_points("ablat=20,alloc=random; ablat=40");
  const auto first = design_row(design, points[0], why),
             second = design_row(design, points[1], why);
  REQUIRE(first);
  REQUIRE(second);
  const MeanAt at20 = mean_at(fit, *first, 0.95, true, fit.df);
  const MeanAt at40 = mean_at(fit, *second, 0.95, true, fit.df);
  check_all({at20.estimate, at20.se, at20.interval.low, at20.interval.high, at20.prediction->low,
             at20.prediction->high},
            {-0.519811981472288, 0.236432804497050, -1.05466014368576, 0.0150361807411822,
             -1.53272999958011, 0.493106036635536},
            1e-7);
  check_all({at40.estimate, at40.se, at40.prediction->high},
            {-0.797835895922078, 0.315534540554872, 0.319945251283814}, 1e-8);
  const auto ci = residual_q_profile(trials.effects.y, trials.effects.v, design.X, 0.95);
  REQUIRE(ci);
  // metafor's confint stops at an absolute tolerance.
  check_all({ci->low, ci->high}, {0.022876814503228, 0.919481962554083}, 1e-3);
  check_all({fit.standardised.begin(), fit.standardised.end()},
            {0.437594597812408, -0.215897570931394, -0.317216936730546, -0.155074710406715,
             -0.537064379820237, 0.537064379820239, -2.017007292705764, 1.236359138570465,
             0.601877146334797, -1.508604254563571, -0.679833977272022, 1.265216834120766,
             1.342303558450541},
            1e-7);
  CHECK_FALSE(design_row(design, parse_points("dose=1").front(), why));
  CHECK(why == "dose is no moderator of the model");
  CHECK_FALSE(design_row(design, parse_points("alloc=none").front(), why));
  CHECK_FALSE(design_row(design, parse_points("ablat=far").front(), why));
  const MixedEffects crossed = trials.fit("ablat, alloc, ablat:alloc", CoefficientTest::z);
  check_all(estimates(crossed.coefficients),
            {0.02088453026930066, -0.01834091172927637, 0.00680118660563943, 0.47105379255785829,
             -0.00981440025433715, -0.01249174306425788},
            1e-6);
  CHECK(apart(crossed.qm, 7.47991560472189) < 1e-7);
}

TEST_CASE("Likelihoods and the comparison without moderators agree with metafor") {
  const Trials trials;
  const MixedEffects fit = trials.fit("ablat", CoefficientTest::z);
  const auto restricted = information_criteria(fit, true, 3);
  REQUIRE(restricted);
  check_all({restricted->log_likelihood, restricted->aic, restricted->bic, restricted->aicc},
            {-8.08732005827573, 22.17464011655147, 23.36832593494658, 25.60321154512290}, 1e-9);
  const auto full = information_criteria(fit, false, 3);
  check_all({full->log_likelihood, full->aic, full->bic, full->aicc},
            {-7.94657355589897, 21.89314711179794, 23.58799518418255, 24.55981377846461}, 1e-9);
  const ModeratorDesign design = trials.design("ablat");
  const auto ratio = against_no_moderators(trials.effects.y, trials.effects.v, design.X, true);
  REQUIRE(ratio);
  CHECK(apart(ratio->statistic, 9.95882163973) < 1e-8);
  CHECK(ratio->df == 1);
  CHECK(apart(ratio->p, 0.0016) < 0.02);
  const auto common = against_no_moderators(trials.effects.y, trials.effects.v, design.X, false);
  const MixedEffects fixed = [&] {
    std::string why;
    return *fit_mixed_effects(trials.effects.y, trials.effects.v, design.X, design.names, {}, why);
  }();
  CHECK(apart(common->statistic, fixed.qm) < 1e-9);  // normal likelihoods with known variances
}

TEST_CASE("The user's weights give metafor's sandwich") {
  const Trials trials;
  const ModeratorDesign design = trials.design("ablat");
  Eigen::ArrayXd vaccinated(13);
  for (std::size_t i = 0; i < 13; ++i)
    vaccinated[static_cast<Eigen::Index>(i)] = trials.studies[i].as<TwoByTwo>()->e_n;
  MixedEffectsSettings settings{.tau2 = find_row(tau2_estimators(), "DL"), .weights = vaccinated};
  std::string why;
  const auto z =
      fit_mixed_effects(trials.effects.y, trials.effects.v, design.X, design.names, settings, why);
  check_all(estimates(z->coefficients), {0.3206985214541784, -0.0280751369152068}, 1e-10);
  check_all(errors(z->coefficients), {0.29406253828999113, 0.00933376748013542}, 1e-10);
  settings.test = CoefficientTest::knapp_hartung;
  const auto kh =
      fit_mixed_effects(trials.effects.y, trials.effects.v, design.X, design.names, settings, why);
  check_all(errors(kh->coefficients), {0.3466794678393425, 0.0110038686388488}, 1e-10);
  CHECK(apart(kh->qm, 6.50958003859387) < 1e-10);
}

TEST_CASE("Exact permutations of moderators agree with metafor") {
  const Trials trials;
  const ModeratorDesign design = trials.design("ablat, year");
  const auto test = [&](const std::vector<Eigen::Index>& rows, Eigen::Index columns,
                        const MixedEffectsSettings& settings) {
    std::string why;
    return *permutation_test(trials.effects.y(rows), trials.effects.v(rows),
                             design.X(rows, Eigen::seqN(0, columns)), settings, {}, why);
  };
  const PermutationTest seven =
      test({0, 1, 2, 3, 4, 5, 6}, 2, {.tau2 = find_row(tau2_estimators(), "DL")});
  CHECK(seven.exact);
  CHECK(seven.count == 2520);  // two trials at the same latitude
  check_all({seven.p[0], seven.p[1], seven.omnibus_p},
            {0.919444444444444, 0.186111111111111, 0.186111111111111}, 1e-12);
  const PermutationTest six =
      test({0, 1, 2, 3, 6, 8}, 3,
           {.tau2 = find_row(tau2_estimators(), "DL"), .test = CoefficientTest::knapp_hartung});
  CHECK(six.count == 720);
  check_all(six.p, {508 / 720.0, 338 / 720.0, 504 / 720.0}, 1e-12);
  CHECK(apart(six.omnibus_p, 550 / 720.0) < 1e-12);
}

TEST_CASE("Random permutations come near the exact test, repeat with their seed, are never zero") {
  const Trials trials;
  const ModeratorDesign design = trials.design("ablat");
  const std::vector<Eigen::Index> rows{0, 1, 2, 3, 4, 5, 6};
  const Eigen::ArrayXd y = trials.effects.y(rows), v = trials.effects.v(rows);
  const Eigen::MatrixXd X = design.X(rows, Eigen::all);
  const MixedEffectsSettings settings{.tau2 = find_row(tau2_estimators(), "DL")};
  std::string why;
  const auto first = permutation_test(y, v, X, settings, {2000, 5}, why);
  const auto again = permutation_test(y, v, X, settings, {2000, 5}, why);
  const auto other = permutation_test(y, v, X, settings, {2000, 6}, why);
  CHECK_FALSE(first->exact);
  CHECK(first->count == 2000);
  CHECK(first->p == again->p);
  CHECK(first->p != other->p);
  CHECK(std::abs(first->p[1] - 0.186111) < 0.03);  // 3.4 standard errors
  const Eigen::ArrayXd sure = Eigen::ArrayXd::LinSpaced(12, 1, 1.5);
  const auto rare =
      sign_flip_test(sure, Eigen::ArrayXd::Constant(12, 0.01), settings, {100, 1}, why);
  CHECK(rare->p[0] >= 1.0 / 101);
  const auto exact = sign_flip_test(sure, Eigen::ArrayXd::Constant(12, 0.01), settings, {}, why);
  CHECK(exact->p[0] == 2.0 / 4096);
  CHECK_FALSE(sign_flip_test(sure.head(1), sure.head(1), settings, {}, why));
}

TEST_CASE("Location–scale models agree with metafor") {
  const Trials trials;
  const ModeratorDesign latitude = trials.design("ablat"), year = trials.design("year");
  const Eigen::ArrayXd &y = trials.effects.y, &v = trials.effects.v;
  std::string why;
  const auto both =
      fit_location_scale(y, v, latitude.X, latitude.names, latitude.X, latitude.names, {}, why);
  INFO(why);
  REQUIRE(both);
  // metafor's optimiser and its differences leave about this much.
  check_all(estimates(both->location), {0.2514760410513618, -0.0291105216249222}, 1e-4);
  check_all(errors(both->location), {0.25057000372485383, 0.00721527022410337}, 1e-4);
  CHECK(apart(both->scale[0].estimate, -2.542500966412378) < 1e-3);
  CHECK(std::abs(both->scale[1].estimate - -0.000730145508897) < 1e-3 * both->scale[1].se);
  check_all(errors(both->scale), {3.4196897093458087, 0.0795718014970149}, 1e-3);
  CHECK(std::abs(both->log_likelihood - -8.08727792523857) < 1e-6);
  CHECK(apart(both->location_test->statistic, 16.2777649675352) < 1e-4);
  const auto by_year = fit_location_scale(y, v, latitude.X, latitude.names, year.X, year.names,
                                          {.restricted = false}, why);
  REQUIRE(by_year);
  check_all(estimates(by_year->location), {0.3448623814663727, -0.0317046223850105}, 1e-3);
  check_all(estimates(by_year->scale), {99.2522193433660505, -0.0524209350992203}, 1e-2);
  CHECK(by_year->log_likelihood > -7.66034859091467 - 1e-6);
  const auto alone = fit_location_scale(y, v, Eigen::MatrixXd::Ones(13, 1), {"intercept"},
                                        latitude.X, latitude.names, {.t = true}, why);
  REQUIRE(alone);
  CHECK(apart(alone->location[0].estimate, -0.715638098210448) < 1e-4);
  CHECK(apart(alone->scale[0].p, 0.635993970773604) < 1e-3);
  CHECK(std::abs(alone->log_likelihood - -12.20236656933) < 1e-6);
}

TEST_CASE("Location–scale models of τ² itself agree with metafor and with ln τ² by groups") {
  const Trials trials;
  const ModeratorDesign latitude = trials.design("ablat"), alloc = trials.design("alloc");
  const Eigen::ArrayXd &y = trials.effects.y, &v = trials.effects.v;
  const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(13, 1);
  std::string why;
  const auto fit = [&](const ModeratorDesign& Z, const LocationScaleSettings& settings) {
    const auto found =
        fit_location_scale(y, v, ones, {"intercept"}, Z.X, Z.names, settings, why);
    INFO(why);
    REQUIRE(found);
    return *found;
  };
  // rma(yi, vi, mods = ~ 1, scale = ~ ablat, link = "identity"); its optimiser leaves about this.
  const auto reml = fit(latitude, {.link = ScaleLink::identity});
  CHECK(apart(reml.location[0].estimate, -0.715137542954) < 1e-4);
  CHECK(apart(reml.location[0].se, 0.179781676992) < 1e-4);
  check_all(errors(reml.scale), {0.539892250009, 0.0155682455196}, 1e-3);
  CHECK(std::abs(reml.scale[0].estimate - 0.314434801022) < 1e-3 * reml.scale[0].se);
  CHECK(std::abs(reml.scale[1].estimate - -3.77195185478e-05) < 1e-3 * reml.scale[1].se);
  CHECK(std::abs(reml.log_likelihood - -12.2023690567) < 1e-6);
  const auto ml = fit(latitude, {.restricted = false, .link = ScaleLink::identity});
  CHECK(std::abs(ml.scale[1].estimate - 0.000437209459952) < 1e-3 * ml.scale[1].se);
  CHECK(std::abs(ml.log_likelihood - -12.6646514426) < 1e-6);
  // With one τ² for each group both links are the same model.
  const auto logarithm = fit(alloc, {}), itself = fit(alloc, {.link = ScaleLink::identity});
  CHECK(std::abs(logarithm.log_likelihood - itself.log_likelihood) < 1e-9);
  for (Eigen::Index i = 0; i < 13; ++i) CHECK(apart(itself.tau2[i], logarithm.tau2[i]) < 1e-5);
  CHECK(apart(itself.location[0].se, logarithm.location[0].se) < 1e-6);
}

TEST_CASE("A location–scale likelihood without a highest point is refused with a reason") {
  // The first group does not differ at all: its τ² wants to be zero.
  const Eigen::ArrayXd y = (Eigen::ArrayXd(8) << 1, 1, 1, 1, 0, 3, -2, 5).finished();
  const Eigen::ArrayXd v = Eigen::ArrayXd::Constant(8, 0.1);
  Eigen::MatrixXd Z(8, 2);
  Z << 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1;
  std::string why;
  CHECK_FALSE(fit_location_scale(y, v, Eigen::MatrixXd::Ones(8, 1), {"intercept"}, Z,
                                 {"intercept", "group"}, {}, why));
  CHECK(why.starts_with("the likelihood has no highest point"));
  CHECK_FALSE(fit_location_scale(y.head(3), v.head(3), Eigen::MatrixXd::Ones(3, 1), {"intercept"},
                                 Z.topRows(3), {"intercept", "group"}, {}, why));
}

}  // namespace steelyard::support
