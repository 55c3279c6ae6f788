// Permutation tests of the moderators, or without them of the pooled effect.
#include "steelyard/regression/permutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/regression_setup.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

// "exact", "10000" or "10000, seed=7".
std::optional<PermutationSettings> settings_of(std::string_view argument) {
  constexpr double most = 1e7, largest_seed = 9e15;  // whole numbers that a double holds
  const auto whole = [](std::string_view text, double low, double high) {
    const auto number = parse_number(trimmed(text));
    const bool good = number && *number >= low && *number <= high && *number == std::floor(*number);
    return good ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
  };
  const std::vector<std::string> parts = split(argument, ',');
  PermutationSettings settings;
  if (lower_case(trimmed(parts.front())) != "exact") {
    settings.draws = whole(parts.front(), 1, most);
    if (!settings.draws) return std::nullopt;
  }
  if (parts.size() > 2) return std::nullopt;
  if (parts.size() == 2) {
    const std::string_view seed = trimmed(parts[1]);
    constexpr std::string_view key = "seed=";
    if (!lower_case(seed).starts_with(key)) return std::nullopt;
    const auto number = whole(seed.substr(key.size()), 0, largest_seed);
    if (!number) return std::nullopt;
    settings.seed = *number;
  }
  return settings;
}

void add_counts(FurtherFinding& result, const PermutationTest& test,
                const PermutationSettings& settings) {
  result.quantities.push_back({"arrangements", "arrangements refitted",
                               static_cast<double>(test.count), QuantityKind::count});
  result.quantities.push_back({"possible", "possible arrangements", test.possible,
                               test.possible < 1e15 ? QuantityKind::count : QuantityKind::plain});
  if (!test.exact)
    result.quantities.push_back(
        {"seed", "seed", static_cast<double>(settings.seed), QuantityKind::count});
  result.notes.push_back(
      {test.exact ? "exact" : "random",
       test.exact ? "the test is exact: every arrangement was refitted"
                  : fmt::format("arrangements were drawn at random, with seed {}", settings.seed)});
  if (!test.exact && !settings.draws)
    result.notes.push_back({"not-exact", "there are too many arrangements for an exact test"});
}

FurtherFinding of_moderators(const FurtherInput& input, const PermutationSettings& settings) {
  FurtherFinding result;
  const auto setup = set_up_regression(input, input.finding.plan.moderators, result.notes);
  if (!setup) return result;
  std::string why;
  const ModeratorDesign& design = setup->design;
  const auto fit =
      fit_mixed_effects(setup->y, setup->v, design.X, design.names, setup->settings, why);
  const auto test = permutation_test(setup->y, setup->v, design.X, setup->settings, settings, why);
  if (!fit || !test) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  result.quantities.push_back(
      {"omnibus_p", "permutation P of all moderators", test->omnibus_p, QuantityKind::p_value});
  add_counts(result, *test, settings);
  QuantityTable table{
      "coefficients",
      "Coefficients, on the analysis scale",
      "coefficient",
      {{"estimate", "estimate", QuantityKind::difference},
        {"statistic", fit->df ? "t" : "z", QuantityKind::plain},
        {"p", "P", QuantityKind::p_value},
        {"permutation_p", "permutation P", QuantityKind::p_value}},
      {                                           }
  };
  for (std::size_t j = 0; j < fit->coefficients.size(); ++j) {
    const Coefficient& c = fit->coefficients[j];
    table.rows.push_back({
        c.name, {c.estimate, c.statistic, c.p, test->p[j]}
    });
  }
  result.tables.push_back(std::move(table));
  return result;
}

FurtherFinding of_pooled_effect(const FurtherInput& input, const PermutationSettings& settings) {
  FurtherFinding result;
  const Effects& effects = input.finding.effects;
  if (!effects.measure->scale.no_effect) {
    result.notes.push_back(
        {"no-null", "a permutation test needs a measure with a value of no effect"});
    return result;
  }
  std::string why;
  const auto fit_settings = regression_settings(input, result.notes);
  const auto test = sign_flip_test(effects.y, effects.v, fit_settings, settings, why);
  if (!test) {
    result.notes.push_back({"not-computed", why});
    return result;
  }
  result.quantities.push_back(
      {"p", "permutation P of the pooled effect", test->p.front(), QuantityKind::p_value});
  add_counts(result, *test, settings);
  return result;
}

FurtherFinding permutation(const FurtherInput& input) {
  const auto settings = settings_of(input.argument);
  if (!settings) return {};
  return input.finding.plan.moderators.empty() ? of_pooled_effect(input, *settings)
                                               : of_moderators(input, *settings);
}

std::string must_be_permutation(std::string_view argument) {
  return settings_of(argument) ? ""
                               : "exact, or a number of permutations up to 10000000, such as "
                                 "10000 or \"10000, seed=7\"";
}

}  // namespace

namespace further {
extern const FurtherAnalysis permutation_test{
    .id = "permutation-test",
    .label = "permutation test",
    .source = "higgins2004",
    .setting = "permutation",
    .group = "meta_regression",
    .asked = Asked::by_argument,
    .compute = steelyard::permutation,
    .must_be = must_be_permutation,
};
}

}  // namespace steelyard
