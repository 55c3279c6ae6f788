// Tests for small-study effects by id: a regression or a rank correlation each.
#include <array>

#include "analysis/further/small_study.h"

namespace steelyard {

namespace {

using Kind = QuantityKind;

// `at_zero` tells what the line shows where its measure of size is 0.
enum class AtZero { effect_of_large_study, nothing };

void add(FurtherFinding& result, const Asymmetry& test, AtZero at_zero) {
  auto& list = result.quantities;
  list.push_back(quantity_of("k", "studies", test.k, Kind::count));
  list.push_back(quantity_of("bias", "bias (slope on size)", test.bias, Kind::difference));
  list.push_back(quantity_of("bias_se", "standard error", test.bias_se, Kind::difference));
  list.push_back(quantity_of("statistic", test.df ? "t" : "z", test.statistic));
  if (test.df) list.push_back(quantity_of("df", "degrees of freedom", test.df, Kind::df));
  list.push_back(quantity_of("p", "P", test.p, Kind::p_value));
  const bool effect = at_zero == AtZero::effect_of_large_study;
  list.push_back(quantity_of("intercept",
                             effect ? "effect in an infinitely large study" : "intercept",
                             test.intercept, effect ? Kind::effect : Kind::difference));
  list.push_back(
      quantity_of("intercept_se", "its standard error", test.intercept_se, Kind::difference));
  if (effect) {
    list.push_back(quantity_of("ci_low", "lower limit", test.intercept_low, Kind::effect));
    list.push_back(quantity_of("ci_high", "upper limit", test.intercept_high, Kind::effect));
  }
  if (test.dispersion) list.push_back(quantity_of("dispersion", "dispersion", test.dispersion));
  if (test.tau2) list.push_back(quantity_of("tau2", "residual τ²", test.tau2, Kind::variance));
}

void add(FurtherFinding& result, const RankAsymmetry& test) {
  auto& list = result.quantities;
  list.push_back(quantity_of("k", "studies", test.k, Kind::count));
  list.push_back(quantity_of("tau", "Kendall's τ", test.tau));
  list.push_back(quantity_of("score", "score S", test.score));
  list.push_back(quantity_of("score_se", "standard error of S", test.score_se));
  list.push_back(quantity_of("statistic", "z", test.statistic));
  list.push_back(quantity_of("p", test.p_exact ? "P (exact)" : "P (normal)",
                             test.p_exact.value_or(test.p), Kind::p_value));
  list.push_back(quantity_of("p_normal", "P (normal, uncorrected)", test.p, Kind::p_value));
  if (test.ties)
    result.notes.push_back(
        {"ties", "studies share ranks, so P is that of the normal distribution"});
}

struct Predictor {
  StudySize size;
  const char* name;
};
constexpr std::array<Predictor, 6> predictors{
    {{StudySize::se, "standard error"},
     {StudySize::variance, "variance"},
     {StudySize::n, "n"},
     {StudySize::inverse_n, "1/n"},
     {StudySize::root_n, "√n"},
     {StudySize::inverse_root_n, "1/√n"}}
};

// The same test on every measure of size that the studies give.
template <class Test>
void add_predictors(FurtherFinding& result, const Test& test) {
  QuantityTable table{
      "predictors",
      "The same by other measures of size",
      "predictor",
      {{"bias", "slope", Kind::difference},
        {"bias_se", "SE", Kind::difference},
        {"statistic", "statistic", Kind::plain},
        {"df", "df", Kind::df},
        {"p", "P", Kind::p_value},
        {"intercept", "limit", Kind::effect},
        {"ci_low", "lower", Kind::effect},
        {"ci_high", "upper", Kind::effect}},
      {              }
  };
  for (const Predictor& predictor : predictors) {
    std::string why;
    const std::optional<Asymmetry> fit = test(predictor.size, why);
    if (!fit) continue;
    QuantityRow row{
        predictor.name, {fit->bias, fit->bias_se, fit->statistic, fit->df, fit->p}
    };
    // Towards infinite n nothing is near zero: no limit there.
    if (predictor.size == StudySize::n || predictor.size == StudySize::root_n)
      row.values.resize(8);
    else
      row.values.insert(row.values.end(),
                        {fit->intercept, fit->intercept_low, fit->intercept_high});
    table.rows.push_back(std::move(row));
  }
  if (table.rows.size() > 1) result.tables.push_back(std::move(table));
}

void say_why(FurtherFinding& result, const std::string& why) {
  result.notes.push_back({"not-computed", why});
}

FurtherFinding egger(const FurtherInput& input) {
  FurtherFinding result;
  if (withheld(input, result)) return result;
  const auto test = [&](StudySize size, std::string& why) {
    return weighted_asymmetry(input.finding.effects, size, input.finding.plan.method.level, why);
  };
  std::string why;
  if (const auto fit = test(StudySize::se, why)) {
    add(result, *fit, AtZero::effect_of_large_study);
    add_predictors(result, test);
  } else {
    say_why(result, why);
  }
  return result;
}

FurtherFinding mixed(const FurtherInput& input, const MixedEffectsSettings& settings,
                     bool all_predictors) {
  FurtherFinding result;
  if (withheld(input, result)) return result;
  const auto test = [&](StudySize size, std::string& why) {
    return mixed_asymmetry(input.finding.effects, size, settings, why);
  };
  std::string why;
  if (const auto fit = test(StudySize::se, why)) {
    add(result, *fit, AtZero::effect_of_large_study);
    if (all_predictors) add_predictors(result, test);
  } else {
    say_why(result, why);
  }
  return result;
}

FurtherFinding egger_random(const FurtherInput& input) {
  return mixed(input, regression_settings(input.finding.plan), true);
}

// Thompson and Sharp take τ² by the method of moments and test with t.
FurtherFinding thompson(const FurtherInput& input) {
  MixedEffectsSettings settings;
  settings.tau2 = find_row(tau2_estimators(), "DL");
  settings.test = CoefficientTest::t;
  settings.level = input.finding.plan.method.level;
  return mixed(input, settings, false);
}

template <std::optional<Asymmetry> (*test)(const Effects&, double, std::string&), AtZero at_zero>
FurtherFinding regression(const FurtherInput& input) {
  FurtherFinding result;
  if (withheld(input, result)) return result;
  std::string why;
  if (const auto fit = test(input.finding.effects, input.finding.plan.method.level, why))
    add(result, *fit, at_zero);
  else
    say_why(result, why);
  return result;
}

template <std::optional<RankAsymmetry> (*test)(const Effects&, std::string&)>
FurtherFinding rank_correlation(const FurtherInput& input) {
  FurtherFinding result;
  if (withheld(input, result)) return result;
  std::string why;
  if (const auto fit = test(input.finding.effects, why))
    add(result, *fit);
  else
    say_why(result, why);
  return result;
}

constexpr FurtherAnalysis asymmetry_row(std::string_view id, std::string_view label,
                                        std::string_view source,
                                        FurtherFinding (*compute)(const FurtherInput&)) {
  return {.id = id,
          .label = label,
          .source = source,
          .setting = "bias",
          .group = "small_study_effects",
          .asked = Asked::by_id,
          .compute = compute};
}

constexpr AtZero limit = AtZero::effect_of_large_study;

}  // namespace

namespace further {
extern const FurtherAnalysis egger =
    asymmetry_row("egger", "Egger's regression test", "egger1997", steelyard::egger);
extern const FurtherAnalysis egger_random =
    asymmetry_row("egger-random", "Egger's regression test with variance between studies",
                  "sterne2005", steelyard::egger_random);
extern const FurtherAnalysis begg =
    asymmetry_row("begg", "Begg and Mazumdar's rank correlation test", "begg1994",
                  steelyard::rank_correlation<begg_test>);
extern const FurtherAnalysis thompson = asymmetry_row(
    "thompson", "Thompson and Sharp's regression test", "thompson1999", steelyard::thompson);
extern const FurtherAnalysis harbord = asymmetry_row(
    "harbord", "Harbord's score test", "harbord2006", steelyard::regression<harbord_test, limit>);
extern const FurtherAnalysis peters = asymmetry_row(
    "peters", "Peters' regression test", "peters2006", steelyard::regression<peters_test, limit>);
extern const FurtherAnalysis macaskill =
    asymmetry_row("macaskill", "Macaskill's regression test", "macaskill2001",
                  steelyard::regression<macaskill_test, AtZero::nothing>);
extern const FurtherAnalysis deeks =
    asymmetry_row("deeks", "Deeks' effective sample size test", "deeks2005",
                  steelyard::regression<deeks_test, limit>);
extern const FurtherAnalysis schwarzer =
    asymmetry_row("schwarzer", "Schwarzer's rank correlation test for counts", "schwarzer2007",
                  steelyard::rank_correlation<schwarzer_test>);
extern const FurtherAnalysis pustejovsky =
    asymmetry_row("pustejovsky", "Pustejovsky and Rodgers' regression test", "pustejovsky2019",
                  steelyard::regression<pustejovsky_test, limit>);
}  // namespace further

}  // namespace steelyard
